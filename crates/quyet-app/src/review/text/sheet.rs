//! In which order a file tells the items, and which warnings belong to which.

use std::collections::BTreeMap;

use quyet_model::review::{Item, ItemId, Reviewed, Subject};
use quyet_wire::plan::DiagnosticJson;

/// Everything in reading order: the document, each target before its parts, tasks, unread passages.
pub(super) fn in_order(reviewed: &Reviewed) -> Vec<&Item> {
    fn grow<'a>(reviewed: &'a Reviewed, id: ItemId, into: &mut Vec<&'a Item>) {
        let Some(item) = reviewed.item(id) else { return };
        into.push(item);
        item.parts.iter().for_each(|part| grow(reviewed, *part, into));
    }
    let mut items: Vec<&Item> = reviewed.item(ItemId(0)).into_iter().collect();
    reviewed.top().iter().for_each(|id| grow(reviewed, *id, &mut items));
    let rest = |item: &&Item| matches!(item.subject, Subject::Task(_) | Subject::Unread(_));
    items.extend(reviewed.items().filter(rest));
    items
}

/// The warnings of each item: of the narrowest one that holds their first word, else of the document.
pub(super) fn warnings<'a>(
    items: &[&Item],
    diagnostics: &'a [DiagnosticJson],
) -> BTreeMap<ItemId, Vec<&'a DiagnosticJson>> {
    let mut of: BTreeMap<ItemId, Vec<&DiagnosticJson>> = BTreeMap::new();
    for found in diagnostics {
        let start = found.span[0] as usize;
        let holds = |item: &&&Item| item.at().is_some_and(|at| at.span.range().contains(&start));
        let narrowest =
            items.iter().filter(holds).min_by_key(|item| item.at().map(|at| at.span.len()));
        of.entry(narrowest.map_or(ItemId(0), |item| item.id)).or_default().push(found);
    }
    of
}
