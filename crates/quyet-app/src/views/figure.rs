//! One version of a figure: who said it, when, in which document, replacing what.

use std::collections::BTreeMap;

use quyet_model::document::Digest;
use quyet_model::entry::PlanAdopted;
use quyet_model::figure::{FigureId, FigureVersion};
use quyet_model::indicator::{Indicator, IndicatorId, Visibility};
use quyet_model::place::Place;
use quyet_model::plan::PlanId;
use quyet_model::target::Target;
use quyet_report::vi;
use quyet_store::{AdoptedPlan, Head, Ledger, StoreError};
use thiserror::Error;

use super::plan::{capitalised, place_name, title_of};
use crate::moment::Moment;
use crate::paths;
use crate::policy::role_words;

/// A figure before or after in the line of corrections.
#[derive(Clone, Debug)]
pub struct Sibling {
    /// Its number.
    pub id: String,
    /// Its value in words.
    pub value: String,
    /// Its address.
    pub path: String,
}

/// The page of one figure.
#[derive(Clone, Debug)]
pub struct FigurePage {
    /// "18.3".
    pub id: String,
    /// The value with its unit.
    pub value: String,
    /// The source's own words; `None` when they say no more than the number.
    pub words: Option<String>,
    /// Name of the indicator.
    pub indicator: String,
    /// Name of the place.
    pub place: String,
    /// The window.
    pub period: String,
    /// How firm it is.
    pub basis: &'static str,
    /// Day the source measured; `None` when it names none.
    pub measured_on: Option<String>,
    /// Body that put it in, with the role.
    pub said_by: String,
    /// When it became known to the house.
    pub recorded: String,
    /// Title of the source.
    pub source: String,
    /// Address of the source.
    pub source_url: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// What it corrects.
    pub replaces: Option<Sibling>,
    /// Why.
    pub reason: Option<String>,
    /// What replaced it.
    pub replaced_by: Option<Sibling>,
    /// Targets that use its indicator, in the order of plans and targets.
    pub used_in: Vec<Use>,
    /// Hash of its ledger entry, hex.
    pub leaf: String,
    /// Number of the entry.
    pub entry: u64,
    /// How many entries the ledger holds and its root, hex; `None` for a page that looks back, which never changes.
    pub head: Option<(u64, String)>,
}

/// A target that is measured by the figure's indicator.
#[derive(Clone, Debug)]
pub struct Use {
    /// The plan.
    pub plan: PlanId,
    /// "Kế hoạch năm 2024 · Tỉnh Bắc Kạn".
    pub plan_title: String,
    /// Address of the plan.
    pub plan_path: String,
    /// The document that the plan was read from.
    pub document: Digest,
    /// "(2) GRDP bình quân đầu người".
    pub words: String,
    /// Address of the target.
    pub path: String,
}

/// Why there is no page.
#[derive(Debug, Error)]
pub enum FigurePageError {
    /// No such figure was known at the moment.
    #[error("không có số liệu {0} vào thời điểm này")]
    Unknown(FigureId),
    /// Not shown by rule.
    #[error("số liệu này không công khai theo quy định")]
    Hidden,
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Builds the page.
///
/// # Errors
/// [`FigurePageError`].
pub async fn figure_page(
    ledger: &dyn Ledger,
    id: FigureId,
    moment: &Moment,
) -> Result<FigurePage, FigurePageError> {
    let at = moment.at.recorded;
    let version = ledger.figure(id, at).await?;
    let version = version.ok_or(FigurePageError::Unknown(id))?;
    let indicators = ledger.indicators(at).await?;
    let indicator = indicators.iter().find(|i| i.id == version.figure.indicator);
    if indicator.is_some_and(|indicator| indicator.visibility != Visibility::Public) {
        return Err(FigurePageError::Hidden);
    }
    let unit = Unit(indicator);
    let mut siblings = BTreeMap::new();
    for other in [version.replaces, version.replaced_by].into_iter().flatten() {
        if let Some(known) = ledger.figure(other, at).await? {
            let path = paths::at(&paths::figure(other), moment);
            let value = unit.words(&known);
            siblings.insert(other, Sibling { id: other.to_string(), value, path });
        }
    }
    let entry = ledger.entry(id.entry).await?;
    let leaf = entry.map(|entry| Head { size: 0, root: entry.leaf }.root_hex());
    let places = ledger.places(at).await?;
    let place = place_name(&places, &version.figure.place).to_owned();
    let measured = measured(&version, indicator);
    let plans = ledger.plans(at).await?;
    let used_in = plans.iter().flat_map(|plan| used_in(plan, &measured, &places, moment)).collect();
    let head = match moment.asked {
        Some(_) => None,
        None => Some(ledger.head().await?),
    };
    let beside = Beside { leaf: leaf.unwrap_or_default(), head, place, used_in };
    Ok(page(&version, &unit, siblings, beside))
}

/// What the page says beside the figure itself.
struct Beside {
    leaf: String,
    head: Option<Head>,
    place: String,
    used_in: Vec<Use>,
}

fn page(
    version: &FigureVersion,
    unit: &Unit<'_>,
    mut siblings: BTreeMap<FigureId, Sibling>,
    beside: Beside,
) -> FigurePage {
    let figure = &version.figure;
    let name = unit.0.map(|indicator| indicator.name.clone());
    FigurePage {
        id: version.id.to_string(),
        value: unit.words(version),
        words: figure.words.clone(),
        indicator: name.unwrap_or_else(|| figure.indicator.to_string()),
        place: beside.place,
        period: vi::period_words(figure.period),
        basis: vi::basis_words(figure.basis),
        measured_on: figure.measured_on.map(vi::date),
        said_by: format!("{} ({})", version.actor.body, role_words(version.actor.role)),
        recorded: vi::moment(version.recorded),
        source: figure.source.title.clone(),
        source_url: figure.source.url.clone(),
        note: figure.note.clone(),
        replaces: version.replaces.and_then(|id| siblings.remove(&id)),
        reason: version.reason.clone(),
        replaced_by: version.replaced_by.and_then(|id| siblings.remove(&id)),
        used_in: beside.used_in,
        leaf: beside.leaf,
        entry: version.id.entry,
        head: beside.head.map(|head| (head.size, head.root_hex())),
    }
}

/// The indicators that the figure speaks of: its own, and those that it covers jointly.
fn measured<'a>(
    version: &'a FigureVersion,
    indicator: Option<&'a Indicator>,
) -> Vec<&'a IndicatorId> {
    let covered = indicator.iter().flat_map(|indicator| &indicator.covers);
    std::iter::once(&version.figure.indicator).chain(covered).collect()
}

/// Targets of a plan that are measured by one of the indicators.
fn used_in(
    plan: &AdoptedPlan,
    measured: &[&IndicatorId],
    places: &[Place],
    moment: &Moment,
) -> Vec<Use> {
    let adopted = &plan.adopted;
    let leaves = adopted.plan.leaves().into_iter();
    let used =
        leaves.filter(|leaf| leaf.indicator.as_ref().is_some_and(|id| measured.contains(&id)));
    let as_use = |leaf: &Target| Use {
        plan: adopted.id.clone(),
        plan_title: title_of(plan, places),
        plan_path: paths::at(&paths::plan(&adopted.id), moment),
        document: adopted.document.clone(),
        words: format!("({}) {}", leaf.code, capitalised(&leaf.name)),
        path: paths::at(&leaf_path(adopted, leaf), moment),
    };
    used.map(as_use).collect()
}

/// The page of a leaf: a head that bears its container's number has its own.
fn leaf_path(adopted: &PlanAdopted, leaf: &Target) -> String {
    let heads = adopted.plan.target(&leaf.code).is_some_and(|named| !named.is_leaf());
    let path = if heads { paths::head } else { paths::target };
    path(&adopted.id, &leaf.code)
}

struct Unit<'a>(Option<&'a Indicator>);

impl Unit<'_> {
    fn words(&self, version: &FigureVersion) -> String {
        let number = vi::value_words(&version.figure.value);
        match self.0.and_then(|indicator| indicator.unit.as_ref()) {
            Some(unit) if version.figure.value.number().is_some() => {
                format!("{number}\u{202f}{unit}")
            }
            _ => number,
        }
    }
}
