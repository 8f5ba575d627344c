//! A request to the planner's desk, with the form it brings.

use std::sync::Arc;

use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use jiff::civil::Date;
use quyet_app::desk::Desk;
use quyet_app::moment::Moment;
use quyet_app::vault::Guarded;

use crate::hall::{Hall, Planning};
use crate::origin::is_own;
use crate::refuse::Refused;

/// The desk, for a request that may reach it. Every handler of the desk takes it, so no check can be forgotten.
#[derive(Clone, Debug)]
pub(crate) struct AtDesk {
    pub(crate) hall: Hall,
    pub(crate) planning: Planning,
}

impl AtDesk {
    /// The desk to hand to a use case that reads the ledger.
    pub(crate) fn desk(&self) -> Desk<'_> {
        Desk { ledger: &*self.hall.ledger, clock: &*self.hall.clock, actor: &self.planning.planner }
    }

    /// Today in Việt Nam.
    pub(crate) fn today(&self) -> Date {
        Moment::now(self.hall.clock.now()).at.valid
    }
}

impl FromRequestParts<Hall> for AtDesk {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, hall: &Hall) -> Result<Self, Refused> {
        let mut planning = hall.desk.clone().ok_or(Refused::NoDesk)?;
        // Every pen of the hall goes through here: none writes on top of a ledger that is known to be broken.
        planning.vault = Arc::new(Guarded { vault: planning.vault, health: hall.health.clone() });
        if is_own(&parts.method, &parts.headers) {
            Ok(Self { hall: hall.clone(), planning })
        } else {
            Err(Refused::Stranger)
        }
    }
}

/// The fields of a form, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filled(Vec<(String, String)>);

impl Filled {
    /// What stands in a field; empty when there is no such field. Line breaks are `\n`.
    pub(crate) fn at(&self, name: &str) -> String {
        self.all(name).next().unwrap_or_default()
    }

    /// Everything that stands in fields of this name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = String> + 'a {
        let own = self.0.iter().filter(move |(known, _)| known == name);
        own.map(|(_, value)| value.replace("\r\n", "\n"))
    }

    /// A number in a field; `None` when there is none.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.at(name).trim().parse().ok()
    }

    /// Every field with words in it, in order.
    pub(crate) fn said(&self) -> impl Iterator<Item = (&str, &str)> {
        let said = self.0.iter().filter(|(_, value)| !value.trim().is_empty());
        said.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// One more field.
    pub(crate) fn add(&mut self, name: String, value: String) {
        self.0.push((name, value));
    }
}

impl<S: Send + Sync> FromRequest<S> for Filled {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let form = Form::<Vec<(String, String)>>::from_request(request, state).await;
        form.map(|Form(fields)| Self(fields)).map_err(|error| {
            match error.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => {
                    Refused::TooLong("biểu mẫu dài quá 2 MiB".to_owned())
                }
                _ => Refused::BadForm,
            }
        })
    }
}
