//! A form as a commune would send it, and the rows that it makes.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use quyet_model::Decimal;
use quyet_model::actor::{Actor, Role};
use quyet_model::entry::{Act, CommandId, Entry, FiguresReported};
use quyet_model::figure::{Basis, Figure, SourceRef, Value};
use quyet_model::indicator::IndicatorId;
use quyet_model::period::Period;
use quyet_model::place::PlaceId;

use crate::benches::append::bare::Row;

/// The form with this number: another commune and a later second than the one before.
pub(crate) fn entry(number: u32, figures: u32) -> Entry {
    let recorded =
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_700_000_000 + i64::from(number));
    let place = PlaceId {
        code: format!("{:05}", 10_000 + number % 80_000),
        valid_from: Some(date(2025, 7, 1)),
    };
    Entry {
        command: CommandId(format!("bench/{number:08}")),
        actor: Actor {
            name: "bench".to_owned(), role: Role::Reporter, body: "UBND xã".to_owned()
        },
        recorded,
        act: Act::FiguresReported(FiguresReported {
            figures: (0..figures).map(|row| figure(&place, number, row)).collect(),
        }),
    }
}

fn figure(place: &PlaceId, number: u32, row: u32) -> Figure {
    Figure {
        indicator: IndicatorId(format!("chi-tieu-{row:03}")),
        place: place.clone(),
        period: Period::Year(2024),
        value: Value::Number(Decimal::new(i64::from(number) * 7919 + i64::from(row) * 31, 2)),
        basis: Basis::Estimate,
        words: None,
        measured_on: None,
        source: SourceRef { title: "Báo cáo của UBND xã".to_owned(), url: None },
        note: None,
    }
}

/// The columns of each figure of the form, as the ledger's own projection holds them.
pub(crate) fn rows(form: &Entry) -> Vec<Row> {
    let Act::FiguresReported(reported) = &form.act else {
        return Vec::new();
    };
    let recorded = form.recorded.as_microsecond();
    let row = |(row, figure): (u32, &Figure)| Row {
        period: figure.period.to_string(),
        place_code: figure.place.code.clone(),
        place_from: figure.place.valid_from.map(|day| day.to_string()).unwrap_or_default(),
        indicator: figure.indicator.0.clone(),
        entry: form.recorded.as_second(),
        number: row,
        recorded,
        value: figure.value.number().map(|number| number.to_string()),
        basis: "estimate".to_owned(),
        source: figure.source.title.clone(),
    };
    (0..).zip(&reported.figures).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_makes_one_row_per_figure() {
        let form = entry(3, 200);
        let made = rows(&form);
        assert_eq!(made.len(), 200);
        assert_eq!(made[7].place_code, "10003");
        assert_eq!(made[7].value.as_deref(), Some("239.74"));
        assert!(entry(4, 1).recorded > form.recorded && entry(4, 1).command != form.command);
    }
}
