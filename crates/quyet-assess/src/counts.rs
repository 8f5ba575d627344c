//! How many of each verdict.

use crate::verdict::{Assessed, Counts, FinalVerdict, Gap, InYearVerdict, Verdict};

impl Counts {
    /// Counts over verdicts; every verdict is counted exactly once.
    pub fn of<'a>(verdicts: impl IntoIterator<Item = &'a Verdict>) -> Self {
        let mut counts = Self::default();
        for verdict in verdicts {
            *counts.slot(verdict) += 1;
        }
        counts
    }

    /// Counts over the judged leaves below these targets.
    pub fn of_leaves(targets: &[Assessed]) -> Self {
        Self::of(targets.iter().flat_map(leaves).map(|leaf| &leaf.verdict))
    }

    /// All that were counted.
    pub fn total(&self) -> usize {
        self.concluded() + self.in_year() + self.open()
    }

    /// Đạt và vượt.
    pub fn attained(&self) -> usize {
        self.exceeded + self.met
    }

    /// Those with a final verdict.
    pub fn concluded(&self) -> usize {
        self.attained() + self.not_met
    }

    /// Those with a verdict while the year runs.
    pub fn in_year(&self) -> usize {
        self.on_track + self.at_risk + self.off_track
    }

    /// Those of which nothing can be said, for whatever reason.
    pub fn open(&self) -> usize {
        self.not_due + self.not_assessable
    }

    fn slot(&mut self, verdict: &Verdict) -> &mut usize {
        match verdict {
            Verdict::Final(FinalVerdict::Exceeded) => &mut self.exceeded,
            Verdict::Final(FinalVerdict::Met) => &mut self.met,
            Verdict::Final(FinalVerdict::NotMet) => &mut self.not_met,
            Verdict::InYear(InYearVerdict::OnTrack) => &mut self.on_track,
            Verdict::InYear(InYearVerdict::AtRisk) => &mut self.at_risk,
            Verdict::InYear(InYearVerdict::OffTrack) => &mut self.off_track,
            Verdict::NotAssessable(Gap::NotDue { .. } | Gap::AwaitingPublication { .. }) => {
                &mut self.not_due
            }
            Verdict::NotAssessable(_) => &mut self.not_assessable,
        }
    }
}

/// The judged leaves of one target, in the plan's order; the target itself when it has no parts.
pub fn leaves(target: &Assessed) -> Vec<&Assessed> {
    if target.parts.is_empty() {
        return vec![target];
    }
    target.parts.iter().flat_map(leaves).collect()
}
