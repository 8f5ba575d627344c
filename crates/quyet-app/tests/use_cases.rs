//! The use cases together, on the ledger in memory: what was refused wrote nothing, and yesterday stays.

use std::collections::BTreeMap;

use jiff::Timestamp;
use quyet_app::adopt_plan::{AdoptPlan, adopt_plan};
use quyet_app::assess_plan::{JudgedPlan, assess_plan};
use quyet_app::attachments::AttachmentRule;
use quyet_app::clock::StoppedClock;
use quyet_app::correct_figure::{CorrectFigure, CorrectFigureError, correct_figure};
use quyet_app::desk::Desk;
use quyet_app::load_example::{bac_kan_2024, load_example};
use quyet_app::moment::Moment;
use quyet_app::publish_report::{PublishReport, publish_report};
use quyet_app::report_figures::{ReportFiguresError, report_figures};
use quyet_app::views::plan::plan_page;
use quyet_model::Decimal;
use quyet_model::actor::{Actor, Role};
use quyet_model::document::Digest;
use quyet_model::entry::CommandId;
use quyet_model::figure::{FigureId, Value};
use quyet_model::indicator::IndicatorId;
use quyet_model::plan::PlanId;
use quyet_store::memory::MemoryLedger;
use quyet_store::{FigureQuery, Ledger};

const NOW: &str = "2026-11-24T03:00:00Z";

fn now() -> Timestamp {
    NOW.parse().expect("a literal instant")
}

fn actor(role: Role) -> Actor {
    Actor { name: "người thử".to_owned(), role, body: "Sở Tài chính".to_owned() }
}

async fn example() -> MemoryLedger {
    let ledger = MemoryLedger::default();
    assert!(load_example(&ledger, bac_kan_2024()).await.expect("the example loads"));
    ledger
}

async fn judged(ledger: &dyn Ledger, day: Option<&str>) -> JudgedPlan {
    let moment = Moment::parse(day, now()).expect("a moment");
    assess_plan(ledger, &PlanId("tinh-2024".to_owned()), &moment).await.expect("a plan")
}

async fn forest(ledger: &dyn Ledger) -> FigureId {
    let query = FigureQuery { indicators: Some(vec![planting()]), ..FigureQuery::default() };
    let figures = ledger.figures(&query, now()).await.expect("figures");
    let year = figures.iter().find(|f| f.figure.value.number() == Some(Decimal::from(5257)));
    year.expect("the year's planting is in the example").id
}

fn planting() -> IndicatorId {
    IndicatorId("trong-rung".to_owned())
}

fn correction(replaces: FigureId, command: &str, value: i64) -> CorrectFigure {
    CorrectFigure {
        command: CommandId(command.to_owned()),
        replaces,
        value: Value::Number(Decimal::from(value)),
        basis: None,
        words: None,
        source: None,
        reason: "số nghiệm thu".to_owned(),
    }
}

#[tokio::test]
async fn the_example_comes_out_as_the_record_says() {
    let ledger = example().await;
    let page = plan_page(&judged(&ledger, None).await);
    assert_eq!((page.totals, page.tasks), ((24, 29), 23));
    let line = |code: &str, name: &str| {
        let row =
            page.rows.iter().find(|r| r.code == code && (name.is_empty() || r.name.contains(name)));
        let row = row.unwrap_or_else(|| panic!("no row {code}"));
        format!("{} {}", row.code, row.status.word)
    };
    let lines =
        ["1", "1.1", "1.2", "1.3", "1.4", "2", "3", "4", "5", "6", "11", "12", "14", "16", "18"];
    let found = lines.map(|code| line(code, "")).join("\n");
    insta::assert_snapshot!(found, @r"
    1 Không đạt
    1.1 Không đạt
    1.2 Thiếu số riêng
    1.3 Thiếu số riêng
    1.4 Vượt
    2 Vượt
    3 Vượt
    4 Vượt
    5 Đạt
    6 Chưa có số liệu
    11 Đạt
    12 Đạt
    14 Đạt
    16 Vượt
    18 Thiếu số gốc
    ");
}

#[tokio::test]
async fn a_plan_from_a_web_page_keeps_the_page_and_the_text_it_was_read_from() {
    let ledger = example().await;
    let resolution = bac_kan_2024().resolution.replace('<', "&lt;").replace("\n\n", "</p>\n<p>");
    let page = format!("<!DOCTYPE html><html><body><p>{resolution}</p></body></html>");
    let known = judged(&ledger, None).await.adopted.adopted;
    let (clock, planner) = (StoppedClock(now()), actor(Role::Planner));
    let desk = Desk { ledger: &ledger, clock: &clock, actor: &planner };
    let command = AdoptPlan {
        command: CommandId("tu-trang-web".to_owned()),
        id: PlanId("tinh-2024-web".to_owned()),
        place: known.place.clone(),
        received: quyet_intake::receive(page.as_bytes()).expect("a web page"),
        bytes: page.clone().into_bytes(),
        title: "Nghị quyết".to_owned(),
        origin: Some("cổng thông tin".to_owned()),
        links: BTreeMap::new(),
        confirmed: true,
        rule: AttachmentRule::default(),
    };
    adopt_plan(desk, command).await.expect("the page holds the plan");
    let plan = PlanId("tinh-2024-web".to_owned());
    let adopted = ledger.plan(&plan, now()).await.expect("read").expect("the plan").adopted;
    assert_eq!(adopted.plan.targets.len(), known.plan.targets.len());
    let text = ledger.document(&adopted.document).await.expect("read").expect("the text");
    assert_eq!(text.media_type, "text/plain; charset=utf-8");
    let origin = text.origin.expect("where the text comes from");
    let digest = origin.split("sha256:").nth(1).and_then(|rest| rest.split(' ').next());
    let original = Digest(digest.expect("the digest of the page").to_owned());
    let kept = ledger.document(&original).await.expect("read").expect("the page");
    assert_eq!(
        (kept.media_type.as_str(), kept.origin.as_deref()),
        ("text/html", Some("cổng thông tin"))
    );
    assert_eq!(ledger.blob(&original).await.expect("read").as_deref(), Some(page.as_bytes()));
}

#[tokio::test]
async fn loading_the_example_twice_changes_nothing() {
    let ledger = example().await;
    let before = ledger.head().await.expect("head");
    assert!(!load_example(&ledger, bac_kan_2024()).await.expect("again"));
    assert_eq!(ledger.head().await.expect("head"), before);
}

#[tokio::test]
async fn a_correction_shows_today_and_leaves_yesterday_as_it_was() {
    let ledger = example().await;
    let yesterday =
        || async { format!("{:?}", plan_page(&judged(&ledger, Some("2026-11-23")).await).rows) };
    let before = yesterday().await;
    let actor = actor(Role::Synthesiser);
    let clock = StoppedClock(now());
    let desk = Desk { ledger: &ledger, clock: &clock, actor: &actor };
    let id = forest(&ledger).await;
    correct_figure(desk, correction(id, "c1", 3000)).await.expect("corrected");
    assert_eq!(yesterday().await, before);
    let today = plan_page(&judged(&ledger, None).await);
    let row = today.rows.iter().find(|row| row.code == "4").expect("target 4");
    assert_eq!(row.status.word, "Không đạt");
}

#[tokio::test]
async fn the_same_correction_sent_twice_is_one_act_and_another_one_is_refused() {
    let ledger = example().await;
    let actor = actor(Role::Synthesiser);
    let clock = StoppedClock(now());
    let desk = Desk { ledger: &ledger, clock: &clock, actor: &actor };
    let id = forest(&ledger).await;
    correct_figure(desk, correction(id, "c1", 3000)).await.expect("corrected");
    let head = ledger.head().await.expect("head");
    let again = correct_figure(desk, correction(id, "c1", 3000)).await.expect("repeated");
    assert!(again.repeated);
    let other = correct_figure(desk, correction(id, "c2", 3100)).await;
    assert!(matches!(other, Err(CorrectFigureError::AlreadyReplaced { .. })));
    assert_eq!(ledger.head().await.expect("head"), head);
}

#[tokio::test]
async fn a_form_with_one_faulty_row_is_refused_whole_and_names_the_row() {
    let ledger = example().await;
    let head = ledger.head().await.expect("head");
    let actor = actor(Role::Reporter);
    let clock = StoppedClock(now());
    let desk = Desk { ledger: &ledger, clock: &clock, actor: &actor };
    let good =
        ledger.figure(forest(&ledger).await, now()).await.expect("read").expect("a figure").figure;
    let mut bad = good.clone();
    bad.indicator = IndicatorId("khong-co".to_owned());
    let refused =
        report_figures(desk, &CommandId("f1".to_owned()), vec![good.clone(), bad, good]).await;
    let Err(ReportFiguresError::Refused(rows)) = refused else { panic!("taken: {refused:?}") };
    assert_eq!(rows.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(ledger.head().await.expect("head"), head);
}

#[tokio::test]
async fn whoever_has_not_the_power_writes_nothing() {
    let ledger = example().await;
    let head = ledger.head().await.expect("head");
    let id = forest(&ledger).await;
    for role in [Role::Public, Role::Administrator, Role::Reporter, Role::Planner] {
        let actor = actor(role);
        let clock = StoppedClock(now());
        let desk = Desk { ledger: &ledger, clock: &clock, actor: &actor };
        let refused = correct_figure(desk, correction(id, "c1", 1)).await;
        assert!(matches!(refused, Err(CorrectFigureError::Forbidden(_))), "{role:?}");
    }
    assert_eq!(ledger.head().await.expect("head"), head);
}

#[tokio::test]
async fn a_published_report_keeps_its_bytes_after_a_correction() {
    let ledger = example().await;
    let actor = actor(Role::Synthesiser);
    let clock = StoppedClock(now());
    let desk = Desk { ledger: &ledger, clock: &clock, actor: &actor };
    let plan = PlanId("tinh-2024".to_owned());
    let command = PublishReport {
        command: CommandId("p1".to_owned()),
        plan: plan.clone(),
        moment: Moment::now(now()),
    };
    publish_report(desk, command).await.expect("published");
    let later = StoppedClock("2026-11-25T03:00:00Z".parse().expect("a literal instant"));
    let desk = Desk { ledger: &ledger, clock: &later, actor: &actor };
    correct_figure(desk, correction(forest(&ledger).await, "c1", 3000)).await.expect("corrected");
    let reports = ledger.reports(&plan, later.0).await.expect("reports");
    assert_eq!(reports.len(), 1);
    let html = &reports[0].report.files[0].1;
    let bytes = ledger.blob(html).await.expect("read").expect("the frozen file");
    assert!(String::from_utf8_lossy(&bytes).contains("5.257"));
}
