//! Which form the bytes have, and who reads it.

use crate::foreign::{self, Look};
use crate::limits::INPUT_BYTES_MAX;
use crate::{Received, Refused, docx, encoding, html, pdf, plain};

/// Reads a file to text. Pure, total and deterministic; nothing is kept of what is refused.
///
/// The form is found by what the bytes are: signatures, the parts of a package, tags. No name is asked.
///
/// # Errors
/// [`Refused`] says what the file is and what to do.
///
/// ```
/// let received = quyet_intake::receive("Điều 1. Thông qua kế hoạch.".as_bytes()).expect("a text");
/// assert_eq!(received.form, quyet_intake::Form::PlainText);
/// ```
pub fn receive(bytes: &[u8]) -> Result<Received, Refused> {
    if INPUT_BYTES_MAX < bytes.len() {
        return Err(Refused::TooLong { bytes: bytes.len() });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refused::Empty);
    }
    match foreign::look(bytes) {
        Look::Pdf => pdf::read(bytes),
        Look::Package => docx::read(bytes),
        Look::Refused(refused) => Err(refused),
        Look::Text => text(bytes),
    }
}

fn text(bytes: &[u8]) -> Result<Received, Refused> {
    let decoded = encoding::decode(bytes)?;
    if let Some(refused) = foreign::look_at_text(&decoded.text) {
        return Err(refused);
    }
    if html::is_html(&decoded.text) { html::read(&decoded) } else { plain::read(decoded) }
}
