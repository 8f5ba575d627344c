//! Parts in brackets: "(trong đó: lúa 80 tấn; ngô 20 tấn)".
//!
//! **Takes** a piece. **Gives** the piece without such brackets, and their parts.
//! **Never** takes another figure of the head itself, as "(năm 2023 là 10%)", for a part.

use super::name;
use super::segment::{self, Gap, Piece};
use super::token::{Kind, Line};
use super::value::Value;

/// Parts in the brackets right after the last value: "(trong đó: lúa 80 tấn; ngô 20 tấn)".
/// The piece that is left ends before them.
pub(super) fn parts(line: &Line<'_>, values: &[Value], piece: &Piece) -> (Piece, Vec<Piece>) {
    let unchanged = || (piece.clone(), Vec::new());
    let Some(last) = piece.values.last().map(|i| &values[*i]) else {
        return unchanged();
    };
    let Some(open) = (last.last..piece.range.end)
        .find(|i| line.kind(*i) == Some(Kind::Open) && line.tokens[*i].mate.is_some())
    else {
        return unchanged();
    };
    let Some(close) = line.tokens[open].mate.filter(|c| *c <= piece.range.end) else {
        return unchanged();
    };
    let inner = segment::pieces(line, values, open + 1..close, line.tokens[open].depth);
    if !inner.iter().all(|p| is_part(line, values, p, &inner)) || inner.is_empty() {
        return unchanged();
    }
    let head = Piece { range: line.trim(piece.range.start..open), ..piece.clone() };
    (head, inner)
}

/// Whether a piece in brackets names a part: after "trong đó", by a name before its value,
/// or, in a list of two or more, by a name after it ("500 ha cam, 300 ha quýt").
fn is_part(line: &Line<'_>, values: &[Value], piece: &Piece, list: &[Piece]) -> bool {
    let Some(first) = piece.values.first().map(|i| &values[*i]) else {
        return false;
    };
    let name = name::strip(line, piece.range.start..first.first, None);
    let opened = matches!(list[0].gap, Gap::Inside { .. } | Gap::Apart);
    let tailed = list.len() > 1 && first.short < piece.range.end;
    (opened || tailed || !name.is_empty()) && !restates_head(line, piece)
}

/// "(năm 2023 là 10%)", "(kế hoạch Trung ương giao 5%)": another figure of the head itself.
fn restates_head(line: &Line<'_>, piece: &Piece) -> bool {
    let start = piece.range.start;
    let words = [
        "năm",
        "th",
        "kh",
        "ước",
        "kế hoạch",
        "cùng kỳ",
        "tăng",
        "giảm",
        "bằng",
        "tương đương",
        "tương ứng",
        "trung ương",
        "tw",
        "thực hiện",
        "đến",
        "hiện nay",
        "tức",
        "khoảng",
        "từ",
        "gấp",
        "so với",
        "chỉ tiêu",
        "nghị quyết",
        "giai đoạn",
        "đạt",
        "bình quân",
        "trung bình",
        "mỗi năm",
        "lũy kế",
    ];
    line.any_at(start, &words).is_some()
}
