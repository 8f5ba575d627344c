//! The unit of a value: its own words, the table's, or the name's.
//!
//! **Takes** a value, its name and the item's context. **Gives** the unit, when anything says it.
//! **Never** lets a column overrule the words at the number.

use std::ops::Range;

use quyet_model::diagnostic::Severity;
use quyet_model::unit::Unit;

use super::comparison::Mark;
use super::leaf::Reader;
use super::name::Name;
use super::token::{Kind, Line};
use super::value::Value;
use super::{rules, unit};

/// The unit of `value`, whose piece has its name and value in `body`.
pub(super) fn of(
    reader: &mut Reader<'_>,
    value: &Value,
    name: &Name,
    body: Range<usize>,
) -> Option<Unit> {
    let line = reader.line;
    let given = reader.context.unit.clone();
    let at = line.bytes(value.first..value.last);
    if let Some(words) = &value.unit {
        let end = if name.value_first { words.short } else { words.range.end };
        let written = Unit::new(line.slice(words.range.start..end))?;
        if let Some(column) = given.filter(|c| !agree(c, &written)) {
            reader.findings.push(rules::unit_conflict(at, column.as_str(), written.as_str()));
        }
        return Some(written);
    }
    if value.has(Mark::Rank) || line.before(value.first) == "hạng" {
        return None;
    }
    let percent = || value.two_digits.then(|| Unit::new("%")).flatten();
    let found = given.or_else(percent).or_else(|| unit_in_name(line, body.start..value.first));
    if found.is_none() {
        let counted = line
            .any_at(body.start, &["số", "chỉ số", "tổng số", "hệ số", "điểm", "tỉ số"])
            .is_some();
        let severity = if counted { Severity::Note } else { Severity::Warning };
        reader.findings.push(rules::unit_missing(at, severity));
    }
    found
}

/// A column's "triệu" and a cell's "triệu đồng", or "người" and "người dân", do not contradict.
fn agree(column: &Unit, written: &Unit) -> bool {
    let (column, written) = (column.canonical(), written.canonical());
    column == written
        || column.starts_with(&written)
        || written.starts_with(&column)
        || written.contains(&column)
}

/// "Sản lượng lương thực (tấn): 5.000", "Tổng đàn lợn, con".
fn unit_in_name(line: &Line<'_>, name: Range<usize>) -> Option<Unit> {
    let whole = |range: Range<usize>| {
        let range = line.trim(range);
        let end = unit::known(line, range.start).map(|u| u.range.end);
        let end = end.or_else(|| line.any_at(range.start, unit::COUNTED))?;
        (end == range.end).then(|| Unit::new(line.slice(range))).flatten()
    };
    let bracketed = name.clone().rev().find_map(|i| {
        let mate = line.tokens.get(i).filter(|t| t.kind == Kind::Open)?.mate?;
        whole(i + 1..mate)
    });
    let comma = name.clone().rev().find(|i| line.kind(*i) == Some(Kind::Comma));
    bracketed.or_else(|| comma.and_then(|c| whole(c + 1..name.end)))
}
