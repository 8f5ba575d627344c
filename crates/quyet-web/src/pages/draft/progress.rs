//! How far the reading of a draft's file is.

use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use quyet_app::paths;
use quyet_app::porch::Progress;
use quyet_app::review::CardStage;
use quyet_model::plan::PlanId;

use super::{card_of, see};
use crate::ask::Named;
use crate::at_desk::AtDesk;
use crate::readings::{Readings, State};
use crate::refuse::Refused;
use crate::work::Work;

/// The question of somebody who does not want the page to load itself again.
const STILL: &str = "dung=1";

#[derive(Template)]
#[template(path = "draft/progress.html")]
struct Page {
    shell: Work,
    id: PlanId,
    title: String,
    stage: Stage,
    /// "1 phút 12 giây"; empty when nothing is being read.
    elapsed: String,
}

enum Stage {
    Waiting,
    Reading(Option<Progress>),
    /// Nobody reads it; with what happened to the last attempt.
    Idle(Option<String>),
    Refused(String),
}

/// Answers how far it is; a draft that was read leads to its review.
pub(crate) async fn get(
    at: AtDesk,
    Named(plan): Named<String>,
    uri: Uri,
) -> Result<Response, Refused> {
    let id = PlanId(plan);
    let card = card_of(&at, &id).await?;
    let reading = at.planning.readings.of(&id);
    let stage = match (card.stage, reading.as_ref().map(|reading| reading.state())) {
        (_, Some(State::Waiting)) => Stage::Waiting,
        (_, Some(State::Reading(progress))) => Stage::Reading(progress),
        (CardStage::Read { .. }, _) => return Ok(see(&paths::review(&id))),
        (CardStage::Refused(why), _) => Stage::Refused(why),
        (CardStage::Unreadable(what), _) => Stage::Refused(format!(
            "bản nháp này do phiên bản khác của chương trình ghi, hoặc đã hỏng ({what}); hãy tải bản gốc, bỏ bản này rồi nạp lại"
        )),
        (CardStage::Received, Some(State::Failed(what))) => Stage::Idle(Some(what)),
        (CardStage::Received, None) => Stage::Idle(None),
    };
    let running = matches!(stage, Stage::Waiting | Stage::Reading(_));
    let seconds = reading
        .filter(|_| running)
        .map(|reading| at.hall.clock.now().duration_since(reading.since).as_secs().max(0));
    let mut shell = Work::new(&at, format!("Đọc văn bản {id}"));
    let still = uri.query() == Some(STILL);
    shell.again = running && !still;
    let elapsed = seconds.map(elapsed_words).unwrap_or_default();
    let page = Page { shell, id, title: card.title, stage, elapsed };
    page.shell.answer(&page)
}

/// Starts to read the file again, unless it was read.
pub(crate) async fn post(at: AtDesk, Named(plan): Named<String>) -> Result<Response, Refused> {
    let id = PlanId(plan);
    let stage = card_of(&at, &id).await?.stage;
    if matches!(stage, CardStage::Received | CardStage::Refused(_)) {
        Readings::start(&at.hall, &at.planning, &id);
    }
    Ok(see(&paths::draft(&id)))
}

fn elapsed_words(seconds: i64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} giây"),
        (minutes, seconds) => format!("{minutes} phút {seconds} giây"),
    }
}
