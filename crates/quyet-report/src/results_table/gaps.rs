//! The list of what could not be assessed, with reasons.

use super::cells::{Subject, name_of};
use crate::block::Phrase;
use crate::status::gap_sentence;

/// One item: the number and name of the leaf, then the reason; `None` when it was assessed.
///
/// The bench's own sentence is told unless values may not be shown.
pub(super) fn item(subject: &Subject<'_>, link: String) -> Option<Vec<Phrase>> {
    let gap = subject.gap()?;
    let because =
        subject.assessed.map(|assessed| assessed.working.because.trim().trim_end_matches('.'));
    let told = because.filter(|words| !words.is_empty() && subject.hidden.is_none());
    let reason = told.map_or_else(|| gap_sentence(gap), str::to_owned);
    let name = format!("({}) {}", subject.target.code, name_of(subject.target));
    let link = (!link.is_empty()).then_some(link);
    Some(vec![Phrase { text: name, link }, Phrase::plain(format!(": {reason}."))])
}
