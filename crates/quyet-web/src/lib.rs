//! The public hall: routes and pages.
//!
//! **Takes** requests. **Gives** pages rendered on the server that work without scripts, and files.
//! **Never** decides, stores or judges: a handler extracts, asks one use case, chooses a view.
//! Start reading at [`router::router`]: the one list of routes.

mod ask;
mod at_desk;
mod download;
pub mod hall;
mod origin;
mod pages;
pub mod readings;
mod refuse;
pub mod router;
mod shell;
mod work;
