//! Who promised what, and how far they are: the bench.
//!
//! **Takes** a plan, the catalogue of indicators and figures. **Gives** a verdict with its working for every leaf.
//! **Never** reads text, a database or a clock; never fails: "cannot say" is a verdict with a named gap.
//! Start reading at [`assess`](fn@assess); the rules are told in `spec/`.
#![deny(clippy::float_arithmetic)]

pub mod verdict;
pub mod working;
