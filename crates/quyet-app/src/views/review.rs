//! What the screens of a review show.
//!
//! **Takes** an opened [`Review`] and what was asked. **Gives** plain data for pages. **Never** changes the review.
//! Start reading at [`desk::review_desk`]: the screen where a person works.

pub mod adoption;
pub mod changes;
pub mod desk;
pub mod drawer;
pub mod items;
pub mod notes;
pub mod source;
pub mod words;

use quyet_model::document::DocumentKind;
use quyet_model::review::{Item, ItemState, Subject};

use crate::review::Review;

/// What an item is called before its name: "Chỉ tiêu (6)", "Nhiệm vụ 2.a", "Phần chưa đọc".
pub fn item_label(item: &Item) -> String {
    match &item.subject {
        Subject::Document(_) => "Thông tin văn bản".to_owned(),
        Subject::Target(target) => format!("Chỉ tiêu ({})", target.code),
        Subject::Task(task) => format!("Nhiệm vụ {}", task.code),
        Subject::Unread(_) => "Phần chưa đọc".to_owned(),
    }
}

/// What an item says, in one line.
pub fn item_name(item: &Item) -> String {
    match &item.subject {
        Subject::Document(head) => {
            let number = head.number.clone().unwrap_or_else(|| "chưa có số ký hiệu".to_owned());
            let day = head.adopted.map(|day| format!(" ngày {}", quyet_report::vi::date(day)));
            format!("{number}{}", day.unwrap_or_default())
        }
        Subject::Target(target) => target.name.clone(),
        Subject::Task(task) => task.text.clone(),
        Subject::Unread(unread) => unread.passage.text.clone(),
    }
}

/// What a review is about: "Nghị quyết 90/NQ-HĐND ngày 08/12/2023 ▸ Kế hoạch 2024".
pub fn review_title(review: &Review) -> String {
    let plan = review.reviewed.present();
    let head = &plan.document;
    let kind = head.kind.unwrap_or(DocumentKind::Other).word();
    let number = head.number.as_deref().map(|number| format!(" {number}")).unwrap_or_default();
    let day = head.adopted.map(|day| format!(" ngày {}", quyet_report::vi::date(day)));
    let year = head.year.map(|year| format!(" {year}")).unwrap_or_default();
    format!("{kind}{number}{} ▸ Kế hoạch{year}", day.unwrap_or_default())
}

/// What was said of an item so far, in words.
pub fn state_words(state: ItemState) -> &'static str {
    match state {
        ItemState::Open => "chưa xác nhận",
        ItemState::Confirmed => "đã xác nhận",
        ItemState::Rejected => "đã bỏ",
    }
}

/// At most `letters` characters, with "…" for the rest.
pub fn shortened(words: &str, letters: usize) -> String {
    if words.chars().count() <= letters {
        return words.to_owned();
    }
    let kept: String = words.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}
