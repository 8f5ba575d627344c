//! `quyet plan import`: a resolution comes in, or the edited file of a draft comes back.

use std::path::{Path, PathBuf};

use quyet_app::adopt_plan::{AdoptPlan, AdoptPlanError, Links, adopt_plan};
use quyet_app::attachments::AttachmentRule;
use quyet_app::desk::Desk;
use quyet_app::porch::Porch;
use quyet_app::review::change::change_review;
use quyet_app::review::link::link_wishes;
use quyet_app::review::read::keep_reading;
use quyet_app::review::start::{StartReview, StartReviewError, start_review};
use quyet_app::review::text::{self, TextFault};
use quyet_app::review::{CardStage, Review, review_card};
use quyet_app::tables::links;
use quyet_intake::{Received, Refused};
use quyet_model::actor::Role;
use quyet_model::place::PlaceId;
use quyet_model::plan::PlanId;
use quyet_wire::names::SeverityJson;

use super::super::append_failure;
use super::{refusal, review};
use crate::apart::Apart;
use crate::args::{PlanImport, Writer};
use crate::house::{self, Drawer, Window};
use crate::outcome::Failure;
use crate::print;

pub(super) fn run(import: PlanImport) -> Result<(), Failure> {
    let PlanImport {
        file,
        edited,
        dry_run,
        id,
        place,
        title,
        number,
        date,
        links,
        confirmed,
        writer,
    } = import;
    if writer.command_id.is_some() && !confirmed {
        return Err(Failure::usage(
            "--command-id chỉ đi với --confirmed; bản rà soát có số bản riêng nên nạp lại không ghi hai lần",
        ));
    }
    if let Some(path) = edited {
        return bring_back(&path, dry_run, &writer);
    }
    let (Some(file), Some(id), Some(place)) = (file, id, place) else {
        return Err(Failure::usage("cần tệp văn bản, --id và --place, hoặc --edited"));
    };
    let title = title
        .unwrap_or_else(|| file.file_name().unwrap_or_default().to_string_lossy().into_owned());
    let bytes = house::read(&file)?;
    let links = match links {
        Some(path) => links::read_links(&house::read_table(&path)?).map_err(Failure::input)?,
        None => Links::new(),
    };
    let id = PlanId(id);
    let given = Given { file, id, place, title, bytes, links };
    if confirmed {
        return adopt_at_once(given, &writer);
    }
    house::wait(take_in(given, number, date, &writer))
}

/// Reads a file to text, as every door of the house does.
pub(super) fn receive(bytes: &[u8]) -> Result<Received, Refused> {
    Apart.receive(bytes, &print::progress)
}

struct Given {
    file: PathBuf,
    id: PlanId,
    place: String,
    title: String,
    bytes: Vec<u8>,
    links: Links,
}

/// The place of this code that stands last in the register.
async fn place(desk: Desk<'_>, code: &str) -> Result<PlaceId, Failure> {
    let places = desk.ledger.places(desk.clock.now()).await.map_err(Failure::failed)?;
    let known = places.iter().rev().find(|place| place.id.code == code);
    let unknown = PlaceId { code: code.to_owned(), valid_from: None };
    Ok(known.map_or(unknown, |place| place.id.clone()))
}

fn adopt_at_once(given: Given, writer: &Writer) -> Result<(), Failure> {
    let name = given.file.display().to_string();
    let received =
        receive(&given.bytes).map_err(|error| Failure::input(format!("{name}: {error}")))?;
    house::wait(async {
        let window = Window::open(writer, Role::Planner).await?;
        let desk = window.desk();
        let command = AdoptPlan {
            command: window.command.clone(),
            id: given.id.clone(),
            place: place(desk, &given.place).await?,
            bytes: given.bytes,
            received,
            title: given.title,
            origin: None,
            links: given.links,
            confirmed: true,
            rule: AttachmentRule::default(),
        };
        let receipt = adopt_plan(desk, command).await.map_err(|error| match &error {
            AdoptPlanError::Append(append) => append_failure(append),
            AdoptPlanError::AlreadyAdopted(_) => Failure::conflict(error),
            AdoptPlanError::Store(_) => Failure::failed(error),
            _ => Failure::input(error),
        })?;
        print::line(&format!(
            "đã phê duyệt kế hoạch {}, ghi từ mục {} của nhật ký",
            given.id, receipt.first
        ))
    })
}

/// Keeps the original, reads it, and says how to go on.
async fn take_in(
    given: Given,
    number: Option<String>,
    adopted: Option<jiff::civil::Date>,
    writer: &Writer,
) -> Result<(), Failure> {
    let drawer = Drawer::open(&writer.data, &writer.actor, &writer.body).await?;
    let (desk, id) = (drawer.desk(), given.id.clone());
    let start = StartReview {
        id: id.clone(),
        place: place(desk, &given.place).await?,
        bytes: given.bytes.clone(),
        title: given.title.clone(),
        origin: None,
        number,
        adopted,
        rule: AttachmentRule::default(),
    };
    match start_review(desk, &*drawer.drafts, start).await {
        Err(StartReviewError::AlreadyStarted(_)) if is_broken_off(&drawer, &given).await => {
            print::note(&format!("đọc tiếp bản rà soát {id} đang dở"));
        }
        started => started.map_err(refusal::start)?,
    }
    // At this point the original is kept: whatever becomes of the reading, the same command goes on from here.
    let received = receive(&given.bytes);
    let refused = received.as_ref().err().map(Refused::to_string);
    let kept = keep_reading(desk, &*drawer.drafts, &id, received).await;
    kept.map_err(|error| refusal::keep(&id, error))?;
    if let Some(why) = refused {
        return Err(Failure::input(format!(
            "{}: {why}. Tệp gốc đã được giữ; bỏ bằng “quyet plan discard {id} --yes”",
            given.file.display()
        )));
    }
    if !given.links.is_empty() {
        link(&drawer, &id, &given.links).await?;
    }
    found(&review::opened(&*drawer.drafts, &id).await?)?;
    print::note(&next_steps(&id, writer));
    Ok(())
}

/// Whether a draft of the same file was begun and not read.
async fn is_broken_off(drawer: &Drawer, given: &Given) -> bool {
    let card = review_card(&*drawer.drafts, &given.id).await;
    card.is_ok_and(|card| {
        !matches!(card.stage, CardStage::Read { .. })
            && card.original == quyet_store::digest(&given.bytes)
    })
}

async fn link(drawer: &Drawer, id: &PlanId, links: &Links) -> Result<(), Failure> {
    let review = review::opened(&*drawer.drafts, id).await?;
    let catalogue = review::catalogue(drawer).await?;
    let wishes = link_wishes(&review, links, &catalogue).map_err(|faults| {
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Failure::input(format!(
            "{}\nbản rà soát {id} đã được giữ, chưa nối chỉ tiêu nào; hãy nối trong tệp rà soát, hoặc bỏ bằng “quyet plan discard {id} --yes” rồi nạp lại",
            told.join("\n")
        ))
    })?;
    let seen = review.card.version;
    let changed = change_review(drawer.desk(), &*drawer.drafts, id, seen, wishes).await;
    changed.map(drop).map_err(|error| refusal::change(id, error))
}

fn found(review: &Review) -> Result<(), Failure> {
    let plan = review.reviewed.present();
    let doubts = review.diagnostics.iter().filter(|found| found.severity != SeverityJson::Note);
    print::line(&format!(
        "đã giữ bản rà soát {}: {} chỉ tiêu ({} nội dung được đánh giá), {} nhiệm vụ, {} chỗ chưa đọc được, {} chỗ cần xem; còn {} mục chưa xác nhận",
        review.card.id,
        plan.targets.len(),
        plan.leaves().len(),
        plan.tasks.len(),
        plan.unread.len(),
        doubts.count(),
        review.reviewed.open().len(),
    ))
}

fn next_steps(id: &PlanId, writer: &Writer) -> String {
    let data = writer.data.display();
    let who = format!("--data {data} --actor \"{}\" --body \"{}\"", writer.actor, writer.body);
    format!(
        "tiếp theo:\n  quyet plan show {id} --text --data {data} > {id}.txt\n  \
         (sửa và ghi trạng thái từng mục trong {id}.txt)\n  \
         quyet plan import --edited {id}.txt {who}\n  quyet plan adopt {id} {who}"
    )
}

/// Carries out what an edited file asks for; all of it or nothing.
fn bring_back(path: &Path, dry_run: bool, writer: &Writer) -> Result<(), Failure> {
    let file = house::read_text(path)?;
    let told = |faults: Vec<TextFault>| {
        let lines = faults.iter().map(|fault| format!("{}: {fault}", path.display()));
        Failure::input(format!(
            "{}\n{} chỗ cần sửa; chưa ghi gì, hãy sửa tệp rồi nạp lại",
            lines.collect::<Vec<_>>().join("\n"),
            faults.len()
        ))
    };
    let head = text::head(&file).map_err(told)?;
    let id = &head.plan;
    house::wait(async {
        let drawer = Drawer::open(&writer.data, &writer.actor, &writer.body).await?;
        let review = review::opened(&*drawer.drafts, id).await?;
        if review.card.version != head.version {
            return Err(Failure::conflict(refusal::stale(id)));
        }
        let catalogue = review::catalogue(&drawer).await?;
        let wishes = text::read(&file, &review, &catalogue).map_err(told)?;
        let count = wishes.len();
        if count == 0 {
            return print::line("tệp không có thay đổi nào so với bản rà soát");
        }
        if dry_run {
            return print::line(&format!("tệp không có lỗi: {count} thay đổi; chưa ghi gì"));
        }
        let changed = change_review(drawer.desk(), &*drawer.drafts, id, head.version, wishes).await;
        let version = changed.map_err(|error| refusal::change(id, error))?;
        let open = review::opened(&*drawer.drafts, id).await?.reviewed.open().len();
        print::line(&format!(
            "đã ghi {count} thay đổi vào bản rà soát {id}, nay là bản {version}; còn {open} mục chưa xác nhận"
        ))?;
        let next = if open == 0 {
            format!("quyet plan adopt {id}")
        } else {
            format!("quyet plan show {id} --text, để lấy tệp mới rồi sửa tiếp")
        };
        print::note(&format!("tiếp theo: {next}"));
        Ok(())
    })
}
