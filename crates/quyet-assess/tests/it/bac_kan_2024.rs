//! The real year 2024 of Bắc Kạn: the resolution's 24 targets against what was reported.
//!
//! Figures and their sources: the public reports named beside each row (Bắc Kạn newspaper posts and others).

use jiff::civil::{Date, date};
use quyet_assess::verdict::{Assessed, Gap, PlanAssessment, Verdict};
use quyet_assess::{Evidence, assess, counts};
use quyet_model::condition::{Bound, Condition, Direction, Promise};
use quyet_model::figure::{Basis, FigureVersion, SourceRef, Value};
use quyet_model::indicator::{Indicator, IndicatorId, Measure, Publication, Sense, Visibility};
use quyet_model::period::Period;
use quyet_model::plan::Plan;
use quyet_model::target::Target;

use crate::build::{self, condition, level, number};

fn ranks_up(ranks: &str) -> Condition {
    let by = Some(Bound::Exactly(number(ranks)));
    condition(Promise::Change { direction: Direction::Rise, by, from: None }, "bậc")
}

fn growth() -> Target {
    let least = |code: &str, id: &str, low: &str| {
        build::leaf(code, id, level(Bound::AtLeast(number(low)), "%"))
    };
    build::container(
        "1",
        vec![
            least("1", "tang-truong", "8"),
            least("1.1", "nong-lam-thuy-san", "3,9"),
            least("1.2", "cong-nghiep", "16"),
            least("1.3", "xay-dung", "9"),
            least("1.4", "dich-vu", "8,8"),
        ],
    )
}

fn bare(code: &str, id: &str, value: &str, unit: &str) -> Target {
    build::leaf(code, id, level(Bound::Exactly(number(value)), unit))
}

fn roster() -> Target {
    let names = "Giáo Hiệu, Vũ Muộn, Sỹ Bình, Mỹ Thanh, Thuần Mang, Yên Phong, Bằng Phúc, Tân Lập, Yên Mỹ, Cư Lễ, Xuân Dương, Yên Hân";
    let members = names.split(", ").map(str::to_owned).collect();
    build::leaf("6", "xa-nong-thon-moi", condition(Promise::Roster { count: 12, members }, "xã"))
}

fn plan() -> Plan {
    let level_of =
        |code: &str, id: &str, bound: Bound, unit: &str| build::leaf(code, id, level(bound, unit));
    let between = |low: &str, high: &str| Bound::Between(number(low), number(high));
    let fewer = Promise::Change {
        direction: Direction::Fall,
        by: Some(Bound::AtLeast(number("5"))),
        from: None,
    };
    let accidents = Promise::AllOf { count: Some(3), direction: Some(Direction::Fall) };
    let digital = vec![
        build::leaf("19.1", "chuyen-doi-so", ranks_up("2")),
        bare("19.2", "dich-vu-cong", "80", "%"),
    ];
    build::plan(
        2024,
        vec![
            growth(),
            bare("2", "grdp-dau-nguoi", "56", "triệu đồng"),
            bare("3", "thu-ngan-sach", "1.010", "tỉ đồng"),
            bare("4", "trong-rung", "3.485", "ha"),
            bare("5", "ocop", "20", "sản phẩm"),
            roster(),
            bare("7", "hop-tac-xa", "35", "hợp tác xã"),
            bare("8", "nuoc-sach", "98,5", "%"),
            bare("9", "dien-luoi", "98", "%"),
            bare("10", "viec-lam", "6.400", "lao động"),
            level_of("11", "giam-ngheo", between("2", "2,5"), "%"),
            level_of("12", "giam-ngheo-huyen-ngheo", between("4", "5"), "%"),
            level_of("13", "suy-dinh-duong", Bound::AtMost(number("15,8")), "%"),
            bare("14", "bao-hiem-y-te", "97", "%"),
            bare("15", "truong-chuan", "16", "trường"),
            level_of("16", "tot-nghiep", Bound::MoreThan(number("90")), "%"),
            build::leaf("17", "par-index", ranks_up("1")),
            build::leaf("18", "pci", ranks_up("1")),
            build::container("19", digital),
            bare("20", "tuyen-quan", "100", "%"),
            bare("21", "tin-bao", "100", "%"),
            level_of("22", "dieu-tra-an", Bound::AtLeast(number("80")), "%"),
            build::leaf("23", "toi-pham", condition(fewer, "%")),
            build::leaf("24", "tai-nan", condition(accidents, "tiêu chí")),
        ],
    )
}

fn catalogue() -> Vec<Indicator> {
    use Measure::{Flow, Growth, Index, Rank, Rate, Stock};
    use Sense::{HigherIsBetter, LowerIsBetter};
    let up = |id: &str, unit: &str, measure| build::indicator(id, unit, measure, HigherIsBetter);
    let down = |id: &str, unit: &str, measure| build::indicator(id, unit, measure, LowerIsBetter);
    let published = |indicator: Indicator, month, day| Indicator {
        publication: Some(Publication { years_after: 1, month, day }),
        ..indicator
    };
    let growths = ["tang-truong", "nong-lam-thuy-san", "cong-nghiep", "xay-dung", "dich-vu"];
    let rates = ["nuoc-sach", "dien-luoi", "bao-hiem-y-te", "tot-nghiep", "dich-vu-cong"];
    let covers = vec![IndicatorId("cong-nghiep".to_owned()), IndicatorId("xay-dung".to_owned())];
    let mut all: Vec<Indicator> = growths.iter().map(|id| up(id, "%", Growth)).collect();
    all.extend(rates.iter().chain(&["tin-bao", "dieu-tra-an"]).map(|id| up(id, "%", Rate)));
    all.extend([
        Indicator { covers, ..up("cong-nghiep-xay-dung", "%", Growth) },
        up("grdp-dau-nguoi", "triệu đồng/người", Index),
        up("thu-ngan-sach", "tỷ đồng", Flow),
        up("trong-rung", "ha", Flow),
        up("ocop", "sản phẩm", Flow),
        up("xa-nong-thon-moi", "xã", Flow),
        up("hop-tac-xa", "hợp tác xã", Flow),
        up("viec-lam", "lao động", Flow),
        up("giam-ngheo", "điểm %", Rate),
        up("giam-ngheo-huyen-ngheo", "điểm %", Rate),
        down("suy-dinh-duong", "%", Rate),
        up("truong-chuan", "trường", Stock),
        published(down("par-index", "hạng", Rank), 4, 15),
        published(down("pci", "hạng", Rank), 5, 15),
        published(down("chuyen-doi-so", "hạng", Rank), 8, 31),
        Indicator { visibility: Visibility::Withheld, ..up("tuyen-quan", "%", Rate) },
        down("toi-pham", "vụ", Flow),
        up("tai-nan", "tiêu chí", Flow),
    ]);
    all
}

/// Indicator, period, value, basis, day it became known, source; as read in the public reports.
const REPORTED: &str = "
tang-truong | 2024-9T | 6,84 | không nêu | 2024-11-13 | Báo Bắc Kạn post67401
tang-truong | 2024 | 7,4 | ước | 2025-01-10 | Báo Bắc Kạn post68828
tang-truong | 2024 | 7,4 | không nêu | 2025-01-08 | Báo Bắc Kạn post68733
nong-lam-thuy-san | 2024 | 3,53 | ước | 2025-01-10 | Báo Bắc Kạn post68828
cong-nghiep-xay-dung | 2024 | 9,01 | ước | 2025-01-10 | Báo Bắc Kạn post68828
dich-vu | 2024-9T | 9,38 | không nêu | 2024-11-13 | Báo Bắc Kạn post67401
dich-vu | 2024 | 8,9 | ước | 2025-01-10 | Báo Bắc Kạn post68828
grdp-dau-nguoi | 2024 | 57 | không nêu | 2024-12-31 | Báo Bắc Kạn post68492
thu-ngan-sach | 2024-den-2024-03-21 | 164 | lũy kế | 2024-03-22 | Báo Bắc Kạn post62004
thu-ngan-sach | 2024-den-2024-05-31 | 313 | lũy kế | 2024-06-01 | Báo Bắc Kạn post63683
thu-ngan-sach | 2024 | 1.035 | ước | 2024-12-31 | Báo Bắc Kạn post68492
trong-rung | 2024-den-2024-05-31 | 2.367 | lũy kế | 2024-06-01 | Báo Bắc Kạn post63683
trong-rung | 2024-den-2024-07-20 | 4.347 | lũy kế | 2024-07-21 | baomoi.net.vn, phiên họp tháng 7
trong-rung | 2024 | 5.257 | không nêu | 2024-12-31 | Báo Bắc Kạn post68492
ocop | 2024 | 20 | không nêu | 2024-12-31 | Báo Bắc Kạn post68492
hop-tac-xa | 2024-6T | 24 | lũy kế | 2024-07-10 | lforum.biz, 6 tháng 2024
giam-ngheo | 2024 | 2,5 | không nêu | 2025-01-08 | Báo Bắc Kạn post68733
giam-ngheo-huyen-ngheo | 2024 | 4 | không nêu | 2025-01-08 | Báo Bắc Kạn post68733
bao-hiem-y-te | 2024 | 97 | không nêu | 2024-12-31 | Báo Bắc Kạn post68492
tot-nghiep | 2024 | 97,4 | không nêu | 2024-12-31 | Báo Bắc Kạn post68492
pci | 2022 | 35 | công bố | 2023-04-11 | Báo Bắc Kạn, kinh tế
pci | 2024 | >30 | suy ra | 2025-05-06 | vietnamfdi.vn
";

fn figures() -> Vec<FigureVersion> {
    let rows = REPORTED.lines().filter(|line| !line.is_empty());
    (1_u64..).zip(rows).map(|(entry, row)| figure(entry, row)).collect()
}

fn figure(entry: u64, row: &str) -> FigureVersion {
    let fields: Vec<&str> = row.split(" | ").collect();
    let [id, period, value, basis, day, title] = fields[..] else { panic!("six fields: {row}") };
    let value = match value.strip_prefix('>') {
        Some(low) => Value::Bounded(Bound::MoreThan(number(low))),
        None => Value::Number(number(value)),
    };
    let mut version = build::reported(entry, id, value, day.parse().expect("a day"));
    version.figure.period = period.parse::<Period>().expect("a period");
    version.figure.basis = match basis {
        "ước" => Basis::Estimate,
        "lũy kế" => Basis::RunningTotal,
        "không nêu" => Basis::Unstated,
        "suy ra" => Basis::Derived,
        _ => Basis::Official,
    };
    version.figure.source = SourceRef { title: title.to_owned(), url: None };
    if id == "giam-ngheo" {
        version.figure.words = Some("giảm gần 2,5%".to_owned());
    }
    version
}

fn judged(day: Date) -> PlanAssessment {
    let (place, indicators, figures) = (build::place(), catalogue(), figures());
    let evidence = Evidence { place: &place, indicators: &indicators, figures: &figures };
    assess(&plan(), &evidence, build::end_of(day))
}

/// One line per leaf: number, verdict, comparison.
fn lines(assessment: &PlanAssessment) -> String {
    let line = |leaf: &Assessed| {
        let verdict = match &leaf.verdict {
            Verdict::Final(verdict) => format!("{verdict:?}"),
            Verdict::InYear(verdict) => format!("trong năm {verdict:?}"),
            Verdict::NotAssessable(Gap::NotDue { due }) => format!("NotDue {due}"),
            Verdict::NotAssessable(Gap::AwaitingPublication { usual }) => {
                format!("AwaitingPublication {usual}")
            }
            Verdict::NotAssessable(Gap::OperandMissing { reported_as, .. }) => {
                format!("OperandMissing {reported_as}")
            }
            Verdict::NotAssessable(gap) => format!("{gap:?}"),
        };
        let share = leaf.share_of_plan.map(|share| format!(" ({share})")).unwrap_or_default();
        let formula = leaf.working.formula.replace('\u{202F}', " ");
        let line = format!("{} {verdict}{share} {formula}", leaf.code);
        format!("{}\n", line.trim_end())
    };
    assessment.targets.iter().flat_map(counts::leaves).map(line).collect()
}

#[test]
fn the_closed_year_comes_out_as_the_record_says() {
    let assessment = judged(date(2025, 6, 1));
    insta::assert_snapshot!("cuoi_nam", lines(&assessment));
    let growth = &assessment.targets[0].verdict;
    assert_eq!(*growth, Verdict::Final(quyet_assess::verdict::FinalVerdict::NotMet));
    let count = &assessment.by_target;
    assert_eq!((count.attained(), count.not_met, count.open()), (8, 1, 15));
}

#[test]
fn in_january_the_rankings_are_still_awaited() {
    insta::assert_snapshot!("thang_gieng", lines(&judged(date(2025, 1, 15))));
}

#[test]
fn in_august_the_forest_is_planted_and_nothing_else_is_sure() {
    let assessment = judged(date(2024, 8, 1));
    insta::assert_snapshot!("thang_tam", lines(&assessment));
    let count = &assessment.by_target;
    assert_eq!((count.on_track, count.in_year(), count.open()), (1, 1, 23));
}

#[test]
fn the_poverty_rate_keeps_its_words() {
    let assessment = judged(date(2025, 6, 1));
    let poverty = &assessment.targets[10];
    assert_eq!(
        poverty.figure.as_ref().and_then(|f| f.figure.words.as_deref()),
        Some("giảm gần 2,5%")
    );
    assert!(poverty.working.inputs[0].value.contains("gần 2,5%"));
    assert!(poverty.working.caveats.iter().any(|caveat| caveat.contains("“giảm gần 2,5%”")));
}
