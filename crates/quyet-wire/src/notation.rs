//! A condition on one line, as people type it: `>= 8 %`, `tăng 1 bậc so với năm trước`, `danh sách 12 xã: A; B`.
//!
//! **Takes** a [`Condition`], or a line. **Gives** a line, or a condition, or the column where the line stops making
//! sense and what was expected there. **Never** guesses: a line has one meaning or none.
//!
//! | promise | line |
//! |---|---|
//! | level | `>= 8 %`, `> 90 %`, `<= 15,8 %`, `< 4 %`, `= 56 triệu đồng`, `~ 33 %`, `2..2,5 %`, `~ 33..34 %` |
//! | change | `tăng`, `giảm 2..2,5 %`, `tăng >= 1 bậc so với năm trước` |
//! | maintain, stated | `duy trì`, `bằng lời` |
//! | roster | `danh sách 12 xã`, `danh sách 2 xã: Giáo Hiệu; Vũ Muộn` |
//! | all of | `tất cả các phần`, `tất cả các phần giảm`, `tất cả 3 tiêu chí giảm` |
//! | at least k, rank | `ít nhất 2 phần`, `trong nhóm 20` |
//!
//! Numbers are Vietnamese: `1.010,5`. A unit follows its number, and stands in square brackets where there is none
//! (`duy trì [xã]`). How a bare figure is read comes last: `= 56 triệu đồng (ít nhất)`, `= 4 % (nhiều nhất)`. Words that
//! would be mistaken for the notation itself stand in quotation marks.

mod number;
mod quote;
mod read;
mod scan;
mod write;

use quyet_model::condition::Condition;
use thiserror::Error;

/// Where a line stops being the notation of a condition.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("cột {column}: cần {expected}")]
pub struct NotationError {
    /// Column of the line, from 1, counted in characters.
    pub column: usize,
    /// What should stand there, in Vietnamese.
    pub expected: String,
}

/// Writes a condition on one line. Total; the scale of every number is kept.
pub fn write(condition: &Condition) -> String {
    write::condition(condition)
}

/// Reads a condition from one line; small and capital letters are alike in the notation's own words.
///
/// # Errors
/// [`NotationError`] with the first column that does not fit.
pub fn read(line: &str) -> Result<Condition, NotationError> {
    read::condition(line)
}
