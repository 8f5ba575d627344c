//! Who and when of a task in the line format of a `doc-thanh` block; `spec/doc-hieu/README.md` tells it to people.

use std::fmt::Write as _;

use quyet_compile::compile;
use quyet_model::assignment::{Assignment, Deadline, Due, Frequency, LinkKind, Phrase, Recurrence};
use quyet_model::plan::Draft;

/// What the words of a task say, or a table of tasks; `None` when the fence names another place.
pub(super) fn shown(place: &str, lines: &str) -> Option<String> {
    let head = "Số: 1/KH-UBND\nKẾ HOẠCH\nPhát triển kinh tế - xã hội năm 2026\n";
    match place {
        "nhiệm vụ" => {
            let text = format!("{head}I. NHIỆM VỤ, GIẢI PHÁP\n1. {lines}");
            let draft = compile(&text);
            let mut out = String::new();
            draft.plan.tasks.iter().for_each(|task| said(&task.assignment, &mut out));
            doubts(&draft, &text, &mut out);
            let bare = if out.is_empty() { "không nêu ai, khi nào\n" } else { "" };
            Some(out + bare)
        }
        "bảng nhiệm vụ" => {
            let text = format!("{head}PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n\n{lines}");
            let draft = compile(&text);
            let mut out = String::new();
            for task in &draft.plan.tasks {
                let title = format!(" [{} {}]", task.group.code, task.group.title);
                let group = if task.group.title.is_empty() { "" } else { &title };
                let _ = writeln!(out, "{} {}{group}", task.code, task.text);
                said(&task.assignment, &mut out);
            }
            doubts(&draft, &text, &mut out);
            Some(out)
        }
        _ => None,
    }
}

fn said(said: &Assignment, out: &mut String) {
    let names = |phrases: &[Phrase]| {
        phrases.iter().map(|phrase| phrase.text.as_str()).collect::<Vec<_>>().join("; ")
    };
    let bodies = [
        ("chủ trì", names(&said.lead)),
        ("phối hợp", names(&said.supporting)),
        ("phụ trách", names(&said.overseers)),
    ];
    let mut lines: Vec<(&str, String)> = bodies.to_vec();
    lines.extend(said.deadlines.iter().map(|deadline| ("thời hạn", time(deadline))));
    lines.extend(said.recurrences.iter().map(|again| ("định kỳ", regular(again))));
    lines.push(("sản phẩm", names(said.output.as_slice())));
    lines.push(("ghi chú", names(said.note.as_slice())));
    let things = said.links.iter();
    lines.extend(things.map(|l| ("liên kết", format!("{} “{}”", kind(l.kind), l.phrase.text))));
    for (label, words) in lines.into_iter().filter(|(_, words)| !words.is_empty()) {
        let _ = writeln!(out, "{label}: {words}");
    }
}

fn time(deadline: &Deadline) -> String {
    let due = match deadline.due {
        Due::Day(day) => day.to_string(),
        Due::Within(period) => period.to_string(),
        Due::SecondHalf(year) => format!("{year}-H2"),
        Due::Session(number) => return format!("kỳ họp {number}"),
        Due::MidYearSession(year) => return format!("kỳ họp giữa năm {year}"),
        Due::YearEndSession(year) => return format!("kỳ họp cuối năm {year}"),
    };
    let limit = if deadline.strict { "trước" } else { "hết" };
    let inferred = if deadline.year_inferred { " (suy ra năm)" } else { "" };
    format!("{limit} {due}{inferred}")
}

fn regular(again: &Recurrence) -> String {
    let every = match again.every {
        Frequency::Standing => "thường xuyên",
        Frequency::Daily => "hằng ngày",
        Frequency::Weekly => "hằng tuần",
        Frequency::Monthly => "hằng tháng",
        Frequency::Quarterly => "hằng quý",
        Frequency::HalfYearly => "6 tháng",
        Frequency::Yearly => "hằng năm",
    };
    let day = again.day.map_or(String::new(), |day| format!(" ngày {day}"));
    let month = again.month.map_or(String::new(), |month| format!("/{month}"));
    format!("{every}{day}{month}")
}

fn kind(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::NationalTargetProgramme => "chương trình mục tiêu quốc gia",
        LinkKind::Programme => "chương trình",
        LinkKind::Project => "dự án",
        LinkKind::Works => "công trình",
        LinkKind::Scheme => "đề án",
        LinkKind::Plan => "kế hoạch",
        LinkKind::Document => "văn bản",
    }
}

/// What could not be read of who and when.
fn doubts(draft: &Draft, text: &str, out: &mut String) {
    let codes = ["QY0407", "QY0408", "QY0409"];
    for found in draft.diagnostics.iter().filter(|found| codes.contains(&found.code)) {
        let words = found.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "· {} {words}", found.code);
    }
}
