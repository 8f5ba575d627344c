//! The reference resolution, read as a whole.

use quyet_compile::compile;
use quyet_model::condition::Promise;
use quyet_model::diagnostic::Severity;
use quyet_model::plan::Draft;
use quyet_model::target::TargetCode;
use quyet_model::task::DutyKind;

use crate::corpus;

fn with_reference(check: impl FnOnce(&str, Draft)) {
    if let Some(text) = corpus::text("bac-kan-2024") {
        let draft = compile(&text);
        check(&text, draft);
    }
}

#[test]
fn twenty_four_targets_have_twenty_nine_leaves() {
    with_reference(|text, draft| {
        assert_eq!(draft.plan.targets.len(), 24);
        assert_eq!(draft.plan.leaves().len(), 29);
        let sixth = draft.plan.target(&TargetCode("6".to_owned())).unwrap();
        assert_eq!(sixth.label, "(6)");
        assert_eq!(sixth.at.breadcrumb.to_string(), "Điều 2 khoản 2 mục (6)");
        assert!(sixth.at.span.of(text).starts_with("(6) Số xã"));
        assert!(
            matches!(&sixth.condition.promise, Promise::Roster { count: 12, members } if members.len() == 12)
        );
        assert!(sixth.condition_at.unwrap().of(text).starts_with("12 xã"));
    });
}

#[test]
fn the_document_says_what_it_is() {
    with_reference(|_, draft| {
        let head = draft.plan.document;
        assert_eq!(head.adopted.unwrap().to_string(), "2023-12-08");
        assert_eq!(
            (head.term.as_deref(), head.session, head.year),
            (Some("X"), Some(16), Some(2024))
        );
        assert_eq!(head.issuer.as_deref(), Some("Hội đồng nhân dân tỉnh"));
        assert_eq!(head.number, None);
    });
}

#[test]
fn seven_groups_hold_twenty_three_tasks() {
    with_reference(|_, draft| {
        let tasks = draft.plan.tasks;
        let groups: std::collections::BTreeSet<&str> =
            tasks.iter().map(|task| task.group.code.as_str()).collect();
        assert_eq!(groups.len(), 7);
        assert_eq!(tasks.len(), 23);
        let codes: Vec<&str> = tasks.iter().map(|task| task.code.as_str()).collect();
        assert_eq!(codes[..6], ["1", "2.a", "2.b", "2.c", "2.d", "2.đ"]);
        assert_eq!(tasks[0].group.title, "");
        assert_eq!(tasks[0].measures.len(), 1);
        let inner = tasks.iter().find(|task| task.code == "6.b").unwrap();
        assert_eq!(inner.measures.len(), 4);
        assert!(inner.measures[2].passage.text.ends_with("(PCI, PAPI...)."));
    });
}

#[test]
fn five_verification_reports_are_five_citations() {
    with_reference(|_, draft| {
        let reports: Vec<String> = draft
            .plan
            .citations
            .iter()
            .filter(|cited| cited.number.as_deref().is_some_and(|n| n.ends_with("/BC-HĐND")))
            .map(|cited| {
                format!(
                    "{} {} {}",
                    cited.number.as_deref().unwrap(),
                    cited.date.unwrap(),
                    cited.issuer.as_deref().unwrap()
                )
            })
            .collect();
        assert_eq!(reports.len(), 5);
        assert!(reports.iter().all(|report| report.contains(" Ban ")));
        assert_eq!(reports[4], "284/BC-HĐND 2023-12-04 Ban Dân tộc Hội đồng nhân dân tỉnh");
        assert_eq!(draft.plan.citations.len(), 15);
    });
}

#[test]
fn the_past_year_yields_passages_and_no_targets() {
    with_reference(|_, draft| {
        let past = &draft.plan.assessment;
        assert_eq!((past.results.len(), past.shortcomings.len(), past.causes.len()), (1, 1, 1));
        assert!(
            draft.plan.targets.iter().all(|target| target
                .at
                .breadcrumb
                .to_string()
                .starts_with("Điều 2 khoản 2"))
        );
        assert_eq!(draft.plan.objective.len(), 1);
    });
}

#[test]
fn three_duties_name_their_addressees() {
    with_reference(|_, draft| {
        let duties = draft.plan.duties;
        let kinds: Vec<DutyKind> = duties.iter().map(|duty| duty.kind).collect();
        assert_eq!(kinds, [DutyKind::CarryOut, DutyKind::Supervise, DutyKind::Mobilise]);
        let counts: Vec<usize> = duties.iter().map(|duty| duty.addressees.len()).collect();
        assert_eq!(counts, [1, 4, 2]);
    });
}

#[test]
fn nothing_is_unread_and_nothing_is_doubtful() {
    with_reference(|_, draft| {
        assert_eq!(draft.plan.unread, []);
        assert!(draft.diagnostics.iter().all(|found| found.severity == Severity::Note));
    });
}
