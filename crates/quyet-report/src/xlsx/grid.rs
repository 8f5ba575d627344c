//! Tables on the sheet.

use quyet_model::Decimal;
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Formula, XlsxError};

use super::face::{Face, face, number_format};
use super::{Sheet, clip};
use crate::block::{Cell, Column, ColumnKind, Number, Row, Table};
use crate::markup::xml_text;

impl Sheet {
    pub(super) fn table(&mut self, table: &Table) -> Result<(), XlsxError> {
        let top = self.row;
        self.header(table)?;
        if !self.framed {
            self.framed = true;
            self.page.set_repeat_rows(top, self.row.saturating_sub(1))?;
            self.page.set_freeze_panes(self.row, 2)?;
        }
        for row in &table.rows {
            self.table_row(table, row)?;
            self.row = self.row.saturating_add(1);
        }
        for note in &table.notes {
            self.line(note, Face::Note)?;
        }
        Ok(())
    }

    fn header(&mut self, table: &Table) -> Result<(), XlsxError> {
        let look = face(Face::Column);
        for (at, column) in (0..).zip(&table.columns) {
            self.page.write_string_with_format(self.row, at, xml_text(&column.header()), &look)?;
        }
        let headers = table.columns.iter().map(Column::header);
        let lines = headers.zip(&self.widths).map(|(words, width)| lines(&words, *width));
        self.page.set_row_height(self.row, row_height(lines.max().unwrap_or(1)))?;
        self.row = self.row.saturating_add(1);
        Ok(())
    }

    fn table_row(&mut self, table: &Table, row: &Row) -> Result<(), XlsxError> {
        for (at, column) in table.columns.iter().enumerate() {
            let place = u16::try_from(at).unwrap_or(u16::MAX);
            self.cell(place, look_of(column, row.level), row.cell(at), row)?;
        }
        let tall =
            row.cells.iter().zip(&self.widths).map(|(cell, width)| lines(&cell.plain(), *width));
        self.page.set_row_height(self.row, row_height(tall.max().unwrap_or(1)))?;
        Ok(())
    }

    fn cell(&mut self, at: u16, look: Face, cell: &Cell, row: &Row) -> Result<(), XlsxError> {
        let look = face(look);
        let shown = cell.number.zip(cell.around_number()).and_then(|(number, (before, after))| {
            let format = number_format(before, number.scale, after)?;
            let fits = lines(&cell.text, self.width_of(at)) == 1;
            fits.then_some((number, number.value.to_f64()?, look.clone().set_num_format(format)))
        });
        let Some((number, float, numeric)) = shown else {
            return self.words(at, cell, &look);
        };
        match self.formula(cell, number, row) {
            Some(formula) => {
                self.page.write_formula_with_format(self.row, at, formula, &numeric)?
            }
            None => self.page.write_number_with_format(self.row, at, float, &numeric)?,
        };
        Ok(())
    }

    fn width_of(&self, column: u16) -> u16 {
        self.widths.get(usize::from(column)).copied().unwrap_or(8)
    }

    fn words(&mut self, at: u16, cell: &Cell, look: &Format) -> Result<(), XlsxError> {
        let words = clip(&xml_text(&cell.plain()), 32_000);
        self.page.write_string_with_format(self.row, at, words, look)?;
        Ok(())
    }

    /// The live formula of a share, when both operands stand as plain numbers in their cells
    /// and give exactly the share that was judged.
    fn formula(&self, cell: &Cell, share: Number, row: &Row) -> Option<Formula> {
        let how = cell.percent_of?;
        let operand = |column: usize| {
            let cell = row.cell(column);
            if lines(&cell.text, self.width_of(u16::try_from(column).ok()?)) != 1 {
                return None;
            }
            let (before, after) = cell.around_number()?;
            let number = cell.number.filter(|n| n.value.scale() == n.scale)?;
            number_format(before, number.scale, after)?;
            Some(number.value)
        };
        let (part, whole) = (operand(how.part)?, operand(how.whole)?);
        let exact = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
        let rounded = exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        if rounded != share.value {
            return None;
        }
        let place = |column: usize| {
            let column = u16::try_from(column).ok()?;
            Some(rust_xlsxwriter::utility::row_col_to_cell(self.row, column))
        };
        let words = format!("=ROUND({}/{}*100,2)", place(how.part)?, place(how.whole)?);
        Some(Formula::new(words).set_result(share.value.normalize().to_string()))
    }
}

/// Lines that words take in a column of this width in letters, estimated a little high.
/// A number that would need two cannot be shown as a number: programs print "###" instead.
fn lines(words: &str, width: u16) -> u32 {
    let letters = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
    letters.saturating_mul(10).div_ceil(u32::from(width).saturating_mul(12).max(1)).max(1)
}

/// Height of a row in points; 409 is the most that the format holds.
fn row_height(lines: u32) -> u32 {
    lines.saturating_mul(15).saturating_add(3).min(409)
}

fn look_of(column: &Column, level: u8) -> Face {
    match column.kind {
        ColumnKind::Ordinal => Face::Ordinal,
        ColumnKind::Name => Face::Words(level),
        ColumnKind::Text => Face::Words(0),
        ColumnKind::Number => Face::Number,
    }
}
