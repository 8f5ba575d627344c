//! One version of a figure: who said it, when, in which document, replacing what.

use std::collections::BTreeMap;

use quyet_model::figure::{FigureId, FigureVersion};
use quyet_model::indicator::{Indicator, Visibility};
use quyet_model::place::Place;
use quyet_model::plan::Plan;
use quyet_report::vi;
use quyet_store::{AdoptedPlan, Head, Ledger, StoreError};
use thiserror::Error;

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
    /// Targets that use its indicator: words and address.
    pub used_in: Vec<(String, String)>,
    /// Hash of its ledger entry, hex.
    pub leaf: String,
    /// Number of the entry, and how many the ledger holds.
    pub entry: (u64, u64),
    /// Root of the ledger, hex.
    pub root: String,
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
    let place = place_name(&ledger.places(at).await?, &version);
    let used_in = used_in(&ledger.plans(at).await?, &version, moment);
    let head = ledger.head().await?;
    let beside = Beside { leaf: leaf.unwrap_or_default(), head, place, used_in };
    Ok(page(&version, &unit, siblings, beside))
}

/// What the page says beside the figure itself.
struct Beside {
    leaf: String,
    head: Head,
    place: String,
    used_in: Vec<(String, String)>,
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
        entry: (version.id.entry, beside.head.size),
        root: beside.head.root_hex(),
    }
}

/// Targets that are measured by the figure's indicator.
fn used_in(
    plans: &[AdoptedPlan],
    version: &FigureVersion,
    moment: &Moment,
) -> Vec<(String, String)> {
    let links = plans.iter().flat_map(|plan| {
        let plan = &plan.adopted;
        used(&plan.plan, version).into_iter().map(|code| {
            let words = format!("chỉ tiêu ({code}) của kế hoạch {}", plan.id);
            (words, paths::at(&paths::target(&plan.id, code), moment))
        })
    });
    links.collect()
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

fn place_name(places: &[Place], version: &FigureVersion) -> String {
    let place = places.iter().find(|place| place.id == version.figure.place);
    place.map_or_else(|| version.figure.place.code.clone(), |place| place.name.clone())
}

fn used<'a>(plan: &'a Plan, version: &FigureVersion) -> Vec<&'a quyet_model::target::TargetCode> {
    let leaves = plan.leaves().into_iter();
    leaves
        .filter(|leaf| leaf.indicator.as_ref() == Some(&version.figure.indicator))
        .map(|leaf| &leaf.code)
        .collect()
}
