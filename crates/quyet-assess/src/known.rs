//! The evidence as known at a moment: the two clocks at work.
//!
//! **Takes** evidence and a moment. **Gives** the standing figures of one place, by indicator.
//! Invariant: the order in which the figures were given changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use quyet_model::as_of::AsOf;
use quyet_model::figure::{FigureId, FigureVersion};
use quyet_model::indicator::{Indicator, IndicatorId};
use quyet_model::period::Period;

use crate::assess::Evidence;

/// What may be used at a moment.
#[derive(Debug)]
pub(crate) struct Known<'a> {
    /// The moment.
    pub(crate) at: AsOf,
    indicators: BTreeMap<&'a IndicatorId, &'a Indicator>,
    standing: BTreeMap<&'a IndicatorId, Vec<&'a FigureVersion>>,
}

impl<'a> Known<'a> {
    /// Keeps the figures of the evidence's place that were recorded by `at` and not replaced by then,
    /// and of these the ones that speak of days up to `at`.
    pub(crate) fn gather(evidence: &Evidence<'a>, at: AsOf) -> Self {
        let recorded = || evidence.figures.iter().filter(|f| f.recorded <= at.recorded);
        let replaced: BTreeSet<FigureId> =
            recorded().filter_map(|f| f.replaces.filter(|replaced| *replaced != f.id)).collect();
        let mut standing: BTreeMap<&IndicatorId, Vec<&FigureVersion>> = BTreeMap::new();
        let here = recorded().filter(|f| f.figure.place == *evidence.place);
        for version in here.filter(|f| !replaced.contains(&f.id) && spoken_by(f, at)) {
            standing.entry(&version.figure.indicator).or_default().push(version);
        }
        let indicators = evidence.indicators.iter().map(|i| (&i.id, i)).collect();
        Self { at, indicators, standing }
    }

    /// The latest definition of an indicator; `None` when the catalogue does not hold it.
    pub(crate) fn indicator(&self, id: &IndicatorId) -> Option<&'a Indicator> {
        self.indicators.get(id).copied()
    }

    /// Standing figures of an indicator, in no particular order.
    pub(crate) fn figures(&self, id: &IndicatorId) -> &[&'a FigureVersion] {
        self.standing.get(id).map_or(&[], Vec::as_slice)
    }

    /// Indicators that report `id` together with others, in the order of their identities.
    pub(crate) fn covering(&self, id: &IndicatorId) -> impl Iterator<Item = &'a Indicator> {
        self.indicators.values().copied().filter(move |i| i.covers.contains(id) && i.id != *id)
    }
}

/// Whether a figure speaks of days that have come. A figure for a whole year may be an estimate made before its end.
fn spoken_by(version: &FigureVersion, at: AsOf) -> bool {
    let figure = &version.figure;
    let whole_year = matches!(figure.period, Period::Year(_));
    let measured = figure.measured_on.is_none_or(|day| day <= at.valid);
    measured && (whole_year || figure.period.end() <= at.valid)
}
