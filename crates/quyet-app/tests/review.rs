//! A review from the file to the plan: nothing is adopted before every item is decided, and every change is kept.

use jiff::Timestamp;
use quyet_app::attachments::AttachmentRule;
use quyet_app::clock::StoppedClock;
use quyet_app::desk::Desk;
use quyet_app::load_example::{bac_kan_2024, load_example};
use quyet_app::review::adopt::{AdoptReviewError, adopt_review};
use quyet_app::review::change::{ChangeReviewError, EditTarget, Wish, change_review};
use quyet_app::review::form::TaskForm;
use quyet_app::review::read::{KeepReadingError, keep_reading};
use quyet_app::review::start::{StartReview, StartReviewError, is_plan_id, start_review};
use quyet_app::review::{CardStage, Review, list_reviews, open_review, original, review_card};
use quyet_app::views::history::plan_history;
use quyet_intake::Refused;
use quyet_model::Decimal;
use quyet_model::actor::{Actor, Role};
use quyet_model::condition::{Bound, Condition, Promise, Reading};
use quyet_model::entry::Act;
use quyet_model::plan::{BackgroundRole, PlanId};
use quyet_model::review::{ItemId, ItemState, Subject};
use quyet_model::span::Span;
use quyet_model::unit::Unit;
use quyet_store::Ledger;
use quyet_store::drafts::{DraftError, Drafts, MemoryDrafts};
use quyet_store::memory::MemoryLedger;

const TEXT: &str = "HỘI ĐỒNG NHÂN DÂN\nTỈNH BẮC KẠN\n\nNGHỊ QUYẾT\nVề kế hoạch năm 2027\n\n\
    QUYẾT NGHỊ:\n\nĐiều 1. Chỉ tiêu chủ yếu\n\
    (1) Thu ngân sách đạt 900 tỷ đồng.\n\
    (2) Trồng rừng 3.485 ha.\n\
    (3) Giải ngân vốn đầu tư công đạt 95%; trồng cây phân tán 500 nghìn cây.\n\
    Điều 2. Nhiệm vụ, giải pháp\n\
    1. Đẩy mạnh cải cách hành chính.\n";

struct House {
    ledger: MemoryLedger,
    drafts: MemoryDrafts,
    clock: StoppedClock,
    planner: Actor,
    id: PlanId,
}

impl House {
    async fn new() -> Self {
        let ledger = MemoryLedger::default();
        assert!(load_example(&ledger, bac_kan_2024()).await.expect("the example loads"));
        let at: Timestamp = "2026-11-24T03:00:00Z".parse().expect("a literal instant");
        let planner = Actor {
            name: "người thử".to_owned(),
            role: Role::Planner,
            body: "Sở Tài chính".to_owned(),
        };
        let id = PlanId("tinh-2027".to_owned());
        Self { ledger, drafts: MemoryDrafts::new(), clock: StoppedClock(at), planner, id }
    }

    fn desk(&self) -> Desk<'_> {
        Desk { ledger: &self.ledger, clock: &self.clock, actor: &self.planner }
    }

    async fn start(&self) -> Result<(), StartReviewError> {
        let places = self.ledger.places(self.clock.0).await.expect("a register");
        let start = StartReview {
            id: self.id.clone(),
            place: places[0].id.clone(),
            bytes: TEXT.as_bytes().to_vec(),
            title: "nghi-quyet.txt".to_owned(),
            origin: None,
            number: Some("01/NQ-HĐND".to_owned()),
            adopted: "2026-12-08".parse().ok(),
            rule: AttachmentRule::default(),
        };
        start_review(self.desk(), &self.drafts, start).await
    }

    async fn read(&self) -> Result<(), KeepReadingError> {
        let given = quyet_intake::receive(TEXT.as_bytes());
        keep_reading(self.desk(), &self.drafts, &self.id, given).await
    }

    async fn under_review() -> Self {
        let house = Self::new().await;
        house.start().await.expect("a new draft");
        house.read().await.expect("a readable text");
        house
    }

    async fn review(&self) -> Review {
        let opened = open_review(&self.drafts, &self.id).await.expect("a sound draft");
        opened.expect("a draft that was read")
    }

    async fn say(&self, wishes: Vec<Wish>) -> Result<u64, ChangeReviewError> {
        let seen = self.review().await.card.version;
        change_review(self.desk(), &self.drafts, &self.id, seen, wishes).await
    }

    async fn item(&self, name: &str) -> ItemId {
        let review = self.review().await;
        let mut items = review.reviewed.items();
        let found = items.find(|item| item.target().is_some_and(|t| t.name.contains(name)));
        found.unwrap_or_else(|| panic!("no target {name}")).id
    }

    async fn confirm_all(&self) {
        let review = self.review().await;
        let open = review.reviewed.open().iter().map(|item| Wish::Confirm(item.id)).collect();
        self.say(open).await.expect("open items can be confirmed");
    }

    async fn adopt(&self) -> Result<quyet_store::Receipt, AdoptReviewError> {
        let seen = self.review().await.card.version;
        adopt_review(self.desk(), &self.drafts, &self.id, seen).await
    }
}

fn span(words: &str) -> Span {
    let at = TEXT.find(words).expect("the words are in the text");
    Span::new(at, at + words.len())
}

#[tokio::test]
async fn a_document_is_kept_then_read_then_decided_then_adopted() {
    let house = House::new().await;
    house.start().await.expect("a new draft");
    let card = review_card(&house.drafts, &house.id).await.expect("a draft");
    assert_eq!(card.stage, CardStage::Received);
    assert!(open_review(&house.drafts, &house.id).await.expect("a sound draft").is_none());

    house.read().await.expect("a readable text");
    let review = house.review().await;
    let head = review.reviewed.present().document;
    assert_eq!(head.number.as_deref(), Some("01/NQ-HĐND"), "filled in by who brought it");
    assert_eq!(review.drafted.document.number, None, "the compiler's own reading stays");
    assert!(
        matches!(house.adopt().await, Err(AdoptReviewError::Unconfirmed(open)) if !open.is_empty())
    );

    house.confirm_all().await;
    let before = house.ledger.head().await.expect("a head").size;
    let receipt = house.adopt().await.expect("everything is decided");
    let entries = house.ledger.entries(before, 100).await.expect("entries");
    let kinds: Vec<&str> = entries.iter().map(|e| e.entry.act.kind()).collect();
    assert_eq!(kinds[..2], ["document_received", "plan_drafted"]);
    assert_eq!(kinds.last(), Some(&"plan_adopted"));
    assert_eq!(receipt.first, before);
    let said = entries.iter().filter(|e| e.entry.act.kind() == "draft_changed").count();
    assert_eq!(said, review.reviewed.agenda().len() + 1, "one entry per change");
    assert_eq!(list_reviews(&house.drafts).await, Ok(vec![]));
    assert_eq!(original(&house.drafts, &house.id).await, Ok(None));
}

#[tokio::test]
async fn targets_are_put_right_split_merged_added_and_rejected() {
    let house = House::under_review().await;
    let budget = house.item("Thu ngân sách").await;
    let condition = Condition {
        promise: Promise::Level(Bound::AtLeast(Decimal::from(950))),
        unit: Unit::new("tỷ đồng"),
        reading: Reading::AsWritten,
    };
    let edit = EditTarget {
        item: budget,
        name: " Thu ngân sách nhà nước ".to_owned(),
        condition: condition.clone(),
        horizon: None,
        indicator: None,
        span: None,
    };
    house
        .say(vec![Wish::Confirm(budget), Wish::EditTarget(Box::new(edit))])
        .await
        .expect("an edit");
    let review = house.review().await;
    let item = review.reviewed.item(budget).expect("the item stays");
    assert_eq!((item.state, item.touched), (ItemState::Open, true), "an edit must be confirmed");
    let target = item.target().expect("a target");
    assert_eq!((target.name.as_str(), &target.condition), ("Thu ngân sách nhà nước", &condition));
    assert_eq!(target.at.span.of(TEXT), "(1) Thu ngân sách đạt 900 tỷ đồng.");

    let forest = house.item("Trồng rừng").await;
    let at = span("3.485 ha.\n").start();
    house.say(vec![Wish::Split { item: forest, at: vec![at] }]).await.expect("a split");
    let review = house.review().await;
    let parts = review.reviewed.item(forest).expect("the whole stays").parts.clone();
    let codes: Vec<_> = parts
        .iter()
        .filter_map(|id| review.reviewed.item(*id)?.target().map(|t| t.code.0.clone()))
        .collect();
    assert_eq!(codes, ["2.1", "2.2"]);
    assert!(matches!(
        house.say(vec![Wish::Confirm(forest)]).await,
        Err(ChangeReviewError::Change(_))
    ));
    house.say(vec![Wish::Merge(parts[0])]).await.expect("a merge");
    let review = house.review().await;
    let whole = review.reviewed.item(forest).expect("the whole is one again");
    assert!(whole.is_decided_itself());
    assert_eq!(whole.target().expect("a target").at.span.of(TEXT), "(2) Trồng rừng 3.485 ha.");

    house.say(vec![Wish::Add(span("Đẩy mạnh cải cách hành chính"))]).await.expect("an addition");
    let added = house.item("Đẩy mạnh").await;
    house
        .say(vec![Wish::Reject(added), Wish::Reject(ItemId(0))])
        .await
        .expect_err("the document stays");
    assert_eq!(house.review().await.reviewed.item(added).expect("kept").state, ItemState::Open);
    house.say(vec![Wish::Reject(added)]).await.expect("a rejection");
    house.confirm_all().await;
    house.adopt().await.expect("everything is decided");
    let plan = house.ledger.plan(&house.id, house.clock.0).await.expect("a read").expect("a plan");
    let plan = plan.adopted.plan;
    assert_eq!(plan.targets.iter().filter(|t| t.name.contains("Đẩy mạnh")).count(), 0);
    let kept = plan.background.iter().find(|b| b.passage.text == "Đẩy mạnh cải cách hành chính");
    assert_eq!(
        kept.map(|b| b.role),
        Some(BackgroundRole::Context),
        "rejected words stay as background"
    );
}

#[tokio::test]
async fn a_document_of_tasks_alone_makes_a_plan_and_one_of_nothing_does_not() {
    let house = House::under_review().await;
    let review = house.review().await;
    let targets: Vec<Wish> = review
        .reviewed
        .agenda()
        .iter()
        .filter(|i| i.target().is_some())
        .map(|i| Wish::Reject(i.id))
        .collect();
    house.say(targets).await.expect("rejections");
    house.confirm_all().await;
    let tasks = house.review().await;
    let task = tasks.reviewed.items().find(|i| matches!(i.subject, Subject::Task(_)));
    let task = task.expect("the text holds a task").id;
    house.say(vec![Wish::Reject(task)]).await.expect("a rejection");
    assert!(matches!(house.adopt().await, Err(AdoptReviewError::Nothing)));
    house.say(vec![Wish::Undo]).await.expect("a change to take back");
    house.adopt().await.expect("a task is enough");
    let plan = house.ledger.plan(&house.id, house.clock.0).await.expect("a read").expect("a plan");
    assert_eq!((plan.adopted.plan.targets.len(), plan.adopted.plan.tasks.len()), (0, 1));
}

#[tokio::test]
async fn every_target_that_people_make_bears_a_number_of_its_own() {
    let house = House::under_review().await;
    let both = "Thu ngân sách đạt 900 tỷ đồng.\n(2) Trồng rừng 3.485 ha.";
    house.say(vec![Wish::Add(span(both))]).await.expect("an addition");
    let forest = house.item("Trồng rừng").await;
    let at = span("3.485 ha.\n").start();
    house.say(vec![Wish::Split { item: forest, at: vec![at] }]).await.expect("a split");
    let review = house.review().await;
    let codes: Vec<String> =
        review.reviewed.items().filter_map(|i| i.target()).map(|t| t.code.0.clone()).collect();
    let apart: std::collections::BTreeSet<&String> = codes.iter().collect();
    let heads = codes.len() - apart.len();
    assert!(codes.iter().all(|code| !code.is_empty()), "{codes:?}");
    let plan = review.reviewed.present();
    let leaves: std::collections::BTreeSet<_> =
        plan.leaves().into_iter().map(|leaf| leaf.code.clone()).collect();
    assert_eq!((leaves.len(), heads), (plan.leaves().len(), 0), "{codes:?}");
}

#[tokio::test]
async fn who_leads_a_task_is_put_right_with_what_stood_before() {
    let house = House::under_review().await;
    let review = house.review().await;
    let tasks = review.reviewed.items().find_map(|item| match &item.subject {
        Subject::Task(task) => Some((item.id, task)),
        _ => None,
    });
    let (item, known) = tasks.expect("the text holds a task");
    let form = TaskForm { lead: "Sở Nội vụ".to_owned(), ..TaskForm::of(known) };
    let task = Box::new(form.read(known).expect("words for every field").expect("a change"));
    house.say(vec![Wish::EditTask { item, task }]).await.expect("an edit");
    house.confirm_all().await;
    house.adopt().await.expect("everything is decided");
    let plan = house.ledger.plan(&house.id, house.clock.0).await.expect("a read").expect("a plan");
    let history = plan_history(&house.ledger, &plan).await.expect("a read").expect("a review");
    let told = history.changes.iter().flat_map(|change| &change.fields);
    let told: Vec<String> =
        told.map(|field| format!("{}: {} → {}", field.name, field.before, field.after)).collect();
    assert!(told.contains(&"Chủ trì:  → Sở Nội vụ".to_owned()), "{told:?}");
}

#[tokio::test]
async fn the_last_change_can_be_taken_back() {
    let house = House::under_review().await;
    let before = house.review().await;
    let budget = house.item("Thu ngân sách").await;
    house.say(vec![Wish::Reject(budget)]).await.expect("a rejection");
    house.say(vec![Wish::Undo]).await.expect("a change to take back");
    let after = house.review().await;
    assert_eq!((after.reviewed, after.changes.len()), (before.reviewed, before.changes.len()));
    house.say(vec![Wish::Undo]).await.expect("the number that was filled in");
    assert!(matches!(house.say(vec![Wish::Undo]).await, Err(ChangeReviewError::NothingToUndo)));
}

#[tokio::test]
async fn two_people_never_write_over_each_other() {
    let house = House::under_review().await;
    let seen = house.review().await.card.version;
    let budget = house.item("Thu ngân sách").await;
    house.say(vec![Wish::Confirm(budget)]).await.expect("the first is in time");
    let late =
        change_review(house.desk(), &house.drafts, &house.id, seen, vec![Wish::Reject(budget)]);
    assert!(matches!(late.await, Err(ChangeReviewError::Draft(DraftError::Stale))));
    assert_eq!(
        house.review().await.reviewed.item(budget).expect("kept").state,
        ItemState::Confirmed
    );
    assert!(matches!(house.read().await, Err(KeepReadingError::Touched)));
}

#[tokio::test]
async fn an_adoption_whose_answer_was_lost_is_one_adoption() {
    let house = House::under_review().await;
    house.confirm_all().await;
    let kept = house.drafts.load(&house.id).await.expect("a drawer").expect("a draft");
    let parcel = house.drafts.file(&house.id, "ban-doc").await.expect("a drawer").expect("a file");
    house.adopt().await.expect("everything is decided");
    // The process died before the drawer was cleared.
    house.drafts.keep(&house.id, "ban-doc", &parcel).await.expect("a drawer");
    house.drafts.keep(&house.id, "goc", TEXT.as_bytes()).await.expect("a drawer");
    for version in 0..kept.version {
        house.drafts.save(&house.id, version, kept.saved, &kept.body).await.expect("in step");
    }
    let again = house.adopt().await.expect("the same adoption");
    assert!(again.repeated);
    let adopted = |act: &Act| matches!(act, Act::PlanAdopted(a) if a.id == house.id);
    let entries = house.ledger.entries(0, 1_000).await.expect("entries");
    assert_eq!(entries.iter().filter(|e| adopted(&e.entry.act)).count(), 1);
}

#[tokio::test]
async fn what_cannot_start_keeps_nothing() {
    let house = House::new().await;
    let refuse = async |change: &dyn Fn(&mut StartReview)| {
        let places = house.ledger.places(house.clock.0).await.expect("a register");
        let mut start = StartReview {
            id: house.id.clone(),
            place: places[0].id.clone(),
            bytes: TEXT.as_bytes().to_vec(),
            title: "nghi-quyet.txt".to_owned(),
            origin: None,
            number: None,
            adopted: None,
            rule: AttachmentRule::default(),
        };
        change(&mut start);
        let refused = start_review(house.desk(), &house.drafts, start).await;
        refused.expect_err("it cannot start").to_string()
    };
    let said = [
        refuse(&|s| s.id = PlanId("Tỉnh 2027".to_owned())).await,
        refuse(&|s| s.id = PlanId("tinh-2024".to_owned())).await,
        refuse(&|s| s.bytes.clear()).await,
        refuse(&|s| s.place.code = "99999".to_owned()).await,
    ];
    insta::assert_snapshot!(said.join("\n"), @r"
    mã kế hoạch “Tỉnh 2027” không hợp lệ; mã gồm 1 đến 40 chữ thường không dấu, chữ số và dấu gạch nối ở giữa, ví dụ tinh-2027
    kế hoạch tinh-2024 đã được phê duyệt; hãy đặt mã khác
    chưa chọn tệp, hoặc tệp rỗng; hãy chọn tệp PDF, Word hoặc văn bản của nghị quyết
    đơn vị “99999” không có trong danh mục; hãy chọn trong danh sách, hoặc nạp danh mục bằng “quyet place import”
    ");
    assert_eq!(list_reviews(&house.drafts).await, Ok(vec![]));
    let reporter = Actor { role: Role::Reporter, ..house.planner.clone() };
    let desk = Desk { actor: &reporter, ..house.desk() };
    let forbidden = keep_reading(desk, &house.drafts, &house.id, Err(Refused::Empty)).await;
    assert!(matches!(forbidden, Err(KeepReadingError::Forbidden(_))));
}

#[tokio::test]
async fn a_refused_file_keeps_its_original_and_says_why() {
    let house = House::new().await;
    house.start().await.expect("a new draft");
    let refused = Err(Refused::Protected { what: "tệp PDF" });
    keep_reading(house.desk(), &house.drafts, &house.id, refused).await.expect("kept");
    let card = review_card(&house.drafts, &house.id).await.expect("a draft");
    assert!(matches!(&card.stage, CardStage::Refused(why) if why.contains("mật khẩu")));
    assert_eq!(original(&house.drafts, &house.id).await, Ok(Some(TEXT.as_bytes().to_vec())));
    let said = change_review(house.desk(), &house.drafts, &house.id, 2, vec![Wish::Undo]).await;
    assert!(matches!(said, Err(ChangeReviewError::NotRead)));
}

#[tokio::test]
async fn a_draft_that_cannot_be_opened_is_listed_and_told() {
    let house = House::new().await;
    house
        .drafts
        .save(&house.id, 0, house.clock.0, b"{\"form\":\"quyet/draft/9\"}")
        .await
        .expect("kept");
    let listed = list_reviews(&house.drafts).await.expect("a drawer");
    assert!(matches!(&listed[..], [one] if matches!(one.stage, CardStage::Unreadable(_))));
    let refused = open_review(&house.drafts, &house.id).await.expect_err("another version");
    assert!(refused.to_string().contains("tệp gốc vẫn còn"), "{refused}");
    assert!(matches!(house.start().await, Err(StartReviewError::AlreadyStarted(_))));
}

#[test]
fn an_identity_can_stand_in_an_address() {
    for good in ["tinh-2027", "xa-02083-2026", "a"] {
        assert!(is_plan_id(good), "{good}");
    }
    for bad in ["", "-a", "a-", "Tinh", "tỉnh", "a b", "a/b", "..", &"a".repeat(41)] {
        assert!(!is_plan_id(bad), "{bad}");
    }
}
