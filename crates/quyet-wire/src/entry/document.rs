//! The payload of a received document.

use quyet_model::document::{Digest, ReceivedDocument};
use serde::{Deserialize, Serialize};

/// A document that came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentReceivedJson {
    /// Length.
    pub bytes: u64,
    /// SHA-256 of the bytes, lower-case hex.
    pub digest: String,
    /// Media type.
    pub media_type: String,
    /// Where it came from; null when unknown.
    pub origin: Option<String>,
    /// What people call it.
    pub title: String,
}

impl From<&ReceivedDocument> for DocumentReceivedJson {
    fn from(document: &ReceivedDocument) -> Self {
        let ReceivedDocument { digest, media_type, title, bytes, origin } = document.clone();
        Self { bytes, digest: digest.0, media_type, origin, title }
    }
}

impl From<DocumentReceivedJson> for ReceivedDocument {
    fn from(json: DocumentReceivedJson) -> Self {
        let DocumentReceivedJson { bytes, digest, media_type, origin, title } = json;
        Self { digest: Digest(digest), media_type, title, bytes, origin }
    }
}
