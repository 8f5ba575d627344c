//! reported only together with others.

use crate::choose;
use crate::finding::Finding;
use crate::question::Case;
use crate::verdict::Gap;
use crate::wording;
use crate::working::{Input, Rule};

/// The gap when a standing figure for the whole year covers ours and others; `None` when there is none.
pub(crate) fn together(case: &Case<'_>) -> Option<Finding> {
    let own = &case.indicator.id;
    case.known.covering(own).find_map(|group| {
        let choice = choose::deciding(case.known.figures(&group.id), case.year)?;
        let version = choice.chosen;
        let value = wording::figure(&version.figure, group.unit.as_ref());
        let because = format!(
            "Năm {} chỉ có số liệu gộp “{}” ({value}), không tách được “{}”.",
            case.year, group.name, case.indicator.name,
        );
        let gap = Gap::OperandMissing { reported_as: group.id.clone(), figure: version.id };
        let label = format!("{} năm {}", group.name, case.year);
        let input = Input { label, value, figure: Some(version.id) };
        Some(Finding::gap(Rule::Operand, gap, because).inputs([input]))
    })
}
