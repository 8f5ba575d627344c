//! The workshop of tests: a seeded simulator, faults, and a throw-away PostgreSQL.
//!
//! **Takes** what the rooms offer. **Gives** what their tests share. **Never** is part of the product: no room may
//! use it but in its tests.
//! Start reading at [`sim`]: a house that lives through a bad month; [`oracle`] is what tests send to two ledgers,
//! [`hammer`] what writes while something breaks, [`postgres`] a server of one's own.

pub mod chance;
pub mod faults;
pub mod hammer;
pub mod oracle;
pub mod postgres;
pub mod sim;
