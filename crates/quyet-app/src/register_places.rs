//! Use case: put the units of an official register into the house.

use quyet_model::entry::{Act, CommandId};
use quyet_model::place::Place;
use quyet_store::Receipt;
use quyet_store::{AppendError, StoreError};
use thiserror::Error;

use crate::desk::Desk;
use crate::policy::{self, Action, Forbidden};

/// Why nothing was registered. Nothing was written.
#[derive(Debug, Error)]
pub enum RegisterPlacesError {
    /// The role may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// A unit's validity ends before it begins.
    #[error("đơn vị {name} ({code}): ngày hết hiệu lực sớm hơn ngày có hiệu lực")]
    Backwards {
        /// Code of the unit.
        code: String,
        /// Its name.
        name: String,
    },
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The vault refused the batch.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// Registers places; the latest description of an identity stands.
///
/// # Errors
/// [`RegisterPlacesError`]; nothing was written.
pub async fn register_places(
    desk: Desk<'_>,
    command: &CommandId,
    places: Vec<Place>,
) -> Result<Receipt, RegisterPlacesError> {
    policy::may(desk.actor.role, Action::RegisterPlaces)?;
    if let Some(place) =
        places.iter().find(|p| p.id.valid_from > p.valid_to && p.valid_to.is_some())
    {
        let (code, name) = (place.id.code.clone(), place.name.clone());
        return Err(RegisterPlacesError::Backwards { code, name });
    }
    let head = desk.ledger.head().await?;
    Ok(desk.append(head, command, vec![Act::PlacesRegistered(places)], &[]).await?)
}
