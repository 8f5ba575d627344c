//! What a person says of a draft.

use axum::response::Response;
use quyet_app::paths;
use quyet_app::review::Review;
use quyet_app::review::change::{ChangeReviewError, change_review};
use quyet_app::review::form::FieldError;
use quyet_app::views::review::desk::DeskAsked;
use quyet_app::views::review::items::next_open;
use quyet_model::plan::PlanId;
use quyet_model::review::{ChangeError, Item, ItemId};

use super::review::{catalogue, show};
use super::wishes::{Order, kept, stand_already, wishes};
use super::{open, refused, see};
use crate::ask::Named;
use crate::at_desk::{AtDesk, Filled};
use crate::refuse::{Conflict, Refused};

/// Carries out what the form wishes and leads to the next screen.
pub(crate) async fn post(
    at: AtDesk,
    Named(plan): Named<String>,
    form: Filled,
) -> Result<Response, Refused> {
    let id = PlanId(plan);
    let Some(review) = open(&at, &id).await? else { return Ok(see(&paths::draft(&id))) };
    let order = Order::of(&form).ok_or(Refused::BadForm)?;
    let seen: u64 = form.number("seen").ok_or(Refused::BadForm)?;
    let wished = match wishes(&review, &form, order, &catalogue(&at).await?) {
        Ok(wished) => wished,
        Err(errors) => return again(&at, &review, &form, order, errors).await,
    };
    if stand_already(&review, &wished) {
        return Ok(see(&onward(&review, &form, order)));
    }
    let changed = change_review(at.desk(), &*at.planning.drafts, &id, seen, wished).await;
    match changed {
        Ok(_) => {
            let now = open(&at, &id).await?.unwrap_or(review);
            Ok(see(&onward(&now, &form, order)))
        }
        Err(error) if error.is_stale() => Err(stale(&id, &form, &error)),
        Err(ChangeReviewError::Forbidden(error)) => Err(Refused::Forbidden(error.to_string())),
        Err(ChangeReviewError::Open(error)) => Err(refused(&error)),
        Err(error @ (ChangeReviewError::Store(_) | ChangeReviewError::Draft(_))) => {
            Err(Refused::Failed(error.to_string()))
        }
        Err(error) => {
            let errors = vec![FieldError::new(field_of(&error), error.to_string())];
            again(&at, &review, &form, order, errors).await
        }
    }
}

/// The field that a refusal is about.
fn field_of(error: &ChangeReviewError) -> &'static str {
    match error {
        ChangeReviewError::Change(ChangeError::NoName) => "ten",
        ChangeReviewError::Change(ChangeError::NothingToSplit) => "cho",
        ChangeReviewError::UnknownIndicator(_) => "chi-tieu-thong-ke",
        ChangeReviewError::NoWords => "tu-chu",
        _ => "muc",
    }
}

/// The same screen with what was typed and what is wrong with it.
async fn again(
    at: &AtDesk,
    review: &Review,
    form: &Filled,
    order: Order,
    errors: Vec<FieldError>,
) -> Result<Response, Refused> {
    let item = form.number("muc").map(ItemId);
    let typed = kept(form, order, item.and_then(|id| review.reviewed.item(id)));
    let missed = (order == Order::Add)
        .then(|| Some((form.number("tu-chu")?, form.number("den-chu")?)))
        .map(|pair| pair.unwrap_or((1, 1)));
    let asked = DeskAsked { item, missed, ..DeskAsked::default() };
    show(at, review, &asked, Some((typed, errors))).await
}

/// Where to go after it was done.
fn onward(review: &Review, form: &Filled, order: Order) -> String {
    let id = &review.card.id;
    let item = form.number("muc").map_or(ItemId(0), ItemId);
    let known = |wanted: ItemId| review.reviewed.item(wanted);
    let to = match order {
        Order::Confirm | Order::Reject | Order::ConfirmAll => match next_open(review, item) {
            Some(next) => next,
            None => return paths::adoption(id),
        },
        Order::Split => known(item).and_then(|item| item.parts.first().copied()).unwrap_or(item),
        Order::Add => added(review).unwrap_or(item),
        Order::Save | Order::Merge | Order::Reopen | Order::Undo => item,
    };
    // What a merge took away is the whole now, and what an undo took away is nothing.
    let whole = form.number("tong-the").map(ItemId).filter(|whole| known(*whole).is_some());
    let to = if known(to).is_some() { Some(to) } else { whole };
    to.map_or_else(|| paths::review(id), |to| paths::review_item(id, to.0))
}

/// The target that was made last.
fn added(review: &Review) -> Option<ItemId> {
    let made = |item: &&Item| item.target().is_some() && item.touched && item.whole.is_none();
    review.reviewed.items().filter(made).map(|item| item.id).max()
}

fn stale(id: &PlanId, form: &Filled, error: &ChangeReviewError) -> Refused {
    let hidden = ["seen", "viec", "muc", "tong-the"];
    let typed = form.said().filter(|(name, _)| !hidden.contains(name));
    let typed = typed.map(|(name, words)| (field_words(name).to_owned(), words.to_owned()));
    let way =
        form.number("muc").map_or_else(|| paths::review(id), |item| paths::review_item(id, item));
    Refused::Conflict(Box::new(Conflict {
        what: error.to_string(),
        typed: typed.collect(),
        way: ("Mở bản rà soát hiện tại".to_owned(), way),
    }))
}

/// What a field is called on screen.
fn field_words(name: &str) -> &str {
    match name {
        "ten" => "Tên chỉ tiêu",
        "dang" => "Dạng",
        "so-sanh" => "So sánh",
        "so" => "Số",
        "den-so" => "Đến số",
        "don-vi" => "Đơn vị tính",
        "doc-la" => "Cách đọc con số trần",
        "so-voi" => "So với",
        "chieu" => "Chiều",
        "so-luong" => "Số lượng",
        "danh-sach" => "Danh sách",
        "thoi-han" => "Mốc thời gian",
        "chi-tieu-thong-ke" => "Chỉ tiêu thống kê",
        "tu-chu" => "Từ chữ",
        "den-chu" => "Đến chữ",
        "cho" => "Tách trước chữ",
        "so-ky-hieu" => "Số ký hiệu",
        "ngay" => "Ngày thông qua",
        "co-quan" => "Cơ quan ban hành",
        "trich-yeu" => "Trích yếu",
        "nam" => "Năm kế hoạch",
        "khoa" => "Khóa",
        "ky-hop" => "Kỳ họp",
        _ => "Nội dung",
    }
}
