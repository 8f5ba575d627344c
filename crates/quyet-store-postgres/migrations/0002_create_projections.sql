-- What the ledger says, arranged for reading.
--
-- Every table here can be made again from the ledger (`quyet rebuild`), and `quyet fsck` holds each row against the
-- entry that it came from. So there are no triggers and no foreign keys: the comparison is the stronger check.
-- Appends write them in the transaction of the ledger itself.
--
-- Every row names the entry that made it and when that was recorded, because every read names a moment.
-- Dates are ISO text, decimals are text in their reported scale: `numeric` would lose the sign of a reported -0,0.
--
-- Figures are clustered by (period, place, indicator, entry, ord): the primary key is that order, so a plan's year at
-- one place is one short range of it, and a form comes as one run of neighbouring rows, all of one place and period.
-- They are partitioned by range of the year. A written period begins with its year ('2024', '2024-Q3', '2024-09'), and
-- in byte order '2024…' lies between '2024' and '2025', so the period itself is the partition key: no second column
-- that could disagree, and every read that names years touches these years' tables only. A year that is over lies still:
-- its tables need no vacuum and can be moved to slower disks. Years before 2024 and after 2031 share a table each; a
-- later migration splits them.
-- A correction sets three columns that no index holds; a tenth of every page is left free for that.
--
-- `number` holds a plain number; any other value stands in `value` in the ledger's written form.
-- An unknown first day of a place is '' so that it can be part of the key.
-- What replaced a figure is kept on its row: a read as of an earlier moment ignores a later `replaced_recorded`.

CREATE TABLE projection_entry (
    entry    bigint NOT NULL PRIMARY KEY,
    recorded bigint NOT NULL,
    name     text   NOT NULL,
    role     text   NOT NULL,
    body     text   NOT NULL
);

CREATE TABLE projection_plan (
    plan     text   COLLATE "C" NOT NULL,
    entry    bigint NOT NULL,
    recorded bigint NOT NULL,
    PRIMARY KEY (plan, entry)
);

CREATE TABLE projection_document (
    digest   text   COLLATE "C" NOT NULL,
    entry    bigint NOT NULL,
    recorded bigint NOT NULL,
    PRIMARY KEY (digest, entry)
);

CREATE TABLE projection_report (
    plan     text   COLLATE "C" NOT NULL,
    entry    bigint NOT NULL,
    recorded bigint NOT NULL,
    PRIMARY KEY (plan, entry)
);

CREATE TABLE projection_indicator (
    indicator  text    COLLATE "C" NOT NULL,
    entry      bigint  NOT NULL,
    ord        integer NOT NULL,
    recorded   bigint  NOT NULL,
    definition text    NOT NULL,
    PRIMARY KEY (indicator, entry, ord)
);

CREATE TABLE projection_place (
    code       text    COLLATE "C" NOT NULL,
    valid_from text    COLLATE "C" NOT NULL,
    entry      bigint  NOT NULL,
    ord        integer NOT NULL,
    recorded   bigint  NOT NULL,
    definition text    NOT NULL,
    PRIMARY KEY (code, valid_from, entry, ord)
);

CREATE TABLE projection_figure (
    period            text    COLLATE "C" NOT NULL,
    place_code        text    COLLATE "C" NOT NULL,
    place_from        text    COLLATE "C" NOT NULL,
    indicator         text    COLLATE "C" NOT NULL,
    entry             bigint  NOT NULL,
    ord               integer NOT NULL,
    recorded          bigint  NOT NULL,
    number            text,
    value             text,
    basis             text    NOT NULL,
    words             text,
    measured_on       text,
    source            text    NOT NULL,
    url               text,
    note              text,
    replaces_entry    bigint,
    replaces_ord      integer,
    reason            text,
    replaced_entry    bigint,
    replaced_ord      integer,
    replaced_recorded bigint,
    CHECK ((number IS NULL) <> (value IS NULL)),
    PRIMARY KEY (period, place_code, place_from, indicator, entry, ord)
) PARTITION BY RANGE (period);

-- The heap is in order of arrival, so a summary of entries per run of pages finds what a stretch of entries brought:
-- the check of the ledger asks for that. A figure by identity is found by its entry, which tells its whole key.
CREATE INDEX projection_figure_by_entry ON projection_figure USING brin (entry) WITH (autosummarize = on);

CREATE TABLE projection_figure_early PARTITION OF projection_figure
    FOR VALUES FROM (MINVALUE) TO ('2024') WITH (fillfactor = 90);
CREATE TABLE projection_figure_late PARTITION OF projection_figure
    FOR VALUES FROM ('2032') TO (MAXVALUE) WITH (fillfactor = 90);
DO $$
BEGIN
    FOR year IN 2024..2031 LOOP
        EXECUTE format(
            'CREATE TABLE quyet.projection_figure_%1$s PARTITION OF quyet.projection_figure '
            'FOR VALUES FROM (%1$L) TO (%2$L) WITH (fillfactor = 90)', year, year + 1);
    END LOOP;
END
$$;

GRANT SELECT, INSERT ON projection_entry, projection_plan, projection_document, projection_report,
    projection_indicator, projection_place, projection_figure TO quyet_app;
GRANT UPDATE (replaced_entry, replaced_ord, replaced_recorded) ON projection_figure TO quyet_app;
