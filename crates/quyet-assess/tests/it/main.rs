//! The bench from outside: the literate rules, the real year 2024, and what holds of every input.

mod bac_kan_2024;
mod build;
mod properties;
mod spec;
