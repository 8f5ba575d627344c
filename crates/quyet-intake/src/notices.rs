//! What the porch notices about a file: codes `QY05xx`, one function each.
//!
//! **Takes** where and how often. **Gives** diagnostics in the text that leaves the porch. **Never** decides.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_model::span::Span;

use crate::recognised::OldForm;

/// One page for each code of this file.
pub(crate) const PAGES: [Explained; 8] = [
    Explained::new(
        "QY0501",
        "",
        [
            "Bảng mã cũ",
            "Chữ theo TCVN3 (ABC), VNI hoặc Windows-1258, đã được chuyển sang Unicode.",
            "Phông cũ có thể làm mất chữ hoa hoặc sai một chữ, khiến tên và đơn vị khác với bản giấy.",
            "“Uû ban nh©n d©n” được đọc là “Uỷ ban nhân dân”.",
            "Đối chiếu một lượt với bản gốc.",
        ],
        [
            "An old encoding",
            "Words in TCVN3 (ABC), VNI or Windows-1258, turned into Unicode.",
            "Old fonts hide capitals and may hide a wrong letter, so names and units can differ from the paper.",
            "“Uû ban nh©n d©n” is read as “Uỷ ban nhân dân”.",
            "Compare with the original once.",
        ],
    ),
    Explained::new(
        "QY0502",
        "",
        [
            "Bảng mã UTF-16",
            "Tệp lưu theo UTF-16, đã chuyển sang UTF-8.",
            "Không ảnh hưởng đến chữ; chỉ vị trí được tính theo bản đã chuyển.",
            "Tệp lưu từ Notepad với lựa chọn “Unicode”.",
            "Không phải làm gì.",
        ],
        [
            "UTF-16",
            "A file in UTF-16, turned into UTF-8.",
            "Little: the letters are the same; places count in the turned text.",
            "A file that Notepad saved as “Unicode”.",
            "Nothing.",
        ],
    ),
    Explained::new(
        "QY0503",
        "",
        [
            "Sửa đổi chưa duyệt",
            "Tệp Word hoặc trang web còn chỗ thêm, xóa, chuyển chưa được chấp nhận hay từ chối.",
            "Bản giấy có thể đã được ký với chữ trước khi sửa.",
            "“tăng 7” bị xóa, “8%” được thêm: đọc là “tăng 8%”.",
            "Chấp nhận hoặc từ chối các chỗ sửa, hoặc đối chiếu với bản đã ký.",
        ],
        [
            "Open tracked changes",
            "Insertions, deletions and moves that nobody has accepted or rejected.",
            "The paper may have been signed with the words before the change.",
            "7 struck out and 8% inserted are read as 8%.",
            "Accept or reject the changes, or compare with the signed paper.",
        ],
    ),
    Explained::new(
        "QY0504",
        "",
        [
            "Ghi chú bên lề",
            "Tệp có ghi chú (comment) bên cạnh văn bản.",
            "Ghi chú không thuộc văn bản nhưng cho thấy tệp có thể là bản dự thảo.",
            "“Sở Tài chính xem lại số này” ở lề không được đọc.",
            "Kiểm tra tệp có đúng là bản đã thông qua không.",
        ],
        [
            "Comments",
            "Comments beside the text.",
            "A comment is no part of the document, yet it shows that the file may be a draft.",
            "A remark in the margin is not read.",
            "Make sure that the file is the adopted version.",
        ],
    ),
    Explained::new(
        "QY0505",
        "",
        [
            "Hình và đối tượng nhúng",
            "Hình, biểu đồ, bảng tính nhúng trong một tệp có chữ.",
            "Phụ lục quét hoặc bảng tính nhúng có thể chứa chỉ tiêu.",
            "Phụ lục dán dưới dạng hình không được đọc.",
            "Xem các hình có phải là phụ lục hay bảng chỉ tiêu không.",
        ],
        [
            "Pictures and embedded objects",
            "Pictures, charts and sheets embedded in a file with words.",
            "A scanned annex or an embedded sheet may hold targets.",
            "An annex pasted as a picture is not read.",
            "Look whether the pictures are annexes or tables of targets.",
        ],
    ),
    Explained::new(
        "QY0506",
        "",
        [
            "Dấu chú thích",
            "Chú thích cuối trang, cuối văn bản và chữ số nâng cao không phải lũy thừa.",
            "Số chú thích dính vào giá trị (“8%1”) sẽ làm sai giá trị nên được bỏ khỏi câu.",
            "“tăng 8%¹” được đọc là “tăng 8%”; lời chú thích nằm ở cuối văn bản.",
            "Xem chú thích có làm thay đổi chỉ tiêu nào không.",
        ],
        [
            "Footnote signs",
            "Footnotes, endnotes and raised digits that are no power.",
            "A footnote's number glued to a value (“8%1”) would change it, so it is left out of the sentence.",
            "“tăng 8%¹” is read as “tăng 8%”; the note stands at the end of the text.",
            "Look whether a footnote changes a target.",
        ],
    ),
    Explained::new(
        "QY0507",
        "",
        [
            "Chữ ẩn",
            "Chữ được đánh dấu ẩn, không hiện khi in.",
            "Có thể là phần sót của bản dự thảo, hoặc chữ bị ẩn nhầm.",
            "Đoạn có thuộc tính “Hidden” trong Word không được đọc.",
            "Bật hiện chữ ẩn trong Word để kiểm tra.",
        ],
        [
            "Hidden words",
            "Words marked as hidden, which do not print.",
            "They may be leftovers of a draft, or hidden by mistake.",
            "A paragraph with Word's property “Hidden” is not read.",
            "Show hidden text in Word and look.",
        ],
    ),
    Explained::new(
        "QY0520",
        "",
        [
            "Tệp dạng cũ đã được chuyển",
            "Tệp .doc, RTF, OpenDocument hoặc Word dạng XML, được một chương trình đã cài chuyển sang Word rồi đọc.",
            "Chương trình đó có thể đánh số và dựng bảng hơi khác chương trình đã soạn tệp.",
            "Nghị quyết năm 2005 lưu dạng .doc.",
            "Đối chiếu số điều, khoản và các bảng với bản gốc một lượt.",
        ],
        [
            "An old form was converted",
            "A .doc, RTF, OpenDocument or Word XML file that an installed program turned into a Word document, which was read.",
            "That program may draw numbers and tables a little differently than the one that wrote the file.",
            "A resolution from 2005 as .doc.",
            "Compare numbers of articles and tables with the original once.",
        ],
    ),
];

/// Shows at most this much of a text for a notice about a place. Unit: bytes.
const SHOWN_BYTES: usize = 80;

/// QY0501: the text was in an old encoding and was turned into Unicode.
pub(crate) fn old_encoding(name: &str, lines: usize, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0501",
        severity: Severity::Warning,
        message: format!("Chữ theo bảng mã cũ {name} ở {lines} dòng, đã chuyển sang Unicode."),
        message_en: format!("Lines in the old encoding {name}, turned into Unicode: {lines}."),
        span: at,
        hint: Some(
            "Đối chiếu một lượt với bản gốc, nhất là chữ hoa, tên riêng và đơn vị tính.".to_owned(),
        ),
        hint_en: Some(
            "Compare with the original once, above all capitals, names and units.".to_owned(),
        ),
    }
}

/// QY0502: the text was in UTF-16 and was turned into UTF-8.
pub(crate) fn utf16(at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0502",
        severity: Severity::Note,
        message: "Tệp theo bảng mã UTF-16, đã chuyển sang UTF-8.".to_owned(),
        message_en: "The file is in UTF-16; it was turned into UTF-8.".to_owned(),
        span: at,
        hint: None,
        hint_en: None,
    }
}

/// QY0503: tracked changes were taken as accepted.
pub(crate) fn tracked_changes(count: usize, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0503",
        severity: Severity::Warning,
        message: format!(
            "Tệp còn {count} chỗ sửa đổi được theo dõi chưa duyệt; đã đọc như thể mọi chỗ đều được chấp nhận."
        ),
        message_en: format!(
            "Tracked changes still open in the file: {count}; all were read as accepted."
        ),
        span: at,
        hint: Some(
            "Chấp nhận hoặc từ chối các chỗ sửa trong Word, hoặc đối chiếu với bản đã ký."
                .to_owned(),
        ),
        hint_en: Some(
            "Accept or reject the changes in Word, or compare with the signed paper.".to_owned(),
        ),
    }
}

/// QY0504: comments were left out.
pub(crate) fn comments(count: usize, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0504",
        severity: Severity::Note,
        message: format!(
            "Tệp có {count} ghi chú bên lề; chúng không thuộc văn bản nên không được đọc."
        ),
        message_en: format!(
            "Comments beside the text: {count}; they are not part of the document and were not read."
        ),
        span: at,
        hint: Some("Kiểm tra tệp có đúng là bản đã thông qua không.".to_owned()),
        hint_en: Some("Make sure that the file is the adopted version.".to_owned()),
    }
}

/// QY0505: pictures and embedded objects hold words that were not read.
pub(crate) fn pictures(count: usize, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0505",
        severity: Severity::Note,
        message: format!("Tệp có {count} hình hoặc đối tượng nhúng; chữ bên trong không được đọc."),
        message_en: format!(
            "Pictures or embedded objects in the file: {count}; words inside them were not read."
        ),
        span: at,
        hint: Some("Xem các hình có phải là phụ lục hay bảng chỉ tiêu không.".to_owned()),
        hint_en: Some("Look whether the pictures are annexes or tables of targets.".to_owned()),
    }
}

/// QY0506: the signs of footnotes were left out of the sentences.
pub(crate) fn footnotes(count: usize, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0506",
        severity: Severity::Note,
        message: format!(
            "Tệp có {count} dấu chú thích; dấu không được đọc vào câu, chữ của chú thích nằm ở cuối văn bản."
        ),
        message_en: format!(
            "Footnote signs in the file: {count}; they are left out of the sentences, and the notes stand at the end of the text."
        ),
        span: at,
        hint: Some("Xem chú thích có làm thay đổi chỉ tiêu nào không.".to_owned()),
        hint_en: Some("Look whether a footnote changes a target.".to_owned()),
    }
}

/// QY0507: hidden words were left out.
pub(crate) fn hidden_words(count: usize, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0507",
        severity: Severity::Note,
        message: format!("Tệp có {count} chỗ chữ ẩn, không hiện khi in; chúng không được đọc."),
        message_en: format!(
            "Places with hidden words, which do not print: {count}; they were not read."
        ),
        span: at,
        hint: Some("Bật hiện chữ ẩn trong Word để kiểm tra.".to_owned()),
        hint_en: Some("Show hidden text in Word and look.".to_owned()),
    }
}

/// QY0520: an installed program turned the file into a Word document, which was read.
pub(crate) fn converted(old: OldForm, program: &str, at: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0520",
        severity: Severity::Note,
        message: format!("Tệp là {}, được chuyển bằng {program} trước khi đọc.", old.name()),
        message_en: format!(
            "The file is of an old form and was converted by {program} before it was read."
        ),
        span: at,
        hint: Some("Đối chiếu số điều, khoản và các bảng với bản gốc một lượt.".to_owned()),
        hint_en: Some("Compare numbers of articles and tables with the original once.".to_owned()),
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
