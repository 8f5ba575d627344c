//! Use case: keep what the porch and the compiler made of a document.

use quyet_intake::{Reading, Received, Refused, parcel};
use quyet_model::plan::PlanId;
use quyet_model::review::Changed;
use quyet_store::drafts::{DraftError, Drafts};
use quyet_wire::PlanJson;
use quyet_wire::review::ChangedJson;
use thiserror::Error;

use super::record::{self, Stage};
use super::{OpenReviewError, PARCEL, completed, load};
use crate::compile_resolution::{COMPILER, Compiled, compile_resolution};
use crate::desk::Desk;
use crate::policy::{self, Action, Forbidden};

/// Why a reading was not kept. The draft is as it was.
#[derive(Debug, Error)]
pub enum KeepReadingError {
    /// The role may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The draft cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenReviewError),
    /// People have changed the draft already; a new reading would throw their work away.
    #[error(
        "bản rà soát đã có người sửa; đọc lại sẽ mất phần đã sửa. Hãy bỏ bản này rồi nạp lại nếu vẫn muốn"
    )]
    Touched,
    /// The drawer failed or somebody saved in between.
    #[error(transparent)]
    Draft(#[from] DraftError),
}

/// Compiles what was received, or keeps why it was refused.
///
/// # Errors
/// [`KeepReadingError`].
pub async fn keep_reading(
    desk: Desk<'_>,
    drafts: &dyn Drafts,
    id: &PlanId,
    given: Result<Received, Refused>,
) -> Result<(), KeepReadingError> {
    policy::may(desk.actor.role, Action::ReviewDraft)?;
    let (kept, mut record) = load(drafts, id).await?;
    if let Stage::Read(reading) = &record.stage
        && !reading.changes.is_empty()
    {
        return Err(KeepReadingError::Touched);
    }
    record.stage = match given {
        Err(refused) => Stage::Refused { why: refused.to_string() },
        Ok(received) => {
            let Compiled { received, draft } = compile_resolution(received);
            drafts
                .keep(id, PARCEL, &parcel::pack(&Reading { given: Ok(received), lack: None }))
                .await
                .map_err(DraftError::from)?;
            let filled = completed(&draft.plan, &record).map(|change| {
                ChangedJson::from(&Changed { by: desk.actor.clone(), at: desk.now(), change })
            });
            let changes = filled.into_iter().collect();
            let draft = PlanJson::from(&draft);
            Stage::Read(Box::new(record::Reading { compiler: COMPILER.to_owned(), draft, changes }))
        }
    };
    drafts.save(id, kept.version, desk.now(), &record.write()).await?;
    Ok(())
}
