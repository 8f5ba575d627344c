//! An assessment in the few lines of a `ket-qua` block.

use std::fmt::Write as _;

use quyet_assess::number::decimal;
use quyet_assess::verdict::{Assessed, FinalVerdict, Gap, InYearVerdict, PlanAssessment, Verdict};
use quyet_assess::working::Rule;

/// The lines of every target and part, in the plan's order.
pub(super) fn of(assessment: &PlanAssessment) -> String {
    let mut lines = String::new();
    for target in &assessment.targets {
        describe(target, "", &mut lines);
    }
    lines
}

/// The rules that decided, in the plan's order.
pub(super) fn rules(assessment: &PlanAssessment) -> Vec<Rule> {
    fn collect(target: &Assessed, rules: &mut Vec<Rule>) {
        rules.push(target.working.rule);
        target.parts.iter().for_each(|part| collect(part, rules));
    }
    let mut rules = Vec::new();
    assessment.targets.iter().for_each(|target| collect(target, &mut rules));
    rules
}

fn describe(target: &Assessed, indent: &str, lines: &mut String) {
    let working = &target.working;
    let mut line = |words: String| writeln!(lines, "{indent}{words}").expect("a string takes all");
    line(format!("{}: {}", target.code, verdict(&target.verdict)));
    if !working.formula.is_empty() {
        line(format!("  {}", working.formula));
    }
    line(format!("  vì: {}", working.because));
    for caveat in &working.caveats {
        line(format!("  lưu ý: {caveat}"));
    }
    if let Some(share) = target.share_of_plan {
        line(format!("  so với kế hoạch: {} %", decimal(share)));
    }
    for part in &target.parts {
        describe(part, &format!("{indent}  "), lines);
    }
}

fn verdict(verdict: &Verdict) -> String {
    let word = match verdict {
        Verdict::Final(FinalVerdict::Exceeded) => "vượt",
        Verdict::Final(FinalVerdict::Met) => "đạt",
        Verdict::Final(FinalVerdict::NotMet) => "không đạt",
        Verdict::InYear(InYearVerdict::OnTrack) => "trong năm, đúng tiến độ",
        Verdict::InYear(InYearVerdict::AtRisk) => "trong năm, có nguy cơ",
        Verdict::InYear(InYearVerdict::OffTrack) => "trong năm, khó đạt",
        Verdict::NotAssessable(gap) => return format!("chưa đánh giá được, {}", reason(gap)),
    };
    word.to_owned()
}

fn reason(gap: &Gap) -> String {
    match gap {
        Gap::NoFigure => "chưa có số liệu".to_owned(),
        Gap::NotDue { due } => format!("chưa đến kỳ (từ {due})"),
        Gap::AwaitingPublication { usual } => format!("chờ công bố (thường {usual})"),
        Gap::NoBaseline => "không có số gốc".to_owned(),
        Gap::OperandMissing { reported_as, figure } => {
            format!("chỉ có số gộp ({reported_as}, số liệu {figure})")
        }
        Gap::PartsMissing { parts } => {
            let codes: Vec<_> = parts.iter().map(ToString::to_string).collect();
            format!("thiếu thành phần {}", codes.join(", "))
        }
        Gap::Undecided => "số liệu không quyết định được".to_owned(),
        Gap::NeedsPerson => "cần người đánh giá".to_owned(),
        Gap::NotLinked => "chưa gắn chỉ tiêu thống kê".to_owned(),
        Gap::Withheld => "theo chế độ mật".to_owned(),
        Gap::CannotRestate => "khác địa giới".to_owned(),
    }
}
