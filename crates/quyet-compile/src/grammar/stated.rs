//! Promises without a number: kept, stated in words, none at all, up or down.
//!
//! **Takes** a stretch that holds no value. **Gives** what it promises, when it promises anything.
//! **Never** takes a heading or a sentence of background for a promise.

use std::ops::Range;

use quyet_model::condition::{Bound, Direction, Promise};
use rust_decimal::Decimal;

use super::token::{Kind, Line};

/// A promise in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    /// What is promised.
    pub(super) promise: Promise,
    /// The tokens that say it.
    pub(super) words: Range<usize>,
}

const KEEP: &[&str] = &[
    "duy trì",
    "giữ vững",
    "giữ nguyên",
    "tiếp tục duy trì",
    "tiếp tục giữ vững",
    "giữ ổn định",
    "không thay đổi",
];

/// Words that deny a thing altogether.
pub(super) const NONE: &[&str] = &[
    "không có",
    "không còn",
    "không để xảy ra",
    "không xảy ra",
    "không để",
    "không phát sinh",
    "chấm dứt tình trạng",
    "xóa hết",
    "không tái diễn",
];

/// Words that state a result to be reached.
const REACH: &[&str] = &[
    "đạt và vượt",
    "đạt",
    "hoàn thành",
    "vượt",
    "xuất siêu",
    "cân bằng",
    "bảo đảm",
    "đảm bảo",
    "đứng đầu",
    "dẫn đầu",
    "cao hơn",
    "thấp hơn",
    "không vượt quá",
    "trở thành",
    "về đích",
    "tương đương",
    "phấn đấu",
    "nhóm khá",
    "nhóm đầu",
    "nhóm dẫn đầu",
    "trong nhóm",
    "vào nhóm",
    "loại tốt",
    "loại khá",
    "mức khá",
    "mức tốt",
    "cơ bản hoàn thành",
];

/// Words that open a sentence of work rather than of result.
const WORK: &[&str] = &[
    "tiếp tục",
    "tăng cường",
    "đẩy mạnh",
    "tập trung",
    "chỉ đạo",
    "triển khai",
    "thực hiện tốt",
    "tổ chức",
    "nâng cao",
    "phát huy",
    "xây dựng",
    "rà soát",
    "căn cứ",
    "quan tâm",
    "chú trọng",
    "quản lý",
    "khai thác",
    "phát triển",
    "hỗ trợ",
    "thúc đẩy",
];

/// The promise of `range`. `strict` accepts only what states a result without doubt.
pub(super) fn read(line: &Line<'_>, range: Range<usize>, strict: bool) -> Option<Stated> {
    if line.kind(range.end) == Some(Kind::Colon) {
        return None;
    }
    let colon = range.clone().find(|i| line.is_at(*i, Kind::Colon, 0));
    let start = colon.map_or(range.start, |c| c + 1);
    let said = start..range.end;
    if said.is_empty() {
        return None;
    }
    let titled = colon.is_some();
    keep(line, &said)
        .or_else(|| none_at_all(line, &said))
        .or_else(|| movement(line, &said, titled))
        .or_else(|| reached(line, &range, &said, titled && !strict))
        .filter(|_| !strict || line.any_at(range.start, WORK).is_none())
}

/// Whether `range` opens with "không có", "giữ vững" and the like.
pub(super) fn opens(line: &Line<'_>, range: &Range<usize>) -> bool {
    line.any_at(range.start, NONE).or_else(|| line.any_at(range.start, KEEP)).is_some()
}

/// Whether `range` opens with a denial.
pub(super) fn denies(line: &Line<'_>, range: &Range<usize>) -> bool {
    line.any_at(range.start, NONE).is_some()
}

fn keep(line: &Line<'_>, said: &Range<usize>) -> Option<Stated> {
    let first = line.any_at(said.start, &["phấn đấu", "tiếp tục"]).unwrap_or(said.start);
    line.any_at(first, KEEP)?;
    Some(Stated { promise: Promise::Maintain, words: said.clone() })
}

/// "không có …": nothing of it, so exactly zero.
fn none_at_all(line: &Line<'_>, said: &Range<usize>) -> Option<Stated> {
    let bare = said.len() == 1 && line.word(said.start) == "không";
    let start = if bare { said.start } else { line.find(said.clone(), NONE)? };
    let near = start <= said.start + 8;
    near.then_some(Stated {
        promise: Promise::Level(Bound::Exactly(Decimal::ZERO)),
        words: start..said.end,
    })
}

/// "tăng hạng", "giảm so với năm trước": up or down without a number.
fn movement(line: &Line<'_>, said: &Range<usize>, titled: bool) -> Option<Stated> {
    let moved = |i: usize| {
        let rise = line.any_at(
            i,
            &[
                "tăng hạng",
                "tăng bậc",
                "cải thiện thứ hạng",
                "nâng hạng",
                "tăng so với",
                "tăng thứ hạng",
            ],
        );
        let fall =
            line.any_at(i, &["giảm so với", "giảm cả", "giảm hạng", "giảm dần", "giảm cả về"]);
        let alone = |word: &str| {
            (i + 1 == said.end && i > said.start && line.word(i) == word).then_some(i + 1).or_else(
                || {
                    (titled
                        && line.word(i) == word
                        && line.word(i + 1) != "trưởng"
                        && i == said.start)
                        .then_some(i + 1)
                },
            )
        };
        let up = rise.or_else(|| alone("tăng")).map(|_| Direction::Rise);
        let down = fall.or_else(|| alone("giảm")).map(|_| Direction::Fall);
        up.or(down)
    };
    let (start, direction) = said.clone().find_map(|i| Some((i, moved(i)?)))?;
    let base = line.find(start..said.end, &["so với", "so"]).map(|at| {
        let named = line.any_at(at, &["so với", "so"]).unwrap_or(at);
        line.slice(line.trim(named..said.end)).to_owned()
    });
    let promise = Promise::Change { direction, by: None, from: base.filter(|b| !b.is_empty()) };
    Some(Stated { promise, words: start..said.end })
}

fn reached(
    line: &Line<'_>,
    range: &Range<usize>,
    said: &Range<usize>,
    titled: bool,
) -> Option<Stated> {
    let stated = |start| Some(Stated { promise: Promise::Stated, words: start..said.end });
    if let Some(start) =
        said.clone().find(|i| line.any_at(*i, REACH).is_some() && !is_in_name(line, *i, range))
    {
        // A result that the sentence only mentions late is not what it promises.
        let early = start <= said.start + 24;
        return if early { stated(start) } else { None };
    }
    (titled && said.len() <= 12 && line.any_at(said.start, WORK).is_none())
        .then(|| stated(said.start))?
}

/// "đạt chuẩn" and "đảm bảo quốc phòng" inside a title name something.
fn is_in_name(line: &Line<'_>, i: usize, range: &Range<usize>) -> bool {
    let standard = line.at(i, "đạt chuẩn").is_some() && i > range.start + 1;
    let proper = i > range.start && line.capital(i - 1) && line.capital(range.start);
    standard && !proper && !matches!(line.before(i), "xã" | "huyện" | "tỉnh" | "trường")
}
