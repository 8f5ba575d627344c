//! A report as a fragment of a page.
//!
//! **Takes** a report. **Gives** an `<article>` with one `<h1>`, real tables and links; no script, no inline style.
//! **Never** lets words become markup: `Page::words` is the only way in for them.

use crate::block::{
    Block, Cell, Column, ColumnKind, Letterhead, Marker, NATIONAL_MOTTO, NATIONAL_TITLE,
};
use crate::block::{Phrase, Report, Row, Table};
use crate::markup::{escape, page_link};

/// The fragment. A page that shows it has no other `<h1>`.
pub fn html(report: &Report) -> String {
    let mut page = Page::default();
    page.tag("<article class=\"report\">\n<header class=\"report-head\">\n");
    if let Some(letterhead) = &report.letterhead {
        page.letterhead(letterhead);
    }
    page.element("h1", "", &report.title);
    page.element("p", "report-subtitle", &report.subtitle);
    page.element("p", "report-plan", &report.plan);
    for line in &report.as_of {
        page.element("p", "report-as-of", line);
    }
    page.tag("</header>\n");
    for block in &report.blocks {
        page.block(block);
    }
    if !report.source_note.is_empty() {
        page.tag("<footer>\n");
        page.element("p", "report-source", &report.source_note);
        page.tag("</footer>\n");
    }
    page.tag("</article>\n");
    page.0
}

#[derive(Default)]
struct Page(String);

impl Page {
    /// Markup written in this file.
    fn tag(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Words of a report.
    fn words(&mut self, words: &str) {
        self.0.push_str(&escape(words));
    }

    fn element(&mut self, name: &'static str, class: &'static str, words: &str) {
        if words.is_empty() {
            return;
        }
        self.open(name, class);
        self.words(words);
        self.close(name);
    }

    fn open(&mut self, name: &'static str, class: &'static str) {
        self.tag("<");
        self.tag(name);
        if !class.is_empty() {
            self.tag(" class=\"");
            self.tag(class);
            self.tag("\"");
        }
        self.tag(">");
    }

    fn close(&mut self, name: &'static str) {
        self.tag("</");
        self.tag(name);
        self.tag(">\n");
    }

    fn letterhead(&mut self, head: &Letterhead) {
        self.tag("<div class=\"letterhead\">\n<div class=\"letterhead-issuer\">\n");
        self.element("p", "", head.parent.as_deref().unwrap_or_default());
        for line in &head.issuer {
            self.element("p", "letterhead-strong", line);
        }
        self.element("p", "", &head.number);
        self.tag("</div>\n<div class=\"letterhead-nation\">\n");
        self.element("p", "letterhead-strong", NATIONAL_TITLE);
        self.element("p", "letterhead-strong", NATIONAL_MOTTO);
        self.element("p", "letterhead-date", &head.place_and_date);
        self.tag("</div>\n</div>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                let name = match level {
                    0 | 1 => "h2",
                    2 => "h3",
                    _ => "h4",
                };
                self.element(name, "", text);
            }
            Block::Paragraph(phrases) => {
                self.tag("<p>");
                self.phrases(phrases);
                self.close("p");
            }
            Block::Table(table) => self.table(table),
            Block::Chart { svg, alt } => {
                self.tag("<figure class=\"report-chart\">\n");
                self.0.push_str(svg.as_str());
                self.element("figcaption", "", alt);
                self.close("figure");
            }
            Block::List { marker, items } => self.list(*marker, items),
        }
    }

    fn phrases(&mut self, phrases: &[Phrase]) {
        for phrase in phrases {
            self.linked(&phrase.text, phrase.link.as_deref());
        }
    }

    fn linked(&mut self, words: &str, link: Option<&str>) {
        match link.and_then(page_link) {
            Some(link) => {
                self.tag("<a href=\"");
                self.words(link);
                self.tag("\">");
                self.words(words);
                self.tag("</a>");
            }
            None => self.words(words),
        }
    }

    fn list(&mut self, marker: Marker, items: &[Vec<Phrase>]) {
        self.tag("<ul class=\"report-list\">\n");
        for (at, item) in items.iter().enumerate() {
            self.tag("<li>");
            if marker == Marker::Bracket {
                self.words(&marker.of(at));
                self.tag(" ");
            }
            self.phrases(item);
            self.close("li");
        }
        self.close("ul");
    }

    fn table(&mut self, table: &Table) {
        self.tag("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        self.words(&table.caption);
        self.tag("\">\n<table class=\"report-table\">\n");
        self.element("caption", "", &table.caption);
        self.tag("<thead>\n<tr>");
        for column in &table.columns {
            self.header_cell(column);
        }
        self.tag("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            self.row(&table.columns, row);
        }
        self.tag("</tbody>\n</table>\n</div>\n");
        for note in &table.notes {
            self.element("p", "table-note", note);
        }
    }

    fn header_cell(&mut self, column: &Column) {
        self.tag("<th scope=\"col\" class=\"");
        self.tag(class_of(column.kind));
        self.tag("\">");
        self.words(&column.words);
        if !column.unit.is_empty() {
            self.tag(" <span class=\"unit\">(");
            self.words(&column.unit);
            self.tag(")</span>");
        }
        self.tag("</th>");
    }

    fn row(&mut self, columns: &[Column], row: &Row) {
        self.tag(match row.level {
            0 => "<tr class=\"level-0\">",
            1 => "<tr class=\"level-1\">",
            _ => "<tr class=\"level-2\">",
        });
        for (at, column) in columns.iter().enumerate() {
            self.cell(column, row.cell(at));
        }
        self.tag("</tr>\n");
    }

    fn cell(&mut self, column: &Column, cell: &Cell) {
        let header = column.kind == ColumnKind::Name;
        self.tag(if header { "<th scope=\"row\" class=\"" } else { "<td class=\"" });
        self.tag(class_of(column.kind));
        self.tag("\">");
        match cell.status {
            Some(status) => {
                self.tag("<span class=\"status status-");
                self.tag(status.code);
                self.tag("\">");
                self.tag(status.glyph_svg);
                self.tag(" ");
                self.linked(&cell.text, cell.link.as_deref());
                self.tag("</span>");
            }
            None => self.value(cell),
        }
        self.tag(if header { "</th>" } else { "</td>" });
    }

    fn value(&mut self, cell: &Cell) {
        let Some(number) = cell.number else {
            return self.linked(&cell.text, cell.link.as_deref());
        };
        self.tag("<data value=\"");
        self.words(&number.value.to_string());
        self.tag("\">");
        self.linked(&cell.text, cell.link.as_deref());
        self.tag("</data>");
    }
}

fn class_of(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Ordinal => "ordinal",
        ColumnKind::Name => "name",
        ColumnKind::Text => "text",
        ColumnKind::Number => "number",
    }
}
