//! Which form the bytes have, and who reads it.

use crate::foreign::{self, Look};
use crate::limits::INPUT_BYTES_MAX;
use crate::progress::{Progress, Step};
use crate::recognised::{Lack, Recognised};
use crate::{Received, Refused, docx, encoding, html, pdf, plain};

/// What became of a file, and what a program beside the porch could add to it.
#[doc(alias = "kết quả đọc tệp")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its text, or why there is none.
    pub given: Result<Received, Refused>,
    /// What is lacking; `None` when nothing is, or nothing can be done about it.
    pub lack: Option<Lack>,
}

impl Reading {
    /// A text, or a refusal that no program can help.
    pub(crate) fn whole(given: Result<Received, Refused>) -> Self {
        Self { given, lack: None }
    }
}

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
    read(bytes, &[], &|_| ()).given
}

/// Reads a file to text as [`receive`] does, with the pages that a program recognised for it, and says what is
/// still lacking. `progress` is told of each page that is done.
pub fn read(bytes: &[u8], recognised: &[Recognised], progress: &dyn Fn(Progress)) -> Reading {
    let told = |done| progress(Progress { step: Step::Reading, done, total: Some(1) });
    let alone = |given: Result<Received, Refused>| {
        told(1);
        Reading::whole(given)
    };
    if INPUT_BYTES_MAX < bytes.len() {
        return alone(Err(Refused::TooLong { bytes: bytes.len() }));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return alone(Err(Refused::Empty));
    }
    let look = foreign::look(bytes);
    if look != Look::Pdf {
        told(0);
    }
    match look {
        Look::Pdf => pdf::read(bytes, recognised, progress),
        Look::Picture(picture) => {
            told(1);
            pdf::read_picture(picture, recognised)
        }
        Look::Old(old) => {
            told(1);
            Reading { given: Err(foreign::old(old)), lack: Some(Lack::Conversion(old)) }
        }
        Look::Package => {
            told(1);
            docx::read(bytes)
        }
        Look::Refused(refused) => alone(Err(refused)),
        Look::Text => {
            let reading = text(bytes);
            told(1);
            reading
        }
    }
}

/// Whether the bytes are plain text at a glance, so that no part of them steers who reads them. Linear.
pub fn is_plain(bytes: &[u8]) -> bool {
    let first = bytes.iter().find(|byte| {
        !byte.is_ascii_whitespace() && !matches!(byte, 0 | 0xef | 0xbb | 0xbf | 0xfe | 0xff)
    });
    first.is_none_or(|first| *first != b'<') && foreign::look(bytes) == Look::Text
}

fn text(bytes: &[u8]) -> Reading {
    let decoded = match encoding::decode(bytes) {
        Ok(decoded) => decoded,
        Err(refused) => return Reading::whole(Err(refused)),
    };
    match foreign::look_at_text(&decoded.text) {
        Look::Old(old) => {
            Reading { given: Err(foreign::old(old)), lack: Some(Lack::Conversion(old)) }
        }
        Look::Refused(refused) => Reading::whole(Err(refused)),
        _ if html::is_html(&decoded.text) => Reading::whole(html::read(&decoded)),
        _ => Reading::whole(plain::read(decoded)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_told_at_a_glance() {
        let check = |bytes: &[u8], expect| assert_eq!(is_plain(bytes), expect, "{bytes:?}");
        check("Điều 1.".as_bytes(), true);
        check(b"", true);
        check(b"\n <html>", false);
        check(b"\xff\xfe<\0h\0", false);
        check(b"\xef\xbb\xbf<p>", false);
        check(b"%PDF-1.7", false);
        check(b"PK\x03\x04", false);
        check(b"{\\rtf1", false);
    }
}
