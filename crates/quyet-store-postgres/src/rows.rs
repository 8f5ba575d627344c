//! What entries add to the projections.
//!
//! **Takes** entries with their numbers. **Gives** rows, gathered over any number of entries so that each table takes
//! one statement. **Never** asks which tables they go to: an append and a rebuild insert them by the same statements,
//! and the check of the ledger holds them against the rows that stand.

use quyet_model::entry::{Act, Entry};
use quyet_model::figure::{Figure, FigureId, Value};
use quyet_store::{figures_of, moment};
use quyet_wire::canonical::canonical_text;
use quyet_wire::entry::figure::ValueJson;
use quyet_wire::entry::indicator::IndicatorJson;
use quyet_wire::entry::place::PlaceJson;
use quyet_wire::names::{BasisJson, RoleJson};
use sqlx::{FromRow, PgConnection};

use crate::spelling::spelled;
use crate::sql;

/// Who acted in an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, FromRow)]
pub(crate) struct ActorRow {
    pub(crate) entry: i64,
    pub(crate) recorded: i64,
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) body: String,
}

/// Under which key the payload of an entry is found.
pub(crate) type PointerRow = (String, i64, i64);

/// A version of an indicator: identity, entry, place in it, recorded, definition.
pub(crate) type IndicatorRow = (String, i64, i32, i64, String);

/// A version of a place: code, first day, entry, place in it, recorded, definition.
pub(crate) type PlaceRow = (String, String, i64, i32, i64, String);

/// The key of a figure in the clustering.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, FromRow)]
pub(crate) struct FigureKey {
    pub(crate) period: String,
    pub(crate) place_code: String,
    pub(crate) place_from: String,
    pub(crate) indicator: String,
    pub(crate) entry: i64,
    pub(crate) ord: i32,
}

/// A figure as it was reported.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct FigureRow {
    #[sqlx(flatten)]
    pub(crate) key: FigureKey,
    recorded: i64,
    pub(crate) number: Option<String>,
    value: Option<String>,
    pub(crate) basis: String,
    words: Option<String>,
    measured_on: Option<String>,
    pub(crate) source: String,
    url: Option<String>,
    note: Option<String>,
    replaces_entry: Option<i64>,
    replaces_ord: Option<i32>,
    reason: Option<String>,
}

/// What replaced a figure, and when that was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReplacedRow {
    key: FigureKey,
    by_entry: i64,
    recorded: i64,
}

/// Rows of all projections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows {
    pub(crate) actors: Vec<ActorRow>,
    pub(crate) plans: Vec<PointerRow>,
    pub(crate) documents: Vec<PointerRow>,
    pub(crate) reports: Vec<PointerRow>,
    pub(crate) indicators: Vec<IndicatorRow>,
    pub(crate) places: Vec<PlaceRow>,
    pub(crate) figures: Vec<FigureRow>,
    pub(crate) replaced: Vec<ReplacedRow>,
}

impl Rows {
    /// Adds the rows of one entry. Entries are added in ledger order.
    pub(crate) fn add(&mut self, seq: u64, entry: &Entry) {
        let (seq, recorded) = (seq.cast_signed(), moment(entry.recorded));
        self.actors.push(ActorRow {
            entry: seq,
            recorded,
            name: stored(&entry.actor.name),
            role: RoleJson::from(entry.actor.role).word(),
            body: stored(&entry.actor.body),
        });
        let pointer = |key: &str| (stored(key), seq, recorded);
        match &entry.act {
            Act::PlacesRegistered(places) => {
                let row =
                    |(ord, place): (i32, _)| self.places.push(place_row(place, seq, ord, recorded));
                (0..).zip(places).for_each(row);
            }
            Act::IndicatorsDefined(defined) => {
                for (ord, indicator) in (0..).zip(defined) {
                    let definition = canonical_text(&IndicatorJson::from(indicator));
                    self.indicators.push((stored(&indicator.id.0), seq, ord, recorded, definition));
                }
            }
            Act::DocumentReceived(document) => self.documents.push(pointer(&document.digest.0)),
            Act::PlanAdopted(adopted) => self.plans.push(pointer(&adopted.id.0)),
            Act::ReportPublished(report) => self.reports.push(pointer(&report.plan.0)),
            Act::FiguresReported(_) | Act::FigureCorrected(_) => self.add_figures(seq, entry),
            // They are read through the ledger itself, beside the plan that came of them.
            _ => {}
        }
    }

    fn add_figures(&mut self, seq: i64, entry: &Entry) {
        let recorded = moment(entry.recorded);
        let correction = match &entry.act {
            Act::FigureCorrected(corrected) => Some(&**corrected),
            _ => None,
        };
        for (id, figure) in figures_of(seq.cast_unsigned(), &entry.act) {
            let row = FigureRow::new(id, figure, recorded);
            if let Some(corrected) = correction {
                let (of, ord) = numbers(corrected.replaces);
                let key = FigureKey { entry: of, ord, ..row.key.clone() };
                self.replaced.push(ReplacedRow { key, by_entry: seq, recorded });
            }
            let replaces = correction.map(|corrected| numbers(corrected.replaces));
            self.figures.push(FigureRow {
                replaces_entry: replaces.map(|(entry, _)| entry),
                replaces_ord: replaces.map(|(_, ord)| ord),
                reason: correction.map(|corrected| stored(&corrected.reason)),
                ..row
            });
        }
    }

    /// Whether nothing is asked for but who acted and plain figures.
    pub(crate) fn are_plain(&self) -> bool {
        let Self { plans, documents, reports, indicators, places, figures, replaced, .. } = self;
        let pointers = [plans, documents, reports];
        pointers.iter().all(|rows| rows.is_empty())
            && indicators.is_empty()
            && places.is_empty()
            && replaced.is_empty()
            && figures.iter().all(FigureRow::is_plain)
    }

    /// Inserts all, one statement for each table that has rows; two when there are figures of both kinds.
    pub(crate) async fn insert(&self, conn: &mut PgConnection) -> Result<(), sqlx::Error> {
        self.insert_actors(conn).await?;
        let (plain, whole): (Vec<_>, Vec<_>) = self.figures.iter().partition(|row| row.is_plain());
        insert_plain(conn, &plain).await?;
        insert_whole(conn, &whole).await?;
        self.replace_figures(conn).await?;
        insert_pointers(conn, sql::INSERT_PLANS, &self.plans).await?;
        insert_pointers(conn, sql::INSERT_DOCUMENTS, &self.documents).await?;
        insert_pointers(conn, sql::INSERT_REPORTS, &self.reports).await?;
        self.insert_indicators(conn).await?;
        self.insert_places(conn).await
    }

    async fn insert_actors(&self, conn: &mut PgConnection) -> Result<(), sqlx::Error> {
        let rows = &self.actors;
        let insert = sqlx::query(sql::INSERT_ACTORS)
            .bind(column(rows, |row| row.entry))
            .bind(column(rows, |row| row.recorded))
            .bind(column(rows, |row| &*row.name))
            .bind(column(rows, |row| &*row.role))
            .bind(column(rows, |row| &*row.body));
        insert.execute(conn).await.map(drop)
    }

    async fn replace_figures(&self, conn: &mut PgConnection) -> Result<(), sqlx::Error> {
        let rows = &self.replaced;
        if rows.is_empty() {
            return Ok(());
        }
        let update = sqlx::query(sql::REPLACE_FIGURES)
            .bind(column(rows, |row| &*row.key.period))
            .bind(column(rows, |row| &*row.key.place_code))
            .bind(column(rows, |row| &*row.key.place_from))
            .bind(column(rows, |row| &*row.key.indicator))
            .bind(column(rows, |row| row.key.entry))
            .bind(column(rows, |row| row.key.ord))
            .bind(column(rows, |row| row.by_entry))
            .bind(column(rows, |row| row.recorded));
        update.execute(conn).await.map(drop)
    }

    async fn insert_indicators(&self, conn: &mut PgConnection) -> Result<(), sqlx::Error> {
        let rows = &self.indicators;
        if rows.is_empty() {
            return Ok(());
        }
        let insert = sqlx::query(sql::INSERT_INDICATORS)
            .bind(column(rows, |row| &*row.0))
            .bind(column(rows, |row| row.1))
            .bind(column(rows, |row| row.2))
            .bind(column(rows, |row| row.3))
            .bind(column(rows, |row| &*row.4));
        insert.execute(conn).await.map(drop)
    }

    async fn insert_places(&self, conn: &mut PgConnection) -> Result<(), sqlx::Error> {
        let rows = &self.places;
        if rows.is_empty() {
            return Ok(());
        }
        let insert = sqlx::query(sql::INSERT_PLACES)
            .bind(column(rows, |row| &*row.0))
            .bind(column(rows, |row| &*row.1))
            .bind(column(rows, |row| row.2))
            .bind(column(rows, |row| row.3))
            .bind(column(rows, |row| row.4))
            .bind(column(rows, |row| &*row.5));
        insert.execute(conn).await.map(drop)
    }
}

impl FigureKey {
    /// The key under which a figure lies.
    pub(crate) fn of(id: FigureId, figure: &Figure) -> Self {
        let (entry, ord) = numbers(id);
        Self {
            period: figure.period.to_string(),
            place_code: stored(&figure.place.code),
            place_from: figure.place.valid_from.map(|day| day.to_string()).unwrap_or_default(),
            indicator: stored(&figure.indicator.0),
            entry,
            ord,
        }
    }
}

impl FigureRow {
    /// Whether the row is a number from a source with nothing said beside it.
    fn is_plain(&self) -> bool {
        let Self { value, words, measured_on, url, note, replaces_entry, .. } = self;
        let said = [value, words, measured_on, url, note];
        said.iter().all(|said| said.is_none()) && replaces_entry.is_none()
    }

    fn new(id: FigureId, figure: &Figure, recorded: i64) -> Self {
        let (number, value) = match &figure.value {
            Value::Number(number) => (Some(number.to_string()), None),
            other => (None, Some(canonical_text(&ValueJson::from(other)))),
        };
        let some = |words: &Option<String>| words.as_deref().map(stored);
        Self {
            key: FigureKey::of(id, figure),
            recorded,
            number,
            value,
            basis: BasisJson::from(figure.basis).word(),
            words: some(&figure.words),
            measured_on: figure.measured_on.map(|day| day.to_string()),
            source: stored(&figure.source.title),
            url: some(&figure.source.url),
            note: some(&figure.note),
            replaces_entry: None,
            replaces_ord: None,
            reason: None,
        }
    }
}

async fn insert_plain(conn: &mut PgConnection, rows: &[&FigureRow]) -> Result<(), sqlx::Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let insert = sqlx::query(sql::INSERT_FIGURES)
        .bind(column(rows, |row| &*row.key.period))
        .bind(column(rows, |row| &*row.key.place_code))
        .bind(column(rows, |row| &*row.key.place_from))
        .bind(column(rows, |row| &*row.key.indicator))
        .bind(column(rows, |row| row.key.entry))
        .bind(column(rows, |row| row.key.ord))
        .bind(column(rows, |row| row.recorded))
        .bind(column(rows, |row| row.number.as_deref()))
        .bind(column(rows, |row| &*row.basis))
        .bind(column(rows, |row| &*row.source));
    insert.execute(conn).await.map(drop)
}

async fn insert_whole(conn: &mut PgConnection, rows: &[&FigureRow]) -> Result<(), sqlx::Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let insert = sqlx::query(sql::INSERT_WHOLE_FIGURES)
        .bind(column(rows, |row| &*row.key.period))
        .bind(column(rows, |row| &*row.key.place_code))
        .bind(column(rows, |row| &*row.key.place_from))
        .bind(column(rows, |row| &*row.key.indicator))
        .bind(column(rows, |row| row.key.entry))
        .bind(column(rows, |row| row.key.ord))
        .bind(column(rows, |row| row.recorded))
        .bind(column(rows, |row| row.number.as_deref()))
        .bind(column(rows, |row| row.value.as_deref()))
        .bind(column(rows, |row| &*row.basis))
        .bind(column(rows, |row| row.words.as_deref()))
        .bind(column(rows, |row| row.measured_on.as_deref()))
        .bind(column(rows, |row| &*row.source))
        .bind(column(rows, |row| row.url.as_deref()))
        .bind(column(rows, |row| row.note.as_deref()))
        .bind(column(rows, |row| row.replaces_entry))
        .bind(column(rows, |row| row.replaces_ord))
        .bind(column(rows, |row| row.reason.as_deref()));
    insert.execute(conn).await.map(drop)
}

fn place_row(place: &quyet_model::place::Place, seq: i64, ord: i32, recorded: i64) -> PlaceRow {
    let first_day = place.id.valid_from.map(|day| day.to_string()).unwrap_or_default();
    let definition = canonical_text(&PlaceJson::from(place));
    (stored(&place.id.code), first_day, seq, ord, recorded, definition)
}

async fn insert_pointers(
    conn: &mut PgConnection,
    statement: &'static str,
    rows: &[PointerRow],
) -> Result<(), sqlx::Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let insert = sqlx::query(statement)
        .bind(column(rows, |row| &*row.0))
        .bind(column(rows, |row| row.1))
        .bind(column(rows, |row| row.2));
    insert.execute(conn).await.map(drop)
}

/// One column of rows.
pub(crate) fn column<'r, R, T>(rows: &'r [R], value: impl Fn(&'r R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}

/// A figure's identity as the columns hold it. A row beyond 31 bits is none that a form can have.
pub(crate) fn numbers(id: FigureId) -> (i64, i32) {
    (id.entry.cast_signed(), i32::try_from(id.row).unwrap_or(-1))
}

fn stored(words: &str) -> String {
    spelled(words).into_owned()
}
