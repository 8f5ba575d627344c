//! Reads, each one statement on one connection of the pool: each sees one state of the database.

use std::collections::{BTreeMap, BTreeSet};
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
use quyet_proof::merkle::Frontier;
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
use sqlx::postgres::{PgExecutor, PgRow};
use sqlx::{PgConnection, Postgres, Row, Type};

use crate::failure::corrupt;
use crate::open::PostgresLedger;
use crate::rows::{FigureKey, column};
use crate::spelling::{read, spelled};
use crate::sql;

/// Sequence number, payload as it is kept, salt and leaf.
pub(crate) type EntryRow = (i64, Vec<u8>, Option<Vec<u8>>, Vec<u8>);

impl PostgresLedger {
    /// Nothing is remembered between calls: another server may have appended, and a failover may have lost the end.
    pub(crate) async fn read_head(&self) -> Result<Head, StoreError> {
        let mut conn = self.servers.connection().await?;
        let failed = |error| self.servers.failed(error);
        let last: Option<i64> =
            sqlx::query_scalar(sql::LAST_SEQ).fetch_one(&mut *conn).await.map_err(failed)?;
        let size = last.map_or(0, |seq| seq.cast_unsigned().saturating_add(1));
        // Hashes are never changed, so those of this size are there whatever was appended since.
        let hashes = hashes_at(&mut *conn, &Frontier::needed(size)).await;
        edge(size, &hashes.map_err(failed)??).map(|edge| edge.head())
    }

    pub(crate) async fn read_hashes(
        &self,
        indexes: &[u64],
    ) -> Result<BTreeMap<u64, [u8; 32]>, StoreError> {
        let pool = self.servers.pool().await?;
        hashes_at(&pool, indexes).await.map_err(|error| self.servers.failed(error))?
    }

    pub(crate) async fn read_entry(&self, seq: u64) -> Result<Option<RecordedEntry>, StoreError> {
        let Ok(seq) = i64::try_from(seq) else {
            return Ok(None);
        };
        let row = self.maybe(sqlx::query_as(sql::ENTRY).bind(seq)).await?;
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
        let rows = self.all(sqlx::query_as(sql::ENTRIES).bind(from).bind(i64::from(limit)));
        rows.await?.into_iter().map(entry_of).collect()
    }

    pub(crate) async fn read_log_keys(&self) -> Result<Vec<RecordedEntry>, StoreError> {
        let rows = self.all(sqlx::query_as(sql::LOG_KEYS)).await?;
        rows.into_iter().map(entry_of).collect()
    }

    pub(crate) async fn read_plans(&self, at: Timestamp) -> Result<Vec<AdoptedPlan>, StoreError> {
        let rows = self.all(sqlx::query_as(sql::PLANS).bind(moment(at))).await?;
        rows.into_iter().map(plan_of).collect()
    }

    pub(crate) async fn read_plan(
        &self,
        id: &PlanId,
        at: Timestamp,
    ) -> Result<Option<AdoptedPlan>, StoreError> {
        let query = sqlx::query_as(sql::PLAN).bind(moment(at)).bind(spelled(&id.0));
        self.maybe(query).await?.map(plan_of).transpose()
    }

    pub(crate) async fn read_indicators(
        &self,
        at: Timestamp,
    ) -> Result<Vec<Indicator>, StoreError> {
        let rows = self.all(sqlx::query_as(sql::INDICATORS).bind(moment(at))).await?;
        let read = |(id, definition): (String, String)| -> Result<Indicator, StoreError> {
            let json: IndicatorJson = from_json("projection_indicator", &id, &definition)?;
            json.try_into().map_err(|error| corrupt("projection_indicator", id, error))
        };
        let mut indicators = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        // A stored key may be spelled in another order than the identity itself.
        indicators.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(indicators)
    }

    pub(crate) async fn read_places(&self, at: Timestamp) -> Result<Vec<Place>, StoreError> {
        let rows = self.all(sqlx::query_as(sql::PLACES).bind(moment(at))).await?;
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
        let statement = match (&query.place, &query.indicators) {
            (None, None) => sql::FIGURES,
            (None, Some(_)) => sql::FIGURES_OF,
            (Some(_), None) => sql::FIGURES_AT_PLACE,
            (Some(_), Some(_)) => sql::FIGURES_OF_AT_PLACE,
        };
        let mut select = sqlx::query(statement).bind(moment(at)).bind(from).bind(until);
        if let Some(place) = &query.place {
            let first_day = place.valid_from.map(|day| day.to_string()).unwrap_or_default();
            select = select.bind(spelled(&place.code)).bind(first_day);
        }
        if let Some(ids) = &query.indicators {
            select = select.bind(ids.iter().map(|id| spelled(&id.0)).collect::<Vec<_>>());
        }
        let pool = self.servers.pool().await?;
        let rows = select.fetch_all(&pool).await.map_err(|error| self.servers.failed(error))?;
        rows.iter().map(version_of).collect()
    }

    pub(crate) async fn read_figure(
        &self,
        id: FigureId,
        at: Timestamp,
    ) -> Result<Option<FigureVersion>, StoreError> {
        let mut conn = self.servers.connection().await?;
        Ok(self.figures_in(&mut conn, &BTreeSet::from([id]), moment(at)).await?.pop())
    }

    /// Figures by identity as known at a moment, read on any connection: that of an append, too, in its transaction.
    ///
    /// Their entries say what they are about, and so where their rows lie. Entries never change, so it makes no
    /// difference that they are read first.
    pub(crate) async fn figures_in(
        &self,
        conn: &mut PgConnection,
        ids: &BTreeSet<FigureId>,
        at: i64,
    ) -> Result<Vec<FigureVersion>, StoreError> {
        let entries: BTreeSet<i64> =
            ids.iter().filter_map(|id| i64::try_from(id.entry).ok()).collect();
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let query = sqlx::query_as(sql::ENTRIES_OF).bind(Vec::from_iter(entries));
        let rows: Vec<EntryRow> =
            query.fetch_all(&mut *conn).await.map_err(|error| self.servers.failed(error))?;
        let mut keys = Vec::new();
        for row in rows {
            let RecordedEntry { seq, entry, .. } = entry_of(row)?;
            let figures = figures_of(seq, &entry.act).into_iter();
            let wanted = figures.filter(|(id, _)| ids.contains(id));
            keys.extend(wanted.map(|(id, figure)| FigureKey::of(id, figure)));
        }
        let query = sqlx::query(sql::FIGURES_BY_KEY)
            .bind(at)
            .bind(column(&keys, |key| &*key.period))
            .bind(column(&keys, |key| &*key.place_code))
            .bind(column(&keys, |key| &*key.place_from))
            .bind(column(&keys, |key| &*key.indicator))
            .bind(column(&keys, |key| key.entry))
            .bind(column(&keys, |key| key.ord));
        let rows = query.fetch_all(conn).await.map_err(|error| self.servers.failed(error))?;
        rows.iter().map(version_of).collect()
    }

    pub(crate) async fn read_document(
        &self,
        digest: &Digest,
    ) -> Result<Option<ReceivedDocument>, StoreError> {
        let row = self.maybe(sqlx::query_as(sql::DOCUMENT).bind(spelled(&digest.0))).await?;
        let Some(entry) = row.map(entry_of).transpose()? else {
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
        let row: Option<(Vec<u8>,)> =
            self.maybe(sqlx::query_as(sql::BLOB).bind(spelled(&digest.0))).await?;
        Ok(row.map(|(bytes,)| bytes))
    }

    pub(crate) async fn read_reports(
        &self,
        plan: &PlanId,
        at: Timestamp,
    ) -> Result<Vec<RecordedReport>, StoreError> {
        let query = sqlx::query_as(sql::REPORTS).bind(moment(at)).bind(spelled(&plan.0));
        let rows: Vec<EntryRow> = self.all(query).await?;
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

/// Stored hashes at these indexes; the second layer tells of hashes that make no sense.
pub(crate) async fn hashes_at(
    on: impl PgExecutor<'_>,
    indexes: &[u64],
) -> Result<Result<BTreeMap<u64, [u8; 32]>, StoreError>, sqlx::Error> {
    let wanted: Vec<i64> = indexes.iter().filter_map(|index| i64::try_from(*index).ok()).collect();
    let rows: Vec<(i64, Vec<u8>)> =
        sqlx::query_as(sql::HASHES_AT).bind(wanted).fetch_all(on).await?;
    Ok(rows.into_iter().map(hash_of).collect())
}

/// A hash under its index.
pub(crate) fn hash_of((index, hash): (i64, Vec<u8>)) -> Result<(u64, [u8; 32]), StoreError> {
    let whole = hash.try_into();
    let hash = whole.map_err(|_| corrupt("tree_hash", index, "mã băm không đủ 32 byte"))?;
    Ok((index.cast_unsigned(), hash))
}

/// The edge of a stored tree of this size.
pub(crate) fn edge(size: u64, hashes: &BTreeMap<u64, [u8; 32]>) -> Result<Frontier, StoreError> {
    Frontier::of(size, hashes).ok_or_else(|| corrupt("tree_hash", size, "thiếu mã băm của cây"))
}

/// The entry of a row. Its hash is checked here as it was made before the append.
pub(crate) fn entry_of((seq, kept, salt, leaf): EntryRow) -> Result<RecordedEntry, StoreError> {
    let payload = unpack(kept).map_err(|what| corrupt("ledger", seq, what))?;
    let salt = salt_of(salt).map_err(|what| corrupt("ledger", seq, what))?;
    let hash = seal(&payload, salt.as_ref()).leaf;
    if hash[..] != leaf[..] {
        return Err(corrupt("ledger", seq, "nội dung không khớp mã băm"));
    }
    let entry = decode(&payload).map_err(|error| corrupt("ledger", seq, error))?;
    Ok(RecordedEntry { seq: seq.cast_unsigned(), entry, payload, salt, leaf: hash })
}

/// The salt of a row; the database holds 32 bytes or nothing.
pub(crate) fn salt_of(salt: Option<Vec<u8>>) -> Result<Option<Salt>, &'static str> {
    let whole = |salt: Vec<u8>| salt.try_into().map(Salt).map_err(|_| "muối không đủ 32 byte");
    salt.map(whole).transpose()
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
    row: &'r PgRow,
    id: FigureId,
    next: usize,
}

impl<'r> Columns<'r> {
    fn take<T: sqlx::Decode<'r, Postgres> + Type<Postgres>>(&mut self) -> Result<T, StoreError> {
        let column = self.next;
        self.next += 1;
        self.row.try_get(column).map_err(|error| self.corrupt(error))
    }

    fn words(&mut self) -> Result<String, StoreError> {
        self.take().map(read)
    }

    fn maybe(&mut self) -> Result<Option<String>, StoreError> {
        Ok(self.take::<Option<String>>()?.map(read))
    }

    fn parse<T: FromStr<Err: ToString>>(&mut self) -> Result<T, StoreError> {
        let words: String = self.take()?;
        words.parse().map_err(|error: T::Err| self.corrupt(error))
    }

    fn day(&mut self) -> Result<Option<Date>, StoreError> {
        let words: Option<String> = self.take()?;
        let words = words.filter(|words| !words.is_empty());
        let day = words.map(|words| words.parse()).transpose();
        day.map_err(|error: jiff::Error| self.corrupt(error))
    }

    fn figure_id(&mut self) -> Result<Option<FigureId>, StoreError> {
        let (entry, ord): (Option<i64>, Option<i32>) = (self.take()?, self.take()?);
        let id = |(entry, ord): (i64, i32)| FigureId {
            entry: entry.cast_unsigned(),
            row: ord.cast_unsigned(),
        };
        Ok(entry.zip(ord).map(id))
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

/// A figure with who reported it and what replaced it.
pub(crate) fn version_of(row: &PgRow) -> Result<FigureVersion, StoreError> {
    let unnamed = FigureId { entry: 0, row: 0 };
    let mut columns = Columns { row, id: unnamed, next: 0 };
    let id = columns.figure_id()?.ok_or_else(|| columns.corrupt("không có mã số liệu"))?;
    columns.id = id;
    let recorded = instant(columns.take()?, "projection_figure", id)?;
    let figure = figure_of(&mut columns)?;
    let (replaces, reason) = (columns.figure_id()?, columns.maybe()?);
    let replaced_by = columns.figure_id()?;
    let actor = actor_of(&mut columns)?;
    Ok(FigureVersion { id, figure, actor, recorded, replaces, reason, replaced_by })
}

fn figure_of(columns: &mut Columns<'_>) -> Result<Figure, StoreError> {
    let indicator = IndicatorId(columns.words()?);
    let place = PlaceId { code: columns.words()?, valid_from: columns.day()? };
    let period = columns.parse()?;
    let value = columns.value()?;
    let basis: String = columns.take()?;
    let basis = BasisJson::of(&basis).ok_or_else(|| columns.corrupt(basis))?;
    let (words, measured_on) = (columns.maybe()?, columns.day()?);
    let source = SourceRef { title: columns.words()?, url: columns.maybe()? };
    let (basis, note) = (basis.into(), columns.maybe()?);
    Ok(Figure { indicator, place, period, value, basis, words, measured_on, source, note })
}

fn actor_of(columns: &mut Columns<'_>) -> Result<Actor, StoreError> {
    let (name, role) = (columns.words()?, columns.words()?);
    let role = RoleJson::of(&role).ok_or_else(|| columns.corrupt(role))?;
    Ok(Actor { name, role: role.into(), body: columns.words()? })
}
