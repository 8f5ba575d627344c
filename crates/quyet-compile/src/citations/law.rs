//! Laws cited by name: "Luật Đất đai năm 2003", "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015".

use quyet_model::document::DocumentKind;

use super::Found;
use crate::date;
use crate::phrase::starting;

/// Longest name of a law before its date. Unit: bytes.
const NAME_MAX: usize = 320;

/// Laws that are cited without a number; completes the start of those in `numbered` (in the text's order).
pub(super) fn read(text: &str, key: &str, numbered: &mut [Found]) -> Vec<Found> {
    let basis = starting(key, &["căn cứ", "xét", "theo đề nghị"]).is_some();
    let mut out: Vec<Found> = Vec::new();
    for word in ["Luật ", "Pháp lệnh "] {
        let mut done = 0;
        for (at, _) in text.match_indices(word) {
            if at < done || !opens_law(text, at) {
                continue;
            }
            let start = text[..at].strip_suffix("Bộ ").map_or(at, str::len);
            let name = at + word.len();
            let end = name_end(text, key, name);
            let next = numbered.partition_point(|found| found.range.start <= start);
            let own = numbered
                .get_mut(next)
                .filter(|found| found.kind == DocumentKind::Law && found.range.start <= end + 8);
            if let Some(found) = own {
                found.subject = name_of(&text[name..end]);
                found.range.start = start;
                done = found.range.end;
            } else if let Some(found) = by_date(text, key, (start, name, end), basis) {
                done = found.range.end;
                out.push(found);
            }
        }
    }
    out
}

/// Not "pháp luật", not the middle of another name ("một số điều của Luật …").
fn opens_law(text: &str, at: usize) -> bool {
    let near = crate::script::floor(text, at.saturating_sub(NAME_MAX));
    let head = &text[near..at];
    let glued = head.chars().next_back().is_some_and(char::is_alphanumeric);
    let before = head.trim_end();
    let clause = before.rfind([';', '.']).map_or(before, |end| &before[end..]);
    let amended = clause.contains("một số điều của");
    !(glued || before.ends_with("pháp") || before.ends_with("dự án") || amended)
}

/// Where the name of the law ends: at its date, number, year, or the end of the clause.
fn name_end(text: &str, key: &str, name: usize) -> usize {
    let limit = crate::script::floor_both(text, key, name + NAME_MAX);
    let rest = &key[name..limit];
    let clause = rest.find([';', '.', '(', ')', ':']).unwrap_or(rest.len());
    let stops = [
        " ngày ",
        " năm ",
        " được ",
        " đã ",
        " thông qua",
        " ban hành năm",
        " ban hành ngày",
        ", ngày ",
    ];
    let stop = stops.iter().filter_map(|stop| rest[..clause].find(stop)).min().unwrap_or(clause);
    let counted = rest[..stop]
        .match_indices(" số ")
        .map(|(at, _)| at)
        .find(|at| rest[at + " số ".len()..].starts_with(|c: char| c.is_ascii_digit()));
    name + counted.unwrap_or(stop)
}

fn name_of(words: &str) -> Option<String> {
    let words = words.trim().trim_end_matches([',', ';']).trim();
    (!words.is_empty()).then(|| words.to_owned())
}

fn by_date(
    text: &str,
    key: &str,
    (start, name, end): (usize, usize, usize),
    basis: bool,
) -> Option<Found> {
    let mut at = end;
    let mut date = None;
    let mut dated = false;
    for _ in 0..4 {
        at += key[at..].len() - key[at..].trim_start_matches([' ', ',']).len();
        let rest = &key[at..];
        if let Some((found, len)) = date::at_start(rest) {
            date = Some(found);
            at += len;
            break;
        }
        if let Some(year) = rest
            .strip_prefix("năm ")
            .filter(|r| r.bytes().take(4).all(|b| b.is_ascii_digit()) && r.len() >= 4)
        {
            dated = true;
            at = key.len() - year.len() + 4;
            break;
        }
        let Some(word) = starting(rest, &["được", "đã", "thông qua", "ban hành", "quốc hội"])
        else {
            break;
        };
        at += word.len();
    }
    let certain = date.is_some() || dated;
    let end = if certain { at } else { end };
    let subject = name_of(text.get(name..end.min(name_stop(key, name, end)))?)?;
    let short = subject.chars().next().is_some_and(char::is_uppercase) || certain;
    (certain || basis && short).then_some(Found {
        range: start..end,
        number: None,
        kind: DocumentKind::Law,
        issuer: None,
        date,
        subject: Some(subject),
    })
}

fn name_stop(key: &str, name: usize, end: usize) -> usize {
    let rest = &key[name..end];
    let stops =
        [" ngày ", " năm ", " được ", " đã ", " thông qua", " ban hành năm", " ban hành ngày"];
    name + stops.iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len())
}
