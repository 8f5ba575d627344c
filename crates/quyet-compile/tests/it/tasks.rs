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

/// The addressees of a closing article, in order.
fn charged(article: &str) -> Vec<String> {
    let text = format!(
        "Điều 1. Các chỉ tiêu\n1. Thu ngân sách: 5 tỉ đồng.\nĐiều 2. Tổ chức thực hiện\n{article}\n"
    );
    let duties = compile(&text).plan.duties;
    duties.into_iter().flat_map(|duty| duty.addressees).collect()
}

#[test]
fn every_addressee_of_a_closing_article_comes_out() {
    let check = |article: &str, expect: &[&str]| assert_eq!(charged(article), expect, "{article}");
    check("1. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết.", &["Ủy ban nhân dân tỉnh"]);
    check(
        "2. Giao Thường trực HĐND, các Ban HĐND, các Tổ đại biểu HĐND và đại biểu HĐND tỉnh giám sát việc thực hiện.",
        &["Thường trực HĐND", "các Ban HĐND", "các Tổ đại biểu HĐND", "đại biểu HĐND tỉnh"],
    );
    check(
        "Đề nghị Ủy ban MTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội tuyên truyền, vận động Nhân dân thực hiện.",
        &["Ủy ban MTTQ Việt Nam tỉnh", "các tổ chức chính trị - xã hội"],
    );
    check(
        "Chủ tịch UBND các cấp, Giám đốc các Sở, Thủ trưởng các ban, ngành chịu trách nhiệm thi hành Nghị quyết này.",
        &["Chủ tịch UBND các cấp", "Giám đốc các Sở", "Thủ trưởng các ban, ngành"],
    );
    check(
        "Chánh Văn phòng UBND tỉnh; Giám đốc các Sở: Tài chính, Xây dựng, Nội vụ; Chủ tịch UBND các xã, phường và Thủ trưởng các đơn vị liên quan chịu trách nhiệm thi hành Quyết định này./.",
        &[
            "Chánh Văn phòng UBND tỉnh",
            "Giám đốc các Sở: Tài chính, Xây dựng, Nội vụ",
            "Chủ tịch UBND các xã, phường",
            "Thủ trưởng các đơn vị liên quan",
        ],
    );
    check(
        "Các sở, ban, ngành, UBND các xã, phường căn cứ chức năng, nhiệm vụ tổ chức thực hiện.",
        &["Các sở, ban, ngành", "UBND các xã, phường"],
    );
    check(
        "Giao UBND tỉnh, Thường trực HĐND tỉnh, các Ban HĐND tỉnh, Tổ đại biểu và đại biểu HĐND tỉnh trong phạm vi nhiệm vụ, quyền hạn tổ chức thực hiện, giám sát.",
        &[
            "UBND tỉnh",
            "Thường trực HĐND tỉnh",
            "các Ban HĐND tỉnh",
            "Tổ đại biểu",
            "đại biểu HĐND tỉnh",
        ],
    );
    check(
        "Ủy ban nhân dân tỉnh, Tòa án nhân dân tỉnh, Viện kiểm sát nhân dân tỉnh, Cục Thi hành án dân sự tỉnh chịu trách nhiệm thi hành.",
        &[
            "Ủy ban nhân dân tỉnh",
            "Tòa án nhân dân tỉnh",
            "Viện kiểm sát nhân dân tỉnh",
            "Cục Thi hành án dân sự tỉnh",
        ],
    );
    check(
        "Giao Ủy ban nhân dân các xã, phường, đặc khu và các cơ quan, đơn vị liên quan triển khai thực hiện.",
        &["Ủy ban nhân dân các xã, phường, đặc khu", "các cơ quan, đơn vị liên quan"],
    );
    check(
        "Chịu trách nhiệm thi hành Nghị quyết này: Ủy ban nhân dân xã, các Ban của Hội đồng nhân dân xã.",
        &["Ủy ban nhân dân xã", "các Ban của Hội đồng nhân dân xã"],
    );
}
