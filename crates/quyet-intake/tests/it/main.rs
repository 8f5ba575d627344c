//! The porch from outside: whole files in, text out.

mod bad_input;
mod docx_writer;
mod example;
mod old_fonts;
mod pdf;
mod pdf_damage;
mod pdf_writer;
mod properties;
mod scans;
