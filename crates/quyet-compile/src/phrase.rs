//! Words in a form for comparing: lower case, one spelling, the same bytes.

/// The text in lower case with the newer tone placement ("uỷ" as "ủy", "khoá" as "khóa", "tỷ" as "tỉ").
///
/// Has exactly as many bytes as the text, and its words begin and end at the same bytes.
pub(crate) fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().map(lower).peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let pair = next.and_then(|next| moved_tone(before, c, next));
        if let Some((first, second)) = pair {
            chars.next();
            let ends = chars.peek().is_none_or(|c| !c.is_alphabetic());
            let (first, second) = if ends { (first, second) } else { (c, next.unwrap_or(second)) };
            out.push(first);
            out.push(second);
            before = second;
            continue;
        }
        let c = if c == 'ỷ' && before == 't' { 'ỉ' } else { c };
        out.push(c);
        before = c;
    }
    out
}

/// Lower case when it has as many bytes, else the character itself; odd spaces as they are.
fn lower(c: char) -> char {
    // The letters of Vietnamese first: looking every letter up in the tables of Unicode takes most of a key's time.
    match c {
        ..='\u{7f}' => return c.to_ascii_lowercase(),
        'ß'..='ÿ' | 'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => return c,
        'À'..='Ö' | 'Ø'..='Þ' => return after(c, 32),
        'Ă' | 'Đ' | 'Ĩ' | 'Ũ' | 'Ơ' | 'Ư' => return after(c, 1),
        // Capitals and small letters alternate.
        'Ạ'..='ỹ' => return after(c, (u32::from(c) + 1) % 2),
        _ => {}
    }
    any_lower(c)
}

/// The character so many places behind, for the letters of Vietnamese.
fn after(c: char, places: u32) -> char {
    char::from_u32(u32::from(c) + places).unwrap_or(c)
}

/// Whether a character belongs to a word; quick for the letters of Vietnamese.
pub(crate) fn is_word(c: char) -> bool {
    match c {
        ..='\u{7f}' => c.is_ascii_alphanumeric(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ư' | 'Ạ'..='ỹ' => true,
        _ => c.is_alphanumeric(),
    }
}

fn any_lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
        _ => c,
    }
}

/// "oá" to "óa", "uỷ" to "ủy": the tone moves to the first vowel.
fn moved_tone(before: char, first: char, second: char) -> Option<(char, char)> {
    const ON_O: [char; 5] = ['ó', 'ò', 'ỏ', 'õ', 'ọ'];
    const ON_U: [char; 5] = ['ú', 'ù', 'ủ', 'ũ', 'ụ'];
    let place = |marked: [char; 5]| marked.iter().position(|c| *c == second);
    match first {
        'o' => {
            let a = place(['á', 'à', 'ả', 'ã', 'ạ']).map(|tone| (ON_O[tone], 'a'));
            a.or_else(|| place(['é', 'è', 'ẻ', 'ẽ', 'ẹ']).map(|tone| (ON_O[tone], 'e')))
        }
        'u' if before != 'q' => place(['ý', 'ỳ', 'ỷ', 'ỹ', 'ỵ']).map(|tone| (ON_U[tone], 'y')),
        _ => None,
    }
}

/// Where `phrase` stands in `key` as whole words, from byte `from` on.
pub(crate) fn find_from(key: &str, phrase: &str, from: usize) -> Option<usize> {
    let mut start = from;
    while let Some(at) = key.get(start..)?.find(phrase).map(|at| start + at) {
        let before = key[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let after = key[at + phrase.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        if before && after {
            return Some(at);
        }
        start = at + phrase.len().max(1);
    }
    None
}

/// Where `phrase` first stands in `key` as whole words.
pub(crate) fn find(key: &str, phrase: &str) -> Option<usize> {
    find_from(key, phrase, 0)
}

/// Whether one of the phrases stands in `key` as whole words.
pub(crate) fn has_any(key: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| find(key, phrase).is_some())
}

/// The first of the phrases that `key` starts with as whole words.
pub(crate) fn starting<'p>(key: &str, phrases: &[&'p str]) -> Option<&'p str> {
    let whole = |phrase: &&str| {
        key.strip_prefix(*phrase)
            .is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric()))
    };
    phrases.iter().copied().find(|phrase| whole(phrase))
}

/// Years 1900–2099 in the words, in order.
pub(crate) fn years(key: &str) -> Vec<i16> {
    let words = key.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() == 4);
    words.filter_map(|word| word.parse().ok()).filter(|year| (1900..2100).contains(year)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_ways_are_the_ways_of_unicode() {
        for c in '\0'..='\u{2000}' {
            assert_eq!(lower(c), any_lower(c), "{c}");
            assert_eq!(is_word(c), c.is_alphanumeric(), "{c}");
        }
    }

    #[test]
    fn spellings_of_one_word_have_one_key() {
        for (a, b) in [
            ("UỶ BAN", "ủy ban"),
            ("Khoá XII", "khóa xii"),
            ("tỷ lệ", "tỉ lệ"),
            ("Thoả thuận", "thỏa thuận"),
        ] {
            assert_eq!(key(a), key(b));
            assert_eq!(key(a).len(), a.len());
        }
        assert_eq!(key("Quý hoán"), "quý hoán");
    }

    #[test]
    fn phrases_match_whole_words_only() {
        assert_eq!(find("phápluật và luật", "luật"), "phápluật và luật".rfind("luật"));
        assert_eq!(find("chỉ tiêuu", "chỉ tiêu"), None);
        assert_eq!(starting("chỉ tiêu: 5", &["mục tiêu", "chỉ tiêu"]), Some("chỉ tiêu"));
    }
}
