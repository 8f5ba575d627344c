//! The overview of a plan: counts, then one row per target.

use quyet_assess::number::decimal;
use quyet_assess::verdict::{Assessed, Counts, Gap, Verdict};
use quyet_model::figure::{FigureVersion, Value};
use quyet_model::indicator::Visibility;
use quyet_model::place::{Place, PlaceId};
use quyet_model::target::Target;
use quyet_report::status::Status;
use quyet_report::{summary, vi};
use quyet_store::AdoptedPlan;

use crate::assess_plan::JudgedPlan;
use crate::paths;

/// A reported figure as shown in a row.
#[derive(Clone, Debug)]
pub struct FigureWords {
    /// "7,4 %", "gần 2,5%".
    pub value: String,
    /// "năm 2024", "lũy kế đến 21/03/2024".
    pub period: String,
    /// "ước", "nguồn không nêu".
    pub basis: &'static str,
    /// Whether it corrects an earlier figure.
    pub corrects: bool,
    /// Address of the figure's own page.
    pub path: String,
}

impl FigureWords {
    /// The words of a figure. The unit is that of its indicator.
    pub fn of(judged: &JudgedPlan, version: &FigureVersion) -> Self {
        let figure = &version.figure;
        let unit =
            judged.indicator(&figure.indicator).and_then(|indicator| indicator.unit.as_ref());
        let number = vi::value_words(&figure.value);
        let with_unit = match (&figure.value, unit) {
            (Value::Number(_) | Value::Bounded(_), Some(unit)) => format!("{number}\u{202f}{unit}"),
            _ => number,
        };
        let value = match &figure.words {
            Some(words) => format!("{with_unit} (nguồn ghi “{words}”)"),
            None => with_unit,
        };
        Self {
            value,
            period: vi::period_words(figure.period),
            basis: vi::basis_words(figure.basis),
            corrects: version.replaces.is_some(),
            path: paths::at(&paths::figure(version.id), &judged.moment),
        }
    }
}

/// One target or part.
#[derive(Clone, Debug)]
pub struct TargetRow {
    /// "6", "1.2".
    pub code: String,
    /// Depth: 0 for a numbered target.
    pub level: u8,
    /// How many parts it has; 0 for a judged leaf.
    pub parts: usize,
    /// Its name.
    pub name: String,
    /// "≥ 8 %", "12 xã"; "Tất cả các phần" for a container.
    pub promise: String,
    /// The figure; `None` when nobody reported or it must not be shown.
    pub figure: Option<FigureWords>,
    /// "102,48 %"; `None` where a share says nothing.
    pub share: Option<String>,
    /// Look of the verdict.
    pub status: Status,
    /// Why, in one sentence.
    pub because: String,
    /// A bullet chart; `None` where one would say nothing.
    pub bullet: Option<String>,
    /// Address of its page.
    pub path: String,
    /// Field of work of its indicator; empty when not linked.
    pub field: String,
}

/// The overview.
#[derive(Clone, Debug)]
pub struct PlanPage {
    /// "Kế hoạch năm 2024 · Tỉnh Bắc Kạn".
    pub title: String,
    /// Place name.
    pub place: String,
    /// Year of the plan; `None` when the text does not say.
    pub year: Option<i16>,
    /// What the document is and when it was adopted.
    pub document: String,
    /// Address of the document.
    pub document_path: String,
    /// The general objective, paragraph by paragraph.
    pub objective: Vec<String>,
    /// The official summary sentence.
    pub summary: String,
    /// Each look with its count over the numbered targets, zero counts left out.
    pub counts: Vec<(Status, usize)>,
    /// How many numbered targets and judged leaves.
    pub totals: (usize, usize),
    /// How many leaves have a figure for the plan's year.
    pub reported: usize,
    /// Day of the newest figure's period end; `None` when there is none.
    pub data_until: Option<String>,
    /// Rows in the resolution's order, parts after their target.
    pub rows: Vec<TargetRow>,
    /// How many tasks.
    pub tasks: usize,
}

/// Builds the overview.
pub fn plan_page(judged: &JudgedPlan) -> PlanPage {
    let adopted = &judged.adopted.adopted;
    let plan = &adopted.plan;
    let rows = rows(judged);
    let leaves = plan.leaves().len();
    let place = judged.place_name().to_owned();
    let year = plan.document.year;
    let used = || used_figures(&judged.assessment.targets);
    PlanPage {
        title: title(year, &place),
        place,
        year,
        document: document_words(judged),
        document_path: paths::at(&paths::document(&adopted.document), &judged.moment),
        objective: plan.objective.iter().map(|passage| passage.text.clone()).collect(),
        summary: summary::sentence(&judged.assessment.by_target),
        counts: count_words(&judged.assessment.by_target),
        totals: (plan.targets.len(), leaves),
        reported: used().len(),
        data_until: used()
            .iter()
            .map(|f| f.figure.measured_on.unwrap_or_else(|| f.figure.period.end()))
            .max()
            .map(vi::date),
        rows,
        tasks: plan.tasks.len(),
    }
}

/// "Kế hoạch năm 2024 · Tỉnh Bắc Kạn".
pub fn title(year: Option<i16>, place: &str) -> String {
    match year {
        Some(year) => format!("Kế hoạch năm {year} · {place}"),
        None => format!("Kế hoạch · {place}"),
    }
}

/// The same for a plan of the ledger.
pub(super) fn title_of(plan: &AdoptedPlan, places: &[Place]) -> String {
    let adopted = &plan.adopted;
    title(adopted.plan.document.year, place_name(places, &adopted.place))
}

/// The name of a place; its code when the house does not know it.
pub(crate) fn place_name<'a>(places: &'a [Place], id: &'a PlaceId) -> &'a str {
    places.iter().find(|place| place.id == *id).map_or(&id.code, |place| &place.name)
}

/// "Nghị quyết … của Hội đồng nhân dân tỉnh …, thông qua ngày 08/12/2023".
pub fn document_words(judged: &JudgedPlan) -> String {
    let head = &judged.adopted.adopted.plan.document;
    let kind = head.kind.map_or("Văn bản", quyet_model::document::DocumentKind::word);
    let number = head.number.as_deref().map(|number| format!(" số {number}")).unwrap_or_default();
    let issuer = head.issuer.as_deref().map(|issuer| format!(" của {issuer}")).unwrap_or_default();
    let day =
        head.adopted.map(|day| format!(", thông qua ngày {}", vi::date(day))).unwrap_or_default();
    format!("{kind}{number}{issuer}{day}")
}

/// Rows of all targets with their parts.
pub fn rows(judged: &JudgedPlan) -> Vec<TargetRow> {
    let pairs = judged.adopted.adopted.plan.targets.iter().zip(&judged.assessment.targets);
    let mut rows = Vec::new();
    for (target, assessed) in pairs {
        push_rows(judged, (target, assessed), 0, &mut rows);
    }
    rows
}

pub(super) fn push_rows(
    judged: &JudgedPlan,
    (target, assessed): (&Target, &Assessed),
    level: u8,
    rows: &mut Vec<TargetRow>,
) {
    rows.push(TargetRow { level, ..row(judged, target, assessed) });
    for (part, assessed) in target.parts.iter().zip(&assessed.parts) {
        let at = rows.len();
        push_rows(judged, (part, assessed), level.saturating_add(1), rows);
        // A head bears its container's number and name; its own page stands under it.
        if let Some(head) = rows.get_mut(at).filter(|_| part.code == target.code) {
            head.name = head_name(&head.name);
            head.path =
                paths::at(&paths::head(&judged.adopted.adopted.id, &part.code), &judged.moment);
        }
    }
}

pub(super) fn row(judged: &JudgedPlan, target: &Target, assessed: &Assessed) -> TargetRow {
    let indicator = target.indicator.as_ref().and_then(|id| judged.indicator(id));
    let shown = indicator.is_none_or(|indicator| indicator.visibility == Visibility::Public);
    let figure = assessed.figure.as_ref().filter(|_| shown);
    let share = assessed.share_of_plan.filter(|_| shown);
    let promise = if target.is_leaf() {
        vi::condition_words(&target.condition)
    } else {
        format!("đạt cả {} phần", target.parts.len())
    };
    TargetRow {
        code: target.code.to_string(),
        level: 0,
        parts: target.parts.len(),
        name: capitalised(&target.name),
        promise,
        figure: figure.map(|version| FigureWords::of(judged, version)),
        share: share.map(|share| format!("{}\u{202f}%", decimal(share))),
        status: status(assessed, figure),
        because: assessed.working.because.clone(),
        bullet: figure.and_then(|version| super::target::bullet_of(judged, target, version)),
        path: paths::at(&paths::target(&judged.adopted.adopted.id, &target.code), &judged.moment),
        field: indicator.map(|indicator| indicator.field.clone()).unwrap_or_default(),
    }
}

/// A head's name beside that of its container.
pub(super) fn head_name(name: &str) -> String {
    format!("{name} – mức chung")
}

/// A name at the beginning of a line: parts are written small in the text.
pub(super) fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The look of a verdict; beside a figure of a part of the year nobody says that there is none.
fn status(assessed: &Assessed, figure: Option<&FigureVersion>) -> Status {
    let status = Status::of(&assessed.verdict);
    match &assessed.verdict {
        Verdict::NotAssessable(Gap::NoFigure) if figure.is_some() => {
            Status { word: "Chưa có số cả năm", ..status }
        }
        _ => status,
    }
}

fn used_figures(assessed: &[Assessed]) -> Vec<&FigureVersion> {
    let here = assessed.iter().filter_map(|a| a.figure.as_ref());
    here.chain(assessed.iter().flat_map(|a| used_figures(&a.parts))).collect()
}

/// Each look with its count, zero counts left out, in the order of the legend.
pub fn count_words(counts: &Counts) -> Vec<(Status, usize)> {
    let [exceeded, met, missed, on_track, at_risk, off_track, no_data, not_due] = Status::all();
    let all = [
        (exceeded, counts.exceeded),
        (met, counts.met),
        (missed, counts.not_met),
        (on_track, counts.on_track),
        (at_risk, counts.at_risk),
        (off_track, counts.off_track),
        (Status { word: "Chưa đánh giá được", ..no_data }, counts.not_assessable),
        (Status { word: "Chưa đến kỳ, chờ công bố", ..not_due }, counts.not_due),
    ];
    all.into_iter().filter(|(_, count)| *count > 0).collect()
}
