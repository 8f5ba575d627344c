//! Asking others over HTTP: witnesses and time-stamping services.
//!
//! **Takes** an address and a body. **Gives** the status and a short answer. **Never** waits longer than [`PATIENCE`], never
//! follows to another address, never reads more than [`ANSWER_MAX`].

use std::time::Duration;

use reqwest::Client;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;

use crate::outcome::Failure;

/// How long one question may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longest answer that is read.
const ANSWER_MAX: usize = 64 * 1024;

/// Asks others.
#[derive(Clone, Debug)]
pub(crate) struct Outside(Client);

impl Outside {
    /// A client with our limits.
    pub(crate) fn new() -> Result<Self, Failure> {
        // Another part of the program may have chosen the same provider before.
        let _chosen_before = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().timeout(PATIENCE).redirect(Policy::none()).build();
        client.map(Self).map_err(|error| Failure::failed(format!("không dùng được mạng: {error}")))
    }

    /// Sends a body; gives the status and the answer. What went wrong is told in Vietnamese, with the address.
    pub(crate) async fn post(
        &self,
        url: &str,
        kind: &str,
        body: Vec<u8>,
    ) -> Result<(u16, Vec<u8>), String> {
        let sent = self.0.post(url).header(CONTENT_TYPE, kind).body(body).send().await;
        let mut answer = sent.map_err(|error| told(url, &error))?;
        let (status, mut bytes) = (answer.status().as_u16(), Vec::new());
        while let Some(piece) = answer.chunk().await.map_err(|error| told(url, &error))? {
            bytes.extend_from_slice(&piece);
            if ANSWER_MAX < bytes.len() {
                return Err(format!("{url} trả lời dài hơn {ANSWER_MAX} byte, không đọc tiếp"));
            }
        }
        Ok((status, bytes))
    }
}

fn told(url: &str, error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    format!("không hỏi được {url}: {cause}; hãy kiểm tra địa chỉ trong quyet.toml và đường mạng")
}
