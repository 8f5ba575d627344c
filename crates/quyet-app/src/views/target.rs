//! One target: the promise in its own words, the evidence, the verdict and why.

use quyet_assess::verdict::Assessed;
use quyet_model::Decimal;
use quyet_model::condition::{Bound, Promise, Reading};
use quyet_model::figure::{Basis, FigureVersion, Value};
use quyet_model::indicator::{Indicator, Measure, Visibility};
use quyet_model::period::Period;
use quyet_model::target::{Target, TargetCode};
use quyet_report::chart::{Bullet, Goal, Mark, Point, Svg, Trajectory, bullet, trajectory};
use quyet_report::vi;

use super::plan::{FigureWords, TargetRow, capitalised, head_name, push_rows, row};
use super::tasks::{Quoted, quoted_at};
use crate::assess_plan::JudgedPlan;
use crate::paths;

/// A number that went into the verdict.
#[derive(Clone, Debug)]
pub struct InputRow {
    /// What it is.
    pub label: String,
    /// The number in words.
    pub value: String,
    /// Address of the figure; `None` for a number of the plan itself.
    pub path: Option<String>,
}

/// A reported figure in the history of the target's indicator.
#[derive(Clone, Debug)]
pub struct FigureRow {
    /// The figure.
    pub words: FigureWords,
    /// Who says so: title of the source.
    pub source: String,
    /// Address of the source; `None` when it has none.
    pub source_url: Option<String>,
    /// When the house got to know it.
    pub recorded: String,
    /// Whether a correction replaced it.
    pub replaced: bool,
    /// A remark; empty when there is none.
    pub note: String,
}

/// The targets before and after: number and address, `None` at the ends.
pub type Neighbours = (Option<(String, String)>, Option<(String, String)>);

/// The page of one target.
#[derive(Clone, Debug)]
pub struct TargetPage {
    /// Its row: number, name, promise, verdict.
    pub row: TargetRow,
    /// The target that it is a part of: words and address; `None` for a numbered target.
    pub container: Option<(String, String)>,
    /// Its words with the address of their place.
    pub quoted: Quoted,
    /// How a bare figure is read; `None` when the words say it themselves.
    pub reading: Option<&'static str>,
    /// The rule that decided: "R-02".
    pub rule: &'static str,
    /// The comparison made; empty when none was.
    pub formula: String,
    /// The numbers used.
    pub inputs: Vec<InputRow>,
    /// What a careful reader should know.
    pub caveats: Vec<String>,
    /// Named members of a roster.
    pub members: Vec<String>,
    /// Rows of the parts.
    pub parts: Vec<TargetRow>,
    /// Name of the indicator; `None` when not linked.
    pub indicator: Option<String>,
    /// Why the value is not shown; `None` for a public indicator.
    pub hidden: Option<&'static str>,
    /// A drawing of the year; `None` where there is nothing to draw.
    pub chart: Option<String>,
    /// The figures of the indicator, newest period first.
    pub figures: Vec<FigureRow>,
    /// The target before and after in the resolution's order: number and address.
    pub neighbours: Neighbours,
}

/// Builds the page; `None` when the plan has no such target.
pub fn target_page(judged: &JudgedPlan, code: &TargetCode) -> Option<TargetPage> {
    let plan = &judged.adopted.adopted.plan;
    let (target, assessed) = find(&plan.targets, &judged.assessment.targets, code)?;
    let indicator = target.indicator.as_ref().and_then(|id| judged.indicator(id));
    let hidden = indicator.and_then(|indicator| hidden_words(indicator.visibility));
    let working = &assessed.working;
    let inputs = working.inputs.iter().filter(|_| hidden.is_none()).map(|input| InputRow {
        label: input.label.clone(),
        value: input.value.clone(),
        path: input.figure.map(|id| paths::at(&paths::figure(id), &judged.moment)),
    });
    let members = match &target.condition.promise {
        Promise::Roster { members, .. } => members.clone(),
        _ => Vec::new(),
    };
    let versions: Vec<_> = if hidden.is_some() { Vec::new() } else { history(judged, target) };
    let container = container(&plan.targets, target);
    let mut row = row(judged, target, assessed);
    if container.is_some_and(|container| container.code == target.code) {
        row.name = head_name(&row.name);
    }
    Some(TargetPage {
        row,
        container: container.map(|container| container_link(judged, container)),
        quoted: quoted_at(judged, &target.text, &target.at),
        reading: reading_words(target),
        rule: working.rule.id(),
        formula: if hidden.is_none() { working.formula.clone() } else { String::new() },
        inputs: inputs.collect(),
        caveats: if hidden.is_none() { working.caveats.clone() } else { Vec::new() },
        members,
        parts: parts(judged, target, assessed),
        indicator: indicator.map(|indicator| indicator.name.clone()),
        hidden,
        chart: indicator
            .and_then(|i| chart_of(judged, target, i, &versions))
            .map(|svg| svg.to_string()),
        figures: versions.iter().map(|version| figure_row(judged, version)).collect(),
        neighbours: neighbours(judged, code),
    })
}

/// The target with this number; "1.0" is the head inside the container "1".
fn find<'a>(
    targets: &'a [Target],
    assessed: &'a [Assessed],
    code: &TargetCode,
) -> Option<(&'a Target, &'a Assessed)> {
    if let Some(container) = code.0.strip_suffix(".0") {
        let code = TargetCode(container.to_owned());
        let (target, assessed) = find(targets, assessed, &code)?;
        let mut parts = target.parts.iter().zip(&assessed.parts);
        return parts.find(|(part, _)| part.code == code);
    }
    let pairs = || targets.iter().zip(assessed);
    let here = pairs().find(|(target, _)| target.code == *code);
    here.or_else(|| {
        pairs().find_map(|(target, assessed)| find(&target.parts, &assessed.parts, code))
    })
}

/// Rows of everything inside the target.
fn parts(judged: &JudgedPlan, target: &Target, assessed: &Assessed) -> Vec<TargetRow> {
    let mut rows = Vec::new();
    push_rows(judged, (target, assessed), 0, &mut rows);
    let inside = rows.into_iter().skip(1);
    inside.map(|row| TargetRow { level: row.level.saturating_sub(1), ..row }).collect()
}

/// The target that directly holds this part.
fn container<'a>(targets: &'a [Target], part: &Target) -> Option<&'a Target> {
    let holds = |target: &&Target| target.parts.iter().any(|inner| std::ptr::eq(inner, part));
    let here = targets.iter().find(holds);
    here.or_else(|| targets.iter().find_map(|target| container(&target.parts, part)))
}

fn container_link(judged: &JudgedPlan, container: &Target) -> (String, String) {
    let words = format!("({}) {}", container.code, capitalised(&container.name));
    let path = paths::target(&judged.adopted.adopted.id, &container.code);
    (words, paths::at(&path, &judged.moment))
}

fn hidden_words(visibility: Visibility) -> Option<&'static str> {
    match visibility {
        Visibility::Public => None,
        Visibility::Internal => Some("Không công khai theo quy định"),
        Visibility::Withheld => Some("Theo dõi theo chế độ mật; hệ thống không lưu giá trị"),
    }
}

fn reading_words(target: &Target) -> Option<&'static str> {
    match (&target.condition.promise, target.condition.reading) {
        (Promise::Level(Bound::Exactly(_)), Reading::AtLeast) => Some(
            "Văn bản chỉ ghi con số; hệ thống hiểu là “ít nhất” vì chỉ tiêu này cao hơn là tốt.",
        ),
        (Promise::Level(Bound::Exactly(_)), Reading::AtMost) => Some(
            "Văn bản chỉ ghi con số; hệ thống hiểu là “không quá” vì chỉ tiêu này thấp hơn là tốt.",
        ),
        _ => None,
    }
}

fn neighbours(judged: &JudgedPlan, code: &TargetCode) -> Neighbours {
    let adopted = &judged.adopted.adopted;
    let targets = &adopted.plan.targets;
    let bare = code.0.strip_suffix(".0").unwrap_or(&code.0);
    let holds = |target: &Target| {
        target.code.0 == bare || target.leaves().iter().any(|leaf| leaf.code == *code)
    };
    let link = |target: &Target| {
        let path = paths::target(&adopted.id, &target.code);
        (target.code.to_string(), paths::at(&path, &judged.moment))
    };
    let at = targets.iter().position(holds);
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|i| targets.get(i)).map(link);
    (before, at.and_then(|at| targets.get(at + 1)).map(link))
}

/// All versions for the target's indicator and those that cover it, newest period first.
fn history<'a>(judged: &'a JudgedPlan, target: &Target) -> Vec<&'a FigureVersion> {
    let Some(id) = &target.indicator else {
        return Vec::new();
    };
    let covers = |version: &FigureVersion| {
        let indicator = judged.indicator(&version.figure.indicator);
        indicator.is_some_and(|indicator| indicator.covers.contains(id))
    };
    let wanted = |version: &&FigureVersion| version.figure.indicator == *id || covers(version);
    let mut versions: Vec<_> = judged.figures.iter().filter(wanted).collect();
    versions.sort_by_key(|v| std::cmp::Reverse((v.figure.period.end(), v.recorded, v.id)));
    versions
}

fn figure_row(judged: &JudgedPlan, version: &FigureVersion) -> FigureRow {
    let figure = &version.figure;
    let other =
        judged.indicator(&figure.indicator).filter(|indicator| !indicator.covers.is_empty());
    let joint = other.map(|indicator| format!("Số gộp: {}. ", indicator.name)).unwrap_or_default();
    let reason = version.reason.as_deref().map(|reason| format!("Lý do đính chính: {reason}. "));
    let reason = reason.unwrap_or_default();
    FigureRow {
        words: FigureWords::of(judged, version),
        source: figure.source.title.clone(),
        source_url: figure.source.url.clone(),
        recorded: vi::moment(version.recorded),
        replaced: version.replaced_by.is_some(),
        note: format!("{joint}{reason}{}", figure.note.as_deref().unwrap_or("")),
    }
}

/// Whether a length can say anything about the indicator.
fn drawable(indicator: &Indicator) -> bool {
    matches!(
        indicator.measure,
        Measure::Flow | Measure::Stock | Measure::Rate | Measure::Growth | Measure::Index
    )
}

fn goal_of(target: &Target, indicator: &Indicator) -> Option<Goal> {
    let bound = match &target.condition.promise {
        Promise::Level(bound) => bound.clone(),
        // An indicator that measures the change itself is drawn against the promised change.
        Promise::Change { by: Some(bound), .. } if indicator.measure == Measure::Growth => {
            bound.clone()
        }
        _ => return None,
    };
    Some(Goal { bound, words: vi::condition_words(&target.condition) })
}

fn mark_of(judged: &JudgedPlan, version: &FigureVersion) -> Option<Mark> {
    let value: Decimal = match version.figure.value {
        Value::Number(value) => value,
        Value::NothingArose => Decimal::ZERO,
        Value::Bounded(_) | Value::NotCollected(_) => return None,
    };
    let words = FigureWords::of(judged, version);
    let firm = version.figure.basis >= Basis::Preliminary;
    Some(Mark { value, words: format!("{} ({})", words.value, words.basis), firm })
}

/// The bullet chart of a leaf with its figure; `None` where a length says nothing.
pub(super) fn bullet_of(
    judged: &JudgedPlan,
    target: &Target,
    version: &FigureVersion,
) -> Option<String> {
    let indicator = target.indicator.as_ref().and_then(|id| judged.indicator(id))?;
    if !drawable(indicator) {
        return None;
    }
    let chart = Bullet {
        id: format!("b{}", paths::slug(&target.code).replace('.', "-")),
        title: format!("({}) {}", target.code, target.name),
        actual: Some(mark_of(judged, version)?),
        goal: goal_of(target, indicator)?,
        sense: indicator.sense,
        labelled: false,
    };
    Some(bullet(&chart).to_string())
}

/// The course of the plan's year when it has two points or more of a running kind.
fn chart_of(
    judged: &JudgedPlan,
    target: &Target,
    indicator: &Indicator,
    versions: &[&FigureVersion],
) -> Option<Svg> {
    let year = judged.adopted.adopted.plan.document.year?;
    if !drawable(indicator) {
        return None;
    }
    let comparable = |period: Period| indicator.measure != Measure::Flow || period.is_cumulative();
    let points: Vec<Point> = versions
        .iter()
        .filter(|v| v.figure.indicator == indicator.id && v.replaced_by.is_none())
        .filter(|v| v.figure.period.year() == year && comparable(v.figure.period))
        .filter_map(|v| {
            let day = v.figure.measured_on.unwrap_or_else(|| v.figure.period.end());
            Some(Point { day, mark: Some(mark_of(judged, v)?) })
        })
        .collect();
    let chart = Trajectory {
        id: "dien-bien".to_owned(),
        title: format!("{} năm {year}", indicator.name),
        unit: indicator.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
        year,
        goal: goal_of(target, indicator),
        points,
    };
    (chart.points.len() >= 2).then(|| trajectory(&chart))
}
