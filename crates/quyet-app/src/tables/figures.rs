//! A table of figures: one row, one reported figure.

use jiff::civil::Date;
use quyet_model::Decimal;
use quyet_model::condition::Bound;
use quyet_model::figure::{Figure, SourceRef, Value};
use quyet_model::indicator::IndicatorId;
use quyet_model::place::{Place, PlaceId};

use super::reader::{TableError, read};
use super::words::{basis_of, optional_day, required};

/// A figure with the day its source spoke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRow {
    /// The figure.
    pub figure: Figure,
    /// Day the source spoke; `None` when the table does not say.
    pub known_on: Option<Date>,
}

const COLUMNS: [&str; 5] = ["indicator", "place", "period", "value", "basis"];

/// Reads a table of figures. Places are found in the register by code, standing at the end of the period.
///
/// # Errors
/// [`TableError`] naming every faulty cell.
pub fn read_figures(text: &str, places: &[Place]) -> Result<Vec<FigureRow>, TableError> {
    read(text, &COLUMNS, |row| {
        let period: quyet_model::period::Period = row.decode("period", |words| {
            words.parse().map_err(|_| "không phải kỳ báo cáo".to_owned())
        })?;
        let title = row.optional("source_title").unwrap_or_else(|| "Nguồn chưa nêu".to_owned());
        let figure = Figure {
            indicator: IndicatorId(row.decode("indicator", required)?),
            place: row.decode("place", |code| place_of(code, places, period.end()))?,
            period,
            value: row.decode("value", value_of)?,
            basis: row.decode("basis", basis_of)?,
            words: row.optional("words"),
            measured_on: row.decode("measured_on", optional_day)?,
            source: SourceRef { title, url: row.optional("source_url") },
            note: row.optional("note"),
        };
        Ok(FigureRow { figure, known_on: row.decode("known_on", optional_day)? })
    })
}

fn place_of(code: &str, places: &[Place], day: Date) -> Result<PlaceId, String> {
    let standing = places.iter().find(|place| place.id.code == code && place.stands_on(day));
    standing
        .map(|place| place.id.clone())
        .ok_or_else(|| "không có trong danh mục vào cuối kỳ".to_owned())
}

type ToBound = fn(Decimal) -> Bound;

/// A value as tables write it: `7.4`, `>30`, `<=5`, `-` (nothing arose), `…` or `...` with a reason after it.
///
/// The decimal mark is a point here: this is the exchange form, not what people type into a grid.
///
/// # Errors
/// A sentence saying what may stand there.
pub fn value_of(words: &str) -> Result<Value, String> {
    if words == "-" {
        return Ok(Value::NothingArose);
    }
    if let Some(reason) = words.strip_prefix('…').or_else(|| words.strip_prefix("...")) {
        return required(reason.trim())
            .map(Value::NotCollected)
            .map_err(|_| "phải ghi lý do sau dấu …".to_owned());
    }
    let number = |digits: &str| {
        let plain = digits.trim().parse::<Decimal>();
        plain.map_err(|_| "không phải số; viết như 1035 hoặc 7.4 (dấu chấm thập phân)".to_owned())
    };
    let bounds: [(&str, ToBound); 4] = [
        (">=", Bound::AtLeast),
        ("<=", Bound::AtMost),
        (">", Bound::MoreThan),
        ("<", Bound::LessThan),
    ];
    for (sign, bound) in bounds {
        if let Some(digits) = words.strip_prefix(sign) {
            return number(digits).map(|value| Value::Bounded(bound(value)));
        }
    }
    number(words).map(Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_a_number_a_bound_or_one_of_two_empties() {
        let dec = |s: &str| s.parse::<Decimal>().unwrap();
        let check = |words: &str, expect: Value| assert_eq!(value_of(words), Ok(expect));
        check("7.40", Value::Number(dec("7.40")));
        check(">30", Value::Bounded(Bound::MoreThan(dec("30"))));
        check("<= 5", Value::Bounded(Bound::AtMost(dec("5"))));
        check("-", Value::NothingArose);
        check("… chưa tổng hợp", Value::NotCollected("chưa tổng hợp".to_owned()));
        for wrong in ["", "7,4", "1.010,5", "…", "bảy"] {
            assert!(value_of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_faulty_cell_is_named_and_no_row_is_taken() {
        let text =
            "indicator,place,period,value,basis\nx,06,2024,7,4,estimate\n,06,2024,1,estimate\n";
        assert!(matches!(read_figures(text, &[]), Err(TableError::NotCsv(_))));
        let text = "indicator,place,period,value,basis\nx,06,2024-13,7,estimate\ny,06,2024,7,uoc\n";
        let Err(TableError::Cells(faults)) = read_figures(text, &[]) else { panic!("taken") };
        assert_eq!(
            faults.iter().map(|f| (f.line, f.column)).collect::<Vec<_>>(),
            [(2, "period"), (3, "place")]
        );
    }
}
