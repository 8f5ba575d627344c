//! The drawer: the drafts of the house.

use quyet_model::place::Place;
use quyet_report::vi;

use super::super::plan::place_name;
use crate::review::{CardStage, ReviewCard};

/// A draft in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawerRow {
    /// Identity that its plan is to have.
    pub id: String,
    /// What people call the document.
    pub title: String,
    /// Name of the place.
    pub place: String,
    /// "Đang rà soát: 19/31 mục".
    pub state: String,
    /// "09:41 ngày 20/01/2025".
    pub saved: String,
}

/// One line for a draft.
pub fn drawer_row(card: &ReviewCard, places: &[Place], reading: bool) -> DrawerRow {
    let state = match &card.stage {
        CardStage::Received if reading => "Đang đọc".to_owned(),
        CardStage::Received => "Chưa đọc".to_owned(),
        CardStage::Refused(_) => "Không đọc được".to_owned(),
        CardStage::Unreadable(_) => "Bản nháp hỏng hoặc của phiên bản khác".to_owned(),
        CardStage::Read { decided, items } if decided == items => {
            format!("Đã xác nhận đủ {items} mục, chờ phê duyệt")
        }
        CardStage::Read { decided, items } => format!("Đang rà soát: {decided}/{items} mục"),
    };
    DrawerRow {
        id: card.id.0.clone(),
        title: card.title.clone(),
        place: place_name(places, &card.place).to_owned(),
        state,
        saved: vi::moment(card.saved),
    }
}
