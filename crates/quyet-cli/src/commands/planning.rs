//! The planner's desk of a data directory.

use std::sync::Arc;

use quyet_model::actor::Actor;
use quyet_web::hall::Planning;

use crate::apart::Apart;
use crate::house::House;
use crate::outcome::Failure;

/// Opens the drawer of a data directory for a planner.
pub(super) async fn open(house: &House, planner: Actor) -> Result<Planning, Failure> {
    let (drafts, vault) = (house.drafts().await?, house.vault().await?);
    Ok(Planning::new(drafts, Arc::new(Apart), vault, planner))
}
