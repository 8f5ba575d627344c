//! What bytes seem to be, by their signatures.

use crate::Refused;

/// What a file looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// A PDF, perhaps with a few bytes of noise before it.
    Pdf,
    /// A ZIP package: Word, Excel, OpenDocument or a plain archive.
    Package,
    /// Known, and not read here.
    Refused(Refused),
    /// Nothing binary that is known.
    Text,
}

/// How far into a file the signature of a PDF may stand. Unit: bytes. Source: ISO 32000-1, annex H.3.4.1.
const PDF_HEAD: usize = 1024;

const TO_DOCX: &str =
    "Hãy mở bằng Word hoặc LibreOffice, chọn Lưu thành (Save as) dạng .docx rồi nạp bản đó";
const TO_PAGES: &str = "Nhận dạng chữ trong ảnh chưa có ở đây. Hãy nạp bản Word hoặc PDF có chữ của văn bản, hoặc nhận dạng ảnh thành văn bản trước";
const UNPACK: &str = "Hãy giải nén rồi nạp tệp văn bản ở bên trong";
const OTHER: &str = "Hãy chọn tệp văn bản, Word (.docx), HTML hoặc PDF của nghị quyết";

/// Signatures at the first byte, what they are, and what to do.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "tệp ảnh PNG", TO_PAGES),
    (b"\xff\xd8\xff", "tệp ảnh JPEG", TO_PAGES),
    (b"GIF87a", "tệp ảnh GIF", TO_PAGES),
    (b"GIF89a", "tệp ảnh GIF", TO_PAGES),
    (b"II*\0", "tệp ảnh TIFF", TO_PAGES),
    (b"MM\0*", "tệp ảnh TIFF", TO_PAGES),
    (b"AT&TFORM", "tệp ảnh DjVu", TO_PAGES),
    (b"{\\rtf", "văn bản RTF", TO_DOCX),
    (b"Rar!\x1a\x07", "tệp nén RAR", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z", UNPACK),
    (b"\x1f\x8b", "tệp nén GZIP", UNPACK),
    (b"%!PS", "tệp PostScript", OTHER),
    (b"MZ\x90\0", "tệp chương trình", OTHER),
    (b"\x7fELF", "tệp chương trình", OTHER),
];

/// Looks at the signatures.
pub(crate) fn look(bytes: &[u8]) -> Look {
    let head = &bytes[..bytes.len().min(PDF_HEAD)];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Look::Package;
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Look::Refused(compound(bytes));
    }
    if let Some((_, what, hint)) = SIGNATURES.iter().find(|(magic, _, _)| bytes.starts_with(magic))
    {
        return Look::Refused(Refused::Foreign { what, hint });
    }
    if let Some(what) = framed_picture(bytes) {
        return Look::Refused(Refused::Foreign { what, hint: TO_PAGES });
    }
    if head.windows(5).any(|window| window == b"%PDF-") { Look::Pdf } else { Look::Text }
}

/// Pictures whose kind stands behind a length.
fn framed_picture(bytes: &[u8]) -> Option<&'static str> {
    let behind = bytes.get(8..12).unwrap_or_default();
    if bytes.starts_with(b"RIFF") && behind == b"WEBP" {
        return Some("tệp ảnh WebP");
    }
    if bytes.get(4..8) == Some(b"ftyp") && matches!(behind, b"heic" | b"heix" | b"mif1" | b"avif") {
        return Some("tệp ảnh HEIC");
    }
    let bitmap = bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    bitmap.then_some("tệp ảnh BMP")
}

/// Old Office files, and new ones locked with a password, share one container; its directory names the streams.
fn compound(bytes: &[u8]) -> Refused {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") {
        return Refused::Protected { what: "tệp Word, Excel hoặc PowerPoint" };
    }
    let what = if holds("WordDocument") {
        "tệp Word đời cũ (.doc)"
    } else if holds("Workbook") || holds("Book") {
        return Refused::Foreign { what: "bảng tính Excel đời cũ (.xls)", hint: OTHER };
    } else if holds("PowerPoint Document") {
        return Refused::Foreign { what: "bài trình chiếu PowerPoint (.ppt)", hint: OTHER };
    } else {
        "tệp Office đời cũ"
    };
    Refused::Foreign { what, hint: TO_DOCX }
}

/// Packages by the folder of their main part.
pub(crate) fn package(main: &str) -> Refused {
    let what = match main.split('/').next().unwrap_or_default() {
        "xl" => "bảng tính Excel (.xlsx)",
        "ppt" => "bài trình chiếu PowerPoint (.pptx)",
        _ => "tệp Office không phải văn bản",
    };
    Refused::Foreign { what, hint: OTHER }
}

/// Packages of OpenDocument and e-books by their declared type; an archive of anything else.
pub(crate) fn archive(declared: &str) -> Refused {
    let (what, hint) = match declared.trim() {
        "application/vnd.oasis.opendocument.text" => ("văn bản OpenDocument (.odt)", TO_DOCX),
        "application/vnd.oasis.opendocument.spreadsheet" => {
            ("bảng tính OpenDocument (.ods)", OTHER)
        }
        "application/epub+zip" => ("sách điện tử EPUB", OTHER),
        _ => ("tệp nén ZIP", UNPACK),
    };
    Refused::Foreign { what, hint }
}

/// Forms that are text on the outside and no document's words.
pub(crate) fn look_at_text(text: &str) -> Option<Refused> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let head: String = start.chars().take(2_000).collect();
    let what = if head.starts_with("{\\rtf") {
        "văn bản RTF"
    } else if head.starts_with("<?xml")
        && (head.contains("<pkg:package") || head.contains("wordDocument"))
    {
        "văn bản Word dạng XML"
    } else if head.starts_with("MIME-Version:") && head.contains("multipart/related") {
        "trang web lưu một tệp (.mht)"
    } else {
        return None;
    };
    Some(Refused::Foreign { what, hint: TO_DOCX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_for_what_its_bytes_are() {
        let check = |bytes: &[u8], expect: &str| {
            let shown = match look(bytes) {
                Look::Refused(refused) => refused.to_string(),
                other => format!("{other:?}"),
            };
            assert!(shown.contains(expect), "{expect}: {shown}");
        };
        let wide = |name: &str| {
            let name = name.encode_utf16().flat_map(u16::to_le_bytes);
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain(name).collect::<Vec<u8>>()
        };
        check(b"%PDF-1.7\n", "Pdf");
        check(b"\n\n%PDF-1.4", "Pdf");
        check(b"PK\x03\x04", "Package");
        check(&wide("WordDocument"), ".doc");
        check(&wide("EncryptedPackage"), "mật khẩu");
        check(&wide("Workbook"), ".xls");
        check(b"\x89PNG\r\n\x1a\n", "PNG");
        check(b"RIFF\0\0\0\0WEBP", "WebP");
        check(b"{\\rtf1", "RTF");
        check("Điều 1.".as_bytes(), "Text");
    }

    #[test]
    fn what_only_looks_like_text_is_named_too() {
        let named = |text: &str| look_at_text(text).map(|refused| refused.to_string());
        assert!(named("\u{feff}{\\rtf1").is_some_and(|words| words.contains("RTF")));
        assert!(named("<?xml version=\"1.0\"?><pkg:package>").is_some());
        assert_eq!(named("Điều 1."), None);
    }
}
