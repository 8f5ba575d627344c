//! The nouns of a socio-economic plan and their own algebra.
//!
//! **Takes** nothing. **Gives** the words that every other room speaks.
//! **Never** knows a file format, SQL, text layout, a clock or a network.
//! Invariant: amounts are exact decimals; there is no floating point in this crate.
//!
//! Read [`plan`] for what was promised, [`figure`] for what was reported, [`entry`] for what people did.
#![deny(clippy::float_arithmetic)]

pub mod actor;
pub mod as_of;
pub mod assignment;
pub mod citation;
pub mod condition;
pub mod diagnostic;
pub mod document;
pub mod entry;
pub mod figure;
pub mod indicator;
pub mod number;
pub mod period;
pub mod place;
pub mod plan;
pub mod review;
pub mod span;
pub mod target;
pub mod task;
pub mod unit;

pub use rust_decimal::Decimal;
