//! A plan as short lines, for snapshots: one for each item and diagnostic.

use std::fmt::Write as _;

use quyet_model::citation::Passage;
use quyet_model::plan::Draft;
use quyet_model::target::Target;

use crate::corpus;

/// The first words of a passage: no more than sixty characters of a source.
fn cut(words: &str) -> String {
    words.chars().take(60).collect()
}

fn target(target: &Target, depth: usize, out: &mut String) {
    let unit = target.condition.unit.as_ref().map_or("", |unit| unit.as_str());
    let _ = writeln!(
        out,
        "{:indent$}chỉ tiêu {} {} | {} | {:?} {} | {}",
        "",
        target.code,
        target.label,
        cut(&target.name),
        target.condition.promise,
        unit,
        target.at.breadcrumb,
        indent = depth * 2
    );
    for part in &target.parts {
        self::target(part, depth + 1, out);
    }
}

fn passages(kind: &str, passages: &[Passage], out: &mut String) {
    for passage in passages {
        let _ = writeln!(out, "{kind} {} | {}", passage.at.breadcrumb, cut(&passage.text));
    }
}

pub(crate) fn outline(draft: &Draft, text: &str) -> String {
    let plan = &draft.plan;
    let mut out = format!("{:?}\n", plan.document);
    passages("mục tiêu", &plan.objective, &mut out);
    for item in &plan.targets {
        target(item, 0, &mut out);
    }
    for task in &plan.tasks {
        let _ = writeln!(
            out,
            "nhiệm vụ {} | {} | {} việc | {}",
            task.code,
            task.at.breadcrumb,
            task.measures.len(),
            cut(&task.text)
        );
    }
    for cited in &plan.citations {
        let number = cited.number.as_deref().unwrap_or("-");
        let date = cited.date.map_or_else(|| "-".to_owned(), |date| date.to_string());
        let issuer = cited.issuer.as_deref().unwrap_or("-");
        let _ = writeln!(
            out,
            "viện dẫn {} {number} | {date} | {} | {}",
            cited.kind.word(),
            cut(issuer),
            cited.at.breadcrumb
        );
    }
    for duty in &plan.duties {
        let names: Vec<String> = duty.addressees.iter().map(|name| cut(name)).collect();
        let _ = writeln!(
            out,
            "giao {:?} | {} | {}",
            duty.kind,
            names.join("; "),
            duty.passage.at.breadcrumb
        );
    }
    passages("kết quả", &plan.assessment.results, &mut out);
    passages("hạn chế", &plan.assessment.shortcomings, &mut out);
    passages("nguyên nhân", &plan.assessment.causes, &mut out);
    for unread in &plan.unread {
        let _ = writeln!(
            out,
            "chưa đọc {} | {}",
            unread.passage.at.breadcrumb,
            cut(&unread.passage.text)
        );
    }
    for found in &draft.diagnostics {
        let words = cut(&found.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "));
        let _ =
            writeln!(out, "{} {:?} | {} | «{words}»", found.code, found.severity, found.message);
    }
    out
}

#[test]
fn the_corpus_compiles_as_before() {
    for (name, text) in corpus::texts() {
        let draft = quyet_compile::compile(&text);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, outline(&draft, &text));
        });
    }
}
