//! The public JSON of a plan.

use quyet_model::plan::Plan;
use quyet_wire::plan::stream::write_draft;
use quyet_wire::{PlanJson, plan_schema};
use serde_json::Value;

use crate::samples;

#[test]
fn the_draft_is_written_as_documented() {
    let json = serde_json::to_string_pretty(&PlanJson::from(&samples::draft()));
    insta::assert_snapshot!(json.expect("a plan is JSON"));
}

#[test]
fn a_draft_written_item_by_item_is_written_alike() {
    let whole = serde_json::to_string_pretty(&PlanJson::from(&samples::draft()));
    let mut stream = Vec::new();
    write_draft(&samples::draft(), &mut stream).expect("memory takes bytes");
    assert_eq!(String::from_utf8(stream), Ok(whole.expect("a plan is JSON") + "\n"));
}

#[test]
fn the_plan_reads_back_from_the_text_of_its_json() {
    let text = serde_json::to_string(&PlanJson::from(&samples::draft())).expect("a plan is JSON");
    let json: PlanJson = serde_json::from_str(&text).expect("the text is the JSON of a plan");
    assert_eq!(Plan::try_from(json), Ok(samples::plan()));
}

#[test]
fn what_cannot_be_read_is_named_by_its_path() {
    let refused = |edit: &dyn Fn(&mut PlanJson)| {
        let mut json = PlanJson::from(&samples::plan());
        edit(&mut json);
        Plan::try_from(json).expect_err("the plan was broken").to_string()
    };
    let part = refused(&|json| json.targets[0].parts[0].condition.low = Some("tám".to_owned()));
    insta::assert_snapshot!(part, @"targets[0].parts[0].condition.low: “tám” không phải là số thập phân dạng 7.50 (dấu chấm thập phân)");
    let day = refused(&|json| json.document.adopted = Some("08/12/2023".to_owned()));
    insta::assert_snapshot!(day, @"document.adopted: “08/12/2023” không phải là ngày dạng 2024-12-09");
    let span = refused(&|json| json.tasks[0].measures[1].span = [9, 3]);
    insta::assert_snapshot!(span, @"tasks[0].measures[1].span: vị trí [9, 3) kết thúc trước khi bắt đầu");
    let crumb = refused(&|json| "Điều 9".clone_into(&mut json.unread[0].breadcrumb));
    insta::assert_snapshot!(crumb, @"unread[0].breadcrumb: “Điều 9” không khớp với path (“Điều 2 khoản 2 mục (1)”)");
    let schema = refused(&|json| "quyet/plan/2".clone_into(&mut json.schema));
    insta::assert_snapshot!(schema, @"schema: “quyet/plan/2” không phải “quyet/plan/1”; có thể tệp do phiên bản khác tạo ra");
}

/// Every object of the schema with its name in front.
fn objects(schema: &Value) -> Vec<(String, &Value)> {
    let defined = schema["$defs"].as_object().expect("the schema defines its parts");
    let named = defined.iter().map(|(name, object)| (name.clone(), object));
    std::iter::once(("PlanJson".to_owned(), schema)).chain(named).collect()
}

#[test]
fn every_field_of_the_schema_is_described() {
    let schema = plan_schema();
    for (name, object) in objects(&schema) {
        let Some(fields) = object["properties"].as_object() else {
            continue;
        };
        for (field, what) in fields {
            assert!(what["description"].is_string(), "{name}.{field}");
        }
    }
}

#[test]
fn the_schema_names_exactly_the_fields_that_are_written() {
    let schema = plan_schema();
    let bare = serde_json::to_value(PlanJson::from(&samples::draft())).expect("a plan is JSON");
    let written =
        serde_json::to_value(PlanJson::from(&samples::assigned_draft())).expect("a plan is JSON");
    let keys = |value: &Value| -> Vec<String> {
        let object = value.as_object().expect("an object");
        let mut keys: Vec<_> = object.keys().cloned().collect();
        keys.sort();
        keys
    };
    // Written only where there is something to say.
    let optional = ["column", "replaces"];
    let check = |object: &Value, written: &Value| {
        let mut named = keys(&object["properties"]);
        named.retain(|key| !optional.contains(&key.as_str()));
        assert_eq!(named, keys(written));
        let mut required: Vec<_> = object["required"].as_array().into_iter().flatten().collect();
        required.sort_by_key(|key| key.as_str());
        assert_eq!(serde_json::json!(required), serde_json::json!(keys(written)));
    };
    let defined = &schema["$defs"];
    check(&schema, &written);
    check(&defined["DocumentJson"], &written["document"]);
    check(&defined["TargetJson"], &written["targets"][0]);
    check(&defined["ConditionJson"], &written["targets"][0]["condition"]);
    check(&defined["CitedDocumentJson"], &written["citations"][0]);
    check(&defined["AssessmentJson"], &written["assessment"]);
    check(&defined["UnreadJson"], &written["unread"][0]);
    check(&defined["DiagnosticJson"], &written["diagnostics"][0]);
    // What a text need not say is written only where it is said.
    let check = |object: &Value, full: &Value, bare: &Value| {
        assert_eq!(keys(&object["properties"]), keys(full));
        let mut required: Vec<_> = object["required"].as_array().into_iter().flatten().collect();
        required.sort_by_key(|key| key.as_str());
        assert_eq!(serde_json::json!(required), serde_json::json!(keys(bare)));
    };
    let (full, bare) = (&written["tasks"][0], &bare["tasks"][0]);
    check(&defined["TaskJson"], full, bare);
    check(&defined["MeasureJson"], &full["measures"][0], &bare["measures"][0]);
    check(&defined["AssignmentJson"], &full["assignment"], &serde_json::json!({}));
}

#[test]
fn an_assignment_reads_back_from_its_json() {
    let text = serde_json::to_string(&PlanJson::from(&samples::assigned_draft()));
    let text = text.expect("a plan is JSON");
    let json: PlanJson = serde_json::from_str(&text).expect("the text is the JSON of a plan");
    assert_eq!(Plan::try_from(json), Ok(samples::assigned_draft().plan));
}

#[test]
fn a_deadline_that_is_none_is_refused_with_its_place() {
    for due in ["quý II", "2026-Q5", "2026-H1", "session-", "2026-6-30", "02026-H2"] {
        let mut json = PlanJson::from(&samples::assigned_draft());
        let assignment = json.tasks[0].assignment.as_mut().expect("the sample is assigned");
        due.clone_into(&mut assignment.deadlines[0].due);
        let refused = Plan::try_from(json).expect_err("no deadline is written like this");
        assert_eq!(refused.path, "tasks[0].assignment.deadlines[0].due", "{due}");
    }
}

#[test]
fn an_assignment_is_written_as_documented() {
    let json = serde_json::to_string_pretty(&PlanJson::from(&samples::assigned_draft()).tasks[0]);
    insta::assert_snapshot!(json.expect("a task is JSON"));
}

#[test]
fn the_schema_is_as_reviewed() {
    insta::assert_snapshot!(format!("{:#}", plan_schema()));
}
