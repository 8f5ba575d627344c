//! Use case: fill an empty house with an example province by replaying its year.
//!
//! The figures are real and sourced; the times of recording are rebuilt from the days on which the sources spoke,
//! so that every page can be asked what was known then. The ledger says so in the name of the body that acts.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use quyet_intake::Refused;
use quyet_model::actor::{Actor, Role};
use quyet_model::entry::CommandId;
use quyet_model::figure::Figure;
use quyet_model::place::Place;
use quyet_model::plan::PlanId;
use quyet_store::Ledger;
use quyet_store::{AppendError, StoreError};
use thiserror::Error;

use crate::adopt_plan::{AdoptPlan, AdoptPlanError, adopt_plan};
use crate::attachments::AttachmentRule;
use crate::clock::StoppedClock;
use crate::define_indicators::{DefineIndicatorsError, define_indicators};
use crate::desk::Desk;
use crate::moment::offset;
use crate::register_places::{RegisterPlacesError, register_places};
use crate::report_figures::{ReportFiguresError, report_figures};
use crate::tables::{TableError, figures, indicators, links, places};

/// The files of an example.
#[derive(Clone, Copy, Debug)]
pub struct Example<'a> {
    /// Identity of its plan.
    pub plan: &'a str,
    /// Code of the place.
    pub place: &'a str,
    /// Day the resolution was adopted: the replay begins here.
    pub adopted: Date,
    /// Title of the resolution.
    pub title: &'a str,
    /// The resolution's text.
    pub resolution: &'a str,
    /// Register of units (CSV).
    pub units: &'a str,
    /// Catalogue (CSV).
    pub indicators: &'a str,
    /// Links of targets to indicators (CSV).
    pub links: &'a str,
    /// Figures with the days they became known (CSV).
    pub figures: &'a str,
}

/// Bắc Kạn, plan of 2024: the example that the binary carries.
pub fn bac_kan_2024() -> Example<'static> {
    Example {
        plan: "tinh-2024",
        place: "06",
        adopted: jiff::civil::date(2023, 12, 8),
        title: "Nghị quyết về Kế hoạch phát triển kinh tế - xã hội tỉnh Bắc Kạn năm 2024 (viết lại từ dữ kiện)",
        resolution: include_str!("../../../examples/bac-kan-2024/nghi-quyet.txt"),
        units: include_str!("../../../examples/bac-kan-2024/units.csv"),
        indicators: include_str!("../../../examples/bac-kan-2024/indicators.csv"),
        links: include_str!("../../../examples/bac-kan-2024/links.csv"),
        figures: include_str!("../../../examples/bac-kan-2024/figures.csv"),
    }
}

/// Why the example could not be loaded. What had been replayed before stands; loading again goes on from there.
#[derive(Debug, Error)]
pub enum LoadExampleError {
    /// The replay would begin at the end of the calendar.
    #[error("ngày thông qua của ví dụ không hợp lệ")]
    Calendar,
    /// The ledger holds the example as another edition of this program replayed it.
    #[error(
        "thư mục dữ liệu này đã có ví dụ do một phiên bản khác dựng; dữ liệu được giữ nguyên. \
        Hãy chọn thư mục mới bằng --data, hoặc mở thư mục này bằng “quyet serve”"
    )]
    OtherEdition,
    /// The place is not in the example's register.
    #[error("ví dụ không có đơn vị {0}")]
    UnknownPlace(String),
    /// The example's resolution gives no text.
    #[error(transparent)]
    Text(#[from] Refused),
    /// A table of the example is faulty.
    #[error("{0}: {1}")]
    Table(&'static str, #[source] TableError),
    /// A step was refused.
    #[error(transparent)]
    Places(RegisterPlacesError),
    /// A step was refused.
    #[error(transparent)]
    Indicators(DefineIndicatorsError),
    /// A step was refused.
    #[error(transparent)]
    Plan(AdoptPlanError),
    /// A step was refused.
    #[error(transparent)]
    Figures(ReportFiguresError),
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Replays the example into the ledger; gives whether anything was written. A ledger that already holds the
/// whole replay is left as it is.
///
/// # Errors
/// [`LoadExampleError`].
pub async fn load_example(
    ledger: &dyn Ledger,
    example: Example<'_>,
) -> Result<bool, LoadExampleError> {
    let units =
        places::read_places(example.units).map_err(|e| LoadExampleError::Table("units.csv", e))?;
    let steps = timeline(&example, &units)?;
    let mut written = false;
    for (i, (at, step)) in steps.into_iter().enumerate() {
        let command = CommandId(format!("vi-du/{}/{i:03}", example.plan));
        let role = match step {
            Step::Report(_) => Role::Synthesiser,
            _ => Role::Planner,
        };
        let actor = Actor {
            name: "bộ dựng ví dụ".to_owned(),
            role,
            body: "Ví dụ dựng lại từ nguồn công khai".to_owned(),
        };
        let clock = StoppedClock(at);
        let desk = Desk { ledger, clock: &clock, actor: &actor };
        let receipt = match step {
            Step::Register(places) => register_places(desk, &command, places).await?,
            Step::Define => {
                let catalogue = indicators::read_indicators(example.indicators)
                    .map_err(|e| LoadExampleError::Table("indicators.csv", e))?;
                define_indicators(desk, &command, catalogue).await?
            }
            Step::Adopt => adopt_plan(desk, adoption(&example, &units, command)?).await?,
            Step::Report(figures) => report_figures(desk, &command, figures).await?,
        };
        written |= !receipt.repeated;
    }
    Ok(written)
}

enum Step {
    Register(Vec<Place>),
    Define,
    Adopt,
    Report(Vec<Figure>),
}

/// The acts of the year in the order they became known.
fn timeline(
    example: &Example<'_>,
    units: &[Place],
) -> Result<Vec<(Timestamp, Step)>, LoadExampleError> {
    let instant = |day: Date, hour: i8| {
        offset().to_timestamp(day.at(hour, 0, 0, 0)).map_err(|_| LoadExampleError::Calendar)
    };
    let start = example.adopted;
    let mut steps = vec![(instant(start, 9)?, Step::Define), (instant(start, 17)?, Step::Adopt)];
    for (day, places) in register_by_day(units, start) {
        steps.push((instant(day, 8)?, Step::Register(places)));
    }
    let rows = figures::read_figures(example.figures, units)
        .map_err(|e| LoadExampleError::Table("figures.csv", e))?;
    let mut by_day: BTreeMap<Date, Vec<Figure>> = BTreeMap::new();
    for row in rows {
        let day = row.known_on.unwrap_or_else(|| row.figure.period.end()).max(start);
        by_day.entry(day).or_default().push(row.figure);
    }
    for (day, figures) in by_day {
        steps.push((instant(day, 18)?, Step::Report(figures)));
    }
    steps.sort_by_key(|(at, _)| *at);
    Ok(steps)
}

/// What the register said on which day: a unit is known from the day it stands, its end from the day after.
fn register_by_day(units: &[Place], start: Date) -> BTreeMap<Date, Vec<Place>> {
    let mut by_day: BTreeMap<Date, Vec<Place>> = BTreeMap::new();
    for unit in units {
        let known = unit.id.valid_from.unwrap_or(start).max(start);
        let ended = unit.valid_to.and_then(|last| last.checked_add(1.day()).ok());
        match ended {
            Some(day) if day > known => {
                by_day.entry(known).or_default().push(Place { valid_to: None, ..unit.clone() });
                by_day.entry(day).or_default().push(unit.clone());
            }
            _ => by_day.entry(known).or_default().push(unit.clone()),
        }
    }
    by_day
}

fn adoption(
    example: &Example<'_>,
    units: &[Place],
    command: CommandId,
) -> Result<AdoptPlan, LoadExampleError> {
    let place = units.iter().find(|p| p.id.code == example.place && p.stands_on(example.adopted));
    let place = place.map(|p| p.id.clone());
    let bytes = example.resolution.as_bytes().to_vec();
    Ok(AdoptPlan {
        command,
        id: PlanId(example.plan.to_owned()),
        place: place.ok_or_else(|| LoadExampleError::UnknownPlace(example.place.to_owned()))?,
        received: quyet_intake::receive(&bytes)?,
        bytes,
        title: example.title.to_owned(),
        origin: None,
        links: links::read_links(example.links)
            .map_err(|e| LoadExampleError::Table("links.csv", e))?,
        confirmed: true,
        rule: AttachmentRule::default(),
    })
}

impl From<RegisterPlacesError> for LoadExampleError {
    fn from(error: RegisterPlacesError) -> Self {
        match error {
            RegisterPlacesError::Append(AppendError::CommandReused) => Self::OtherEdition,
            other => Self::Places(other),
        }
    }
}

impl From<DefineIndicatorsError> for LoadExampleError {
    fn from(error: DefineIndicatorsError) -> Self {
        match error {
            DefineIndicatorsError::Append(AppendError::CommandReused) => Self::OtherEdition,
            other => Self::Indicators(other),
        }
    }
}

impl From<AdoptPlanError> for LoadExampleError {
    fn from(error: AdoptPlanError) -> Self {
        match error {
            AdoptPlanError::Append(AppendError::CommandReused) => Self::OtherEdition,
            other => Self::Plan(other),
        }
    }
}

impl From<ReportFiguresError> for LoadExampleError {
    fn from(error: ReportFiguresError) -> Self {
        match error {
            ReportFiguresError::Append(AppendError::CommandReused) => Self::OtherEdition,
            other => Self::Figures(other),
        }
    }
}
