//! Use case: read a resolution's text and say what it promises. Writes nothing.

use quyet_model::plan::Draft;
use thiserror::Error;

/// The largest text that is read. Unit: bytes. The longest known resolutions stay under 1 MB.
pub const TEXT_BYTES_MAX: usize = 128 * 1024 * 1024;

/// Why bytes are not a text that can be read. The file itself is untouched.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TextRefused {
    /// No bytes, or only blanks.
    #[error("tệp không có chữ nào. Hãy kiểm tra lại tệp đã chọn")]
    Empty,
    /// Too long.
    #[error(
        "tệp dài {bytes} byte, quá giới hạn {TEXT_BYTES_MAX} byte. Hãy tách riêng phần văn bản nghị quyết"
    )]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not a text file.
    #[error("tệp không phải văn bản thuần (byte {at} là byte nhị phân). {what}")]
    Binary {
        /// Offset of the first byte that no text has.
        at: usize,
        /// What it seems to be and what to do.
        what: &'static str,
    },
    /// Text in another encoding.
    #[error(
        "tệp không phải UTF-8: byte {at} không đọc được. Hãy lưu lại bằng bảng mã UTF-8 (trong Word: Lưu thành, Văn bản thuần, UTF-8)"
    )]
    Encoding {
        /// Offset of the first byte that is not UTF-8.
        at: usize,
    },
}

/// The bytes as text, with a byte order mark kept (spans count it).
///
/// # Errors
/// [`TextRefused`] says what the bytes are instead and what to do.
pub fn read_text(bytes: &[u8]) -> Result<&str, TextRefused> {
    if bytes.len() > TEXT_BYTES_MAX {
        return Err(TextRefused::TooLong { bytes: bytes.len() });
    }
    if let Some(at) =
        bytes.iter().position(|&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c))
    {
        return Err(TextRefused::Binary { at, what: seems(bytes) });
    }
    let text =
        std::str::from_utf8(bytes).map_err(|e| TextRefused::Encoding { at: e.valid_up_to() })?;
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(TextRefused::Empty);
    }
    Ok(text)
}

fn seems(bytes: &[u8]) -> &'static str {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => "Đây là tệp PDF; hãy trích văn bản ra tệp .txt trước",
        [b'P', b'K', 3, 4, ..] => {
            "Đây là tệp Word, Excel hoặc tệp nén; hãy lưu thành văn bản thuần trước"
        }
        [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            "Đây là tệp Word đời cũ (.doc); hãy lưu thành văn bản thuần trước"
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            "Đây là văn bản UTF-16; hãy lưu lại bằng bảng mã UTF-8"
        }
        _ => "Hãy chọn tệp văn bản (.txt) của nghị quyết",
    }
}

/// Reads the bytes and compiles them.
///
/// # Errors
/// [`TextRefused`] when the bytes are no text; everything else is a diagnostic of the draft.
pub fn compile_resolution(bytes: &[u8]) -> Result<Draft, TextRefused> {
    Ok(quyet_compile::compile(read_text(bytes)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_named_for_what_they_are() {
        let check = |bytes: &[u8], expect: TextRefused| assert_eq!(read_text(bytes), Err(expect));
        check(b"", TextRefused::Empty);
        check("\u{feff} \n".as_bytes(), TextRefused::Empty);
        check(b"%PDF-1.7\n\x00", TextRefused::Binary { at: 9, what: seems(b"%PDF") });
        check(&[0xff, 0xfe, b'a', 0], TextRefused::Binary { at: 3, what: seems(&[0xff, 0xfe]) });
        check(b"NGH\xc6 quy", TextRefused::Encoding { at: 3 });
    }

    #[test]
    fn a_vietnamese_text_is_read_as_it_is() {
        assert_eq!(read_text("Điều 1.\r\n".as_bytes()), Ok("Điều 1.\r\n"));
    }
}
