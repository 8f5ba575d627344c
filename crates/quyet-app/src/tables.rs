//! Tables that people bring: CSV files with a header row, decoded row by row.
//!
//! **Takes** the text of a file. **Gives** decoded rows, or every fault with its row and column at once.
//! **Never** takes half a file.

pub mod figures;
pub mod indicators;
pub mod links;
pub mod places;
mod reader;
mod words;

pub use reader::{CellFault, TableError};
pub use words::{BASES, basis_of};
