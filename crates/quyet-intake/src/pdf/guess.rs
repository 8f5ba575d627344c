//! What was recognised in pictures and may be wrong: codes `QY0517` to `QY0519` and `QY0521`, one function each.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_model::span::Span;

use super::doubt::{named, named_en, page_start};
use super::page::{Origin, Page};
use crate::layout::Layout;

/// One page for each code of this file.
pub(crate) const PAGES: [Explained; 4] = [
    Explained::new(
        "QY0517",
        "",
        [
            "Chữ được nhận dạng từ ảnh",
            "Trang không có chữ, chỉ có ảnh; chữ được chương trình nhận dạng đọc ra.",
            "Chương trình nhận dạng có thể nhầm chữ, dấu và số giống nhau, cả khi nó chắc chắn.",
            "“51” bị đọc thành “S1”.",
            "Đối chiếu số liệu với trang gốc trước khi phê duyệt.",
        ],
        [
            "Words recognised in pictures",
            "Pages that hold no words of their own and were read by a program for recognising letters.",
            "Such a program confuses letters, marks and digits that look alike, also where it is sure.",
            "“51” read as “S1”.",
            "Compare the figures with the page before the plan is adopted.",
        ],
    ),
    Explained::new(
        "QY0518",
        "",
        [
            "Từ nhận dạng chưa chắc",
            "Từ mà chương trình nhận dạng ít tin là đúng; số được nêu trước chữ.",
            "Sai một chữ số là sai cả chỉ tiêu.",
            "“1.0I0”.",
            "Xem từ đó trên trang gốc rồi sửa.",
        ],
        [
            "A word recognised with doubt",
            "A word to which the program that recognised it gives little confidence; figures come before other words.",
            "A wrong digit changes a target.",
            "“1.0I0”.",
            "Look at the word on the page and correct it.",
        ],
    ),
    Explained::new(
        "QY0519",
        "",
        [
            "Trang không nhận dạng được chữ",
            "Trang là ảnh và không cho chữ nào.",
            "Thường là mặt sau để trắng hoặc ảnh chụp; trang quét quá mờ cũng như vậy.",
            "Mặt sau của tờ cuối.",
            "Xem các trang được nêu.",
        ],
        [
            "Pages without recognised words",
            "Pages that are pictures and gave no words.",
            "Mostly blank backs of sheets and photographs; a page scanned too faintly looks the same.",
            "The back of the last sheet.",
            "Look at the pages named.",
        ],
    ),
    Explained::new(
        "QY0521",
        "",
        [
            "Lớp chữ ẩn dưới ảnh quét",
            "Trang là ảnh, có kèm lớp chữ không nhìn thấy như máy quét vẫn tạo để tìm kiếm.",
            "Chữ đó do chương trình khác nhận dạng, có thể không biết tiếng Việt; không rõ đúng đến đâu.",
            "“THONG QUA” dưới ảnh của “THÔNG QUA”.",
            "Đối chiếu với trang gốc, hoặc để máy này nhận dạng lại.",
        ],
        [
            "Unseen words under a scan",
            "Pages that are pictures with letters that leave no ink, as scanners make them searchable.",
            "Some other program recognised these letters, perhaps without knowing Vietnamese; nothing says how surely.",
            "“THONG QUA” under the picture of “THÔNG QUA”.",
            "Compare with the page, or have the pages recognised here.",
        ],
    ),
];

/// Words named one by one; the others are counted.
const NAMED_MAX: usize = 200;

/// All that is doubtful about the recognised ones among `pages`; `doubts` are the words that were recognised badly.
pub(super) fn of(text: &str, layout: &Layout, pages: &[Page], doubts: &[Span]) -> Vec<Diagnostic> {
    let numbers = |wanted: &dyn Fn(&Page) -> bool| -> Vec<u32> {
        (1..)
            .zip(pages)
            .filter(|(_, page)| page.origin == Origin::Recognised && wanted(page))
            .map(|(n, _)| n)
            .collect()
    };
    let at = |pages: &[u32]| page_start(text, layout, pages.first().copied());
    let (seen, blank) = (numbers(&|page| 0 < page.letters()), numbers(&|page| page.letters() == 0));
    let layered: Vec<u32> = (1..)
        .zip(pages)
        .filter(|(_, page)| page.origin == Origin::Layered)
        .map(|(number, _)| number)
        .collect();
    let mut out = Vec::new();
    out.extend((!layered.is_empty()).then(|| layered_pages(&layered, at(&layered))));
    out.extend((!seen.is_empty()).then(|| recognised_pages(&seen, doubts.len(), at(&seen))));
    out.extend((!blank.is_empty()).then(|| blank_pages(&blank, at(&blank))));
    // Figures first: a wrong digit costs more than a wrong letter.
    let fits = |span: &&Span| !span.of(text).is_empty();
    let (figures, words): (Vec<Span>, Vec<Span>) = doubts
        .iter()
        .filter(fits)
        .partition(|span| span.of(text).contains(|c: char| c.is_ascii_digit()));
    out.extend(figures.into_iter().chain(words).take(NAMED_MAX).map(|at| doubtful_word(text, at)));
    out
}

/// QY0517: words of these pages were recognised in pictures.
fn recognised_pages(pages: &[u32], doubts: usize, span: Span) -> Diagnostic {
    let doubtful = match doubts {
        0 => String::new(),
        count => format!("; {count} từ chưa chắc"),
    };
    Diagnostic {
        code: "QY0517",
        severity: Severity::Warning,
        message: format!("Chữ ở {} được nhận dạng từ ảnh (OCR){doubtful}.", named(pages)),
        message_en: format!(
            "The words on {} were recognised in pictures (OCR); doubtful words: {doubts}.",
            named_en(pages)
        ),
        span,
        hint: Some("Đối chiếu với bản gốc, nhất là số liệu, đơn vị tính và tên riêng.".to_owned()),
        hint_en: Some(
            "Compare with the original, above all figures, units of measure and names.".to_owned(),
        ),
    }
}

/// QY0518: a word that was recognised with doubt.
fn doubtful_word(text: &str, span: Span) -> Diagnostic {
    let word = span.of(text);
    let figure = word.contains(|c: char| c.is_ascii_digit());
    Diagnostic {
        code: "QY0518",
        severity: if figure { Severity::Warning } else { Severity::Note },
        message: format!("“{word}” được nhận dạng từ ảnh mà chưa chắc đúng."),
        message_en: format!("“{word}” was recognised in a picture and may be wrong."),
        span,
        hint: Some("Đối chiếu với chữ trên trang gốc.".to_owned()),
        hint_en: Some("Compare with the word on the page.".to_owned()),
    }
}

/// QY0519: pages on which no letters were recognised.
fn blank_pages(pages: &[u32], span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0519",
        severity: Severity::Note,
        message: format!("Không nhận dạng được chữ nào ở {}.", named(pages)),
        message_en: format!("No words were recognised on {}.", named_en(pages)),
        span,
        hint: Some("Xem đó là trang trắng, ảnh chụp hay trang quét quá mờ.".to_owned()),
        hint_en: Some(
            "See whether that is a blank page, a photograph or a page scanned too faintly."
                .to_owned(),
        ),
    }
}

/// QY0521: the words of these pages lie unseen under a picture.
fn layered_pages(pages: &[u32], span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0521",
        severity: Severity::Warning,
        message: format!(
            "Chữ ở {} là lớp chữ ẩn dưới ảnh quét, do chương trình khác nhận dạng.",
            named(pages)
        ),
        message_en: format!(
            "The words on {} are an unseen layer under the scanned picture, recognised by another program.",
            named_en(pages)
        ),
        span,
        hint_en: Some(
            "Compare with the original, above all figures; or install tesseract with Vietnamese and take the file in again."
                .to_owned(),
        ),
        hint: Some(
            "Đối chiếu với bản gốc, nhất là số liệu; hoặc cài tesseract có tiếng Việt (sudo apt install tesseract-ocr tesseract-ocr-vie poppler-utils) rồi nạp lại."
                .to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_first_and_weigh_more() {
        let text = "Thu ngan sach 9S ty";
        let doubts = [Span::new(4, 8), Span::new(14, 16)];
        let found = of(text, &Layout::default(), &[], &doubts);
        let shown: Vec<(&str, Severity)> =
            found.iter().map(|found| (found.span.of(text), found.severity)).collect();
        assert_eq!(shown, [("9S", Severity::Warning), ("ngan", Severity::Note)]);
    }
}
