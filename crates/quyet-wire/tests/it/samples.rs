//! One entry of every kind, with every field filled or deliberately empty.

use jiff::civil::date;
use quyet_model::Decimal;
use quyet_model::actor::{Actor, Role};
use quyet_model::assignment::{
    Assignment, Deadline, Due, Frequency, Link, LinkKind, Phrase, Recurrence,
};
use quyet_model::citation::{Breadcrumb, Citation, Passage, ProvisionKind};
use quyet_model::condition::{Bound, Condition, Direction, Promise, Reading};
use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_model::document::{CitedDocument, Digest, DocumentHead, DocumentKind, ReceivedDocument};
use quyet_model::entry::{
    Act, CommandId, DraftChanged, Entry, FigureCorrected, FiguresReported, LogKeyRecorded,
    PlanAdopted, PlanDrafted, ReportPublished,
};
use quyet_model::figure::{Basis, Figure, FigureId, SourceRef, Value};
use quyet_model::indicator::{Indicator, IndicatorId, Measure, Publication, Sense, Visibility};
use quyet_model::period::Period;
use quyet_model::place::{Place, PlaceId, PlaceLevel};
use quyet_model::plan::{Background, BackgroundRole, Draft, PastAssessment, Plan, PlanId, Unread};
use quyet_model::review::{Change, Changed, ItemId, TargetEdit};
use quyet_model::span::Span;
use quyet_model::target::{Target, TargetCode};
use quyet_model::task::{Duty, DutyKind, Measure as TaskMeasure, Task, TaskGroup};
use quyet_model::unit::Unit;

pub(crate) fn number(words: &str) -> Decimal {
    words.parse().expect("the sample is a decimal")
}

fn digest(digit: char) -> Digest {
    Digest(digit.to_string().repeat(64))
}

fn at(start: usize, end: usize, item: &str) -> Citation {
    let breadcrumb = Breadcrumb::default()
        .down(ProvisionKind::Article, "2")
        .down(ProvisionKind::Clause, "2")
        .down(ProvisionKind::Item, item);
    Citation { span: Span::new(start, end), breadcrumb }
}

fn passage(text: &str, start: usize) -> Passage {
    Passage { text: text.to_owned(), at: at(start, start + text.len(), "1") }
}

fn measure(text: &str, start: usize) -> TaskMeasure {
    TaskMeasure { passage: passage(text, start), assignment: Assignment::default() }
}

fn phrase(text: &str, start: usize) -> Phrase {
    Phrase { text: text.to_owned(), span: Span::new(start, start + text.len()) }
}

/// An assignment with every field filled.
pub(crate) fn assignment() -> Assignment {
    Assignment {
        lead: vec![phrase("Sở Tài chính", 310)],
        supporting: vec![phrase("Sở Xây dựng", 330)],
        overseers: vec![phrase("Phó Chủ tịch UBND tỉnh", 350)],
        deadlines: vec![Deadline {
            due: Due::Within(Period::Quarter(2024, 2)),
            strict: false,
            year_inferred: true,
            phrase: phrase("trong quý II", 370),
        }],
        recurrences: vec![Recurrence {
            every: Frequency::Yearly,
            day: Some(15),
            month: Some(12),
            phrase: phrase("trước ngày 15/12 hằng năm", 390),
        }],
        output: Some(phrase("Kế hoạch của UBND tỉnh", 410)),
        note: Some(phrase("Chuyển tiếp", 430)),
        links: vec![Link {
            kind: LinkKind::NationalTargetProgramme,
            phrase: phrase("Chương trình mục tiêu quốc gia giảm nghèo bền vững", 450),
        }],
    }
}

/// The sample draft with an assignment wherever one may stand.
pub(crate) fn assigned_draft() -> Draft {
    let mut draft = draft();
    for task in &mut draft.plan.tasks {
        task.assignment = assignment();
        task.measures.iter_mut().for_each(|measure| measure.assignment = assignment());
    }
    draft.plan.duties.iter_mut().for_each(|duty| duty.assignment = assignment());
    draft
}

fn place_id() -> PlaceId {
    PlaceId { code: "06".to_owned(), valid_from: Some(date(1997, 1, 1)) }
}

fn target(code: &str, promise: Promise, unit: &str, reading: Reading) -> Target {
    Target {
        code: TargetCode(code.to_owned()),
        label: format!("({code})"),
        text: "Trồng rừng đạt 3.485 ha.".to_owned(),
        name: "Trồng rừng".to_owned(),
        at: at(100, 140, code),
        condition_at: Some(Span::new(118, 128)),
        condition: Condition { promise, unit: Unit::new(unit), reading },
        horizon: None,
        indicator: None,
        column: None,
        replaces: None,
        parts: Vec::new(),
    }
}

fn targets() -> Vec<Target> {
    let level = Promise::Level(Bound::Exactly(number("3485")));
    let fall = Promise::Change {
        direction: Direction::Fall,
        by: Some(Bound::Between(number("2"), number("2.50"))),
        from: Some("năm trước".to_owned()),
    };
    let head = target("1", Promise::Level(Bound::AtLeast(number("8.00"))), "%", Reading::AsWritten);
    let container = Target {
        condition: Condition::all_of_parts(),
        condition_at: None,
        parts: vec![Target {
            indicator: Some(IndicatorId("grdp-tang".to_owned())),
            ..head.clone()
        }],
        ..head
    };
    let roster = Promise::Roster { count: 2, members: vec!["A".to_owned(), "B".to_owned()] };
    let planted = target("2", level, "ha", Reading::AtLeast);
    vec![
        container,
        Target { horizon: Some("đến năm 2030".to_owned()), ..planted },
        target("3", fall, "%", Reading::AsWritten),
        target("4", roster, "xã", Reading::AsWritten),
        target("5", Promise::RankWithin(20), "", Reading::AsWritten),
    ]
}

pub(crate) fn plan() -> Plan {
    Plan {
        document: DocumentHead {
            number: Some("81/NQ-HĐND".to_owned()),
            kind: Some(DocumentKind::Resolution),
            issuer: Some("Hội đồng nhân dân tỉnh".to_owned()),
            title: Some("Về kế hoạch năm 2024".to_owned()),
            adopted: Some(date(2023, 12, 8)),
            term: Some("X".to_owned()),
            session: Some(16),
            year: Some(2024),
        },
        objective: vec![passage("Giữ vững đà tăng trưởng.", 10)],
        targets: targets(),
        tasks: vec![Task {
            code: "2.đ".to_owned(),
            group: TaskGroup { code: "2".to_owned(), title: "Về kinh tế".to_owned() },
            text: "Rà soát quy hoạch. Bố trí vốn.".to_owned(),
            at: at(300, 340, "2"),
            measures: vec![measure("Rà soát quy hoạch.", 300), measure("Bố trí vốn.", 322)],
            assignment: Assignment::default(),
        }],
        citations: vec![CitedDocument {
            number: Some("207/TTr-UBND".to_owned()),
            kind: DocumentKind::Submission,
            issuer: None,
            date: Some(date(2023, 11, 24)),
            subject: None,
            at: at(20, 60, "9"),
        }],
        duties: vec![Duty {
            addressees: vec!["Ủy ban nhân dân tỉnh".to_owned()],
            kind: DutyKind::CarryOut,
            passage: passage("Giao Ủy ban nhân dân tỉnh thực hiện.", 500),
            assignment: Assignment::default(),
        }],
        assessment: PastAssessment {
            results: vec![passage("Thu ngân sách tăng.", 61)],
            shortcomings: vec![passage("Giải ngân chậm.", 82)],
            causes: Vec::new(),
        },
        background: vec![Background {
            role: BackgroundRole::LegalBasis,
            passage: passage("Căn cứ Luật Tổ chức chính quyền địa phương.", 0),
        }],
        unread: vec![Unread {
            reason: "không rõ nghĩa".to_owned(), passage: passage("???", 700)
        }],
    }
}

pub(crate) fn draft() -> Draft {
    let diagnostic = Diagnostic {
        code: "QY0301",
        severity: Severity::Warning,
        message: "Con số không nói rõ là mức ít nhất hay nhiều nhất.".to_owned(),
        message_en: "The number does not say whether it is a least or a most.".to_owned(),
        span: Span::new(118, 128),
        hint: Some("Xác nhận cách hiểu.".to_owned()),
        hint_en: Some("Confirm the reading.".to_owned()),
    };
    Draft { plan: plan(), diagnostics: vec![diagnostic] }
}

fn figure(period: Period, value: Value, basis: Basis) -> Figure {
    Figure {
        indicator: IndicatorId("trong-rung".to_owned()),
        place: place_id(),
        period,
        value,
        basis,
        words: Some("gần 2,5%".to_owned()),
        measured_on: Some(date(2024, 11, 30)),
        source: SourceRef {
            title: "Báo cáo \"tháng 11\"".to_owned(),
            url: Some("https://vi-du.vn/bc?k=1&n=2".to_owned()),
        },
        note: None,
    }
}

fn figures() -> Vec<Figure> {
    let bounded = Value::Bounded(Bound::MoreThan(number("30")));
    let ranged = Value::Bounded(Bound::AboutBetween(number("33"), number("34.0")));
    let missing = Value::NotCollected("chưa điều tra".to_owned());
    let plain = figure(Period::Month(2024, 9), Value::NothingArose, Basis::Unstated);
    let source = SourceRef { title: "Sổ tay".to_owned(), url: None };
    vec![
        figure(Period::Year(2024), Value::Number(number("5257.00")), Basis::Official),
        figure(Period::Quarter(2024, 3), bounded, Basis::FirstEstimate),
        figure(Period::FirstMonths(2024, 6), ranged, Basis::RunningTotal),
        figure(Period::UpTo(date(2024, 3, 21)), missing, Basis::Preliminary),
        Figure { words: None, measured_on: None, source, note: Some("sơ".to_owned()), ..plain },
    ]
}

/// Every kind of change, by its written name.
fn changes() -> Vec<(&'static str, Change)> {
    let [_, planted, fall, ..] = &targets()[..] else { unreachable!("there are five targets") };
    let edit = TargetEdit {
        name: "Diện tích rừng trồng mới".to_owned(),
        condition: planted.condition.clone(),
        horizon: None,
        indicator: Some(IndicatorId("trong-rung".to_owned())),
        span: Span::new(100, 139),
        text: "Trồng rừng đạt 3.485 ha".to_owned(),
        condition_at: None,
    };
    let into = vec![planted.clone(), fall.clone()];
    let merged = Box::new(planted.clone());
    let (document, task) = (Box::new(plan().document), Box::new(plan().tasks.remove(0)));
    vec![
        ("confirmed", Change::Confirmed(ItemId(0))),
        ("rejected", Change::Rejected(ItemId(7))),
        ("reopened", Change::Reopened(ItemId(3))),
        ("document_edited", Change::DocumentEdited(document)),
        ("target_edited", Change::TargetEdited { item: ItemId(3), edit: Box::new(edit) }),
        ("task_edited", Change::TaskEdited { item: ItemId(7), task }),
        ("target_split", Change::TargetSplit { item: ItemId(4), into }),
        (
            "targets_merged",
            Change::TargetsMerged { first: ItemId(4), second: ItemId(5), into: merged },
        ),
        ("target_added", Change::TargetAdded(Box::new(planted.clone()))),
    ]
}

fn changed(change: Change) -> Act {
    let by = Actor {
        name: "tran.van.binh".to_owned(),
        role: Role::Planner,
        body: "Sở Tài chính".to_owned(),
    };
    let at = "2024-12-08T09:15:00.000000Z".parse().expect("the sample is an instant");
    let changed = Changed { by, at, change };
    Act::DraftChanged(Box::new(DraftChanged { id: PlanId("tinh-2024".to_owned()), changed }))
}

fn acts() -> Vec<Act> {
    let commune = Place {
        id: PlaceId { code: "02083".to_owned(), valid_from: None },
        name: "Xã Bằng Thành".to_owned(),
        level: PlaceLevel::Commune,
        parent: Some("06".to_owned()),
        valid_to: Some(date(2025, 6, 30)),
        source: "Danh mục hành chính".to_owned(),
    };
    let indicator = Indicator {
        id: IndicatorId("trong-rung".to_owned()),
        name: "Diện tích trồng rừng".to_owned(),
        unit: Unit::new("ha"),
        measure: Measure::Flow,
        sense: Sense::HigherIsBetter,
        covers: vec![IndicatorId("rung-san-xuat".to_owned())],
        publication: Some(Publication { years_after: 1, month: 1, day: 31 }),
        visibility: Visibility::Public,
        field: "Kinh tế".to_owned(),
    };
    let document = ReceivedDocument {
        digest: digest('a'),
        media_type: "text/plain; charset=utf-8".to_owned(),
        title: "Nghị quyết".to_owned(),
        bytes: 66_123,
        origin: None,
    };
    let adopted = PlanAdopted {
        id: PlanId("tinh-2024".to_owned()),
        place: place_id(),
        document: digest('a'),
        compiler: "0.1.0".to_owned(),
        plan: plan(),
    };
    let drafted = PlanDrafted {
        id: PlanId("tinh-2024".to_owned()),
        document: digest('a'),
        compiler: "0.1.0".to_owned(),
        plan: plan(),
    };
    let corrected = FigureCorrected {
        replaces: FigureId { entry: 4, row: 0 },
        figure: figure(Period::Year(2024), Value::Number(number("5260")), Basis::Official),
        reason: "cộng thiếu một xã".to_owned(),
    };
    let report = ReportPublished {
        plan: PlanId("tinh-2024".to_owned()),
        title: "Kết quả năm 2024".to_owned(),
        valid: date(2024, 12, 31),
        head_size: 6,
        files: vec![("text/html".to_owned(), digest('b'))],
    };
    let key = LogKeyRecorded {
        origin: "quyet.example/tinh-06".to_owned(),
        key: "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop".to_owned(),
        replaces: Some(
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".to_owned(),
        ),
        reason: "thay khoá hằng năm".to_owned(),
    };
    vec![
        Act::PlacesRegistered(vec![commune]),
        Act::IndicatorsDefined(vec![indicator]),
        Act::DocumentReceived(document),
        Act::PlanDrafted(Box::new(drafted)),
        Act::PlanAdopted(Box::new(adopted)),
        Act::FiguresReported(FiguresReported { figures: figures() }),
        Act::FigureCorrected(Box::new(corrected)),
        Act::ReportPublished(report),
        Act::LogKeyRecorded(key),
    ]
}

/// One entry of every kind, and of every kind of change, by the name of its golden file.
pub(crate) fn entries() -> Vec<(String, Entry)> {
    let actor = Actor {
        name: "nguyen.thi.hoa".to_owned(),
        role: Role::Planner,
        body: "Sở Kế hoạch và Đầu tư".to_owned(),
    };
    let wrap = |act: Act| Entry {
        command: CommandId(format!("mau-{}", act.kind())),
        actor: actor.clone(),
        recorded: "2024-12-09T01:30:00.000500Z".parse().expect("the sample is an instant"),
        act,
    };
    let plain = acts().into_iter().map(|act| (act.kind().to_owned(), act));
    let all = changes().into_iter().map(|(name, change)| {
        let of = if name == "target_edited" { String::new() } else { format!(".{name}") };
        (format!("draft_changed{of}"), changed(change))
    });
    plain.chain(all).map(|(name, act)| (format!("{name}.v1.json"), wrap(act))).collect()
}
