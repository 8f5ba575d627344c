//! What holds for every review, whatever people say of the draft.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use quyet_model::assignment::Assignment;
use quyet_model::citation::{Breadcrumb, Citation, Passage};
use quyet_model::condition::Condition;
use quyet_model::document::DocumentHead;
use quyet_model::plan::{BackgroundRole, Plan, Unread};
use quyet_model::review::{
    Change, ChangeError, Item, ItemId, ItemState, Reviewed, Subject, TargetEdit,
};
use quyet_model::span::Span;
use quyet_model::target::{Target, TargetCode};
use quyet_model::task::{Measure, Task, TaskGroup};

fn at(start: usize, end: usize) -> Citation {
    Citation { span: Span::new(start, end), breadcrumb: Breadcrumb::default() }
}

/// A target whose words are its place in the text.
fn target(code: &str, start: usize, end: usize) -> Target {
    Target {
        code: TargetCode(code.to_owned()),
        label: String::new(),
        text: format!("{start}-{end}"),
        name: format!("chỉ tiêu {start}"),
        at: at(start, end),
        condition_at: None,
        condition: Condition::stated(),
        horizon: None,
        column: None,
        replaces: None,
        indicator: None,
        parts: vec![],
    }
}

/// A plan whose top targets have these numbers of parts, ten bytes each; a task and an unread passage behind them.
fn plan(parts: &[usize]) -> Plan {
    let mut plan = Plan::default();
    let mut start = 0;
    for (count, code) in parts.iter().zip(1..) {
        let end = start + 10 * count.max(&1);
        let mut top = target(&code.to_string(), start, end);
        // The first bytes of a whole are its own words.
        top.parts = (0..*count)
            .map(|n| {
                let own = if n == 0 { 3 } else { 0 };
                target(&format!("{code}.{}", n + 1), start + 10 * n + own, start + 10 * (n + 1))
            })
            .collect();
        plan.targets.push(top);
        start = end;
    }
    let passage = |start: usize| Passage { text: start.to_string(), at: at(start, start + 10) };
    plan.tasks.push(Task {
        code: "1".to_owned(),
        group: TaskGroup { code: "1".to_owned(), title: String::new() },
        text: "việc".to_owned(),
        at: at(start, start + 10),
        measures: vec![Measure { passage: passage(start), assignment: Assignment::default() }],
        assignment: Assignment::default(),
    });
    plan.unread.push(Unread { reason: "lạ".to_owned(), passage: passage(start + 10) });
    plan
}

fn one_of(parts: usize) -> Reviewed {
    Reviewed::of(plan(&[parts]))
}

fn decide_all(reviewed: &mut Reviewed, state: fn(ItemId) -> Change) {
    let ids: Vec<ItemId> = reviewed.open().into_iter().map(|item| item.id).collect();
    for id in ids {
        reviewed.apply(&state(id)).expect("an open item can be decided");
    }
}

#[test]
fn a_split_that_is_merged_again_is_one_target_under_its_old_number() {
    let mut reviewed = one_of(0);
    let into = vec![target("", 0, 4), target("", 4, 10)];
    reviewed.apply(&Change::TargetSplit { item: ItemId(1), into }).expect("a target can be split");
    let whole = reviewed.item(ItemId(1)).expect("the whole keeps its number");
    assert_eq!(whole.parts, [ItemId(4), ItemId(5)]);
    let codes: Vec<_> =
        reviewed.present().leaves().iter().map(|leaf| leaf.code.0.clone()).collect();
    assert_eq!(codes, ["1.1", "1.2"]);
    let into = Box::new(target("", 0, 10));
    let merge = Change::TargetsMerged { first: ItemId(4), second: ItemId(5), into };
    reviewed.apply(&merge).expect("neighbours can be merged");
    assert_eq!(reviewed.present().targets, [target("1", 0, 10)]);
    assert_eq!(reviewed.item(ItemId(4)), None);
    assert_eq!(reviewed.present().background, []);
}

#[test]
fn rejected_words_become_background_and_return_when_reopened() {
    let mut reviewed = Reviewed::of(plan(&[0, 2]));
    let before = reviewed.present();
    let rejected = [ItemId(1), ItemId(3), ItemId(4), ItemId(5), ItemId(6)];
    for id in rejected {
        reviewed.apply(&Change::Rejected(id)).expect("it can be rejected");
    }
    let present = reviewed.present();
    assert_eq!((present.targets.len(), present.tasks.len(), present.unread.len()), (0, 0, 0));
    let kept: Vec<_> =
        present.background.iter().map(|b| (b.role, b.passage.text.as_str())).collect();
    // The whole of the second target goes with the last of its parts.
    let words = ["0-10", "10-30", "13-20", "20-30", "việc", "40"];
    assert_eq!(kept, words.map(|words| (BackgroundRole::Context, words)));
    for id in rejected {
        reviewed.apply(&Change::Reopened(id)).expect("it can be opened again");
    }
    assert_eq!(reviewed.present(), before);
}

#[test]
fn there_is_no_plan_while_an_item_is_open() {
    let mut reviewed = one_of(2);
    let open = reviewed.plan().expect_err("nothing is decided");
    // The document, the two parts, the task and the passage; the whole is not decided itself.
    assert_eq!(open, [0, 2, 3, 4, 5].map(ItemId));
    decide_all(&mut reviewed, Change::Confirmed);
    assert!(reviewed.plan().is_ok());
    let head = Box::new(DocumentHead::default());
    reviewed.apply(&Change::DocumentEdited(head)).expect("the document can be edited");
    assert_eq!(reviewed.plan(), Err(vec![ItemId(0)]));
}

#[test]
fn narrowed_words_stay_as_background() {
    let mut reviewed = one_of(0);
    reviewed.apply(&edited(ItemId(1), Span::new(2, 6))).expect("a target can be edited");
    let present = reviewed.present();
    assert_eq!(present.targets[0].at.span, Span::new(2, 6));
    assert_eq!(present.background[0].passage.at.span, Span::new(0, 10));
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let mut reviewed = Reviewed::of(plan(&[2, 0]));
    let mut check = |change: Change, expect: ChangeError| {
        let before = reviewed.clone();
        assert_eq!(reviewed.apply(&change), Err(expect));
        assert_eq!(reviewed, before);
    };
    let [whole, part, other, task, unread] = [1, 2, 4, 5, 6].map(ItemId);
    let merge =
        |first, second| Change::TargetsMerged { first, second, into: Box::new(target("", 0, 1)) };
    check(Change::Rejected(ItemId(0)), ChangeError::DocumentStays);
    check(Change::Confirmed(whole), ChangeError::IsAWhole(whole));
    check(Change::Confirmed(ItemId(9)), ChangeError::UnknownItem(ItemId(9)));
    check(merge(part, other), ChangeError::NotNeighbours(part, other));
    check(merge(whole, other), ChangeError::IsAWhole(whole));
    check(edited(task, Span::new(0, 1)), ChangeError::NotATarget(task));
    check(Change::TargetSplit { item: other, into: vec![] }, ChangeError::NothingToSplit);
    check(Change::TargetSplit { item: unread, into: vec![] }, ChangeError::NotATarget(unread));
    let nameless = Target { name: " ".to_owned(), ..target("", 0, 1) };
    check(Change::TargetAdded(Box::new(nameless)), ChangeError::NoName);
}

fn edited(item: ItemId, span: Span) -> Change {
    let edit = TargetEdit {
        name: "tên mới".to_owned(),
        condition: Condition::stated(),
        horizon: None,
        indicator: None,
        span,
        text: "chữ mới".to_owned(),
        condition_at: None,
    };
    Change::TargetEdited { item, edit: Box::new(edit) }
}

/// A change as the use cases would decide it: pieces of a split tile its words, a merged target covers both.
fn honest(reviewed: &Reviewed, (op, which, number): (u8, usize, usize)) -> Change {
    let ids: Vec<ItemId> = reviewed.items().map(|item| item.id).collect();
    let id = ids[which % ids.len()];
    let span = reviewed.item(id).and_then(Item::at).map_or(Span::new(0, 9), |at| at.span);
    let middle = span.start() + number % (span.len() + 1);
    match op % 9 {
        0 => Change::Confirmed(id),
        1 => Change::Rejected(id),
        2 => Change::Reopened(id),
        3 => edited(id, Span::new(middle, span.end())),
        4 => Change::TargetSplit {
            item: id,
            into: vec![target("", span.start(), middle), target("", middle, span.end())],
        },
        5 => {
            let next = reviewed.next_of(id);
            let (second, covered) = next.map_or((ItemId(0), span), |next| {
                (next.id, span.cover(next.at().map_or(span, |at| at.span)))
            });
            let into = Box::new(target("", covered.start(), covered.end()));
            Change::TargetsMerged { first: id, second, into }
        }
        6 => Change::TargetAdded(Box::new(target("1", middle, span.end() + 10))),
        7 => Change::DocumentEdited(Box::default()),
        _ => {
            let task = Task { text: "việc khác".to_owned(), ..plan(&[]).tasks.remove(0) };
            let task = Task { at: Citation { span, ..task.at.clone() }, ..task };
            Change::TaskEdited { item: id, task: Box::new(task) }
        }
    }
}

fn cover(target: &Target, into: &mut BTreeSet<usize>) {
    into.extend(target.at.span.range());
    target.parts.iter().for_each(|part| cover(part, into));
}

/// Every byte that some piece of the plan stands for.
fn covered(plan: &Plan) -> BTreeSet<usize> {
    let mut bytes = BTreeSet::new();
    plan.targets.iter().for_each(|target| cover(target, &mut bytes));
    let tasks = plan.tasks.iter().map(|task| task.at.span);
    let unread = plan.unread.iter().map(|unread| unread.passage.at.span);
    let background = plan.background.iter().map(|b| b.passage.at.span);
    tasks.chain(unread).chain(background).for_each(|span| bytes.extend(span.range()));
    bytes
}

fn check_order(reviewed: &Reviewed) {
    for item in reviewed.items() {
        assert_eq!(reviewed.item(item.id).map(|found| found.id), Some(item.id));
        for part in &item.parts {
            assert_eq!(reviewed.item(*part).and_then(|part| part.whole), Some(item.id));
        }
        let is_top = reviewed.top().contains(&item.id);
        assert_eq!(is_top, item.target().is_some() && item.whole.is_none());
        assert!(item.is_decided_itself() || item.state == ItemState::Open);
    }
    let agenda: BTreeSet<ItemId> = reviewed.agenda().iter().map(|item| item.id).collect();
    let decided = reviewed.items().filter(|item| item.is_decided_itself());
    assert_eq!(agenda, decided.map(|item| item.id).collect());
    assert_eq!(reviewed.plan().is_ok(), reviewed.open().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_say_every_word_stays_and_numbers_are_never_used_again(
        parts in vec(0..4_usize, 0..4),
        said in vec((any::<u8>(), any::<usize>(), any::<usize>()), 0..30),
    ) {
        let mut reviewed = Reviewed::of(plan(&parts));
        let mut words = covered(&reviewed.present());
        let mut gone: BTreeSet<ItemId> = BTreeSet::new();
        for step in said {
            let before = reviewed.clone();
            let change = honest(&reviewed, step);
            if reviewed.apply(&change).is_err() {
                prop_assert_eq!(&reviewed, &before);
            }
            check_order(&reviewed);
            let ids = before.items().map(|item| item.id);
            gone.extend(ids.filter(|id| reviewed.item(*id).is_none()));
            prop_assert!(gone.iter().all(|id| reviewed.item(*id).is_none()));
            let now = covered(&reviewed.present());
            prop_assert!(words.is_subset(&now), "{:?} after {:?}", words.difference(&now), change);
            words = now;
        }
        decide_all(&mut reviewed, Change::Confirmed);
        prop_assert_eq!(reviewed.plan(), Ok(reviewed.present()));
    }

    #[test]
    fn changes_made_without_looking_never_panic(
        parts in vec(0..3_usize, 0..3),
        said in vec((any::<u8>(), 0..12_u32, 0..12_u32, any::<u8>()), 0..30),
    ) {
        let mut reviewed = Reviewed::of(plan(&parts));
        for (op, a, b, size) in said {
            let piece = |n: u8| target("x", usize::from(n), usize::from(n) + 1);
            let into: Vec<Target> = (0..size % 4).map(piece).collect();
            let (first, second) = (ItemId(a), ItemId(b));
            let change = match op % 5 {
                0 => Change::TargetSplit { item: first, into },
                1 => Change::TargetsMerged { first, second, into: Box::new(target("", 0, 5)) },
                2 => Change::TargetAdded(Box::new(Target { parts: into, ..target("", 0, 500) })),
                3 => Change::Rejected(first),
                _ => edited(first, Span::new(0, 0)),
            };
            let _ = reviewed.apply(&change);
            check_order(&reviewed);
        }
        let unread = reviewed.items().filter(|item| matches!(item.subject, Subject::Unread(_)));
        prop_assert!(unread.count() <= 1);
    }
}
