//! The remarks column: reasons, details of figures, citations of sources.

use quyet_assess::number::quantity;
use quyet_assess::verdict::Gap;
use quyet_model::figure::{FigureVersion, Value};

use super::cells::{Subject, state_words};
use super::evidence::Evidence;
use super::sources::Sources;
use crate::status::gap_sentence;
use crate::vi;

/// The remark of a leaf's row; empty when there is nothing to say.
pub(super) fn note<'a>(
    subject: &Subject<'a>,
    evidence: &Evidence<'a>,
    sources: &mut Sources<'a>,
) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(gap) = subject.gap().filter(|gap| **gap != Gap::Withheld) {
        notes.push(gap_note(gap, subject, evidence, sources));
    }
    if subject.hidden.is_some() {
        return notes;
    }
    if let Some(version) = subject.figure {
        notes.extend(figure_notes(version));
        notes.push(sources.cite(&version.figure.source));
    }
    if let Some(before) = subject.before {
        let year = evidence.year.saturating_sub(1);
        notes.push(format!("năm {year}: {}", sources.cite(&before.figure.source)));
    }
    let other_window = subject.same_period.filter(|v| Some(v.id) != subject.before.map(|b| b.id));
    if let Some(then) = other_window {
        let words = vi::value_words(&then.figure.value);
        let period = vi::period_words(then.figure.period);
        notes.push(format!("{period}: {words} {}", sources.cite(&then.figure.source)));
    }
    notes
}

fn figure_notes(version: &FigureVersion) -> Vec<String> {
    let figure = &version.figure;
    let mut notes = Vec::new();
    if let Value::NotCollected(reason) = &figure.value {
        notes.push(reason.clone());
    }
    if version.replaces.is_some() {
        let reason = version.reason.as_deref().filter(|reason| !reason.is_empty());
        let why = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
        notes.push(format!("số liệu đã đính chính{why}"));
    }
    // Remarks are joined with semicolons: a full stop of their own would stand in the way.
    notes.extend(figure.note.as_deref().map(|note| note.trim_end_matches('.').to_owned()));
    notes
}

fn gap_note<'a>(
    gap: &Gap,
    subject: &Subject<'a>,
    evidence: &Evidence<'a>,
    sources: &mut Sources<'a>,
) -> String {
    match gap {
        Gap::OperandMissing { reported_as, figure } if subject.hidden.is_none() => {
            let indicator = evidence.indicator(reported_as);
            let name =
                indicator.map_or(reported_as.0.as_str(), |indicator| indicator.name.as_str());
            let lead = format!("chỉ công bố gộp “{name}”");
            let Some(version) = evidence.figure(*figure) else {
                return lead;
            };
            let unit = indicator.and_then(|indicator| indicator.unit.as_ref());
            let value = match version.figure.value {
                Value::Number(number) => quantity(number, unit),
                ref other => vi::value_words(other),
            };
            let state = state_words(&version.figure, evidence.year);
            format!("{lead}: {value} ({state}) {}", sources.cite(&version.figure.source))
        }
        Gap::NoFigure if subject.figure.is_some() => "chưa có số liệu của cả năm".to_owned(),
        other => gap_sentence(other),
    }
}
