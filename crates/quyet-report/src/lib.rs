//! Findings to blocks, blocks to pages and files: the printing room.
//!
//! **Takes** a plan with its assessment and figures. **Gives** one [`block::Report`] and, beside each other,
//! HTML, XLSX, DOCX and CSV of it; charts as SVG; the fixed Vietnamese words for verdicts, periods and conditions.
//! **Never** reads a clock, a file or a database; the same report gives the same bytes.
//! Start reading at [`results_table::results_table`] for what is said and at [`render::render`] for how it is shown.

pub mod block;
pub mod chart;
pub mod csv;
pub mod docx;
pub mod html;
pub mod markup;
pub mod render;
pub mod results_table;
pub mod status;
pub mod summary;
pub mod vi;
pub mod xlsx;
