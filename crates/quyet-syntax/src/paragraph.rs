//! Lines to paragraphs: what a page broke is joined, what the author broke stays broken.

use quyet_model::span::Span;

use crate::inline;
use crate::layout::{Layout, ends_sentence};
use crate::line::{Line, LineKind};
use crate::mark::{Mark, MarkKind};

/// Most paragraphs that a text of this length is cut into; what follows stays one paragraph. Unit of length: bytes.
///
/// A paragraph for every 80 bytes, and 50 000 for any text: no real document comes near, and a text of nothing but
/// marks cannot ask for a hundred times its length in memory.
pub fn paragraphs_max(bytes: usize) -> usize {
    (bytes / 80).clamp(50_000, 1_000_000)
}

/// A paragraph with the blank lines behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its lines and the blank lines behind it.
    pub span: Span,
    /// Its words from the first to the last, mark included.
    pub words: Span,
    /// The mark it opens with; `None` for plain words and rows.
    pub mark: Option<Mark>,
    /// Whether it is a row of a table.
    pub row: bool,
}

/// Joins lines to paragraphs; the spans tile the text. Linear.
pub fn paragraphs(text: &str, lines: &[Line]) -> Vec<Paragraph> {
    let layout = Layout::of(text, lines);
    let mut joiner = Joiner {
        text,
        layout,
        done: Vec::new(),
        open: None,
        blanks: 0,
        article: 0,
        table: Table::Outside,
    };
    for line in lines {
        joiner.push(line);
    }
    joiner.finish()
}

/// Where in a flattened table the reader stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    Outside,
    /// Behind a bar: a second bar ends the row, a blank line ends the table.
    Bar,
    /// Inside a cell.
    Cell,
}

struct Open {
    paragraph: Paragraph,
    /// Words of its last line.
    last: Span,
    last_width: usize,
    /// Brackets opened and not closed, as far as they go.
    depth: i32,
    /// Whether an odd number of emphasis marks was seen.
    bold: bool,
}

struct Joiner<'a> {
    text: &'a str,
    layout: Layout,
    done: Vec<Paragraph>,
    open: Option<Open>,
    blanks: usize,
    /// Number of the last article heading.
    article: u32,
    table: Table,
}

impl Joiner<'_> {
    fn push(&mut self, line: &Line) {
        match line.kind {
            LineKind::Blank => {
                self.blanks += 1;
                self.table = if self.table == Table::Cell { Table::Cell } else { Table::Outside };
                self.stretch(line);
            }
            LineKind::Bar => self.bar(line),
            LineKind::Row => {
                self.table = Table::Outside;
                self.start(line, None, true);
            }
            LineKind::Plain | LineKind::Marked(_) if self.table != Table::Outside => {
                self.table = Table::Cell;
                self.extend(line);
            }
            LineKind::Plain | LineKind::Marked(_) => self.words(line),
        }
        if line.kind != LineKind::Blank {
            self.blanks = 0;
        }
    }

    /// A bar alone: opens a row, parts two cells, or (twice) ends a row.
    fn bar(&mut self, line: &Line) {
        match self.table {
            Table::Bar
                if self
                    .open
                    .as_ref()
                    .is_some_and(|open| is_bars(open.paragraph.words.of(self.text))) =>
            {
                self.extend(line);
            }
            Table::Outside | Table::Bar => self.start(line, None, true),
            Table::Cell => self.extend(line),
        }
        self.table = Table::Bar;
    }

    fn words(&mut self, line: &Line) {
        let mark = line.mark().filter(|mark| self.is_heading(mark, line)).cloned();
        let joins =
            self.open.as_ref().is_some_and(|open| self.continues(open, line, mark.as_ref()));
        if joins {
            self.extend(line);
            return;
        }
        if let Some(mark) = mark.as_ref().filter(|mark| mark.kind == MarkKind::Article) {
            self.article = mark.number;
        }
        self.start(line, mark, false);
    }

    /// "Điều 2 Nghị quyết 124/2020/QH14" in running text looks like a heading and is none:
    /// a heading starts a paragraph and its number follows, or is 1.
    fn is_heading(&self, mark: &Mark, line: &Line) -> bool {
        if !mark.kind.is_division() {
            return true;
        }
        let title =
            line.words.of(self.text).get(mark.len..).unwrap_or("").trim_start_matches(['*', ' ']);
        if !mark.closed && names_document(title) {
            return false;
        }
        let inside = self.open.as_ref().is_some_and(|open| self.breaks_off(open));
        if mark.kind != MarkKind::Article {
            return !inside || mark.closed;
        }
        let follows = mark.number == 1 || mark.number == self.article + 1;
        let near = mark.closed && self.article < mark.number && mark.number <= self.article + 5;
        follows && (mark.closed || !inside) || near && !inside
    }

    /// Whether the words so far stop inside a sentence at the edge of the page.
    fn breaks_off(&self, open: &Open) -> bool {
        let gap = 0 < self.blanks && !self.layout.spaced;
        !gap && !open.paragraph.row
            && !ends_sentence(open.last.of(self.text))
            && self.layout.is_full(open.last_width)
    }

    fn continues(&self, open: &Open, line: &Line, mark: Option<&Mark>) -> bool {
        let last = open.last.of(self.text);
        let words = line.words.of(self.text);
        let gap = 0 < self.blanks && !self.layout.spaced;
        if open.paragraph.row {
            return false;
        }
        if is_bare(open, self.text) && mark.is_none() && starts_words(words) {
            return true;
        }
        if let Some(mark) = mark {
            return self.breaks_off(open) && is_joint(last, words, mark);
        }
        let lower = words.trim_start_matches(['*', '(', '"', '“']).starts_with(char::is_lowercase);
        let ended = ends_sentence(last);
        if !ended && !open.bold && is_cut_before_figure(open.last_width, last, words) {
            return true;
        }
        if gap {
            // Emphasis that the next line closes runs over the gap; any other was a slip.
            let closes = words.matches("**").count() % 2 == 1;
            let goes_on = if open.bold { closes } else { lower };
            return goes_on && !ended && !is_rule(last);
        }
        if is_rule(last) || is_rule(words) || is_title_line(words) {
            return false;
        }
        let unfinished = open.bold || 0 < open.depth || last.ends_with(',');
        if lower && (!ended || self.layout.is_wrapped()) || unfinished && !ended {
            return true;
        }
        let runs_on = self.layout.runs_on && self.blanks == 0 && !is_title_line(last);
        if runs_on || self.layout.is_full(open.last_width) {
            return true;
        }
        self.blanks == 0 && !ended && is_upper(last) && is_upper(words) && !is_title_line(last)
    }

    fn start(&mut self, line: &Line, mark: Option<Mark>, row: bool) {
        if paragraphs_max(self.text.len()) <= self.done.len() {
            self.stretch(line);
            self.lengthen(line);
            return;
        }
        let start = self.open.take().map_or(0, |open| {
            self.done.push(open.paragraph);
            line.span.start()
        });
        let paragraph =
            Paragraph { span: Span::new(start, line.span.end()), words: line.words, mark, row };
        let mut open =
            Open { paragraph, last: line.words, last_width: line.width, depth: 0, bold: false };
        balance(&mut open, line.words.of(self.text));
        self.open = Some(open);
    }

    fn extend(&mut self, line: &Line) {
        let text = self.text;
        if let Some(open) = &mut self.open {
            open.paragraph.span = open.paragraph.span.cover(line.span);
            open.paragraph.words = open.paragraph.words.cover(line.words);
            open.last = line.words;
            open.last_width = line.width;
            balance(open, line.words.of(text));
        } else {
            self.start(line, None, false);
        }
    }

    fn lengthen(&mut self, line: &Line) {
        if let Some(open) = &mut self.open {
            open.paragraph.words = open.paragraph.words.cover(line.words);
        }
    }

    /// Blank lines belong to the paragraph before them.
    fn stretch(&mut self, line: &Line) {
        if let Some(open) = &mut self.open {
            open.paragraph.span = open.paragraph.span.cover(line.span);
        }
    }

    fn finish(mut self) -> Vec<Paragraph> {
        self.done.extend(self.open.take().map(|open| open.paragraph));
        if self.done.is_empty() && !self.text.is_empty() {
            let span = Span::new(0, self.text.len());
            self.done.push(Paragraph { span, words: Span::new(0, 0), mark: None, row: false });
        }
        let mut out = Vec::with_capacity(self.done.len());
        let most = paragraphs_max(self.text.len());
        for paragraph in self.done {
            if out.len() < most {
                inline::split(self.text, paragraph, &mut out);
            } else {
                out.push(paragraph);
            }
        }
        out
    }
}

/// Follows brackets and emphasis through one more line. A bracket left open for long was a slip.
fn balance(open: &mut Open, words: &str) {
    let mut stars = 0;
    for byte in words.bytes() {
        stars = if byte == b'*' { stars + 1 } else { 0 };
        match byte {
            b'(' => open.depth += 1,
            b')' => open.depth = (open.depth - 1).max(0),
            // Every second star in a row is a mark of bold.
            b'*' if stars % 2 == 0 => open.bold = !open.bold,
            _ => {}
        }
    }
    if 1500 < open.paragraph.words.len() {
        open.depth = 0;
        open.bold = false;
    }
}

/// Whether the open paragraph is a mark and nothing else: "Điều 1" with its text on the next line.
fn is_bare(open: &Open, text: &str) -> bool {
    let words = open.paragraph.words.of(text);
    open.paragraph.mark.as_ref().is_some_and(|mark| {
        !mark.kind.is_plain()
            && words.get(mark.len..).unwrap_or("").trim_matches(['*', ' ', '\u{a0}']).is_empty()
    })
}

fn starts_words(words: &str) -> bool {
    words.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '*' | '"' | '“' | '('))
}

/// "… công nghiệp - xây dựng" at the edge of a page and "36%, dịch vụ 32%." on the next line. A cell of a table
/// ends no sentence, and a heading is no line of small letters.
fn is_cut_before_figure(last_width: usize, last: &str, words: &str) -> bool {
    let figure = words.starts_with(|c: char| c.is_ascii_digit());
    let goes_on = ends_sentence(words) || LINE_MIN < words.chars().count();
    let small = last.ends_with(|c: char| c.is_lowercase() || c == ',');
    figure && goes_on && small && LINE_MIN < last_width
}

/// A line shorter than this was not ended by the edge of a page. Unit: characters.
const LINE_MIN: usize = 40;

/// A dash between two names, or a number behind "điểm", "khoản", that the page's edge moved to a line's start.
fn is_joint(last: &str, words: &str, mark: &Mark) -> bool {
    let word = last.rsplit(' ').next().unwrap_or("").to_lowercase();
    if matches!(
        word.as_str(),
        "điểm" | "khoản" | "điều" | "mục" | "số" | "ngày" | "tháng" | "năm" | "quý" | "tiểu"
    ) {
        return true;
    }
    let behind = words.get(mark.len..).unwrap_or("").trim_start();
    let before = last.rsplit(' ').next().unwrap_or("");
    let names = before.starts_with(char::is_uppercase) && behind.starts_with(char::is_uppercase);
    let numbers = before.ends_with(|c: char| c.is_ascii_digit() || c == '%')
        && behind.starts_with(|c: char| c.is_ascii_digit());
    let pair = behind.starts_with(char::is_lowercase);
    mark.kind == MarkKind::Dash && (names || numbers || pair)
}

/// Words that name another document: "Điều 2 Nghị quyết …" cites, it does not head.
fn names_document(title: &str) -> bool {
    const KINDS: [&str; 9] = [
        "nghị quyết",
        "luật",
        "bộ luật",
        "quyết định",
        "nghị định",
        "thông tư",
        "chỉ thị",
        "kế hoạch số",
        "hiến pháp",
    ];
    let title: String = title.chars().take(16).flat_map(char::to_lowercase).collect();
    KINDS.iter().any(|kind| title.starts_with(kind))
}

/// A drawn line: "-------", "***", "_____".
fn is_rule(words: &str) -> bool {
    !words.chars().any(char::is_alphanumeric)
}

/// Bars without a cell between them.
fn is_bars(words: &str) -> bool {
    words.len() < 64 && !words.contains(char::is_alphanumeric)
}

fn is_upper(words: &str) -> bool {
    words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
}

/// Lines of a title page that never run on.
fn is_title_line(words: &str) -> bool {
    let words = words.trim_matches(['*', ' ', ':', '.']);
    matches!(
        words,
        "NGHỊ QUYẾT"
            | "QUYẾT NGHỊ"
            | "QUYẾT ĐỊNH"
            | "KẾ HOẠCH"
            | "PHỤ LỤC"
            | "BÁO CÁO"
            | "CHƯƠNG TRÌNH"
            | "TỜ TRÌNH"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::lines;

    fn check(text: &str, expect: &[&str]) {
        let found = paragraphs(text, &lines(text));
        let shown: Vec<String> = found
            .iter()
            .map(|p| p.words.of(text).split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(shown, expect, "{text}");
        assert_eq!(found.iter().map(|p| p.span.of(text)).collect::<String>(), text);
    }

    #[test]
    fn a_blank_after_every_visual_line_ends_no_paragraph() {
        let text = "Xét Tờ trình của Ủy ban nhân \n\ndân tỉnh về kế hoạch năm tới và \n\ntuyến đường từ xã Chợ Mới \n\n- Bắc Kạn theo kế hoạch của \n\nTrung ương. \n\nĐiều 1. Mục tiêu \n\n1. Chung \n\nPhát triển nhanh. \n";
        check(
            text,
            &[
                "Xét Tờ trình của Ủy ban nhân dân tỉnh về kế hoạch năm tới và tuyến đường từ xã Chợ Mới - Bắc Kạn theo kế hoạch của Trung ương.",
                "Điều 1. Mục tiêu",
                "1. Chung",
                "Phát triển nhanh.",
            ],
        );
    }

    #[test]
    fn hard_wraps_inside_bold_are_joined() {
        check(
            "**1. Phát triển đến\nnăm 2030**\n\n(1) Một;\n\n(2) Hai.",
            &["**1. Phát triển đến năm 2030**", "(1) Một;", "(2) Hai."],
        );
    }

    #[test]
    fn a_citation_that_wraps_is_no_heading() {
        let text = "Điều 1. Thông qua nội dung theo quy định tại\nĐiều 2 Nghị quyết 124/2020/QH14 và các văn bản\nliên quan của Trung ương.\nĐiều 2. Giao Ủy ban.";
        check(
            text,
            &[
                "Điều 1. Thông qua nội dung theo quy định tại Điều 2 Nghị quyết 124/2020/QH14 và các văn bản liên quan của Trung ương.",
                "Điều 2. Giao Ủy ban.",
            ],
        );
    }

    #[test]
    fn a_bare_article_takes_the_next_line_as_its_words() {
        check(
            "Điều 1\nThông qua kế hoạch.\nĐiều 2\nGiao Ủy ban.",
            &["Điều 1 Thông qua kế hoạch.", "Điều 2 Giao Ủy ban."],
        );
    }

    #[test]
    fn rows_of_a_flattened_table_end_at_a_double_bar() {
        check(
            "|\n1\n|\nĐiện\nlực\n|\n|\n2\n|\nNước\n|\n\nHết.",
            &["| 1 | Điện lực |", "| 2 | Nước |", "Hết."],
        );
    }
}
