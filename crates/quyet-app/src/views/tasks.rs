//! The tasks of a plan by group, and who is charged.

use quyet_model::citation::{Citation, Passage};
use quyet_model::task::{DutyKind, Task};

use crate::assess_plan::JudgedPlan;
use crate::paths;
use crate::views::assignment::{Said, beyond, marked, said};

/// Words with the address of their place in the document.
#[derive(Clone, Debug)]
pub struct Quoted {
    /// The words.
    pub text: String,
    /// "Điều 3 khoản 2 điểm a".
    pub breadcrumb: String,
    /// Address with anchor.
    pub path: String,
}

/// One sentence of a task.
#[derive(Clone, Debug)]
pub struct MeasureRow {
    /// The words.
    pub text: String,
    /// Who and when, as this sentence says; empty where the task has no other sentence.
    pub said: Vec<Said>,
}

/// A task with its sentences.
#[derive(Clone, Debug)]
pub struct TaskRow {
    /// "2.a".
    pub code: String,
    /// The measures, one per sentence.
    pub measures: Vec<MeasureRow>,
    /// Who and when, beyond what single sentences say. Empty when the text names nothing.
    pub said: Vec<Said>,
    /// Where it stands.
    pub quoted: Quoted,
    /// Documents cited inside it: "Nghị quyết số 16-NQ/TU ngày 12/08/2021 (Tỉnh ủy)".
    pub citations: Vec<String>,
}

/// A group of tasks.
#[derive(Clone, Debug)]
pub struct TaskGroupView {
    /// "2".
    pub code: String,
    /// Its heading; empty when it has none.
    pub title: String,
    /// Its tasks.
    pub tasks: Vec<TaskRow>,
}

/// A duty of the closing article.
#[derive(Clone, Debug)]
pub struct DutyRow {
    /// Who.
    pub addressees: Vec<String>,
    /// "Tổ chức thực hiện", "Giám sát", "Phối hợp, vận động".
    pub kind: &'static str,
    /// With whom and by when. Empty when the text names nothing.
    pub said: Vec<Said>,
    /// The words.
    pub quoted: Quoted,
}

/// The page.
#[derive(Clone, Debug)]
pub struct TasksPage {
    /// Groups in the text's order.
    pub groups: Vec<TaskGroupView>,
    /// Duties in the text's order.
    pub duties: Vec<DutyRow>,
    /// How many tasks and measures.
    pub totals: (usize, usize),
    /// For how many tasks it is told who leads, and by when.
    pub named: (usize, usize),
}

/// Builds the page.
pub fn tasks_page(judged: &JudgedPlan) -> TasksPage {
    let plan = &judged.adopted.adopted.plan;
    let mut groups: Vec<TaskGroupView> = Vec::new();
    for task in &plan.tasks {
        let row = task_row(judged, task);
        match groups
            .last_mut()
            .filter(|group| group.code == task.group.code && group.title == task.group.title)
        {
            Some(group) => group.tasks.push(row),
            None => groups.push(TaskGroupView {
                code: task.group.code.clone(),
                title: task.group.title.clone(),
                tasks: vec![row],
            }),
        }
    }
    let duties = plan.duties.iter().map(|duty| DutyRow {
        addressees: duty.addressees.clone(),
        kind: duty_words(duty.kind),
        said: said(&duty.assignment),
        quoted: quoted(judged, &duty.passage),
    });
    let measures = plan.tasks.iter().map(|task| task.measures.len()).sum();
    let counted = |named: fn(&Task) -> bool| plan.tasks.iter().filter(|task| named(task)).count();
    TasksPage {
        duties: duties.collect(),
        totals: (plan.tasks.len(), measures),
        named: (
            counted(|task| !task.assignment.lead.is_empty()),
            counted(|task| !task.assignment.deadlines.is_empty()),
        ),
        groups,
    }
}

fn duty_words(kind: DutyKind) -> &'static str {
    match kind {
        DutyKind::CarryOut => "Tổ chức thực hiện",
        DutyKind::Supervise => "Giám sát",
        DutyKind::Mobilise => "Phối hợp, vận động",
        DutyKind::Other => "Trách nhiệm khác",
    }
}

fn task_row(judged: &JudgedPlan, task: &Task) -> TaskRow {
    let cited = judged.adopted.adopted.plan.citations.iter();
    let inside = cited.filter(|cited| task.at.span.contains(cited.at.span));
    let several = 1 < task.measures.len();
    let own = task.measures.iter().filter(|_| several).map(|measure| &measure.assignment);
    let measures = task.measures.iter().map(|measure| MeasureRow {
        text: measure.passage.text.clone(),
        said: if several { said(&measure.assignment) } else { Vec::new() },
    });
    TaskRow {
        code: task.code.clone(),
        measures: measures.collect(),
        said: said(&marked(beyond(&task.assignment, own), task.at.span)),
        quoted: quoted_at(judged, &task.text, &task.at),
        citations: inside.map(super::document::cited_words).collect(),
    }
}

/// A passage with its address.
pub fn quoted(judged: &JudgedPlan, passage: &Passage) -> Quoted {
    quoted_at(judged, &passage.text, &passage.at)
}

/// Words with the address of their citation.
pub fn quoted_at(judged: &JudgedPlan, text: &str, at: &Citation) -> Quoted {
    let document = paths::document(&judged.adopted.adopted.document);
    let path = format!("{document}#{}", at.breadcrumb.anchor());
    Quoted {
        text: text.to_owned(),
        breadcrumb: at.breadcrumb.to_string(),
        path: paths::at(&path, &judged.moment),
    }
}
