//! a container and its parts.
//!
//! **Takes** the verdicts of the parts. **Gives** the verdict of the whole: the worst part speaks.

use jiff::civil::Date;
use quyet_model::condition::Promise;
use quyet_model::target::{Target, TargetCode};

use crate::finding::Finding;
use crate::verdict::{Assessed, FinalVerdict, Gap, InYearVerdict, Verdict};
use crate::wording::{day, final_verdict, in_year};
use crate::working::Rule;

/// The parts sorted by what became of them.
struct Sorted<'a> {
    exceeded: usize,
    /// Đạt, đúng tiến độ.
    kept: usize,
    at_risk: Vec<&'a Assessed>,
    failed: Vec<&'a Assessed>,
    open: Vec<&'a Assessed>,
    /// Whether the verdicts are those of a running year.
    running: bool,
}

impl<'a> Sorted<'a> {
    fn of(parts: &'a [Assessed]) -> Self {
        let mut sorted = Self {
            exceeded: 0,
            kept: 0,
            at_risk: Vec::new(),
            failed: Vec::new(),
            open: Vec::new(),
            running: parts.iter().any(|part| matches!(part.verdict, Verdict::InYear(_))),
        };
        for part in parts {
            match part.verdict {
                Verdict::Final(FinalVerdict::Exceeded) => sorted.exceeded += 1,
                Verdict::Final(FinalVerdict::Met) | Verdict::InYear(InYearVerdict::OnTrack) => {
                    sorted.kept += 1;
                }
                Verdict::InYear(InYearVerdict::AtRisk) => sorted.at_risk.push(part),
                Verdict::Final(FinalVerdict::NotMet) | Verdict::InYear(InYearVerdict::OffTrack) => {
                    sorted.failed.push(part);
                }
                Verdict::NotAssessable(_) => sorted.open.push(part),
            }
        }
        sorted
    }

    fn attained(&self) -> usize {
        self.exceeded + self.kept
    }
}

/// The verdict of a container: at least *k* of its parts when the text says so, else all of them.
pub(crate) fn combine(container: &Target, parts: &[Assessed]) -> Finding {
    let sorted = Sorted::of(parts);
    match container.condition.promise {
        Promise::AtLeastK(k) => {
            at_least(container, usize::try_from(k).unwrap_or(usize::MAX), &sorted)
        }
        _ => all(container, parts.len(), &sorted),
    }
}

fn all(container: &Target, count: usize, sorted: &Sorted<'_>) -> Finding {
    let codes = |parts: &[&Assessed]| names(&container.code, parts);
    if !sorted.failed.is_empty() {
        let verdict = failed(sorted.running);
        let because = format!("Thành phần {} {}.", codes(&sorted.failed), word(&verdict));
        let open = (!sorted.open.is_empty())
            .then(|| format!("Chưa đánh giá được thành phần {}.", codes(&sorted.open)));
        return Finding::new(Rule::Parts, verdict, because).caveats(open);
    }
    if !sorted.open.is_empty() {
        return missing(&container.code, sorted);
    }
    if !sorted.at_risk.is_empty() {
        let verdict = Verdict::InYear(InYearVerdict::AtRisk);
        let because = format!("Thành phần {} {}.", codes(&sorted.at_risk), word(&verdict));
        return Finding::new(Rule::Parts, verdict, because);
    }
    let verdict = match sorted.exceeded {
        _ if sorted.running => Verdict::InYear(InYearVerdict::OnTrack),
        exceeded if exceeded == count => Verdict::Final(FinalVerdict::Exceeded),
        _ => Verdict::Final(FinalVerdict::Met),
    };
    let some = match verdict {
        Verdict::Final(FinalVerdict::Met) if 0 < sorted.exceeded => {
            format!(", trong đó {} thành phần vượt", sorted.exceeded)
        }
        _ => String::new(),
    };
    let because = format!("Cả {count} thành phần đều {}{some}.", word(&verdict));
    Finding::new(Rule::Parts, verdict, because)
}

fn at_least(container: &Target, k: usize, sorted: &Sorted<'_>) -> Finding {
    let attained = sorted.attained();
    let verdict = if k <= attained {
        match attained {
            _ if sorted.running => Verdict::InYear(InYearVerdict::OnTrack),
            more if k < more => Verdict::Final(FinalVerdict::Exceeded),
            _ => Verdict::Final(FinalVerdict::Met),
        }
    } else if k <= attained + sorted.at_risk.len() {
        Verdict::InYear(InYearVerdict::AtRisk)
    } else if k <= attained + sorted.at_risk.len() + sorted.open.len() {
        return missing(&container.code, sorted);
    } else {
        failed(sorted.running)
    };
    let kept = if sorted.running { "đúng tiến độ" } else { "đạt hoặc vượt" };
    let because = format!("{attained} thành phần {kept}, yêu cầu ít nhất {k}: {}.", word(&verdict));
    let mut finding = Finding::new(Rule::Parts, verdict, because);
    let sign = match attained.cmp(&k) {
        std::cmp::Ordering::Less => '<',
        std::cmp::Ordering::Equal => '=',
        std::cmp::Ordering::Greater => '>',
    };
    finding.working.formula = format!("{attained} {sign} {k}");
    finding
}

/// No part failed and some cannot be assessed: when all of these only wait, the whole waits with them.
fn missing(container: &TargetCode, sorted: &Sorted<'_>) -> Finding {
    let codes = names(container, &sorted.open);
    let waits: Option<Vec<Wait>> = sorted.open.iter().map(|part| Wait::of(&part.verdict)).collect();
    let last = waits.and_then(|waits| waits.into_iter().max());
    let (gap, because) = match last {
        Some(Wait { day: due, closed: false }) => {
            let when = day(due);
            let because =
                format!("Thành phần {codes} chưa đến kỳ đánh giá; sớm nhất từ ngày {when}.");
            (Gap::NotDue { due }, because)
        }
        Some(Wait { day: usual, closed: true }) => {
            let when = day(usual);
            let because =
                format!("Thành phần {codes} còn chờ công bố số liệu, thường vào ngày {when}.");
            (Gap::AwaitingPublication { usual }, because)
        }
        None => {
            let parts = sorted.open.iter().map(|part| part.code.clone()).collect();
            let because = format!(
                "Chưa đánh giá được thành phần {codes}, các thành phần còn lại không có thành phần nào không đạt."
            );
            (Gap::PartsMissing { parts }, because)
        }
    };
    Finding::gap(Rule::Parts, gap, because)
}

/// Until when a part waits; a part of a closed year waits for publication.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wait {
    day: Date,
    closed: bool,
}

impl Wait {
    fn of(verdict: &Verdict) -> Option<Self> {
        match verdict {
            Verdict::NotAssessable(Gap::NotDue { due }) => Some(Self { day: *due, closed: false }),
            Verdict::NotAssessable(Gap::AwaitingPublication { usual }) => {
                Some(Self { day: *usual, closed: true })
            }
            _ => None,
        }
    }
}

fn failed(running: bool) -> Verdict {
    if running {
        Verdict::InYear(InYearVerdict::OffTrack)
    } else {
        Verdict::Final(FinalVerdict::NotMet)
    }
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Final(verdict) => final_verdict(*verdict),
        Verdict::InYear(verdict) => in_year(*verdict),
        Verdict::NotAssessable(_) => "chưa đánh giá được",
    }
}

/// The numbers of parts as people read them; a head that bears its container's number is named as such.
fn names(container: &TargetCode, parts: &[&Assessed]) -> String {
    let name = |part: &&Assessed| {
        if part.code == *container {
            format!("{} (mức chung)", part.code)
        } else {
            part.code.to_string()
        }
    };
    parts.iter().map(name).collect::<Vec<_>>().join(", ")
}
