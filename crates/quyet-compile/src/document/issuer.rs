//! Who issued the document, in the case that running text uses.
//!
//! A head writes the name in capitals; a mention in the text that folds equal says which letters are capital,
//! and without one only the name's first letter and its proper names stay so.

use quyet_syntax::NodeId;

use super::with_role;
use crate::body_name;
use crate::classify::{Role, Roles};
use crate::phrase::{self, find, starting};
use crate::script::Script;

/// Words for a place of a level, in comparing form; two of them are two words.
const PLACES: [&str; 9] =
    ["tỉnh", "thành phố", "thị xã", "thị trấn", "huyện", "quận", "xã", "phường", "đặc khu"];

/// What stands behind the name on its line.
const STOPS: [&str; 10] = [
    "|",
    "cộng hòa",
    "----",
    "số:",
    "đảng cộng sản",
    "___",
    "độc lập",
    " khóa ",
    " kỳ họp ",
    " nhiệm kỳ ",
];

/// The issuer of the head, else of the sentence of adoption.
pub(super) fn read(script: &Script<'_>, roles: &Roles, closing: Option<NodeId>) -> Option<String> {
    let header = with_role(script, roles, Role::Header).find_map(|id| in_head(script, id));
    let name = header.or_else(|| in_closing(script, closing?))?;
    Some(if name.chars().any(char::is_lowercase) {
        name
    } else {
        mentioned(script, &name).unwrap_or_else(|| lowered(&name))
    })
}

fn in_closing(script: &Script<'_>, id: NodeId) -> Option<String> {
    let (words, key) = (script.words(id), script.key(id));
    let at = find(key, "hội đồng nhân dân").or_else(|| find(key, "quốc hội"))?;
    let len = body_name::length(&words[at..], &key[at..]);
    let name = &words[at..at + len];
    let cut = find(&key[at..at + len], "khóa").unwrap_or(len);
    let name = name[..cut].trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// "HỘI ĐỒNG NHÂN DÂN TỈNH X": alone on its line, in a cell of the head's table, or with the place on the next line.
fn in_head(script: &Script<'_>, id: NodeId) -> Option<String> {
    let (words, key) = (script.words(id), script.key(id));
    let bodies = [
        "hội đồng nhân dân",
        "ủy ban nhân dân",
        "quốc hội",
        "chính phủ",
        "tỉnh ủy",
        "thành ủy",
        "ban chấp hành",
        "đảng bộ",
        "hđnd",
        "ubnd",
    ];
    let at = bodies.iter().filter_map(|body| find(key, body)).min()?;
    let cell = key[..at].rfind('|').map_or(0, |bar| bar + 1);
    if !key[cell..at].trim().is_empty() {
        return None;
    }
    let end = at + name_end(&key[at..]);
    let name = words[at..end].trim().trim_end_matches(['-', '_', ' ', ':', ',']);
    let bare = find(&key[at..end], "tỉnh").or_else(|| find(&key[at..end], "thành phố")).is_none();
    let sentence = key[at..end].contains("thông qua") || 120 < name.len();
    match place_below(script, id).filter(|_| bare) {
        Some(place) => Some(format!("{name} {place}")),
        None => (!sentence).then(|| name.to_owned()),
    }
}

/// The name of a place that opens the next line.
fn place_below(script: &Script<'_>, id: NodeId) -> Option<String> {
    let next = NodeId(id.0 + 1);
    script.tree().nodes().get(next.index())?;
    let (words, key) = (script.words(next), script.key(next));
    starting(key, &PLACES)?;
    let place = words[..name_end(key)].trim().trim_end_matches(['-', '_', ' ']);
    (place.len() < 60).then(|| place.to_owned())
}

fn name_end(key: &str) -> usize {
    STOPS.iter().filter_map(|stop| key.find(stop)).min().unwrap_or(key.len())
}

/// The same name where running text writes it with small letters.
fn mentioned(script: &Script<'_>, name: &str) -> Option<String> {
    let wanted = phrase::key(name);
    script.tree().ids().find_map(|id| {
        let at = find(script.key(id), &wanted)?;
        let words = &script.words(id)[at..at + wanted.len()];
        let cased = words.starts_with(char::is_uppercase) && words.chars().any(char::is_lowercase);
        cased.then(|| words.to_owned())
    })
}

/// "HỘI ĐỒNG NHÂN DÂN TỈNH BẮC KẠN" as "Hội đồng nhân dân tỉnh Bắc Kạn".
fn lowered(name: &str) -> String {
    let key = phrase::key(name);
    let place = PLACES.iter().filter_map(|place| find(&key, place)).min().unwrap_or(key.len());
    let head = &key[..place];
    let short = matches!(head.trim_end(), "hđnd" | "ubnd");
    let mut out = if short { head.to_uppercase() } else { capitalised(head) };
    let mut rest = &key[place..];
    while !rest.is_empty() {
        let level = starting(rest, &PLACES).map_or(0, str::len);
        out.push_str(&rest[..level]);
        rest = &rest[level..];
        let len = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        out.push_str(&capitalised(&rest[..len]));
        let gap = rest[len..].chars().next().map_or(0, char::len_utf8);
        out.push_str(&rest[len..len + gap]);
        rest = &rest[len + gap..];
    }
    out
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_capitals_keeps_only_those_of_proper_names() {
        let check = |name: &str, expect: &str| assert_eq!(lowered(name), expect);
        check("HỘI ĐỒNG NHÂN DÂN TỈNH BẮC KẠN", "Hội đồng nhân dân tỉnh Bắc Kạn");
        check("ỦY BAN NHÂN DÂN THÀNH PHỐ ĐÀ NẴNG", "Ủy ban nhân dân thành phố Đà Nẵng");
        check("HỘI ĐỒNG NHÂN DÂN XÃ NÀ PHẶC TỈNH X-Y", "Hội đồng nhân dân xã Nà Phặc tỉnh X-Y");
        check("QUỐC HỘI", "Quốc hội");
        check("HĐND TỈNH TRÀ VINH", "HĐND tỉnh Trà Vinh");
        check("ĐẢNG BỘ TỈNH CAO BẰNG", "Đảng bộ tỉnh Cao Bằng");
    }
}
