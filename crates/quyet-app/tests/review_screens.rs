//! What the screens of a review show, as words.

use jiff::Timestamp;
use quyet_app::attachments::AttachmentRule;
use quyet_app::clock::StoppedClock;
use quyet_app::desk::Desk;
use quyet_app::load_example::{bac_kan_2024, load_example};
use quyet_app::review::change::{Wish, change_review};
use quyet_app::review::form::TargetForm;
use quyet_app::review::read::keep_reading;
use quyet_app::review::start::{StartReview, start_review};
use quyet_app::review::{Review, open_review};
use quyet_app::views::review::adoption::adoption_view;
use quyet_app::views::review::desk::{DeskAsked, Panel, review_desk};
use quyet_app::views::review::review_title;
use quyet_app::views::review::words::Words;
use quyet_model::actor::{Actor, Role};
use quyet_model::plan::PlanId;
use quyet_model::review::{Item, ItemId};
use quyet_store::Ledger;
use quyet_store::drafts::MemoryDrafts;
use quyet_store::memory::MemoryLedger;

const TEXT: &str = "HỘI ĐỒNG NHÂN DÂN\nTỈNH BẮC KẠN\nSố: 90/NQ-HĐND\n\nNGHỊ QUYẾT\nVề kế hoạch năm 2027\n\n\
    Điều 1. Chỉ tiêu chủ yếu\n\
    (1) Thu ngân sách đạt 900 tỷ đồng.\n\
    (2) Giải ngân vốn đầu tư công đạt 95%; trồng cây phân tán 500 nghìn cây.\n\
    Điều 2. Nhiệm vụ, giải pháp\n\
    1. Đẩy mạnh cải cách hành chính.\n";

/// A review of the text after some wishes.
async fn review(wishes: Vec<Wish>) -> Review {
    let (ledger, drafts) = (MemoryLedger::default(), MemoryDrafts::new());
    assert!(load_example(&ledger, bac_kan_2024()).await.expect("the example loads"));
    let at: Timestamp = "2026-11-24T03:00:00Z".parse().expect("a literal instant");
    let (name, body) = ("người thử".to_owned(), "Sở Tài chính".to_owned());
    let planner = Actor { name, role: Role::Planner, body };
    let (clock, id) = (StoppedClock(at), PlanId("tinh-2027".to_owned()));
    let desk = Desk { ledger: &ledger, clock: &clock, actor: &planner };
    let places = ledger.places(at).await.expect("a register");
    let start = StartReview {
        id: id.clone(),
        place: places[0].id.clone(),
        bytes: TEXT.as_bytes().to_vec(),
        title: "nghi-quyet.txt".to_owned(),
        origin: None,
        number: Some("91/NQ-HĐND".to_owned()),
        adopted: None,
        rule: AttachmentRule::default(),
    };
    start_review(desk, &drafts, start).await.expect("a new draft");
    let given = quyet_intake::receive(TEXT.as_bytes());
    keep_reading(desk, &drafts, &id, given).await.expect("a readable text");
    let opened = || async { open_review(&drafts, &id).await.expect("sound").expect("read") };
    let seen = opened().await.card.version;
    if !wishes.is_empty() {
        change_review(desk, &drafts, &id, seen, wishes).await.expect("wishes that fit");
    }
    opened().await
}

fn item(review: &Review, words: &str) -> ItemId {
    let named = |item: &&Item| item.target().is_some_and(|target| target.name.contains(words));
    review.reviewed.items().filter(named).last().expect(words).id
}

#[tokio::test]
async fn the_document_is_held_against_what_the_person_told() {
    let review = review(vec![]).await;
    assert_eq!(review_title(&review), "Nghị quyết 90/NQ-HĐND ▸ Kế hoạch 2027");
    let desk = review_desk(&review, &DeskAsked::default());
    let Panel::Document(card, form) = desk.panel else { panic!("the document comes first") };
    assert_eq!((form.number.as_str(), form.year.as_str()), ("90/NQ-HĐND", "2027"));
    let told = "Số ký hiệu ghi khi nạp là “91/NQ-HĐND”, trong văn bản là “90/NQ-HĐND”";
    assert!(card.notes.iter().any(|note| note.doubtful && note.message == told), "{card:?}");
}

#[tokio::test]
async fn the_source_links_every_item_and_marks_the_current_one() {
    let review = review(vec![]).await;
    let tree = item(&review, "cây phân tán");
    let asked = DeskAsked { item: Some(tree), from: Some(0), ..DeskAsked::default() };
    let desk = review_desk(&review, &asked);
    let run = |run: &quyet_app::views::review::source::Run| {
        let mark = if run.current { "*" } else { "" };
        run.item.map_or_else(|| run.text.clone(), |_| format!("[{mark}{}]", run.text))
    };
    let lines = desk.source.lines.iter().map(|line| {
        let said: String = line.runs.iter().map(run).collect();
        format!("{} {}–{} {said}", line.number, line.first_word, line.last_word)
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r#"
    1 1–4 HỘI ĐỒNG NHÂN DÂN
    2 5–7 TỈNH BẮC KẠN
    3 8–9 Số: 90/NQ-HĐND
    5 10–11 NGHỊ QUYẾT
    6 12–16 Về kế hoạch năm 2027
    8 17–22 Điều 1. Chỉ tiêu chủ yếu
    9 23–30 [(1) Thu ngân sách đạt 900 tỷ đồng.]
    10 31–46 [(2) ][Giải ngân vốn đầu tư công đạt 95%][; ][*trồng cây phân tán 500 nghìn cây][.]
    11 47–52 Điều 2. Nhiệm vụ, giải pháp
    12 53–59 [1. Đẩy mạnh cải cách hành chính.]
    "#);
}

#[tokio::test]
async fn what_stands_in_the_fields_says_nothing_new() {
    let review = review(vec![]).await;
    let words = Words::of(&review.received.text);
    for item in review.reviewed.items() {
        let Some(target) = item.target() else { continue };
        let form = TargetForm::of(target, &words);
        let read = form.read((item.id, target), !item.parts.is_empty(), &words, &[]);
        assert_eq!(read, Ok(None), "{form:?}");
    }
}

#[tokio::test]
async fn the_summary_tells_what_people_changed_with_what_stood_before() {
    let first = review(vec![]).await;
    let words = Words::of(&first.received.text);
    let (budget, tree) = (item(&first, "Thu ngân sách"), item(&first, "cây phân tán"));
    let target = first.reviewed.item(budget).and_then(Item::target).expect("a target");
    let mut form = TargetForm::of(target, &words);
    form.condition.comparison = "it-nhat".to_owned();
    form.condition.number = "1.000,5".to_owned();
    let edit = form.read((budget, target), false, &words, &[]).expect("readable").expect("new");
    let wishes = vec![Wish::EditTarget(Box::new(edit)), Wish::Reject(tree), Wish::Confirm(budget)];
    let view = adoption_view(&review(wishes).await);
    let rows = view.changes.iter().map(|change| {
        let fields =
            change.fields.iter().map(|f| format!("{}: {} → {}", f.name, f.before, f.after));
        let fields = fields.collect::<Vec<_>>().join("; ");
        format!("{} {} [{fields}] {} · {}", change.verb, change.item, change.when, change.who)
    });
    insta::assert_snapshot!(rows.collect::<Vec<_>>().join("\n").replace('\u{202F}', " "), @r#"
    Sửa Chỉ tiêu (1) Thu ngân sách [Mục tiêu: 900 tỷ đồng → ≥ 1.000,5 tỷ đồng] 10:00 ngày 24/11/2026 · Sở Tài chính (người lập kế hoạch)
    Bỏ Chỉ tiêu (2.2) trồng cây phân tán nghìn cây [] 10:00 ngày 24/11/2026 · Sở Tài chính (người lập kế hoạch)
    "#);
    assert_eq!((view.rejected.len(), view.open.len()), (1, view.counts.open()));
}
