//! What the columns of a table hold, by their headings.
//!
//! **Takes** the heading rows of a table and the plan's year. **Gives** the columns of name, unit and values.
//! **Never** reads a result, a comparison or a note as a value of the plan.
//!
//! A heading may stand on two rows: "Năm 2025" over "Kế hoạch" and "Ước thực hiện". Several columns may speak
//! for the plan: years that lie ahead, or the bodies that set the figure; then each keeps its heading.

use crate::heading_time;
use crate::phrase::{find, has_any, key as key_of, starting, years};

/// A column that gives values of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ValueColumn {
    /// Counted from 0.
    pub(super) at: usize,
    /// The heading as written.
    pub(super) heading: String,
    /// The time that the heading says; `None` when it says none.
    pub(super) time: Option<String>,
    /// The unit in the heading's brackets.
    pub(super) unit: Option<String>,
    /// Whether the heading says more than a plan and a time ("HĐND tỉnh giao").
    pub(super) named: bool,
    /// Whether the heading says that it is the plan; else only cells with a number count.
    pub(super) planned: bool,
}

/// Columns of a table, counted from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) name: usize,
    pub(super) unit: Option<usize>,
    /// In the table's order; empty when the table has no column of the plan.
    pub(super) values: Vec<ValueColumn>,
    /// The column of values that an amendment replaces.
    pub(super) old: Option<usize>,
    /// Whether an earlier plan was left aside without a year to tell it by.
    pub(super) doubtful: bool,
    /// How many there are.
    pub(super) count: usize,
    /// How many of the last hold notes and may be missing from a row.
    pub(super) notes: usize,
    /// A column of who is charged: then the rows are tasks.
    pub(super) charged: Option<usize>,
}

/// What a heading says of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// The plan, or a year.
    Plan,
    /// What was reached or is expected for a year gone by.
    Past,
    /// Notes, comparisons, bodies, order numbers.
    Aside,
    /// The sum of the other columns.
    Total,
    /// Nothing known.
    Nothing,
}

const ASIDE: [&str; 27] = [
    "lý do",
    "so sánh",
    "so với",
    "so",
    "ghi chú",
    "stt",
    "tt",
    "chủ trì",
    "phối hợp",
    "cơ quan",
    "thời gian",
    "sản phẩm",
    "tốc độ",
    "theo dõi",
    "phụ trách",
    "đơn vị",
    "báo cáo",
    "căn cứ",
    "nguồn",
    "mã",
    "mã số",
    "chênh lệch",
    "tăng",
    "giảm",
    "đánh giá",
    "phương pháp",
    "cách tính",
];
const TOTAL: [&str; 5] = ["tổng cộng", "tổng số", "cả giai đoạn", "toàn giai đoạn", "cộng"];
const PLAN: [&str; 11] = [
    "điều chỉnh",
    "kế hoạch",
    "kh",
    "mục tiêu",
    "chỉ tiêu",
    "phấn đấu",
    "giao",
    "nghị quyết",
    "dự toán",
    "định hướng",
    "nq",
];
const PAST: [&str; 9] =
    ["ước", "th", "uth", "ưth", "kết quả", "hiện trạng", "hiện có", "cùng kỳ", "hiện nay"];
const OLD: [&str; 10] = [
    "đã giao",
    "đã được giao",
    "trước điều chỉnh",
    "trước khi điều chỉnh",
    "ban đầu",
    "đầu năm",
    "cũ",
    "đã phê duyệt",
    "đã duyệt",
    "theo nghị quyết",
];
const NEW: [&str; 5] = ["điều chỉnh", "sau điều chỉnh", "mới", "nay điều chỉnh", "sửa đổi"];

/// The column that names what is measured; `None` when the cells are no heading row.
pub(super) fn name_column(cells: &[&str]) -> Option<usize> {
    let named = |cell: &str| {
        has_any(cell, &["chỉ tiêu", "nội dung", "mục tiêu", "tiêu chí", "danh mục", "khoản mục"])
            && !has_any(cell, &["năm", "giao", "điều chỉnh", "kế hoạch"])
            && years(cell).is_empty()
            && !cell.contains(|c: char| c.is_ascii_digit())
    };
    let figure = |cell: &&str| {
        cell.contains(|c: char| c.is_ascii_digit())
            && !cell.contains(char::is_alphabetic)
            && years(cell).is_empty()
    };
    if cells.iter().any(figure) {
        return None;
    }
    let at = (0..cells.len()).find(|i| named(cells[*i]))?;
    let others = cells.iter().enumerate().filter(|(i, cell)| *i != at && !cell.is_empty());
    let others: Vec<&str> = others.map(|(_, cell)| *cell).collect();
    let headings = others.iter().any(|cell| is_unit(cell) || says(cell) != Says::Nothing);
    (headings || others.is_empty() && 1 < cells.len()).then_some(at)
}

fn is_unit(cell: &str) -> bool {
    has_any(cell, &["đơn vị tính", "đvt", "đơn vị", "đv tính", "đv"])
        && !has_any(cell, &["chủ trì", "thực hiện", "phối hợp", "giao", "theo dõi", "phụ trách"])
}

/// Whether one of the headings speaks for the plan.
pub(super) fn any_plan(cells: &[&str]) -> bool {
    let name = name_column(cells);
    (0..cells.len()).any(|at| Some(at) != name && says(cells[at]) == Says::Plan)
}

fn says(cell: &str) -> Says {
    let compares = cell.starts_with('%') || compares_years(cell);
    let old = has_any(cell, &OLD);
    let aside = has_any(cell, &ASIDE) && (!old || has_any(cell, &["so"]));
    let planned = PLAN.iter().filter_map(|word| find(cell, word)).min();
    if compares || aside {
        return Says::Aside;
    }
    let carried_out = find(cell, "thực hiện");
    let past = has_any(cell, &PAST)
        || carried_out.is_some_and(|at| planned.is_none_or(|planned| at < planned));
    if past || carried_out.is_some() && 2 < years(cell).len() {
        return Says::Past;
    }
    match planned.is_some() || !years(cell).is_empty() {
        true => Says::Plan,
        false if starting(cell, &TOTAL).is_some() => Says::Total,
        false => Says::Nothing,
    }
}

/// "2026/2025", "KH 2026/TH 2025": one year against another.
fn compares_years(cell: &str) -> bool {
    cell.contains('/') && 1 < years(cell).len()
}

/// The columns under `headings`, as written. `year` is the plan's own, when the document says one.
pub(super) fn of(headings: &[String], year: Option<i16>) -> Option<Columns> {
    let keys: Vec<String> = headings.iter().map(|heading| key_of(heading)).collect();
    let cells: Vec<&str> = keys.iter().map(String::as_str).collect();
    let name = name_column(&cells)?;
    let unit = (0..cells.len()).find(|i| *i != name && is_unit(cells[*i]));
    let others: Vec<usize> = (0..cells.len())
        .filter(|i| *i != name && Some(*i) != unit && !cells[*i].is_empty())
        .collect();
    let of_kind = |kind: Says| -> Vec<usize> {
        others.iter().copied().filter(|i| says(cells[*i]) == kind).collect()
    };
    let planned = of_kind(Says::Plan);
    let old = old_column(&cells, &planned);
    let new: Vec<usize> =
        planned.iter().copied().filter(|i| old.is_none() || has_any(cells[*i], &NEW)).collect();
    let old = old.filter(|old| new.iter().any(|at| at != old));
    let new: Vec<usize> = new.into_iter().filter(|at| Some(*at) != old).collect();
    let past = of_kind(Says::Past).into_iter().flat_map(|i| years(cells[i])).max();
    let (ahead, doubtful) = ahead(&cells, &new, year, past);
    let mut values = if ahead.is_empty() { of_kind(Says::Nothing) } else { ahead };
    values.extend(of_kind(Says::Total));
    values.sort_unstable();
    let values = values.into_iter().map(|at| value_column(at, &headings[at], &cells)).collect();
    let is_note =
        |cell: &&&str| has_any(cell, &["ghi chú", "cơ quan", "đơn vị", "theo dõi", "nguồn"]);
    let charged = (0..cells.len())
        .find(|i| has_any(cells[*i], &["chủ trì", "phối hợp", "sản phẩm", "tiến độ"]));
    let notes = cells.iter().rev().take_while(is_note).count();
    Some(Columns { name, unit, values, old, doubtful, count: cells.len(), notes, charged })
}

/// "Chỉ tiêu đã giao" beside "Chỉ tiêu điều chỉnh".
fn old_column(cells: &[&str], planned: &[usize]) -> Option<usize> {
    let amended = |at: &usize| has_any(cells[*at], &NEW) && !has_any(cells[*at], &OLD);
    let old = planned.iter().copied().find(|at| has_any(cells[*at], &OLD))?;
    planned.iter().any(|at| *at != old && amended(at)).then_some(old)
}

/// The columns of the plan that do not lie behind it, and whether one was left aside by its place alone.
fn ahead(
    cells: &[&str],
    planned: &[usize],
    year: Option<i16>,
    past: Option<i16>,
) -> (Vec<usize>, bool) {
    let latest = |at: usize| years(cells[at]).into_iter().max();
    let first = year.or_else(|| past.map(|past| past + 1));
    let kept: Vec<usize> = match first {
        Some(first) => {
            let ahead = |at: &usize| latest(*at).is_none_or(|latest| first <= latest);
            planned.iter().copied().filter(ahead).collect()
        }
        None => planned.to_vec(),
    };
    let kept = if kept.is_empty() { planned.to_vec() } else { kept };
    let [before, last] = kept.as_slice() else { return (kept, false) };
    // "KH 2025 | KH 2026" without a year of the plan: the later is meant, the earlier is what it starts from.
    let yearly = |at: usize| {
        let single = years(cells[at]).len() == 1;
        single
            && has_any(cells[at], &["kế hoạch", "kh"])
            && !has_any(cells[at], &["đến", "giai đoạn"])
    };
    let next = latest(*before).zip(latest(*last)).is_some_and(|(a, b)| a + 1 == b);
    if year.is_none() && next && yearly(*before) && yearly(*last) {
        return (vec![*last], true);
    }
    (kept, false)
}

fn value_column(at: usize, heading: &str, cells: &[&str]) -> ValueColumn {
    let key = cells[at];
    let time = heading_time::first(heading, key).map(|(time, _)| time);
    let open = heading.rfind('(').filter(|open| heading[*open..].ends_with(')'));
    let inside = open.map(|open| heading[open + 1..heading.len() - 1].trim());
    let unit = inside.filter(|unit| {
        !unit.is_empty()
            && unit.len() < 30
            && !unit.contains(|c: char| c.is_ascii_digit() || c == '+')
    });
    let planned = says(key) == Says::Plan;
    let named = !planned || {
        let bare = |word: &str| {
            word.is_empty()
                || !word.contains(char::is_alphabetic)
                || [
                    "kế", "hoạch", "kh", "mục", "tiêu", "chỉ", "phấn", "đấu", "năm", "đến", "giai",
                    "đoạn",
                ]
                .contains(&word)
                || [
                    "thời", "kỳ", "định", "hướng", "vào", "tới", "cuối", "hết", "cả", "thực",
                    "hiện",
                ]
                .contains(&word)
        };
        let said = &key[..open.filter(|_| unit.is_some()).unwrap_or(key.len()).min(key.len())];
        !said.split(|c: char| !c.is_alphanumeric()).all(bare)
    };
    ValueColumn {
        at,
        heading: heading.to_owned(),
        time,
        unit: unit.map(str::to_owned),
        named,
        planned,
    }
}

/// Two heading rows as one: a cell over several columns stands before each of theirs.
pub(super) fn merged(upper: &[String], lower: &[String]) -> Vec<String> {
    if lower.len() < upper.len() && lower.iter().all(|cell| !cell.is_empty()) {
        return spread(upper, lower);
    }
    let mut out = Vec::new();
    let mut over = String::new();
    for at in 0..upper.len().max(lower.len()) {
        let (above, below) = (upper.get(at).map_or("", |c| c), lower.get(at).map_or("", |c| c));
        if !above.is_empty() {
            above.clone_into(&mut over);
        } else if below.is_empty() {
            over.clear();
        }
        let own = if above.is_empty() && !below.is_empty() { &over } else { above };
        out.push(if own == below || below.is_empty() {
            own.to_owned()
        } else {
            format!("{own} {below}").trim().to_owned()
        });
    }
    out
}

/// A lower row that holds only the cells of the one upper cell that is cut.
fn spread(upper: &[String], lower: &[String]) -> Vec<String> {
    let keys: Vec<String> = upper.iter().map(|cell| key_of(cell)).collect();
    let named = name_column(&keys.iter().map(String::as_str).collect::<Vec<_>>());
    let cut = (0..upper.len()).find(|at| {
        Some(*at) != named
            && !is_unit(&keys[*at])
            && matches!(says(&keys[*at]), Says::Plan | Says::Past)
    });
    let Some(cut) = cut else { return upper.to_vec() };
    let inner = lower.iter().map(|below| format!("{} {below}", upper[cut]).trim().to_owned());
    upper[..cut].iter().cloned().chain(inner).chain(upper[cut + 1..].iter().cloned()).collect()
}

/// Whether a row goes on with the headings above it: no name of its own, and words or years alone.
pub(super) fn continues(upper: &[String], row: &[&str]) -> bool {
    let keys: Vec<String> = upper.iter().map(|cell| key_of(cell)).collect();
    let Some(name) = name_column(&keys.iter().map(String::as_str).collect::<Vec<_>>()) else {
        return false;
    };
    let full = row.len() <= upper.len();
    let unnamed = row.get(name).is_some_and(|cell| cell.is_empty() || *cell == keys[name]);
    let short = row.len() < upper.len() && 1 < row.len() && row.iter().all(|cell| !cell.is_empty());
    let heads = |cell: &&str| {
        cell.is_empty()
            || is_unit(cell)
            || says(cell) != Says::Nothing
            || keys.iter().any(|key| key == cell)
            || starting(cell, &["tổng số", "toàn tỉnh", "trong đó"]).is_some()
    };
    let figures =
        |cell: &&str| cell.contains(|c: char| c.is_ascii_digit()) && years(cell).is_empty();
    let said = row.iter().any(|cell| cell.contains(char::is_alphanumeric));
    said && (full && unnamed || short) && row.iter().all(|cell| heads(cell) && !figures(cell))
}

/// A row that only numbers the columns: "A | B | C | 1 | 2 | 3=2/1".
pub(super) fn is_index(row: &[&str]) -> bool {
    let short = |cell: &&str| {
        cell.chars().filter(|c| c.is_alphabetic()).count() < 2 && cell.chars().count() < 14
    };
    let said = row.iter().filter(|cell| !cell.is_empty()).count();
    2 < said && row.iter().all(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headings: &[&str], year: Option<i16>) -> Vec<(usize, Option<String>, bool)> {
        let headings: Vec<String> = headings.iter().map(|&h| h.to_owned()).collect();
        let columns = of(&headings, year).expect("a heading row");
        columns.values.into_iter().map(|column| (column.at, column.time, column.named)).collect()
    }

    fn at(headings: &[&str], year: Option<i16>) -> Vec<usize> {
        read(headings, year).into_iter().map(|(at, _, _)| at).collect()
    }

    #[test]
    fn the_plan_s_column_is_told_from_results_comparisons_and_notes() {
        let tail = ["Kế hoạch năm 2024", "So sánh KH 2024/ước TH 2023 (%)", "Ghi chú"];
        let heads = ["TT", "Chỉ tiêu", "Đơn vị tính", "KH 2023", "Ước thực hiện năm 2023"];
        assert_eq!(at(&[&heads[..], &tail].concat(), None), [5]);
        assert_eq!(at(&["TT", "Chỉ tiêu", "ĐVT", "KH 2025", "KH 2026"], Some(2026)), [4]);
        assert_eq!(at(&["Chỉ tiêu", "ĐVT", "Năm 2020", "Thực hiện 2024"], Some(2025)), [2]);
    }

    #[test]
    fn every_column_of_the_plan_is_kept_with_its_time_or_name() {
        let heads = ["Chỉ tiêu", "ĐVT", "KH 2026", "KH 2026-2030"];
        let said = |time: &str, at| (at, Some(time.to_owned()), false);
        assert_eq!(read(&heads, Some(2026)), [said("năm 2026", 2), said("giai đoạn 2026-2030", 3)]);
        let heads = ["Chỉ tiêu", "ĐVT", "Mục tiêu đến năm 2025", "Đến 2030"];
        assert_eq!(read(&heads, None), [said("đến năm 2025", 2), said("Đến 2030", 3)]);
        let heads = ["Chỉ tiêu", "ĐVT", "Trung ương giao", "HĐND tỉnh giao"];
        assert_eq!(read(&heads, None), [(2, None, true), (3, None, true)]);
    }

    #[test]
    fn an_amendment_keeps_the_new_column_and_knows_the_old_one() {
        let heads = ["TT", "Tên chỉ tiêu", "ĐVT", "Chỉ tiêu đã giao", "Chỉ tiêu điều chỉnh"];
        let headings: Vec<String> = heads.iter().map(|&h| h.to_owned()).collect();
        let columns = of(&headings, None).expect("a heading row");
        assert_eq!((columns.old, columns.values.len(), columns.values[0].at), (Some(3), 1, 4));
    }

    #[test]
    fn a_heading_over_several_columns_stands_before_each() {
        let row = |cells: &[&str]| -> Vec<String> { cells.iter().map(|&c| c.to_owned()).collect() };
        let upper = row(&["TT", "Chỉ tiêu", "Năm 2025", "", "KH 2026"]);
        let lower = row(&["", "", "Kế hoạch", "Ước TH", ""]);
        assert!(continues(&upper, &["", "", "kế hoạch", "ước th", ""]));
        let whole = merged(&upper, &lower);
        assert_eq!(whole, ["TT", "Chỉ tiêu", "Năm 2025 Kế hoạch", "Năm 2025 Ước TH", "KH 2026"]);
        assert_eq!(of(&whole, None).map(|c| c.values[0].at), Some(4));
        let upper = row(&["TT", "Chỉ tiêu", "Năm 2025", "KH 2026"]);
        let whole = merged(&upper, &row(&["Kế hoạch", "Ước TH"]));
        assert_eq!(whole.len(), 5);
    }

    #[test]
    fn a_row_of_column_numbers_is_no_data() {
        assert!(is_index(&["a", "b", "c", "1", "2", "3=2/1"]));
        assert!(!is_index(&["1", "thu ngân sách", "tỉ đồng", "5"]));
    }
}
