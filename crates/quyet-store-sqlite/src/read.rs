//! Reads, each one statement on one connection of the pool: each sees one state of the database.

use std::collections::BTreeMap;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use quyet_model::actor::Actor;
use quyet_model::document::{Digest, ReceivedDocument};
use quyet_model::entry::Act;
use quyet_model::figure::{Figure, FigureId, FigureVersion, SourceRef, Value};
use quyet_model::indicator::{Indicator, IndicatorId};
use quyet_model::place::{Place, PlaceId};
use quyet_model::plan::PlanId;
use quyet_proof::leaf::seal;
use quyet_proof::{Head, Salt};
use quyet_store::packing::unpack;
use quyet_store::{
    AdoptedPlan, FigureQuery, RecordedEntry, RecordedReport, StoreError, figures_of, moment,
};
use quyet_wire::entry::decode;
use quyet_wire::entry::figure::ValueJson;
use quyet_wire::entry::indicator::IndicatorJson;
use quyet_wire::entry::place::PlaceJson;
use quyet_wire::names::{BasisJson, RoleJson};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, Sqlite, SqliteConnection, Type};

use crate::append::load_frontier;
use crate::failure::{corrupt, unavailable};
use crate::open::SqliteLedger;
use crate::sql;

/// Sequence number, payload as it is kept, salt and leaf.
pub(crate) type EntryRow = (i64, Vec<u8>, Option<Vec<u8>>, Vec<u8>);

impl SqliteLedger {
    pub(crate) async fn read_head(&self) -> Result<Head, StoreError> {
        let mut tx = self.readers.begin().await.map_err(unavailable)?;
        let size: i64 = sqlx::query_scalar(sql::COUNT_ENTRIES)
            .fetch_one(&mut *tx)
            .await
            .map_err(unavailable)?;
        Ok(load_frontier(&mut tx, size.unsigned_abs()).await?.head())
    }

    pub(crate) async fn read_hashes(
        &self,
        indexes: &[u64],
    ) -> Result<BTreeMap<u64, [u8; 32]>, StoreError> {
        let wanted: Vec<i64> =
            indexes.iter().filter_map(|index| i64::try_from(*index).ok()).collect();
        let wanted = serde_json::Value::from(wanted).to_string();
        let query = sqlx::query_as(sql::HASHES_AT).bind(wanted);
        let rows: Vec<(i64, Vec<u8>)> =
            query.fetch_all(&self.readers).await.map_err(unavailable)?;
        let whole = |(index, hash): (i64, Vec<u8>)| {
            let hash = hash.try_into();
            let hash = hash.map_err(|_| corrupt("tree_hash", index, "mã băm không đủ 32 byte"))?;
            Ok((index.unsigned_abs(), hash))
        };
        rows.into_iter().map(whole).collect()
    }

    pub(crate) async fn read_entry(&self, seq: u64) -> Result<Option<RecordedEntry>, StoreError> {
        let Ok(seq) = i64::try_from(seq) else {
            return Ok(None);
        };
        let query = sqlx::query_as(sql::ENTRY).bind(seq);
        let row = query.fetch_optional(&self.readers).await.map_err(unavailable)?;
        row.map(entry_of).transpose()
    }

    pub(crate) async fn read_entries(
        &self,
        from: u64,
        limit: u32,
    ) -> Result<Vec<RecordedEntry>, StoreError> {
        let Ok(from) = i64::try_from(from) else {
            return Ok(Vec::new());
        };
        let query = sqlx::query_as(sql::ENTRIES).bind(from).bind(limit);
        entries_of(query.fetch_all(&self.readers).await.map_err(unavailable)?)
    }

    pub(crate) async fn read_log_keys(&self) -> Result<Vec<RecordedEntry>, StoreError> {
        let query = sqlx::query_as(sql::LOG_KEYS);
        entries_of(query.fetch_all(&self.readers).await.map_err(unavailable)?)
    }

    pub(crate) async fn read_plans(&self, at: Timestamp) -> Result<Vec<AdoptedPlan>, StoreError> {
        let query = sqlx::query_as(sql::PLANS).bind(moment(at));
        let rows = query.fetch_all(&self.readers).await.map_err(unavailable)?;
        rows.into_iter().map(plan_of).collect()
    }

    pub(crate) async fn read_plan(
        &self,
        id: &PlanId,
        at: Timestamp,
    ) -> Result<Option<AdoptedPlan>, StoreError> {
        let query = sqlx::query_as(sql::PLAN).bind(moment(at)).bind(&id.0);
        let row = query.fetch_optional(&self.readers).await.map_err(unavailable)?;
        row.map(plan_of).transpose()
    }

    pub(crate) async fn read_indicators(
        &self,
        at: Timestamp,
    ) -> Result<Vec<Indicator>, StoreError> {
        let query = sqlx::query_as(sql::INDICATORS).bind(moment(at));
        let rows: Vec<(String, String)> =
            query.fetch_all(&self.readers).await.map_err(unavailable)?;
        let read = |(id, definition): (String, String)| {
            let json: IndicatorJson = from_json("projection_indicator", &id, &definition)?;
            json.try_into().map_err(|error| corrupt("projection_indicator", id, error))
        };
        rows.into_iter().map(read).collect()
    }

    pub(crate) async fn read_places(&self, at: Timestamp) -> Result<Vec<Place>, StoreError> {
        let query = sqlx::query_as(sql::PLACES).bind(moment(at));
        let rows: Vec<(String, String)> =
            query.fetch_all(&self.readers).await.map_err(unavailable)?;
        let read = |(code, definition): (String, String)| -> Result<Place, StoreError> {
            let json: PlaceJson = from_json("projection_place", &code, &definition)?;
            json.try_into().map_err(|error| corrupt("projection_place", code, error))
        };
        let mut places = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        // Text orders days before year 0 wrongly; the dictionary orders them right.
        places.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(places)
    }

    pub(crate) async fn read_figures(
        &self,
        query: &FigureQuery,
        at: Timestamp,
    ) -> Result<Vec<FigureVersion>, StoreError> {
        let (from, until) = written_years(query.years);
        let named = query.indicators.as_ref().map(|ids| {
            let ids: Vec<&str> = ids.iter().map(|id| id.0.as_str()).collect();
            serde_json::Value::from(ids).to_string()
        });
        let statement = query.place.as_ref().map_or(sql::FIGURES, |_| sql::FIGURES_AT_PLACE);
        let mut select = sqlx::query(statement).bind(moment(at)).bind(from).bind(until).bind(named);
        if let Some(place) = &query.place {
            let first_day = place.valid_from.map(|day| day.to_string()).unwrap_or_default();
            select = select.bind(&place.code).bind(first_day);
        }
        let rows = select.fetch_all(&self.readers).await.map_err(unavailable)?;
        rows.iter().map(version_of).collect()
    }

    pub(crate) async fn read_figure(
        &self,
        id: FigureId,
        at: Timestamp,
    ) -> Result<Option<FigureVersion>, StoreError> {
        let mut conn = self.readers.acquire().await.map_err(unavailable)?;
        figure_in(&mut conn, id, moment(at)).await
    }

    pub(crate) async fn read_document_entry(
        &self,
        digest: &Digest,
    ) -> Result<Option<RecordedEntry>, StoreError> {
        let query = sqlx::query_as(sql::DOCUMENT).bind(&digest.0);
        let row = query.fetch_optional(&self.readers).await.map_err(unavailable)?;
        row.map(entry_of).transpose()
    }

    pub(crate) async fn read_document(
        &self,
        digest: &Digest,
    ) -> Result<Option<ReceivedDocument>, StoreError> {
        let Some(entry) = self.read_document_entry(digest).await? else {
            return Ok(None);
        };
        match entry.entry.act {
            Act::DocumentReceived(document) => Ok(Some(document)),
            _ => Err(corrupt("projection_document", &digest.0, "trỏ đến mục không phải văn bản")),
        }
    }

    pub(crate) async fn read_blob(&self, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        if let Some(store) = &self.fittings.attachments
            && let Some(bytes) = store.get(digest).await?
        {
            return Ok(Some(bytes));
        }
        let query = sqlx::query_scalar(sql::BLOB).bind(&digest.0);
        query.fetch_optional(&self.readers).await.map_err(unavailable)
    }

    pub(crate) async fn read_reports(
        &self,
        plan: &PlanId,
        at: Timestamp,
    ) -> Result<Vec<RecordedReport>, StoreError> {
        let query = sqlx::query_as(sql::REPORTS).bind(moment(at)).bind(&plan.0);
        let rows = query.fetch_all(&self.readers).await.map_err(unavailable)?;
        let read = |row: EntryRow| {
            let RecordedEntry { seq, entry, .. } = entry_of(row)?;
            match entry.act {
                Act::ReportPublished(report) => {
                    Ok(RecordedReport { seq, recorded: entry.recorded, report })
                }
                _ => Err(corrupt("projection_report", seq, "trỏ đến mục không phải báo cáo")),
            }
        };
        rows.into_iter().map(read).collect()
    }
}

/// The figure as known at a moment, read on any connection: the writer's, too, in its transaction.
///
/// The entry says what the figure is about, and so where its row lies.
pub(crate) async fn figure_in(
    conn: &mut SqliteConnection,
    id: FigureId,
    at: i64,
) -> Result<Option<FigureVersion>, StoreError> {
    let Ok(seq) = i64::try_from(id.entry) else {
        return Ok(None);
    };
    let query = sqlx::query_as(sql::ENTRY).bind(seq);
    let entry = query.fetch_optional(&mut *conn).await.map_err(unavailable)?;
    let Some(entry) = entry.map(entry_of).transpose()? else {
        return Ok(None);
    };
    let figures = figures_of(id.entry, &entry.entry.act);
    let Some((_, figure)) = figures.into_iter().find(|(held, _)| *held == id) else {
        return Ok(None);
    };
    let query = sqlx::query(sql::FIGURE)
        .bind(at)
        .bind(figure.period.to_string())
        .bind(&figure.place.code)
        .bind(figure.place.valid_from.map(|day| day.to_string()).unwrap_or_default())
        .bind(&figure.indicator.0)
        .bind(seq)
        .bind(id.row);
    let row = query.fetch_optional(conn).await.map_err(unavailable)?;
    row.as_ref().map(version_of).transpose()
}

/// The entry of a row. Its hash is checked here as it was made before the append.
pub(crate) fn entry_of((seq, payload, salt, leaf): EntryRow) -> Result<RecordedEntry, StoreError> {
    let salt = salt_of(salt).map_err(|what| corrupt("ledger", seq, what))?;
    let payload = unpack(payload).map_err(|what| corrupt("ledger", seq, what))?;
    let hash = seal(&payload, salt.as_ref()).leaf;
    if hash[..] != leaf[..] {
        return Err(corrupt("ledger", seq, "nội dung không khớp mã băm"));
    }
    let entry = decode(&payload).map_err(|error| corrupt("ledger", seq, error))?;
    Ok(RecordedEntry { seq: seq.unsigned_abs(), entry, payload, salt, leaf: hash })
}

/// The salt of a row; the database holds 32 bytes or nothing.
pub(crate) fn salt_of(salt: Option<Vec<u8>>) -> Result<Option<Salt>, &'static str> {
    let whole = |salt: Vec<u8>| salt.try_into().map(Salt).map_err(|_| "muối không đủ 32 byte");
    salt.map(whole).transpose()
}

/// The entries of rows.
pub(crate) fn entries_of(rows: Vec<EntryRow>) -> Result<Vec<RecordedEntry>, StoreError> {
    rows.into_iter().map(entry_of).collect()
}

/// The instant of a stored moment.
pub(crate) fn instant(
    recorded: i64,
    table: &'static str,
    row: impl ToString,
) -> Result<Timestamp, StoreError> {
    let instant = Timestamp::from_microsecond(recorded);
    instant.map_err(|error| corrupt(table, row, error))
}

fn plan_of(row: EntryRow) -> Result<AdoptedPlan, StoreError> {
    let RecordedEntry { seq, entry, .. } = entry_of(row)?;
    match entry.act {
        Act::PlanAdopted(adopted) => {
            let (recorded, actor) = (entry.recorded, entry.actor);
            Ok(AdoptedPlan { seq, recorded, actor, adopted: *adopted })
        }
        _ => Err(corrupt("projection_plan", seq, "trỏ đến mục không phải kế hoạch")),
    }
}

/// Keys of periods that belong to these years: from the first on, before the second.
fn written_years(years: Option<(i16, i16)>) -> (String, String) {
    let written = |year: i16| format!("{:04}", year.clamp(0, 9999));
    match years {
        // Every key begins with a digit, and ':' comes after the digits.
        None => (String::new(), ":".to_owned()),
        Some((first, last)) => (written(first), written(last.saturating_add(1))),
    }
}

fn from_json<J: serde::de::DeserializeOwned>(
    table: &'static str,
    row: &str,
    json: &str,
) -> Result<J, StoreError> {
    serde_json::from_str(json).map_err(|error| corrupt(table, row, error))
}

/// The columns of a figure, read in the order in which the statement names them.
struct Columns<'r> {
    row: &'r SqliteRow,
    id: FigureId,
    next: usize,
}

impl<'r> Columns<'r> {
    fn take<T: sqlx::Decode<'r, Sqlite> + Type<Sqlite>>(&mut self) -> Result<T, StoreError> {
        let column = self.next;
        self.next += 1;
        self.row.try_get(column).map_err(|error| self.corrupt(error))
    }

    fn parse<T: FromStr<Err: ToString>>(&mut self) -> Result<T, StoreError> {
        let words: String = self.take()?;
        words.parse().map_err(|error: T::Err| self.corrupt(error))
    }

    fn day(&mut self) -> Result<Option<Date>, StoreError> {
        let words: Option<String> = self.take()?;
        let words = words.filter(|words| !words.is_empty());
        words
            .map(|words| words.parse())
            .transpose()
            .map_err(|error: jiff::Error| self.corrupt(error))
    }

    fn figure_id(&mut self) -> Result<Option<FigureId>, StoreError> {
        let (entry, row): (Option<i64>, Option<u32>) = (self.take()?, self.take()?);
        Ok(entry.zip(row).map(|(entry, row)| FigureId { entry: entry.unsigned_abs(), row }))
    }

    fn value(&mut self) -> Result<Value, StoreError> {
        let (number, other): (Option<String>, Option<String>) = (self.take()?, self.take()?);
        let json = match (number, other) {
            (Some(number), None) => ValueJson::Number(number),
            (None, Some(other)) => from_json("projection_figure", &self.id.to_string(), &other)?,
            _ => return Err(self.corrupt("có hai giá trị hoặc không có giá trị")),
        };
        json.try_into().map_err(|error| self.corrupt(error))
    }

    fn corrupt(&self, what: impl ToString) -> StoreError {
        corrupt("projection_figure", self.id, what)
    }
}

fn version_of(row: &SqliteRow) -> Result<FigureVersion, StoreError> {
    let unnamed = FigureId { entry: 0, row: 0 };
    let mut columns = Columns { row, id: unnamed, next: 0 };
    let id = columns.figure_id()?.ok_or_else(|| columns.corrupt("không có mã số liệu"))?;
    columns.id = id;
    let recorded = instant(columns.take()?, "projection_figure", id)?;
    let figure = figure_of(&mut columns)?;
    let (replaces, reason) = (columns.figure_id()?, columns.take()?);
    let replaced_by = columns.figure_id()?;
    let actor = actor_of(&mut columns)?;
    Ok(FigureVersion { id, figure, actor, recorded, replaces, reason, replaced_by })
}

fn figure_of(columns: &mut Columns<'_>) -> Result<Figure, StoreError> {
    let indicator = IndicatorId(columns.take()?);
    let place = PlaceId { code: columns.take()?, valid_from: columns.day()? };
    let period = columns.parse()?;
    let value = columns.value()?;
    let basis: String = columns.take()?;
    let basis = BasisJson::of(&basis).ok_or_else(|| columns.corrupt(basis))?;
    let (words, measured_on) = (columns.take()?, columns.day()?);
    let source = SourceRef { title: columns.take()?, url: columns.take()? };
    let (basis, note) = (basis.into(), columns.take()?);
    Ok(Figure { indicator, place, period, value, basis, words, measured_on, source, note })
}

fn actor_of(columns: &mut Columns<'_>) -> Result<Actor, StoreError> {
    let (name, role): (String, String) = (columns.take()?, columns.take()?);
    let role = RoleJson::of(&role).ok_or_else(|| columns.corrupt(role))?;
    Ok(Actor { name, role: role.into(), body: columns.take()? })
}
