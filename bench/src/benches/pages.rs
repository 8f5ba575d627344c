//! Each kind of page of the example, from the request to the last byte, without a network between.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use jiff::Timestamp;
use quyet_app::clock::StoppedClock;
use quyet_app::paths;
use quyet_model::plan::PlanId;
use quyet_store::Fittings;
use quyet_store::{FigureQuery, Ledger};
use quyet_store_sqlite::SqliteLedger;
use quyet_web::hall::Hall;
use quyet_web::router::router;
use tower::ServiceExt;

use crate::folder::Folder;
use crate::materials::{PLAN, replay_example};
use crate::sample::Sample;
use crate::stopwatch::Stopwatch;
use crate::table::Table;

/// When the pages are asked for: the example's year is over and published.
const NOW: &str = "2025-12-31T12:00:00Z";

/// Requests per page for every sample that was asked for.
const REQUESTS: usize = 10;

pub(crate) fn run(runs: usize) -> Result<String> {
    let folder = Folder::fresh("pages")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let table = runtime.block_on(ask_all(&folder, runs * REQUESTS))?;
    let note = format!(
        "`quyet_web::router` in process over `SqliteLedger`, compressed as for a browser, one request at a time, \
         {REQUESTS} requests for every sample."
    );
    Ok(format!("{table}\n{note}\n"))
}

async fn ask_all(folder: &Folder, requests: usize) -> Result<Table> {
    let ledger = Arc::new(
        SqliteLedger::create(folder.path(), Fittings::default())
            .await
            .context("making a ledger")?,
    );
    replay_example(&*ledger).await?;
    let addresses = addresses(&*ledger).await?;
    let clock = Arc::new(StoppedClock(NOW.parse().context("the moment of asking")?));
    let router = router(Hall::new(ledger, clock));
    let mut table =
        Table::new(&["page", "bytes sent", "time: median (least–most)", "19 of 20 within"]);
    for address in addresses {
        let (bytes, sample) = ask(&router, &address, requests).await?;
        table.row(&[
            format!("`{address}`"),
            bytes.to_string(),
            sample.words(),
            sample.nineteen_in_twenty(),
        ]);
    }
    Ok(table)
}

/// One address of each kind.
async fn addresses(ledger: &dyn Ledger) -> Result<Vec<String>> {
    let plan = PlanId(PLAN.to_owned());
    let adopted =
        ledger.plan(&plan, Timestamp::MAX).await?.context("the example has a plan")?.adopted;
    let target = adopted.plan.targets.first().context("the example has targets")?;
    let figures = ledger.figures(&FigureQuery::default(), Timestamp::MAX).await?;
    let figure = figures.first().context("the example has figures")?;
    let results = paths::results(&plan);
    Ok(vec![
        "/".to_owned(),
        paths::plan(&plan),
        format!("{}?thoi-diem=2024-06-30", paths::plan(&plan)),
        paths::target(&plan, &target.code),
        paths::tasks(&plan),
        results,
        paths::document(&adopted.document),
        paths::figure(figure.id),
    ])
}

/// The size of the answer and the times of all requests but the first, which fills the caches.
async fn ask(router: &Router, address: &str, requests: usize) -> Result<(usize, Sample)> {
    let mut times: Vec<Duration> = Vec::with_capacity(requests);
    let mut bytes = 0;
    for round in 0..=requests {
        let request =
            Request::get(address).header(header::ACCEPT_ENCODING, "gzip").body(Body::empty())?;
        let watch = Stopwatch::start();
        let answer = router.clone().oneshot(request).await?;
        let status = answer.status();
        let body = to_bytes(answer.into_body(), usize::MAX).await?;
        let took = watch.read();
        ensure!(status == StatusCode::OK, "{address} answers {status}");
        bytes = body.len();
        times.extend((round > 0).then_some(took));
    }
    Ok((bytes, Sample::of(times)))
}
