//! What the reader of PDFs noticed and could not settle: codes `QY0511` to `QY0516`, one function each.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_model::span::Span;

use super::page::Page;
use crate::layout::Layout;
use crate::legacy;
use crate::notices::words_at;

/// One page for each code of this file.
pub(crate) const PAGES: [Explained; 6] = [
    Explained::new(
        "QY0511",
        "",
        [
            "Chữ PDF không rõ",
            "Chữ được vẽ trong PDF mà tệp không cho biết là chữ gì.",
            "Mất một chữ số hoặc dấu có thể đổi cả chỉ tiêu.",
            "“tăng �%”.",
            "Đối chiếu với trang gốc, hoặc nạp bản Word.",
        ],
        [
            "Unknown letters in a PDF",
            "Letters that the file draws without saying which they are.",
            "A lost digit or mark changes a target.",
            "“tăng �%”.",
            "Compare with the page, or take the Word file.",
        ],
    ),
    Explained::new(
        "QY0512",
        "",
        [
            "Chữ không giống tiếng Việt",
            "Phần lớn chữ lấy ra không thành âm tiết tiếng Việt, hoặc không có dấu.",
            "Mã chữ trong tệp có thể khác chữ nhìn thấy; không nên tin nội dung đọc được.",
            "“HӝI ĈӖNG NHÂN DÂN”.",
            "Nạp bản Word, hoặc nhận dạng chữ từ trang in.",
        ],
        [
            "Words unlike Vietnamese",
            "Words that mostly are no Vietnamese syllables, or bear no marks at all.",
            "The letters in the file are probably not those on the page; what was read cannot be trusted.",
            "“HӝI ĈӖNG NHÂN DÂN”.",
            "Take the Word file, or have the printed page recognised.",
        ],
    ),
    Explained::new(
        "QY0513",
        "",
        [
            "Chữ nghiêng chéo, chữ dọc",
            "Chữ vẽ ngược, dọc hoặc chéo trang.",
            "Thường là dấu hoặc chữ chìm, đôi khi là tên cột hẹp của bảng.",
            "“BẢN SAO” chéo trang không được đọc.",
            "Xem các trang được nêu.",
        ],
        [
            "Words askew",
            "Letters drawn upwards, downwards or askew.",
            "Mostly stamps and watermarks, sometimes the name of a narrow column.",
            "“BẢN SAO” (copy) across the page is not read.",
            "Look at the pages named.",
        ],
    ),
    Explained::new(
        "QY0514",
        "",
        [
            "Trang chỉ có hình",
            "Trang có hình và hầu như không có chữ, trong một tệp có chữ.",
            "Phụ lục quét có thể chứa chỉ tiêu.",
            "Quyết định quét, phụ lục xuất từ Word: trang quét không được đọc.",
            "Nạp bản mà các trang đó có chữ.",
        ],
        [
            "Pages that are pictures",
            "Pages with a picture and hardly a word, in a file that otherwise has words.",
            "A scanned annex may hold targets.",
            "The scanned pages of a file are not read.",
            "Take a file in which these pages have words.",
        ],
    ),
    Explained::new(
        "QY0515",
        "",
        [
            "Trang không đọc hết",
            "Trang bị hỏng giữa chừng hoặc có quá nhiều nét vẽ.",
            "Phần còn lại của trang không có trong văn bản.",
            "Trang hỏng khi truyền tệp: phần sau chỗ hỏng bị bỏ.",
            "Lấy lại tệp.",
        ],
        [
            "Pages not read to their end",
            "Pages whose drawing breaks off or goes beyond the limits.",
            "The rest of the page is missing from the text.",
            "A page damaged in transfer: what follows the damage is lost.",
            "Get the file again.",
        ],
    ),
    Explained::new(
        "QY0516",
        "",
        [
            "Dòng lặp ở đầu, chân trang",
            "Dòng đứng cùng một chỗ trên từ ba trang trở lên; số trang được bỏ không báo.",
            "Ít khi quan trọng; nếu chính văn bản có dòng lặp như vậy thì dòng đó bị thiếu.",
            "“CÔNG BÁO/Số 12” ở mỗi trang được bỏ.",
            "Không phải làm gì, hoặc xem đầu và chân các trang.",
        ],
        [
            "Running headers and footers",
            "Lines at one place of three pages or more; bare page numbers are left out without a word.",
            "Little; a line of the document that repeats like that would be missing.",
            "“CÔNG BÁO/Số 12” on every page is left out.",
            "Nothing, or look at the top and bottom of the pages.",
        ],
    ),
];

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
fn lost_letters(text: &str) -> Option<Diagnostic> {
    let lost = |c: char| c == '\u{FFFD}' || ('\u{E000}'..='\u{F8FF}').contains(&c);
    let count = text.chars().filter(|c| lost(*c)).count();
    let first = text.find(lost)?;
    let line = text[..first].rfind('\n').map_or(0, |at| at + 1);
    Some(Diagnostic {
        code: "QY0511",
        severity: Severity::Warning,
        message: format!("{count} chữ trong PDF không cho biết là chữ gì nên không đọc được."),
        message_en: format!(
            "Letters of the PDF that do not say which they are, and could not be read: {count}."
        ),
        span: words_at(text, line),
        hint: Some("Đối chiếu với trang gốc; nếu có bản Word thì nên nạp bản Word.".to_owned()),
        hint_en: Some("Compare with the page; take the Word file if there is one.".to_owned()),
    })
}

/// QY0512: the words do not look like Vietnamese.
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
        message_en: "The words drawn out of the PDF do not look like Vietnamese; its fonts may give wrong codes for the letters.".to_owned(),
        span: words_at(text, 0),
        hint: Some("Nạp bản Word của văn bản, hoặc nhận dạng chữ (OCR) từ trang in.".to_owned()),
        hint_en: Some("Take the Word file of the document, or have the printed page recognised (OCR).".to_owned()),
    })
}

/// QY0513: words that do not run with the page were left out.
fn slanted_words(pages: &[u32], span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0513",
        severity: Severity::Note,
        message: format!("Chữ in nghiêng chéo hoặc in dọc ở {} không được đọc.", named(pages)),
        message_en: format!("Words printed askew or upright on {} were not read.", named_en(pages)),
        span,
        hint: Some("Xem đó là dấu, chữ chìm hay tên cột của bảng.".to_owned()),
        hint_en: Some(
            "See whether that is a stamp, a watermark or the name of a column.".to_owned(),
        ),
    }
}

/// QY0514: pages that are pictures.
fn picture_pages(pages: &[u32], span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0514",
        severity: Severity::Warning,
        message: format!(
            "Không có chữ ở {}, chỉ có hình; nội dung trong hình không được đọc.",
            named(pages)
        ),
        message_en: format!("There are no words on {}, only pictures; what the pictures show was not read.", named_en(pages)),
        span,
        hint: Some(
            "Nếu đó là phần của nghị quyết: cài tesseract có tiếng Việt (sudo apt install tesseract-ocr tesseract-ocr-vie poppler-utils) rồi nạp lại, hoặc nạp bản có chữ."
                .to_owned(),
        ),
        hint_en: Some("If they belong to the resolution, take a file with words or have them recognised (OCR) first.".to_owned()),
    }
}

/// QY0515: pages that were not read to their end.
fn cut_pages(pages: &[u32], span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0515",
        severity: Severity::Error,
        message: format!(
            "Không đọc được hết {}: tệp hỏng ở đó hoặc trang quá nhiều nét vẽ.",
            named(pages)
        ),
        message_en: format!(
            "Not all of {} could be read: the file is damaged there, or the page has too many strokes.",
            named_en(pages)
        ),
        span,
        hint: Some("Lấy lại tệp từ nơi gửi, hoặc mở rồi lưu lại thành PDF mới.".to_owned()),
        hint_en: Some(
            "Get the file again from its sender, or open it and save it as a new PDF.".to_owned(),
        ),
    }
}

/// QY0516: running headers and footers were left out.
fn running_lines(count: usize, span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0516",
        severity: Severity::Note,
        message: format!("Đã bỏ {count} dòng lặp lại ở đầu trang, chân trang."),
        message_en: format!("Lines that repeat at the top or bottom of pages, left out: {count}."),
        span,
        hint: None,
        hint_en: None,
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

/// "page 3", "pages 3, 5 and 9", "12 pages (3, 5, 9 …)".
pub(super) fn named_en(pages: &[u32]) -> String {
    let shown: Vec<String> = pages.iter().take(6).map(ToString::to_string).collect();
    match shown.as_slice() {
        [one] => format!("page {one}"),
        [others @ .., last] if pages.len() <= 6 => {
            format!("pages {} and {last}", others.join(", "))
        }
        all => format!("{} pages ({} …)", pages.len(), all.join(", ")),
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
        assert_eq!(named_en(&[3, 5, 9]), "pages 3, 5 and 9");
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
