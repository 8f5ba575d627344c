-- The ledger and what hangs on it for ever.
--
-- Four tables are only ever added to. Triggers refuse UPDATE and DELETE, and refuse an INSERT that would stand
-- in for one: SQLite's INSERT OR REPLACE deletes without asking the delete triggers, so every table also refuses
-- a key that it already has. Dropping a trigger is possible to whoever holds the file; `quyet fsck` and the
-- published heads are what answers that.
--
-- `seq` counts from 0 without holes: it is part of the identity of a figure ("18.3").
-- `recorded` is microseconds since 1970 in UTC, as in the payload, for the reads that name a moment.
-- `leaf` is the RFC 9162 leaf hash of `payload`; `tree_hash` holds the hash of each complete subtree at the index
-- that C2SP tlog-tiles implementations use, so the tree can be served and proved without recomputing.
-- `command` makes a command idempotent: it says which entries it became.
-- Bytes of documents live in `blob` under their SHA-256.
--
-- application_id 0x51594554 spells "QYET"; user_version counts layouts that an older program must not touch.

PRAGMA application_id = 1364804948;
PRAGMA user_version = 1;

CREATE TABLE ledger (
    seq      INTEGER PRIMARY KEY,
    command  TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    recorded INTEGER NOT NULL,
    payload  BLOB    NOT NULL,
    leaf     BLOB    NOT NULL CHECK (length(leaf) = 32)
) STRICT;

CREATE TABLE tree_hash (
    idx  INTEGER PRIMARY KEY,
    hash BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE command (
    command TEXT    NOT NULL PRIMARY KEY,
    first   INTEGER NOT NULL,
    count   INTEGER NOT NULL CHECK (0 < count)
) STRICT, WITHOUT ROWID;

CREATE TABLE blob (
    digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
    bytes  BLOB NOT NULL
) STRICT;

CREATE TRIGGER ledger_refuses_update BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_refuses_delete BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_takes_the_next BEFORE INSERT ON ledger
WHEN NEW.seq <> (SELECT coalesce(max(seq) + 1, 0) FROM ledger)
BEGIN SELECT RAISE(ABORT, 'the ledger has no holes and no second truth'); END;

CREATE TRIGGER tree_hash_refuses_update BEFORE UPDATE ON tree_hash
BEGIN SELECT RAISE(ABORT, 'the tree is append-only'); END;
CREATE TRIGGER tree_hash_refuses_delete BEFORE DELETE ON tree_hash
BEGIN SELECT RAISE(ABORT, 'the tree is append-only'); END;
CREATE TRIGGER tree_hash_takes_the_next BEFORE INSERT ON tree_hash
WHEN NEW.idx <> (SELECT coalesce(max(idx) + 1, 0) FROM tree_hash)
BEGIN SELECT RAISE(ABORT, 'the tree has no holes and no second truth'); END;

CREATE TRIGGER command_refuses_update BEFORE UPDATE ON command
BEGIN SELECT RAISE(ABORT, 'commands are append-only'); END;
CREATE TRIGGER command_refuses_delete BEFORE DELETE ON command
BEGIN SELECT RAISE(ABORT, 'commands are append-only'); END;
CREATE TRIGGER command_refuses_replacement BEFORE INSERT ON command
WHEN EXISTS (SELECT 1 FROM command WHERE command = NEW.command)
BEGIN SELECT RAISE(ABORT, 'a command is one act'); END;

CREATE TRIGGER blob_refuses_update BEFORE UPDATE ON blob
BEGIN SELECT RAISE(ABORT, 'blobs are append-only'); END;
CREATE TRIGGER blob_refuses_delete BEFORE DELETE ON blob
BEGIN SELECT RAISE(ABORT, 'blobs are append-only'); END;
CREATE TRIGGER blob_refuses_replacement BEFORE INSERT ON blob
WHEN EXISTS (SELECT 1 FROM blob WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'a digest names its bytes for ever'); END;
