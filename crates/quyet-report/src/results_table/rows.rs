//! The rows, in the plan's order.

use quyet_assess::verdict::{Assessed, Verdict};
use quyet_model::condition::Promise;
use quyet_model::target::Target;

use super::cells::{Subject, linked, name_of, plan_cell, status_cell};
use super::evidence::Evidence;
use super::sources::Sources;
use super::{Link, ResultsInput, column, gaps, notes};
use crate::block::{Cell, Phrase, Row};
use crate::status::gap_sentence;

/// Writes rows and collects what the lists under the table need.
pub(super) struct Writer<'i, 'a> {
    input: &'i ResultsInput<'a>,
    evidence: &'i Evidence<'a>,
    /// Finished rows.
    pub(super) rows: Vec<Row>,
    /// Sources cited so far.
    pub(super) sources: Sources<'a>,
    /// Leaves that could not be assessed.
    pub(super) gaps: Vec<Vec<Phrase>>,
}

impl<'i, 'a> Writer<'i, 'a> {
    pub(super) fn new(input: &'i ResultsInput<'a>, evidence: &'i Evidence<'a>) -> Self {
        Self { input, evidence, rows: Vec::new(), sources: Sources::default(), gaps: Vec::new() }
    }

    /// The rows of one numbered target.
    pub(super) fn target(&mut self, target: &'a Target, assessed: Option<&'a Assessed>) {
        self.write(target, assessed, 0);
    }

    fn write(&mut self, target: &'a Target, assessed: Option<&'a Assessed>, level: u8) {
        if target.is_leaf() {
            let subject = self.subject(target, assessed);
            let status = subject.status();
            self.leaf(target, &subject, Spot { level, status, remark: None });
            return;
        }
        let below = level.saturating_add(1).min(2);
        let headed = self.head(target, assessed, level);
        if !headed {
            self.container(target, assessed, level);
        } else if 1 < target.parts.len() {
            self.rows.push(lead_in(below));
        }
        for (at, part) in target.parts.iter().enumerate().skip(usize::from(headed)) {
            self.write(part, assessed.and_then(|a| a.parts.get(at)), below);
        }
    }

    /// One row for a container and the head that carries its value; `false` when there is no such head.
    fn head(&mut self, target: &'a Target, assessed: Option<&'a Assessed>, level: u8) -> bool {
        let Some(head) = target.parts.first().filter(|p| p.code == target.code && p.is_leaf())
        else {
            return false;
        };
        let subject = self.subject(head, assessed.and_then(|a| a.parts.first()));
        let own = subject.status();
        let whole = status_cell(assessed);
        let apart = own.text != whole.text;
        let remark = apart.then(|| format!("đánh giá cả nhóm; riêng mức chung: {}", own.text));
        self.leaf(target, &subject, Spot { level, status: whole, remark });
        true
    }

    fn leaf(&mut self, named: &'a Target, subject: &Subject<'a>, spot: Spot) {
        let mut remarks: Vec<String> = spot.remark.into_iter().collect();
        remarks.extend(notes::note(subject, self.evidence, &mut self.sources));
        let mut cells = self.opening(named, spot.level);
        cells.extend(subject.middle(self.input.link));
        cells.push(spot.status);
        cells.push(Cell::words(remarks.join("; ")));
        self.rows.push(Row { level: spot.level, cells });
        let link = (self.input.link)(Link::Target(subject.target.code.clone()));
        self.gaps.extend(gaps::item(subject, link));
    }

    fn container(&mut self, target: &'a Target, assessed: Option<&'a Assessed>, level: u8) {
        let mut cells = self.opening(target, level);
        cells.resize(column::PLAN, Cell::EMPTY);
        let plain = Promise::AllOf { count: None, direction: None };
        let told = target.condition.promise != plain;
        cells.push(if told { plan_cell(target) } else { Cell::EMPTY });
        cells.resize(column::COUNT - 2, Cell::EMPTY);
        cells.push(status_cell(assessed));
        let reason = assessed.and_then(|a| match &a.verdict {
            Verdict::NotAssessable(gap) => Some(gap_sentence(gap)),
            _ => None,
        });
        cells.push(Cell::words(reason.unwrap_or_default()));
        self.rows.push(Row { level, cells });
    }

    fn opening(&self, target: &Target, level: u8) -> Vec<Cell> {
        let ordinal = match level {
            0 => target.code.to_string(),
            1 => "-".to_owned(),
            _ => "+".to_owned(),
        };
        let link = (self.input.link)(Link::Target(target.code.clone()));
        vec![Cell::words(ordinal), linked(Cell::words(name_of(target)), link)]
    }

    fn subject(&self, target: &'a Target, assessed: Option<&'a Assessed>) -> Subject<'a> {
        Subject::new(self.input, self.evidence, target, assessed)
    }
}

struct Spot {
    level: u8,
    status: Cell,
    remark: Option<String>,
}

fn lead_in(level: u8) -> Row {
    let mut cells = vec![Cell::EMPTY, Cell::words("Trong đó:")];
    cells.resize(column::COUNT, Cell::EMPTY);
    Row { level, cells }
}
