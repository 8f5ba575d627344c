//! Use case: define what is measured.

use std::collections::BTreeSet;

use quyet_model::entry::{Act, CommandId};
use quyet_model::indicator::{Indicator, IndicatorId};
use quyet_store::Receipt;
use quyet_store::{AppendError, StoreError};
use thiserror::Error;

use crate::desk::Desk;
use crate::policy::{self, Action, Forbidden};

/// Why nothing was defined. Nothing was written.
#[derive(Debug, Error)]
pub enum DefineIndicatorsError {
    /// The role may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// One identity stands twice in the list.
    #[error("chỉ tiêu “{0}” được khai báo hai lần")]
    Twice(IndicatorId),
    /// An indicator covers one that nobody defined.
    #[error("chỉ tiêu “{by}” gộp chỉ tiêu “{covered}” chưa được khai báo")]
    CoversUnknown {
        /// The indicator that covers.
        by: IndicatorId,
        /// What it covers.
        covered: IndicatorId,
    },
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The vault refused the batch.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// Defines indicators; the latest definition of an identity stands.
///
/// # Errors
/// [`DefineIndicatorsError`]; nothing was written.
pub async fn define_indicators(
    desk: Desk<'_>,
    command: &CommandId,
    indicators: Vec<Indicator>,
) -> Result<Receipt, DefineIndicatorsError> {
    policy::may(desk.actor.role, Action::DefineIndicators)?;
    let head = desk.ledger.head().await?;
    let known = desk.ledger.indicators(desk.now()).await?;
    check(&known, &indicators)?;
    Ok(desk.append(head, command, vec![Act::IndicatorsDefined(indicators)], &[]).await?)
}

fn check(known: &[Indicator], defined: &[Indicator]) -> Result<(), DefineIndicatorsError> {
    let mut ids = BTreeSet::new();
    for indicator in defined {
        if !ids.insert(&indicator.id) {
            return Err(DefineIndicatorsError::Twice(indicator.id.clone()));
        }
    }
    ids.extend(known.iter().map(|indicator| &indicator.id));
    for indicator in defined {
        if let Some(covered) = indicator.covers.iter().find(|covered| !ids.contains(covered)) {
            let (by, covered) = (indicator.id.clone(), covered.clone());
            return Err(DefineIndicatorsError::CoversUnknown { by, covered });
        }
    }
    Ok(())
}
