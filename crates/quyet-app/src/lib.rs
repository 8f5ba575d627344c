//! The counter: use cases, one file each — authorise, load, decide, append.
//!
//! **Takes** commands and questions from the hall and the staff entrance. **Gives** receipts, refusals and views.
//! **Never** knows HTTP, SQL or a terminal; never reads a clock that was not handed to it.
//! Start reading at [`report_figures`]: the smallest complete use case.
//! Invariant: on any refusal nothing was written.
#![deny(clippy::float_arithmetic)]

pub mod adopt_plan;
pub mod assess_plan;
pub mod attachments;
pub mod attest;
pub mod check_places;
pub mod clock;
pub mod compare_plans;
pub mod compile_resolution;
pub mod copy_ledger;
pub mod correct_figure;
pub mod define_indicators;
pub mod desk;
pub mod explain_code;
pub mod health;
pub mod load_example;
pub mod log_key;
pub mod moment;
pub mod paths;
pub mod policy;
pub mod porch;
pub mod prove;
pub mod public_log;
pub mod publish_report;
pub mod register_places;
pub mod report_figures;
pub mod review;
pub mod sign_checkpoint;
pub mod tables;
pub mod upkeep;
pub mod vault;
pub mod views;

pub use quyet_store::AdoptedPlan;
pub use quyet_store::Ledger;
pub use quyet_store::StoreError;
pub use quyet_store::drafts::Drafts;
