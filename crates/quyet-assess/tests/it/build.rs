//! Small builders; every omitted part has the plainest value.

use jiff::Timestamp;
use jiff::civil::Date;
use quyet_model::Decimal;
use quyet_model::actor::{Actor, Role};
use quyet_model::as_of::AsOf;
use quyet_model::citation::Citation;
use quyet_model::condition::{Bound, Condition, Promise, Reading};
use quyet_model::document::DocumentHead;
use quyet_model::figure::{Basis, Figure, FigureId, FigureVersion, SourceRef, Value};
use quyet_model::indicator::{Indicator, IndicatorId, Measure, Sense, Visibility};
use quyet_model::period::Period;
use quyet_model::place::PlaceId;
use quyet_model::plan::Plan;
use quyet_model::target::{Target, TargetCode};
use quyet_model::unit::Unit;

pub(crate) fn place() -> PlaceId {
    PlaceId { code: "06".to_owned(), valid_from: None }
}

/// A number in Vietnamese form: "1.010,5".
pub(crate) fn number(words: &str) -> Decimal {
    let plain = words.trim().replace('.', "").replace(',', ".");
    plain.parse().unwrap_or_else(|_| panic!("“{words}” is not a number in Vietnamese form"))
}

pub(crate) fn indicator(id: &str, unit: &str, measure: Measure, sense: Sense) -> Indicator {
    Indicator {
        id: IndicatorId(id.to_owned()),
        name: id.to_owned(),
        unit: Unit::new(unit),
        measure,
        sense,
        covers: Vec::new(),
        publication: None,
        visibility: Visibility::Public,
        field: "Kinh tế".to_owned(),
    }
}

pub(crate) fn condition(promise: Promise, unit: &str) -> Condition {
    Condition { promise, unit: Unit::new(unit), reading: Reading::AsWritten }
}

pub(crate) fn level(bound: Bound, unit: &str) -> Condition {
    condition(Promise::Level(bound), unit)
}

/// A leaf with the number `code`, linked to the indicator `id`.
pub(crate) fn leaf(code: &str, id: &str, condition: Condition) -> Target {
    Target {
        code: TargetCode(code.to_owned()),
        label: String::new(),
        text: String::new(),
        name: id.to_owned(),
        at: Citation::default(),
        condition_at: None,
        condition,
        horizon: None,
        indicator: Some(IndicatorId(id.to_owned())),
        column: None,
        replaces: None,
        parts: Vec::new(),
    }
}

pub(crate) fn container(code: &str, parts: Vec<Target>) -> Target {
    Target { indicator: None, parts, ..leaf(code, code, Condition::all_of_parts()) }
}

pub(crate) fn plan(year: i16, targets: Vec<Target>) -> Plan {
    let document = DocumentHead { year: Some(year), ..DocumentHead::default() };
    Plan { document, targets, ..Plan::default() }
}

/// Noon of a day in Việt Nam.
pub(crate) fn noon(day: Date) -> Timestamp {
    let noon = day.at(12, 0, 0, 0);
    jiff::tz::offset(7).to_timestamp(noon).expect("the tests stay within the calendar")
}

/// A first report for the whole year 2024, recorded at noon of `recorded`.
pub(crate) fn reported(entry: u64, id: &str, value: Value, recorded: Date) -> FigureVersion {
    let figure = Figure {
        indicator: IndicatorId(id.to_owned()),
        place: place(),
        period: Period::Year(2024),
        value,
        basis: Basis::Official,
        words: None,
        measured_on: None,
        source: SourceRef { title: "Báo cáo thử".to_owned(), url: None },
        note: None,
    };
    FigureVersion {
        id: FigureId { entry, row: 0 },
        figure,
        actor: Actor {
            name: "cán bộ".to_owned(),
            role: Role::Reporter,
            body: "Cục Thống kê".to_owned(),
        },
        recorded: noon(recorded),
        replaces: None,
        reason: None,
        replaced_by: None,
    }
}

/// What is known at the end of `day`, judged for that day.
pub(crate) fn end_of(day: Date) -> AsOf {
    let last = day.at(23, 59, 59, 0);
    let recorded =
        jiff::tz::offset(7).to_timestamp(last).expect("the tests stay within the calendar");
    AsOf { valid: day, recorded }
}
