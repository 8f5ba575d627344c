//! The planner's desk, answered in process.

mod house;
mod journey;
mod trouble;
