//! What the written forms promise, from the outside.

mod condition_table;
mod golden;
mod notation;
mod plan_json;
mod round_trip;
mod samples;
mod strategies;
