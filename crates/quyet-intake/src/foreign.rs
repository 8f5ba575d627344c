//! What bytes seem to be, by their signatures.

use crate::Refused;
use crate::recognised::{OldForm, Picture};

/// What a file looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// A PDF, perhaps with a few bytes of noise before it.
    Pdf,
    /// A ZIP package: Word, Excel, OpenDocument or a plain archive.
    Package,
    /// A picture of pages.
    Picture(Picture),
    /// A form that an office program turns into a Word document.
    Old(OldForm),
    /// Known, and not read here.
    Refused(Refused),
    /// Nothing binary that is known.
    Text,
}

/// How far into a file the signature of a PDF may stand. Unit: bytes. Source: ISO 32000-1, annex H.3.4.1.
const PDF_HEAD: usize = 1024;

/// A sector of the container of old Office files. Unit: bytes. Source: MS-CFB, 2.2.
const SECTOR: usize = 512;

const TO_DOCX: &str = "Hãy mở bằng Word hoặc LibreOffice, chọn Lưu thành (Save as) dạng .docx rồi nạp bản đó; hoặc cài LibreOffice trên máy chủ (Debian, Ubuntu: sudo apt install libreoffice-writer-nogui) để nạp thẳng";
const TO_PAGES: &str = "Hãy chuyển sang PNG, JPEG hoặc PDF rồi nạp bản đó, hoặc nạp bản Word hay PDF có chữ của văn bản";
const UNPACK: &str = "Hãy giải nén rồi nạp tệp văn bản ở bên trong";
const OTHER: &str = "Hãy chọn tệp văn bản, Word (.docx), HTML hoặc PDF của nghị quyết";

/// What to do about letters in pictures when nothing here recognises them.
pub(crate) const TO_OCR: &str = "Hãy cài chương trình nhận dạng chữ (OCR) tesseract kèm dữ liệu tiếng Việt (Debian, Ubuntu: sudo apt install tesseract-ocr tesseract-ocr-vie poppler-utils) rồi nạp lại; hoặc in lại từ bản có chữ, hoặc lấy bản Word hay PDF có chữ từ nơi ban hành";

/// Pictures by their first bytes.
const PICTURES: &[(&[u8], Picture)] = &[
    (b"\x89PNG\r\n\x1a\n", Picture::Png),
    (b"\xff\xd8\xff", Picture::Jpeg),
    (b"GIF87a", Picture::Gif),
    (b"GIF89a", Picture::Gif),
    (b"II*\0", Picture::Tiff),
    (b"MM\0*", Picture::Tiff),
];

/// Signatures at the first byte, what they are, and what to do.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"AT&TFORM", "tệp ảnh DjVu", TO_PAGES),
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
        return compound(bytes);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Look::Old(OldForm::Rtf);
    }
    if let Some((_, what, hint)) = SIGNATURES.iter().find(|(magic, _, _)| bytes.starts_with(magic))
    {
        return Look::Refused(Refused::Foreign { what, hint });
    }
    if let Some(picture) = picture(bytes) {
        return picture;
    }
    if head.windows(5).any(|window| window == b"%PDF-") { Look::Pdf } else { Look::Text }
}

/// Pictures by their first bytes, or by a kind that stands behind a length.
fn picture(bytes: &[u8]) -> Option<Look> {
    if let Some((_, picture)) = PICTURES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(Look::Picture(*picture));
    }
    let behind = bytes.get(8..12).unwrap_or_default();
    if bytes.starts_with(b"RIFF") && behind == b"WEBP" {
        return Some(Look::Picture(Picture::Webp));
    }
    if bytes.get(4..8) == Some(b"ftyp") && matches!(behind, b"heic" | b"heix" | b"mif1" | b"avif") {
        return Some(Look::Refused(Refused::Foreign { what: "tệp ảnh HEIC", hint: TO_PAGES }));
    }
    let bitmap = bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    bitmap.then_some(Look::Picture(Picture::Bmp))
}

/// Old Office files, and new ones locked with a password, share one container; its directory names the streams.
fn compound(bytes: &[u8]) -> Look {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") {
        return Look::Refused(Refused::Protected { what: "tệp Word, Excel hoặc PowerPoint" });
    }
    if holds("WordDocument") {
        let locked = Refused::Protected { what: OldForm::Doc.name() };
        return if is_locked_doc(bytes) { Look::Refused(locked) } else { Look::Old(OldForm::Doc) };
    }
    let (what, hint) = if holds("Workbook") || holds("Book") {
        ("bảng tính Excel đời cũ (.xls)", OTHER)
    } else if holds("PowerPoint Document") {
        ("bài trình chiếu PowerPoint (.ppt)", OTHER)
    } else {
        ("tệp Office đời cũ", TO_DOCX)
    };
    Look::Refused(Refused::Foreign { what, hint })
}

/// Whether a Word document of old says in its head that it is locked. Source: MS-DOC, 2.5.2, `fEncrypted`.
fn is_locked_doc(bytes: &[u8]) -> bool {
    let heads = bytes.chunks_exact(SECTOR).filter(|sector| sector.starts_with(&[0xec, 0xa5]));
    heads.map(|sector| sector[11]).any(|flags| flags & 1 == 1)
}

/// Why a form of old is not read without help.
pub(crate) fn old(form: OldForm) -> Refused {
    Refused::Foreign { what: form.name(), hint: TO_DOCX }
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

/// Packages of e-books and tables by their declared type; an archive of anything else. `None` for an OpenDocument text.
pub(crate) fn archive(declared: &str) -> Option<Refused> {
    let (what, hint) = match declared.trim() {
        "application/vnd.oasis.opendocument.text" => return None,
        "application/vnd.oasis.opendocument.spreadsheet" => {
            ("bảng tính OpenDocument (.ods)", OTHER)
        }
        "application/epub+zip" => ("sách điện tử EPUB", OTHER),
        _ => ("tệp nén ZIP", UNPACK),
    };
    Some(Refused::Foreign { what, hint })
}

/// Forms that are text on the outside and no document's words.
pub(crate) fn look_at_text(text: &str) -> Look {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let head: String = start.chars().take(2_000).collect();
    if head.starts_with("{\\rtf") {
        Look::Old(OldForm::Rtf)
    } else if head.starts_with("<?xml")
        && (head.contains("<pkg:package") || head.contains("wordDocument"))
    {
        Look::Old(OldForm::WordXml)
    } else if head.starts_with("MIME-Version:") && head.contains("multipart/related") {
        Look::Refused(Refused::Foreign { what: "trang web lưu một tệp (.mht)", hint: TO_DOCX })
    } else {
        Look::Text
    }
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
        check(&wide("WordDocument"), "Doc");
        check(&wide("EncryptedPackage"), "mật khẩu");
        check(&wide("Workbook"), ".xls");
        check(b"\x89PNG\r\n\x1a\n", "Png");
        check(b"RIFF\0\0\0\0WEBP", "Webp");
        check(b"{\\rtf1", "Rtf");
        check("Điều 1.".as_bytes(), "Text");
    }

    #[test]
    fn what_only_looks_like_text_is_named_too() {
        let check = |text: &str, expect| assert_eq!(look_at_text(text), expect, "{text}");
        check("\u{feff}{\\rtf1", Look::Old(OldForm::Rtf));
        check("<?xml version=\"1.0\"?><pkg:package>", Look::Old(OldForm::WordXml));
        check("Điều 1.", Look::Text);
    }

    #[test]
    fn a_locked_document_of_old_says_so_in_its_head() {
        let document = |flags: u8| {
            let name = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes);
            let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
            bytes.resize(SECTOR, 0);
            bytes.extend([0xec, 0xa5, 0xc1, 0, 0, 0, 0, 0, 0, 0, 0, flags]);
            bytes.resize(2 * SECTOR, 0);
            bytes.extend(name);
            look(&bytes)
        };
        assert_eq!(document(0x12), Look::Old(OldForm::Doc));
        assert!(matches!(document(0x13), Look::Refused(Refused::Protected { .. })));
    }
}
