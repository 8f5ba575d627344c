//! What was recognised in pictures and may be wrong: codes `QY0517` to `QY0519` and `QY0521`, one function each.

use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_model::span::Span;

use super::doubt::{named, page_start};
use super::page::{Origin, Page};
use crate::layout::Layout;

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
///
/// Finds pages that hold no words of their own and were read by a program for recognising letters.
/// Matters: such a program confuses letters, marks and digits that look alike, also where it is sure.
/// Example: "51" read as "S1".
/// Do: compare the figures with the page before the plan is adopted.
fn recognised_pages(pages: &[u32], doubts: usize, span: Span) -> Diagnostic {
    let doubtful = match doubts {
        0 => String::new(),
        count => format!("; {count} từ chưa chắc"),
    };
    Diagnostic {
        code: "QY0517",
        severity: Severity::Warning,
        message: format!("Chữ ở {} được nhận dạng từ ảnh (OCR){doubtful}.", named(pages)),
        span,
        hint: Some("Đối chiếu với bản gốc, nhất là số liệu, đơn vị tính và tên riêng.".to_owned()),
    }
}

/// QY0518: a word that was recognised with doubt.
///
/// Finds words to which the program that recognised them gives little confidence, figures sooner than other words.
/// Matters: a wrong digit changes a target.
/// Example: "1.0I0".
/// Do: look at the word on the page and correct the text.
fn doubtful_word(text: &str, span: Span) -> Diagnostic {
    let word = span.of(text);
    let figure = word.contains(|c: char| c.is_ascii_digit());
    Diagnostic {
        code: "QY0518",
        severity: if figure { Severity::Warning } else { Severity::Note },
        message: format!("“{word}” được nhận dạng từ ảnh mà chưa chắc đúng."),
        span,
        hint: Some("Đối chiếu với chữ trên trang gốc.".to_owned()),
    }
}

/// QY0519: pages on which no letters were recognised.
///
/// Finds pages that are pictures and gave no words.
/// Matters: mostly blank backs of sheets and photographs; a page scanned too faintly looks the same.
/// Example: the back of the last sheet.
/// Do: look at the pages named.
fn blank_pages(pages: &[u32], span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0519",
        severity: Severity::Note,
        message: format!("Không nhận dạng được chữ nào ở {}.", named(pages)),
        span,
        hint: Some("Xem đó là trang trắng, ảnh chụp hay trang quét quá mờ.".to_owned()),
    }
}

/// QY0521: the words of these pages lie unseen under a picture.
///
/// Finds pages that are pictures with letters that leave no ink, as scanners make them searchable.
/// Matters: some other program recognised these letters, perhaps without knowing Vietnamese; nothing says how surely.
/// Example: "THONG QUA" under the picture of "THÔNG QUA".
/// Do: compare with the page, or let the pages be recognised here.
fn layered_pages(pages: &[u32], span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0521",
        severity: Severity::Warning,
        message: format!(
            "Chữ ở {} là lớp chữ ẩn dưới ảnh quét, do chương trình khác nhận dạng.",
            named(pages)
        ),
        span,
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
