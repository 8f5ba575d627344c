//! Whether running prose promises anything.
//!
//! **Takes** the pieces of a paragraph. **Gives** whether they are targets.
//! **Never** takes a report of results or an aside with a number for a promise.
//!
//! Prose counts when it says so ("phấn đấu", "chỉ tiêu", "mục tiêu", "đến năm"), or when it lists
//! two indicators or more parted by semicolons; words of the past or of speech rule it out.

use super::horizon;
use super::segment::{Gap, Piece};
use super::token::Line;
use super::value::Value;

const PROMISE: &[&str] =
    &["phấn đấu", "chỉ tiêu", "mục tiêu", "đến năm", "đặt ra", "quyết tâm", "đến cuối nhiệm kỳ"];

const PAST: &[&str] = &[
    "đã",
    "ước thực hiện",
    "ước đạt",
    "đạt được",
    "kết quả",
    "so với cùng kỳ",
    "cùng kỳ",
    "nhận xét",
    "phân tích",
    "được biết",
    "theo ông",
    "theo bà",
    "cho biết",
    "tán thành",
    "lần lượt",
    "trong khi đó",
    "hiện nay",
    "hiện có",
    "có tất cả",
    "vừa qua",
    "biểu quyết",
];

/// Whether the paragraph promises something that can be judged.
pub(super) fn promises(line: &Line<'_>, values: &[Value], pieces: &[Piece]) -> bool {
    let all = 0..line.tokens.len();
    let past = line.find(all.clone(), PAST).is_some();
    let cue = line.find(all, PROMISE).is_some();
    let clear = pieces.iter().filter(|p| is_clear(line, values, p)).count();
    let listed =
        clear >= 2 && pieces.iter().any(|p| p.gap == Gap::Semicolon && is_clear(line, values, p));
    clear > 0 && !past && (cue || listed)
}

/// A piece with a name and a value that its own words mark.
fn is_clear(line: &Line<'_>, values: &[Value], piece: &Piece) -> bool {
    let body = horizon::opening(line, piece.range.clone()).body;
    piece.values.iter().any(|i| {
        values[*i].is_strong()
            && (values[*i].first >= body + 2 || values[*i].last < piece.range.end)
    })
}
