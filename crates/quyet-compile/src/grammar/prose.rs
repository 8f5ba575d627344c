//! Whether running prose promises anything.
//!
//! **Takes** the pieces of a paragraph. **Gives** whether they are targets.
//! **Never** takes a report of results or an aside with a number for a promise.
//!
//! Prose counts when it says so ("phấn đấu", "chỉ tiêu", "mục tiêu", "đến năm"), or when it lists
//! two indicators or more parted by semicolons; words of the past rule a piece out, words of reporting
//! the whole paragraph.

use super::horizon;
use super::segment::{Gap, Piece};
use super::token::Line;
use super::value::Value;

const PROMISE: &[&str] =
    &["phấn đấu", "chỉ tiêu", "mục tiêu", "đến năm", "đặt ra", "quyết tâm", "đến cuối nhiệm kỳ"];

/// Words of reporting: they rule out the whole paragraph.
const REPORT: &[&str] = &[
    "ước thực hiện",
    "nhận xét",
    "phân tích",
    "được biết",
    "theo ông",
    "theo bà",
    "cho biết",
    "tán thành",
    "trong khi đó",
    "có tất cả",
    "vừa qua",
    "biểu quyết",
    "so với cùng kỳ",
];

/// First words of another document, when no "này" follows.
const DOCUMENTS: &[&str] = &[
    "nghị quyết",
    "quyết định",
    "chỉ thị",
    "kết luận",
    "chiến lược",
    "quy hoạch",
    "chương trình",
    "kế hoạch",
    "đề án",
    "báo cáo",
    "tờ trình",
];

/// Verbs by which a document speaks.
const SAYS: &[&str] =
    &["xác định", "đề ra", "đã đề ra", "đặt ra", "nêu rõ", "nêu", "chỉ rõ", "trình chỉ tiêu"];

/// Words of the past: they rule out the piece that holds them.
const PAST: &[&str] =
    &["đã", "ước đạt", "đạt được", "kết quả", "cùng kỳ", "lần lượt", "hiện nay", "hiện có"];

/// Whether the paragraph promises something that can be judged.
///
/// `listed` says that it stands in a part of targets, where no cue is needed.
pub(super) fn promises(line: &Line<'_>, values: &[Value], pieces: &[Piece], listed: bool) -> bool {
    let all = 0..line.tokens.len();
    if line.find(all.clone(), REPORT).is_some() || quotes(line, values) {
        return false;
    }
    let cue = line.find(all, PROMISE).is_some();
    let clear = pieces.iter().filter(|p| is_clear(line, values, p)).count();
    let listed = listed
        || clear >= 2
            && pieces.iter().any(|p| p.gap == Gap::Semicolon && is_clear(line, values, p));
    clear > 0 && (cue || listed)
}

/// "Nghị quyết 29-NQ/TW xác định mục tiêu đến năm 2030 …": the first sentence tells what another document says.
fn quotes(line: &Line<'_>, values: &[Value]) -> bool {
    let opened = line.any_at(0, &["thực hiện", "theo", "theo đó"]).unwrap_or(0);
    let Some(behind) = line.any_at(opened, DOCUMENTS).filter(|i| line.word(*i) != "này") else {
        return false;
    };
    let end = line.tokens.len().min(behind + SUBJECT_MAX);
    let Some(verb) = line.find(behind..end, SAYS) else { return false };
    let own = line.find(behind..verb, &["này"]).is_some();
    !own && values.iter().any(|value| verb < value.first)
}

/// How far the name of a quoted document may run. Unit: tokens.
const SUBJECT_MAX: usize = 48;

/// A piece with a name and a value that its own words mark, and no word of the past.
fn is_clear(line: &Line<'_>, values: &[Value], piece: &Piece) -> bool {
    let body = horizon::opening(line, piece.range.clone()).body;
    let named = |v: &Value| v.first >= body + 2 || v.last < piece.range.end;
    let marked = piece.values.iter().any(|i| values[*i].is_strong() && named(&values[*i]));
    marked && line.find(piece.range.clone(), PAST).is_none()
}
