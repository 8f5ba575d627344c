//! How real documents say it, one line each: the item, then its reading after "→".

use super::{item, prose, shown};
use crate::grammar::{ItemContext, read_item};

/// Rows of a table: an item on one line, "→" and its reading on the next; "#" opens a comment.
fn check(table: &str, context: &ItemContext) {
    let mut wrong = Vec::new();
    let mut rows = table.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
    while let (Some(text), Some(want)) = (rows.next(), rows.next()) {
        let want = want.trim_start().trim_start_matches('→').trim_start();
        let got = shown(&read_item(text, context));
        if got != want {
            wrong.push(format!("{text}\n  want {want}\n  got  {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} rows differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_value_is_read_with_its_bound_and_unit() {
    check(include_str!("values.txt"), &item());
}

#[test]
fn numbers_and_comparisons_inside_names_stay_there() {
    check(include_str!("names.txt"), &item());
}

#[test]
fn a_change_is_told_from_a_level() {
    check(include_str!("changes.txt"), &item());
}

#[test]
fn composites_come_apart_into_their_parts() {
    check(include_str!("parts.txt"), &item());
}

#[test]
fn items_of_whole_documents_are_read_as_they_stand() {
    check(include_str!("mixed.txt"), &item());
}

#[test]
fn promises_without_a_number_are_read_too() {
    check(include_str!("words.txt"), &item());
}

#[test]
fn prose_promises_only_when_it_says_so() {
    check(include_str!("prose.txt"), &prose());
}
