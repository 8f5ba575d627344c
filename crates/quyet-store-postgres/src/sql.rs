//! Every statement that runs against the database, each a constant.
//!
//! A test prepares all of them on a real server; those of several commands, which cannot be prepared, it runs.
//! Projections are named without a schema on purpose: a rebuild fills their twins in `quyet_rebuild` by the same
//! statements, with another search path.

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$doc])* pub(crate) const $name: &str = $sql;)+

        /// Every statement with its name.
        #[cfg(test)]
        pub(crate) const ALL: &[(&str, &'static str)] = &[$((stringify!($name), $name)),+];
    };
}

/// The columns that every read of figures gives, as of `$1`, from figures `f` and those who reported them.
macro_rules! figures {
    (from $figures:expr, $rest:expr) => {
        concat!(
            "SELECT f.entry, f.ord, f.recorded, f.indicator, f.place_code, f.place_from, f.period, f.number, f.value, ",
            "f.basis, f.words, f.measured_on, f.source, f.url, f.note, f.replaces_entry, f.replaces_ord, f.reason, ",
            "CASE WHEN f.replaced_recorded <= $1 THEN f.replaced_entry END AS by_entry, ",
            "CASE WHEN f.replaced_recorded <= $1 THEN f.replaced_ord END AS by_ord, ",
            "e.name, e.role, e.body FROM ",
            $figures,
            " f JOIN projection_entry e USING (entry) ",
            $rest
        )
    };
    ($rest:literal) => {
        figures!(from "projection_figure", $rest)
    };
}

/// Figures of one place: the periods there are, found by hopping from one to the next, then one short range of the
/// clustering in each. `OFFSET 0` keeps the planner to that: it cannot know how few periods there are, and would read
/// whole years instead.
macro_rules! figures_at_place {
    ($rest:literal) => {
        concat!(
            "WITH RECURSIVE known (period) AS (",
            "(SELECT period FROM projection_figure WHERE period >= $2 AND period < $3 ORDER BY period LIMIT 1) ",
            "UNION ALL SELECT next.period FROM known CROSS JOIN LATERAL (SELECT period FROM projection_figure ",
            "WHERE period > known.period AND period < $3 ORDER BY period LIMIT 1) next) ",
            figures!(
                from concat!(
                    "known CROSS JOIN LATERAL (SELECT * FROM projection_figure p WHERE p.period = known.period ",
                    "AND p.place_code = $4 AND p.place_from = $5 AND p.recorded <= $1 ", $rest, "OFFSET 0)"
                ),
                "ORDER BY f.entry, f.ord"
            )
        )
    };
}

/// Payload, salt and leaf of entries, with their numbers.
macro_rules! entries {
    ($rest:literal) => {
        concat!("SELECT seq, payload, salt, leaf FROM ledger ", $rest)
    };
}

statements! {
    // Finding a server and looking at a database.
    RECOVERING = "SELECT pg_is_in_recovery()";
    /// NULL on a standby.
    TIMELINE = "SELECT CASE WHEN NOT pg_is_in_recovery() \
                THEN left(pg_walfile_name(pg_current_wal_lsn()), 8) END";
    /// Version, encoding, whether a layout of ours is there, and how many tables and views anybody has here.
    INSPECT = "SELECT current_setting('server_version_num')::integer, current_setting('server_encoding'), \
               count(*) FILTER (WHERE nspname = 'quyet' AND relname = 'layout') > 0, count(*) \
               FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace \
               WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname <> 'information_schema' \
               AND nspname !~ '^pg_' AND relname <> '_sqlx_migrations'";
    HAS_APP_ROLE = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'quyet_app')";
    HAS_MIGRATIONS = "SELECT EXISTS (SELECT FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace \
                      WHERE nspname = 'quyet' AND relname = '_sqlx_migrations')";
    CREATE_APP_ROLE = "CREATE ROLE quyet_app LOGIN";
    CREATE_SCHEMA = "CREATE SCHEMA IF NOT EXISTS quyet";
    MIGRATIONS_DONE = "SELECT version FROM quyet._sqlx_migrations WHERE success ORDER BY version";
    LAYOUT = "SELECT version FROM quyet.layout";
    /// How far behind a standby is: bytes received and not yet shown, microseconds since the last act shown,
    /// whether it receives at all.
    LAG = "SELECT coalesce(pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()), 0)::bigint, \
           (extract(epoch FROM now() - pg_last_xact_replay_timestamp()) * 1000000)::bigint, \
           EXISTS (SELECT FROM pg_stat_wal_receiver), pg_is_in_recovery()";

    // Appending.
    /// One at a time over all processes; the number spells "QYET".
    BEGIN_WRITING = "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(1364804948)";
    COMMIT = "COMMIT";
    ROLLBACK = "ROLLBACK";
    /// All that an append asks of what is there: last entry, commands of these names, hashes at these indexes,
    /// blobs of these digests.
    STATE = "SELECT last.seq, last.recorded, \
             ARRAY(SELECT first FROM command WHERE command = ANY ($1) ORDER BY first), \
             ARRAY(SELECT count FROM command WHERE command = ANY ($1) ORDER BY first), \
             ARRAY(SELECT idx FROM tree_hash WHERE idx = ANY ($2) ORDER BY idx), \
             ARRAY(SELECT hash FROM tree_hash WHERE idx = ANY ($2) ORDER BY idx), \
             ARRAY(SELECT digest FROM blob WHERE digest = ANY ($3)) \
             FROM (VALUES (0)) AS one LEFT JOIN \
             (SELECT seq, recorded FROM ledger ORDER BY seq DESC LIMIT 1) AS last ON true";
    /// A form of plain figures, wholly or not at all: what stood in the way, or 'written'.
    APPEND_BATCH = "SELECT quyet.append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
                    $18, $19, $20, $21, $22)";
    INSERT_BLOBS = "INSERT INTO blob (digest, bytes) SELECT * FROM unnest($1::text[], $2::bytea[])";
    INSERT_CHAIN = "WITH entries AS (INSERT INTO ledger (seq, command, kind, recorded, payload, salt, leaf) \
                    SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bytea[], \
                    $6::bytea[], $7::bytea[])), \
                    hashes AS (INSERT INTO tree_hash (idx, hash) \
                    SELECT * FROM unnest($8::bigint[], $9::bytea[])) \
                    INSERT INTO command (command, first, count) \
                    SELECT * FROM unnest($10::text[], $11::bigint[], $12::bigint[])";

    // Projecting.
    INSERT_ACTORS = "INSERT INTO projection_entry (entry, recorded, name, role, body) \
                     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[])";
    /// Plain figures: a number from a source, nothing said beside it.
    INSERT_FIGURES = "INSERT INTO projection_figure (period, place_code, place_from, indicator, entry, ord, recorded, \
                      number, basis, source) \
                      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::integer[], \
                      $7::bigint[], $8::text[], $9::text[], $10::text[])";
    INSERT_WHOLE_FIGURES = "INSERT INTO projection_figure (period, place_code, place_from, indicator, entry, ord, recorded, \
                      number, value, basis, words, measured_on, source, url, note, replaces_entry, replaces_ord, reason) \
                      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::integer[], \
                      $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], \
                      $14::text[], $15::text[], $16::bigint[], $17::integer[], $18::text[])";
    REPLACE_FIGURES = "UPDATE projection_figure f SET replaced_entry = r.by_entry, replaced_ord = 0, \
                       replaced_recorded = r.recorded \
                       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::integer[], \
                       $7::bigint[], $8::bigint[]) \
                       AS r (period, place_code, place_from, indicator, entry, ord, by_entry, recorded) \
                       WHERE f.period = r.period AND f.place_code = r.place_code AND f.place_from = r.place_from \
                       AND f.indicator = r.indicator AND f.entry = r.entry AND f.ord = r.ord";
    INSERT_PLANS = "INSERT INTO projection_plan (plan, entry, recorded) \
                    SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[])";
    INSERT_DOCUMENTS = "INSERT INTO projection_document (digest, entry, recorded) \
                        SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[])";
    INSERT_REPORTS = "INSERT INTO projection_report (plan, entry, recorded) \
                      SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[])";
    INSERT_INDICATORS = "INSERT INTO projection_indicator (indicator, entry, ord, recorded, definition) \
                         SELECT * FROM unnest($1::text[], $2::bigint[], $3::integer[], $4::bigint[], $5::text[])";
    INSERT_PLACES = "INSERT INTO projection_place (code, valid_from, entry, ord, recorded, definition) \
                     SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::integer[], $5::bigint[], $6::text[])";

    // Reading.
    LAST_SEQ = "SELECT max(seq) FROM ledger";
    HASHES_AT = "SELECT idx, hash FROM tree_hash WHERE idx = ANY ($1)";
    ENTRY = entries!("WHERE seq = $1");
    ENTRIES = entries!("WHERE seq >= $1 ORDER BY seq LIMIT $2");
    ENTRIES_OF = entries!("WHERE seq = ANY ($1) ORDER BY seq");
    LOG_KEYS = entries!("WHERE kind = 'log_key_recorded' ORDER BY seq");
    PLANS = entries!("WHERE seq IN (SELECT max(entry) FROM projection_plan WHERE recorded <= $1 GROUP BY plan) ORDER BY seq");
    PLAN = entries!("WHERE seq = (SELECT entry FROM projection_plan WHERE plan = $2 AND recorded <= $1 \
                     ORDER BY entry DESC LIMIT 1)");
    DOCUMENT = entries!("WHERE seq = (SELECT entry FROM projection_document WHERE digest = $1 ORDER BY entry DESC LIMIT 1)");
    REPORTS = entries!("WHERE seq IN (SELECT entry FROM projection_report WHERE plan = $2 AND recorded <= $1) ORDER BY seq");
    INDICATORS = "SELECT DISTINCT ON (indicator) indicator, definition FROM projection_indicator \
                  WHERE recorded <= $1 ORDER BY indicator, entry DESC, ord DESC";
    PLACES = "SELECT DISTINCT ON (code, valid_from) code, definition FROM projection_place \
              WHERE recorded <= $1 ORDER BY code, valid_from, entry DESC, ord DESC";
    BLOB = "SELECT bytes FROM blob WHERE digest = $1";
    /// Figures by their whole keys, as known at a moment: each one look into the clustering. `OFFSET 0` as above.
    FIGURES_BY_KEY = figures!(from "unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::integer[]) \
                              AS w (period, place_code, place_from, indicator, of_entry, ord) \
                              CROSS JOIN LATERAL (SELECT * FROM projection_figure p WHERE p.period = w.period \
                              AND p.place_code = w.place_code AND p.place_from = w.place_from \
                              AND p.indicator = w.indicator AND p.entry = w.of_entry AND p.ord = w.ord \
                              AND p.recorded <= $1 OFFSET 0)", "");
    /// Figures of all places: one range of the clustering.
    FIGURES = figures!("WHERE f.recorded <= $1 AND f.period >= $2 AND f.period < $3 ORDER BY f.entry, f.ord");
    FIGURES_OF = figures!("WHERE f.recorded <= $1 AND f.period >= $2 AND f.period < $3 \
                           AND f.indicator = ANY ($4) ORDER BY f.entry, f.ord");
    FIGURES_AT_PLACE = figures_at_place!("");
    FIGURES_OF_AT_PLACE = figures_at_place!("AND p.indicator = ANY ($6) ");

    // Rebuilding.
    /// One rebuild at a time; held by the session. The number is the one of the append, and one more.
    TRY_REBUILDING = "SELECT pg_try_advisory_lock(1364804949)";
    LEAVE_REBUILDING = "SELECT pg_advisory_unlock(1364804949)";
    BEGIN_REBUILD = "SELECT quyet.begin_rebuild()";
    /// Until the swap nothing needs to survive a crash, so no page waits for the disk.
    REBUILD_PATH = "SET search_path = quyet_rebuild, quyet; SET synchronous_commit = off";
    MEASURE_REBUILD = "SELECT quyet.measure_rebuild(); RESET synchronous_commit";
    FINISH_REBUILD = "SELECT quyet.finish_rebuild()";

    // Checking.
    /// One state of everything. The locks come first, so that no rebuild swaps a table between them and the state.
    BEGIN_CHECKING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; \
                      LOCK TABLE projection_figure, projection_plan, projection_document, projection_report, \
                      projection_indicator, projection_place, projection_entry IN ACCESS SHARE MODE";
    LAST_ENTRY = entries!("ORDER BY seq DESC LIMIT 1");
    WHOLE_ENTRIES = "SELECT seq, command, kind, recorded, payload, salt, leaf FROM ledger \
                     WHERE seq >= $1 ORDER BY seq LIMIT $2";
    EARLY_ENTRY = "SELECT seq FROM ledger WHERE seq < 0 LIMIT 1";
    HASHES = "SELECT idx, hash FROM tree_hash WHERE idx >= $1 AND idx < $2 ORDER BY idx";
    COMMANDS = "SELECT command, first, count FROM command WHERE command = ANY ($1)";
    EXTRA_HASH = "SELECT max(idx) FROM tree_hash WHERE idx < 0 OR $1 <= idx";
    EXTRA_COMMAND = "SELECT command FROM command c WHERE NOT EXISTS \
                     (SELECT FROM ledger l WHERE l.seq = c.first AND l.command = c.command) ORDER BY command LIMIT 1";
    NEXT_BLOB = "SELECT digest, bytes FROM blob WHERE digest > $1 ORDER BY digest LIMIT 1";
    ACTORS_BETWEEN = "SELECT entry, recorded, name, role, body FROM projection_entry \
                      WHERE entry >= $1 AND entry < $2";
    PLANS_ALL = "SELECT plan, entry, recorded FROM projection_plan";
    DOCUMENTS_ALL = "SELECT digest, entry, recorded FROM projection_document";
    REPORTS_ALL = "SELECT plan, entry, recorded FROM projection_report";
    INDICATORS_ALL = "SELECT indicator, entry, ord, recorded, definition FROM projection_indicator";
    PLACES_ALL = "SELECT code, valid_from, entry, ord, recorded, definition FROM projection_place";
    FIGURES_BETWEEN = "SELECT period, place_code, place_from, indicator, entry, ord, recorded, number, value, basis, words, \
                       measured_on, source, url, note, replaces_entry, replaces_ord, reason \
                       FROM projection_figure WHERE entry >= $1 AND entry < $2";
    /// Figures whose row does not say what replaced them as the correction's row says it.
    REPLACED_DIFFER = "SELECT f.entry, f.ord, f.period, f.place_code, f.indicator FROM projection_figure f \
                       LEFT JOIN (SELECT entry, ord, recorded, replaces_entry, replaces_ord FROM projection_figure \
                       WHERE replaces_entry IS NOT NULL) c ON c.replaces_entry = f.entry AND c.replaces_ord = f.ord \
                       WHERE (f.replaced_entry, f.replaced_ord, f.replaced_recorded) \
                       IS DISTINCT FROM (c.entry, c.ord, c.recorded) ORDER BY f.entry, f.ord LIMIT 100";
    BEYOND_ACTOR = "SELECT entry FROM projection_entry WHERE entry < 0 OR $1 <= entry LIMIT 1";
    BEYOND_FIGURE = "SELECT entry, ord FROM projection_figure WHERE entry < 0 OR $1 <= entry LIMIT 1";

    // Checkpoints.
    KEEP_CHECKPOINT = "INSERT INTO checkpoint (size, note, kept, sum) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    LATEST_CHECKPOINT = "SELECT size, note, kept, sum FROM checkpoint ORDER BY size DESC LIMIT 1";
    CHECKPOINT = "SELECT size, note, kept, sum FROM checkpoint WHERE size = $1";
    CHECKPOINTS = "SELECT size, note, kept, sum FROM checkpoint WHERE size >= $1 ORDER BY size LIMIT $2";
    ATTEST = "INSERT INTO attestation (size, kind, by_whom, received, bytes, sum) VALUES ($1, $2, $3, $4, $5, $6) \
              ON CONFLICT DO NOTHING";
    ATTESTATIONS = "SELECT size, kind, by_whom, received, bytes, sum FROM attestation WHERE size = $1";
    CHECKPOINTS_BETWEEN = "SELECT size, note, kept, sum FROM checkpoint WHERE size >= $1 AND size < $2";
    CHECKPOINT_BEYOND = "SELECT min(size) FROM checkpoint WHERE $1 < size";
    ATTESTATIONS_AFTER = "SELECT size, kind, by_whom, received, bytes, sum FROM attestation \
                          WHERE (size, kind, by_whom) > ($1, $2, $3) ORDER BY size, kind, by_whom LIMIT 64";
    SIZES_KEPT = "SELECT size FROM checkpoint WHERE size = ANY ($1)";

    // Drafts.
    DRAFTS = "SELECT id, version, saved, body FROM draft";
    DRAFT = "SELECT id, version, saved, body FROM draft WHERE id = $1";
    NEW_DRAFT = "INSERT INTO draft (id, version, saved, body) VALUES ($1, 1, $2, $3) ON CONFLICT DO NOTHING";
    SAVE_DRAFT = "UPDATE draft SET version = version + 1, saved = $2, body = $3 WHERE id = $1 AND version = $4";
    KEEP_FILE = "INSERT INTO draft_file (id, name, bytes) VALUES ($1, $2, $3) \
                 ON CONFLICT (id, name) DO UPDATE SET bytes = excluded.bytes";
    DRAFT_FILE = "SELECT bytes FROM draft_file WHERE id = $1 AND name = $2";
    DRAFT_FILE_NAMES = "SELECT name FROM draft_file WHERE id = $1";
    PUT_DRAFT_BACK = "INSERT INTO draft (id, version, saved, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    DISCARD_DRAFT = "WITH files AS (DELETE FROM draft_file WHERE id = $1) DELETE FROM draft WHERE id = $1";
}

#[cfg(test)]
mod tests {
    use quyet_store::Fittings;
    use quyet_testkit::postgres::database;
    use sqlx::{Executor, SqlSafeStr};

    use super::*;
    use crate::servers::send;
    use crate::{PostgresLedger, PostgresSettings, migrate};

    /// Tests of migrations run it: here the role is there already.
    const RUN_ELSEWHERE: &str = "CREATE_APP_ROLE";

    #[tokio::test]
    async fn every_statement_prepares_and_those_of_several_commands_run() {
        let Some(database) = database().await else { return };
        migrate(&database.owner).await.expect("an empty database");
        let settings = PostgresSettings::new(&database.app);
        let ledger = PostgresLedger::open(&settings, Fittings::seeded(0)).await.expect("a ledger");
        // Twins, for the statement that measures them.
        let mut conn = ledger.servers.apart().await.expect("the server answers");
        send(&mut conn, BEGIN_REBUILD).await.expect("the application may rebuild");
        for (name, statement) in ALL.iter().filter(|(name, _)| *name != RUN_ELSEWHERE) {
            let mut conn = ledger.servers.apart().await.expect("the server answers");
            let done = match statement.split_once("; ") {
                Some(_several) => send(&mut conn, statement).await,
                None => conn.prepare(statement.into_sql_str()).await.map(drop),
            };
            assert!(done.is_ok(), "{name}: {done:?}");
        }
    }
}
