-- What the ledger says, arranged for reading.
--
-- Every table here can be emptied and filled again from the ledger (`quyet rebuild`), and `quyet fsck` compares
-- each with a second copy that it makes from the ledger. So there are no triggers and no foreign keys: the
-- comparison is the stronger check. Appends write them in the transaction of the ledger itself.
--
-- Every row names the entry that made it and when that was recorded, because every read names a moment.
-- Dates are ISO text, decimals are text in their reported scale.
--
-- Figures are clustered by (period, place, indicator, entry, row): a form is one short sequential write, and a
-- plan's year at one place is one short range. A written period begins with its year, so a range of years is a
-- range of keys. `number` holds a plain number; any other value stands in `value` in the ledger's written form.
-- An unknown first day of a place is '' so that it can be part of the key.
-- What replaced a figure is kept on its row: a read as of an earlier moment ignores a later `replaced_recorded`.

CREATE TABLE projection_entry (
    entry    INTEGER NOT NULL PRIMARY KEY,
    recorded INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    role     TEXT    NOT NULL,
    body     TEXT    NOT NULL
) STRICT;

CREATE TABLE projection_plan (
    plan     TEXT    NOT NULL,
    entry    INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    PRIMARY KEY (plan, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE projection_indicator (
    indicator  TEXT    NOT NULL,
    entry      INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    recorded   INTEGER NOT NULL,
    definition TEXT    NOT NULL,
    PRIMARY KEY (indicator, entry, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE projection_place (
    code       TEXT    NOT NULL,
    valid_from TEXT    NOT NULL,
    entry      INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    recorded   INTEGER NOT NULL,
    definition TEXT    NOT NULL,
    PRIMARY KEY (code, valid_from, entry, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE projection_figure (
    period            TEXT    NOT NULL,
    place_code        TEXT    NOT NULL,
    place_from        TEXT    NOT NULL,
    indicator         TEXT    NOT NULL,
    entry             INTEGER NOT NULL,
    row               INTEGER NOT NULL,
    recorded          INTEGER NOT NULL,
    number            TEXT,
    value             TEXT,
    basis             TEXT    NOT NULL,
    words             TEXT,
    measured_on       TEXT,
    source            TEXT    NOT NULL,
    url               TEXT,
    note              TEXT,
    replaces_entry    INTEGER,
    replaces_row      INTEGER,
    reason            TEXT,
    replaced_entry    INTEGER,
    replaced_row      INTEGER,
    replaced_recorded INTEGER,
    CHECK ((number IS NULL) <> (value IS NULL)),
    PRIMARY KEY (period, place_code, place_from, indicator, entry, row)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX projection_figure_by_id ON projection_figure (entry, row);

CREATE TABLE projection_document (
    digest   TEXT    NOT NULL,
    entry    INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    PRIMARY KEY (digest, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE projection_report (
    plan     TEXT    NOT NULL,
    entry    INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    PRIMARY KEY (plan, entry)
) STRICT, WITHOUT ROWID;
