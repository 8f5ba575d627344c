//! Texts that are damaged, cut or no plan at all: always a draft, always a finding.

use quyet_compile::compile;
use quyet_model::diagnostic::Severity;

fn check(text: &str, code: &str, severity: Severity) {
    let draft = compile(text);
    let found: Vec<_> = draft.diagnostics.iter().map(|d| (d.code, d.severity)).collect();
    assert!(found.contains(&(code, severity)), "{code} not in {found:?}");
    for diagnostic in &draft.diagnostics {
        assert!(text.get(diagnostic.span.range()).is_some(), "{diagnostic:?}");
    }
}

const PLAN: &str = "Điều 1. Các chỉ tiêu chủ yếu năm 2024\n";

#[test]
fn an_empty_text_is_one_error() {
    for text in ["", " \n\t\r\n", "\u{feff}", "-----\n***\n"] {
        check(text, "QY0105", Severity::Error);
        assert_eq!(compile(text).diagnostics.len(), 1);
    }
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let binary: String =
        (0..4000_u32).map(|i| char::from_u32(i % 32).unwrap()).chain("PK".chars()).collect();
    check(&binary, "QY0104", Severity::Error);
    check(
        &format!("{PLAN}(1) Tỉ lệ h\u{fffd} nghèo: 2%.\n{}", "Nội dung bình thường. ".repeat(20)),
        "QY0104",
        Severity::Warning,
    );
}

#[test]
fn a_text_cut_inside_a_sentence_is_told() {
    check(
        &format!(
            "{PLAN}(1) Thu ngân sách: 10 tỉ đồng.\nĐiều 2. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện và"
        ),
        "QY0103",
        Severity::Warning,
    );
}

#[test]
fn holes_and_repeats_in_the_numbering_are_told() {
    check(&format!("{PLAN}(1) Thu: 10 tỉ đồng.\n(3) Chi: 9 tỉ đồng."), "QY0101", Severity::Warning);
    check(&format!("{PLAN}(1) Thu: 10 tỉ đồng.\n(1) Chi: 9 tỉ đồng."), "QY0102", Severity::Warning);
}

#[test]
fn a_text_without_targets_is_an_error() {
    check(
        "Điều 1. Miễn nhiệm chức vụ đối với ông Nguyễn Văn A.\nĐiều 2. Giao Ủy ban tổ chức thực hiện.",
        "QY0401",
        Severity::Error,
    );
}

#[test]
fn an_announced_count_that_differs_is_told() {
    check(
        "I. CHỈ TIÊU (3 chỉ tiêu)\n1. Thu ngân sách: 10 tỉ đồng.\n2. Tỉ lệ hộ nghèo: 5%.\n",
        "QY0402",
        Severity::Warning,
    );
}

#[test]
fn an_item_that_cannot_be_read_is_listed() {
    let text = format!("{PLAN}(1) Thu ngân sách: 10 tỉ đồng.\n(2) xyz.\n");
    let draft = compile(&text);
    let listed = draft.plan.unread.iter().any(|u| u.passage.text.contains("xyz"))
        || draft.plan.targets.iter().any(|t| t.text.contains("xyz"));
    assert!(listed, "{draft:?}");
}

#[test]
fn one_document_with_two_dates_is_told() {
    let text = format!(
        "Căn cứ Quyết định số 87/2006/QĐ-TTg ngày 20/4/2006;\n{PLAN}(1) Thu: 10 tỉ đồng theo Quyết định 87/2006/QĐ-TTg ngày 20/4/2008."
    );
    check(&text, "QY0305", Severity::Warning);
}

#[test]
fn what_the_head_lacks_is_noted() {
    for code in ["QY0301", "QY0302", "QY0303"] {
        check(&format!("{PLAN}(1) Thu: 10 tỉ đồng."), code, Severity::Note);
    }
    check("Điều 1. Các chỉ tiêu chủ yếu\n(1) Thu: 10 tỉ đồng.", "QY0304", Severity::Note);
}

#[test]
fn hostile_nesting_and_length_end_in_a_draft() {
    compile(&"1. x:\na) y:\n(1) z:\n- t:\n+ u:\n".repeat(4_000));
    compile(&"(".repeat(100_000));
    compile(&"|\n".repeat(50_000));
    compile(&"Nghị quyết số 1/NQ-HĐND ".repeat(5_000));
    compile(&"Luật A ".repeat(20_000));
    let tasks = "KẾ HOẠCH năm 2026\nI. NHIỆM VỤ, GIẢI PHÁP\n1. ";
    for words in
        ["hoàn thành trong ", "Sở chủ trì ", "chủ trì: a; ", "dự án “", "các sở, ", "quý I, "]
    {
        compile(&format!("{tasks}{}", words.repeat(2_000)));
        let cell = words.repeat(1_000);
        compile(&format!(
            "| STT | Nhiệm vụ | Chủ trì | Thời gian |\n| 1 | {cell} | {cell} | {cell} |\n"
        ));
    }
    let row = "| 1 | Rà soát. | nt | Quý II |\n| I | Nhóm | | |\n";
    compile(&format!("| STT | Nhiệm vụ | Chủ trì | Thời gian |\n{}", row.repeat(1_000)));
}
