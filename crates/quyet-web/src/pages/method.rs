//! How verdicts are found, in words for everybody.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use quyet_app::paths;
use quyet_report::status::Status;

use crate::ask::Asked;
use crate::hall::Hall;
use crate::refuse::Refused;
use crate::shell::Shell;

#[derive(Template)]
#[template(path = "method.html")]
struct Page {
    shell: Shell,
    looks: [Status; 8],
    /// Address of the list of codes.
    codes: String,
}

/// Answers the method.
pub(crate) async fn get(State(hall): State<Hall>, asked: Asked) -> Result<Response, Refused> {
    let moment = asked.moment(&hall)?;
    let shell = Shell::new(&hall, &moment, "Phương pháp đánh giá", "/phuong-phap");
    let page = Page { shell, looks: Status::all(), codes: paths::at(paths::CODES, &moment) };
    page.shell.answer(&page)
}
