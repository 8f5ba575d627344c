//! Tables of the document.

use docx_rs::{
    HeightRule, Paragraph, Run, Shading, ShdType, SpecialIndentType, Table as DocTable, TableCell,
    TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::{Writer, mm, words};
use crate::block::{Cell, Column, ColumnKind, Row, Table};
use crate::markup::{web_link, xml_text};

impl Writer {
    pub(super) fn table(&mut self, table: &Table) {
        self.push(words(&table.caption).style("Caption").keep_next(true));
        let grid = self.grid(table);
        let mut rows = vec![header(table, &grid)];
        for row in &table.rows {
            rows.push(self.row(&table.columns, &grid, row));
        }
        let margins = TableCellMargins::new().margin(30, 60, 30, 60);
        let doc_table = DocTable::new(rows)
            .set_grid(grid)
            .layout(TableLayoutType::Fixed)
            .width(self.width, WidthType::Dxa)
            .margins(margins);
        self.push_table(doc_table);
        for note in &table.notes {
            self.push(words(note).style("Note"));
        }
    }

    fn grid(&self, table: &Table) -> Vec<usize> {
        let total = usize::try_from(table.width_total()).unwrap_or(1);
        let width = |column: &Column| self.width.saturating_mul(usize::from(column.width)) / total;
        table.columns.iter().map(width).collect()
    }

    fn row(&mut self, columns: &[Column], grid: &[usize], row: &Row) -> TableRow {
        let cells = columns.iter().zip(grid).enumerate().map(|(at, (column, width))| {
            let paragraph = self.cell(column, row.level, row.cell(at));
            TableCell::new().add_paragraph(paragraph).width(*width, WidthType::Dxa)
        });
        TableRow::new(cells.collect()).cant_split()
    }

    fn cell(&mut self, column: &Column, level: u8, cell: &Cell) -> Paragraph {
        let run = Run::new().add_text(xml_text(&cell.plain()));
        let paragraph = match cell.link.as_deref().and_then(web_link) {
            Some(link) => Paragraph::new().add_hyperlink(self.hyperlink(link, run)),
            None => Paragraph::new().add_run(run),
        };
        match column.kind {
            ColumnKind::Ordinal => paragraph.style("TableCentre"),
            ColumnKind::Number => paragraph.style("TableNumber"),
            ColumnKind::Text => paragraph.style("TableText"),
            ColumnKind::Name => {
                let indent = Some(mm(3).saturating_mul(i32::from(level)));
                let none = Some(SpecialIndentType::FirstLine(0));
                paragraph.style("TableText").indent(indent, none, None, None)
            }
        }
    }
}

/// The header row carries a height that no other row has; `patch` turns it into the mark of a repeated header.
fn header(table: &Table, grid: &[usize]) -> TableRow {
    let cells = table.columns.iter().zip(grid).map(|(column, width)| {
        let shading = Shading::new().shd_type(ShdType::Clear).color("auto").fill("E3E7EE");
        TableCell::new()
            .add_paragraph(words(&column.header()).style("TableHeader"))
            .width(*width, WidthType::Dxa)
            .vertical_align(VAlignType::Center)
            .shading(shading)
    });
    TableRow::new(cells.collect()).cant_split().row_height(1.0).height_rule(HeightRule::AtLeast)
}
