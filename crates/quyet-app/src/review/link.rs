//! Use case: say of a draft which target is measured by which indicator, from a table of links.

use quyet_model::indicator::{Indicator, IndicatorId};
use quyet_model::review::ItemState;
use quyet_model::target::TargetCode;
use thiserror::Error;

use super::Review;
use super::change::{EditTarget, Wish};
use crate::adopt_plan::{Links, read_by_sense};

/// Why a table of links does not fit a draft. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// A link names a leaf that the draft does not have.
    #[error("bảng liên kết nêu chỉ tiêu ({0}) nhưng bản rà soát không có; hãy sửa cột code")]
    UnknownTarget(TargetCode),
    /// A link names an indicator that nobody defined.
    #[error(
        "bảng liên kết nêu chỉ tiêu thống kê “{0}” chưa được khai báo; hãy sửa cột indicator, hoặc khai báo bằng “quyet indicator import”"
    )]
    UnknownIndicator(IndicatorId),
}

/// The wishes that links come to: an edit of each leaf that is not linked so yet. Pure.
///
/// A bare figure is then read by the sense of its indicator, as when a plan is adopted straight away.
///
/// # Errors
/// Every link that does not fit, in the table's order.
pub fn link_wishes(
    review: &Review,
    links: &Links,
    catalogue: &[Indicator],
) -> Result<Vec<Wish>, Vec<LinkError>> {
    let (mut wishes, mut faults) = (Vec::new(), Vec::new());
    for (code, id) in links {
        let Some(indicator) = catalogue.iter().find(|known| known.id == *id) else {
            faults.push(LinkError::UnknownIndicator(id.clone()));
            continue;
        };
        let agenda = review.reviewed.agenda();
        let leaf = agenda.iter().find_map(|item| {
            let target = item.target().filter(|target| target.code == *code)?;
            Some((item, target))
        });
        let Some((item, target)) = leaf else {
            faults.push(LinkError::UnknownTarget(code.clone()));
            continue;
        };
        if target.indicator.as_ref() == Some(id) || item.state == ItemState::Rejected {
            continue;
        }
        wishes.push(Wish::EditTarget(Box::new(EditTarget {
            item: item.id,
            name: target.name.clone(),
            condition: read_by_sense(target.condition.clone(), indicator.sense),
            horizon: target.horizon.clone(),
            indicator: Some(id.clone()),
            span: None,
        })));
    }
    if faults.is_empty() { Ok(wishes) } else { Err(faults) }
}
