//! The literate rules: every example of `spec/*.md` comes out as written.
//!
//! `UPDATE_SPEC=1 cargo test -p quyet-assess` rewrites the expected blocks; read the difference before you keep it.

mod example;
mod outcome;

use std::path::{Path, PathBuf};

use quyet_assess::working::Rule;

use example::Example;

const RULES: [Rule; 12] = [
    Rule::ChoiceOfFigure,
    Rule::Level,
    Rule::Range,
    Rule::Change,
    Rule::RankChange,
    Rule::RankWithin,
    Rule::Roster,
    Rule::Parts,
    Rule::Maintain,
    Rule::Stated,
    Rule::Due,
    Rule::Operand,
];

/// A chapter as it stands on disk.
struct Chapter {
    path: PathBuf,
    text: String,
}

fn chapters() -> Vec<Chapter> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let entries = std::fs::read_dir(&root).expect("spec/ stands at the root of the workspace");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "md"));
    paths.sort();
    paths.into_iter().map(|path| Chapter { text: read(&path), path }).collect()
}

#[expect(clippy::disallowed_methods, reason = "the literate rules are files")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a chapter is UTF-8 text")
}

/// A text cut at its example blocks.
enum Segment {
    /// Prose and fences.
    Prose(String),
    /// An example: the lines between the fences, and the heading above.
    Example { lines: String, heading: String },
    /// The expected outcome of the example before it.
    Expected(String),
}

fn segments(text: &str) -> Vec<Segment> {
    let (mut segments, mut prose, mut heading) = (Vec::new(), String::new(), String::new());
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        prose.push_str(line);
        if let Some(words) = line.strip_prefix("## ") {
            words.trim().clone_into(&mut heading);
        }
        let fence = line.trim_end();
        if fence != "```vi-du" && fence != "```ket-qua" {
            continue;
        }
        let (mut block, mut end) = (String::new(), String::new());
        for line in lines.by_ref() {
            if line.trim_end() == "```" {
                line.clone_into(&mut end);
                break;
            }
            block.push_str(line);
        }
        segments.push(Segment::Prose(std::mem::take(&mut prose)));
        segments.push(match fence {
            "```vi-du" => Segment::Example { lines: block, heading: heading.clone() },
            _ => Segment::Expected(block),
        });
        prose = end;
    }
    segments.push(Segment::Prose(prose));
    segments
}

/// The chapter with every expected block as it really comes out, and the scenarios that differ.
fn played(chapter: &Chapter) -> (String, Vec<String>) {
    let (mut text, mut different) = (String::new(), Vec::new());
    let (mut actual, mut scenario) = (String::new(), String::new());
    for segment in segments(&chapter.text) {
        match segment {
            Segment::Prose(prose) => text.push_str(&prose),
            Segment::Example { lines, heading } => {
                actual = outcome::of(&Example::parse(&lines).assess());
                scenario = heading;
                text.push_str(&lines);
            }
            Segment::Expected(block) => {
                if block != actual {
                    different.push(format!("{scenario}\n--- written\n{block}--- real\n{actual}"));
                }
                text.push_str(&actual);
            }
        }
    }
    (text, different)
}

#[test]
fn every_example_of_the_spec_comes_out_as_written() {
    let mut failures = Vec::new();
    for chapter in chapters() {
        let (text, different) = played(&chapter);
        if std::env::var_os("UPDATE_SPEC").is_some() {
            std::fs::write(&chapter.path, text).expect("spec/ can be written");
        } else {
            let name = chapter.path.display();
            failures.extend(different.iter().map(|what| format!("{name}: {what}")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn every_example_is_followed_by_its_outcome() {
    for chapter in chapters() {
        let mut waiting = false;
        for segment in segments(&chapter.text) {
            match segment {
                Segment::Prose(_) => {}
                Segment::Example { heading, .. } => {
                    assert!(!waiting, "{}: {heading}", chapter.path.display());
                    waiting = true;
                }
                Segment::Expected(_) => {
                    assert!(waiting, "{}", chapter.path.display());
                    waiting = false;
                }
            }
        }
        assert!(!waiting, "{}", chapter.path.display());
    }
}

#[test]
fn each_rule_stands_in_exactly_one_chapter() {
    let chapters = chapters();
    for rule in RULES {
        let holds = |chapter: &&Chapter| chapter.text.contains(rule.id());
        let names: Vec<_> =
            chapters.iter().filter(holds).map(|c| c.path.display().to_string()).collect();
        assert_eq!(names.len(), 1, "{} stands in {names:?}", rule.id());
    }
}

#[test]
fn each_chapter_shows_its_rule_deciding() {
    for chapter in chapters() {
        let Some(rule) = RULES.into_iter().find(|rule| chapter.text.contains(rule.id())) else {
            continue;
        };
        let shows = segments(&chapter.text).into_iter().any(|segment| match segment {
            Segment::Example { lines, .. } => {
                let assessment = Example::parse(&lines).assess();
                outcome::rules(&assessment).contains(&rule)
            }
            _ => false,
        });
        // The choice of a figure decides alone only when there is nothing to choose from.
        assert!(shows, "{} has no example decided by {}", chapter.path.display(), rule.id());
    }
}
