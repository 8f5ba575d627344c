//! The fields of a target and of a task.

use quyet_model::assignment::{Assignment, Phrase};
use quyet_model::indicator::{Indicator, IndicatorId};
use quyet_model::review::ItemId;
use quyet_model::span::Span;
use quyet_model::target::Target;
use quyet_model::task::Task;

use super::{ConditionForm, FieldError, said};
use crate::review::change::EditTarget;
use crate::views::review::words::Words;

/// A target as words in fields.
#[doc(alias = "các ô của chỉ tiêu")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetForm {
    /// The name.
    pub name: String,
    /// What is promised.
    pub condition: ConditionForm,
    /// Time words.
    pub horizon: String,
    /// The indicator, by its identity or its name.
    pub indicator: String,
    /// Number of the first of its words, from 1 over the whole text.
    pub from: String,
    /// Number of the last of its words.
    pub to: String,
}

impl TargetForm {
    /// The fields that say this target.
    pub fn of(target: &Target, words: &Words<'_>) -> Self {
        let (from, to) = words.numbers(target.at.span).unwrap_or_default();
        Self {
            name: target.name.clone(),
            condition: ConditionForm::of(&target.condition),
            horizon: target.horizon.clone().unwrap_or_default(),
            indicator: target.indicator.as_ref().map(|id| id.0.clone()).unwrap_or_default(),
            from: from.to_string(),
            to: to.to_string(),
        }
    }

    /// What the fields change of the target; `None` when they say what stands already. The condition and the
    /// indicator of a whole of parts are not looked at.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn read(
        &self,
        (item, known): (ItemId, &Target),
        whole: bool,
        words: &Words<'_>,
        catalogue: &[Indicator],
    ) -> Result<Option<EditTarget>, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut note = |error: FieldError| errors.push(error);
        let name = said(&self.name);
        if name.is_none() {
            note(FieldError::new("ten", "chỉ tiêu phải có tên"));
        }
        let condition = if whole { Ok(known.condition.clone()) } else { self.condition.read() };
        let condition = condition.map_err(|all| all.into_iter().for_each(&mut note));
        let indicator = read_indicator(&self.indicator, catalogue).map_err(&mut note);
        let span = self.span(known, words).map_err(&mut note);
        let (Some(name), Ok(condition), Ok(indicator), Ok(span)) =
            (name, condition, indicator, span)
        else {
            return Err(errors);
        };
        let edit =
            EditTarget { item, name, condition, horizon: said(&self.horizon), indicator, span };
        let same = edit.name == known.name
            && edit.horizon == known.horizon
            && (whole || (edit.condition == known.condition && edit.indicator == known.indicator))
            && edit.span.is_none();
        Ok((!same).then_some(edit))
    }

    /// The words pointed at; `None` when they are the known ones.
    fn span(&self, known: &Target, words: &Words<'_>) -> Result<Option<Span>, FieldError> {
        let Some(pointed) = words.pointed(&self.from, &self.to)? else { return Ok(None) };
        let before = words.numbers(known.at.span).and_then(|(from, to)| words.span(from, to));
        Ok((before != Some(pointed)).then_some(pointed))
    }
}

/// The indicator meant by an identity or a name; `None` for no words.
///
/// # Errors
/// When the catalogue has none of this identity or name.
pub fn read_indicator(
    words: &str,
    catalogue: &[Indicator],
) -> Result<Option<IndicatorId>, FieldError> {
    let Some(words) = said(words) else { return Ok(None) };
    let wanted = words.to_lowercase();
    let known = catalogue.iter().find(|i| i.id.0 == words || i.name.to_lowercase() == wanted);
    known.map(|known| Some(known.id.clone())).ok_or_else(|| {
        let short: String = words.chars().take(60).collect();
        let message = format!(
            "chỉ tiêu thống kê “{short}” chưa được khai báo; chọn trong danh sách gợi ý hoặc để trống"
        );
        FieldError::new("chi-tieu-thong-ke", message)
    })
}

/// A task as words in fields.
#[doc(alias = "các ô của nhiệm vụ")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskForm {
    /// What is to be done, one by one, as many as the task has.
    pub measures: Vec<String>,
    /// Bodies that lead, parted by ";"; empty when none is named.
    pub lead: String,
    /// Bodies that support, parted by ";"; empty when none is named.
    pub supporting: String,
    /// What has to come out; empty when it is not named.
    pub output: String,
}

impl TaskForm {
    /// The fields that say this task.
    pub fn of(task: &Task) -> Self {
        let joined = |names: &[Phrase]| {
            names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join("; ")
        };
        let of = &task.assignment;
        Self {
            measures: task.measures.iter().map(|m| m.passage.text.clone()).collect(),
            lead: joined(&of.lead),
            supporting: joined(&of.supporting),
            output: joined(of.output.as_slice()),
        }
    }

    /// The task with these words; `None` when they say what stands already. A measure without words is taken out.
    ///
    /// # Errors
    /// When no words are left.
    pub fn read(&self, known: &Task) -> Result<Option<Task>, Vec<FieldError>> {
        if *self == Self::of(known) {
            return Ok(None);
        }
        let mut task = known.clone();
        for (measure, words) in task.measures.iter_mut().zip(&self.measures) {
            let words = folded(words);
            if words != measure.passage.text {
                // Who and when belonged to the words that stood there before.
                measure.assignment = Assignment::default();
                measure.passage.text = words;
            }
        }
        task.measures.retain(|measure| !measure.passage.text.is_empty());
        if task.measures.is_empty() {
            return Err(vec![FieldError::new("noi-dung-0", "nhiệm vụ phải còn ít nhất một việc")]);
        }
        task.assignment.lead = named(known, &self.lead);
        task.assignment.supporting = named(known, &self.supporting);
        task.assignment.output = phrase(known, &self.output);
        if task.measures == known.measures && task.assignment == known.assignment {
            return Ok(None);
        }
        if task.measures == known.measures {
            return Ok(Some(task));
        }
        let said: Vec<&str> = task.measures.iter().map(|m| m.passage.text.as_str()).collect();
        task.text = said.join(" ");
        Ok(Some(task))
    }
}

/// Bodies as people write them, parted by ";".
pub(crate) fn named(task: &Task, words: &str) -> Vec<Phrase> {
    words.split(';').filter_map(|name| phrase(task, name)).collect()
}

/// Words that people write of a task: what the text names keeps its place there, what is new stands where the task
/// stands. `None` without words.
pub(crate) fn phrase(task: &Task, words: &str) -> Option<Phrase> {
    let of = &task.assignment;
    let text = folded(words);
    let mut known = of.lead.iter().chain(&of.supporting).chain(of.output.as_ref());
    let same = known.find(|phrase| folded(&phrase.text) == text).cloned();
    (!text.is_empty()).then(|| same.unwrap_or(Phrase { text, span: task.at.span }))
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use quyet_model::citation::{Citation, Passage};
    use quyet_model::task::{Measure, TaskGroup};

    fn task() -> Task {
        let at = Citation { span: Span::new(0, 90), ..Citation::default() };
        let text = "Sở Tài chính chủ trì lập đề án".to_owned();
        let lead = vec![Phrase { text: "Sở Tài chính".to_owned(), span: Span::new(0, 15) }];
        let assignment = Assignment { lead, ..Assignment::default() };
        let passage = Passage { text: text.clone(), at: at.clone() };
        let measures = vec![Measure { passage, assignment: assignment.clone() }];
        let group = TaskGroup { code: "1".to_owned(), title: String::new() };
        Task { code: "1".to_owned(), group, text, at, measures, assignment }
    }

    #[test]
    fn what_stands_already_changes_nothing() {
        assert_eq!(TaskForm::of(&task()).read(&task()), Ok(None));
    }

    #[test]
    fn a_body_that_the_text_names_keeps_its_place_and_a_new_one_stands_with_the_task() {
        let form = TaskForm {
            lead: "Sở Xây dựng;  Sở Tài  chính ; ".to_owned(),
            output: "Đề án; tờ trình".to_owned(),
            ..TaskForm::of(&task())
        };
        let read = form.read(&task()).expect("words for every field").expect("a change");
        let lead: Vec<_> = read.assignment.lead.iter().map(|p| (p.text.as_str(), p.span)).collect();
        assert_eq!(lead, [("Sở Xây dựng", Span::new(0, 90)), ("Sở Tài chính", Span::new(0, 15))]);
        assert_eq!(read.assignment.output.map(|p| p.text).as_deref(), Some("Đề án; tờ trình"));
        assert_eq!((read.text, read.measures), (task().text, task().measures));
    }

    #[test]
    fn a_task_without_words_is_refused_at_its_field() {
        let form = TaskForm { measures: vec![" ".to_owned()], ..TaskForm::of(&task()) };
        let refused = form.read(&task()).expect_err("nothing is left to do");
        assert_eq!(refused[0].field, "noi-dung-0");
    }
}
