//! A small plan that holds every shape of row. Names and numbers are made up except where they echo public figures.

use jiff::Timestamp;
use jiff::civil::date;
use quyet_assess::verdict::{Assessed, Counts, FinalVerdict, Gap, PlanAssessment, Verdict};
use quyet_assess::working::{Rule, Working};
use quyet_model::Decimal;
use quyet_model::actor::{Actor, Role};
use quyet_model::as_of::AsOf;
use quyet_model::citation::Citation;
use quyet_model::condition::{Bound, Condition, Direction, Promise, Reading};
use quyet_model::document::{DocumentHead, DocumentKind};
use quyet_model::figure::{Basis, Figure, FigureId, FigureVersion, SourceRef, Value};
use quyet_model::indicator::{Indicator, IndicatorId, Measure, Sense, Visibility};
use quyet_model::place::PlaceId;
use quyet_model::plan::Plan;
use quyet_model::target::{Target, TargetCode};
use quyet_model::unit::Unit;
use quyet_report::block::{Report, Table};
use quyet_report::results_table::{Audience, Link, ResultsInput, results_table};

/// Everything a table is made from, owned.
pub(crate) struct Sample {
    pub(crate) plan: Plan,
    pub(crate) assessment: PlanAssessment,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) figures: Vec<FigureVersion>,
}

impl Sample {
    pub(crate) fn report(&self, audience: Audience) -> Report {
        let link = |to: Link| match to {
            Link::Figure(id) => format!("https://example.vn/so-lieu/{id}"),
            Link::Target(code) => format!("/ke-hoach/tinh-2024/{code}"),
        };
        let input = ResultsInput {
            plan: &self.plan,
            assessment: &self.assessment,
            indicators: &self.indicators,
            figures: &self.figures,
            place: &place(),
            place_name: "Tỉnh Bắc Kạn",
            audience,
            link: &link,
        };
        results_table(&input, created())
    }

    pub(crate) fn public(&self) -> Report {
        self.report(Audience::Public)
    }
}

pub(crate) fn created() -> Timestamp {
    "2025-01-20T02:41:00Z".parse().unwrap()
}

pub(crate) fn place() -> PlaceId {
    PlaceId { code: "06".to_owned(), valid_from: None }
}

pub(crate) fn d(words: &str) -> Decimal {
    words.parse().unwrap()
}

pub(crate) fn the_table(report: &Report) -> &Table {
    let table = report.blocks.iter().find_map(|block| match block {
        quyet_report::block::Block::Table(table) => Some(table),
        _ => None,
    });
    table.unwrap()
}

pub(crate) fn leaf(code: &str, name: &str, promise: Promise, unit: &str) -> Target {
    let indicator = (!matches!(promise, Promise::Stated)).then(|| IndicatorId(format!("i{code}")));
    Target {
        code: TargetCode(code.to_owned()),
        label: format!("({code})"),
        text: format!("{name}: …"),
        name: name.to_owned(),
        at: Citation::default(),
        condition_at: None,
        condition: Condition { promise, unit: Unit::new(unit), reading: Reading::AsWritten },
        horizon: None,
        indicator,
        column: None,
        replaces: None,
        parts: Vec::new(),
    }
}

pub(crate) fn group(code: &str, name: &str, parts: Vec<Target>) -> Target {
    let condition = Condition::all_of_parts();
    Target { condition, indicator: None, parts, ..leaf(code, name, Promise::Stated, "") }
}

fn level(code: &str, name: &str, bound: Bound, unit: &str) -> Target {
    leaf(code, name, Promise::Level(bound), unit)
}

pub(crate) fn indicator(id: &str, name: &str, unit: &str, measure: Measure) -> Indicator {
    Indicator {
        id: IndicatorId(id.to_owned()),
        name: name.to_owned(),
        unit: Unit::new(unit),
        measure,
        sense: Sense::HigherIsBetter,
        covers: Vec::new(),
        publication: None,
        visibility: Visibility::Public,
        field: "Kinh tế".to_owned(),
    }
}

pub(crate) fn figure(
    row: u32,
    indicator: &str,
    period: &str,
    value: &str,
    basis: Basis,
) -> FigureVersion {
    let source = SourceRef {
        title: format!("Báo cáo số {row}/BC-UBND"),
        url: Some(format!("https://example.vn/bc/{row}")),
    };
    FigureVersion {
        id: FigureId { entry: 18, row },
        figure: Figure {
            indicator: IndicatorId(indicator.to_owned()),
            place: place(),
            period: period.parse().unwrap(),
            value: Value::Number(d(value)),
            basis,
            words: None,
            measured_on: None,
            source,
            note: None,
        },
        actor: Actor {
            name: "a".to_owned(),
            role: Role::Reporter,
            body: "Sở Tài chính".to_owned(),
        },
        recorded: created(),
        replaces: None,
        reason: None,
        replaced_by: None,
    }
}

pub(crate) fn assessed(code: &str, verdict: Verdict) -> Assessed {
    let working = Working {
        rule: Rule::Level,
        formula: String::new(),
        because: String::new(),
        inputs: Vec::new(),
        caveats: Vec::new(),
    };
    let code = TargetCode(code.to_owned());
    Assessed { code, verdict, working, figure: None, share_of_plan: None, parts: Vec::new() }
}

fn with(mut assessed: Assessed, figure: &FigureVersion, share: Option<&str>) -> Assessed {
    assessed.figure = Some(figure.clone());
    assessed.share_of_plan = share.map(d);
    assessed
}

pub(crate) fn gap(code: &str, gap: Gap) -> Assessed {
    assessed(code, Verdict::NotAssessable(gap))
}

pub(crate) fn assessment(targets: Vec<Assessed>) -> PlanAssessment {
    PlanAssessment {
        at: AsOf { valid: date(2025, 1, 20), recorded: created() },
        by_target: Counts::of(targets.iter().map(|target| &target.verdict)),
        by_leaf: Counts::of_leaves(&targets),
        targets,
    }
}

fn head() -> DocumentHead {
    DocumentHead {
        number: Some("101/NQ-HĐND".to_owned()),
        kind: Some(DocumentKind::Resolution),
        issuer: Some("Hội đồng nhân dân tỉnh".to_owned()),
        adopted: Some(date(2023, 12, 8)),
        year: Some(2024),
        ..DocumentHead::default()
    }
}

fn targets() -> Vec<Target> {
    let exactly = |code: &str, name: &str, value: &str, unit: &str| {
        level(code, name, Bound::Exactly(d(value)), unit)
    };
    let rise = change(Direction::Rise, Bound::Exactly(d("1")));
    let fall = change(Direction::Fall, Bound::Between(d("2"), d("2.5")));
    let members = vec!["Giáo Hiệu".to_owned(), "Vũ Muộn".to_owned()];
    let roster = Promise::Roster { count: 12, members };
    let reserve = Bound::MoreThan(d("90"));
    vec![
        growth(),
        exactly("2", "GRDP bình quân đầu người", "56", "triệu đồng"),
        exactly("3", "Tổng thu ngân sách nhà nước trên địa bàn", "1010", "tỉ đồng"),
        exactly("4", "Số hợp tác xã thành lập mới", "35", "hợp tác xã"),
        leaf("5", "Tỉ lệ giảm nghèo", fall, "%"),
        leaf("6", "Số xã đạt chuẩn nông thôn mới tăng thêm", roster, "xã"),
        leaf("7", "Giữ vững quốc phòng, an ninh", Promise::Stated, ""),
        leaf("8", "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)", rise, "bậc"),
        reform(),
        level("10", "Tỉ lệ quân nhân dự bị được sắp xếp", reserve, "%"),
        exactly("11", "Tuyển quân", "100", "%"),
    ]
}

fn change(direction: Direction, by: Bound) -> Promise {
    Promise::Change { direction, by: Some(by), from: None }
}

/// A container whose head carries a value of its own.
fn growth() -> Target {
    let at_least =
        |code: &str, name: &str, value: &str| level(code, name, Bound::AtLeast(d(value)), "%");
    let name = "Tốc độ tăng trưởng kinh tế (GRDP)";
    let farming = at_least("1.1", "Khu vực nông, lâm nghiệp và thủy sản", "3.9");
    let industry = at_least("1.2", "Khu vực công nghiệp", "16");
    group("1", name, vec![at_least("1", name, "8"), farming, industry])
}

/// A container without a value of its own.
fn reform() -> Target {
    let index = level("9.1", "Chỉ số cải cách hành chính", Bound::AtLeast(d("85")), "điểm");
    let all_three = Promise::AllOf { count: Some(3), direction: Some(Direction::Fall) };
    let accidents = leaf("9.2", "Tai nạn giao thông", all_three, "");
    group("9", "Chỉ số cải cách hành chính và tai nạn giao thông", vec![index, accidents])
}

fn indicators() -> Vec<Indicator> {
    let mut indicators = vec![
        indicator("i1", "Tăng trưởng GRDP", "%", Measure::Growth),
        indicator("i1.1", "Tăng trưởng nông, lâm nghiệp và thủy sản", "%", Measure::Growth),
        indicator("i1.2", "Tăng trưởng công nghiệp", "%", Measure::Growth),
        indicator("cn-xd", "Công nghiệp - xây dựng", "%", Measure::Growth),
        indicator("i2", "GRDP bình quân đầu người", "triệu đồng", Measure::Stock),
        indicator("i3", "Thu ngân sách", "tỷ đồng", Measure::Flow),
        indicator("i4", "Hợp tác xã thành lập mới", "hợp tác xã", Measure::Flow),
        indicator("i5", "Giảm tỉ lệ hộ nghèo", "điểm %", Measure::Rate),
        indicator("i6", "Xã đạt chuẩn nông thôn mới", "xã", Measure::Roster),
        indicator("i8", "PCI", "hạng", Measure::Rank),
        indicator("i9.1", "PAR INDEX", "điểm", Measure::Index),
        indicator("i9.2", "Tai nạn giao thông", "vụ", Measure::Flow),
        indicator("i10", "Quân nhân dự bị", "%", Measure::Rate),
        indicator("i11", "Tuyển quân", "%", Measure::Rate),
    ];
    for indicator in &mut indicators {
        match indicator.id.0.as_str() {
            "i10" => indicator.visibility = Visibility::Internal,
            "i11" => indicator.visibility = Visibility::Withheld,
            _ => {}
        }
    }
    indicators
}

fn figures() -> Vec<FigureVersion> {
    let mut figures = vec![
        figure(0, "i1", "2024", "7.4", Basis::Estimate),
        figure(1, "i1.1", "2024", "3.53", Basis::Unstated),
        figure(2, "cn-xd", "2024", "9.01", Basis::Unstated),
        figure(3, "i2", "2024", "57", Basis::Estimate),
        figure(4, "i2", "2023", "51.4", Basis::Preliminary),
        figure(5, "i3", "2024", "1035", Basis::Estimate),
        figure(6, "i3", "2023", "906.5", Basis::Official),
        figure(7, "i4", "2024-6T", "24", Basis::Unstated),
        figure(8, "i4", "2023-6T", "20", Basis::Unstated),
        figure(9, "i5", "2024", "2.5", Basis::Estimate),
        figure(10, "i8", "2024", "30", Basis::Official),
        figure(11, "i10", "2024", "98.76", Basis::Official),
        figure(12, "i11", "2024", "123.45", Basis::Official),
        figure(13, "i3", "2023", "900", Basis::Official),
    ];
    figures[6].replaces = Some(figures[13].id);
    figures[9].figure.words = Some("gần 2,5%".to_owned());
    figures[10].figure.value = Value::Bounded(Bound::MoreThan(d("30")));
    figures[5].figure.note = Some("gồm cả thu tiền sử dụng đất".to_owned());
    figures
}

pub(crate) fn sample() -> Sample {
    let figures = figures();
    let exceeded = |code: &str| assessed(code, Verdict::Final(FinalVerdict::Exceeded));
    let met = |code: &str| assessed(code, Verdict::Final(FinalVerdict::Met));
    let not_met = |code: &str| assessed(code, Verdict::Final(FinalVerdict::NotMet));
    let operand =
        Gap::OperandMissing { reported_as: IndicatorId("cn-xd".to_owned()), figure: figures[2].id };
    let mut growth = not_met("1");
    growth.parts = vec![
        with(not_met("1"), &figures[0], None),
        with(not_met("1.1"), &figures[1], None),
        gap("1.2", operand),
    ];
    let parts = vec![TargetCode("9.1".to_owned()), TargetCode("9.2".to_owned())];
    let mut reform = gap("9", Gap::PartsMissing { parts });
    let usual = Gap::AwaitingPublication { usual: date(2025, 5, 6) };
    reform.parts = vec![gap("9.1", usual), gap("9.2", Gap::NoBaseline)];
    let mut rank = with(gap("8", Gap::Undecided), &figures[10], None);
    "Nguồn chỉ nêu thứ hạng sau 30, chưa có hạng năm trước.".clone_into(&mut rank.working.because);
    let targets = vec![
        growth,
        with(exceeded("2"), &figures[3], Some("101.79")),
        with(exceeded("3"), &figures[5], Some("102.48")),
        with(gap("4", Gap::NoFigure), &figures[7], Some("68.57")),
        with(met("5"), &figures[9], None),
        gap("6", Gap::NoFigure),
        gap("7", Gap::NeedsPerson),
        rank,
        reform,
        with(exceeded("10"), &figures[11], Some("109.73")),
        with(gap("11", Gap::Withheld), &figures[12], None),
    ];
    let plan = Plan { document: head(), targets: self::targets(), ..Plan::default() };
    Sample { plan, assessment: assessment(targets), indicators: indicators(), figures }
}
