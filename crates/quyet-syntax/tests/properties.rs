//! What is true of every text.

use proptest::prelude::*;
use quyet_model::span::Span;
use quyet_syntax::{Folded, Source, parse};

/// Pieces that real texts are made of, good and bad.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Điều 1. ".to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("a) ".to_owned()),
        Just("(1) ".to_owned()),
        Just("; (2) ".to_owned()),
        Just("1. ".to_owned()),
        Just("2.1. ".to_owned()),
        Just("- ".to_owned()),
        Just("|".to_owned()),
        Just("**".to_owned()),
        Just("I. ".to_owned()),
        Just("Tỉ lệ".to_owned()),
        Just("Ti\u{309} lê\u{323}".to_owned()),
        Just(": ".to_owned()),
        Just("08% trở lên; ".to_owned()),
        Just("\u{feff}\u{a0}".to_owned()),
        "\\PC{0,12}",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn the_own_words_of_the_nodes_concatenate_to_the_text(given in text()) {
        let source = Source::new(&given);
        let tree = parse(source.text());
        let joined: String = tree.nodes().iter().map(|node| node.span.of(source.text())).collect();
        prop_assert_eq!(joined, source.text());
    }

    #[test]
    fn a_node_stands_inside_its_parent_and_before_its_next_sibling(given in text()) {
        let source = Source::new(&given);
        let tree = parse(source.text());
        for id in tree.ids() {
            let node = tree.node(id);
            prop_assert!(node.span.contains(node.words) || node.words.is_empty());
            prop_assert!(node.words.contains(node.body) || node.body.is_empty());
            for child in &node.children {
                prop_assert_eq!(tree.node(*child).parent, Some(id));
                prop_assert!(id < *child && *child < node.end);
            }
        }
    }

    #[test]
    fn folded_words_lead_back_to_character_boundaries(given in text()) {
        let source = Source::new(&given);
        let folded = Folded::new(source.text(), Span::new(0, source.text().len()));
        let ends: Vec<usize> = folded.text().char_indices().map(|(i, _)| i).chain([folded.text().len()]).collect();
        for pair in ends.windows(2) {
            let span = folded.source(pair[0]..pair[1]);
            prop_assert!(source.text().get(span.range()).is_some());
            let given_span = source.given_span(span);
            prop_assert!(given.get(given_span.range()).is_some());
        }
    }

    #[test]
    fn normalising_piece_by_piece_gives_the_nfc_of_the_whole(given in text()) {
        let whole = icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(&given).into_owned();
        let source = Source::new(&given);
        prop_assert_eq!(source.text(), whole);
    }
}
