//! What the reader of PDFs noticed and could not settle: codes `QY0511` to `QY0516`, one function each.

use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_model::span::Span;

use super::page::Page;
use crate::layout::Layout;
use crate::legacy;
use crate::notices::words_at;

/// All that is doubtful about a text drawn out of `pages`, of which `running` lines were left out.
pub(super) fn of(text: &str, layout: &Layout, pages: &[Page], running: usize) -> Vec<Diagnostic> {
    let numbers = |wanted: &dyn Fn(&Page) -> bool| -> Vec<u32> {
        (1..).zip(pages).filter(|(_, page)| wanted(page)).map(|(number, _)| number).collect()
    };
    let at = |pages: &[u32]| page_start(text, layout, pages.first().copied());
    let pictures = numbers(&Page::is_picture);
    let slanted = numbers(&|page| 0 < page.slanted);
    let cut = numbers(&|page| page.cut);
    let found = [
        lost_letters(text),
        implausible(text),
        (!slanted.is_empty()).then(|| slanted_words(&slanted, at(&slanted))),
        (!pictures.is_empty()).then(|| picture_pages(&pictures, at(&pictures))),
        (!cut.is_empty()).then(|| cut_pages(&cut, at(&cut))),
        (0 < running).then(|| running_lines(running, at(&[1]))),
    ];
    found.into_iter().flatten().collect()
}

/// QY0511: letters that the file draws without saying which they are.
///
/// Finds U+FFFD and letters of private areas.
/// Matters: a lost digit or mark changes a target.
/// Example: "tăng \u{FFFD}%".
/// Do: compare with the page, or take the Word file.
fn lost_letters(text: &str) -> Option<Diagnostic> {
    let lost = |c: char| c == '\u{FFFD}' || ('\u{E000}'..='\u{F8FF}').contains(&c);
    let count = text.chars().filter(|c| lost(*c)).count();
    let first = text.find(lost)?;
    let line = text[..first].rfind('\n').map_or(0, |at| at + 1);
    Some(Diagnostic {
        code: "QY0511",
        severity: Severity::Warning,
        message: format!("{count} chữ trong PDF không cho biết là chữ gì nên không đọc được."),
        span: words_at(text, line),
        hint: Some("Đối chiếu với trang gốc; nếu có bản Word thì nên nạp bản Word.".to_owned()),
    })
}

/// QY0512: the words do not look like Vietnamese.
///
/// Finds texts whose words with marks mostly are no syllables, or that have no marks at all.
/// Matters: the letters of the file are probably not what the page shows, so nothing that was read can be trusted.
/// Example: "HӝI ĈӖNG NHÂN DÂN".
/// Do: take the Word file, or have the printed page recognised.
fn implausible(text: &str) -> Option<Diagnostic> {
    let evidence = legacy::evidence(text);
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    let wrong = 20 <= evidence.words && evidence.share() < 7_000;
    let bare = 200 <= words && evidence.words * 20 < words;
    (wrong || bare).then(|| Diagnostic {
        code: "QY0512",
        severity: Severity::Warning,
        message:
            "Chữ lấy ra từ PDF không giống tiếng Việt; có thể phông chữ của tệp ghi sai mã chữ."
                .to_owned(),
        span: words_at(text, 0),
        hint: Some("Nạp bản Word của văn bản, hoặc nhận dạng chữ (OCR) từ trang in.".to_owned()),
    })
}

/// QY0513: words that do not run with the page were left out.
///
/// Finds letters drawn upwards, downwards or askew.
/// Matters: mostly stamps and watermarks, sometimes the heading of a narrow column.
/// Example: "BẢN SAO" across the page.
/// Do: look at the pages named.
fn slanted_words(pages: &[u32], span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0513",
        severity: Severity::Note,
        message: format!("Chữ in nghiêng chéo hoặc in dọc ở {} không được đọc.", named(pages)),
        span,
        hint: Some("Xem đó là dấu, chữ chìm hay tên cột của bảng.".to_owned()),
    }
}

/// QY0514: pages that are pictures.
///
/// Finds pages with a picture and hardly a word, in a file that otherwise has words.
/// Matters: a scanned annex may hold targets.
/// Example: a signed decision scanned, its annex exported from Word.
/// Do: take a file in which these pages have words.
fn picture_pages(pages: &[u32], span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0514",
        severity: Severity::Warning,
        message: format!(
            "Không có chữ ở {}, chỉ có hình; nội dung trong hình không được đọc.",
            named(pages)
        ),
        span,
        hint: Some(
            "Nếu đó là phần của nghị quyết: cài tesseract có tiếng Việt (sudo apt install tesseract-ocr tesseract-ocr-vie poppler-utils) rồi nạp lại, hoặc nạp bản có chữ."
                .to_owned(),
        ),
    }
}

/// QY0515: pages that were not read to their end.
///
/// Finds pages whose drawing breaks off or goes beyond the limits.
/// Matters: the rest of the page is missing from the text.
/// Example: a page damaged in transfer.
/// Do: get the file again.
fn cut_pages(pages: &[u32], span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0515",
        severity: Severity::Error,
        message: format!(
            "Không đọc được hết {}: tệp hỏng ở đó hoặc trang quá nhiều nét vẽ.",
            named(pages)
        ),
        span,
        hint: Some("Lấy lại tệp từ nơi gửi, hoặc mở rồi lưu lại thành PDF mới.".to_owned()),
    }
}

/// QY0516: running headers and footers were left out.
///
/// Finds lines at one place of three pages or more; bare page numbers are left out without a word.
/// Matters: little; should a line of the document itself repeat like that, it is missing.
/// Example: "CÔNG BÁO/Số 12" on every page.
/// Do: nothing, or look at the top and bottom of the pages.
fn running_lines(count: usize, span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0516",
        severity: Severity::Note,
        message: format!("Đã bỏ {count} dòng lặp lại ở đầu trang, chân trang."),
        span,
        hint: None,
    }
}

/// "trang 3", "các trang 3, 5 và 9", "12 trang (3, 5, 9 …)".
pub(super) fn named(pages: &[u32]) -> String {
    let shown: Vec<String> = pages.iter().take(6).map(ToString::to_string).collect();
    match shown.as_slice() {
        [one] => format!("trang {one}"),
        [others @ .., last] if pages.len() <= 6 => {
            format!("các trang {} và {last}", others.join(", "))
        }
        all => format!("{} trang ({} …)", pages.len(), all.join(", ")),
    }
}

/// The first words of a page; of the next page with words when it has none.
pub(super) fn page_start(text: &str, layout: &Layout, page: Option<u32>) -> Span {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if page <= layout.place(at).page && !line.trim().is_empty() {
            return words_at(text, at);
        }
        at += line.len();
    }
    words_at(text, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_named_shortly() {
        let check = |pages: &[u32], expect| assert_eq!(named(pages), expect);
        check(&[3], "trang 3");
        check(&[3, 5, 9], "các trang 3, 5 và 9");
        check(&[1, 2, 3, 4, 5, 6, 7], "7 trang (1, 2, 3, 4, 5, 6 …)");
    }

    #[test]
    fn text_of_a_font_with_wrong_codes_is_doubted() {
        let codes = |text: &str| -> Vec<&str> {
            of(text, &Layout::default(), &[], 0).iter().map(|found| found.code).collect()
        };
        assert_eq!(codes(&"Hội đồng nhân dân tỉnh quyết nghị. ".repeat(10)), [""; 0]);
        assert_eq!(codes(&"HӝI ĈӖNG NHÂN DÂN TӌNH ".repeat(10)), ["QY0512"]);
        assert_eq!(codes(&"Hoi dong nhan dan tinh ".repeat(50)), ["QY0512"]);
        assert_eq!(codes("Tăng \u{FFFD}%"), ["QY0511"]);
    }
}
