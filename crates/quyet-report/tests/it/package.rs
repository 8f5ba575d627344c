//! Reads packages whose parts are stored without compression, and checks that markup is balanced.

use std::collections::BTreeMap;

/// The stored parts of a ZIP archive by name; compressed ones are left out.
pub(crate) fn stored_parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let number = |at: usize, length: usize| {
        bytes[at..at + length]
            .iter()
            .rev()
            .fold(0_usize, |sum, byte| sum * 256 + usize::from(*byte))
    };
    let mut parts = BTreeMap::new();
    let mut at = 0;
    while bytes[at..].starts_with(b"PK\x03\x04") {
        let (method, size) = (number(at + 8, 2), number(at + 18, 4));
        let name_end = at + 30 + number(at + 26, 2);
        let start = name_end + number(at + 28, 2);
        let name = String::from_utf8(bytes[at + 30..name_end].to_vec()).unwrap();
        if method == 0 {
            parts.insert(name, String::from_utf8(bytes[start..start + size].to_vec()).unwrap());
        }
        at = start + size;
    }
    parts
}

/// Fails unless every opened element is closed in order and no bare `&` or `<` stands in the text.
pub(crate) fn assert_balanced(xml: &str) {
    let mut open = Vec::new();
    let (mut rest, mut first) = (xml, true);
    while let Some((text, tail)) = rest.split_once('<') {
        assert!(!text.contains('>'), "a bare > in {text:?}");
        let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#39;", "&#xA;"];
        let bare = entities.iter().fold(text.to_owned(), |text, entity| text.replace(entity, ""));
        assert!(!bare.contains('&'), "a bare & in {text:?}");
        let (tag, after) = tail.split_once('>').unwrap();
        let name = |tag: &str| tag.split([' ', '/', '\n']).next().unwrap_or_default().to_owned();
        if let Some(closing) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name(closing)));
        } else if !tag.ends_with('/') && !tag.starts_with(['?', '!']) {
            open.push(name(tag));
        }
        (rest, first) = (after, false);
    }
    assert!(!first && open.is_empty(), "left open: {open:?}");
}

#[test]
fn the_checker_sees_what_is_not_balanced() {
    assert_balanced("<?xml?><a b=\"c\"><d/>x &amp; y</a>");
    for wrong in ["<a>", "<a></b>", "<a>&</a>", "<a>></a>", "x"] {
        assert!(std::panic::catch_unwind(|| assert_balanced(wrong)).is_err(), "{wrong}");
    }
}
