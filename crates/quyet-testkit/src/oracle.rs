//! What anybody may send to a ledger, and the oracle that every backend must agree with.
//!
//! **Takes** a seed of proptest. **Gives** things sent, and the comparison of every answer with the ledger in memory.
//! **Never** knows which backend it is looking at. Start reading at [`send_all`].

use proptest::collection::vec;
use proptest::prelude::*;
use quyet_model::entry::Act;
use quyet_model::figure::{Figure, FigureId, Value};
use quyet_model::indicator::IndicatorId;
use quyet_model::period::Period;
use quyet_store::conformance::samples::{
    adopted, at, commune, corrected, entry, figure, indicator, place, province, published,
    received, reported,
};
use quyet_store::conformance::view;
use quyet_store::memory::MemoryLedger;
use quyet_store::{Blob, FigureQuery, Head, Ledger};

/// One thing that somebody sends.
#[derive(Clone, Debug)]
pub struct Sent {
    act: Sort,
    command: u8,
    advance: i64,
    stale: bool,
    twice: bool,
}

#[derive(Clone, Debug)]
enum Sort {
    Report(Vec<Row>),
    /// With a figure about anything, or (mostly) about what the corrected one is about.
    Correct {
        entry: u64,
        row: u32,
        with: Option<Row>,
    },
    Adopt(u8),
    Register(u8),
    Define(Vec<u8>),
    Receive {
        text: u8,
        given: bool,
    },
    Publish(u8),
}

#[derive(Clone, Debug)]
struct Row {
    indicator: u8,
    place: u8,
    period: u8,
    value: u8,
    words: Option<String>,
}

impl Row {
    fn figure(&self) -> Figure {
        let periods = [
            Period::Year(2023),
            Period::Year(2024),
            Period::Quarter(2024, 2),
            Period::Month(2025, 12),
            Period::UpTo(jiff::civil::date(2024, 3, 5)),
            Period::Month(2024, 13),
        ];
        let places = [province(), commune(false), commune(true)];
        let plain =
            figure(&format!("i{}", self.indicator), periods[usize::from(self.period)], "7.50");
        let value = match self.value {
            0 => Value::NothingArose,
            1 => Value::NotCollected(self.words.clone().unwrap_or_default()),
            _ => plain.value.clone(),
        };
        let place = places[usize::from(self.place)].clone();
        Figure { value, place, words: self.words.clone(), note: self.words.clone(), ..plain }
    }
}

impl Sent {
    async fn act(&self, oracle: &MemoryLedger) -> (Act, Vec<Blob>) {
        let text = |number: u8| Blob::new(vec![number; usize::from(number)]);
        let alone = |act| (act, Vec::new());
        match &self.act {
            Sort::Report(rows) => alone(reported(rows.iter().map(Row::figure).collect())),
            Sort::Correct { entry, row, with } => {
                let id = FigureId { entry: *entry, row: *row };
                let named = oracle.figure(id, at(1000)).await.expect("memory answers");
                let about =
                    named.map(|named| Figure { note: Some("đúng".to_owned()), ..named.figure });
                let other = with.as_ref().map(Row::figure).or(about);
                alone(corrected(
                    *entry,
                    *row,
                    other.unwrap_or_else(|| figure("i0", Period::Year(2024), "1")),
                ))
            }
            Sort::Adopt(plan) => alone(adopted(&format!("p{plan}"), "x", &text(*plan).digest)),
            Sort::Register(name) => {
                let units =
                    vec![place(commune(name % 2 == 0), &name.to_string()), place(province(), "T")];
                alone(Act::PlacesRegistered(units))
            }
            Sort::Define(ids) => {
                let defined =
                    ids.iter().map(|id| indicator(&format!("i{id}"), &self.command.to_string()));
                alone(Act::IndicatorsDefined(defined.collect()))
            }
            Sort::Receive { text: number, given } => {
                let blob = text(*number);
                (received(&blob, "văn bản"), if *given { vec![blob] } else { Vec::new() })
            }
            Sort::Publish(plan) => alone(published(&format!("p{plan}"), 1, &text(*plan))),
        }
    }
}

fn row() -> impl Strategy<Value = Row> {
    let words = prop_oneof![
        Just(None),
        "\\PC{0,5}".prop_map(Some),
        Just(Some("không\u{0}\"'\\".to_owned())),
    ];
    // The last period cannot be written: a few batches must be refused for it.
    let period = prop_oneof![30 => 0..5_u8, 1 => Just(5_u8)];
    (0..4_u8, 0..3_u8, period, 0..6_u8, words).prop_map(
        |(indicator, place, period, value, words)| Row { indicator, place, period, value, words },
    )
}

/// Anything that somebody may send, most of it sound.
pub fn sent() -> impl Strategy<Value = Sent> {
    let sort = prop_oneof![
        4 => vec(row(), 0..45).prop_map(Sort::Report),
        4 => (0..8_u64, 0..3_u32, proptest::option::weighted(0.2, row()))
            .prop_map(|(entry, row, with)| Sort::Correct { entry, row, with }),
        1 => (0..3_u8).prop_map(Sort::Adopt),
        1 => any::<u8>().prop_map(Sort::Register),
        1 => vec(0..4_u8, 0..4).prop_map(Sort::Define),
        1 => (0..3_u8, any::<bool>()).prop_map(|(text, given)| Sort::Receive { text, given }),
        1 => (0..3_u8).prop_map(Sort::Publish),
    ];
    let rare = |odds| prop::bool::weighted(odds);
    let advance = prop_oneof![10 => 1..4_i64, 1 => -2..1_i64];
    (sort, 0..60_u8, advance, rare(0.1), rare(0.2)).prop_map(
        |(act, command, advance, stale, twice)| Sent { act, command, advance, stale, twice },
    )
}

/// Sends everything to both and compares every answer; gives the last moment.
///
/// # Panics
/// When an answer differs.
pub async fn send_all(all: &[Sent], oracle: &MemoryLedger, ledger: &dyn Ledger) -> i64 {
    let mut clock = 0;
    for sent in all {
        clock += sent.advance;
        let (act, blobs) = sent.act(oracle).await;
        let mut batch = vec![entry(&sent.command.to_string(), clock, act)];
        if sent.twice {
            batch.push(batch[0].clone());
        }
        let now = oracle.head().await.expect("memory answers");
        let expected = if sent.stale { Head { size: now.size + 1, ..now } } else { now };
        let answer = oracle.append(expected, &batch, &blobs).await;
        assert_eq!(ledger.append(expected, &batch, &blobs).await, answer, "{sent:?}");
        assert_eq!(ledger.head().await, oracle.head().await);
    }
    clock
}

/// Compares what both answer, as of several moments and for several questions.
///
/// # Panics
/// When the answers differ.
pub async fn compare(oracle: &MemoryLedger, ledger: &dyn Ledger, clock: i64) {
    for moment in [0, clock / 3, clock / 2, clock] {
        assert_eq!(view(ledger, at(moment)).await, view(oracle, at(moment)).await);
    }
    let ids = |ids: &[&str]| Some(ids.iter().map(|id| IndicatorId((*id).to_owned())).collect());
    for query in [
        FigureQuery { indicators: ids(&["i1", "i2"]), place: Some(province()), years: None },
        FigureQuery { indicators: None, place: Some(commune(true)), years: Some((2024, 2024)) },
        FigureQuery { indicators: ids(&["i0"]), place: None, years: Some((2024, 2025)) },
    ] {
        let (ours, theirs) =
            (ledger.figures(&query, at(clock)).await, oracle.figures(&query, at(clock)).await);
        assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{query:?}");
    }
    assert_eq!(ledger.entries(0, 1000).await, oracle.entries(0, 1000).await);
}
