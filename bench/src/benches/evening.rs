//! The evening of a deadline: every commune of the country sends a form, and people read meanwhile.
//!
//! The load is open: every form and every page is asked for at its moment of the plan, whether the one before has been
//! answered or not, and its time counts from that moment. An hour's forms come in three minutes, so the forms are twenty
//! times as dense as asked; the readers are as many. Communes and figures are simulated.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use jiff::Timestamp;
use jiff::civil::date;
use quyet_app::clock::Clock;
use quyet_app::define_indicators::define_indicators;
use quyet_app::desk::Desk;
use quyet_app::paths;
use quyet_app::register_places::register_places;
use quyet_app::report_figures::report_figures;
use quyet_model::Decimal;
use quyet_model::actor::{Actor, Role};
use quyet_model::entry::CommandId;
use quyet_model::figure::{Basis, Figure, SourceRef, Value};
use quyet_model::indicator::{Indicator, IndicatorId, Measure, Sense, Visibility};
use quyet_model::period::Period;
use quyet_model::place::{Place, PlaceId, PlaceLevel};
use quyet_model::plan::PlanId;
use quyet_model::unit::Unit;
use quyet_store::{FigureQuery, Fittings, Ledger};
use quyet_store_postgres::{PostgresLedger, PostgresSettings, migrate};
use quyet_store_sqlite::SqliteLedger;
use quyet_testkit::postgres::{Database, Durability, own_server};
use quyet_web::hall::Hall;
use quyet_web::router::router;
use tokio::time::{Instant, sleep_until};
use tower::ServiceExt;

use crate::folder::Folder;
use crate::materials::{PLAN, replay_example};
use crate::sample::Sample;
use crate::table::Table;

/// Communes of the country since 1 July 2025.
const COMMUNES: u32 = 3_321;
/// Figures on a form.
const FIGURES: u32 = 200;
/// In which all forms come.
const WINDOW: Duration = Duration::from_mins(3);
/// Pages asked for in a second.
const READS_PER_SECOND: u32 = 200;

pub(crate) fn run(_runs: usize) -> Result<String> {
    let folder = Folder::fresh("evening")?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let mut table = Table::new(&[
        "database",
        "what",
        "answered",
        "refused or lost",
        "median",
        "99 of 100 within",
        "the longest",
    ]);
    let sqlite = async {
        let ledger = SqliteLedger::create(folder.path(), Fittings::default()).await?;
        evening("SQLite", Arc::new(ledger), &mut table).await
    };
    runtime.block_on(sqlite)?;
    if let Some(server) = own_server(Durability::Durable) {
        runtime.block_on(async {
            let database = Database::on(&server).await?;
            migrate(&database.owner).await.context("laying out a database")?;
            let settings = PostgresSettings::new(&database.app);
            let ledger = PostgresLedger::open(&settings, Fittings::default()).await?;
            evening("PostgreSQL", Arc::new(ledger), &mut table).await
        })?;
    }
    let note = format!(
        "{COMMUNES} forms of {FIGURES} figures in {} seconds, each through the use case that a form goes through \
         (authorise, load the register and the catalogue, decide, append); {READS_PER_SECOND} pages of the example a \
         second in the same process, without a network between. Afterwards every figure is counted in the ledger.",
        WINDOW.as_secs()
    );
    Ok(format!("{table}\n{note}\n"))
}

#[derive(Clone, Copy, Debug)]
struct WallClock;

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "the benchmark runs in real time")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

async fn evening(name: &str, ledger: Arc<dyn Ledger>, table: &mut Table) -> Result<()> {
    replay_example(&*ledger).await?;
    prepare(&*ledger).await?;
    let hall = router(Hall::new(Arc::clone(&ledger), Arc::new(WallClock)));
    let start = Instant::now() + Duration::from_millis(200);
    let reads = READS_PER_SECOND * u32::try_from(WINDOW.as_secs()).unwrap_or(u32::MAX);
    let forms: Vec<_> = (0..COMMUNES)
        .map(|n| {
            let ledger = Arc::clone(&ledger);
            tokio::spawn(async move { submit(&*ledger, n, start + WINDOW * n / COMMUNES).await })
        })
        .collect();
    let pages: Vec<_> = (0..reads)
        .map(|n| {
            let hall = hall.clone();
            tokio::spawn(async move { read(hall, n, start + WINDOW * n / reads).await })
        })
        .collect();
    let forms = gather(forms).await?;
    let pages = gather(pages).await?;
    let missing = count_missing(&*ledger).await?;
    tell(table, (name, "form sent"), &forms, missing)?;
    tell(table, (name, "page read"), &pages, 0)
}

/// Registers the communes and the indicators of the form.
async fn prepare(ledger: &dyn Ledger) -> Result<()> {
    let actor = planner(Role::Planner);
    let desk = Desk { ledger, clock: &WallClock, actor: &actor };
    let places = (0..COMMUNES).map(commune).collect();
    register_places(desk, &CommandId("evening/places".to_owned()), places).await?;
    let indicators = (0..FIGURES).map(indicator).collect();
    define_indicators(desk, &CommandId("evening/indicators".to_owned()), indicators).await?;
    Ok(())
}

fn planner(role: Role) -> Actor {
    Actor { name: "bench".to_owned(), role, body: "UBND xã".to_owned() }
}

fn commune(number: u32) -> Place {
    Place {
        id: place_id(number),
        name: format!("Xã mô phỏng {number}"),
        level: PlaceLevel::Commune,
        parent: Some("06".to_owned()),
        valid_to: None,
        source: "số liệu mô phỏng".to_owned(),
    }
}

fn place_id(number: u32) -> PlaceId {
    PlaceId { code: format!("9{number:05}"), valid_from: Some(date(2025, 7, 1)) }
}

fn indicator(number: u32) -> Indicator {
    Indicator {
        id: IndicatorId(format!("mo-phong-{number:03}")),
        name: format!("Chỉ tiêu mô phỏng {number}"),
        unit: Unit::new("ha"),
        measure: Measure::Flow,
        sense: Sense::HigherIsBetter,
        covers: Vec::new(),
        publication: None,
        visibility: Visibility::Public,
        field: "Mô phỏng".to_owned(),
    }
}

fn form(number: u32) -> Vec<Figure> {
    let figure = |row: u32| Figure {
        indicator: indicator(row).id,
        place: place_id(number),
        period: Period::Month(2026, 10),
        value: Value::Number(Decimal::new(i64::from(number * 31 + row * 7), 2)),
        basis: Basis::Estimate,
        words: None,
        measured_on: None,
        source: SourceRef { title: "Biểu mô phỏng".to_owned(), url: None },
        note: None,
    };
    (0..FIGURES).map(figure).collect()
}

/// How long it took from its moment on; `None` when it was refused.
async fn submit(ledger: &dyn Ledger, number: u32, at: Instant) -> Option<Duration> {
    let actor = planner(Role::Reporter);
    let desk = Desk { ledger, clock: &WallClock, actor: &actor };
    sleep_until(at).await;
    let command = CommandId(format!("evening/{number:05}"));
    let sent = report_figures(desk, &command, form(number)).await;
    sent.is_ok().then(|| at.elapsed())
}

async fn read(hall: Router, number: u32, at: Instant) -> Option<Duration> {
    let plan = PlanId(PLAN.to_owned());
    let address = match number % 4 {
        0 => "/".to_owned(),
        1 => paths::plan(&plan),
        2 => paths::results(&plan),
        _ => paths::tasks(&plan),
    };
    sleep_until(at).await;
    let request = Request::get(address).header(header::ACCEPT_ENCODING, "gzip");
    let answer = hall.oneshot(request.body(Body::empty()).ok()?).await.ok()?;
    let fine = answer.status() == StatusCode::OK;
    to_bytes(answer.into_body(), usize::MAX).await.ok()?;
    fine.then(|| at.elapsed())
}

async fn gather(
    tasks: Vec<tokio::task::JoinHandle<Option<Duration>>>,
) -> Result<Vec<Option<Duration>>> {
    let mut all = Vec::with_capacity(tasks.len());
    for task in tasks {
        all.push(task.await?);
    }
    Ok(all)
}

/// Figures that were sent and are not in the ledger.
async fn count_missing(ledger: &dyn Ledger) -> Result<usize> {
    let mut missing = 0;
    for number in 0..COMMUNES {
        let query = FigureQuery { place: Some(place_id(number)), ..FigureQuery::default() };
        let held = ledger.figures(&query, Timestamp::MAX).await?.len();
        missing += (FIGURES as usize).saturating_sub(held);
    }
    Ok(missing)
}

fn tell(
    table: &mut Table,
    (database, what): (&str, &str),
    took: &[Option<Duration>],
    lost: usize,
) -> Result<()> {
    let answered: Vec<Duration> = took.iter().flatten().copied().collect();
    ensure!(!answered.is_empty(), "nothing was answered");
    let refused = took.len() - answered.len() + lost;
    let count = answered.len();
    let sample = Sample::of(answered);
    table.row(&[
        database.to_owned(),
        what.to_owned(),
        count.to_string(),
        refused.to_string(),
        sample.at(50),
        sample.at(99),
        sample.at(100),
    ]);
    Ok(())
}
