//! A web page: tags to paragraphs, lists with their marks, and rows.
//!
//! **Takes** the page's text. **Gives** its words as a browser shows them. **Never** runs or fetches anything.
//! The tokenizer is html5gum; what the tags mean stands here.

mod list;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use crate::encoding::Decoded;
use crate::html::list::Lists;
use crate::scribe::{Mark, Merge, Scribe};
use crate::{Form, Received, Refused, written};

/// Tags that begin and end a paragraph.
const BLOCKS: &str = " address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure \
    footer form h1 h2 h3 h4 h5 h6 header hr html legend main p pre section summary tbody tfoot thead title ";

/// Tags whose words no reader of the page sees, or that are no part of the document.
const DROPPED: &str =
    " script style title noscript template svg select textarea button object iframe nav del ";

/// Tags that have no end.
const VOID: &str = " area base br col embed hr img input link meta source track wbr ";

/// Tags that show a page when they stand at its start or early in it.
const EVIDENCE: [&str; 9] =
    ["<html", "<!doctype html", "<body", "<head", "<table", "<div", "<p>", "<p ", "<meta"];

/// Whether a text is a web page: it begins with a tag, and a tag of pages stands early in it.
pub(crate) fn is_html(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if !start.starts_with('<') {
        return false;
    }
    let head: String = start.chars().take(4_000).collect::<String>().to_ascii_lowercase();
    EVIDENCE.iter().any(|tag| head.contains(tag))
}

/// Reads a web page.
pub(crate) fn read(decoded: &Decoded) -> Result<Received, Refused> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::default();
    for token in Tokenizer::new_with_emitter(decoded.text.as_str(), emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.start(&tag),
            Token::EndTag(tag) => page.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => page.words(&String::from_utf8_lossy(&words.value)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    let full = page.scribe.is_full();
    let piece = page.scribe.take();
    written::received(Form::Html, piece, full, decoded.diagnostics.clone())
}

#[derive(Debug, Default)]
struct Page {
    scribe: Scribe,
    lists: Lists,
    /// The tag whose content is dropped, and how deep we are in tags of its name.
    dropped: Option<(String, usize)>,
    /// Depth of `pre`, where blanks and breaks count.
    verbatim: usize,
    /// Depth of `sup`.
    raised: usize,
}

fn is_one_of(name: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == name)
}

fn attribute<'a>(tag: &'a StartTag<()>, name: &str) -> Option<std::borrow::Cow<'a, str>> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(&value.value))
}

fn number(tag: &StartTag<()>, name: &str) -> Option<usize> {
    attribute(tag, name)?.trim().parse().ok()
}

/// Whether the tag's own style keeps it from being shown.
fn is_hidden(tag: &StartTag<()>) -> bool {
    let style = attribute(tag, "style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    tag.attributes.contains_key(b"hidden".as_slice())
        || style.contains("display:none")
        || style.contains("mso-hide:all")
}

/// Whether the tag leads to a footnote, as Word and LibreOffice write it; not back from one.
fn is_note_link(tag: &StartTag<()>) -> bool {
    let target = attribute(tag, "href").unwrap_or_default();
    let notes = ["#_ftn", "#_edn", "#sdfootnote", "#sdendnote", "#fn", "#cite_note"];
    notes.iter().any(|note| target.starts_with(note))
        && !target.contains("ref")
        && !target.ends_with("anc")
}

impl Page {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some((dropped, depth)) = &mut self.dropped {
            *depth += usize::from(*dropped == name && !tag.self_closing);
            return;
        }
        if is_one_of(&name, VOID) {
            self.void(&name);
            return;
        }
        let hidden = is_hidden(tag);
        if hidden || is_one_of(&name, DROPPED) {
            if name == "del" {
                self.scribe.mark(Mark::Change);
            } else if hidden {
                self.scribe.mark(Mark::Hidden);
            } else if matches!(name.as_str(), "svg" | "object" | "iframe") {
                self.scribe.mark(Mark::Picture);
            }
            self.dropped = (!tag.self_closing).then_some((name, 1));
            return;
        }
        match name.as_str() {
            "table" => self.open_table(),
            "tr" => self.close_row(),
            "td" | "th" => self.open_cell(tag),
            "ol" | "ul" | "menu" => {
                self.scribe.end_paragraph();
                self.lists.open(&name, attribute(tag, "type").as_deref(), number(tag, "start"));
            }
            "li" => {
                self.scribe.end_paragraph();
                let mark = self.lists.item(number(tag, "value"));
                self.scribe.words(&mark);
            }
            "pre" => {
                self.scribe.end_paragraph();
                self.verbatim += 1;
            }
            "ins" => self.scribe.mark(Mark::Change),
            "sup" => self.raised += 1,
            "a" if is_note_link(tag) => {
                self.scribe.mark(Mark::Note);
                self.dropped = Some((name, 1));
            }
            _ if is_one_of(&name, BLOCKS) => self.end_block(),
            _ => {}
        }
    }

    /// The first paragraph of an item stands behind the item's mark.
    fn end_block(&mut self) {
        if !(self.lists.is_waiting() && self.lists.only_mark(&self.scribe)) {
            self.scribe.end_paragraph();
        }
    }

    fn void(&mut self, name: &str) {
        match name {
            "br" => self.scribe.words("\n"),
            "img" | "embed" => self.scribe.mark(Mark::Picture),
            "hr" => self.scribe.end_paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((dropped, depth)) = &mut self.dropped {
            *depth -= usize::from(dropped == name);
            if *depth == 0 {
                self.dropped = None;
            }
            return;
        }
        match name {
            "table" => {
                self.scribe.end_paragraph();
                self.scribe.close_table();
            }
            "tr" => self.close_row(),
            "td" | "th" | "li" => self.scribe.end_paragraph(),
            "ol" | "ul" | "menu" => {
                self.scribe.end_paragraph();
                self.lists.close();
            }
            "pre" => {
                self.scribe.end_paragraph();
                self.verbatim = self.verbatim.saturating_sub(1);
            }
            "sup" => self.raised = self.raised.saturating_sub(1),
            _ if is_one_of(name, BLOCKS) => self.scribe.end_paragraph(),
            _ => {}
        }
    }

    fn open_table(&mut self) {
        self.scribe.end_paragraph();
        self.scribe.open_table();
    }

    fn close_row(&mut self) {
        self.scribe.end_paragraph();
        self.scribe.close_row(true);
    }

    fn open_cell(&mut self, tag: &StartTag<()>) {
        self.scribe.end_paragraph();
        let columns = number(tag, "colspan").unwrap_or(1);
        let merge = number(tag, "rowspan").filter(|rows| 1 < *rows).map_or(Merge::Own, Merge::Rows);
        self.scribe.open_cell(columns, merge);
    }

    /// Runs of blanks are one blank, as a browser shows them; no-break spaces count as blanks.
    fn words(&mut self, words: &str) {
        if self.dropped.is_some() {
            return;
        }
        if 0 < self.raised {
            self.scribe.raised_words(words);
            return;
        }
        if 0 < self.verbatim {
            self.scribe.words(words);
            return;
        }
        let mut rest = words;
        while !rest.is_empty() {
            let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
            self.scribe.words(&rest[..word]);
            rest = &rest[word..];
            let blank = rest.len() - rest.trim_start().len();
            if blank != 0 && !self.scribe.ends_blank() {
                self.scribe.words(" ");
            }
            rest = &rest[blank..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expect: &str) {
        assert!(is_html(page), "{page}");
        let read = read(&page.to_owned().into()).map(|received| received.text);
        assert_eq!(read.as_deref(), Ok(expect));
    }

    #[test]
    fn paragraphs_and_entities_are_words() {
        check(
            "<!DOCTYPE html><html><head><title>Trang</title><style>p{}</style></head><body>\
             <p>Điều&nbsp;1.  Thu &lt; 5\n tỷ &amp; chi</p><script>1 < 2</script><div>a<br>b</div>đuôi</body></html>",
            "Điều 1. Thu < 5 tỷ & chi\na\nb\nđuôi\n",
        );
    }

    #[test]
    fn lists_say_their_marks() {
        check(
            "<p>Gồm:</p><ol><li>Một</li><li><p>Hai</p><ul><li>con</ul></ol><ol type=a start=3><li>xê<li value=5>e</ol>\
             <ol type=I><li>A</li></ol>",
            "Gồm:\n1. Một\n2. Hai\n- con\nc. xê\ne. e\nI. A\n",
        );
    }

    #[test]
    fn rows_stand_between_bars() {
        check(
            "<table><tr><th>Chỉ tiêu<th colspan=2>Kế hoạch</tr><tr><td rowspan=2>Thu ngân sách</td><td>5</td><td>tỷ</td></tr>\
             <tr><td>6</td><td><p>tỷ</p><p>đồng</p></td></tr></table>",
            "| Chỉ tiêu | Kế hoạch |  |\n| Thu ngân sách | 5 | tỷ |\n| Thu ngân sách | 6 | tỷ đồng |\n",
        );
    }

    #[test]
    fn what_is_hidden_or_deleted_is_left_out_and_counted() {
        let page = "<p>Tăng <del>7%</del> <ins>8%</ins><span style='display: none'>ẩn <span>x</span></span> so</p><img src=a>";
        let read = read(&page.to_owned().into()).expect("a page");
        assert_eq!(read.text, "Tăng 8% so\n");
        let codes: Vec<_> = read.diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, ["QY0503", "QY0507", "QY0505"]);
    }

    #[test]
    fn signs_of_notes_are_left_out() {
        check(
            "<p>Tăng 8%<a href='#_ftn1'>[1]</a>, 5 m<sup>2</sup>, 3%<sup>2</sup></p><p><a href='#_ftnref1'>[1]</a> Giá so sánh</p>",
            "Tăng 8%, 5 m2, 3%\n[1] Giá so sánh\n",
        );
    }

    #[test]
    fn a_text_with_signs_of_comparison_is_no_page() {
        assert!(!is_html("Tỷ lệ < 5% và <p>"));
        assert!(!is_html("<10,4 triệu"));
        assert!(is_html("\u{feff}\n<!-- x --><HTML>"));
    }
}
