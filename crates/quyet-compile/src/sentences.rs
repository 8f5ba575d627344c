//! One paragraph to its sentences.

use std::ops::Range;

/// Abbreviations whose dot ends no sentence, in lower case without the dot.
const ABBREVIATIONS: [&str; 22] = [
    "tp", "tx", "tt", "q", "p", "ths", "ts", "gs", "pgs", "ks", "bs", "cn", "ô", "tr", "st", "mr",
    "mrs", "dr", "no", "vd", "đ/c", "ls",
];

/// Sentences of `text` (one line, folded) in order, spaces at their ends left out. Never empty ranges. Linear.
///
/// A full stop ends a sentence only before a capital, a quotation mark or the end, outside brackets,
/// and not behind an abbreviation.
pub(crate) fn split(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0_i32;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = (depth - 1).max(0),
            '.' | '!' | '?' | '…' => {
                let end = at + c.len_utf8();
                let more = chars.peek().is_some_and(|(_, next)| {
                    matches!(next, '.' | '!' | '?' | '…' | '"' | '”' | '/')
                });
                if !more && ends(text, start, at, end) && (depth == 0 || 600 < end - start) {
                    push(text, start..end, &mut out);
                    start = end;
                    depth = 0;
                }
            }
            '"' | '”' => {
                let end = at + c.len_utf8();
                let stopped = text[..at].ends_with(['.', '!', '?']);
                if stopped && depth == 0 && opens(&text[end..]) {
                    push(text, start..end, &mut out);
                    start = end;
                }
            }
            _ => {}
        }
    }
    push(text, start..text.len(), &mut out);
    out
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    if start < end {
        out.push(start..end);
    }
}

/// Whether what follows can begin a sentence.
fn opens(rest: &str) -> bool {
    let next = rest.trim_start();
    if next.is_empty() {
        return true;
    }
    let spaced = rest.starts_with(' ');
    spaced
        && next.starts_with(|c: char| {
            c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '(' | '-' | '+')
        })
}

fn ends(text: &str, start: usize, at: usize, end: usize) -> bool {
    if !opens(&text[end..]) {
        return false;
    }
    let before = text[start..at].trim_end_matches('.');
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    let lower = word.to_lowercase();
    let single = word.chars().count() == 1
        && word.chars().all(char::is_alphabetic)
        && text[end..].trim_start() != "";
    let number = word.chars().all(|c| c.is_ascii_digit())
        && !word.is_empty()
        && text[end..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    let spelled_out =
        lower == "v" || lower.strip_suffix('v').is_some_and(|rest| rest.ends_with('.'));
    !(ABBREVIATIONS.contains(&lower.as_str()) || number || single && !spelled_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let found: Vec<&str> = split(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn sentences_end_before_capitals() {
        check("Một hai. Ba bốn; năm. Sáu", &["Một hai.", "Ba bốn; năm.", "Sáu"]);
        check("Câu một . Câu hai .", &["Câu một .", "Câu hai ."]);
    }

    #[test]
    fn abbreviations_brackets_and_numbers_do_not_end_one() {
        check(
            "Các chỉ số (PCI, PAPI...). Kịp thời sửa.",
            &["Các chỉ số (PCI, PAPI...).", "Kịp thời sửa."],
        );
        check(
            "Dự án (cụm công nghiệp...). Tích cực làm",
            &["Dự án (cụm công nghiệp...).", "Tích cực làm"],
        );
        check(
            "Đường, trường, v.v. và nhà. Tại TP. Huế có 1.010 tỉ.",
            &["Đường, trường, v.v. và nhà.", "Tại TP. Huế có 1.010 tỉ."],
        );
        check("Đường, v.v. Tiếp tục", &["Đường, v.v.", "Tiếp tục"]);
        check("Theo số 11-NQ/TW. Hết./.", &["Theo số 11-NQ/TW.", "Hết./."]);
    }
}
