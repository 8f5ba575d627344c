//! Tasks with who and when, in documents of our own whose reading was decided before.

use std::fmt::Write as _;

use quyet_compile::compile;
use quyet_model::assignment::{Assignment, Due, Phrase};
use quyet_model::plan::Draft;

/// A plan of a provincial committee with its tasks in a table behind the recipients.
const PLAN_WITH_ANNEX: &str = include_str!("tasks/ke-hoach-ubnd.txt");

/// A resolution whose tasks name who and when in running words.
const RESOLUTION: &str = include_str!("tasks/nghi-quyet.txt");

/// A commune's plan: bodies as headings, labels below each task, and a table that lost its bars.
const COMMUNE: &str = include_str!("tasks/ke-hoach-xa.txt");

fn names(phrases: &[Phrase]) -> String {
    phrases.iter().map(|phrase| phrase.text.as_str()).collect::<Vec<_>>().join(" + ")
}

fn due(due: Due) -> String {
    match due {
        Due::Day(day) => day.to_string(),
        Due::Within(period) => period.to_string(),
        Due::SecondHalf(year) => format!("{year}-H2"),
        Due::Session(number) => format!("kỳ họp {number}"),
        Due::MidYearSession(year) => format!("kỳ họp giữa năm {year}"),
        Due::YearEndSession(year) => format!("kỳ họp cuối năm {year}"),
    }
}

/// Who and when on one line; what the text does not name is left out.
fn said(said: &Assignment) -> String {
    let mut out = String::new();
    for (label, names) in [
        ("chủ trì", names(&said.lead)),
        ("phối hợp", names(&said.supporting)),
        ("phụ trách", names(&said.overseers)),
    ] {
        if !names.is_empty() {
            let _ = write!(out, " | {label}: {names}");
        }
    }
    for deadline in &said.deadlines {
        let sign = if deadline.strict { "<" } else { "≤" };
        let inferred = if deadline.year_inferred { "?" } else { "" };
        let _ = write!(out, " | {sign} {}{inferred}", due(deadline.due));
    }
    for again in &said.recurrences {
        let _ = write!(out, " | {:?}", again.every);
        let _ = again.day.map(|day| write!(out, " {day}"));
        let _ = again.month.map(|month| write!(out, "/{month}"));
    }
    let _ = said.output.as_ref().map(|output| write!(out, " | → {}", output.text));
    let _ = said.note.as_ref().map(|note| write!(out, " | ghi chú: {}", note.text));
    for link in &said.links {
        let _ = write!(out, " | {:?}: {}", link.kind, link.phrase.text);
    }
    out
}

fn outline(draft: &Draft, text: &str) -> String {
    let mut out = String::new();
    for task in &draft.plan.tasks {
        let group = format!("{} {}", task.group.code, task.group.title);
        let _ = writeln!(out, "{} [{}]{}", task.code, group.trim(), said(&task.assignment));
        if 1 < task.measures.len() {
            for measure in &task.measures {
                let words: String = measure.passage.text.chars().take(30).collect();
                let _ = writeln!(out, "  {words}…{}", said(&measure.assignment));
            }
        }
    }
    for duty in &draft.plan.duties {
        let _ = writeln!(out, "giao {}{}", duty.addressees.join(" + "), said(&duty.assignment));
    }
    for unread in &draft.plan.unread {
        let _ = writeln!(out, "chưa đọc: {}", unread.passage.text);
    }
    for found in draft.diagnostics.iter().filter(|found| found.code.starts_with("QY04")) {
        let _ = writeln!(out, "{} «{}»", found.code, found.span.of(text));
    }
    out
}

#[test]
fn a_plan_of_the_committee_gives_its_table_and_its_orders() {
    insta::assert_snapshot!(outline(&compile(PLAN_WITH_ANNEX), PLAN_WITH_ANNEX));
}

#[test]
fn a_resolution_gives_who_and_when_from_running_words() {
    insta::assert_snapshot!(outline(&compile(RESOLUTION), RESOLUTION));
}

#[test]
fn a_commune_s_plan_gives_headings_labels_and_a_flattened_table() {
    insta::assert_snapshot!(outline(&compile(COMMUNE), COMMUNE));
}

#[test]
fn zz_print() {
    for (name, text) in crate::corpus::texts() {
        println!("##### {name}\n{}", outline(&compile(&text), &text));
    }
    let draft = compile(COMMUNE);
    for b in &draft.plan.background { println!("{:?} {} {}", b.role, b.passage.at.breadcrumb, b.passage.text); }
}
