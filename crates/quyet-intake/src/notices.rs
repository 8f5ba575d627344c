//! What the porch notices about a file: codes `QY05xx`, one function each.
//!
//! **Takes** where and how often. **Gives** diagnostics in the text that leaves the porch. **Never** decides.

use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_model::span::Span;

use crate::recognised::OldForm;

/// Shows at most this much of a text for a notice about a place. Unit: bytes.
const SHOWN_BYTES: usize = 80;

/// QY0501: the text was in an old encoding and was turned into Unicode.
///
/// Finds bytes of TCVN3 (ABC), VNI or Windows-1258, or the letters that such fonts leave in Word files and web pages.
/// Matters: an old font hides capitals and may hide a wrong letter, so names and units can differ from the paper.
/// Example: "Uû ban nh©n d©n" read as "Uỷ ban nhân dân".
/// Do: compare the page with the original once.
pub(crate) fn old_encoding(name: &str, lines: usize, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0501",
        severity: Severity::Warning,
        message: format!("Chữ theo bảng mã cũ {name} ở {lines} dòng, đã chuyển sang Unicode."),
        span: at,
        hint: Some(
            "Đối chiếu một lượt với bản gốc, nhất là chữ hoa, tên riêng và đơn vị tính.".to_owned(),
        ),
    }
}

/// QY0502: the text was in UTF-16 and was turned into UTF-8.
///
/// Finds the byte order mark of UTF-16.
/// Matters: little; every letter has one meaning in both, and places count bytes of the turned text.
/// Example: a file that Notepad saved as "Unicode".
/// Do: nothing.
pub(crate) fn utf16(at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0502",
        severity: Severity::Note,
        message: "Tệp theo bảng mã UTF-16, đã chuyển sang UTF-8.".to_owned(),
        span: at,
        hint: None,
    }
}

/// QY0503: tracked changes were taken as accepted.
///
/// Finds insertions, deletions and moves that nobody has accepted or rejected.
/// Matters: the paper may have been signed with the words before the change.
/// Example: "tăng ~~7~~ 8%" read as "tăng 8%".
/// Do: accept or reject the changes in Word, or compare with the signed paper.
pub(crate) fn tracked_changes(count: usize, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0503",
        severity: Severity::Warning,
        message: format!(
            "Tệp còn {count} chỗ sửa đổi được theo dõi chưa duyệt; đã đọc như thể mọi chỗ đều được chấp nhận."
        ),
        span: at,
        hint: Some(
            "Chấp nhận hoặc từ chối các chỗ sửa trong Word, hoặc đối chiếu với bản đã ký."
                .to_owned(),
        ),
    }
}

/// QY0504: comments were left out.
///
/// Finds comments beside the text.
/// Matters: a comment is not part of the document, yet it shows that the file is a draft.
/// Example: "Sở Tài chính xem lại số này" in the margin.
/// Do: make sure that the file is the adopted version.
pub(crate) fn comments(count: usize, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0504",
        severity: Severity::Note,
        message: format!(
            "Tệp có {count} ghi chú bên lề; chúng không thuộc văn bản nên không được đọc."
        ),
        span: at,
        hint: Some("Kiểm tra tệp có đúng là bản đã thông qua không.".to_owned()),
    }
}

/// QY0505: pictures and embedded objects hold words that were not read.
///
/// Finds pictures, charts, embedded sheets and foreign parts in a file whose text was read.
/// Matters: a scanned annex or an embedded sheet may hold targets.
/// Example: an annex pasted as a picture.
/// Do: look whether the pictures hold words of the document.
pub(crate) fn pictures(count: usize, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0505",
        severity: Severity::Note,
        message: format!("Tệp có {count} hình hoặc đối tượng nhúng; chữ bên trong không được đọc."),
        span: at,
        hint: Some("Xem các hình có phải là phụ lục hay bảng chỉ tiêu không.".to_owned()),
    }
}

/// QY0506: the signs of footnotes were left out of the sentences.
///
/// Finds footnotes and endnotes, and raised digits that are no power. The words of the notes stand behind the text.
/// Matters: a footnote's number glued to a value ("8%1") would change it, so its sign is left out of the sentence.
/// Example: "tăng 8%¹" read as "tăng 8%", with "[1] …" at the end.
/// Do: look whether a footnote changes a target.
pub(crate) fn footnotes(count: usize, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0506",
        severity: Severity::Note,
        message: format!(
            "Tệp có {count} dấu chú thích; dấu không được đọc vào câu, chữ của chú thích nằm ở cuối văn bản."
        ),
        span: at,
        hint: Some("Xem chú thích có làm thay đổi chỉ tiêu nào không.".to_owned()),
    }
}

/// QY0507: hidden words were left out.
///
/// Finds words that the file marks as hidden, which no reader sees on paper.
/// Matters: they may be leftovers of an earlier draft, or words hidden by mistake.
/// Example: a paragraph with the property "Hidden" in Word.
/// Do: show hidden text in Word and look.
pub(crate) fn hidden_words(count: usize, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0507",
        severity: Severity::Note,
        message: format!("Tệp có {count} chỗ chữ ẩn, không hiện khi in; chúng không được đọc."),
        span: at,
        hint: Some("Bật hiện chữ ẩn trong Word để kiểm tra.".to_owned()),
    }
}

/// QY0520: an installed program turned the file into a Word document, which was read.
///
/// Finds forms of old: `.doc`, RTF, OpenDocument, Word as XML.
/// Matters: the program may draw numbers and tables a little differently than the one that wrote the file.
/// Example: a resolution from 2005 as `.doc`.
/// Do: compare numbers of articles and tables with the original once.
pub(crate) fn converted(old: OldForm, program: &str, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0520",
        severity: Severity::Note,
        message: format!("Tệp là {}, được chuyển bằng {program} trước khi đọc.", old.name()),
        span: at,
        hint: Some("Đối chiếu số điều, khoản và các bảng với bản gốc một lượt.".to_owned()),
    }
}

/// The words at a place: the rest of its line, else the whole line, else the next line with words, else the last.
pub(crate) fn words_at(text: &str, at: usize) -> Span {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end);
    let after = || text.len() - text[at..].trim_start().len();
    let last = || text.trim_end().len();
    let lines =
        [at, line_start(at), after(), line_start(last())].map(|start| (start, line_end(start)));
    let found = lines.into_iter().find(|(start, end)| !text[*start..*end].trim().is_empty());
    let (start, end) = found.unwrap_or_default();
    let lead = text[start..end].len() - text[start..end].trim_start().len();
    let words = text[start..end].trim().len();
    Span::new(start + lead, cut(text, start + lead, start + lead + words))
}

fn cut(text: &str, start: usize, end: usize) -> usize {
    let mut stop = end.min(start + SHOWN_BYTES);
    while !text.is_char_boundary(stop) {
        stop -= 1;
    }
    stop
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_shows_its_words_on_their_line() {
        let text = "Điều 1.\n\nTăng 8%.\n";
        let check = |at, expect| assert_eq!(words_at(text, at).of(text), expect, "{at}");
        check(0, "Điều 1.");
        check(2, "iều 1.");
        check(10, "Điều 1.");
        check(11, "Tăng 8%.");
        check(text.len(), "Tăng 8%.");
        check(usize::MAX, "Tăng 8%.");
        assert!(words_at("", 3).is_empty());
    }
}
