//! Words in quotation marks, and which words need them.

use super::scan::Scan;

/// Marks that the notation itself uses.
const MARKS: [char; 10] = ['"', '“', '”', '(', ')', '[', ']', ':', ';', '\\'];

/// In quotation marks; what could break the line or the marks is escaped.
pub(super) fn quoted(words: &str) -> String {
    let mut out = String::from('"');
    for c in words.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || (c.is_whitespace() && c != ' ') => {
                out.extend(c.escape_unicode());
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// As it is when it reads back, else in quotation marks.
pub(super) fn bare_or_quoted(words: &str, is_bare: impl Fn(&str) -> bool) -> String {
    if is_bare(words) { words.to_owned() } else { quoted(words) }
}

/// Whether the words can stand after a number as its unit.
pub(super) fn is_bare_unit(words: &str) -> bool {
    let head = words.chars().next();
    head.is_some_and(|c| c.is_alphabetic() || matches!(c, '%' | '‰' | '°' | '$'))
        && is_folded(words)
        && !words.contains(MARKS)
        && Scan::new(words).find_word("so với").is_none()
}

/// Whether the words can stand after a number of criteria, where a direction may follow.
pub(super) fn is_bare_criterion(words: &str) -> bool {
    let scan = Scan::new(words);
    is_bare_unit(words)
        && scan.find_word("tăng").is_none()
        && scan.find_word("giảm").is_none()
        && !Scan::new(words).word("phần")
}

/// Whether the words can stand in square brackets.
pub(super) fn is_bare_in_brackets(words: &str) -> bool {
    is_folded(words) && !words.contains(['"', '“', '[', ']', '\\'])
}

/// Whether the words can follow "so với".
pub(super) fn is_bare_baseline(words: &str) -> bool {
    is_folded(words) && !words.contains(['"', '“', '”', '(', ')', '[', ']', '\\'])
}

/// Whether the words can be a member of a list.
pub(super) fn is_bare_member(words: &str) -> bool {
    is_folded(words)
        && !words.contains(['"', '“', ';', '\\'])
        && super::read::reading_of(words).is_none()
}

/// Not empty, no blank but single inner spaces, nothing that moves the pen.
fn is_folded(words: &str) -> bool {
    let odd = |c: char| c.is_control() || (c.is_whitespace() && c != ' ');
    !words.is_empty()
        && !words.contains(odd)
        && !words.contains("  ")
        && !words.starts_with(' ')
        && !words.ends_with(' ')
}
