//! The marks that open provisions: "Điều 1.", "II -", "2.1", "a)", "(6)", "-", "+".

use quyet_model::citation::ProvisionKind;

use crate::letters;
use crate::space::is_space;

/// What a mark looks like. Each look is a level of its own in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// "Phụ lục", "PHỤ LỤC II".
    Appendix,
    /// "PHẦN THỨ NHẤT", "Phần I".
    Part,
    /// "Chương I".
    Chapter,
    /// "Mục 1" as a word.
    Section,
    /// "Điều 1".
    Article,
    /// "A."
    Capital,
    /// "I.", "Ii -".
    Roman,
    /// "1.", "1 .", "1/".
    Number,
    /// "2.1".
    Decimal,
    /// "2.1.1" and deeper.
    DeepDecimal,
    /// "a)", "a .", "đ)".
    Letter,
    /// "1)".
    Paren,
    /// "(6)".
    Bracket,
    /// "ii)".
    LowerRoman,
    /// "•", "*".
    Bullet,
    /// "-", "–".
    Dash,
    /// "+".
    Plus,
}

impl MarkKind {
    /// Usual depth: a smaller rank stands further out.
    pub fn rank(self) -> u8 {
        match self {
            Self::Appendix | Self::Part => 0,
            Self::Chapter => 1,
            Self::Section => 2,
            Self::Article => 3,
            Self::Capital => 4,
            Self::Roman => 5,
            Self::Number => 6,
            Self::Decimal => 7,
            Self::DeepDecimal => 8,
            Self::Letter | Self::Paren => 9,
            Self::Bracket | Self::LowerRoman => 10,
            Self::Bullet | Self::Dash => 11,
            Self::Plus => 12,
        }
    }

    /// The provision that the mark opens.
    pub fn provision(self) -> ProvisionKind {
        match self {
            Self::Appendix => ProvisionKind::Appendix,
            Self::Part => ProvisionKind::Part,
            Self::Chapter => ProvisionKind::Chapter,
            Self::Section | Self::Roman | Self::Capital => ProvisionKind::Section,
            Self::Article => ProvisionKind::Article,
            Self::Number | Self::Decimal | Self::DeepDecimal => ProvisionKind::Clause,
            Self::Letter | Self::LowerRoman => ProvisionKind::Point,
            Self::Paren | Self::Bracket => ProvisionKind::Item,
            Self::Bullet | Self::Dash | Self::Plus => ProvisionKind::Dash,
        }
    }

    /// Whether the mark bears no number of its own.
    pub fn is_plain(self) -> bool {
        matches!(self, Self::Bullet | Self::Dash | Self::Plus)
    }

    /// Whether it heads a part of the document rather than an item of a list.
    pub fn is_division(self) -> bool {
        self.rank() <= Self::Article.rank()
    }
}

/// A mark at the start of some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it looks like.
    pub kind: MarkKind,
    /// Its number or letter without brackets and dots; empty for dashes.
    pub label: String,
    /// Its place in its own count, from 1; the last component of "2.1". Zero when it has none.
    pub number: u32,
    /// Bytes from the start of the words to the end of the mark, leading spaces and markup included.
    pub len: usize,
    /// Bytes of leading spaces and markup before the mark itself.
    pub lead: usize,
    /// Whether a dot, colon or bracket closes it ("Điều 1." against "Điều 1 Nghị quyết").
    pub closed: bool,
}

/// Reads the mark at the start of `words`, one line of text; `None` when they open nothing.
pub fn read(words: &str) -> Option<Mark> {
    let lead = decoration(words);
    let rest = &words[lead..];
    let first = rest.chars().next()?;
    let found = match first {
        '(' => bracket(rest),
        '0'..='9' => number(rest),
        '-' | '–' | '—' | '−' | '‒' => dash(rest, MarkKind::Dash),
        '•' | '●' | '▪' | '◦' | '·' | '■' | '✓' | '⁃' | '○' | '*' | '\u{f0b7}' | '\u{f02d}' => {
            dash(rest, MarkKind::Bullet)
        }
        '+' => dash(rest, MarkKind::Plus),
        c if c.is_alphabetic() => {
            headed(rest).or_else(|| roman(rest)).or_else(|| capital(rest)).or_else(|| letter(rest))
        }
        _ => None,
    }?;
    Some(Mark { len: lead + found.len, lead, ..found })
}

/// Bytes of spaces, table bars and emphasis before the first word. A star with a space behind it is a bullet.
fn decoration(words: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &words[at..];
        let Some(c) = rest.chars().next() else { return at };
        let star = rest.starts_with('*') && !rest.starts_with("* ");
        if !(is_space(c) || star || matches!(c, '#' | '|' | '\\')) {
            return at;
        }
        at += c.len_utf8();
    }
}

fn mark(kind: MarkKind, label: impl Into<String>, number: u32, len: usize) -> Mark {
    Mark { kind, label: label.into(), number, len, lead: 0, closed: true }
}

/// Emphasis directly behind a mark belongs to it ("**14.** Các sở").
fn with_emphasis(rest: &str, len: usize) -> usize {
    let tail = rest.get(len..).unwrap_or("");
    len + (tail.len() - tail.trim_start_matches('*').len())
}

fn bracket(rest: &str) -> Option<Mark> {
    let close = rest.char_indices().take(6).find(|(_, c)| *c == ')').map(|(i, _)| i)?;
    let inside = rest[1..close].trim();
    let len = with_emphasis(rest, close + 1);
    if let Ok(value) = inside.parse::<u32>() {
        return (inside.len() <= 3 && 0 < value)
            .then(|| mark(MarkKind::Bracket, value.to_string(), value, len));
    }
    let mut chars = inside.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if letters::place(c).is_some() => {
            Some(mark(MarkKind::Letter, c, letters::place(c)?, len))
        }
        _ if inside.starts_with(char::is_lowercase) => {
            letters::roman(inside).map(|value| mark(MarkKind::LowerRoman, inside, value, len))
        }
        _ => None,
    }
}

/// What stands behind a mark must not be glued to it, except a capital ("1.Tốc độ").
fn opens(tail: &str) -> bool {
    let tail = tail.trim_start_matches('*');
    tail.chars()
        .next()
        .is_none_or(|c| is_space(c) || c.is_uppercase() || matches!(c, '"' | '“' | '('))
}

/// Bytes of the closing sign of a mark behind `rest`, spaces before it included.
fn closing(rest: &str, signs: &[char]) -> Option<usize> {
    let trimmed = rest.trim_start_matches(' ').trim_start_matches('\\');
    let gap = rest.len() - trimmed.len();
    let sign = trimmed.chars().next()?;
    (signs.contains(&sign) && gap <= 2).then_some(gap + sign.len_utf8())
}

fn number(rest: &str) -> Option<Mark> {
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let value = rest[..digits]
        .parse::<u32>()
        .ok()
        .filter(|value| digits <= 3 && 0 < *value && *value < 300)?;
    let tail = &rest[digits..];
    if let Some(found) = decimal(rest, digits) {
        return Some(found);
    }
    if let Some(sign) = closing(tail, &['.', '/', ':']) {
        let len = with_emphasis(rest, digits + sign);
        let spaced = tail.starts_with('/') && !rest[len..].starts_with(is_space);
        return (opens(&rest[len..]) && !spaced)
            .then(|| mark(MarkKind::Number, value.to_string(), value, len));
    }
    if tail.starts_with(')') {
        let len = with_emphasis(rest, digits + 1);
        return Some(mark(MarkKind::Paren, value.to_string(), value, len));
    }
    let behind = tail.strip_prefix(['-', '–'])?.strip_prefix(' ')?;
    let sign = tail.len() - behind.len();
    behind
        .starts_with(char::is_uppercase)
        .then(|| mark(MarkKind::Number, value.to_string(), value, digits + sign - 1))
}

/// "2.1", "2.1.", "5.1.2": components of one or two digits without leading zero, then a capital or the end.
fn decimal(rest: &str, first: usize) -> Option<Mark> {
    let mut end = first;
    let mut components = 1;
    let mut last = 0;
    while let Some(tail) = rest[end..].strip_prefix('.') {
        let digits = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits == 0 || 2 < digits || tail.starts_with('0') {
            break;
        }
        last = tail[..digits].parse().ok()?;
        end += 1 + digits;
        components += 1;
    }
    if components < 2 {
        return None;
    }
    let label = rest[..end].to_owned();
    let closed = closing(&rest[end..], &['.', ')']).filter(|sign| opens(&rest[end + sign..]));
    let len = with_emphasis(rest, end + closed.unwrap_or(0));
    let tail = rest[len..].trim_start_matches([' ', '*', '\u{a0}']);
    let capital = tail.is_empty() || tail.starts_with(char::is_uppercase);
    if closed.is_none() && (!capital || !rest[len..].chars().next().is_none_or(is_space)) {
        return None;
    }
    let kind = if components == 2 { MarkKind::Decimal } else { MarkKind::DeepDecimal };
    Some(mark(kind, label, last, len))
}

fn dash(rest: &str, kind: MarkKind) -> Option<Mark> {
    let sign = rest.chars().next()?;
    let tail = &rest[sign.len_utf8()..];
    let next = tail.trim_start_matches('*').chars().next()?;
    let glued = next.is_uppercase() || (next.is_alphabetic() && kind == MarkKind::Plus);
    (is_space(next) || glued || kind == MarkKind::Bullet && next != '*')
        .then(|| mark(kind, "", 0, sign.len_utf8()))
}

/// "Điều 1.", "Chương I", "PHẦN THỨ NHẤT", "Mục 2", "PHỤ LỤC 01".
fn headed(rest: &str) -> Option<Mark> {
    if !rest.starts_with(char::is_uppercase) {
        return None;
    }
    let heads = [
        ("điều ", MarkKind::Article),
        ("chương ", MarkKind::Chapter),
        ("phần ", MarkKind::Part),
        ("mục ", MarkKind::Section),
        ("phụ lục", MarkKind::Appendix),
    ];
    let (word, kind) = heads.into_iter().find(|(word, _)| starts_with_word(rest, word))?;
    let len = char_prefix(rest, word.chars().count());
    let tail = &rest[len..];
    let upper = !rest[..len].chars().any(char::is_lowercase);
    let (label, number, used) = count_behind(tail, kind).unwrap_or((String::new(), 0, 0));
    if number == 0
        && !(kind == MarkKind::Appendix
            && (upper || tail.trim_matches(['*', ' ', '.', ':']).is_empty()))
    {
        return None;
    }
    let behind = &tail[used..];
    let sign = closing(behind, &['.', ':', '-', '–', ')']);
    let len = with_emphasis(rest, len + used + sign.unwrap_or(0));
    let title = rest[len..].trim_start_matches([' ', '*', '\u{a0}']);
    let open = sign.is_none() && !(title.is_empty() || title.starts_with(char::is_uppercase));
    (!open).then(|| Mark {
        closed: sign.is_some() || title.is_empty(),
        ..mark(kind, label, number, len)
    })
}

fn starts_with_word(rest: &str, word: &str) -> bool {
    let mut have =
        rest.chars().flat_map(char::to_lowercase).map(|c| if c == '\u{a0}' { ' ' } else { c });
    word.chars().all(|c| have.next() == Some(c))
}

/// Bytes of the first `count` characters.
fn char_prefix(text: &str, count: usize) -> usize {
    text.char_indices().nth(count).map_or(text.len(), |(i, _)| i)
}

/// The count behind a heading word: label, value, and bytes used.
fn count_behind(tail: &str, kind: MarkKind) -> Option<(String, u32, usize)> {
    let trimmed = tail.trim_start_matches([' ', '\u{a0}']);
    let gap = tail.len() - trimmed.len();
    if kind == MarkKind::Part && starts_with_word(trimmed, "thứ ") {
        let skip = char_prefix(trimmed, 4);
        let word = trimmed[skip..].split(|c: char| !c.is_alphabetic()).next()?;
        let value = letters::ordinal(word)?;
        return Some((word.to_lowercase(), value, gap + skip + word.len()));
    }
    let word = trimmed
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .filter(|word| !word.is_empty())?;
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let value = digits.parse::<u32>().ok().filter(|value| *value < 1000 && 0 < *value);
    let value = value.or_else(|| letters::roman(word));
    let single = || {
        let mut chars = word.chars();
        let only = chars.next().filter(|c| c.is_ascii_uppercase() && chars.next().is_none())?;
        letters::place(only.to_ascii_lowercase())
    };
    let value = value.or_else(single)?;
    let label = digits
        .parse::<u32>()
        .map_or_else(|_| word.to_uppercase(), |n| format!("{n}{}", &word[digits.len()..]));
    Some((label, value, gap + word.len()))
}

fn roman(rest: &str) -> Option<Mark> {
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next()?;
    // A text that lost its capitals still numbers its parts: "ii. mục tiêu". One letter may be a point.
    let lower = ["ii", "iii", "iv", "vii", "viii", "ix"].contains(&word)
        && rest[word.len()..].trim_start().starts_with(['.', '-', '–']);
    let shaped = word.starts_with(['I', 'V', 'X', 'L']) && word != "L" || lower;
    let value = letters::roman(word).filter(|_| shaped)?;
    let tail = &rest[word.len()..];
    let sign = closing(tail, &['.', '-', '–', '/', ')', ':'])?;
    let len = with_emphasis(rest, word.len() + sign);
    let spaced = !lower || rest[len..].starts_with(is_space);
    (spaced && opens(&rest[len..])).then(|| mark(MarkKind::Roman, word.to_uppercase(), value, len))
}

fn capital(rest: &str) -> Option<Mark> {
    let first = rest.chars().next().filter(|c| c.is_ascii_uppercase() || *c == 'Đ')?;
    let place = letters::place(first.to_lowercase().next()?)?;
    let tail = &rest[first.len_utf8()..];
    let sign = closing(tail, &['.', ')'])?;
    let len = with_emphasis(rest, first.len_utf8() + sign);
    rest[len..].starts_with(is_space).then(|| mark(MarkKind::Capital, first, place, len))
}

fn letter(rest: &str) -> Option<Mark> {
    let word = rest.split(|c: char| !c.is_alphabetic()).next()?;
    let first = word.chars().next()?;
    let tail = &rest[word.len()..];
    if word.len() != first.len_utf8() {
        let value =
            letters::roman(word).filter(|_| first.is_lowercase() && tail.starts_with(')'))?;
        return Some(mark(MarkKind::LowerRoman, word, value, with_emphasis(rest, word.len() + 1)));
    }
    let place = letters::place(first)?;
    let sign = closing(tail, &[')', '.', '/'])?;
    let len = with_emphasis(rest, word.len() + sign);
    let spaced =
        tail.trim_start().starts_with(')') || rest[len..].chars().next().is_none_or(is_space);
    (spaced && (opens(&rest[len..]) || tail.starts_with(')')))
        .then(|| mark(MarkKind::Letter, first, place, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expect: Option<(MarkKind, &str, &str)>) {
        let found = read(words);
        let shown = found.as_ref().map(|m| (m.kind, m.label.as_str(), words[m.len..].trim()));
        assert_eq!(shown, expect, "{words}");
    }

    #[test]
    fn marks_of_every_kind_are_read() {
        use MarkKind as K;
        check("Điều 1. Mục tiêu", Some((K::Article, "1", "Mục tiêu")));
        check("Điều 1 : Nhất trí", Some((K::Article, "1", "Nhất trí")));
        check("**Điều 12**", Some((K::Article, "12", "")));
        check("Chương II", Some((K::Chapter, "II", "")));
        check("PHẦN THỨ NHẤT", Some((K::Part, "nhất", "")));
        check("Mục 1. Chung", Some((K::Section, "1", "Chung")));
        check("**PHỤ LỤC**", Some((K::Appendix, "", "")));
        check("Phụ lục 01: Bảng", Some((K::Appendix, "1", "Bảng")));
        check("Ii - nhiệm vụ :", Some((K::Roman, "II", "nhiệm vụ :")));
        check("**I. MỤC TIÊU**", Some((K::Roman, "I", "MỤC TIÊU**")));
        check("A. Kinh tế", Some((K::Capital, "A", "Kinh tế")));
        check("1 . Về diện tích", Some((K::Number, "1", "Về diện tích")));
        check("1.Tốc độ", Some((K::Number, "1", "Tốc độ")));
        check("01. Tốc độ", Some((K::Number, "1", "Tốc độ")));
        check("3/ Về vốn", Some((K::Number, "3", "Về vốn")));
        check("2- Nhiệm vụ", Some((K::Number, "2", "Nhiệm vụ")));
        check("2.1. Nông nghiệp", Some((K::Decimal, "2.1", "Nông nghiệp")));
        check("5.1.2 Dịch vụ", Some((K::DeepDecimal, "5.1.2", "Dịch vụ")));
        check("(6) Số xã", Some((K::Bracket, "6", "Số xã")));
        check("7) Số xã", Some((K::Paren, "7", "Số xã")));
        check("đ) Thực hiện", Some((K::Letter, "đ", "Thực hiện")));
        check("a . Qui hoạch", Some((K::Letter, "a", "Qui hoạch")));
        check("ii) thứ hai", Some((K::LowerRoman, "ii", "thứ hai")));
        check("- Căn cứ", Some((K::Dash, "", "Căn cứ")));
        check("–Tăng", Some((K::Dash, "", "Tăng")));
        check("+ Đất", Some((K::Plus, "", "Đất")));
        check("• Một", Some((K::Bullet, "", "Một")));
        check("* Hai", Some((K::Bullet, "", "Hai")));
        check("**14.** Các sở", Some((K::Number, "14", "Các sở")));
    }

    #[test]
    fn numbers_in_running_text_are_no_marks() {
        for words in [
            "1.010 tỉ đồng",
            "2024; Báo cáo",
            "2024. Tiếp tục",
            "8 năm 2021",
            "1.5 lần",
            "02 - 2,5%",
            "-5%",
            "Mục tiêu tổng quát",
            "Phần lớn",
            "Điều này cho thấy",
            "điều 5 của",
            "-------",
            "8-11 Quốc hội",
            "Xã hội",
            "207/TTr-UBND",
            "",
        ] {
            check(words, None);
        }
    }
}
