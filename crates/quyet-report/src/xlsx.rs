//! A report as a workbook.
//!
//! **Takes** a report. **Gives** one sheet, A4, that prints as the annex does and that people can calculate with:
//! numbers are numbers, shares are live formulas with their results stored, headers repeat and stay in view.
//! The column widths are those of the widest table; floating point appears only where the file format asks for it.

mod face;
mod grid;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::block::plain_words;
use crate::block::{
    Block, Letterhead, Marker, NATIONAL_MOTTO, NATIONAL_TITLE, Phrase, Report, Table,
};
use crate::markup::{web_link, xml_text};
use crate::render::RenderError;
use face::{Face, face};

/// The bytes.
///
/// # Errors
/// [`RenderError::Xlsx`] when the report exceeds the limits of a sheet.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, RenderError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_timestamp(report.created.as_second())?;
    let properties = DocProperties::new().set_title(clip(&report.title, 255));
    workbook.set_properties(&properties.set_creation_datetime(&created));
    let mut sheet = Sheet::new(report)?;
    if let Some(letterhead) = &report.letterhead {
        sheet.letterhead(letterhead)?;
    }
    sheet.line(&report.title, Face::Title)?;
    sheet.line(&report.subtitle, Face::Subtitle)?;
    let mut clocks = vec![report.plan.as_str()];
    clocks.extend(report.as_of.iter().map(String::as_str));
    clocks.retain(|line| !line.is_empty());
    sheet.line(&clocks.join(". "), Face::Note)?;
    for block in &report.blocks {
        sheet.block(block)?;
    }
    sheet.line(&report.source_note, Face::Note)?;
    workbook.push_worksheet(sheet.page);
    Ok(workbook.save_to_buffer()?)
}

/// A sheet being filled from the top.
struct Sheet {
    page: Worksheet,
    /// Next free row.
    row: u32,
    /// Widths of the columns in letters; never empty.
    widths: Vec<u16>,
    /// Whether a table has already claimed the repeated rows.
    framed: bool,
}

impl Sheet {
    fn new(report: &Report) -> Result<Self, XlsxError> {
        let mut page = Worksheet::new();
        page.set_name("Kết quả")?;
        page.set_paper_size(9);
        if report.landscape {
            page.set_landscape();
        }
        let inch = |mm: f64| mm / 25.4;
        page.set_margins(inch(30.0), inch(15.0), inch(20.0), inch(20.0), inch(10.0), inch(8.0));
        page.set_print_fit_to_pages(1, 0);
        page.set_footer("&C&\"Times New Roman\"&11Trang &P/&N");
        let tables = report.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let widest = tables.max_by_key(|table| table.columns.len());
        let widths = widest.map_or_else(|| vec![100], |table| letters(table, report.landscape));
        for (column, width) in (0..).zip(&widths) {
            page.set_column_width(column, *width)?;
        }
        Ok(Self { page, row: 0, widths, framed: false })
    }

    fn last_column(&self) -> u16 {
        u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// Words over the whole width; nothing when there are none.
    fn line(&mut self, words: &str, look: Face) -> Result<(), XlsxError> {
        if words.is_empty() {
            return Ok(());
        }
        let last = self.last_column();
        self.spread(words, (0, last), look)?;
        self.set_height(words, look)?;
        self.row = self.row.saturating_add(1);
        Ok(())
    }

    fn set_height(&mut self, words: &str, look: Face) -> Result<(), XlsxError> {
        let across: u32 = self.widths.iter().map(|width| u32::from(*width)).sum::<u32>().max(1);
        let letters = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
        let lines = letters.saturating_mul(11).div_ceil(across.saturating_mul(10)).clamp(1, 20);
        let height = lines.saturating_mul(look.line_height()).saturating_add(3);
        self.page.set_row_height(self.row, height)?;
        Ok(())
    }

    /// Words over some columns of the current row.
    fn spread(&mut self, words: &str, columns: (u16, u16), look: Face) -> Result<(), XlsxError> {
        let (first, last) = columns;
        let words = clip(&xml_text(words), 32_000);
        if first < last {
            self.page.merge_range(self.row, first, self.row, last, &words, &face(look))?;
        } else {
            self.page.write_string_with_format(self.row, first, &words, &face(look))?;
        }
        Ok(())
    }

    fn letterhead(&mut self, head: &Letterhead) -> Result<(), XlsxError> {
        let last = self.last_column();
        let middle = self.middle();
        let left: Vec<(&str, Face)> = head
            .parent
            .iter()
            .map(|parent| (parent.as_str(), Face::Head))
            .chain(head.issuer.iter().map(|line| (line.as_str(), Face::HeadStrong)))
            .chain([(head.number.as_str(), Face::Head)])
            .collect();
        let right = [
            (NATIONAL_TITLE, Face::HeadStrong),
            (NATIONAL_MOTTO, Face::HeadStrong),
            (head.place_and_date.as_str(), Face::HeadDate),
        ];
        for at in 0..left.len().max(right.len()) {
            if let Some((words, look)) = left.get(at) {
                self.spread(words, (0, middle), *look)?;
            }
            if let Some((words, look)) = right.get(at).filter(|_| middle < last) {
                self.spread(words, (middle.saturating_add(1), last), *look)?;
            }
            self.row = self.row.saturating_add(1);
        }
        self.row = self.row.saturating_add(1);
        Ok(())
    }

    /// The last column of the left part of the letterhead: about two fifths of the width.
    fn middle(&self) -> u16 {
        let all: u32 = self.widths.iter().map(|width| u32::from(*width)).sum();
        let mut sum = 0;
        let reached = self.widths.iter().position(|width| {
            sum += u32::from(*width);
            all.saturating_mul(2) <= sum.saturating_mul(5)
        });
        u16::try_from(reached.unwrap_or(0)).unwrap_or(0)
    }

    fn block(&mut self, block: &Block) -> Result<(), XlsxError> {
        match block {
            Block::Heading { text, .. } => {
                self.row = self.row.saturating_add(1);
                self.line(text, Face::Heading)
            }
            Block::Paragraph(phrases) => self.phrases("", phrases),
            Block::Chart { alt, .. } => self.line(&format!("Biểu đồ: {alt}"), Face::Note),
            Block::List { marker, items } => self.list(*marker, items),
            Block::Table(table) => self.table(table),
        }
    }

    fn list(&mut self, marker: Marker, items: &[Vec<Phrase>]) -> Result<(), XlsxError> {
        for (at, item) in items.iter().enumerate() {
            self.phrases(&format!("{} ", marker.of(at)), item)?;
        }
        Ok(())
    }

    /// A paragraph. A cell holds one link only: the first that works outside the site; the others are written out.
    fn phrases(&mut self, lead: &str, phrases: &[Phrase]) -> Result<(), XlsxError> {
        let words = format!("{lead}{}", plain_words(phrases));
        let link = phrases.iter().filter_map(|p| p.link.as_deref()).find_map(web_link);
        let row = self.row;
        self.line(&words, Face::Body)?;
        if let Some(link) = link.filter(|link| link.len() < 2_000 && !words.is_empty()) {
            let text = clip(&xml_text(&words), 32_000);
            let look = face(Face::Body);
            let url = rust_xlsxwriter::Url::new(link).set_text(text);
            self.page.write_url_with_format(row, 0, url, &look)?;
        }
        Ok(())
    }
}

/// Column widths in letters that together fill the page.
fn letters(table: &Table, landscape: bool) -> Vec<u16> {
    let across: u32 = if landscape { 150 } else { 95 };
    let total = table.width_total();
    let width = |share: u16| u32::from(share).saturating_mul(across).div_ceil(total).clamp(4, 200);
    table.columns.iter().map(|c| u16::try_from(width(c.width)).unwrap_or(200)).collect()
}

fn clip(words: &str, letters: usize) -> String {
    words.chars().take(letters).collect()
}
