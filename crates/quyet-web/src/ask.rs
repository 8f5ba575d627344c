//! What a request asks: the moment.

use quyet_app::moment::Moment;
use serde::Deserialize;

use crate::hall::Hall;
use crate::refuse::Refused;

/// The query that every page takes.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// A day or a day with a time; absent for now.
    #[serde(rename = "thoi-diem")]
    moment: Option<String>,
}

impl Asked {
    /// The moment asked for.
    pub(crate) fn moment(&self, hall: &Hall) -> Result<Moment, Refused> {
        Moment::parse(self.moment.as_deref(), hall.clock.now())
            .map_err(|error| Refused::Question(error.to_string()))
    }
}
