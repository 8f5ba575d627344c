//! The header of a table of tasks: which column is which, on one row or over two.

use crate::phrase::{has_any, years};
use crate::script::Script;
use crate::table::Cell;
use crate::tasks::labels::{self, Field};

/// The columns that a header names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// One entry for each column; `None` for one that is none of a task's.
    pub(super) fields: Vec<Option<Field>>,
    /// The column of the task's words.
    pub(super) task: usize,
}

impl Columns {
    /// The columns of a header that is said again inside a table and lost the empty cell over the order numbers.
    #[must_use]
    pub(super) fn behind_order_of(mut self, before: &Self) -> Self {
        let lost =
            before.field(0) == Some(Field::Order) && !self.fields.contains(&Some(Field::Order));
        if lost && self.fields.len() < before.fields.len() {
            self.fields.insert(0, Some(Field::Order));
            self.task += 1;
        }
        self
    }

    pub(super) fn field(&self, at: usize) -> Option<Field> {
        self.fields.get(at).copied().flatten()
    }
}

/// Longest heading of a column. Unit: bytes.
const HEADING_MAX: usize = 110;

/// Second halves of headings that a cell was too narrow for.
const HALVES: [&str; 9] = [
    "hoàn thành",
    "thực hiện",
    "giải pháp",
    "công việc",
    "phụ trách",
    "trì",
    "hợp",
    "chú",
    "đầu ra",
];

/// The cells in comparing form, without emphasis and spaces.
pub(super) fn keys<'s>(script: &'s Script<'_>, cells: &[Cell]) -> Vec<&'s str> {
    let key = |cell: &Cell| {
        script.key(cell.0).get(cell.1.clone()).unwrap_or("").trim_matches([' ', '*', '_'])
    };
    cells.iter().map(key).collect()
}

/// The columns of a header, and how many rows it takes; `None` when the row is no header of tasks.
pub(super) fn header(row: &[&str], next: &[&str]) -> Option<(Columns, usize)> {
    let long = |cells: &[&str]| cells.iter().any(|cell| HEADING_MAX < cell.len());
    if long(row) || row.len() < 2 || is_counted(row.first().copied().unwrap_or("")) {
        return None;
    }
    let own: Vec<Option<Field>> = row.iter().map(|cell| labels::column(cell)).collect();
    if !own.iter().any(|field| matches!(field, Some(Field::Order | Field::Task))) {
        return None;
    }
    // A column of planned values: the table promises figures, whoever watches them.
    let planned =
        |cell: &&str| has_any(cell, &["kế hoạch", "kh", "mục tiêu"]) && !years(cell).is_empty();
    if has_any(&row.join(" | "), &["đvt", "đơn vị tính", "chỉ tiêu"]) || row.iter().any(planned)
    {
        return None;
    }
    let split = !long(next) && !next.is_empty() && !is_counted(next[0]);
    let both = split.then(|| joined(row, next, &own)).flatten();
    both.and_then(settled).map(|columns| (columns, 2)).or_else(|| Some((settled(own)?, 1)))
}

/// The fields when `next` goes on with the header; `None` when it is a row of the table.
fn joined(row: &[&str], next: &[&str], own: &[Option<Field>]) -> Option<Vec<Option<Field>>> {
    let mut out = own.to_vec();
    out.resize(row.len().max(next.len()), None);
    let mut says = false;
    for (at, cell) in next.iter().enumerate() {
        let above = row.get(at).copied().unwrap_or("");
        if cell.is_empty() || *cell == above {
            continue;
        }
        says = true;
        let alone = labels::column(cell);
        let whole = labels::column(&format!("{above} {cell}"))
            .filter(|_| own.get(at).is_none_or(Option::is_none));
        let half = HALVES.iter().any(|half| cell == half);
        if alone.is_none() && whole.is_none() && !half {
            return None;
        }
        if let Some(field) = alone.filter(|_| !half).or(whole).or(alone) {
            let keep = half && out[at].is_some();
            out[at] = if keep { out[at] } else { Some(field) };
        }
    }
    says.then_some(out)
}

/// Columns with the words of a task and something of who or when; a field that two columns name belongs to the first.
fn settled(mut fields: Vec<Option<Field>>) -> Option<Columns> {
    for at in 1..fields.len() {
        let single = matches!(fields[at], Some(Field::Order | Field::Task));
        if single && fields[..at].contains(&fields[at]) {
            fields[at] = None;
        }
    }
    let task = fields.iter().position(|field| *field == Some(Field::Task))?;
    let told = |field: &Option<Field>| {
        matches!(field, Some(Field::Lead | Field::Supporting | Field::Deadline))
    };
    fields.iter().any(told).then_some(Columns { fields, task })
}

/// Whether words are an order number: "1", "1.2", "IV", "A".
pub(super) fn is_counted(cell: &str) -> bool {
    let bare = cell.trim_matches([' ', '.', ')', '(', '*']);
    let digits = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    digits
        || bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic)
        || quyet_syntax::letters::roman(bare).is_some()
}

/// Whether a row only numbers the columns, or draws a line.
pub(super) fn is_frame(keys: &[&str]) -> bool {
    let said: Vec<&&str> = keys.iter().filter(|key| key.contains(char::is_alphanumeric)).collect();
    said.is_empty() || 2 < said.len() && said.iter().all(|key| is_counted(key) && key.len() <= 5)
}

#[cfg(test)]
mod tests {
    use super::Field::{Deadline, Lead, Note, Order, Output, Overseer, Supporting, Task};
    use super::*;

    fn check(row: &[&str], next: &[&str], expect: Option<(&[Option<Field>], usize)>) {
        let found = header(row, next).map(|(columns, rows)| (columns.fields, rows));
        assert_eq!(found, expect.map(|(fields, rows)| (fields.to_vec(), rows)), "{row:?}");
    }

    #[test]
    fn a_header_names_its_columns_in_any_order() {
        check(
            &[
                "stt",
                "nội dung công việc",
                "cơ quan chủ trì",
                "cơ quan phối hợp",
                "thời gian hoàn thành",
                "sản phẩm",
                "ghi chú",
            ],
            &["1", "rà soát", "sở y tế", "", "quý ii", "", ""],
            Some((
                &[
                    Some(Order),
                    Some(Task),
                    Some(Lead),
                    Some(Supporting),
                    Some(Deadline),
                    Some(Output),
                    Some(Note),
                ],
                1,
            )),
        );
        check(
            &["nhiệm vụ", "lãnh đạo phụ trách", "tiến độ", "đơn vị chủ trì"],
            &["rà soát quy hoạch", "phó chủ tịch", "quý ii", "sở xây dựng"],
            Some((&[Some(Task), Some(Overseer), Some(Deadline), Some(Lead)], 1)),
        );
    }

    #[test]
    fn a_header_may_stand_on_two_rows() {
        check(
            &["tt", "nhiệm vụ", "phân công thực hiện", "", "thời gian"],
            &["tt", "nhiệm vụ", "chủ trì", "phối hợp", "thời gian"],
            Some((&[Some(Order), Some(Task), Some(Lead), Some(Supporting), Some(Deadline)], 2)),
        );
        check(
            &["stt", "nhiệm vụ", "cơ quan", "cơ quan", "thời gian"],
            &["", "", "chủ trì", "phối hợp", "hoàn thành"],
            Some((&[Some(Order), Some(Task), Some(Lead), Some(Supporting), Some(Deadline)], 2)),
        );
    }

    #[test]
    fn tables_of_figures_have_no_header_of_tasks() {
        check(&["stt", "chỉ tiêu", "đơn vị tính", "kế hoạch 2026", "đơn vị chủ trì"], &[], None);
        check(&["stt", "nội dung", "kế hoạch 2026", "kết quả 2025"], &[], None);
        check(&["stt", "nội dung", "kế hoạch năm 2026", "đơn vị thực hiện"], &[], None);
        check(&["1", "nhiệm vụ", "chủ trì"], &[], None);
    }

    #[test]
    fn rows_that_number_columns_are_no_tasks() {
        assert!(is_frame(&["(1)", "(2)", "(3)"]));
        assert!(is_frame(&["---", ":--", ""]));
        assert!(!is_frame(&["1", "rà soát", "2026"]));
    }
}
