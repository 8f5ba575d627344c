//! A verdict under construction.

use quyet_model::Decimal;
use quyet_model::figure::FigureVersion;
use quyet_model::target::TargetCode;

use crate::verdict::{Assessed, Gap, Verdict};
use crate::working::{Input, Rule, Working};

/// What was found for one target, before it takes its place in the tree.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) verdict: Verdict,
    pub(crate) working: Working,
    pub(crate) figure: Option<FigureVersion>,
    pub(crate) share: Option<Decimal>,
}

impl Finding {
    /// A verdict with its reason and nothing else yet.
    pub(crate) fn new(rule: Rule, verdict: Verdict, because: impl Into<String>) -> Self {
        let working = Working {
            rule,
            formula: String::new(),
            because: because.into(),
            inputs: Vec::new(),
            caveats: Vec::new(),
        };
        Self { verdict, working, figure: None, share: None }
    }

    /// A named gap with its reason.
    pub(crate) fn gap(rule: Rule, gap: Gap, because: impl Into<String>) -> Self {
        Self::new(rule, Verdict::NotAssessable(gap), because)
    }

    /// With the numbers that were used, in order.
    pub(crate) fn inputs(mut self, inputs: impl IntoIterator<Item = Input>) -> Self {
        self.working.inputs.extend(inputs);
        self
    }

    /// With what a careful reader should know.
    pub(crate) fn caveats(mut self, caveats: impl IntoIterator<Item = String>) -> Self {
        self.working.caveats.extend(caveats);
        self
    }

    /// With the figure shown. As of the moment it stands, so it names no successor.
    pub(crate) fn showing(mut self, version: &FigureVersion, share: Option<Decimal>) -> Self {
        self.figure = Some(FigureVersion { replaced_by: None, ..version.clone() });
        self.share = share;
        self
    }

    /// The finding in its place in the tree.
    pub(crate) fn into_assessed(self, code: TargetCode, parts: Vec<Assessed>) -> Assessed {
        let Self { verdict, working, figure, share } = self;
        Assessed { code, verdict, working, figure, share_of_plan: share, parts }
    }
}
