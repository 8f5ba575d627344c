//! The literate readings: every example of `spec/doc-hieu/*.md` is read as its chapter says.
//!
//! **Takes** the chapters. **Gives** a failure that names chapter, heading, the words wanted and got.
//! `UPDATE_SPEC=1 cargo test -p quyet-compile` rewrites the expected blocks; read the difference before you keep it.
//! `spec/doc-hieu/README.md` tells the line format to people.

mod assignment;
mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use quyet_compile::grammar::{ItemContext, ItemReading, read_item};
use quyet_model::unit::Unit;

/// The rules of the inline grammar, as written: every code in quotes is a code that can be reported.
const RULES: &str = include_str!("../../src/grammar/rules.rs");

/// The chapters hold at least this many examples.
const EXAMPLES_MIN: usize = 70;

/// A chapter as it stands on disk.
struct Chapter {
    path: PathBuf,
    name: String,
    text: String,
}

/// A text cut at its example blocks.
enum Segment {
    /// Prose and fences.
    Prose(String),
    /// A sentence: the heading above, what its fence says of its place, and the lines in between.
    Sentence { heading: String, place: String, lines: String },
    /// The expected reading of the sentence before it.
    Expected(String),
}

#[expect(clippy::disallowed_methods, reason = "the literate readings are files")]
fn chapters() -> Vec<Chapter> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/doc-hieu");
    let entries = std::fs::read_dir(&root).expect("spec/doc-hieu stands in the workspace");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "md"));
    paths.sort();
    let read = |path: PathBuf| Chapter {
        name: path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned()),
        text: std::fs::read_to_string(&path).expect("a chapter is UTF-8 text"),
        path,
    };
    paths.into_iter().map(read).collect()
}

fn segments(text: &str) -> Vec<Segment> {
    let (mut segments, mut prose, mut heading) = (Vec::new(), String::new(), String::new());
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        prose.push_str(line);
        if let Some(words) = line.strip_prefix("## ") {
            words.trim().clone_into(&mut heading);
        }
        let fence = line.trim_end().strip_prefix("```").unwrap_or("");
        let (kind, place) = fence.split_once(' ').unwrap_or((fence, ""));
        if kind != "cau" && kind != "doc-thanh" {
            continue;
        }
        let (block, end) = block(&mut lines);
        segments.push(Segment::Prose(std::mem::take(&mut prose)));
        segments.push(match kind {
            "cau" => Segment::Sentence {
                heading: heading.clone(),
                place: place.trim().to_owned(),
                lines: block,
            },
            _ => Segment::Expected(block),
        });
        prose = end;
    }
    segments.push(Segment::Prose(prose));
    segments
}

/// The lines up to the closing fence, and that fence.
fn block<'a>(lines: &mut impl Iterator<Item = &'a str>) -> (String, String) {
    let (mut block, mut end) = (String::new(), String::new());
    for line in lines {
        if line.trim_end() == "```" {
            line.clone_into(&mut end);
            break;
        }
        block.push_str(line);
    }
    (block, end)
}

/// The reading of a `cau` block, or why the block is not one.
fn read(place: &str, lines: &str) -> Result<ItemReading, String> {
    let mut sentences = lines.lines();
    let (Some(sentence), None) = (sentences.next(), sentences.next()) else {
        return Err("a cau block holds one sentence on one line".to_owned());
    };
    let context = context(place)?;
    Ok(read_item(sentence, &context))
}

/// What a fence says of the sentence's place.
fn context(place: &str) -> Result<ItemContext, String> {
    let plain = ItemContext::default();
    match place.split_once(": ") {
        None if place.is_empty() => Ok(plain),
        None if place == "văn xuôi" => Ok(ItemContext { prose: true, ..plain }),
        Some(("cột", unit)) => Ok(ItemContext { unit: Unit::new(unit), ..plain }),
        Some(("mục cha", lead)) => Ok(ItemContext { lead: Some(lead.to_owned()), ..plain }),
        _ => Err(format!("unknown words after cau: {place}")),
    }
}

/// The chapter with every expected block as it really comes out, and the examples that differ.
fn played(chapter: &Chapter) -> (String, Vec<String>) {
    let (mut text, mut different) = (String::new(), Vec::new());
    let (mut actual, mut told) = (String::new(), String::new());
    for segment in segments(&chapter.text) {
        match segment {
            Segment::Prose(prose) => text.push_str(&prose),
            Segment::Sentence { heading, place, lines } => {
                actual = assignment::shown(&place, &lines).unwrap_or_else(|| {
                    read(&place, &lines).map_or_else(|why| why + "\n", |r| reading::shown(&r))
                });
                told = format!("{}: {heading}\n{lines}", chapter.name);
                text.push_str(&lines);
            }
            Segment::Expected(block) => {
                if block != actual {
                    different.push(format!("{told}--- wanted\n{block}--- got\n{actual}"));
                }
                text.push_str(&actual);
            }
        }
    }
    (text, different)
}

/// The codes of the inline grammar.
fn known_codes() -> BTreeSet<String> {
    let quoted = RULES.split('"').skip(1).step_by(2);
    quoted.filter(|word| word.starts_with("QY02")).map(str::to_owned).collect()
}

/// The codes that a text names.
fn named_codes(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| word.starts_with("QY")).map(str::to_owned).collect()
}

#[test]
fn every_sentence_is_read_as_its_chapter_says() {
    let mut failures = Vec::new();
    for chapter in chapters() {
        let (text, different) = played(&chapter);
        if std::env::var_os("UPDATE_SPEC").is_some() {
            std::fs::write(&chapter.path, text).expect("spec/doc-hieu can be written");
        } else {
            failures.extend(different);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_sentence_is_followed_by_its_reading() {
    for chapter in chapters() {
        let mut waiting = None;
        for segment in segments(&chapter.text) {
            match segment {
                Segment::Prose(_) => {}
                Segment::Sentence { heading, lines, .. } => {
                    assert_eq!(waiting, None, "{}: {heading}", chapter.name);
                    waiting = Some(lines);
                }
                Segment::Expected(block) => {
                    assert!(waiting.take().is_some(), "{}: {block}", chapter.name);
                }
            }
        }
        assert_eq!(waiting, None, "{}", chapter.name);
    }
}

#[test]
fn no_sentence_stands_in_two_examples() {
    let mut seen = BTreeSet::new();
    for chapter in chapters() {
        for segment in segments(&chapter.text) {
            let Segment::Sentence { place, lines, .. } = segment else { continue };
            let new = seen.insert((place, lines.clone()));
            assert!(new, "{}: {lines}", chapter.name);
        }
    }
    assert!(seen.len() >= EXAMPLES_MIN, "{} examples", seen.len());
}

#[test]
fn every_code_of_the_grammar_decides_in_an_example() {
    let mut shown = BTreeSet::new();
    for chapter in chapters() {
        for segment in segments(&chapter.text) {
            let Segment::Sentence { place, lines, .. } = segment else { continue };
            let findings = read(&place, &lines).map_or(Vec::new(), |reading| reading.findings);
            shown.extend(findings.into_iter().map(|found| found.code.to_owned()));
        }
    }
    assert_eq!(shown, known_codes());
}

/// The chapters that show each code; a chapter's prose tells exactly the codes that its examples show.
fn shown_where(chapters: &[Chapter]) -> BTreeMap<String, BTreeSet<String>> {
    let mut places = BTreeMap::<String, BTreeSet<String>>::new();
    for chapter in chapters {
        let (mut told, mut shown) = (BTreeSet::new(), BTreeSet::new());
        for segment in segments(&chapter.text) {
            match segment {
                Segment::Prose(words) => told.extend(named_codes(&words)),
                Segment::Sentence { .. } => {}
                Segment::Expected(block) => shown.extend(named_codes(&block)),
            }
        }
        assert_eq!(told, shown, "{}: codes told, codes shown", chapter.name);
        for code in shown {
            places.entry(code).or_default().insert(chapter.name.clone());
        }
    }
    places
}

/// The files that a line of Markdown links to.
fn links(line: &str) -> BTreeSet<String> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.map(str::to_owned).collect()
}

#[test]
fn the_cover_says_where_each_code_is_shown() {
    let (cover, chapters): (Vec<_>, Vec<_>) =
        chapters().into_iter().partition(|chapter| chapter.name == "README.md");
    let text = cover.first().map_or("", |cover| cover.text.as_str());
    let rows = text.lines().filter(|line| line.starts_with("| QY"));
    let told: BTreeMap<String, BTreeSet<String>> =
        rows.flat_map(|row| named_codes(row).into_iter().map(|code| (code, links(row)))).collect();
    assert_eq!(told, shown_where(&chapters));
    let names: BTreeSet<String> = chapters.into_iter().map(|chapter| chapter.name).collect();
    assert_eq!(links(text), names, "the cover lists every chapter");
}
