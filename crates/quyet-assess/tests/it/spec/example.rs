//! The line format of a `vi-du` block; `spec/README.md` tells it to people.

use jiff::civil::Date;
use quyet_assess::verdict::PlanAssessment;
use quyet_assess::{Evidence, assess};
use quyet_model::as_of::AsOf;
use quyet_model::condition::{Bound, Condition, Direction, Promise, Reading};
use quyet_model::figure::{Basis, FigureId, FigureVersion, Value};
use quyet_model::indicator::{Indicator, IndicatorId, Measure, Publication, Sense, Visibility};
use quyet_model::plan::Plan;
use quyet_model::target::Target;

use crate::build;

/// A plan, its evidence and a moment.
pub(super) struct Example {
    plan: Plan,
    whole: Option<Promise>,
    indicators: Vec<Indicator>,
    figures: Vec<FigureVersion>,
    at: Option<AsOf>,
}

impl Example {
    /// Reads the lines; a line that is not understood stops the test with its words.
    pub(super) fn parse(lines: &str) -> Self {
        let mut example = Self {
            plan: build::plan(2024, Vec::new()),
            whole: None,
            indicators: Vec::new(),
            figures: Vec::new(),
            at: None,
        };
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let (key, rest) = line.split_once(':').unwrap_or_else(|| panic!("no key: {line}"));
            let fields: Vec<&str> = rest.split('|').map(str::trim).collect();
            example.take(key.trim(), &fields);
        }
        example
    }

    /// Judges the example as of its moment.
    pub(super) fn assess(mut self) -> PlanAssessment {
        if let Some(promise) = self.whole {
            let parts = std::mem::take(&mut self.plan.targets);
            let whole = build::container("1", parts);
            let condition = Condition { promise, ..whole.condition.clone() };
            self.plan.targets = vec![Target { condition, ..whole }];
        }
        let place = build::place();
        let evidence =
            Evidence { place: &place, indicators: &self.indicators, figures: &self.figures };
        assess(&self.plan, &evidence, self.at.expect("an example names its moment"))
    }

    fn take(&mut self, key: &str, fields: &[&str]) {
        match (key, fields) {
            ("kế hoạch", [year]) => self.plan.document.year = year.parse().ok(),
            ("gồm", ["mọi phần"]) => {
                self.whole = Some(Promise::AllOf { count: None, direction: None });
            }
            ("gồm", ["ít nhất", k]) => self.whole = Some(Promise::AtLeastK(count(k))),
            ("chỉ tiêu", [code, name, kind @ ..]) => {
                self.define(code, name, kind);
                self.plan.targets.push(build::leaf(code, code, Condition::stated()));
            }
            ("số gộp", [code, name, measure, unit, covers]) => {
                self.define(code, name, &[measure, unit, "cao hơn tốt"]);
                let covers = covers.split(',').map(|id| IndicatorId(id.trim().to_owned()));
                self.indicator().covers = covers.collect();
            }
            ("điều kiện", promise) => self.target().condition = condition(promise),
            ("cách hiểu", ["ít nhất"]) => self.target().condition.reading = Reading::AtLeast,
            ("cách hiểu", ["nhiều nhất"]) => {
                self.target().condition.reading = Reading::AtMost;
            }
            ("thời hạn", [words]) => self.target().horizon = Some((*words).to_owned()),
            ("gắn", ["chưa"]) => self.target().indicator = None,
            ("công bố", [years, month, day]) => {
                let number = |words: &str| words.parse().expect("a small number");
                let years_after = years.parse().expect("a small number");
                let publication =
                    Publication { years_after, month: number(month), day: number(day) };
                self.indicator().publication = Some(publication);
            }
            ("chế độ", ["mật"]) => self.indicator().visibility = Visibility::Withheld,
            ("số liệu", [id, period, value, basis, recorded, more @ ..]) => {
                self.report([*id, *period, *value, *basis, *recorded], more);
            }
            ("thời điểm", [valid]) => self.at = Some(build::end_of(date(valid))),
            ("thời điểm", [valid, "biết đến", recorded]) => {
                let recorded = build::end_of(date(recorded)).recorded;
                self.at = Some(AsOf { valid: date(valid), recorded });
            }
            _ => panic!("a line that nobody understands: {key}: {fields:?}"),
        }
    }

    fn define(&mut self, code: &str, name: &str, kind: &[&str]) {
        let (measure, unit, sense) = match kind {
            [measure, unit, sense] => (measure_of(measure), *unit, sense_of(sense)),
            [measure, unit] => (measure_of(measure), *unit, Sense::HigherIsBetter),
            [] => (Measure::Statement, "", Sense::HigherIsBetter),
            _ => panic!("an indicator that nobody understands: {kind:?}"),
        };
        let indicator = build::indicator(code, unit, measure, sense);
        self.indicators.push(Indicator { name: name.to_owned(), ..indicator });
    }

    fn report(&mut self, [id, period, value, basis, recorded]: [&str; 5], more: &[&str]) {
        let entry = u64::try_from(self.figures.len() + 1).expect("examples are short");
        let mut version = build::reported(entry, id, value_of(value), date(recorded));
        version.figure.period = period.parse().expect("a period");
        version.figure.basis = basis_of(basis);
        for extra in more {
            let (key, rest) = extra.split_once(' ').expect("a word and its value");
            match key {
                "lời" => version.figure.words = Some(rest.to_owned()),
                "đo" => version.figure.measured_on = Some(date(rest)),
                "thay" => {
                    let entry = rest.parse().expect("the number of a figure");
                    version.replaces = Some(FigureId { entry, row: 0 });
                    version.reason = Some("đính chính".to_owned());
                }
                _ => panic!("a remark that nobody understands: {extra}"),
            }
        }
        self.figures.push(version);
    }

    fn target(&mut self) -> &mut Target {
        self.plan.targets.last_mut().expect("the line follows a target")
    }

    fn indicator(&mut self) -> &mut Indicator {
        self.indicators.last_mut().expect("the line follows an indicator")
    }
}

fn condition(fields: &[&str]) -> Condition {
    let (promise, unit) = match fields {
        ["mức", side, number, unit @ ..] => (Promise::Level(bound(side, number)), unit),
        ["thay đổi", direction, side, number, unit, "mốc", from] => {
            let by = Some(bound(side, number));
            let from = Some((*from).to_owned());
            let promise = Promise::Change { direction: direction_of(direction), by, from };
            return build::condition(promise, unit);
        }
        ["thay đổi", direction, side, number, unit @ ..] => {
            let by = Some(bound(side, number));
            (Promise::Change { direction: direction_of(direction), by, from: None }, unit)
        }
        ["thay đổi", direction] => {
            let promise =
                Promise::Change { direction: direction_of(direction), by: None, from: None };
            (promise, &[][..])
        }
        ["duy trì", unit @ ..] => (Promise::Maintain, unit),
        ["danh sách", count_words, unit] => {
            (Promise::Roster { count: count(count_words), members: Vec::new() }, &[*unit][..])
        }
        ["danh sách", count_words, unit, names] => {
            let members = names.split(',').map(|name| name.trim().to_owned()).collect();
            let promise = Promise::Roster { count: count(count_words), members };
            return build::condition(promise, unit);
        }
        ["đủ tiêu chí", count_words, direction, unit @ ..] => {
            let direction = Some(direction_of(direction));
            (Promise::AllOf { count: Some(count(count_words)), direction }, unit)
        }
        ["nhóm đầu", last] => (Promise::RankWithin(count(last)), &[][..]),
        ["bằng lời"] => (Promise::Stated, &[][..]),
        _ => panic!("a condition that nobody understands: {fields:?}"),
    };
    build::condition(promise, unit.first().copied().unwrap_or_default())
}

fn bound(side: &str, words: &str) -> Bound {
    let pair = || {
        let (low, high) = words.split_once('-').expect("two numbers with a dash");
        (build::number(low), build::number(high))
    };
    match side {
        "ít nhất" => Bound::AtLeast(build::number(words)),
        "trên" => Bound::MoreThan(build::number(words)),
        "nhiều nhất" => Bound::AtMost(build::number(words)),
        "dưới" => Bound::LessThan(build::number(words)),
        "đúng" => Bound::Exactly(build::number(words)),
        "khoảng" => Bound::About(build::number(words)),
        "trong" => Bound::Between(pair().0, pair().1),
        "khoảng trong" => Bound::AboutBetween(pair().0, pair().1),
        _ => panic!("a bound that nobody understands: {side}"),
    }
}

fn value_of(words: &str) -> Value {
    if let Some(reason) = words.strip_prefix("chưa thu thập") {
        return Value::NotCollected(reason.trim().to_owned());
    }
    for side in ["ít nhất", "nhiều nhất", "trên", "dưới"] {
        if let Some(number) = words.strip_prefix(side) {
            return Value::Bounded(bound(side, number));
        }
    }
    match words {
        "không phát sinh" => Value::NothingArose,
        _ => Value::Number(build::number(words)),
    }
}

fn basis_of(words: &str) -> Basis {
    match words {
        "chính thức" => Basis::Official,
        "sơ bộ" => Basis::Preliminary,
        "ước lần 2" => Basis::SecondEstimate,
        "ước lần 1" => Basis::FirstEstimate,
        "ước" => Basis::Estimate,
        "lũy kế" => Basis::RunningTotal,
        "không nêu" => Basis::Unstated,
        "suy ra" => Basis::Derived,
        _ => panic!("a basis that nobody understands: {words}"),
    }
}

fn measure_of(words: &str) -> Measure {
    match words {
        "dòng" => Measure::Flow,
        "thời điểm" => Measure::Stock,
        "tỉ lệ" => Measure::Rate,
        "tăng trưởng" => Measure::Growth,
        "chỉ số" => Measure::Index,
        "thứ hạng" => Measure::Rank,
        "danh sách" => Measure::Roster,
        _ => panic!("a measure that nobody understands: {words}"),
    }
}

fn sense_of(words: &str) -> Sense {
    match words {
        "cao hơn tốt" => Sense::HigherIsBetter,
        "thấp hơn tốt" => Sense::LowerIsBetter,
        "trong khoảng tốt" => Sense::InsideRange,
        _ => panic!("a sense that nobody understands: {words}"),
    }
}

fn direction_of(words: &str) -> Direction {
    match words {
        "tăng" => Direction::Rise,
        "giảm" => Direction::Fall,
        _ => panic!("a direction that nobody understands: {words}"),
    }
}

fn count(words: &str) -> u32 {
    words.parse().expect("a count")
}

fn date(words: &str) -> Date {
    words.parse().expect("a day as 2024-12-31")
}
