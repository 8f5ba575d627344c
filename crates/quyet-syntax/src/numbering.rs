//! Holes and repeats in the numbering of provisions.

use quyet_model::span::Span;

use crate::letters;
use crate::mark::MarkKind;
use crate::tree::{Node, NodeId, Tree};

/// What is wrong with a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Numbers that must stand before it are missing; the first of them, and how many.
    Hole {
        /// The first label that is missing.
        first: String,
        /// How many are missing.
        missing: u32,
    },
    /// The same number stands before it in the same list.
    Repeat,
}

/// A provision whose number does not follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberingFault {
    /// The provision.
    pub node: NodeId,
    /// Its words in the NFC text.
    pub at: Span,
    /// What is wrong.
    pub fault: Fault,
}

/// Looks at every list. A count may restart at 1, and may run on from the list before. Linear.
pub fn faults(tree: &Tree) -> Vec<NumberingFault> {
    let mut out = Vec::new();
    let mut last_seen: [u32; 32] = [0; 32];
    let mut last_in_list: std::collections::BTreeMap<(Option<NodeId>, MarkKind), u32> =
        std::collections::BTreeMap::new();
    for id in tree.ids() {
        let node = tree.node(id);
        let Some(mark) = node.mark.filter(|mark| !mark.is_plain() && node.number != 0) else {
            continue;
        };
        let last = last_in_list.insert((node.parent, mark), node.number);
        let seen = std::mem::replace(&mut last_seen[mark as usize & 31], node.number);
        let fault = match last {
            Some(last) => compare(mark, last, node),
            None if seen + 1 == node.number || node.number == 1 => None,
            None => compare(mark, 0, node),
        };
        out.extend(fault.map(|fault| NumberingFault { node: id, at: node.words, fault }));
    }
    out
}

fn compare(mark: MarkKind, last: u32, node: &Node) -> Option<Fault> {
    let next = node.number;
    if next == 1 && last != 1 || mark == MarkKind::Appendix {
        return None;
    }
    if next <= last {
        return (next == last).then_some(Fault::Repeat);
    }
    if matches!(mark, MarkKind::Letter | MarkKind::Capital) {
        let missing = if mark == MarkKind::Letter {
            letters::between(last, next)
        } else {
            capitals(last, next)
        };
        let count = u32::try_from(missing.len()).unwrap_or(u32::MAX);
        return missing.into_iter().next().map(|first| Fault::Hole { first, missing: count });
    }
    let missing = next - last - 1;
    (0 < missing).then(|| Fault::Hole { first: label(mark, last + 1, &node.label), missing })
}

/// Capital letters leave out đ as often as they use it.
fn capitals(last: u32, next: u32) -> Vec<String> {
    let missing = letters::between(last, next).into_iter().map(|letter| letter.to_uppercase());
    missing.filter(|letter| letter != "Đ").collect()
}

fn label(mark: MarkKind, number: u32, like: &str) -> String {
    let number_words = match mark {
        MarkKind::Roman | MarkKind::LowerRoman => letters::to_roman(number),
        _ => number.to_string(),
    };
    match (mark, like.rsplit_once('.')) {
        (MarkKind::Decimal | MarkKind::DeepDecimal, Some((head, _))) => format!("{head}.{number}"),
        (MarkKind::LowerRoman, _) => number_words.to_lowercase(),
        _ => number_words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parser::parse;

    fn check(text: &str, expect: &[(&str, &str)]) {
        let tree = parse(text);
        let found = faults(&tree);
        let shown: Vec<(String, String)> = found
            .iter()
            .map(|f| {
                let words = match &f.fault {
                    Fault::Hole { first, missing } => format!("{first} +{missing}"),
                    Fault::Repeat => "repeat".to_owned(),
                };
                (tree.node(f.node).label.clone(), words)
            })
            .collect();
        let shown: Vec<(&str, &str)> =
            shown.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn holes_and_repeats_are_found() {
        check("(1) A;\n(2) B;\n(5) C;\n(5) D.", &[("5", "3 +2"), ("5", "repeat")]);
        check("a) A;\nb) B;\nđ) C.", &[("đ", "c +2")]);
        check("I. A\nIII. B", &[("III", "II +1")]);
        check("2. A\n2.1. B\n2.3. C", &[("2", "1 +1"), ("2.3", "2.2 +1")]);
    }

    #[test]
    fn counts_may_restart_or_run_across_lists() {
        check("I. A\n1. x;\n2. y;\nII. B\n3. z;\nIII. C\n1. t.", &[]);
        check("a) A;\nb) B;\nc) C;\nd) D;\nđ) Đ;\ne) E;\ng) G.", &[]);
    }
}
