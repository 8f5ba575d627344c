//! Use case: report figures, a whole form at a time.

use std::collections::BTreeMap;

use quyet_model::entry::{Act, CommandId, FiguresReported};
use quyet_model::figure::Figure;
use quyet_model::indicator::{Indicator, IndicatorId, Visibility};
use quyet_model::place::{Place, PlaceId};
use quyet_store::Receipt;
use quyet_store::{AppendError, StoreError};
use thiserror::Error;

use crate::desk::{Desk, TRIES};
use crate::policy::{self, Action, Forbidden};

/// What is wrong with one row.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RowFault {
    /// Nobody defined the indicator.
    #[error("chỉ tiêu “{0}” chưa được khai báo")]
    UnknownIndicator(IndicatorId),
    /// The place is not in the register.
    #[error("đơn vị “{}” không có trong danh mục", .0.code)]
    UnknownPlace(PlaceId),
    /// The place does not stand at the end of the period.
    #[error("đơn vị “{}” không còn (hoặc chưa có) vào cuối kỳ", .0.code)]
    PlaceNotStanding(PlaceId),
    /// Not held by law.
    #[error("chỉ tiêu “{0}” theo dõi theo chế độ mật, hệ thống không được lưu giá trị")]
    Withheld(IndicatorId),
    /// A row before it says the same thing.
    #[error("trùng với dòng {0}")]
    SameAs(usize),
}

/// A row that was refused. Rows count from 1, as people count.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("dòng {row}: {fault}")]
pub struct RowRefused {
    /// Which row.
    pub row: usize,
    /// What is wrong with it.
    pub fault: RowFault,
}

/// Why no figure was reported. Nothing was written.
#[derive(Debug, Error)]
pub enum ReportFiguresError {
    /// The role may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The form is empty.
    #[error("không có dòng số liệu nào")]
    Empty,
    /// Some rows were refused; all of them are named, and no row was taken.
    #[error("{} dòng có lỗi, chưa ghi dòng nào: {}", .0.len(), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Refused(Vec<RowRefused>),
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The vault refused the batch.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// Reports the figures as one entry, all or nothing.
///
/// # Errors
/// [`ReportFiguresError`]; nothing was written.
pub async fn report_figures(
    desk: Desk<'_>,
    command: &CommandId,
    figures: Vec<Figure>,
) -> Result<Receipt, ReportFiguresError> {
    policy::may(desk.actor.role, Action::ReportFigures)?;
    let mut tries = 1;
    loop {
        match attempt(desk, command, &figures).await {
            // Another form came in between, as on every evening of a deadline: decide anew on what is known now.
            Err(ReportFiguresError::Append(AppendError::Conflict(_))) if tries < TRIES => {
                tries += 1;
            }
            other => return other,
        }
    }
}

async fn attempt(
    desk: Desk<'_>,
    command: &CommandId,
    figures: &[Figure],
) -> Result<Receipt, ReportFiguresError> {
    let now = desk.now();
    let head = desk.ledger.head().await?;
    let indicators = desk.ledger.indicators(now).await?;
    let places = desk.ledger.places(now).await?;
    let act = decide(&indicators, &places, figures.to_vec())?;
    Ok(desk.append(head, command, vec![act], &[]).await?)
}

fn decide(
    indicators: &[Indicator],
    places: &[Place],
    figures: Vec<Figure>,
) -> Result<Act, ReportFiguresError> {
    if figures.is_empty() {
        return Err(ReportFiguresError::Empty);
    }
    let catalogue: BTreeMap<_, _> = indicators.iter().map(|i| (&i.id, i.visibility)).collect();
    let register: BTreeMap<_, _> = places.iter().map(|p| (&p.id, p)).collect();
    let mut earlier: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    let mut refused = Vec::new();
    for (i, figure) in figures.iter().enumerate() {
        let rows = earlier.entry((&figure.indicator, &figure.place, figure.period)).or_default();
        let twice = rows.iter().find(|row| figures[**row] == *figure);
        let fault = twice.map(|row| RowFault::SameAs(row + 1));
        let fault = fault.or_else(|| fault_of(&catalogue, &register, figure));
        refused.extend(fault.map(|fault| RowRefused { row: i + 1, fault }));
        rows.push(i);
    }
    if refused.is_empty() {
        Ok(Act::FiguresReported(FiguresReported { figures }))
    } else {
        Err(ReportFiguresError::Refused(refused))
    }
}

fn fault_of(
    catalogue: &BTreeMap<&IndicatorId, Visibility>,
    register: &BTreeMap<&PlaceId, &Place>,
    figure: &Figure,
) -> Option<RowFault> {
    match catalogue.get(&figure.indicator) {
        None => return Some(RowFault::UnknownIndicator(figure.indicator.clone())),
        Some(Visibility::Withheld) => return Some(RowFault::Withheld(figure.indicator.clone())),
        Some(Visibility::Public | Visibility::Internal) => {}
    }
    match register.get(&figure.place) {
        None => Some(RowFault::UnknownPlace(figure.place.clone())),
        Some(place) if !place.stands_on(figure.period.end()) => {
            Some(RowFault::PlaceNotStanding(figure.place.clone()))
        }
        Some(_) => None,
    }
}
