-- The ledger and what hangs on it for ever, in the schema `quyet`.
--
-- Six tables are only ever added to. Two things see to that, each on its own: the role of the application holds
-- SELECT and INSERT on them and nothing more, and triggers refuse UPDATE, DELETE and TRUNCATE to everybody, the owner
-- included. Whoever owns the tables can drop a trigger, and a superuser can do anything; `quyet fsck` and the
-- published checkpoints are what answers that.
--
-- `seq` counts from 0 without holes: it is part of the identity of a figure ("18.3"). So do the indexes of the tree.
-- A trigger looks at each INSERT as a whole, so a batch costs one look.
-- `recorded` is microseconds since 1970 in UTC, as in the payload, for the reads that name a moment.
-- `leaf` is the leaf hash of the seal that payload and salt make; an entry without a salt is its own seal.
-- `tree_hash` holds the hash of each complete subtree at the index that C2SP tlog-tiles implementations use.
-- `sum` is SHA-256 over the row (quyet_store::checkpoints), so that a changed byte is found even where no signature
-- covers it.
-- `command` makes a command idempotent: it says which entries it became.
-- Keys compare byte by byte (COLLATE "C"): no change of a locale's order can damage an index.
-- `layout` counts layouts that an older program must not touch; the last migration sets it, so that a creation that was
-- cut short is told from a whole one.
-- A zero byte, which PostgreSQL keeps in no text, is written \0 and a backslash \\ wherever people's words are kept.

CREATE TABLE layout (
    application text    NOT NULL PRIMARY KEY CHECK (application = 'quyet'),
    version     integer NOT NULL
);
INSERT INTO layout (application, version) VALUES ('quyet', 0);

CREATE TABLE ledger (
    seq      bigint NOT NULL PRIMARY KEY CHECK (0 <= seq),
    command  text   COLLATE "C" NOT NULL,
    kind     text   COLLATE "C" NOT NULL,
    recorded bigint NOT NULL,
    payload  bytea  NOT NULL,
    salt     bytea  CHECK (salt IS NULL OR octet_length(salt) = 32),
    leaf     bytea  NOT NULL CHECK (octet_length(leaf) = 32)
);

-- Long payloads come packed (quyet_store::packing): the server need not try again.
ALTER TABLE ledger ALTER COLUMN payload SET STORAGE EXTERNAL;

-- Keys of the public log are few and found by their kind.
CREATE INDEX ledger_log_key ON ledger (seq) WHERE kind = 'log_key_recorded';

CREATE TABLE tree_hash (
    idx  bigint NOT NULL PRIMARY KEY CHECK (0 <= idx),
    hash bytea  NOT NULL CHECK (octet_length(hash) = 32)
);

CREATE TABLE command (
    command text   COLLATE "C" NOT NULL PRIMARY KEY,
    first   bigint NOT NULL,
    count   bigint NOT NULL CHECK (0 < count)
);

-- Originals are compressed files most of the time: storing them as they are saves the attempt.
CREATE TABLE blob (
    digest text  COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
    bytes  bytea NOT NULL
);
ALTER TABLE blob ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE checkpoint (
    size bigint NOT NULL PRIMARY KEY CHECK (0 <= size),
    note text   COLLATE "C" NOT NULL,
    kept bigint NOT NULL,
    sum  bytea  NOT NULL CHECK (octet_length(sum) = 32)
);

CREATE TABLE attestation (
    size     bigint NOT NULL CHECK (0 <= size),
    kind     text   COLLATE "C" NOT NULL CHECK (kind IN ('cosignature', 'timestamp')),
    by_whom  text   COLLATE "C" NOT NULL,
    received bigint NOT NULL,
    bytes    bytea  NOT NULL,
    sum      bytea  NOT NULL CHECK (octet_length(sum) = 32),
    PRIMARY KEY (size, kind, by_whom)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: the table is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE FUNCTION ledger_takes_the_next() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    low bigint; high bigint; rows bigint;
BEGIN
    SELECT min(seq), max(seq), count(*) INTO low, high, rows FROM added;
    IF 0 < rows AND (high - low + 1 <> rows
        OR (0 < low AND NOT EXISTS (SELECT FROM quyet.ledger WHERE seq = low - 1))) THEN
        RAISE EXCEPTION 'the ledger has no holes and no second truth' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION tree_takes_the_next() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    low bigint; high bigint; rows bigint;
BEGIN
    SELECT min(idx), max(idx), count(*) INTO low, high, rows FROM added;
    IF 0 < rows AND (high - low + 1 <> rows
        OR (0 < low AND NOT EXISTS (SELECT FROM quyet.tree_hash WHERE idx = low - 1))) THEN
        RAISE EXCEPTION 'the tree has no holes and no second truth' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER ledger_takes_the_next AFTER INSERT ON ledger
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_takes_the_next();
CREATE TRIGGER tree_takes_the_next AFTER INSERT ON tree_hash
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tree_takes_the_next();

CREATE TRIGGER layout_refuses_removal BEFORE DELETE OR TRUNCATE ON layout
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tree_hash_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON tree_hash
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER command_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON command
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER blob_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON blob
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoint_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attestation_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON attestation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT USAGE ON SCHEMA quyet TO quyet_app;
GRANT SELECT ON layout TO quyet_app;
GRANT SELECT, INSERT ON ledger, tree_hash, command, blob, checkpoint, attestation TO quyet_app;
