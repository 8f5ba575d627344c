//! A form with a file, taken in piece by piece.

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use quyet_app::porch::INPUT_BYTES_MAX;

use crate::at_desk::Filled;
use crate::refuse::Refused;

/// Longest words in a field beside the file. Unit: bytes.
const WORDS_MAX: usize = 16 * 1024;

/// What came with a form.
#[derive(Debug, Default)]
pub(super) struct Uploaded {
    /// Its fields.
    pub(super) fields: Filled,
    /// Name of the file as the browser tells it, made harmless; empty when none was chosen.
    pub(super) name: String,
    /// Bytes of the file.
    pub(super) bytes: Vec<u8>,
    /// Whether the file is longer than what is taken; it was let pass unkept, so that the answer arrives.
    pub(super) too_long: bool,
}

/// Takes the form in. Of several files the last one stands.
pub(super) async fn take(mut form: Multipart) -> Result<Uploaded, Refused> {
    let mut uploaded = Uploaded::default();
    while let Some(field) = form.next_field().await.map_err(|_| Refused::BadForm)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "tep" {
            uploaded.name = harmless(field.file_name().unwrap_or_default());
            let taken = pour(field, INPUT_BYTES_MAX).await?;
            uploaded.too_long = taken.is_none();
            uploaded.bytes = taken.unwrap_or_default();
        } else {
            let words = pour(field, WORDS_MAX).await?;
            let long = || Refused::TooLong("một ô của biểu mẫu dài quá 16 KiB".to_owned());
            let words = words.ok_or_else(long)?;
            uploaded.fields.add(name, String::from_utf8_lossy(&words).into_owned());
        }
    }
    Ok(uploaded)
}

/// The bytes of a field; `None` when there are more than `limit`, all of them read.
async fn pour(mut field: Field<'_>, limit: usize) -> Result<Option<Vec<u8>>, Refused> {
    let mut bytes = Some(Vec::new());
    while let Some(piece) = field.chunk().await.map_err(|_| Refused::BadForm)? {
        bytes = bytes.filter(|kept: &Vec<u8>| kept.len() + piece.len() <= limit);
        if let Some(kept) = &mut bytes {
            kept.extend_from_slice(&piece);
        }
    }
    Ok(bytes)
}

/// A file's name without path, control characters and marks that turn the direction of writing.
fn harmless(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let turns = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let kept = last.chars().filter(|c| !c.is_control() && !turns(*c)).take(200);
    kept.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_cannot_bring_a_path_or_a_turned_name() {
        let check = |name: &str, expect: &str| assert_eq!(harmless(name), expect);
        check("Nghị quyết 2024.docx", "Nghị quyết 2024.docx");
        check("../../etc/passwd", "passwd");
        check("C:\\Tài liệu\\nq.pdf", "nq.pdf");
        check("nq\u{202E}fdp.exe\r\n", "nqfdp.exe");
        check("<script>alert(1)</script>.pdf", "script>.pdf");
        check("", "");
        assert_eq!(harmless(&"ế".repeat(999)).chars().count(), 200);
    }
}
