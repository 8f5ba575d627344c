//! The workshop of tests: a seeded simulator, faults, and a throw-away PostgreSQL.
