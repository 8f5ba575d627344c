//! The workbook, read back with another reader.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use quyet_model::Decimal;
use quyet_report::block::Report;
use quyet_report::xlsx::xlsx;

use crate::sample::{d, sample, the_table};

fn open(report: &Report) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(xlsx(report).unwrap())).unwrap()
}

fn first_row(sheet: &Range<Data>) -> u32 {
    let found = sheet.used_cells().find(|(_, _, cell)| **cell == Data::String("STT".to_owned()));
    u32::try_from(found.unwrap().0).unwrap() + 1
}

#[test]
fn every_cell_reads_back_as_it_was_written() {
    let report = sample().public();
    let sheet = open(&report).worksheet_range("Kết quả").unwrap();
    let top = first_row(&sheet);
    for (at, row) in (top..).zip(&the_table(&report).rows) {
        for (column, cell) in (0..).zip(&row.cells) {
            let read = sheet.get_value((at, column));
            match (cell.number.filter(|_| cell.around_number().is_some()), read) {
                (Some(number), Some(Data::Float(float))) => {
                    assert_eq!(d(&float.to_string()), number.value.normalize(), "{}", cell.text);
                }
                (None, Some(Data::String(words))) => assert_eq!(*words, cell.plain()),
                (None, None | Some(Data::Empty)) => assert_eq!(cell.plain(), ""),
                (number, read) => panic!("{number:?} was read as {read:?}"),
            }
        }
    }
}

#[test]
fn shares_are_live_formulas_with_their_results_stored() {
    let report = sample().public();
    let mut workbook = open(&report);
    let formulas = workbook.worksheet_formula("Kết quả").unwrap();
    let values = workbook.worksheet_range("Kết quả").unwrap();
    let written: Vec<(String, String)> = formulas
        .used_cells()
        .filter(|(_, _, formula)| !formula.is_empty())
        .map(|(row, column, formula)| {
            let at = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
            let start = formulas.start().unwrap();
            let value = values.get_value((at.0 + start.0, at.1 + start.1)).unwrap();
            (formula.clone(), value.to_string())
        })
        .collect();
    let top = first_row(&values) + 1;
    let (per_head, revenue) = (top + 4, top + 5);
    let expect = [
        (format!("ROUND(F{per_head}/E{per_head}*100,2)"), "101.79"),
        (format!("ROUND(F{per_head}/D{per_head}*100,2)"), "110.89"),
        (format!("ROUND(F{revenue}/E{revenue}*100,2)"), "102.48"),
        (format!("ROUND(F{revenue}/D{revenue}*100,2)"), "114.18"),
    ];
    for (formula, value) in expect {
        assert!(
            written.contains(&(formula.clone(), value.to_owned())),
            "{formula} not in {written:?}"
        );
    }
}

#[test]
fn a_share_that_its_operands_do_not_give_stays_a_number() {
    let mut sample = sample();
    sample.assessment.targets[1].share_of_plan = Some(Decimal::new(9999, 2));
    let mut workbook = open(&sample.public());
    let formulas = workbook.worksheet_formula("Kết quả").unwrap();
    let to_plan = formulas.used_cells().filter(|(_, _, formula)| formula.contains("/E")).count();
    assert_eq!(to_plan, 2, "revenue and cooperatives, no longer GRDP per head");
}

#[test]
fn very_long_names_are_kept_whole() {
    let mut sample = sample();
    let long = "Tỉ lệ ".repeat(500);
    long.trim().clone_into(&mut sample.plan.targets[1].name);
    let sheet = open(&sample.public()).worksheet_range("Kết quả").unwrap();
    assert!(sheet.used_cells().any(|(_, _, cell)| *cell == Data::String(long.trim().to_owned())));
}
