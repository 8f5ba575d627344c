//! Words that a person pointed at, read as targets.

use quyet_model::citation::{Breadcrumb, Citation};
use quyet_model::condition::Condition;
use quyet_model::diagnostic::Diagnostic;
use quyet_model::span::Span;
use quyet_model::target::{Target, TargetCode};
use quyet_syntax::{Source, parse};

use crate::grammar::ItemContext;
use crate::reading;
use crate::script::Script;
use crate::targets::{self, Built};

/// What the words that somebody pointed at promise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointed {
    /// The targets in the text's order, without codes. Never empty: words in which nothing can be judged are one
    /// target said in words, for a person to complete.
    pub targets: Vec<Target>,
    /// What was noticed, in the given text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the words of `span` in the given `text` as targets, wherever they stand. Total and linear in the text.
///
/// A span that does not fit the text gives one target without words.
pub fn read_pointed(text: &str, span: Span) -> Pointed {
    let way = way_to(text, span);
    let words = span.of(text);
    let source = Source::new(words);
    let tree = parse(source.text());
    let script = Script::new(&source, &tree);
    let mut out = Pointed::default();
    for id in tree.ids() {
        let read = reading::read(script.words(id), &ItemContext::default());
        for target in &read.targets {
            let mut built = targets::built(&script, id, target);
            if read.targets.len() == 1 {
                built.at = script.node(id).words;
            }
            built.label = targets::label(&script, id);
            out.targets.push(placed(&script, &way, span, built));
        }
        out.diagnostics.extend(read.findings.iter().map(|finding| {
            let found =
                targets::diagnostic(&script, finding, |range| script.source_span(id, range));
            Diagnostic { span: shifted(found.span, span), ..found }
        }));
    }
    if out.targets.is_empty() {
        let said = script.tree().ids().map(|id| script.words(id)).collect::<Vec<_>>().join(" ");
        out.targets.push(Target {
            code: TargetCode(String::new()),
            label: String::new(),
            name: said.clone(),
            text: said,
            at: Citation { span, breadcrumb: way },
            condition_at: None,
            condition: Condition::stated(),
            horizon: None,
            column: None,
            replaces: None,
            indicator: None,
            parts: Vec::new(),
        });
    }
    out
}

/// The words of `span` in NFC, line breaks folded to spaces, without a mark in front.
pub fn words_of(text: &str, span: Span) -> String {
    let source = Source::new(span.of(text));
    let tree = parse(source.text());
    let script = Script::new(&source, &tree);
    let words: Vec<&str> =
        tree.ids().map(|id| script.words(id)).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

/// The way to the innermost provision that holds the first of these words.
fn way_to(text: &str, span: Span) -> Breadcrumb {
    let source = Source::new(text);
    let tree = parse(source.text());
    let holds = |words: Span| {
        let given = source.given_span(words);
        given.start() <= span.start() && span.start() < given.end()
    };
    let inner = tree.ids().rfind(|id| holds(tree.node(*id).words));
    inner.map(|id| tree.breadcrumb(id)).unwrap_or_default()
}

fn placed(script: &Script<'_>, way: &Breadcrumb, span: Span, built: Built) -> Target {
    Target {
        code: TargetCode(built.number.unwrap_or_default()),
        label: built.label,
        text: built.text,
        name: built.name,
        at: Citation { span: shifted(script.given(built.at), span), breadcrumb: way.clone() },
        condition_at: built.condition_at.map(|at| shifted(script.given(at), span)),
        condition: built.condition,
        horizon: built.horizon,
        column: built.column,
        replaces: built.replaces,
        indicator: None,
        parts: built.parts.into_iter().map(|part| placed(script, way, span, part)).collect(),
    }
}

/// A span inside the words, as a span of the text that holds them.
fn shifted(inside: Span, words: Span) -> Span {
    Span::new(words.start() + inside.start(), words.start() + inside.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Điều 2. Chỉ tiêu\n1. Về kinh tế\n(1) Thu ngân sách đạt 900 tỷ đồng.\n\
        Trồng rừng 3.485 ha và che phủ rừng đạt 73%.\n";

    fn span(words: &str) -> Span {
        let at = TEXT.find(words).expect("the words are in the text");
        Span::new(at, at + words.len())
    }

    #[test]
    fn pointed_words_become_targets_at_their_place() {
        let read = read_pointed(TEXT, span("che phủ rừng đạt 73%"));
        let [only] = &read.targets[..] else { panic!("{read:?}") };
        assert_eq!(only.name, "che phủ rừng");
        assert_eq!(only.at.span.of(TEXT), "che phủ rừng đạt 73%");
        assert_eq!(only.condition_at.expect("a value").of(TEXT), "đạt 73%");
        assert!(only.at.breadcrumb.to_string().starts_with("Điều 2 khoản 1"));
    }

    #[test]
    fn a_mark_in_front_is_not_part_of_the_name() {
        let read = read_pointed(TEXT, span("(1) Thu ngân sách đạt 900 tỷ đồng."));
        assert_eq!(
            (read.targets[0].label.as_str(), read.targets[0].name.as_str()),
            ("(1)", "Thu ngân sách")
        );
        assert_eq!(words_of(TEXT, span("(1) Thu ngân sách")), "Thu ngân sách");
    }

    #[test]
    fn words_without_a_value_are_a_target_said_in_words() {
        let read = read_pointed(TEXT, span("Về kinh tế"));
        assert_eq!(read.targets[0].name, "Về kinh tế");
        assert_eq!(read.targets[0].condition, Condition::stated());
        assert_eq!(read_pointed(TEXT, Span::new(5_000, 6_000)).targets.len(), 1);
    }
}
