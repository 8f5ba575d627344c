//! The plan's JSON Schema.

use schemars::generate::SchemaSettings;

use crate::plan::{PLAN_SCHEMA, PlanJson};

/// The JSON Schema (draft 2020-12) of [`PlanJson`] as it is written, with a description of every field.
pub fn plan_schema() -> serde_json::Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<PlanJson>();
    schema.insert("$id".to_owned(), format!("urn:{}", PLAN_SCHEMA.replace('/', ":")).into());
    schema.insert("title".to_owned(), "Kế hoạch đọc từ nghị quyết (quyet/plan/1)".into());
    schema.to_value()
}
