//! What a request asks: the place and the moment. What cannot be read is refused with a page.

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use quyet_app::moment::Moment;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::hall::Hall;
use crate::refuse::Refused;

/// The query that every page takes.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// A day or a day with a time; absent for now.
    #[serde(rename = "thoi-diem")]
    moment: Option<String>,
}

/// No moment is longer. Longer words are not repeated to the reader.
const LONGEST: usize = 40;

impl Asked {
    /// The moment asked for.
    pub(crate) fn moment(&self, hall: &Hall) -> Result<Moment, Refused> {
        if self.moment.as_ref().is_some_and(|words| LONGEST < words.len()) {
            return Err(Refused::Question(UNREADABLE.to_owned()));
        }
        Moment::parse(self.moment.as_deref(), hall.clock.now())
            .map_err(|error| Refused::Question(error.to_string()))
    }
}

const UNREADABLE: &str =
    "không đọc được thời điểm trong địa chỉ; viết một lần, ngày như 2024-07-31 (giờ Việt Nam)";

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let Query(asked) = Query::from_request_parts(parts, state)
            .await
            .map_err(|_| Refused::Question(UNREADABLE.to_owned()))?;
        Ok(asked)
    }
}

/// The named parts of an address.
#[derive(Clone, Debug)]
pub(crate) struct Named<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Named<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let Path(named) = Path::from_request_parts(parts, state)
            .await
            .map_err(|_| Refused::Missing("địa chỉ có ký tự không đọc được".to_owned()))?;
        Ok(Self(named))
    }
}
