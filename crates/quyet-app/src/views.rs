//! What pages and tables show, as plain data: the same for the hall, the terminal and the API.

pub mod plan;
pub mod target;
pub mod figure;
pub mod tasks;
pub mod document;
pub mod results;
