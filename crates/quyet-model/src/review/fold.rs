//! The draft as it stands after all changes.

use std::collections::BTreeSet;

use super::{Change, ChangeError, Item, ItemId, ItemState, Subject, TargetEdit};
use crate::citation::{Citation, Passage};
use crate::condition::Condition;
use crate::plan::{Background, BackgroundRole, Plan};
use crate::span::Span;
use crate::target::{Target, TargetCode};

/// The items of a draft after some changes.
///
/// Made from the compiler's plan by [`Reviewed::of`]; each change is one call of [`Reviewed::apply`]. The same plan
/// and the same changes always give the same items with the same numbers.
#[doc(alias = "bản rà soát")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// By number; `None` for an item that a merge took away.
    items: Vec<Option<Item>>,
    /// The top targets in order.
    top: Vec<ItemId>,
    /// What is not decided item by item.
    rest: Plan,
}

impl Reviewed {
    /// The items of a plan that nobody has looked at.
    pub fn of(plan: Plan) -> Self {
        let Plan { document, targets, tasks, unread, .. } = plan.clone();
        let rest = Plan { targets: vec![], tasks: vec![], unread: vec![], ..plan };
        let mut reviewed = Self { items: vec![], top: vec![], rest };
        reviewed.push(Subject::Document(Box::new(document)), None, false);
        for target in targets {
            let id = reviewed.grow(target, None, false);
            reviewed.top.push(id);
        }
        for task in tasks {
            reviewed.push(Subject::Task(Box::new(task)), None, false);
        }
        for passage in unread {
            reviewed.push(Subject::Unread(passage), None, false);
        }
        reviewed
    }

    /// All items, by number.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().flatten()
    }

    /// One item; `None` when there is none, or no longer.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.get(id.0 as usize)?.as_ref()
    }

    /// The top targets, in order.
    pub fn top(&self) -> &[ItemId] {
        &self.top
    }

    /// What has to be decided, in reading order: the document, targets, tasks, unread passages.
    pub fn agenda(&self) -> Vec<&Item> {
        let mut agenda: Vec<&Item> = self.item(ItemId(0)).into_iter().collect();
        self.top.iter().for_each(|id| self.leaves(*id, &mut agenda));
        agenda.extend(
            self.items().filter(|i| matches!(i.subject, Subject::Task(_) | Subject::Unread(_))),
        );
        agenda
    }

    /// What nobody has decided yet, in reading order.
    pub fn open(&self) -> Vec<&Item> {
        self.agenda().into_iter().filter(|item| item.state == ItemState::Open).collect()
    }

    /// The next target of the same whole, which this one could be merged with.
    pub fn next_of(&self, id: ItemId) -> Option<&Item> {
        let row = self.row(self.item(id)?.whole);
        let at = row.iter().position(|other| *other == id)?;
        self.item(*row.get(at + 1)?)
    }

    /// The plan as decided: rejected words as background, everything else in order.
    ///
    /// # Errors
    /// The items that are still open; at least one.
    pub fn plan(&self) -> Result<Plan, Vec<ItemId>> {
        let open: Vec<ItemId> = self.open().into_iter().map(|item| item.id).collect();
        if open.is_empty() { Ok(self.present()) } else { Err(open) }
    }

    /// The plan as it stands, open items taken as they are.
    pub fn present(&self) -> Plan {
        let mut plan = self.rest.clone();
        plan.targets = self.top.iter().filter_map(|id| self.standing(*id)).collect();
        for item in self.items() {
            let rejected = item.state == ItemState::Rejected;
            match &item.subject {
                Subject::Document(head) => plan.document = (**head).clone(),
                Subject::Target(target) if rejected || self.is_empty_whole(item) => {
                    plan.background.push(context(&target.text, &target.at));
                }
                Subject::Task(task) if rejected => {
                    plan.background.push(context(&task.text, &task.at));
                }
                Subject::Unread(unread) if rejected => {
                    plan.background.push(context(&unread.passage.text, &unread.passage.at));
                }
                Subject::Target(_) => {}
                Subject::Task(task) => plan.tasks.push((**task).clone()),
                Subject::Unread(unread) => plan.unread.push(unread.clone()),
            }
        }
        plan.background.sort_by_key(|b| b.passage.at.span);
        plan
    }

    /// Applies one change.
    ///
    /// # Errors
    /// [`ChangeError`]; nothing was changed then.
    pub fn apply(&mut self, change: &Change) -> Result<(), ChangeError> {
        match change {
            Change::Confirmed(id) => self.decide(*id, ItemState::Confirmed),
            Change::Rejected(ItemId(0)) => Err(ChangeError::DocumentStays),
            Change::Rejected(id) => self.decide(*id, ItemState::Rejected),
            Change::Reopened(id) => self.decide(*id, ItemState::Open),
            Change::DocumentEdited(head) => {
                let item = self.item_mut(ItemId(0))?;
                item.subject = Subject::Document(head.clone());
                (item.touched, item.state) = (true, ItemState::Open);
                Ok(())
            }
            Change::TargetEdited { item, edit } => self.edit(*item, edit),
            Change::TaskEdited { item, task } => {
                let slot = self.item_mut(*item)?;
                let Subject::Task(known) = &mut slot.subject else {
                    return Err(ChangeError::NotATask(*item));
                };
                let (code, group) = (known.code.clone(), known.group.clone());
                **known = (**task).clone();
                (known.code, known.group) = (code, group);
                (slot.touched, slot.state) = (true, ItemState::Open);
                Ok(())
            }
            Change::TargetSplit { item, into } => self.split(*item, into),
            Change::TargetsMerged { first, second, into } => self.merge(*first, *second, into),
            Change::TargetAdded(target) => self.add(target),
        }
    }

    fn decide(&mut self, id: ItemId, state: ItemState) -> Result<(), ChangeError> {
        let item = self.item_mut(id)?;
        if !item.is_decided_itself() {
            return Err(ChangeError::IsAWhole(id));
        }
        item.state = state;
        Ok(())
    }

    fn edit(&mut self, id: ItemId, edit: &TargetEdit) -> Result<(), ChangeError> {
        if edit.name.trim().is_empty() {
            return Err(ChangeError::NoName);
        }
        let item = self.item_mut(id)?;
        let whole = !item.parts.is_empty();
        let Subject::Target(target) = &mut item.subject else {
            return Err(ChangeError::NotATarget(id));
        };
        let before = context(&target.text, &target.at);
        target.name.clone_from(&edit.name);
        target.horizon.clone_from(&edit.horizon);
        target.text.clone_from(&edit.text);
        target.at.span = edit.span;
        if !whole {
            target.condition = edit.condition.clone();
            target.condition_at = edit.condition_at;
            target.indicator.clone_from(&edit.indicator);
        }
        (item.touched, item.state) = (true, ItemState::Open);
        self.keep_words(before, edit.span);
        Ok(())
    }

    fn split(&mut self, id: ItemId, into: &[Target]) -> Result<(), ChangeError> {
        let code = self.leaf(id)?.code.clone();
        if into.len() < 2 {
            return Err(ChangeError::NothingToSplit);
        }
        let parts = into.iter().map(|part| Target { parts: vec![], ..part.clone() });
        let parts = numbered(&code, parts.collect(), &mut self.codes());
        let ids = parts.into_iter().map(|part| self.grow(part, Some(id), true)).collect();
        let item = self.item_mut(id)?;
        if let Subject::Target(target) = &mut item.subject {
            (target.condition, target.condition_at) = (Condition::all_of_parts(), None);
            target.indicator = None;
        }
        item.parts = ids;
        (item.touched, item.state) = (true, ItemState::Open);
        Ok(())
    }

    fn merge(&mut self, first: ItemId, second: ItemId, into: &Target) -> Result<(), ChangeError> {
        let code = self.leaf(first)?.code.clone();
        self.leaf(second)?;
        if self.next_of(first).map(|next| next.id) != Some(second) {
            return Err(ChangeError::NotNeighbours(first, second));
        }
        let whole = self.item(first).and_then(|item| item.whole);
        let only = whole.filter(|id| self.item(*id).is_some_and(|item| item.parts.len() == 2));
        if let Some(id) = only {
            // What is left of the whole is one: it is decided itself again.
            let before = self.item(id).and_then(Item::target).cloned();
            let code = before.as_ref().map_or(code, |whole| whole.code.clone());
            if let Some(whole) = before {
                self.keep_words(context(&whole.text, &whole.at), into.at.span);
            }
            self.take_away(first);
            self.take_away(second);
            return self.put(id, Target { code, parts: vec![], ..into.clone() });
        }
        self.row_mut(whole).retain(|id| *id != second);
        self.take_away(second);
        self.put(first, Target { code, parts: vec![], ..into.clone() })
    }

    fn put(&mut self, id: ItemId, target: Target) -> Result<(), ChangeError> {
        let item = self.item_mut(id)?;
        item.subject = Subject::Target(Box::new(target));
        item.parts.clear();
        (item.touched, item.state) = (true, ItemState::Open);
        Ok(())
    }

    fn add(&mut self, target: &Target) -> Result<(), ChangeError> {
        if target.name.trim().is_empty() {
            return Err(ChangeError::NoName);
        }
        let code = self.free_code(&target.code);
        let mut taken = self.codes();
        taken.insert(code.0.clone());
        let parts = numbered(&code, target.parts.clone(), &mut taken);
        let added = Target { code, parts, ..target.clone() };
        let span = added.at.span;
        let start = |id: &ItemId| self.item(*id).and_then(Item::at).map(|at| at.span.start());
        let place = self.top.iter().position(|id| start(id) > Some(span.start()));
        let covered: Vec<ItemId> = self
            .items()
            .filter(|item| matches!(&item.subject, Subject::Unread(u) if span.contains(u.passage.at.span)))
            .map(|item| item.id)
            .collect();
        for id in covered {
            self.take_away(id);
        }
        let id = self.grow(added, None, true);
        self.top.insert(place.unwrap_or(self.top.len()), id);
        Ok(())
    }

    /// Words that an item no longer stands for stay as background.
    fn keep_words(&mut self, before: Background, now: Span) {
        let kept = &mut self.rest.background;
        if !now.contains(before.passage.at.span) && !kept.contains(&before) {
            kept.push(before);
        }
    }

    /// The wished number when it is free, else one past the highest.
    fn free_code(&self, wished: &TargetCode) -> TargetCode {
        let taken = self.codes();
        if !wished.0.is_empty() && !taken.contains(&wished.0) {
            return wished.clone();
        }
        let highest = taken.iter().filter_map(|code| code.parse::<u32>().ok()).max();
        TargetCode(highest.unwrap_or(0).saturating_add(1).to_string())
    }

    /// The numbers of all targets.
    fn codes(&self) -> BTreeSet<String> {
        self.items().filter_map(Item::target).map(|target| target.code.0.clone()).collect()
    }

    /// A new item for the target and its parts.
    fn grow(&mut self, target: Target, whole: Option<ItemId>, touched: bool) -> ItemId {
        let mut own = target;
        let parts = std::mem::take(&mut own.parts);
        let id = self.push(Subject::Target(Box::new(own)), whole, touched);
        let ids = parts.into_iter().map(|part| self.grow(part, Some(id), touched)).collect();
        if let Ok(item) = self.item_mut(id) {
            item.parts = ids;
        }
        id
    }

    fn push(&mut self, subject: Subject, whole: Option<ItemId>, touched: bool) -> ItemId {
        let id = ItemId(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
        let state = ItemState::Open;
        self.items.push(Some(Item { id, subject, whole, parts: vec![], state, touched }));
        id
    }

    fn take_away(&mut self, id: ItemId) {
        if let Some(slot) = self.items.get_mut(id.0 as usize) {
            *slot = None;
        }
    }

    fn item_mut(&mut self, id: ItemId) -> Result<&mut Item, ChangeError> {
        let slot = self.items.get_mut(id.0 as usize).and_then(Option::as_mut);
        slot.ok_or(ChangeError::UnknownItem(id))
    }

    /// A target that is decided itself.
    fn leaf(&self, id: ItemId) -> Result<&Target, ChangeError> {
        let item = self.item(id).ok_or(ChangeError::UnknownItem(id))?;
        if !item.is_decided_itself() {
            return Err(ChangeError::IsAWhole(id));
        }
        item.target().ok_or(ChangeError::NotATarget(id))
    }

    /// The targets beside each other: the parts of a whole, or the top.
    fn row(&self, whole: Option<ItemId>) -> &[ItemId] {
        match whole.and_then(|id| self.item(id)) {
            Some(item) => &item.parts,
            None => &self.top,
        }
    }

    fn row_mut(&mut self, whole: Option<ItemId>) -> &mut Vec<ItemId> {
        match whole.and_then(|id| self.items.get_mut(id.0 as usize)).and_then(Option::as_mut) {
            Some(item) => &mut item.parts,
            None => &mut self.top,
        }
    }

    fn leaves<'a>(&'a self, id: ItemId, into: &mut Vec<&'a Item>) {
        let Some(item) = self.item(id) else { return };
        if item.parts.is_empty() {
            into.push(item);
        }
        item.parts.iter().for_each(|part| self.leaves(*part, into));
    }

    /// Whether nothing of this whole of parts is left: then its own words promise nothing.
    fn is_empty_whole(&self, item: &Item) -> bool {
        !item.parts.is_empty() && self.standing(item.id).is_none()
    }

    /// The target with the parts that were not rejected; `None` when nothing of it is left.
    fn standing(&self, id: ItemId) -> Option<Target> {
        let item = self.item(id)?;
        let target = item.target()?;
        if item.parts.is_empty() {
            return (item.state != ItemState::Rejected).then(|| target.clone());
        }
        let parts: Vec<Target> = item.parts.iter().filter_map(|id| self.standing(*id)).collect();
        (!parts.is_empty()).then(|| Target { parts, ..target.clone() })
    }
}

/// Words that promise nothing.
fn context(text: &str, at: &Citation) -> Background {
    let passage = Passage { text: text.to_owned(), at: at.clone() };
    Background { role: BackgroundRole::Context, passage }
}

/// The parts of a new whole, each with a number below its own whole's that no other target bears.
fn numbered(whole: &TargetCode, parts: Vec<Target>, taken: &mut BTreeSet<String>) -> Vec<Target> {
    let mut out = Vec::with_capacity(parts.len());
    let mut n = 0_u32;
    for part in parts {
        let code = loop {
            n += 1;
            let code = format!("{whole}.{n}");
            if taken.insert(code.clone()) {
                break TargetCode(code);
            }
        };
        let parts = numbered(&code, part.parts, taken);
        out.push(Target { code, parts, ..part });
    }
    out
}
