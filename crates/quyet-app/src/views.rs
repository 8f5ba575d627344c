//! What pages and tables show, as plain data: the same for the hall, the terminal and the API.

pub mod assignment;
pub mod document;
pub mod figure;
pub mod history;
pub mod log;
pub mod plan;
pub mod proof;
pub mod results;
pub mod review;
pub mod system;
pub mod target;
pub mod tasks;
