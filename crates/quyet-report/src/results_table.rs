//! The year's results table of a plan, in the columns of the usual annex.
//!
//! **Takes** a plan, its assessment, the indicators and the figures known. **Gives** a [`Report`].
//! **Never** judges: verdicts and shares come from the bench; missing figures leave a marked gap, never a blank.
//! Start reading at [`results_table`].
//! Invariant: every leaf of the plan stands in the table exactly once.

mod cells;
mod evidence;
mod gaps;
mod notes;
mod rows;
mod sources;

use jiff::Timestamp;
use quyet_assess::verdict::PlanAssessment;
use quyet_model::document::DocumentHead;
use quyet_model::figure::{FigureId, FigureVersion};
use quyet_model::indicator::Indicator;
use quyet_model::place::PlaceId;
use quyet_model::plan::Plan;
use quyet_model::target::TargetCode;

use crate::block::{Block, Column, ColumnKind, Letterhead, Marker, Phrase, Report, Table};
use crate::{summary, vi};
use evidence::Evidence;
use rows::Writer;

/// What a cell leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The page of a reported figure.
    Figure(FigureId),
    /// The page of a target.
    Target(TargetCode),
}

/// For whom the report is written.
#[doc(alias = "đối tượng đọc")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody: values of internal indicators are replaced by "không công khai theo quy định".
    Public,
    /// Officials in charge.
    Inside,
}

/// Everything that the table is made from.
#[derive(Clone, Copy)]
pub struct ResultsInput<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its assessment; mirrors the plan's targets.
    pub assessment: &'a PlanAssessment,
    /// The catalogue.
    pub indicators: &'a [Indicator],
    /// Every figure version known, of any place and year, in any order.
    pub figures: &'a [FigureVersion],
    /// Where the plan is carried out; figures of other places are passed over.
    pub place: &'a PlaceId,
    /// Its official name: "Tỉnh Bắc Kạn".
    pub place_name: &'a str,
    /// For whom.
    pub audience: Audience,
    /// Where a cell leads; an empty string leaves the cell without link.
    pub link: &'a dyn Fn(Link) -> String,
}

impl std::fmt::Debug for ResultsInput<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResultsInput")
            .field("place_name", &self.place_name)
            .field("audience", &self.audience)
            .finish_non_exhaustive()
    }
}

/// The report: summary sentence, table, gaps with reasons, sources. `created` is written into files' properties.
#[doc(alias = "biểu kết quả thực hiện chỉ tiêu")]
pub fn results_table(input: &ResultsInput<'_>, created: Timestamp) -> Report {
    let evidence = Evidence::gather(input);
    let year = evidence.year;
    let mut writer = Writer::new(input, &evidence);
    for (at, target) in input.plan.targets.iter().enumerate() {
        writer.target(target, input.assessment.targets.get(at));
    }
    let Writer { rows, sources, gaps, .. } = writer;
    let table = Table {
        caption: format!("Kết quả từng chỉ tiêu năm {year}"),
        columns: columns(year),
        rows,
        notes: table_notes(),
    };
    let mut blocks = summary::paragraphs(&input.assessment.by_target, &input.assessment.by_leaf);
    blocks.push(Block::Table(table));
    blocks.extend(section("Nội dung chưa đánh giá được và lý do", Marker::Dash, gaps));
    blocks.extend(section("Nguồn số liệu", Marker::Bracket, sources.into_items()));
    Report {
        letterhead: Some(letterhead(input, year)),
        title: format!("Biểu kết quả thực hiện các chỉ tiêu kinh tế - xã hội năm {year}"),
        subtitle: input.place_name.to_owned(),
        plan: plan_label(&input.plan.document),
        as_of: as_of(input.assessment),
        blocks,
        source_note: SOURCE_NOTE.to_owned(),
        landscape: true,
        created,
    }
}

const SOURCE_NOTE: &str = "Biểu lập từ các số liệu đã báo cáo; số trong ngoặc vuông ở cột Ghi chú dẫn tới mục Nguồn số liệu.";

/// Columns of the table, by place.
pub(crate) mod column {
    pub(crate) const PREVIOUS: usize = 3;
    pub(crate) const PLAN: usize = 4;
    pub(crate) const ACTUAL: usize = 5;
    pub(crate) const COUNT: usize = 10;
}

fn columns(year: i16) -> Vec<Column> {
    let column = |words: String, unit: &str, kind, width| Column {
        words,
        unit: unit.to_owned(),
        kind,
        width,
    };
    let before = year.saturating_sub(1);
    vec![
        column("STT".to_owned(), "", ColumnKind::Ordinal, 5),
        column("Chỉ tiêu".to_owned(), "", ColumnKind::Name, 26),
        column("Đơn vị tính".to_owned(), "", ColumnKind::Text, 10),
        column(format!("Thực hiện năm {before}"), "", ColumnKind::Number, 13),
        column(format!("Kế hoạch năm {year} (HĐND giao)"), "", ColumnKind::Number, 11),
        column(format!("Thực hiện năm {year}"), "", ColumnKind::Number, 15),
        column("So kế hoạch".to_owned(), "%", ColumnKind::Number, 8),
        column("So cùng kỳ".to_owned(), "%", ColumnKind::Number, 8),
        column("Đánh giá".to_owned(), "", ColumnKind::Text, 12),
        column("Ghi chú".to_owned(), "", ColumnKind::Text, 22),
    ]
}

fn table_notes() -> Vec<String> {
    [
        "Dấu “…”: chưa có số liệu trong hệ thống; dấu “-”: không phát sinh; dấu “x”: không so sánh được bằng tỉ lệ.",
        "“ước”, “sơ bộ”, “chính thức”: trạng thái của số liệu theo Nghị định số 62/2024/NĐ-CP; dấu (*): nguồn không nêu trạng thái.",
        "So cùng kỳ chỉ tính cho số cộng dồn và số thời điểm có số liệu cùng kỳ năm trước; không lấy tỉ lệ của tỉ lệ.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn section(heading: &str, marker: Marker, items: Vec<Vec<Phrase>>) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    let heading = Block::Heading { level: 1, text: heading.to_owned() };
    vec![heading, Block::List { marker, items }]
}

fn as_of(assessment: &PlanAssessment) -> Vec<String> {
    vec![
        format!("Đánh giá đến {}", vi::long_date(assessment.at.valid)),
        format!("Theo số liệu hệ thống ghi nhận đến {}", vi::moment(assessment.at.recorded)),
    ]
}

/// "Nghị quyết số 01/NQ-HĐND ngày 08/12/2023 của HĐND tỉnh".
fn plan_label(document: &DocumentHead) -> String {
    let kind = document.kind.map_or("Văn bản", quyet_model::document::DocumentKind::word);
    let part = |lead: &str, words: Option<String>| {
        words.map(|w| format!(" {lead}{w}")).unwrap_or_default()
    };
    format!(
        "{kind}{}{}{}",
        part("số ", document.number.clone()),
        part("ngày ", document.adopted.map(vi::date)),
        part("của ", document.issuer.clone()),
    )
}

fn letterhead(input: &ResultsInput<'_>, year: i16) -> Letterhead {
    let name = input.place_name;
    let kinds = [
        "Tỉnh ",
        "Thành phố ",
        "Huyện ",
        "Quận ",
        "Thị xã ",
        "Thị trấn ",
        "Xã ",
        "Phường ",
        "Đặc khu ",
    ];
    let proper = kinds.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name);
    let signed = input.assessment.at.valid.year().max(year);
    Letterhead {
        parent: None,
        issuer: vec!["ỦY BAN NHÂN DÂN".to_owned(), name.to_uppercase()],
        number: "Số:          /BC-UBND".to_owned(),
        place_and_date: format!("{proper}, ngày       tháng       năm {signed}"),
    }
}
