//! Who promised what, and how far they are: the bench.
//!
//! **Takes** a plan, the catalogue of indicators and figures. **Gives** a verdict with its working for every leaf.
//! **Never** reads text, a database or a clock; never fails: "cannot say" is a verdict with a named gap.
//! Start reading at [`assess`](fn@assess); the rules are told in `spec/`.
#![deny(clippy::float_arithmetic)]

mod assess;
mod baseline;
mod caveat;
mod change;
mod choose;
mod count;
pub mod counts;
mod due;
mod finding;
mod hedge;
mod interval;
mod known;
mod leaf;
mod level;
mod maintain;
mod moved;
pub mod number;
mod operand;
mod parts;
mod question;
mod requirement;
mod share;
mod units;
pub mod verdict;
mod weigh;
mod wording;
pub mod working;

pub use assess::{Evidence, assess};
