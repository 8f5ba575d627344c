//! Use case: correct a figure. The old one stays for ever; the new one names it and the reason.

use quyet_model::entry::{Act, CommandId, FigureCorrected};
use quyet_model::figure::{Basis, Figure, FigureId, FigureVersion, SourceRef, Value};
use quyet_store::Receipt;
use quyet_store::{AppendError, StoreError};
use thiserror::Error;

use crate::desk::{Desk, TRIES};
use crate::policy::{self, Action, Forbidden};

/// A better value with its reason.
#[derive(Clone, Debug)]
pub struct CorrectFigure {
    /// Identity of this command.
    pub command: CommandId,
    /// The figure that no longer stands.
    pub replaces: FigureId,
    /// What stands instead.
    pub value: Value,
    /// How firm it is; `None` keeps the old basis.
    pub basis: Option<Basis>,
    /// Its words, when they say more than the number.
    pub words: Option<String>,
    /// Document that says so; `None` when the acting body itself does.
    pub source: Option<SourceRef>,
    /// Why.
    pub reason: String,
}

/// Why nothing was corrected. Nothing was written.
#[derive(Debug, Error)]
pub enum CorrectFigureError {
    /// The role may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No reason was given.
    #[error("đính chính phải có lý do")]
    NoReason,
    /// There is no such figure.
    #[error("không có số liệu {0}")]
    UnknownFigure(FigureId),
    /// The figure was corrected before.
    #[error("số liệu {figure} đã được đính chính bởi {by}; hãy đính chính số liệu {by}")]
    AlreadyReplaced {
        /// The figure named.
        figure: FigureId,
        /// What replaced it.
        by: FigureId,
    },
    /// Nothing would change.
    #[error("giá trị mới giống hệt giá trị đang có")]
    SameValue,
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The vault refused the batch.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// Corrects a figure.
///
/// # Errors
/// [`CorrectFigureError`]; nothing was written.
pub async fn correct_figure(
    desk: Desk<'_>,
    command: CorrectFigure,
) -> Result<Receipt, CorrectFigureError> {
    policy::may(desk.actor.role, Action::CorrectFigure)?;
    let mut tries = 1;
    loop {
        match attempt(desk, &command).await {
            // Somebody else appended in between: decide anew on what is known now.
            Err(CorrectFigureError::Append(AppendError::Conflict(_))) if tries < TRIES => {
                tries += 1;
            }
            other => return other,
        }
    }
}

async fn attempt(desk: Desk<'_>, command: &CorrectFigure) -> Result<Receipt, CorrectFigureError> {
    let head = desk.ledger.head().await?;
    let old = desk.ledger.figure(command.replaces, desk.now()).await?;
    let old = old.ok_or(CorrectFigureError::UnknownFigure(command.replaces))?;
    let repeated = repeats(desk, &old, &command.command).await?;
    let act = decide(&old, command, repeated, &desk.actor.body)?;
    Ok(desk.append(head, &command.command, vec![act], &[]).await?)
}

/// Whether the correction that replaced the figure came from this very command, sent twice.
async fn repeats(
    desk: Desk<'_>,
    old: &FigureVersion,
    command: &CommandId,
) -> Result<bool, StoreError> {
    let Some(by) = old.replaced_by else {
        return Ok(false);
    };
    let entry = desk.ledger.entry(by.entry).await?;
    Ok(entry.is_some_and(|known| known.entry.command == *command))
}

fn decide(
    old: &FigureVersion,
    command: &CorrectFigure,
    repeated: bool,
    body: &str,
) -> Result<Act, CorrectFigureError> {
    let reason = command.reason.trim();
    if reason.is_empty() {
        return Err(CorrectFigureError::NoReason);
    }
    if let Some(by) = old.replaced_by.filter(|_| !repeated) {
        return Err(CorrectFigureError::AlreadyReplaced { figure: old.id, by });
    }
    let figure = Figure {
        value: command.value.clone(),
        basis: command.basis.unwrap_or(old.figure.basis),
        words: command.words.clone(),
        source: command.source.clone().unwrap_or_else(|| own_word(body)),
        // A remark on the old value says nothing of the new one.
        note: None,
        ..old.figure.clone()
    };
    if figure.value == old.figure.value
        && figure.basis == old.figure.basis
        && figure.words == old.figure.words
    {
        return Err(CorrectFigureError::SameValue);
    }
    Ok(Act::FigureCorrected(Box::new(FigureCorrected {
        replaces: old.id,
        figure,
        reason: reason.to_owned(),
    })))
}

/// The acting body as source, when no document is named.
fn own_word(body: &str) -> SourceRef {
    SourceRef { title: format!("Đính chính của {body}"), url: None }
}
