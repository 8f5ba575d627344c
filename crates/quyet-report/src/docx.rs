//! A report as a document to edit and sign.
//!
//! **Takes** a report. **Gives** A4 with the margins, typeface and top matter of Nghị định 30/2020/NĐ-CP,
//! heading styles, real tables with repeated headers, page numbers centred in the top margin except on page 1.
//! Charts are told in words: the format has no place for a drawing that stays sharp.
//! What the writing library cannot say is put into its parts afterwards, in `patch`.

mod patch;
mod styles;
mod table;

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, Header, Hyperlink, HyperlinkData, LineSpacing, PageMargin, PageNum,
    PageOrientationType, Paragraph, Run, SpecialIndentType, Table as DocTable, TableCell,
    TableLayoutType, TableRow, WidthType,
};

use crate::block::{Block, Letterhead, Marker, NATIONAL_MOTTO, NATIONAL_TITLE, Phrase, Report};
use crate::markup::{web_link, xml_text};
use crate::render::RenderError;

/// Twentieths of a point per millimetre, times 100.
const DXA_PER_MM_HUNDREDTHS: i32 = 5669;

/// The bytes.
///
/// # Errors
/// [`RenderError::Docx`] when the archive cannot be packed, which does not happen in memory.
pub fn docx(report: &Report) -> Result<Vec<u8>, RenderError> {
    let mut writer = Writer::new(report);
    if let Some(letterhead) = &report.letterhead {
        writer.letterhead(letterhead);
    }
    writer.title(report);
    for block in &report.blocks {
        writer.block(block);
    }
    if !report.source_note.is_empty() {
        writer.push(words(&report.source_note).style("Note"));
    }
    let mut parts = writer.docx.build();
    patch::patch(&mut parts, report);
    let mut file = Cursor::new(Vec::new());
    parts.pack(&mut file).map_err(|error| RenderError::Docx(error.to_string()))?;
    Ok(file.into_inner())
}

/// A paragraph of plain words.
fn words(text: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(xml_text(text)))
}

fn mm(length: i32) -> i32 {
    length * DXA_PER_MM_HUNDREDTHS / 100
}

struct Writer {
    docx: Docx,
    /// Width between the margins, in twentieths of a point.
    width: usize,
    /// Links written so far; their identities are counted here so that they do not depend on other documents.
    links: usize,
}

impl Writer {
    fn new(report: &Report) -> Self {
        let (across, down) = if report.landscape { (297, 210) } else { (210, 297) };
        let paper = |length: i32| u32::try_from(mm(length)).unwrap_or(0);
        let margin = PageMargin::new().top(mm(20)).bottom(mm(20)).left(mm(30)).right(mm(15));
        let number =
            Paragraph::new().add_page_num(PageNum::new()).align(AlignmentType::Center).size(26);
        let mut docx = styles::styled(Docx::new())
            .page_size(paper(across), paper(down))
            .page_margin(margin.header(mm(10)).footer(mm(8)))
            .header(Header::new().add_paragraph(number))
            .first_header(Header::new().add_paragraph(Paragraph::new()))
            .title_pg();
        if report.landscape {
            docx = docx.page_orient(PageOrientationType::Landscape);
        }
        Self { docx, width: usize::try_from(mm(across - 45)).unwrap_or(0), links: 0 }
    }

    fn push(&mut self, paragraph: Paragraph) {
        self.docx = std::mem::take(&mut self.docx).add_paragraph(paragraph);
    }

    fn push_table(&mut self, table: DocTable) {
        self.docx = std::mem::take(&mut self.docx).add_table(table);
    }

    fn letterhead(&mut self, head: &Letterhead) {
        let strong = |text: &str| words(text).style("HeadStrong");
        let mut left = TableCell::new();
        if let Some(parent) = &head.parent {
            left = left.add_paragraph(words(parent).style("Head"));
        }
        for line in &head.issuer {
            left = left.add_paragraph(strong(line));
        }
        left = left.add_paragraph(words("_______").style("Head"));
        left = left.add_paragraph(words(&head.number).style("Head"));
        let right = TableCell::new()
            .add_paragraph(strong(NATIONAL_TITLE))
            .add_paragraph(strong(NATIONAL_MOTTO))
            .add_paragraph(words("______________________").style("Head"))
            .add_paragraph(words(&head.place_and_date).style("HeadDate"));
        let grid = vec![self.width * 2 / 5, self.width - self.width * 2 / 5];
        let sized = |cell: TableCell, at: usize| {
            cell.width(grid.get(at).copied().unwrap_or(0), WidthType::Dxa)
        };
        let row = TableRow::new(vec![sized(left, 0), sized(right, 1)]);
        self.push_table(
            DocTable::without_borders(vec![row])
                .set_grid(grid.clone())
                .layout(TableLayoutType::Fixed)
                .width(self.width, WidthType::Dxa),
        );
    }

    fn title(&mut self, report: &Report) {
        self.push(words(&report.title).style("Title"));
        for (text, style) in [(&report.subtitle, "Subtitle"), (&report.plan, "Lead")] {
            if !text.is_empty() {
                self.push(words(text).style(style));
            }
        }
        for line in &report.as_of {
            self.push(words(line).style("Lead"));
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                self.push(words(text).style(styles::heading(*level)).keep_next(true));
            }
            Block::Paragraph(phrases) => {
                let paragraph = self.phrases(Paragraph::new(), phrases);
                self.push(paragraph.style("Body"));
            }
            Block::Table(table) => self.table(table),
            Block::Chart { alt, .. } => self.push(words(&format!("Biểu đồ: {alt}")).style("Note")),
            Block::List { marker, items } => self.list(*marker, items),
        }
    }

    fn list(&mut self, marker: Marker, items: &[Vec<Phrase>]) {
        for (at, item) in items.iter().enumerate() {
            let lead = Run::new().add_text(format!("{} ", marker.of(at)));
            let paragraph = self.phrases(Paragraph::new().add_run(lead), item).style("Body");
            let hanging = SpecialIndentType::Hanging(mm(8));
            let tight = LineSpacing::new().before(0).after(40);
            self.push(paragraph.indent(Some(mm(8)), Some(hanging), None, None).line_spacing(tight));
        }
    }

    fn phrases(&mut self, paragraph: Paragraph, phrases: &[Phrase]) -> Paragraph {
        phrases.iter().fold(paragraph, |paragraph, phrase| {
            let run = Run::new().add_text(xml_text(&phrase.text));
            match phrase.link.as_deref().and_then(web_link) {
                Some(link) => paragraph.add_hyperlink(self.hyperlink(link, run)),
                None => paragraph.add_run(run),
            }
        })
    }

    fn hyperlink(&mut self, link: &str, run: Run) -> Hyperlink {
        self.links += 1;
        let path = crate::markup::escape(link);
        let link = HyperlinkData::External { rid: format!("rIdLink{}", self.links), path };
        Hyperlink { link, history: Some(1), children: Vec::new() }.add_run(run.style("Hyperlink"))
    }
}
