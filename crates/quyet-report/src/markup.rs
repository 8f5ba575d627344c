//! Text on its way into markup.
//!
//! **Takes** any text. **Gives** text that HTML, SVG and XML parts read back as those words and nothing else.

/// Text for an element or a double- or single-quoted attribute of HTML, SVG or XML.
///
/// Control characters that XML 1.0 forbids are dropped.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for ch in text.chars().filter(|ch| is_xml(*ch)) {
        match ch {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(ch),
        }
    }
    escaped
}

/// Text without the characters that XML 1.0 forbids, for writers that escape but do not check.
pub(crate) fn xml_text(text: &str) -> String {
    text.chars().filter(|ch| is_xml(*ch)).collect()
}

/// A link that a reader may follow from a page: `http(s)`, or a path or fragment of the same site.
///
/// `None` for every other scheme, above all `javascript:`, and for `//host` shorthands.
pub fn page_link(link: &str) -> Option<&str> {
    let local = link.starts_with('#') || link.starts_with('?');
    let path = link.starts_with('/') && !link.starts_with("//") && !link.starts_with("/\\");
    (local || path).then_some(link).or_else(|| web_link(link))
}

/// A link that works outside the site, from a file: `http(s)` only.
pub(crate) fn web_link(link: &str) -> Option<&str> {
    let scheme = |name: &str| link.get(..name.len()).is_some_and(|s| s.eq_ignore_ascii_case(name));
    let clean = !link.chars().any(|ch| ch.is_control() || ch == ' ');
    (clean && (scheme("https://") || scheme("http://"))).then_some(link)
}

fn is_xml(ch: char) -> bool {
    matches!(ch, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        let hostile = "<script>alert('x')</script> \"&\u{0}\u{1b}";
        let safe = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &quot;&amp;";
        assert_eq!(escape(hostile), safe);
        assert_eq!(xml_text("a\u{0}b\u{FFFE}c"), "abc");
    }

    #[test]
    fn only_plain_web_links_can_be_followed() {
        let check = |link: &str, page: bool, web: bool| {
            assert_eq!(
                (page_link(link).is_some(), web_link(link).is_some()),
                (page, web),
                "{link}"
            );
        };
        check("https://example.vn/a?b=c", true, true);
        check("HTTP://example.vn", true, true);
        check("/ke-hoach/tinh-2024", true, false);
        check("#d2.k2.m6", true, false);
        check("?thoi-diem=2024", true, false);
        check("//example.vn", false, false);
        check("javascript:alert(1)", false, false);
        check(" javascript:alert(1)", false, false);
        check("https://example.vn/\u{0}a", false, false);
        check("", false, false);
    }
}
