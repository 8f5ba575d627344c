//! What holds of every plan and every set of figures.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use quyet_assess::verdict::{PlanAssessment, Verdict};
use quyet_assess::{Evidence, assess, counts, number};
use quyet_model::Decimal;
use quyet_model::condition::{Bound, Condition, Direction, Promise, Reading};
use quyet_model::figure::{Basis, FigureId, FigureVersion, Value};
use quyet_model::indicator::{Indicator, IndicatorId, Measure, Publication, Sense, Visibility};
use quyet_model::period::Period;
use quyet_model::plan::Plan;
use quyet_model::target::Target;
use quyet_model::unit::Unit;

use crate::build;

const IDS: [&str; 4] = ["a", "b", "c", "d"];

fn ids() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&IDS[..])
}

/// Small numbers that collide, and the ends of what a decimal can hold.
fn decimals() -> impl Strategy<Value = Decimal> {
    let small = (-40_i64..400, 0_u32..3).prop_map(|(n, scale)| Decimal::new(n, scale));
    let ends = prop::sample::select(vec![
        Decimal::MAX,
        Decimal::MIN,
        Decimal::new(1, 28),
        Decimal::ZERO,
        Decimal::from(-1),
    ]);
    let any = (any::<i64>(), 0_u32..=28).prop_map(|(n, scale)| Decimal::new(n, scale));
    prop_oneof![6 => small, 1 => ends, 1 => any]
}

fn bounds() -> impl Strategy<Value = Bound> {
    (decimals(), decimals(), 0_u8..8).prop_map(|(a, b, kind)| match kind {
        0 => Bound::AtLeast(a),
        1 => Bound::MoreThan(a),
        2 => Bound::AtMost(a),
        3 => Bound::LessThan(a),
        4 => Bound::Exactly(a),
        5 => Bound::About(a),
        6 => Bound::Between(a, b),
        _ => Bound::AboutBetween(a, b),
    })
}

fn units() -> impl Strategy<Value = Option<Unit>> {
    let words = vec!["", "%", "điểm %", "hạng", "bậc", "tiêu chí", "tỉ đồng", "tỷ đồng", "ha"];
    prop::sample::select(words).prop_map(Unit::new)
}

fn promises() -> impl Strategy<Value = Promise> {
    let direction = prop::sample::select(vec![Direction::Rise, Direction::Fall]);
    let from = prop::option::of(prop::sample::select(vec!["năm trước", "năm 2020", "mốc cũ"]));
    let change = (direction, prop::option::of(bounds()), from).prop_map(|(direction, by, from)| {
        Promise::Change { direction, by, from: from.map(str::to_owned) }
    });
    prop_oneof![
        4 => bounds().prop_map(Promise::Level),
        3 => change,
        1 => Just(Promise::Maintain),
        1 => any::<u32>().prop_map(|count| Promise::Roster { count, members: Vec::new() }),
        1 => prop::option::of(any::<u32>())
            .prop_map(|count| Promise::AllOf { count, direction: None }),
        1 => (0_u32..4).prop_map(Promise::AtLeastK),
        1 => (0_u32..40).prop_map(Promise::RankWithin),
        1 => Just(Promise::Stated),
    ]
}

fn leaves() -> impl Strategy<Value = Target> {
    let readings = vec![Reading::AsWritten, Reading::AtLeast, Reading::AtMost];
    let horizon = prop::option::of(prop::sample::select(vec!["đến năm 2030", "cuối kỳ", "9999"]));
    let parts =
        (promises(), units(), prop::sample::select(readings), prop::option::of(ids()), horizon);
    parts.prop_map(|(promise, unit, reading, indicator, horizon)| Target {
        indicator: indicator.map(|id| IndicatorId(id.to_owned())),
        horizon: horizon.map(str::to_owned),
        ..build::leaf("1", "a", Condition { promise, unit, reading })
    })
}

fn targets() -> impl Strategy<Value = Target> {
    leaves().prop_recursive(2, 8, 3, |inner| {
        (leaves(), prop::collection::vec(inner, 1..4))
            .prop_map(|(head, parts)| Target { parts, ..head })
    })
}

fn plans() -> impl Strategy<Value = Plan> {
    let year =
        prop_oneof![8 => Just(Some(2024_i16)), 1 => Just(None), 1 => any::<i16>().prop_map(Some)];
    (year, prop::collection::vec(targets(), 0..6)).prop_map(|(year, targets)| {
        let mut plan = build::plan(2024, targets);
        plan.document.year = year;
        plan
    })
}

fn indicators() -> impl Strategy<Value = Vec<Indicator>> {
    use Measure::{Flow, Growth, Index, Rank, Rate, Roster, Statement, Stock};
    let measures = vec![Flow, Stock, Rate, Growth, Index, Rank, Roster, Statement];
    let senses = vec![Sense::HigherIsBetter, Sense::LowerIsBetter, Sense::InsideRange];
    let publication = prop::option::of((any::<i16>(), any::<i8>(), any::<i8>()));
    let one = (
        ids(),
        units(),
        prop::sample::select(measures),
        prop::sample::select(senses),
        (publication, prop::collection::vec(ids(), 0..2), prop::bool::weighted(0.1)),
    );
    let one =
        one.prop_map(|(id, unit, measure, sense, (publication, covers, withheld))| Indicator {
            unit,
            covers: covers.into_iter().map(|id| IndicatorId(id.to_owned())).collect(),
            publication: publication.map(|(years_after, month, day)| Publication {
                years_after,
                month,
                day,
            }),
            visibility: if withheld { Visibility::Withheld } else { Visibility::Public },
            ..build::indicator(id, "", measure, sense)
        });
    prop::collection::vec(one, 0..6)
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        6 => decimals().prop_map(Value::Number),
        2 => bounds().prop_map(Value::Bounded),
        1 => Just(Value::NothingArose),
        1 => Just(Value::NotCollected("chưa gửi".to_owned())),
    ]
}

fn periods() -> impl Strategy<Value = Period> {
    prop_oneof![
        6 => prop::sample::select(vec![2020_i16, 2023, 2024]).prop_map(Period::Year),
        1 => any::<i16>().prop_map(Period::Year),
        1 => (1_u8..5).prop_map(|quarter| Period::Quarter(2024, quarter)),
        1 => any::<u8>().prop_map(|quarter| Period::Quarter(2024, quarter)),
        1 => (2_u8..12).prop_map(|months| Period::FirstMonths(2024, months)),
        1 => (1_u8..13).prop_map(|month| Period::Month(2024, month)),
        1 => days().prop_map(Period::UpTo),
    ]
}

fn days() -> impl Strategy<Value = Date> {
    (0_i64..900).prop_map(|after| date(2023, 6, 1).saturating_add(jiff::Span::new().days(after)))
}

fn versions() -> impl Strategy<Value = FigureVersion> {
    let bases = vec![
        Basis::Derived,
        Basis::Unstated,
        Basis::RunningTotal,
        Basis::Estimate,
        Basis::FirstEstimate,
        Basis::SecondEstimate,
        Basis::Preliminary,
        Basis::Official,
    ];
    let words = prop::option::of(prop::sample::select(vec![
        "gần 2",
        "trên 3",
        "dưới 1",
        "khoảng 5",
        "tốt",
    ]));
    let measured = prop::option::weighted(0.2, days());
    let said = (ids(), periods(), values(), prop::sample::select(bases), words);
    (said, days(), measured, prop::option::weighted(0.2, 0_u64..12)).prop_map(
        |((id, period, value, basis, words), recorded, measured_on, replaces)| {
            let mut version = build::reported(0, id, value, recorded);
            version.figure.period = period;
            version.figure.basis = basis;
            version.figure.words = words.map(str::to_owned);
            version.figure.measured_on = measured_on;
            version.replaces = replaces.map(|entry| FigureId { entry, row: 0 });
            version
        },
    )
}

/// Figures with identities of their own.
fn figures() -> impl Strategy<Value = Vec<FigureVersion>> {
    prop::collection::vec(versions(), 0..12).prop_map(|mut figures| {
        for (entry, version) in (0_u64..).zip(&mut figures) {
            version.id = FigureId { entry, row: 0 };
        }
        figures
    })
}

fn judge(
    plan: &Plan,
    catalogue: &[Indicator],
    figures: &[FigureVersion],
    day: Date,
) -> PlanAssessment {
    let place = build::place();
    let evidence = Evidence { place: &place, indicators: catalogue, figures };
    assess(plan, &evidence, build::end_of(day))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn every_plan_is_judged_and_every_verdict_is_counted_once(
        plan in plans(), catalogue in indicators(), figures in figures(), day in days(),
    ) {
        let got = judge(&plan, &catalogue, &figures, day);
        prop_assert_eq!(got.targets.len(), plan.targets.len());
        prop_assert_eq!(got.by_target.total(), plan.targets.len());
        prop_assert_eq!(got.by_leaf.total(), plan.leaves().len());
        for leaf in got.targets.iter().flat_map(counts::leaves) {
            prop_assert!(leaf.working.because.ends_with('.'), "{}", leaf.working.because);
            prop_assert!(leaf.working.caveats.iter().all(|caveat| caveat.ends_with('.')));
        }
    }

    #[test]
    fn no_final_verdict_before_the_year_closed(
        plan in plans(), catalogue in indicators(), figures in figures(), day in days(),
    ) {
        let closed = plan.document.year.is_some_and(|year| year < day.year());
        let got = judge(&plan, &catalogue, &figures, day);
        for leaf in got.targets.iter().flat_map(counts::leaves) {
            prop_assert!(closed || !matches!(leaf.verdict, Verdict::Final(_)));
        }
    }

    #[test]
    fn the_order_of_figures_changes_nothing(
        plan in plans(),
        catalogue in indicators(),
        (given, shuffled) in figures().prop_flat_map(|f| (Just(f.clone()), Just(f).prop_shuffle())),
        day in days(),
    ) {
        prop_assert_eq!(
            judge(&plan, &catalogue, &given, day),
            judge(&plan, &catalogue, &shuffled, day)
        );
    }

    #[test]
    fn what_is_recorded_later_changes_no_earlier_answer(
        plan in plans(), catalogue in indicators(), figures in figures(), day in days(),
    ) {
        let at = build::end_of(day).recorded;
        let known: Vec<_> = figures.iter().filter(|f| f.recorded <= at).cloned().collect();
        // The vault marks a replaced figure; the mark must not reach back either.
        let mut marked = figures.clone();
        for version in &mut marked {
            let correction = figures.iter().find(|f| f.replaces == Some(version.id));
            version.replaced_by = correction.map(|f| f.id);
        }
        prop_assert_eq!(
            judge(&plan, &catalogue, &known, day),
            judge(&plan, &catalogue, &marked, day)
        );
    }

    #[test]
    fn a_number_keeps_every_digit(value in decimals()) {
        let words = number::decimal(value);
        let back = words.replace('.', "").replace(',', ".").replace('−', "-").parse::<Decimal>();
        prop_assert_eq!(back.map(|back| (back, back.scale())), Ok((value, value.scale())));
    }
}
