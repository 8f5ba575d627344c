//! Use case: freeze the year's results table and show it.

use quyet_model::document::Digest;
use quyet_model::entry::{Act, CommandId, ReportPublished};
use quyet_model::plan::PlanId;
use quyet_report::render::{Format, RenderError, render};
use quyet_store::{AppendError, StoreError};
use quyet_store::{Blob, Receipt};
use thiserror::Error;

use crate::assess_plan::{AssessPlanError, assess_plan};
use crate::attachments::{AttachmentRefused, AttachmentRule};
use crate::desk::Desk;
use crate::moment::Moment;
use crate::policy::{self, Action, Forbidden};
use crate::views::results::results_report;

/// Which report to publish.
#[derive(Clone, Debug)]
pub struct PublishReport {
    /// Identity of this command.
    pub command: CommandId,
    /// The plan it reports on.
    pub plan: PlanId,
    /// The moment it judges from.
    pub moment: Moment,
}

/// Why nothing was published. Nothing was written.
#[derive(Debug, Error)]
pub enum PublishReportError {
    /// The role may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The plan cannot be judged.
    #[error(transparent)]
    Assess(#[from] AssessPlanError),
    /// A format could not be written.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A format came out as no file that is taken in.
    #[error(transparent)]
    Attachment(#[from] AttachmentRefused),
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The vault refused the batch.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// Renders the report in every format, freezes the bytes and names the ledger they rest on.
///
/// # Errors
/// [`PublishReportError`]; nothing was written.
pub async fn publish_report(
    desk: Desk<'_>,
    command: PublishReport,
) -> Result<Receipt, PublishReportError> {
    policy::may(desk.actor.role, Action::PublishReport)?;
    let head = desk.ledger.head().await?;
    let judged = assess_plan(desk.ledger, &command.plan, &command.moment).await?;
    let report = results_report(&judged);
    let mut files: Vec<(String, Digest)> = Vec::new();
    let mut blobs = Vec::new();
    for format in Format::ALL {
        let blob = Blob::new(render(&report, format)?);
        files.push((format.media_type().to_owned(), blob.digest.clone()));
        blobs.push(blob);
    }
    let named: Vec<(&str, &[u8])> = files
        .iter()
        .zip(&blobs)
        .map(|((name, _), blob)| (name.as_str(), &blob.bytes[..]))
        .collect();
    AttachmentRule::default().check(&named)?;
    let act = Act::ReportPublished(ReportPublished {
        plan: command.plan,
        title: report.title,
        valid: command.moment.at.valid,
        head_size: head.size,
        files,
    });
    // At this point nothing is durable; one append makes the files and the act stand together.
    Ok(desk.append(head, &command.command, vec![act], &blobs).await?)
}
