//! What the table says.

use quyet_report::block::{Block, plain_words};
use quyet_report::results_table::Audience;
use quyet_report::status::Status;

use crate::sample::{sample, the_table};

#[test]
fn the_table_reads_like_the_usual_annex() {
    let report = sample().public();
    let rows = the_table(&report).rows.iter().map(|row| {
        let cells: Vec<String> =
            row.cells.iter().map(|cell| cell.plain().replace('\u{202F}', "_")).collect();
        format!("{} {}", row.level, cells.join(" | "))
    });
    insta::assert_snapshot!(rows.collect::<Vec<_>>().join("\n"));
}

#[test]
fn summary_gaps_and_sources_stand_around_the_table() {
    let report = sample().public();
    let words = report.blocks.iter().map(|block| match block {
        Block::Heading { text, .. } => format!("# {text}"),
        Block::Paragraph(phrases) => plain_words(phrases),
        Block::Table(table) => format!("<{}>", table.caption),
        Block::Chart { alt, .. } => alt.clone(),
        Block::List { marker, items } => {
            let item =
                |(at, item): (usize, &Vec<_>)| format!("{} {}", marker.of(at), plain_words(item));
            items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
        }
    });
    insta::assert_snapshot!(words.collect::<Vec<_>>().join("\n\n"));
}

#[test]
fn the_numbered_rows_add_up_to_the_summary_sentence() {
    let sample = sample();
    let report = sample.public();
    let counted = |word: &str| {
        let rows = the_table(&report).rows.iter().filter(|row| row.level == 0);
        rows.filter(|row| row.cells[8].text == word).count()
    };
    let counts = sample.assessment.by_target;
    assert_eq!(counted("Vượt"), counts.exceeded);
    assert_eq!(counted("Đạt"), counts.met);
    assert_eq!(counted("Không đạt"), counts.not_met);
    let all = the_table(&report).rows.iter().filter(|row| row.level == 0).count();
    assert_eq!(all, counts.total());
}

#[test]
fn hidden_values_stand_nowhere_in_the_report() {
    let sample = sample();
    let all = |audience| format!("{:?}", sample.report(audience));
    let public = all(Audience::Public);
    for secret in ["98.76", "98,76", "109.73", "109,7", "123.45", "123,45"] {
        assert!(!public.contains(secret), "{secret}");
    }
    assert!(public.contains("không công khai theo quy định"));
    assert!(public.contains("theo dõi theo chế độ mật"));
    let inside = all(Audience::Inside);
    assert!(inside.contains("98,76") && !inside.contains("123,45"));
}

#[test]
fn no_leaf_leaves_a_blank_where_a_number_belongs() {
    let report = sample().public();
    let table = the_table(&report);
    let leaves = table.rows.iter().filter(|row| !row.cells[5].text.is_empty());
    for row in leaves {
        for cell in &row.cells[3..9] {
            assert!(!cell.text.is_empty(), "{:?}", row.cells[1].text);
        }
    }
    let blank = table.rows.iter().filter(|row| row.cells[5].text.is_empty()).count();
    assert_eq!(blank, 2, "only the lead-in and the container without a value of its own");
}

#[test]
fn a_corrected_figure_is_not_quoted() {
    let report = sample().public();
    let revenue = the_table(&report).rows.iter().find(|row| row.cells[0].text == "3").unwrap();
    assert_eq!(revenue.cells[3].text, "906,5 (chính thức)");
}

#[test]
fn a_group_and_its_head_that_differ_are_both_told() {
    let mut sample = sample();
    sample.assessment.targets[0].parts[0].verdict =
        quyet_assess::verdict::Verdict::Final(quyet_assess::verdict::FinalVerdict::Met);
    let report = sample.public();
    let first = &the_table(&report).rows[0];
    assert_eq!(first.cells[8].status.map(|status| status.code), Some("missed"));
    assert!(first.cells[9].text.contains("riêng mức chung: Đạt"), "{}", first.cells[9].text);
}

#[test]
fn an_assessment_that_does_not_mirror_the_plan_leaves_marked_gaps() {
    let mut sample = sample();
    sample.assessment.targets.truncate(1);
    sample.assessment.targets[0].parts.clear();
    let report = sample.public();
    let rows = &the_table(&report).rows;
    assert_eq!(rows.len(), 16);
    let last = rows.last().unwrap();
    assert_eq!(last.cells[8].status, Some(Status::of_gap(&quyet_assess::verdict::Gap::NoFigure)));
}
