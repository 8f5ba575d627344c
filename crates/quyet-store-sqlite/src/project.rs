//! What an entry adds to the projections.
//!
//! **Takes** an entry with its number. **Gives** rows. **Never** asks which tables it fills: appends and rebuilds
//! fill the real ones, the check of the ledger fills temporary ones of the same names.

use quyet_model::entry::{Act, Entry, FigureCorrected};
use quyet_model::figure::{Figure, FigureId, Value};
use quyet_model::indicator::Indicator;
use quyet_model::place::Place;
use quyet_store::{figures_of, moment};
use quyet_wire::canonical::canonical_text;
use quyet_wire::entry::figure::ValueJson;
use quyet_wire::entry::indicator::IndicatorJson;
use quyet_wire::entry::place::PlaceJson;
use quyet_wire::names::{BasisJson, RoleJson};
use sqlx::sqlite::{Sqlite, SqliteArguments};
use sqlx::{SqliteConnection, query::Query};

use crate::sql;

/// The entry that rows come from.
#[derive(Clone, Copy)]
struct Origin {
    seq: i64,
    recorded: i64,
}

/// Adds the rows of one entry. Entries are projected in ledger order.
pub(crate) async fn project(
    conn: &mut SqliteConnection,
    seq: u64,
    entry: &Entry,
) -> Result<(), sqlx::Error> {
    project_actor(conn, seq, entry).await?;
    project_act(conn, seq, entry).await
}

/// Adds the row of who did it.
pub(crate) async fn project_actor(
    conn: &mut SqliteConnection,
    seq: u64,
    entry: &Entry,
) -> Result<(), sqlx::Error> {
    let insert = bind_actor(sqlx::query(sql::INSERT_ACTOR), seq, entry);
    insert.execute(conn).await.map(drop)
}

/// Binds who did it.
pub(crate) fn bind_actor<'q>(insert: Insert<'q>, seq: u64, entry: &'q Entry) -> Insert<'q> {
    insert
        .bind(seq.cast_signed())
        .bind(moment(entry.recorded))
        .bind(&entry.actor.name)
        .bind(RoleJson::from(entry.actor.role).word())
        .bind(&entry.actor.body)
}

/// Adds the rows of what was done.
pub(crate) async fn project_act(
    conn: &mut SqliteConnection,
    seq: u64,
    entry: &Entry,
) -> Result<(), sqlx::Error> {
    let origin = Origin { seq: seq.cast_signed(), recorded: moment(entry.recorded) };
    match &entry.act {
        Act::PlacesRegistered(places) => project_places(conn, origin, places).await,
        Act::IndicatorsDefined(defined) => project_indicators(conn, origin, defined).await,
        Act::DocumentReceived(document) => {
            project_pointer(conn, origin, sql::INSERT_DOCUMENT, &document.digest.0).await
        }
        Act::PlanAdopted(adopted) => {
            project_pointer(conn, origin, sql::INSERT_PLAN, &adopted.id.0).await
        }
        // They are read through the ledger itself: a draft beside the plan that came of it, a key by its kind.
        Act::PlanDrafted(_) | Act::DraftChanged(_) | Act::LogKeyRecorded(_) => Ok(()),
        Act::ReportPublished(report) => {
            project_pointer(conn, origin, sql::INSERT_REPORT, &report.plan.0).await
        }
        Act::FiguresReported(_) => {
            project_figures(conn, origin, &figures_of(seq, &entry.act), None).await
        }
        Act::FigureCorrected(corrected) => {
            let figures = figures_of(seq, &entry.act);
            project_figures(conn, origin, &figures, Some(corrected)).await?;
            project_replacement(conn, origin, corrected).await
        }
    }
}

/// A row that says under which key the payload is found.
async fn project_pointer(
    conn: &mut SqliteConnection,
    origin: Origin,
    statement: &'static str,
    key: &str,
) -> Result<(), sqlx::Error> {
    let insert = sqlx::query(statement).bind(key).bind(origin.seq).bind(origin.recorded);
    insert.execute(conn).await.map(drop)
}

async fn project_places(
    conn: &mut SqliteConnection,
    origin: Origin,
    places: &[Place],
) -> Result<(), sqlx::Error> {
    for (row, place) in (0_i64..).zip(places) {
        let insert = sqlx::query(sql::INSERT_PLACE)
            .bind(&place.id.code)
            .bind(place.id.valid_from.map(|day| day.to_string()).unwrap_or_default())
            .bind(origin.seq)
            .bind(row)
            .bind(origin.recorded)
            .bind(canonical_text(&PlaceJson::from(place)));
        insert.execute(&mut *conn).await?;
    }
    Ok(())
}

async fn project_indicators(
    conn: &mut SqliteConnection,
    origin: Origin,
    indicators: &[Indicator],
) -> Result<(), sqlx::Error> {
    for (row, indicator) in (0_i64..).zip(indicators) {
        let insert = sqlx::query(sql::INSERT_INDICATOR)
            .bind(&indicator.id.0)
            .bind(origin.seq)
            .bind(row)
            .bind(origin.recorded)
            .bind(canonical_text(&IndicatorJson::from(indicator)));
        insert.execute(&mut *conn).await?;
    }
    Ok(())
}

/// Runs of plain figures go in by the handful: a form of 200 is four statements.
async fn project_figures(
    conn: &mut SqliteConnection,
    origin: Origin,
    figures: &[(FigureId, &Figure)],
    correction: Option<&FigureCorrected>,
) -> Result<(), sqlx::Error> {
    let plain = |row: &(FigureId, &Figure)| correction.is_none() && is_plain(row.1);
    for run in figures.chunk_by(|a, b| plain(a) == plain(b)) {
        let (handfuls, rest) = match run.first() {
            Some(first) if plain(first) => run.as_chunks::<{ sql::FIGURES_AT_ONCE }>(),
            _ => (&[][..], run),
        };
        for handful in handfuls {
            let all = sqlx::query(sql::INSERT_PLAIN_FIGURES);
            let insert = handful.iter().fold(all, |query, row| bind_plain(query, origin, row));
            insert.execute(&mut *conn).await?;
        }
        for (id, figure) in rest {
            let row = FigureRow::of(*id, origin.recorded, figure, correction);
            bind_whole(sqlx::query(sql::INSERT_WHOLE_FIGURE), row).execute(&mut *conn).await?;
        }
    }
    Ok(())
}

/// Whether a figure is a number from a source with nothing said beside it.
fn is_plain(figure: &Figure) -> bool {
    let Figure { value, words, measured_on, source, note, .. } = figure;
    matches!(value, Value::Number(_))
        && words.is_none()
        && measured_on.is_none()
        && source.url.is_none()
        && note.is_none()
}

type Insert<'q> = Query<'q, Sqlite, SqliteArguments>;

/// A figure as a row of its table, without what replaced it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct FigureRow {
    pub(crate) period: String,
    pub(crate) place_code: String,
    pub(crate) place_from: String,
    pub(crate) indicator: String,
    pub(crate) entry: i64,
    pub(crate) row: u32,
    recorded: i64,
    number: Option<String>,
    value: Option<String>,
    basis: String,
    words: Option<String>,
    measured_on: Option<String>,
    source: String,
    url: Option<String>,
    note: Option<String>,
    replaces_entry: Option<i64>,
    replaces_row: Option<u32>,
    reason: Option<String>,
}

impl FigureRow {
    /// The row of a figure that an entry recorded at this moment brings.
    pub(crate) fn of(
        id: FigureId,
        recorded: i64,
        figure: &Figure,
        correction: Option<&FigureCorrected>,
    ) -> Self {
        let (number, value) = match &figure.value {
            Value::Number(number) => (Some(number.to_string()), None),
            other => (None, Some(canonical_text(&ValueJson::from(other)))),
        };
        let replaces = correction.map(|corrected| corrected.replaces);
        Self {
            period: figure.period.to_string(),
            place_code: figure.place.code.clone(),
            place_from: figure.place.valid_from.map(|day| day.to_string()).unwrap_or_default(),
            indicator: figure.indicator.0.clone(),
            entry: id.entry.cast_signed(),
            row: id.row,
            recorded,
            number,
            value,
            basis: BasisJson::from(figure.basis).word(),
            words: figure.words.clone(),
            measured_on: figure.measured_on.map(|day| day.to_string()),
            source: figure.source.title.clone(),
            url: figure.source.url.clone(),
            note: figure.note.clone(),
            replaces_entry: replaces.map(|id| id.entry.cast_signed()),
            replaces_row: replaces.map(|id| id.row),
            reason: correction.map(|corrected| corrected.reason.clone()),
        }
    }

    /// Its identity.
    pub(crate) fn id(&self) -> FigureId {
        FigureId { entry: self.entry.cast_unsigned(), row: self.row }
    }

    /// Period and place: where its neighbours lie.
    pub(crate) fn place(&self) -> (&str, &str, &str) {
        (&self.period, &self.place_code, &self.place_from)
    }

    /// What a person looks for: "số liệu 4.0 (2024, 06, rung)".
    pub(crate) fn words(&self) -> String {
        let Self { entry, row, period, place_code, indicator, .. } = self;
        format!("số liệu {entry}.{row} ({period}, {place_code}, {indicator})")
    }
}

/// Binds the key of a figure: period, place, indicator, entry, row.
fn bind_key<'q>(query: Insert<'q>, id: FigureId, figure: &'q Figure) -> Insert<'q> {
    query
        .bind(figure.period.to_string())
        .bind(&figure.place.code)
        .bind(figure.place.valid_from.map(|day| day.to_string()).unwrap_or_default())
        .bind(&figure.indicator.0)
        .bind(id.entry.cast_signed())
        .bind(id.row)
}

fn bind_plain<'q>(
    insert: Insert<'q>,
    origin: Origin,
    (id, figure): &(FigureId, &'q Figure),
) -> Insert<'q> {
    bind_key(insert, *id, figure)
        .bind(origin.recorded)
        .bind(figure.value.number().map(|number| number.to_string()))
        .bind(BasisJson::from(figure.basis).word())
        .bind(&figure.source.title)
}

fn bind_whole(insert: Insert<'_>, row: FigureRow) -> Insert<'_> {
    insert
        .bind(row.period)
        .bind(row.place_code)
        .bind(row.place_from)
        .bind(row.indicator)
        .bind(row.entry)
        .bind(row.row)
        .bind(row.recorded)
        .bind(row.number)
        .bind(row.value)
        .bind(row.basis)
        .bind(row.words)
        .bind(row.measured_on)
        .bind(row.source)
        .bind(row.url)
        .bind(row.note)
        .bind(row.replaces_entry)
        .bind(row.replaces_row)
        .bind(row.reason)
}

/// A correction is about what the corrected figure is about, so its own key finds that one's row.
async fn project_replacement(
    conn: &mut SqliteConnection,
    origin: Origin,
    corrected: &FigureCorrected,
) -> Result<(), sqlx::Error> {
    let update = bind_key(sqlx::query(sql::REPLACE_FIGURE), corrected.replaces, &corrected.figure)
        .bind(origin.seq)
        .bind(0_i64)
        .bind(origin.recorded);
    update.execute(conn).await.map(drop)
}
