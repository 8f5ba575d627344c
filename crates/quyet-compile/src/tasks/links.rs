//! Programmes, projects, works, schemes and plans that a sentence names.
//!
//! Precision before recall: a plain "các dự án đầu tư" is no name. A name goes from the word for its kind to the end of
//! the clause, the closing quotation mark, or the first word that goes on with the sentence.

use std::ops::Range;

use quyet_model::assignment::LinkKind;

use super::cues::{skip, word_before};
use crate::phrase::starting;

/// Longest name. Unit: bytes.
const NAME_MAX: usize = 260;

/// The national target programmes by what follows the words "chương trình mục tiêu quốc gia".
const NATIONAL: [&str; 4] = [
    "xây dựng nông thôn mới",
    "giảm nghèo bền vững",
    "phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi",
    "phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số, miền núi",
];

/// Words that go on with the sentence behind a name.
const ENDS: [&str; 68] = [
    "và trình",
    "và báo cáo",
    "và tham mưu",
    "và hướng dẫn",
    "và đưa",
    "và xây dựng",
    "trình",
    "để",
    "nhằm",
    "theo",
    "trong",
    "đã",
    "đang",
    "được",
    "phấn đấu",
    "đảm bảo",
    "bảo đảm",
    "với",
    "từ",
    "do",
    "là",
    "sau",
    "trước",
    "khi",
    "gắn",
    "góp phần",
    "tạo",
    "đạt",
    "có",
    "vào",
    "tại",
    "trên địa bàn",
    "đúng",
    "kịp thời",
    "hoàn thành",
    "bằng",
    "nếu",
    "mà",
    "sớm",
    "chậm",
    "qua",
    "về đích",
    "của",
    "cho",
    "và các",
    "và triển khai",
    "và tổ chức",
    "và thực hiện",
    "và đẩy",
    "khánh thành",
    "khởi công",
    "hoàn tất",
    "đưa",
    "thi công",
    "sẽ",
    "phải",
    "chưa",
    "cần",
    "không",
    "phù hợp",
    "hay",
    "này",
    "nêu",
    "và hoàn",
    "và dự án",
    "và đề án",
    "và công trình",
    "và chương trình",
];

/// Words before the kind that make it many, or a part of another word.
const MANY: [&str; 14] = [
    "các", "những", "nhiều", "một", "số", "mọi", "từng", "mỗi", "sở", "bộ", "phòng", "ban", "danh",
    "chủ",
];

/// The name that begins at byte `at`; `None` where the words name nothing in particular.
pub(super) fn at(
    text: &str,
    key: &str,
    at: usize,
    kind: LinkKind,
    within: &Range<usize>,
) -> Option<(LinkKind, Range<usize>)> {
    if key[at..].starts_with("ocop") {
        return Some((LinkKind::Programme, at..at + "ocop".len()));
    }
    let (_, before) = word_before(key, at);
    let word = kind_word(kind);
    let behind = skip(key, at + word.len());
    if kind == LinkKind::Programme
        && let Some(goal) = starting(key.get(behind..within.end)?, &["mục tiêu quốc gia", "mtqg"])
    {
        return Some((
            LinkKind::NationalTargetProgramme,
            at..national_end(key, behind + goal.len()),
        ));
    }
    if MANY.contains(&before) {
        return None;
    }
    if let Some(quoted) = quoted(text, behind, within.end) {
        return Some((kind, at..quoted));
    }
    let end = name_end(text, key, behind, within.end.min(behind + NAME_MAX));
    let name = text.get(behind..end)?;
    let opens = at == within.start;
    let capital = text[at..].starts_with(char::is_uppercase);
    let words = name.split(' ').filter(|word| !word.is_empty()).count();
    let proper = has_proper_noun(name);
    let ocop = key[behind..end].split(|c: char| !c.is_alphanumeric()).any(|word| word == "ocop");
    let named = match kind {
        LinkKind::Project | LinkKind::Works => proper && 2 <= words,
        LinkKind::Scheme => 2 <= words && (capital && !opens || proper || 3 <= words),
        LinkKind::Programme => ocop || capital && !opens && 3 <= words || proper && 2 <= words,
        _ => capital && !opens && 3 <= words && !numbered(&key[behind..end]),
    };
    named.then_some((kind, at..end))
}

fn kind_word(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Project => "dự án",
        LinkKind::Scheme => "đề án",
        LinkKind::Works => "công trình",
        LinkKind::Plan => "kế hoạch",
        _ => "chương trình",
    }
}

/// "Kế hoạch số 25", "Kế hoạch năm 2026": a number or a year is no name.
fn numbered(name: &str) -> bool {
    starting(name, &["số", "năm", "này", "được", "vốn"]).is_some()
}

/// The end of a national target programme's name; the bare words where no known one follows.
fn national_end(key: &str, at: usize) -> usize {
    let behind = skip(key, at);
    let behind =
        starting(&key[behind..], &["về"]).map_or(behind, |word| skip(key, behind + word.len()));
    let goal = starting(&key[behind..], &NATIONAL);
    let end = goal.map_or(at, |goal| behind + goal.len());
    period_end(key, end)
}

/// Behind ", giai đoạn 2021 - 2025" where it follows.
fn period_end(key: &str, end: usize) -> usize {
    let from = skip(key, end);
    let Some(word) = starting(&key[from..], &["giai đoạn"]) else { return end };
    let years = skip(key, from + word.len());
    let len =
        key[years..].bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-')).count();
    let said = key[years..years + len].trim_end();
    if 9 <= said.len() { years + said.len() } else { end }
}

/// The end of a name in quotation marks that follows at once.
fn quoted(text: &str, at: usize, limit: usize) -> Option<usize> {
    let rest = text.get(at..limit)?;
    let open = rest.chars().next().filter(|c| matches!(c, '“' | '"'))?;
    let from = at + open.len_utf8();
    let limit = crate::script::floor(text, limit.min(from + NAME_MAX));
    let close = text.get(from..limit)?.find(['”', '"'])?;
    let sign = text[from + close..].chars().next().map_or(0, char::len_utf8);
    Some(from + close + sign)
}

fn name_end(text: &str, key: &str, start: usize, limit: usize) -> usize {
    let limit = crate::script::floor_both(text, key, limit);
    let Some(rest) = text.get(start..limit) else { return start };
    let mut end = start;
    let mut at = start;
    for word in rest.split_inclusive(' ') {
        let bare = word.trim_end();
        let sign = bare.find([',', ';', ':', '(', ')', '“', '”', '"']);
        let sign = sign.or_else(|| bare.ends_with('.').then(|| bare.len() - 1));
        let said = &bare[..sign.unwrap_or(bare.len())];
        let small = bare.starts_with(char::is_lowercase);
        if small && starting(&key[at..limit], &ENDS).is_some() {
            break;
        }
        if said != "-" && said != "–" && said != "và" && !said.is_empty() {
            end = at + said.len();
        }
        at += word.len();
        if sign.is_some() {
            break;
        }
    }
    end
}

/// A capital that begins a word which is no common short form.
fn has_proper_noun(name: &str) -> bool {
    name.split(' ').any(|word| {
        let short = matches!(word, "ODA" | "PPP" | "FDI" | "BT" | "BOT" | "I" | "II" | "III");
        word.starts_with(char::is_uppercase) && !short
    })
}

/// Whether a name at `at` was already found to lie inside a paper's number: then the paper is the link.
pub(super) fn lies_in(papers: &[Range<usize>], range: &Range<usize>) -> bool {
    papers.iter().any(|paper| range.start < paper.end && paper.start < range.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::key;
    use crate::tasks::cues::{Cue, scan};

    fn check(text: &str, expect: &[(LinkKind, &str)]) {
        let key = key(text);
        let mut reached = 0;
        let mut found = Vec::new();
        for (start, cue) in scan(&key, 0..key.len()) {
            let Cue::Link(kind) = cue else { continue };
            if start < reached {
                continue;
            }
            if let Some((kind, range)) = at(text, &key, start, kind, &(0..text.len())) {
                reached = range.end;
                found.push((kind, &text[range]));
            }
        }
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn named_things_are_found_and_cut_at_the_clause() {
        check(
            "Thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2021 - 2025, Chương trình OCOP",
            &[
                (
                    LinkKind::NationalTargetProgramme,
                    "Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2021 - 2025",
                ),
                (LinkKind::Programme, "Chương trình OCOP"),
            ],
        );
        check(
            "Khởi công dự án đường Na Rì - Bình Gia trong quý II",
            &[(LinkKind::Project, "dự án đường Na Rì - Bình Gia")],
        );
        check(
            "Trình Đề án “Phát triển kinh tế rừng, dược liệu” để phê duyệt",
            &[(LinkKind::Scheme, "Đề án “Phát triển kinh tế rừng, dược liệu”")],
        );
        check(
            "xây dựng đề án sắp xếp trường học, rà soát",
            &[(LinkKind::Scheme, "đề án sắp xếp trường học")],
        );
        check(
            "triển khai Kế hoạch cải cách hành chính, bảo đảm",
            &[(LinkKind::Plan, "Kế hoạch cải cách hành chính")],
        );
        check(
            "đưa công trình Trạm bơm Đông Viên vào sử dụng",
            &[(LinkKind::Works, "công trình Trạm bơm Đông Viên")],
        );
        check("có 20 sản phẩm OCOP", &[(LinkKind::Programme, "OCOP")]);
    }

    #[test]
    fn words_that_name_nothing_give_no_link() {
        for text in [
            "đẩy nhanh tiến độ các dự án trọng điểm",
            "thu hút dự án đầu tư ngoài ngân sách",
            "Sở Kế hoạch và Đầu tư",
            "Kế hoạch năm 2026 được giao",
            "theo chương trình, kế hoạch",
            "dự án được phê duyệt",
            "các công trình thủy lợi",
        ] {
            check(text, &[]);
        }
    }
}
