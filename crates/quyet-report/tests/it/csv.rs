//! The table for machines.

use quyet_report::block::Block;
use quyet_report::csv::csv;

use crate::sample::{sample, the_table};

#[test]
fn the_file_opens_with_a_mark_and_keeps_exact_decimals_beside_the_words() {
    let text = String::from_utf8(csv(&sample().public()).unwrap()).unwrap();
    let lines: Vec<&str> = text.split("\r\n").collect();
    insta::assert_snapshot!(lines[..6].join("\n").replace('\u{202F}', "_"));
}

#[test]
fn every_record_has_the_same_number_of_fields() {
    let bytes = csv(&sample().public()).unwrap();
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).from_reader(&bytes[3..]);
    let header = reader.headers().unwrap().len();
    let records: Vec<usize> = reader.records().map(|record| record.unwrap().len()).collect();
    assert_eq!(header, 15, "ten columns, five of them numbers");
    assert_eq!(records, vec![header; 16]);
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_defused_and_several_tables_are_named() {
    let mut report = sample().public();
    let mut table = the_table(&report).clone();
    table.rows.truncate(1);
    "=1+1".clone_into(&mut table.rows[0].cells[1].text);
    "Biểu 2".clone_into(&mut table.caption);
    report.blocks.push(Block::Table(table));
    let text = String::from_utf8(csv(&report).unwrap()).unwrap();
    assert!(text.contains("Biểu 2,1,'=1+1,"), "{text}");
}
