//! The payload of a recorded log key.

use quyet_model::entry::LogKeyRecorded;
use serde::{Deserialize, Serialize};

/// A key of the public log that came into force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogKeyRecordedJson {
    /// The key that checks, `name+hash+base64`.
    pub key: String,
    /// Name of the log.
    pub origin: String,
    /// Why.
    pub reason: String,
    /// The key it replaces; null for the first.
    pub replaces: Option<String>,
}

impl From<&LogKeyRecorded> for LogKeyRecordedJson {
    fn from(recorded: &LogKeyRecorded) -> Self {
        let LogKeyRecorded { origin, key, replaces, reason } = recorded.clone();
        Self { key, origin, reason, replaces }
    }
}

impl From<LogKeyRecordedJson> for LogKeyRecorded {
    fn from(json: LogKeyRecordedJson) -> Self {
        let LogKeyRecordedJson { key, origin, reason, replaces } = json;
        Self { origin, key, replaces, reason }
    }
}
