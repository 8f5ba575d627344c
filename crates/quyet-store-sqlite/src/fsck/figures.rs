//! The rows of figures held against the ledger, form by form, on the way through it.
//!
//! Figures are by far the most rows, so no second copy of them is made: each entry's rows are read where its key says they
//! lie and compared, and what the ledger does not account for shows in the numbers of rows.

use std::collections::{BTreeMap, BTreeSet};

use quyet_model::entry::{Act, Entry, FigureCorrected};
use quyet_model::figure::FigureId;
use quyet_store::{figures_of, moment};
use sqlx::SqliteConnection;

use crate::fsck::Findings;
use crate::project::FigureRow;
use crate::read::{EntryRow, entry_of};
use crate::sql;

const TABLE: &str = "projection_figure";
const DIFFERENT: &str = "khác với nhật ký; chạy “quyet rebuild” để dựng lại";
const MISSING: &str = "thiếu so với nhật ký; chạy “quyet rebuild” để dựng lại";
const EXTRA: &str = "thừa so với nhật ký; chạy “quyet rebuild” để dựng lại";

/// What the walk has seen of figures.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// What is wrong with their rows; told only when the ledger itself is sound.
    pub(super) findings: Findings,
    /// Number of figures of each entry that has any.
    counts: BTreeMap<i64, i64>,
}

/// A figure's row as it lies in the table.
#[derive(sqlx::FromRow)]
struct Stored {
    #[sqlx(flatten)]
    figure: FigureRow,
    replaced_entry: Option<i64>,
    replaced_row: Option<u32>,
    replaced_recorded: Option<i64>,
}

impl Stored {
    /// Whether its columns say that this correction, recorded at this moment, replaced it; or, for `None`, that none did.
    fn is_replaced_by(&self, correction: Option<(u64, i64)>) -> bool {
        let entry = correction.map(|(seq, _)| seq.cast_signed());
        let row = correction.map(|_| 0);
        let recorded = correction.map(|(_, recorded)| recorded);
        (self.replaced_entry, self.replaced_row, self.replaced_recorded) == (entry, row, recorded)
    }
}

impl Figures {
    /// Compares the rows of one entry, and the row that it replaces.
    pub(super) async fn compare(
        &mut self,
        conn: &mut SqliteConnection,
        seq: u64,
        entry: &Entry,
    ) -> Result<(), sqlx::Error> {
        let correction = match &entry.act {
            Act::FigureCorrected(corrected) => Some(&**corrected),
            _ => None,
        };
        let recorded = moment(entry.recorded);
        let figures = figures_of(seq, &entry.act);
        let mut asked: Vec<FigureRow> = figures
            .iter()
            .map(|(id, figure)| FigureRow::of(*id, recorded, figure, correction))
            .collect();
        if !asked.is_empty() {
            let count = i64::try_from(asked.len()).unwrap_or(i64::MAX);
            self.counts.insert(seq.cast_signed(), count);
        }
        asked.sort_by(|a, b| a.place().cmp(&b.place()));
        for group in asked.chunk_by(|a, b| a.place() == b.place()) {
            self.compare_group(conn, group).await?;
        }
        match correction {
            Some(corrected) => self.compare_replaced(conn, (seq, recorded), corrected).await,
            None => Ok(()),
        }
    }

    /// Compares the figures that an entry has of one place and period.
    async fn compare_group(
        &mut self,
        conn: &mut SqliteConnection,
        asked: &[FigureRow],
    ) -> Result<(), sqlx::Error> {
        let Some(first) = asked.first() else { return Ok(()) };
        let query = sqlx::query_as(sql::ROWS_OF_FORM)
            .bind(&first.period)
            .bind(&first.place_code)
            .bind(&first.place_from)
            .bind(first.entry);
        let stored: Vec<Stored> = query.fetch_all(&mut *conn).await?;
        let mut stored: BTreeMap<(String, u32), Stored> = stored
            .into_iter()
            .map(|stored| ((stored.figure.indicator.clone(), stored.figure.row), stored))
            .collect();
        for row in asked {
            match stored.remove(&(row.indicator.clone(), row.row)) {
                None => self.findings.add(None, TABLE, row.words(), MISSING),
                Some(stored) if stored.figure != *row => {
                    self.findings.add(None, TABLE, row.words(), DIFFERENT);
                }
                Some(stored) => self.check_replaced(conn, &stored).await?,
            }
        }
        Ok(())
    }

    /// Whether what is said to have replaced a row is a correction of it.
    async fn check_replaced(
        &mut self,
        conn: &mut SqliteConnection,
        stored: &Stored,
    ) -> Result<(), sqlx::Error> {
        if stored.is_replaced_by(None) {
            return Ok(());
        }
        let query = sqlx::query_as(sql::ENTRY).bind(stored.replaced_entry);
        let row: Option<EntryRow> = query.fetch_optional(conn).await?;
        let entry = row.and_then(|row| entry_of(row).ok());
        let fits = entry.is_some_and(|known| {
            replaces(&known.entry, stored.figure.id())
                && stored.is_replaced_by(Some((known.seq, moment(known.entry.recorded))))
        });
        if !fits {
            self.findings.add(None, TABLE, stored.figure.words(), DIFFERENT);
        }
        Ok(())
    }

    /// Whether the row that a correction replaces says so.
    async fn compare_replaced(
        &mut self,
        conn: &mut SqliteConnection,
        (seq, recorded): (u64, i64),
        corrected: &FigureCorrected,
    ) -> Result<(), sqlx::Error> {
        let key = FigureRow::of(corrected.replaces, recorded, &corrected.figure, None);
        let query = sqlx::query_as(sql::ROWS_OF_FORM)
            .bind(&key.period)
            .bind(&key.place_code)
            .bind(&key.place_from)
            .bind(key.entry);
        let stored: Vec<Stored> = query.fetch_all(conn).await?;
        let said = stored.iter().find(|stored| stored.figure.id() == corrected.replaces);
        // A row that is missing is named by the entry that made it.
        if said.is_some_and(|stored| !stored.is_replaced_by(Some((seq, recorded)))) {
            self.findings.add(None, TABLE, key.words(), DIFFERENT);
        }
        Ok(())
    }

    /// Names rows that no entry accounts for.
    pub(super) async fn finish(&mut self, conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let all: i64 = sqlx::query_scalar(sql::COUNT_FIGURES).fetch_one(&mut *conn).await?;
        if all <= self.counts.values().sum() {
            return Ok(());
        }
        let counts: Vec<(i64, i64)> =
            sqlx::query_as(sql::FIGURES_BY_ENTRY).fetch_all(&mut *conn).await?;
        let beyond = counts
            .into_iter()
            .filter(|(entry, count)| self.counts.get(entry).is_none_or(|asked| asked < count));
        let beyond: Vec<i64> = beyond.map(|(entry, _)| entry).take(10).collect();
        for entry in beyond {
            self.name_extra(conn, entry).await?;
        }
        Ok(())
    }

    async fn name_extra(
        &mut self,
        conn: &mut SqliteConnection,
        seq: i64,
    ) -> Result<(), sqlx::Error> {
        let query = sqlx::query_as(sql::ENTRY).bind(seq);
        let row: Option<EntryRow> = query.fetch_optional(&mut *conn).await?;
        let entry = row.and_then(|row| entry_of(row).ok());
        let asked: BTreeSet<String> = entry
            .iter()
            .flat_map(|known| figures_of(known.seq, &known.entry.act))
            .map(|(id, figure)| FigureRow::of(id, 0, figure, None).words())
            .collect();
        let query = sqlx::query_as(sql::ROWS_OF_ENTRY).bind(seq);
        let stored: Vec<Stored> = query.fetch_all(conn).await?;
        for row in stored.iter().map(|stored| stored.figure.words()) {
            if !asked.contains(&row) {
                self.findings.add(None, TABLE, row, EXTRA);
            }
        }
        Ok(())
    }
}

fn replaces(entry: &Entry, id: FigureId) -> bool {
    matches!(&entry.act, Act::FigureCorrected(corrected) if corrected.replaces == id)
}
