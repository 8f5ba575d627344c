//! `quyet plan drafts`, `confirm`, `reject`, `adopt`, `discard`: a draft under review.

use std::path::Path;

use quyet_app::review::adopt::{AdoptReviewError, adopt_review};
use quyet_app::review::change::{Wish, change_review};
use quyet_app::review::{
    CardStage, Review, discard_review, list_reviews, open_review, review_card,
};
use quyet_model::indicator::Indicator;
use quyet_model::plan::PlanId;
use quyet_model::review::{Item, ItemId, Subject};
use quyet_report::vi;
use quyet_store::drafts::Drafts;

use super::refusal;
use crate::args::{ReviewItems, Reviewer};
use crate::house::{self, Drawer};
use crate::outcome::Failure;
use crate::print;

/// Most open items that a refusal lists.
const OPEN_MAX: usize = 20;

/// A draft that was read.
pub(super) async fn opened(drafts: &dyn Drafts, id: &PlanId) -> Result<Review, Failure> {
    if let Some(review) = open_review(drafts, id).await.map_err(refusal::open)? {
        return Ok(review);
    }
    let why = match review_card(drafts, id).await.map_err(refusal::open)?.stage {
        CardStage::Refused(why) => format!("văn bản không đọc được: {why}"),
        CardStage::Unreadable(what) => {
            format!("bản nháp do phiên bản khác của chương trình ghi, hoặc đã hỏng ({what})")
        }
        CardStage::Received | CardStage::Read { .. } => {
            "văn bản chưa đọc xong; hãy nạp lại đúng tệp đó để đọc tiếp".to_owned()
        }
    };
    Err(Failure::input(format!(
        "bản rà soát {id}: {why}. Tệp gốc còn được giữ; bỏ bằng “quyet plan discard {id} --yes”"
    )))
}

pub(super) async fn catalogue(drawer: &Drawer) -> Result<Vec<Indicator>, Failure> {
    let desk = drawer.desk();
    desk.ledger.indicators(desk.clock.now()).await.map_err(Failure::failed)
}

async fn drawer(reviewer: &Reviewer) -> Result<Drawer, Failure> {
    Drawer::open(&reviewer.data, &reviewer.actor, &reviewer.body).await
}

/// Says the same of some items; of all or of none.
pub(super) fn say(items: &ReviewItems, wish: fn(ItemId) -> Wish) -> Result<(), Failure> {
    let id = PlanId(items.id.clone());
    house::wait(async {
        let drawer = drawer(&items.reviewer).await?;
        let seen = opened(&*drawer.drafts, &id).await?.card.version;
        let wishes = items.items.iter().map(|item| wish(ItemId(*item))).collect();
        let changed = change_review(drawer.desk(), &*drawer.drafts, &id, seen, wishes).await;
        let version = changed.map_err(|error| refusal::change(&id, error))?;
        let open = opened(&*drawer.drafts, &id).await?.reviewed.open().len();
        print::line(&format!(
            "đã ghi {} mục vào bản rà soát {id}, nay là bản {version}; còn {open} mục chưa xác nhận",
            items.items.len()
        ))
    })
}

/// Puts the plan in force when every item is decided.
pub(super) fn adopt(id: &str, reviewer: &Reviewer) -> Result<(), Failure> {
    let id = PlanId(id.to_owned());
    house::wait(async {
        let drawer = Drawer::open_to_adopt(&reviewer.data, &reviewer.actor, &reviewer.body).await?;
        let review = opened(&*drawer.drafts, &id).await?;
        let seen = review.card.version;
        let adopted = adopt_review(drawer.desk(), &*drawer.drafts, &id, seen).await;
        let receipt = adopted.map_err(|error| match error {
            AdoptReviewError::Unconfirmed(open) => Failure::input(unconfirmed(&review, &open)),
            error => refusal::adopt(&id, error),
        })?;
        print::line(&format!(
            "đã phê duyệt kế hoạch {id}, ghi từ mục {} của nhật ký",
            receipt.first
        ))
    })
}

/// Which items are open, and what to do with them.
fn unconfirmed(review: &Review, open: &[ItemId]) -> String {
    let id = &review.card.id;
    let named = open.iter().take(OPEN_MAX).filter_map(|id| review.reviewed.item(*id));
    let mut lines: Vec<String> =
        named.map(|item| format!("  mục {}: {}", item.id, name(item))).collect();
    if OPEN_MAX < open.len() {
        lines.push(format!("  … và {} mục nữa", open.len() - OPEN_MAX));
    }
    format!(
        "còn {} mục chưa xác nhận nên chưa phê duyệt; bản rà soát {id} còn nguyên:\n{}\n\
         hãy ghi trạng thái trong tệp (“quyet plan show {id} --text”), hoặc dùng “quyet plan confirm {id} MỤC…”, “quyet plan reject {id} MỤC…”",
        open.len(),
        lines.join("\n")
    )
}

fn name(item: &Item) -> String {
    let words = match &item.subject {
        Subject::Document(_) => return "thông tin văn bản".to_owned(),
        Subject::Target(target) => format!("chỉ tiêu {} {}", target.code, target.name),
        Subject::Task(task) => format!("nhiệm vụ {} {}", task.code, task.text),
        Subject::Unread(unread) => format!("chữ chưa đọc được “{}”", unread.passage.text),
    };
    let short: String = words.chars().take(80).collect();
    if short.len() < words.len() { format!("{short}…") } else { short }
}

/// All drafts, one on a line.
pub(super) fn list(data: &Path) -> Result<(), Failure> {
    house::wait(async {
        let drafts = house::drafts(data).await?;
        for card in list_reviews(&*drafts).await.map_err(Failure::failed)? {
            let stage = match card.stage {
                CardStage::Received => "chưa đọc xong".to_owned(),
                CardStage::Refused(why) => format!("không đọc được: {why}"),
                CardStage::Unreadable(what) => format!("bản nháp hỏng: {what}"),
                CardStage::Read { decided, items } => format!("đã xác nhận {decided}/{items} mục"),
            };
            let cells = [
                card.id.to_string(),
                card.place.code,
                format!("bản {}", card.version),
                stage,
                vi::moment(card.saved),
                card.title,
            ];
            print::line(&cells.join("\t"))?;
        }
        Ok(())
    })
}

/// Throws a draft away.
pub(super) fn discard(id: &str, yes: bool, reviewer: &Reviewer) -> Result<(), Failure> {
    let id = PlanId(id.to_owned());
    house::wait(async {
        let drawer = drawer(reviewer).await?;
        let card = review_card(&*drawer.drafts, &id).await;
        // A draft that cannot be read can still be thrown away.
        let card = match card.map_err(refusal::open) {
            Err(missing) if missing.code() == 4 => return Err(missing),
            card => card.ok(),
        };
        let what =
            card.map_or(String::new(), |card| format!(" ({}, bản {})", card.title, card.version));
        if !yes {
            return Err(Failure::usage(format!(
                "sẽ bỏ hẳn bản rà soát {id}{what} cùng tệp gốc và mọi phần đã sửa; chưa bỏ gì. Thêm --yes để bỏ"
            )));
        }
        discard_review(&*drawer.drafts, &id).await.map_err(Failure::failed)?;
        print::line(&format!("đã bỏ bản rà soát {id}{what}"))
    })
}
