//! The figures that a table may quote.

use std::collections::{BTreeMap, BTreeSet};

use quyet_model::figure::{Basis, FigureId, FigureVersion, Value};
use quyet_model::indicator::{Indicator, IndicatorId};
use quyet_model::period::Period;

use super::ResultsInput;

/// Indicators and standing figures of the plan's place, as known at the assessment's moment.
#[derive(Debug)]
pub(super) struct Evidence<'a> {
    /// The plan's year; the year of the assessed day when the document names none.
    pub(super) year: i16,
    indicators: BTreeMap<&'a IndicatorId, &'a Indicator>,
    by_id: BTreeMap<FigureId, &'a FigureVersion>,
    standing: BTreeMap<(&'a IndicatorId, Period), Vec<&'a FigureVersion>>,
}

impl<'a> Evidence<'a> {
    pub(super) fn gather(input: &ResultsInput<'a>) -> Self {
        let at = input.assessment.at.recorded;
        let known = || input.figures.iter().filter(|version| version.recorded <= at);
        let replaced: BTreeSet<FigureId> = known()
            .filter_map(|version| version.replaces.filter(|old| *old != version.id))
            .collect();
        let mut standing: BTreeMap<_, Vec<&FigureVersion>> = BTreeMap::new();
        let here = known().filter(|version| version.figure.place == *input.place);
        for version in here.filter(|version| !replaced.contains(&version.id)) {
            let key = (&version.figure.indicator, version.figure.period);
            standing.entry(key).or_default().push(version);
        }
        Self {
            year: input.plan.document.year.unwrap_or_else(|| input.assessment.at.valid.year()),
            indicators: input.indicators.iter().map(|i| (&i.id, i)).collect(),
            by_id: known().map(|version| (version.id, version)).collect(),
            standing,
        }
    }

    /// The latest definition of an indicator; `None` when it is unknown.
    pub(super) fn indicator(&self, id: &IndicatorId) -> Option<&'a Indicator> {
        self.indicators.get(id).copied()
    }

    /// A figure by its identity; `None` when it was not yet known.
    pub(super) fn figure(&self, id: FigureId) -> Option<&'a FigureVersion> {
        self.by_id.get(&id).copied()
    }

    /// The firmest standing figure with a value for this window, of these the latest recorded;
    /// `None` when nobody reported one.
    pub(super) fn firmest(&self, id: &'a IndicatorId, period: Period) -> Option<&'a FigureVersion> {
        let candidates = self.standing.get(&(id, period))?;
        let total = |v: &&&FigureVersion| {
            !matches!(period, Period::Year(_)) || v.figure.basis != Basis::RunningTotal
        };
        let valued = |v: &&&FigureVersion| !matches!(v.figure.value, Value::NotCollected(_));
        let best = candidates.iter().filter(total).filter(valued);
        best.copied().max_by_key(|v| (firmness(v.figure.basis), v.recorded, v.id))
    }
}

/// A stated estimate is firmer than a figure without status, and that is firmer than one we derived.
fn firmness(basis: Basis) -> u8 {
    match basis {
        Basis::RunningTotal => 0,
        Basis::Derived => 1,
        Basis::Unstated => 2,
        Basis::Estimate | Basis::FirstEstimate => 3,
        Basis::SecondEstimate => 4,
        Basis::Preliminary => 5,
        Basis::Official => 6,
    }
}
