//! The nouns of a socio-economic plan and their own algebra.
//!
//! **Takes** nothing. **Gives** the words that every other room speaks.
//! **Never** knows a file format, SQL, text layout, a clock or a network.
//! Invariant: amounts are exact decimals; there is no floating point in this crate.
//!
//! Read [`plan`] for what was promised, [`figure`] for what was reported, [`entry`] for what people did.
#![deny(clippy::float_arithmetic)]

pub mod span;
pub mod diagnostic;
pub mod citation;
pub mod document;
pub mod period;
pub mod as_of;
pub mod unit;
pub mod condition;
pub mod indicator;
pub mod place;
pub mod target;
pub mod task;
pub mod plan;
pub mod figure;
pub mod actor;
pub mod entry;

pub use rust_decimal::Decimal;
