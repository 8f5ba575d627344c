//! Characters of symbol fonts, and the signs of bullets.

use std::borrow::Cow;

/// A character of the font "Symbol" (or "Wingdings") as Unicode; unknown ones are a bullet.
///
/// Source: the encoding of Adobe Symbol, for the signs that plans use.
pub(crate) fn symbol(font: &str, code: u32) -> char {
    let code = code & 0xff;
    if !font.eq_ignore_ascii_case("symbol") {
        return match code {
            0xe0 | 0xe8 | 0xf0 => '→',
            0xfc => '✓',
            _ => '•',
        };
    }
    match code {
        0xa3 => '≤',
        0xb3 => '≥',
        0xb1 => '±',
        0xb4 => '×',
        0xb0 => '°',
        0xb9 => '≠',
        0xbb => '≈',
        0xb8 => '÷',
        0xa5 => '∞',
        0xae => '→',
        0xde => '⇒',
        0x2d => '−',
        0x20..=0x7e => char::from_u32(code).unwrap_or('•'),
        _ => '•',
    }
}

/// Words in which the letters that a symbol font keeps in the private area are signs of Unicode.
pub(crate) fn of_private<'a>(font: &str, words: &'a str) -> Cow<'a, str> {
    let private = |c: char| ('\u{f020}'..='\u{f0ff}').contains(&c);
    if !words.contains(private) {
        return Cow::Borrowed(words);
    }
    let font = if font.is_empty() { "Symbol" } else { font };
    let sign = |c: char| if private(c) { symbol(font, u32::from(c)) } else { c };
    Cow::Owned(words.chars().map(sign).collect())
}

/// A bullet's own text as a sign that no font is needed for.
pub(crate) fn bullet(text: &str) -> String {
    let mut signs = text.trim().chars();
    match (signs.next(), signs.next()) {
        (Some('o'), None) => "◦".to_owned(),
        (Some('\u{f02d}' | '\u{2212}'), None) => "-".to_owned(),
        (Some('\u{e000}'..='\u{f8ff}'), None) => "•".to_owned(),
        (None, _) => String::new(),
        _ => text.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_comparison_survive_their_font() {
        assert_eq!(symbol("Symbol", 0xf0b3), '≥');
        assert_eq!(symbol("Symbol", 0xa3), '≤');
        assert_eq!(symbol("Wingdings", 0xf0a7), '•');
        assert_eq!(of_private("", "đạt \u{f0b3} 5%"), "đạt ≥ 5%");
        assert_eq!(of_private("Wingdings", "\u{f0fc} xong"), "✓ xong");
        assert_eq!(bullet("\u{f0b7}"), "•");
        assert_eq!(bullet("o"), "◦");
        assert_eq!(bullet("-"), "-");
        assert_eq!(bullet(""), "");
    }
}
