//! Numbers and symbols of official documents: "207/TTr-UBND", "16-NQ/TU", "244/2025/QH15".

use std::ops::Range;

use quyet_model::document::DocumentKind;

/// A number and symbol in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Symbol {
    /// Where it stands. Unit: bytes.
    pub(crate) range: Range<usize>,
    /// As written, spaces removed.
    pub(crate) number: String,
    /// What its letters say.
    pub(crate) kind: DocumentKind,
    /// The issuer that its letters stand for; `None` for letters that many bodies share.
    pub(crate) issuer: Option<&'static str>,
}

/// All numbers and symbols in `text`, in order. Linear.
pub(crate) fn find_all(text: &str) -> Vec<Symbol> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let fresh = text[..at]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ',' | '.' | '/' | '-'));
        let end = at + bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if let Some(symbol) = fresh.then(|| read(text, at, end)).flatten() {
            at = symbol.range.end;
            out.push(symbol);
        } else {
            at = end;
        }
    }
    out
}

/// Reads the symbol whose digits stand at `start..digits`.
fn read(text: &str, start: usize, digits: usize) -> Option<Symbol> {
    if 5 < digits - start {
        return None;
    }
    let suffix = text[digits..]
        .chars()
        .next()
        .filter(|c| c.is_ascii_lowercase() && text[digits + 1..].starts_with(['/', '-']));
    let mut at = separator(text, digits + usize::from(suffix.is_some()))?;
    let year = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    if year == 4 {
        at = separator(text, at + 4)?;
    } else if year != 0 {
        return None;
    }
    let first = letters(text, at);
    let mut parts = vec![&text[at..first]];
    let mut end = first;
    while let Some(next) = separator(text, end).filter(|_| parts.len() < 4) {
        let stop = letters(text, next);
        if stop == next || !text[next..].starts_with(|c: char| c.is_uppercase()) {
            break;
        }
        parts.push(&text[next..stop]);
        end = stop;
    }
    let kind = kind_of(&parts)?;
    let number: String = text[start..end].split_whitespace().collect();
    Some(Symbol { range: start..end, number, kind, issuer: issuer_of(&parts) })
}

/// Behind a slash or hyphen, with at most one space on each side.
fn separator(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let trimmed = rest.strip_prefix(' ').unwrap_or(rest);
    let sign = trimmed.strip_prefix(['/', '-', '–'])?;
    let behind = sign.strip_prefix(' ').unwrap_or(sign);
    Some(text.len() - behind.len())
}

fn letters(text: &str, at: usize) -> usize {
    let mut end = at;
    for c in text[at..].chars() {
        let digit = c.is_ascii_digit() && end != at;
        if !(c.is_alphabetic() || digit || c == '&') {
            break;
        }
        end += c.len_utf8();
    }
    end
}

fn kind_of(parts: &[&str]) -> Option<DocumentKind> {
    let first = *parts.first()?;
    let known = match first.to_uppercase().as_str() {
        "NQ" | "NQLT" => DocumentKind::Resolution,
        "QĐ" | "QD" => DocumentKind::Decision,
        "CT" => DocumentKind::Directive,
        "BC" => DocumentKind::Report,
        "TTR" => DocumentKind::Submission,
        "KH" => DocumentKind::PlanPaper,
        "TT" | "TTLT" => DocumentKind::Circular,
        "NĐ" | "ND" => DocumentKind::Decree,
        "CTR" | "CTHĐ" | "CTRHĐ" => DocumentKind::Programme,
        "KL" => DocumentKind::Conclusion,
        "TB" => DocumentKind::Notice,
        "CV" => DocumentKind::OfficialLetter,
        "HD" | "ĐA" | "QC" | "QCPH" | "VBHN" | "L" | "PL" | "SL" | "BB" | "GM" | "HĐ" => {
            DocumentKind::Other
        }
        _ => return unknown(first, parts),
    };
    let worded = parts.len() > 1 || first.len() > 1 && first != "CT";
    worded.then_some(known)
}

/// "QH15" is the National Assembly's own; "UBND-KT" is a letter of that body.
fn unknown(first: &str, parts: &[&str]) -> Option<DocumentKind> {
    let assembly = first
        .strip_prefix("QH")
        .is_some_and(|term| !term.is_empty() && term.bytes().all(|b| b.is_ascii_digit()));
    if assembly {
        return Some(DocumentKind::Other);
    }
    let body = first.starts_with("UBND")
        || first.starts_with("HĐND")
        || first.starts_with("VPCP")
        || first.starts_with("UBTVQH");
    (body || first == "UB" && parts.len() > 1).then_some(DocumentKind::OfficialLetter)
}

fn issuer_of(parts: &[&str]) -> Option<&'static str> {
    let last = *parts.last()?;
    let found = match last {
        "HĐND" => "Hội đồng nhân dân",
        "UBND" => "Ủy ban nhân dân",
        "TU" => "Tỉnh ủy",
        "TW" => "Trung ương",
        "CP" => "Chính phủ",
        "TTg" | "TTG" => "Thủ tướng Chính phủ",
        _ if last.starts_with("UBTVQH") => "Ủy ban Thường vụ Quốc hội",
        _ if last.starts_with("QH") && last[2..].bytes().all(|b| b.is_ascii_digit()) => "Quốc hội",
        _ => return None,
    };
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(&str, DocumentKind)]) {
        let found = find_all(text);
        let shown: Vec<(&str, DocumentKind)> =
            found.iter().map(|s| (s.number.as_str(), s.kind)).collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn symbols_of_every_kind_are_read() {
        use DocumentKind as K;
        check(
            "số 15/NQ- HĐND và 95/2019/NQ-HĐND",
            &[("15/NQ-HĐND", K::Resolution), ("95/2019/NQ-HĐND", K::Resolution)],
        );
        check(
            "16-NQ/TU, 12-CT/TU, 469-KH/TU",
            &[("16-NQ/TU", K::Resolution), ("12-CT/TU", K::Directive), ("469-KH/TU", K::PlanPaper)],
        );
        check(
            "207/TTr-UBND; 22/BC-KTNS",
            &[("207/TTr-UBND", K::Submission), ("22/BC-KTNS", K::Report)],
        );
        check("87/2006/QĐ-TTg ngày", &[("87/2006/QĐ-TTg", K::Decision)]);
        check("244/2025/QH15 về", &[("244/2025/QH15", K::Other)]);
        check("69/2017/TT-BTC", &[("69/2017/TT-BTC", K::Circular)]);
        check("1234/UBND-TH", &[("1234/UBND-TH", K::OfficialLetter)]);
    }

    #[test]
    fn fractions_dates_and_ranges_are_none() {
        for text in [
            "04/09 thôn",
            "30/11/2023",
            "2021 - 2025",
            "33-34 % GDP",
            "05 triệu đồng/1 ha",
            "66/112 thôn",
            "8-11 Quốc hội",
            "1-CT",
        ] {
            check(text, &[]);
        }
    }
}
