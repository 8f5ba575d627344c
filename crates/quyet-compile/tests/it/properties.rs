//! What is true of every text.

use proptest::prelude::*;
use quyet_compile::compile;
use quyet_model::assignment::Phrase;
use quyet_model::citation::{Citation, Passage};
use quyet_model::plan::{Draft, Plan};
use quyet_model::span::Span;
use quyet_model::target::Target;

use crate::corpus;

/// Texts put together from what real ones are made of.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "Điều 1. ",
            "Điều 2. ",
            "\n",
            "\n\n",
            "a) ",
            "(1) ",
            "; (2) ",
            "1. ",
            "2.1. ",
            "- ",
            "+ ",
            "|",
            "| ",
            "**",
            "I. ",
            "II. ",
            "Các chỉ tiêu chủ yếu năm 2024",
            "Mục tiêu tổng quát",
            "Nhiệm vụ và giải pháp",
            "Tổ chức thực hiện",
            "QUYẾT NGHỊ:",
            "Căn cứ Luật Đất đai năm 2003;",
            "Kết quả thực hiện năm 2023:",
            "Nguyên nhân: ",
            "Giao Ủy ban nhân dân tỉnh tổ chức thực hiện.",
            "Thu ngân sách: 1.010 tỉ đồng",
            "Tỉ lệ hộ nghèo dưới 5%",
            ", trong đó: ",
            "; ",
            ". ",
            ":",
            "Phụ lục 1",
            "Nơi nhận:\n",
            "Giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng và UBND các huyện ",
            "trước ngày 30/6/2026",
            "trong quý II",
            "định kỳ hằng quý",
            "Chủ trì, ",
            "dự án đường Chợ Mới - Bắc Kạn",
            "Đơn vị chủ trì: ",
            "| STT | Nhiệm vụ | Cơ quan chủ trì | Phối hợp | Thời gian |\n",
            "| 1 | Rà soát. | Sở Y tế; Sở Nội vụ | nt | Quý II |\n",
            "| I | Kinh tế | | | |\n",
            "STT\n\nNhiệm vụ\n\nCơ quan chủ trì\n\nThời gian\n\n1\n\nRà soát\n\nSở Y tế\n\nQuý II\n\n",
            "Sở Tài chính:",
            "Nghị quyết số 11-NQ/TW ngày 10 tháng 02 năm 2022 của Bộ Chính trị",
            "Nghị quyết này đã được thông qua ngày 08/12/2023./.",
            "Tỉ lệ",
            "uỷ ban hoà thuỷ ",
            "\u{feff}",
            "\u{a0}",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,10}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..50).prop_map(|pieces| pieces.concat())
}

fn target_spans(target: &Target, out: &mut Vec<Span>) {
    out.push(target.at.span);
    out.extend(target.condition_at);
    target.parts.iter().for_each(|part| target_spans(part, out));
}

/// Spans of everything that the plan holds, citations of documents and diagnostics apart.
fn items(plan: &Plan) -> Vec<Span> {
    let mut out = Vec::new();
    plan.targets.iter().for_each(|target| target_spans(target, &mut out));
    let passages: Vec<&Passage> = plan
        .objective
        .iter()
        .chain(plan.tasks.iter().flat_map(|task| &task.measures).map(|measure| &measure.passage))
        .chain(plan.duties.iter().map(|duty| &duty.passage))
        .chain(&plan.assessment.results)
        .chain(&plan.assessment.shortcomings)
        .chain(&plan.assessment.causes)
        .chain(plan.background.iter().map(|item| &item.passage))
        .chain(plan.unread.iter().map(|item| &item.passage))
        .collect();
    out.extend(passages.into_iter().map(|passage| passage.at.span));
    out.extend(plan.tasks.iter().map(|task| task.at.span));
    out
}

fn every_word_is_somewhere(text: &str, draft: &Draft) {
    let mut spans = items(&draft.plan);
    spans.sort_unstable();
    let mut reached = 0;
    for span in spans.into_iter().chain([Span::new(text.len(), text.len())]) {
        let gap = text
            .get(reached..span.start().max(reached))
            .expect("spans stand on character boundaries");
        assert!(
            gap.chars().all(quyet_syntax::space::is_space),
            "lost: {gap:?}\n{text:?}\n{draft:?}"
        );
        reached = reached.max(span.end());
    }
}

/// Every phrase of an assignment.
fn phrases(plan: &Plan) -> Vec<&Phrase> {
    let tasks = plan.tasks.iter().map(|task| &task.assignment);
    let measures = plan.tasks.iter().flat_map(|task| &task.measures).map(|one| &one.assignment);
    let duties = plan.duties.iter().map(|duty| &duty.assignment);
    let said = tasks.chain(measures).chain(duties);
    said.flat_map(|said| {
        let bodies = said.lead.iter().chain(&said.supporting).chain(&said.overseers);
        let times = said.deadlines.iter().map(|deadline| &deadline.phrase);
        let again = said.recurrences.iter().map(|again| &again.phrase);
        let links = said.links.iter().map(|link| &link.phrase);
        bodies.chain(times).chain(again).chain(&said.output).chain(&said.note).chain(links)
    })
    .collect()
}

/// A phrase says what stands at its span; how lines break, what is emphasised and marks without width aside.
fn phrases_are_quoted(text: &str, draft: &Draft) {
    let bare = |words: &str| -> String {
        words.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '\u{feff}')).collect()
    };
    for phrase in phrases(&draft.plan) {
        let said = text.get(phrase.span.range()).unwrap_or("");
        assert_eq!(bare(&compose(said)), bare(&phrase.text), "{:?} in {text:?}", phrase.span);
        assert!(!phrase.text.is_empty(), "{text:?}");
    }
}

fn spans_fit(text: &str, draft: &Draft) {
    let cited = draft.plan.citations.iter().map(|cited| cited.at.span);
    let found = draft.diagnostics.iter().map(|found| found.span);
    let said = phrases(&draft.plan).into_iter().map(|phrase| phrase.span);
    for span in items(&draft.plan).into_iter().chain(cited).chain(found).chain(said) {
        assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
    }
}

/// The plan without places.
fn words(draft: &Draft) -> String {
    fn strip(target: &mut Target) {
        target.at = Citation { span: Span::default(), ..target.at.clone() };
        target.condition_at = None;
        target.parts.iter_mut().for_each(strip);
    }
    let mut targets = draft.plan.targets.clone();
    targets.iter_mut().for_each(strip);
    let passage = |p: &Passage| format!("{} {}", p.at.breadcrumb, p.text);
    let plan = &draft.plan;
    let tasks: Vec<String> = plan
        .tasks
        .iter()
        .map(|t| {
            format!(
                "{} {}",
                t.code,
                t.measures.iter().map(|m| passage(&m.passage)).collect::<String>()
            )
        })
        .collect();
    let cited: Vec<String> = plan
        .citations
        .iter()
        .map(|c| format!("{:?} {:?} {:?}", c.number, c.date, c.issuer))
        .collect();
    let mut codes: Vec<&str> = draft.diagnostics.iter().map(|found| found.code).collect();
    codes.sort_unstable();
    let duties: Vec<String> =
        plan.duties.iter().map(|d| format!("{:?} {}", d.addressees, passage(&d.passage))).collect();
    let said: Vec<&str> = phrases(plan).into_iter().map(|phrase| phrase.text.as_str()).collect();
    format!("{:?}{targets:?}{tasks:?}{cited:?}{duties:?}{codes:?}{said:?}", plan.document)
}

fn decompose(text: &str) -> String {
    let nfd = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd();
    nfd.normalize(text).into_owned()
}

fn compose(text: &str) -> String {
    icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
}

fn codes_are_unique(draft: &Draft) {
    let mut targets: Vec<&str> =
        draft.plan.targets.iter().map(|target| target.code.0.as_str()).collect();
    let count = targets.len();
    targets.sort_unstable();
    targets.dedup();
    assert_eq!(targets.len(), count);
    let tasks: std::collections::BTreeSet<&str> =
        draft.plan.tasks.iter().map(|task| task.code.as_str()).collect();
    assert_eq!(tasks.len(), draft.plan.tasks.len());
}

proptest! {
    #[test]
    fn nothing_vanishes_and_every_span_fits(text in text()) {
        let draft = compile(&text);
        every_word_is_somewhere(&text, &draft);
        spans_fit(&text, &draft);
        codes_are_unique(&draft);
        phrases_are_quoted(&text, &draft);
    }

    #[test]
    fn a_decomposed_text_gives_the_same_plan(text in text()) {
        let composed = compile(&compose(&text));
        let decomposed = decompose(&text);
        let draft = compile(&decomposed);
        prop_assert_eq!(words(&draft), words(&composed));
        spans_fit(&decomposed, &draft);
        every_word_is_somewhere(&decomposed, &draft);
    }
}

#[test]
fn nothing_of_the_corpus_vanishes_in_either_form() {
    for (name, text) in corpus::texts() {
        let draft = compile(&text);
        every_word_is_somewhere(&text, &draft);
        spans_fit(&text, &draft);
        codes_are_unique(&draft);
        phrases_are_quoted(&text, &draft);
        let decomposed = decompose(&text);
        let other = compile(&decomposed);
        assert_eq!(words(&other), words(&draft), "{name}");
        every_word_is_somewhere(&decomposed, &other);
    }
}
