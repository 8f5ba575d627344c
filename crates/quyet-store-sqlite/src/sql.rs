//! Every statement that runs against the database, each a constant.
//!
//! A test prepares all of them. Projection tables are named without a schema on purpose: the check of the ledger
//! fills temporary tables of the same names by the same statements.

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$doc])* pub(crate) const $name: &str = $sql;)+

        /// Every statement with its name.
        #[cfg(test)]
        pub(crate) const ALL: &[(&str, &'static str)] = &[$((stringify!($name), $name)),+];
    };
}

/// The figure columns that every read of figures gives, as of `?1`.
macro_rules! figures {
    ($rest:literal) => {
        concat!(
            "SELECT f.entry, f.row, f.recorded, f.indicator, f.place_code, f.place_from, f.period, ",
            "f.number, f.value, f.basis, f.words, f.measured_on, f.source, f.url, f.note, ",
            "f.replaces_entry, f.replaces_row, f.reason, ",
            "CASE WHEN f.replaced_recorded <= ?1 THEN f.replaced_entry END, ",
            "CASE WHEN f.replaced_recorded <= ?1 THEN f.replaced_row END, ",
            "e.name, e.role, e.body ",
            "FROM projection_figure f JOIN projection_entry e ON e.entry = f.entry ",
            $rest
        )
    };
}

/// Rows of figures as they lie, for the check.
macro_rules! figure_rows {
    ($where:literal) => {
        concat!(
            "SELECT period, place_code, place_from, indicator, entry, row, recorded, number, value, basis, ",
            "words, measured_on, source, url, note, replaces_entry, replaces_row, reason, ",
            "replaced_entry, replaced_row, replaced_recorded FROM projection_figure WHERE ",
            $where
        )
    };
}

/// A statement that inserts figures: its columns, one row of marks, and as many rows as there are words after.
macro_rules! insert_figures {
    ($columns:literal, $marks:literal, $first:tt $(, $rest:tt)*) => {
        concat!(
            "INSERT INTO projection_figure (period, place_code, place_from, indicator, entry, row, recorded, ",
            $columns, ") VALUES ", $marks $(, insert_figures!(@row $rest $marks))*
        )
    };
    (@row $row:tt $marks:literal) => { concat!(",", $marks) };
}

/// Figures with every column that they can have.
macro_rules! insert_whole {
    ($($row:tt),+) => {
        insert_figures!(
            "number, value, basis, words, measured_on, source, url, note, replaces_entry, replaces_row, reason",
            "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            $($row),+
        )
    };
}

/// Figures that are a number from a source, with nothing said beside it: by far the most on a form.
macro_rules! insert_plain {
    ($($row:tt),+) => {
        insert_figures!("number, basis, source", "(?,?,?,?,?,?,?,?,?,?)", $($row),+)
    };
}

/// Rows of a table that the ledger asks for and rows that it does not: `a` for asked, `b` for beyond.
macro_rules! differences {
    ($table:literal, $key:literal) => {
        concat!(
            "SELECT 'a', ",
            $key,
            " FROM (SELECT * FROM temp.",
            $table,
            " EXCEPT SELECT * FROM main.",
            $table,
            ") UNION ALL SELECT 'b', ",
            $key,
            " FROM (SELECT * FROM main.",
            $table,
            " EXCEPT SELECT * FROM temp.",
            $table,
            ") ORDER BY 2 LIMIT 100"
        )
    };
}

/// An entry, the hashes that it adds to the tree, and who did it: together, because each statement of its own costs a
/// change of threads, twice.
macro_rules! record {
    ($before:literal) => {
        concat!(
            $before,
            "INSERT INTO ledger (seq, command, kind, recorded, payload, salt, leaf) \
             VALUES (?, ?, ?, ?, ?, ?, ?); \
             INSERT INTO tree_hash (idx, hash) \
             SELECT ? + key, unhex(value) FROM json_each(?) ORDER BY key; \
             INSERT INTO projection_entry (entry, recorded, name, role, body) VALUES (?, ?, ?, ?, ?)"
        )
    };
}

/// Figures that [`INSERT_PLAIN_FIGURES`] takes at once.
pub(crate) const FIGURES_AT_ONCE: usize = 50;

statements! {
    // Opening.
    APPLICATION_ID = "PRAGMA application_id";
    USER_VERSION = "PRAGMA user_version";
    /// Tables and indexes of somebody; a creation that was cut short leaves none but the driver's own list.
    COUNT_TABLES = "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> '_sqlx_migrations'";
    /// Steps of the layout that were taken; the driver's own list.
    STEPS_DONE = "SELECT version FROM _sqlx_migrations WHERE success ORDER BY version";
    BEGIN_WRITING = "BEGIN IMMEDIATE";
    BEGIN_READING = "BEGIN";
    /// The least there is, which SQLite reads as the pages that there are.
    NO_MORE_PAGES = "PRAGMA max_page_count = 1";
    MORE_PAGES = "PRAGMA max_page_count = 4294967294";

    // Appending.
    LAST_ENTRY = "SELECT seq, payload, salt, leaf FROM ledger ORDER BY seq DESC LIMIT 1";
    /// The last entry's number and moment, and the batch that a command became: each may be absent.
    STANDING = "SELECT l.seq, l.recorded, c.first, c.count FROM (SELECT 1) \
                LEFT JOIN (SELECT seq, recorded FROM ledger ORDER BY seq DESC LIMIT 1) l \
                LEFT JOIN command c ON c.command = ?1";
    LAST_HASH = "SELECT max(idx) FROM tree_hash";
    HASH = "SELECT hash FROM tree_hash WHERE idx = ?1";
    HASHES_AT = "SELECT idx, hash FROM tree_hash WHERE idx IN (SELECT value FROM json_each(?1))";
    COMMAND = "SELECT first, count FROM command WHERE command = ?1";
    RECORD_FIRST = record!("INSERT INTO command (command, first, count) VALUES (?, ?, ?); ");
    RECORD = record!("");
    HAS_BLOB = "SELECT 1 FROM blob WHERE digest = ?1";
    INSERT_BLOB = "INSERT INTO blob (digest, bytes) VALUES (?1, ?2)";

    // Projecting.
    INSERT_ACTOR = "INSERT INTO projection_entry (entry, recorded, name, role, body) \
                    VALUES (?1, ?2, ?3, ?4, ?5)";
    INSERT_PLAN = "INSERT INTO projection_plan (plan, entry, recorded) VALUES (?1, ?2, ?3)";
    INSERT_INDICATOR = "INSERT INTO projection_indicator (indicator, entry, row, recorded, definition) \
                        VALUES (?1, ?2, ?3, ?4, ?5)";
    INSERT_PLACE = "INSERT INTO projection_place (code, valid_from, entry, row, recorded, definition) \
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    INSERT_DOCUMENT = "INSERT INTO projection_document (digest, entry, recorded) VALUES (?1, ?2, ?3)";
    INSERT_REPORT = "INSERT INTO projection_report (plan, entry, recorded) VALUES (?1, ?2, ?3)";
    INSERT_WHOLE_FIGURE = insert_whole!(1);
    INSERT_PLAIN_FIGURES = insert_plain!(
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
        26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50
    );
    REPLACE_FIGURE = "UPDATE projection_figure \
                      SET replaced_entry = ?7, replaced_row = ?8, replaced_recorded = ?9 \
                      WHERE period = ?1 AND place_code = ?2 AND place_from = ?3 AND indicator = ?4 \
                      AND entry = ?5 AND row = ?6";

    // Reading.
    ENTRY = "SELECT seq, payload, salt, leaf FROM ledger WHERE seq = ?1";
    ENTRIES = "SELECT seq, payload, salt, leaf FROM ledger WHERE seq >= ?1 ORDER BY seq LIMIT ?2";
    PLANS = "SELECT seq, payload, salt, leaf FROM ledger WHERE seq IN \
             (SELECT max(entry) FROM projection_plan WHERE recorded <= ?1 GROUP BY plan) ORDER BY seq";
    PLAN = "SELECT seq, payload, salt, leaf FROM ledger WHERE seq = \
            (SELECT max(entry) FROM projection_plan WHERE plan = ?2 AND recorded <= ?1)";
    INDICATORS = "SELECT indicator, definition FROM projection_indicator p WHERE (entry, row) = \
                  (SELECT entry, row FROM projection_indicator q \
                   WHERE q.indicator = p.indicator AND q.recorded <= ?1 \
                   ORDER BY entry DESC, row DESC LIMIT 1) ORDER BY indicator";
    PLACES = "SELECT code, definition FROM projection_place p WHERE (entry, row) = \
              (SELECT entry, row FROM projection_place q \
               WHERE q.code = p.code AND q.valid_from = p.valid_from AND q.recorded <= ?1 \
               ORDER BY entry DESC, row DESC LIMIT 1) ORDER BY code, valid_from";
    /// One figure by its whole key, which the entry tells.
    FIGURE = figures!(
        "WHERE f.recorded <= ?1 AND f.period = ?2 AND f.place_code = ?3 AND f.place_from = ?4 \
         AND f.indicator = ?5 AND f.entry = ?6 AND f.row = ?7"
    );
    /// Figures of all places: one range of the clustering.
    FIGURES = figures!(
        "WHERE f.recorded <= ?1 AND f.period >= ?2 AND f.period < ?3 \
         AND (?4 IS NULL OR f.indicator IN (SELECT value FROM json_each(?4))) ORDER BY f.entry, f.row"
    );
    /// Figures of one place: first the few periods there are, hopping from one to the next, then one short
    /// range of the clustering in each.
    FIGURES_AT_PLACE = concat!(
        "WITH RECURSIVE known (period) AS ( \
           SELECT min(period) FROM projection_figure WHERE period >= ?2 AND period < ?3 \
           UNION ALL \
           SELECT (SELECT min(period) FROM projection_figure \
                   WHERE period > known.period AND period < ?3) \
           FROM known WHERE known.period IS NOT NULL) ",
        figures!(
            "WHERE f.recorded <= ?1 AND f.period IN (SELECT period FROM known WHERE period IS NOT NULL) \
             AND (?4 IS NULL OR f.indicator IN (SELECT value FROM json_each(?4))) \
             AND f.place_code = ?5 AND f.place_from = ?6 ORDER BY f.entry, f.row"
        )
    );
    DOCUMENT = "SELECT seq, payload, salt, leaf FROM ledger WHERE seq = \
                (SELECT max(entry) FROM projection_document WHERE digest = ?1)";
    BLOB = "SELECT bytes FROM blob WHERE digest = ?1";
    REPORTS = "SELECT seq, payload, salt, leaf FROM ledger WHERE seq IN \
               (SELECT entry FROM projection_report WHERE plan = ?2 AND recorded <= ?1) ORDER BY seq";

    /// By the index over these entries alone.
    LOG_KEYS = "SELECT seq, payload, salt, leaf FROM ledger WHERE kind = 'log_key_recorded' ORDER BY seq";

    // Checkpoints. The first of a key stands: the triggers refuse a second one, so it is not even tried.
    KEEP_CHECKPOINT = "INSERT INTO checkpoint (size, note, kept, sum) SELECT ?1, ?2, ?3, ?4 \
                       WHERE NOT EXISTS (SELECT 1 FROM checkpoint WHERE size = ?1)";
    LATEST_CHECKPOINT = "SELECT size, note, kept, sum FROM checkpoint ORDER BY size DESC LIMIT 1";
    CHECKPOINT_AT = "SELECT size, note, kept, sum FROM checkpoint WHERE size = ?1";
    CHECKPOINTS = "SELECT size, note, kept, sum FROM checkpoint WHERE size >= ?1 ORDER BY size LIMIT ?2";
    KEEP_ATTESTATION = "INSERT INTO attestation (size, kind, by, received, bytes, sum) \
                        SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE NOT EXISTS \
                        (SELECT 1 FROM attestation WHERE size = ?1 AND kind = ?2 AND by = ?3)";
    ATTESTATIONS = "SELECT size, kind, by, received, bytes, sum FROM attestation WHERE size = ?1 ORDER BY kind, by";
    ATTESTED_SIZE = "SELECT min(size) FROM attestation WHERE size >= ?1";

    // Rebuilding.
    COUNT_ENTRIES = "SELECT coalesce(max(seq) + 1, 0) FROM ledger";
    CLEAR_ACTORS = "DELETE FROM projection_entry";
    CLEAR_PLANS = "DELETE FROM projection_plan";
    CLEAR_INDICATORS = "DELETE FROM projection_indicator";
    CLEAR_PLACES = "DELETE FROM projection_place";
    CLEAR_FIGURES = "DELETE FROM projection_figure";
    CLEAR_DOCUMENTS = "DELETE FROM projection_document";
    CLEAR_REPORTS = "DELETE FROM projection_report";

    // Checking.
    /// Every table, index and trigger with its words; the driver's own list and what SQLite makes by itself have none.
    SCHEMA = "SELECT type || ' ' || name, sql FROM main.sqlite_schema \
              WHERE sql IS NOT NULL AND tbl_name <> '_sqlx_migrations' ORDER BY 1";
    INTEGRITY = "PRAGMA integrity_check(1)";
    WHOLE_ENTRIES = "SELECT seq, command, kind, recorded, payload, salt, leaf FROM ledger \
                     WHERE seq >= ?1 ORDER BY seq LIMIT ?2";
    HASHES = "SELECT idx, hash FROM tree_hash WHERE idx >= ?1 AND idx < ?2 ORDER BY idx";
    EXTRA_COMMAND = "SELECT command FROM command c WHERE NOT EXISTS \
                     (SELECT 1 FROM ledger l WHERE l.seq = c.first AND l.command = c.command) \
                     ORDER BY command LIMIT 1";
    DIGESTS = "SELECT digest, bytes FROM blob WHERE digest > ?1 ORDER BY digest LIMIT 1";
    SHADOW_ACTORS = "CREATE TEMP TABLE projection_entry AS SELECT * FROM main.projection_entry WHERE 0";
    SHADOW_PLANS = "CREATE TEMP TABLE projection_plan AS SELECT * FROM main.projection_plan WHERE 0";
    SHADOW_INDICATORS =
        "CREATE TEMP TABLE projection_indicator AS SELECT * FROM main.projection_indicator WHERE 0";
    SHADOW_PLACES = "CREATE TEMP TABLE projection_place AS SELECT * FROM main.projection_place WHERE 0";
    SHADOW_DOCUMENTS =
        "CREATE TEMP TABLE projection_document AS SELECT * FROM main.projection_document WHERE 0";
    SHADOW_REPORTS = "CREATE TEMP TABLE projection_report AS SELECT * FROM main.projection_report WHERE 0";
    ACTORS_DIFFER = differences!("projection_entry", "'mục ' || entry");
    PLANS_DIFFER = differences!("projection_plan", "plan || ', mục ' || entry");
    INDICATORS_DIFFER = differences!("projection_indicator", "indicator || ', mục ' || entry || '.' || row");
    PLACES_DIFFER =
        differences!("projection_place", "code || ' từ ' || valid_from || ', mục ' || entry || '.' || row");
    /// An entry's rows of one period and place: one short range of the clustering.
    ROWS_OF_FORM = figure_rows!("period = ?1 AND place_code = ?2 AND place_from = ?3 AND entry = ?4");
    /// Every row of an entry, wherever it lies: the whole table is read.
    ROWS_OF_ENTRY = figure_rows!("entry = ?1");
    COUNT_FIGURES = "SELECT count(*) FROM projection_figure";
    FIGURES_BY_ENTRY = "SELECT entry, count(*) FROM projection_figure GROUP BY entry ORDER BY entry";
    DOCUMENTS_DIFFER = differences!("projection_document", "digest || ', mục ' || entry");
    REPORTS_DIFFER = differences!("projection_report", "plan || ', mục ' || entry");
}

/// The projections: how each is cleared, shadowed and compared.
pub(crate) struct Projection {
    pub(crate) table: &'static str,
    pub(crate) clear: &'static str,
    pub(crate) shadow: &'static str,
    pub(crate) differ: &'static str,
}

/// The projections of which the check makes a second copy; figures it compares on its way instead (`fsck/figures.rs`).
pub(crate) const PROJECTIONS: &[Projection] = &[
    Projection {
        table: "projection_entry",
        clear: CLEAR_ACTORS,
        shadow: SHADOW_ACTORS,
        differ: ACTORS_DIFFER,
    },
    Projection {
        table: "projection_plan",
        clear: CLEAR_PLANS,
        shadow: SHADOW_PLANS,
        differ: PLANS_DIFFER,
    },
    Projection {
        table: "projection_indicator",
        clear: CLEAR_INDICATORS,
        shadow: SHADOW_INDICATORS,
        differ: INDICATORS_DIFFER,
    },
    Projection {
        table: "projection_place",
        clear: CLEAR_PLACES,
        shadow: SHADOW_PLACES,
        differ: PLACES_DIFFER,
    },
    Projection {
        table: "projection_document",
        clear: CLEAR_DOCUMENTS,
        shadow: SHADOW_DOCUMENTS,
        differ: DOCUMENTS_DIFFER,
    },
    Projection {
        table: "projection_report",
        clear: CLEAR_REPORTS,
        shadow: SHADOW_REPORTS,
        differ: REPORTS_DIFFER,
    },
];

#[cfg(test)]
mod tests {
    use sqlx::{AssertSqlSafe, Executor, SqlSafeStr, SqliteConnection};

    use quyet_store::Fittings;

    use super::*;
    use crate::SqliteLedger;
    use crate::fsck::shadow_all;

    #[tokio::test]
    async fn every_statement_prepares() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let ledger =
            SqliteLedger::create(dir.path(), Fittings::seeded(0)).await.expect("a new ledger");
        let mut conn = ledger.apart().await.expect("a connection of its own");
        let (later, first): (Vec<_>, Vec<_>) =
            ALL.iter().partition(|(name, _)| name.ends_with("_DIFFER"));
        prepare_all(&mut conn, &first).await;
        shadow_all(&mut conn).await.expect("temporary tables");
        prepare_all(&mut conn, &later).await;
    }

    async fn prepare_all(conn: &mut SqliteConnection, statements: &[&(&str, &'static str)]) {
        let single =
            statements.iter().flat_map(|(name, all)| all.split("; ").map(move |s| (name, s)));
        for (name, statement) in single {
            let prepared = conn.prepare(AssertSqlSafe(statement).into_sql_str()).await;
            assert!(prepared.is_ok(), "{name}: {prepared:?}");
        }
    }
}
