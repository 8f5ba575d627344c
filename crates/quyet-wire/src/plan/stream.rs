//! The plan's public form written item by item, so that a long plan is never held twice.

use std::io::{self, Write};

use quyet_model::plan::Draft;
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{
    AssessmentJson, BackgroundJson, CitedDocumentJson, DiagnosticJson, DocumentJson, PLAN_SCHEMA,
    UnreadJson,
};
use crate::plan::passage::PassageJson;
use crate::plan::target::TargetJson;
use crate::plan::task::{DutyJson, TaskJson};

/// Writes a draft as [`PlanJson`](super::PlanJson) is written with two spaces of indent, ending in a line break.
///
/// # Errors
/// When `out` takes no more.
pub fn write_draft(draft: &Draft, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, &Stream(draft)).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

struct Stream<'a>(&'a Draft);

impl Serialize for Stream<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let Draft { plan, diagnostics } = self.0;
        let mut form = out.serialize_struct("PlanJson", 11)?;
        form.serialize_field("schema", PLAN_SCHEMA)?;
        form.serialize_field("document", &DocumentJson::from(&plan.document))?;
        form.serialize_field("objective", &Each(&plan.objective, PassageJson::from))?;
        form.serialize_field("targets", &Each(&plan.targets, TargetJson::from))?;
        form.serialize_field("tasks", &Each(&plan.tasks, TaskJson::from))?;
        form.serialize_field("citations", &Each(&plan.citations, CitedDocumentJson::from))?;
        form.serialize_field("duties", &Each(&plan.duties, DutyJson::from))?;
        form.serialize_field("assessment", &AssessmentJson::from(&plan.assessment))?;
        form.serialize_field("background", &Each(&plan.background, BackgroundJson::from))?;
        form.serialize_field("unread", &Each(&plan.unread, UnreadJson::from))?;
        form.serialize_field("diagnostics", &Each(diagnostics, DiagnosticJson::from))?;
        form.end()
    }
}

/// Items that take their written form one at a time.
struct Each<'a, T, J>(&'a [T], fn(&'a T) -> J);

impl<T, J: Serialize> Serialize for Each<'_, T, J> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(self.0.iter().map(self.1))
    }
}
