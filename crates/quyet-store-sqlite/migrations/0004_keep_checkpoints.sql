-- What the house has signed, and what others have said of it; only ever added to, like the ledger.
--
-- `note` is the signed checkpoint of the first `size` entries (C2SP signed-note); `attestation.bytes` is a witness's
-- signature line or a time-stamping service's answer. `sum` is SHA-256 over the row (quyet_store::checkpoints), so
-- that a changed byte is found even where no signature covers it.
-- Keys of the log are few and found by their kind.

CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,
    note TEXT    NOT NULL,
    kept INTEGER NOT NULL,
    sum  BLOB    NOT NULL CHECK (length(sum) = 32)
) STRICT;

CREATE TABLE attestation (
    size     INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    by       TEXT    NOT NULL,
    received INTEGER NOT NULL,
    bytes    BLOB    NOT NULL,
    sum      BLOB    NOT NULL CHECK (length(sum) = 32),
    PRIMARY KEY (size, kind, by)
) STRICT, WITHOUT ROWID;

CREATE INDEX ledger_log_key ON ledger (seq) WHERE kind = 'log_key_recorded';

CREATE TRIGGER checkpoint_refuses_update BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
CREATE TRIGGER checkpoint_refuses_delete BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
CREATE TRIGGER checkpoint_refuses_replacement BEFORE INSERT ON checkpoint
WHEN EXISTS (SELECT 1 FROM checkpoint WHERE size = NEW.size)
BEGIN SELECT RAISE(ABORT, 'a size has one checkpoint'); END;

CREATE TRIGGER attestation_refuses_update BEFORE UPDATE ON attestation
BEGIN SELECT RAISE(ABORT, 'attestations are append-only'); END;
CREATE TRIGGER attestation_refuses_delete BEFORE DELETE ON attestation
BEGIN SELECT RAISE(ABORT, 'attestations are append-only'); END;
CREATE TRIGGER attestation_refuses_replacement BEFORE INSERT ON attestation
WHEN EXISTS (SELECT 1 FROM attestation
             WHERE size = NEW.size AND kind = NEW.kind AND by = NEW.by)
BEGIN SELECT RAISE(ABORT, 'an attestation is said once'); END;
