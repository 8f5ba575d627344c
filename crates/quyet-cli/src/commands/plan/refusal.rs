//! Why a use case of a review refused, with its exit code and what to do at a command line.

use quyet_app::review::OpenReviewError;
use quyet_app::review::adopt::AdoptReviewError;
use quyet_app::review::change::ChangeReviewError;
use quyet_app::review::read::KeepReadingError;
use quyet_app::review::start::StartReviewError;
use quyet_model::plan::PlanId;
use quyet_model::review::ChangeError;
use quyet_store::drafts::DraftError;

use super::super::append_failure;
use crate::outcome::Failure;

pub(super) fn open(error: OpenReviewError) -> Failure {
    match error {
        OpenReviewError::Missing(id) => Failure::missing(format!(
            "không có bản rà soát “{id}”: mã sai, kế hoạch đã được phê duyệt, hoặc bản nháp đã bị bỏ; xem “quyet plan drafts” và “quyet plan list”"
        )),
        OpenReviewError::Unreadable { .. } | OpenReviewError::Store(_) => Failure::failed(error),
    }
}

pub(super) fn start(error: StartReviewError) -> Failure {
    match &error {
        StartReviewError::AlreadyStarted(id) => Failure::conflict(format!(
            "{error}: xem bằng “quyet plan show {id} --text”, bỏ bằng “quyet plan discard {id} --yes”"
        )),
        StartReviewError::AlreadyAdopted(_) => Failure::conflict(error),
        StartReviewError::Store(_) => Failure::failed(error),
        _ => Failure::input(error),
    }
}

pub(super) fn keep(id: &PlanId, error: KeepReadingError) -> Failure {
    match error {
        KeepReadingError::Open(error) => open(error),
        KeepReadingError::Draft(error) => draft(id, error),
        KeepReadingError::Touched => Failure::conflict(error),
        KeepReadingError::Forbidden(_) => Failure::input(error),
    }
}

pub(super) fn change(id: &PlanId, error: ChangeReviewError) -> Failure {
    match error {
        ChangeReviewError::Open(error) => open(error),
        ChangeReviewError::Draft(error) => draft(id, error),
        ChangeReviewError::Store(_) => Failure::failed(error),
        ChangeReviewError::Change(ChangeError::UnknownItem(_)) => Failure::missing(format!(
            "{error}; chưa ghi gì. Xem số mục bằng “quyet plan show {id} --text”"
        )),
        _ => Failure::input(format!("{error}; chưa ghi gì")),
    }
}

pub(super) fn adopt(id: &PlanId, error: AdoptReviewError) -> Failure {
    match error {
        AdoptReviewError::Open(error) => open(error),
        AdoptReviewError::Draft(error) => draft(id, error),
        AdoptReviewError::Append(error) => append_failure(&error),
        AdoptReviewError::Store(_) => Failure::failed(error),
        AdoptReviewError::AlreadyAdopted(_) => Failure::conflict(error),
        _ => Failure::input(error),
    }
}

fn draft(id: &PlanId, error: DraftError) -> Failure {
    match error {
        DraftError::Stale => Failure::conflict(stale(id)),
        DraftError::Store(_) => Failure::failed(error),
    }
}

/// What to do when the draft is not what a person was looking at.
pub(super) fn stale(id: &PlanId) -> String {
    format!(
        "bản rà soát {id} đã được lưu sau khi lấy tệp này; chưa ghi gì, tệp của bạn còn nguyên. \
         Hãy lấy tệp mới bằng “quyet plan show {id} --text” rồi chuyển phần sửa sang"
    )
}
