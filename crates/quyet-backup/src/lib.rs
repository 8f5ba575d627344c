//! The archive: snapshots, segments and restoring, over any ledger.
