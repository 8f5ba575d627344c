//! The year of the example, judged as of its end, and with the figures of many years beside it.

use anyhow::{Context, Result};
use jiff::Timestamp;
use jiff::civil::date;
use quyet_assess::{Evidence, assess};
use quyet_model::as_of::AsOf;
use quyet_model::figure::FigureVersion;
use quyet_model::indicator::Indicator;
use quyet_store::memory::MemoryLedger;
use quyet_store::{AdoptedPlan, FigureQuery, Ledger};

use crate::materials::replay_example;
use crate::sample::{Sample, two_places};
use crate::table::Table;

pub(crate) fn run(runs: usize) -> Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let case = runtime.block_on(gather())?;
    let mut table = Table::new(&[
        "figures known",
        "targets",
        "time: median (least–most)",
        "time per figure against 1×",
    ]);
    let mut first: Option<Sample> = None;
    for times in [1, 10, 100] {
        let figures = copies(&case.figures, times)?;
        let sample = Sample::take(runs, || case.judge(&figures));
        let base = first.get_or_insert_with(|| sample.clone());
        let growth = sample.over(base) / rust_decimal::Decimal::from(times);
        let targets = case.plan.adopted.plan.targets.len();
        table.row(&[
            figures.len().to_string(),
            targets.to_string(),
            sample.words(),
            two_places(growth),
        ]);
    }
    let note = "`quyet_assess::assess` on one thread: every verdict of the example's plan with its working, as of \
                the end of the next year. The longer rows hold the same figures again, as if reported in other places.";
    Ok(format!("{table}\n{note}\n"))
}

/// What a judgement needs.
struct Case {
    plan: AdoptedPlan,
    indicators: Vec<Indicator>,
    figures: Vec<FigureVersion>,
    at: AsOf,
}

impl Case {
    fn judge(&self, figures: &[FigureVersion]) -> quyet_assess::verdict::PlanAssessment {
        let evidence =
            Evidence { place: &self.plan.adopted.place, indicators: &self.indicators, figures };
        assess(&self.plan.adopted.plan, &evidence, self.at)
    }
}

async fn gather() -> Result<Case> {
    let ledger = MemoryLedger::new();
    replay_example(&ledger).await?;
    let recorded = Timestamp::MAX;
    let plans = ledger.plans(recorded).await?;
    Ok(Case {
        plan: plans.into_iter().next().context("the example has a plan")?,
        indicators: ledger.indicators(recorded).await?,
        figures: ledger.figures(&FigureQuery::default(), recorded).await?,
        at: AsOf { valid: date(2025, 12, 31), recorded },
    })
}

/// The figures with as many copies as make `times` times their number; copies stand in other places.
fn copies(figures: &[FigureVersion], times: u64) -> Result<Vec<FigureVersion>> {
    let last = figures.iter().map(|one| one.id.entry).max().context("the example has figures")?;
    let mut all = Vec::new();
    for round in 0..times {
        let moved = figures.iter().cloned().map(|mut one| {
            one.id.entry += round * (last + 1);
            one.replaces = one.replaces.map(|mut id| {
                id.entry += round * (last + 1);
                id
            });
            if round > 0 {
                one.figure.place.code = format!("{:05}", 10_000 + round);
            }
            one
        });
        all.extend(moved);
    }
    Ok(all)
}
