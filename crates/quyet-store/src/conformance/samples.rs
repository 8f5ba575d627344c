//! Small entries to append.

use jiff::Timestamp;
use jiff::civil::date;
use quyet_model::Decimal;
use quyet_model::actor::{Actor, Role};
use quyet_model::document::{Digest, ReceivedDocument};
use quyet_model::entry::{
    Act, CommandId, Entry, FigureCorrected, FiguresReported, PlanAdopted, ReportPublished,
};
use quyet_model::figure::{Basis, Figure, FigureId, SourceRef, Value};
use quyet_model::indicator::{Indicator, IndicatorId, Measure, Sense, Visibility};
use quyet_model::period::Period;
use quyet_model::place::{Place, PlaceId, PlaceLevel};
use quyet_model::plan::{Plan, PlanId};
use quyet_model::unit::Unit;

use crate::ledger::Blob;

/// A moment `microseconds` after an arbitrary start.
///
/// # Panics
/// Never for the numbers that tests use.
pub fn at(microseconds: i64) -> Timestamp {
    let start = 1_733_700_000_000_000;
    Timestamp::from_microsecond(start + microseconds).expect("a moment of our time")
}

/// An entry by the usual actor.
pub fn entry(command: &str, microseconds: i64, act: Act) -> Entry {
    let actor = Actor {
        name: "le.van.binh".to_owned(),
        role: Role::Reporter,
        body: "Sở Tài chính".to_owned(),
    };
    let command = CommandId(command.to_owned());
    Entry { command, actor, recorded: at(microseconds), act }
}

/// The province.
pub fn province() -> PlaceId {
    PlaceId { code: "06".to_owned(), valid_from: None }
}

/// A commune whose code is used again from 2025 on.
pub fn commune(again: bool) -> PlaceId {
    let year = if again { 2025 } else { 2004 };
    PlaceId { code: "02083".to_owned(), valid_from: Some(date(year, 7, 1)) }
}

/// A place under a name.
pub fn place(id: PlaceId, name: &str) -> Place {
    let level = if id.code.len() == 2 { PlaceLevel::Province } else { PlaceLevel::Commune };
    let parent = (level == PlaceLevel::Commune).then(|| "06".to_owned());
    Place {
        id,
        name: name.to_owned(),
        level,
        parent,
        valid_to: None,
        source: "danh mục".to_owned(),
    }
}

/// An indicator under a name.
pub fn indicator(id: &str, name: &str) -> Indicator {
    Indicator {
        id: IndicatorId(id.to_owned()),
        name: name.to_owned(),
        unit: Unit::new("ha"),
        measure: Measure::Flow,
        sense: Sense::HigherIsBetter,
        covers: vec![IndicatorId("khac".to_owned())],
        publication: None,
        visibility: Visibility::Public,
        field: "Kinh tế".to_owned(),
    }
}

/// A figure of the province.
///
/// # Panics
/// When `value` is no decimal.
pub fn figure(indicator: &str, period: Period, value: &str) -> Figure {
    Figure {
        indicator: IndicatorId(indicator.to_owned()),
        place: province(),
        period,
        value: Value::Number(value.parse::<Decimal>().expect("the sample is a decimal")),
        basis: Basis::Preliminary,
        words: None,
        measured_on: None,
        source: SourceRef { title: "Báo cáo tháng".to_owned(), url: None },
        note: None,
    }
}

/// A form of figures.
pub fn reported(figures: Vec<Figure>) -> Act {
    Act::FiguresReported(FiguresReported { figures })
}

/// A correction.
pub fn corrected(entry: u64, row: u32, figure: Figure) -> Act {
    let replaces = FigureId { entry, row };
    let reason = "cộng thiếu".to_owned();
    Act::FigureCorrected(Box::new(FigureCorrected { replaces, figure, reason }))
}

/// A plan without targets, told apart by its title.
pub fn adopted(id: &str, title: &str, document: &Digest) -> Act {
    let mut plan = Plan::default();
    plan.document.title = Some(title.to_owned());
    let (id, compiler) = (PlanId(id.to_owned()), "0".to_owned());
    let adopted = PlanAdopted { id, place: province(), document: document.clone(), compiler, plan };
    Act::PlanAdopted(Box::new(adopted))
}

/// A document whose bytes are `blob`.
pub fn received(blob: &Blob, title: &str) -> Act {
    Act::DocumentReceived(ReceivedDocument {
        digest: blob.digest.clone(),
        media_type: "text/plain".to_owned(),
        title: title.to_owned(),
        bytes: blob.bytes.len() as u64,
        origin: Some("văn phòng".to_owned()),
    })
}

/// A report of one file.
pub fn published(plan: &str, head_size: u64, blob: &Blob) -> Act {
    Act::ReportPublished(ReportPublished {
        plan: PlanId(plan.to_owned()),
        title: "Kết quả năm".to_owned(),
        valid: date(2024, 12, 31),
        head_size,
        files: vec![("text/html".to_owned(), blob.digest.clone())],
    })
}

/// Values of every kind, one figure each.
///
/// # Panics
/// Never: its numbers are decimals.
pub fn every_value() -> Vec<Figure> {
    use quyet_model::condition::Bound::{AboutBetween, AtMost, Between};
    let number = |words: &str| words.parse::<Decimal>().expect("the sample is a decimal");
    let values = [
        Value::Number(number("-0.50")),
        Value::Bounded(AtMost(number("30"))),
        Value::Bounded(Between(number("2"), number("2.5"))),
        Value::Bounded(AboutBetween(number("33"), number("34"))),
        Value::NothingArose,
        Value::NotCollected("chưa điều tra".to_owned()),
    ];
    let periods = [
        Period::Year(2023),
        Period::Quarter(2024, 4),
        Period::FirstMonths(2024, 9),
        Period::Month(2024, 2),
        Period::UpTo(date(2024, 3, 21)),
        Period::Year(2024),
    ];
    let pair = |(value, period): (Value, Period)| {
        let plain = figure("moi-loai", period, "0");
        let (words, note) = (Some("“gần 3”".to_owned()), Some("ghi chú".to_owned()));
        Figure { value, words, note, measured_on: Some(date(2024, 1, 2)), ..plain }
    };
    values.into_iter().zip(periods).map(pair).collect()
}

/// A short history with every kind of act: batches in order, each with its blobs.
pub fn history() -> Vec<(Vec<Entry>, Vec<Blob>)> {
    let text = Blob::new("Nghị quyết.".as_bytes().to_vec());
    let page = Blob::new(b"<p>12</p>".to_vec());
    let (year, empty) = (Period::Year(2024), Vec::new);
    let places = vec![place(province(), "Tỉnh"), place(commune(false), "Xã A")];
    let rows = vec![figure("rung", year, "3485"), figure("ocop", year, "20")];
    let one = |entry| vec![entry];
    vec![
        (
            vec![
                entry("khoi-tao", 10, Act::PlacesRegistered(places)),
                entry("khoi-tao", 10, Act::IndicatorsDefined(vec![indicator("rung", "Rừng")])),
            ],
            empty(),
        ),
        (one(entry("nhan", 20, received(&text, "NQ"))), vec![text.clone()]),
        (one(entry("duyet", 30, adopted("tinh-2024", "bản 1", &text.digest))), empty()),
        (one(entry("bao-cao", 40, reported(rows))), empty()),
        (one(entry("dinh-chinh", 50, corrected(4, 0, figure("rung", year, "5257.00")))), empty()),
        (one(entry("moi-loai", 60, reported(every_value()))), empty()),
        (one(entry("duyet-lai", 70, adopted("tinh-2024", "bản 2", &text.digest))), empty()),
        (one(entry("cong-bo", 80, published("tinh-2024", 8, &page))), vec![page.clone()]),
    ]
}
