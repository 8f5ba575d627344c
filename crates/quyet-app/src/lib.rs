//! The counter: use cases, one file each — authorise, load, decide, append.
//!
//! **Takes** commands and questions from the hall and the staff entrance. **Gives** receipts, refusals and views.
//! **Never** knows HTTP, SQL or a terminal; never reads a clock that was not handed to it.
//! Start reading at [`report_figures`]: the smallest complete use case.
//! Invariant: on any refusal nothing was written.
#![deny(clippy::float_arithmetic)]

pub mod clock;
pub mod moment;
pub mod policy;
pub mod paths;
pub mod desk;
pub mod compile_resolution;
pub mod register_places;
pub mod define_indicators;
pub mod adopt_plan;
pub mod report_figures;
pub mod correct_figure;
pub mod assess_plan;
pub mod publish_report;
pub mod load_example;
pub mod tables;
pub mod views;

pub use quyet_store::Ledger;
