//! Which files are taken in: how long, how many, and of which kinds.
//!
//! **Takes** files by the name that people gave them and their bytes. **Gives** nothing, or a refusal that names the file.
//! **Never** believes a name or a declared type: a kind is what the bytes are.
//! Start reading at [`AttachmentRule::check`]. Reading a file afterwards is the porch's business ([`crate::porch`]).

use std::collections::BTreeSet;

use quyet_intake::INPUT_BYTES_MAX;
use thiserror::Error;

/// What the bytes of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A PDF.
    Pdf,
    /// A Word document (Office Open XML).
    Word,
    /// An Excel workbook (Office Open XML).
    Excel,
    /// An OpenDocument file.
    OpenDocument,
    /// A file of Word, Excel or PowerPoint before 2007, or a locked newer one.
    OldOffice,
    /// Rich text.
    Rtf,
    /// A picture of pages: PNG, JPEG, TIFF, GIF, WebP, BMP.
    Picture,
    /// A web page.
    Html,
    /// A drawing that may hold scripts.
    Svg,
    /// Words, in whichever encoding: plain, Markdown, CSV.
    Text,
    /// An archive that is no document.
    Archive,
    /// A program.
    Program,
    /// Bytes of no known form.
    Unknown,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Pdf,
        Self::Word,
        Self::Excel,
        Self::OpenDocument,
        Self::OldOffice,
        Self::Rtf,
        Self::Picture,
        Self::Html,
        Self::Svg,
        Self::Text,
        Self::Archive,
        Self::Program,
        Self::Unknown,
    ];

    /// The word for it in settings.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Word => "docx",
            Self::Excel => "xlsx",
            Self::OpenDocument => "odf",
            Self::OldOffice => "doc",
            Self::Rtf => "rtf",
            Self::Picture => "picture",
            Self::Html => "html",
            Self::Svg => "svg",
            Self::Text => "text",
            Self::Archive => "archive",
            Self::Program => "program",
            Self::Unknown => "unknown",
        }
    }

    /// The kind that settings name so.
    pub fn by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// What people call it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Word => "Word (.docx)",
            Self::Excel => "Excel (.xlsx)",
            Self::OpenDocument => "OpenDocument (.odt, .ods)",
            Self::OldOffice => "Office đời cũ (.doc, .xls)",
            Self::Rtf => "RTF",
            Self::Picture => "ảnh chụp trang",
            Self::Html => "trang web (.html)",
            Self::Svg => "hình vẽ SVG",
            Self::Text => "văn bản thuần",
            Self::Archive => "tệp nén",
            Self::Program => "chương trình",
            Self::Unknown => "không rõ loại",
        }
    }

    /// What the bytes are. Linear.
    pub fn of(bytes: &[u8]) -> Self {
        let begins = |magics: &[&[u8]]| magics.iter().any(|magic| bytes.starts_with(magic));
        if begins(&[b"PK\x03\x04", b"PK\x05\x06"]) {
            return package(bytes);
        }
        if begins(&[b"\xd0\xcf\x11\xe0"]) {
            return Self::OldOffice;
        }
        if begins(&[b"{\\rtf"]) {
            return Self::Rtf;
        }
        let words = is_text(bytes);
        if begins(&[b"\x7fELF", b"#!/"]) || (begins(&[b"MZ"]) && !words) {
            return Self::Program;
        }
        if begins(&[
            b"Rar!\x1a\x07",
            b"7z\xbc\xaf\x27\x1c",
            b"\x1f\x8b",
            b"BZh91AY&SY",
            b"\xfd7zXZ",
        ]) {
            return Self::Archive;
        }
        if is_picture(bytes) {
            return Self::Picture;
        }
        let head = &bytes[..bytes.len().min(HEAD)];
        if holds(head, b"%PDF-") {
            return Self::Pdf;
        }
        if words { text(head) } else { Self::Unknown }
    }
}

/// How far into a file a signature is looked for that may stand behind something else. Unit: bytes.
const HEAD: usize = 1024;

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// The names in a package stand in it as they are, whatever is compressed.
fn package(bytes: &[u8]) -> Kind {
    if holds(bytes, b"mimetypeapplication/vnd.oasis.opendocument.") {
        Kind::OpenDocument
    } else if !holds(bytes, b"[Content_Types].xml") {
        Kind::Archive
    } else if holds(bytes, b"word/") {
        Kind::Word
    } else if holds(bytes, b"xl/") {
        Kind::Excel
    } else {
        Kind::Archive
    }
}

fn is_picture(bytes: &[u8]) -> bool {
    const MAGICS: [&[u8]; 6] =
        [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*"];
    let behind = bytes.get(8..12).unwrap_or_default();
    MAGICS.iter().any(|magic| bytes.starts_with(magic))
        || (bytes.starts_with(b"RIFF") && behind == b"WEBP")
        || (bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]))
}

/// Words hold no zero byte, or, in UTF-16, only zeros at every other place.
fn is_text(bytes: &[u8]) -> bool {
    let zero_at = |odd: usize| bytes.iter().skip(odd).step_by(2).any(|byte| *byte == 0);
    !(zero_at(0) && zero_at(1))
}

/// Words that are a web page or a drawing, whatever their encoding.
fn text(head: &[u8]) -> Kind {
    let plain = head.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase);
    let plain: Vec<u8> = plain.collect();
    if holds(&plain, b"<svg") {
        Kind::Svg
    } else if [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<script"]
        .iter()
        .any(|tag| holds(&plain, tag))
    {
        Kind::Html
    } else {
        Kind::Text
    }
}

/// Which files are taken in.
#[doc(alias = "giới hạn tệp đính kèm")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentRule {
    /// Most bytes in one file.
    bytes_max: usize,
    /// Most files in one act.
    files_max: usize,
    /// Kinds that are taken.
    kinds: BTreeSet<Kind>,
}

impl Default for AttachmentRule {
    /// What the porch reads at most, and every kind that it reads or that reports are published in.
    fn default() -> Self {
        let refused = [Kind::Svg, Kind::Archive, Kind::Program, Kind::Unknown];
        let kinds = Kind::ALL.into_iter().filter(|kind| !refused.contains(kind)).collect();
        Self { bytes_max: INPUT_BYTES_MAX, files_max: 20, kinds }
    }
}

/// Why files were not taken. Nothing of them was kept.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AttachmentRefused {
    /// A file is too long.
    #[error(
        "tệp “{name}” dài {bytes} byte, quá giới hạn {max} byte; hãy tách riêng phần cần nộp rồi nộp lại"
    )]
    TooLong {
        /// Name of the file.
        name: String,
        /// Its length.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// There are too many files.
    #[error("có {count} tệp, quá giới hạn {max} tệp một lần; hãy chia ra nhiều lần")]
    TooMany {
        /// How many.
        count: usize,
        /// The limit.
        max: usize,
    },
    /// A file is of a kind that is not taken.
    #[error(
        "tệp “{name}” là {}, không thuộc loại được nhận ({taken}); hãy chuyển sang một trong các loại ấy rồi nộp lại",
        .kind.words()
    )]
    Kind {
        /// Name of the file.
        name: String,
        /// What its bytes are.
        kind: Kind,
        /// The kinds that are taken, in words.
        taken: String,
    },
}

impl AttachmentRule {
    /// A rule; limits of 0 and more than the porch reads come to the nearest that makes sense.
    pub fn new(bytes_max: usize, files_max: usize, kinds: BTreeSet<Kind>) -> Self {
        let bytes_max = bytes_max.clamp(1, INPUT_BYTES_MAX);
        Self { bytes_max, files_max: files_max.max(1), kinds }
    }

    /// Most bytes in one file.
    pub fn bytes_max(&self) -> usize {
        self.bytes_max
    }

    /// Checks the files of one act, each by its name and bytes.
    ///
    /// # Errors
    /// [`AttachmentRefused`] names the first file that is not taken.
    pub fn check(&self, files: &[(&str, &[u8])]) -> Result<(), AttachmentRefused> {
        if self.files_max < files.len() {
            return Err(AttachmentRefused::TooMany { count: files.len(), max: self.files_max });
        }
        files.iter().try_for_each(|(name, bytes)| self.check_one(name, bytes))
    }

    fn check_one(&self, name: &str, bytes: &[u8]) -> Result<(), AttachmentRefused> {
        let name = name.to_owned();
        if self.bytes_max < bytes.len() {
            let (bytes, max) = (bytes.len(), self.bytes_max);
            return Err(AttachmentRefused::TooLong { name, bytes, max });
        }
        let kind = Kind::of(bytes);
        if self.kinds.contains(&kind) {
            return Ok(());
        }
        let taken: Vec<&str> = self.kinds.iter().map(|kind| kind.words()).collect();
        Err(AttachmentRefused::Kind { name, kind, taken: taken.join(", ") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_what_the_bytes_are() {
        let check = |bytes: &[u8], kind: Kind| assert_eq!(Kind::of(bytes), kind, "{bytes:?}");
        check("Điều 1. Thông qua kế hoạch.".as_bytes(), Kind::Text);
        check(b"", Kind::Text);
        check(b"\xff\xfeD\0i\0", Kind::Text);
        check(b"ma,ten\n1,2\n", Kind::Text);
        check(b"%PDF-1.7\n", Kind::Pdf);
        check(b"\n\n%PDF-1.4", Kind::Pdf);
        check(b"PK\x03\x04...[Content_Types].xml...word/document.xml", Kind::Word);
        check(b"PK\x03\x04...[Content_Types].xml...xl/workbook.xml", Kind::Excel);
        check(b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.text", Kind::OpenDocument);
        check(b"PK\x03\x04...virus.exe", Kind::Archive);
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::OldOffice);
        check(b"{\\rtf1", Kind::Rtf);
        check(b"\x89PNG\r\n\x1a\n", Kind::Picture);
        check(b"RIFF\x10\0\0\0WEBP", Kind::Picture);
        check(b"MZ\x90\0\0", Kind::Program);
        check(b"#!/bin/sh\n", Kind::Program);
        check(b"\x1f\x8b\x08\0", Kind::Archive);
        check(b"\x01\0\0\x02\0\0", Kind::Unknown);
        check(b"<?xml version='1.0'?><svg onload='alert(1)'/>", Kind::Svg);
        check(b" <!DOCTYPE html><p>", Kind::Html);
        check(b"<\0S\0V\0G\0", Kind::Svg);
        check(b"x<script>alert(1)</script>", Kind::Html);
    }

    #[test]
    fn a_refusal_names_the_file_and_says_what_to_do() {
        let rule = AttachmentRule::new(10, 2, [Kind::Text].into());
        let check = |files: &[(&str, &[u8])], expect: &str| {
            let refused = rule.check(files).expect_err("not to be taken");
            assert_eq!(refused.to_string(), expect);
        };
        assert_eq!(rule.check(&[("nq.txt", b"Dieu 1.")]), Ok(()));
        check(
            &[("a.txt", b"Dieu 1."), ("dai.txt", b"Dieu 1. Dieu 2.")],
            "tệp “dai.txt” dài 15 byte, quá giới hạn 10 byte; hãy tách riêng phần cần nộp rồi nộp lại",
        );
        check(
            &[("a", b"a"), ("b", b"b"), ("c", b"c")],
            "có 3 tệp, quá giới hạn 2 tệp một lần; hãy chia ra nhiều lần",
        );
        check(
            &[("nghi-quyet.txt", b"MZ\x90\0\0")],
            "tệp “nghi-quyet.txt” là chương trình, không thuộc loại được nhận (văn bản thuần); hãy chuyển sang một trong các loại ấy rồi nộp lại",
        );
    }

    #[test]
    fn settings_name_every_kind_and_limits_make_sense() {
        for kind in Kind::ALL {
            assert_eq!(Kind::by_key(kind.key()), Some(kind));
        }
        assert_eq!(Kind::by_key("exe"), None);
        assert_eq!(AttachmentRule::new(0, 0, BTreeSet::new()).bytes_max(), 1);
        assert_eq!(
            AttachmentRule::new(usize::MAX, 1, BTreeSet::new()).bytes_max(),
            INPUT_BYTES_MAX
        );
    }
}
