//! The codes of diagnostics: the list, and a page for each.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use quyet_app::explain_code::{every_code, explain_code};
use quyet_app::paths;
use quyet_model::diagnostic::Explained;

use crate::ask::{Asked, Named};
use crate::hall::Hall;
use crate::refuse::Refused;
use crate::shell::Shell;

#[derive(Template)]
#[template(path = "codes.html")]
struct List {
    shell: Shell,
    /// Address and page of every code.
    codes: Vec<(String, &'static Explained)>,
}

#[derive(Template)]
#[template(path = "code.html")]
struct Page {
    shell: Shell,
    code: &'static Explained,
    /// Address of the list.
    list: String,
}

/// Answers the list.
pub(crate) async fn list(State(hall): State<Hall>, asked: Asked) -> Result<Response, Refused> {
    let moment = asked.moment(&hall)?;
    let shell = Shell::new(&hall, &moment, "Mã cảnh báo", paths::CODES);
    let pages = every_code().into_iter();
    let codes = pages.map(|page| (paths::at(&paths::code(page.code), &moment), page)).collect();
    let page = List { shell, codes };
    page.shell.answer(&page)
}

/// Answers the page of one code.
pub(crate) async fn get(
    State(hall): State<Hall>,
    Named(code): Named<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    let moment = asked.moment(&hall)?;
    let Some(explained) = explain_code(&code) else {
        return Err(Refused::NoSuchCode);
    };
    let here = paths::code(explained.code);
    if code != explained.code {
        return Err(Refused::Elsewhere(paths::at(&here, &moment)));
    }
    let title = format!("{}: {}", explained.code, explained.vi.title);
    let shell = Shell::new(&hall, &moment, title, here);
    let page = Page { shell, code: explained, list: paths::at(paths::CODES, &moment) };
    page.shell.answer(&page)
}
