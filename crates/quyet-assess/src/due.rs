//! nothing decides yet; is it late?
//!
//! **Takes** a case without a deciding figure. **Gives** not due, awaiting publication or no figure.

use jiff::civil::Date;
use quyet_model::figure::FigureVersion;
use quyet_model::indicator::Measure;

use crate::caveat;
use crate::choose;
use crate::finding::Finding;
use crate::question::{Case, ask};
use crate::share;
use crate::verdict::{FinalVerdict, Gap, InYearVerdict, Verdict};
use crate::weigh::{self, Weight};
use crate::wording::{day, figure as shown, in_year, running};
use crate::working::{Input, Rule};

/// Nothing was reported for the whole year; the latest figure of a part of it is shown.
pub(crate) fn missing(case: &Case<'_>) -> Finding {
    let figures = case.known.figures(&case.indicator.id);
    let latest = choose::latest(figures, case.year, case.indicator.measure);
    let already = latest.filter(|_| !case.closed).and_then(|version| reached(case, version));
    let finding = already.unwrap_or_else(|| waiting(case, latest));
    match latest {
        Some(version) => {
            let share = share::of_plan(case.target, case.indicator, &version.figure);
            finding.showing(version, share)
        }
        None => finding,
    }
}

/// The first day on which a final verdict can be expected.
fn due_day(case: &Case<'_>) -> Date {
    let after = Date::new(case.year.saturating_add(1), 1, 1).unwrap_or(Date::MAX);
    usual_day(case).map_or(after, |usual| usual.max(after))
}

fn usual_day(case: &Case<'_>) -> Option<Date> {
    case.indicator.publication.map(|publication| publication.day_for(case.year))
}

fn waiting(case: &Case<'_>, latest: Option<&FigureVersion>) -> Finding {
    let year = case.year;
    let known = latest.map(|version| {
        let label = running(&version.figure, case.indicator.measure);
        Input { label, value: shown(&version.figure, case.unit()), figure: Some(version.id) }
    });
    let so_far = known.as_ref().map(|i| format!(" {} là {}.", i.label, i.value));
    let so_far = so_far.unwrap_or_default();
    let usual = usual_day(case).filter(|usual| case.known.at.valid < *usual);
    let (gap, because) = match usual {
        _ if !case.closed => {
            let due = due_day(case);
            let when = day(due);
            let because = format!(
                "Năm {year} chưa kết thúc và chưa có lộ trình trong năm để so sánh; kết luận sớm nhất từ ngày {when}.{so_far}"
            );
            (Gap::NotDue { due }, because)
        }
        Some(usual) => {
            let when = day(usual);
            let because = format!(
                "Số liệu năm {year} thường được công bố vào ngày {when}, chưa đến ngày đó.{so_far}"
            );
            (Gap::AwaitingPublication { usual }, because)
        }
        None => {
            let because =
                format!("Đã đến kỳ nhưng chưa có số liệu cả năm {year} được báo cáo.{so_far}");
            (Gap::NoFigure, because)
        }
    };
    Finding::gap(Rule::Due, gap, because).inputs(known)
}

/// A total that can only grow has already decided the year's question.
fn reached(case: &Case<'_>, version: &FigureVersion) -> Option<Finding> {
    if !matches!(case.indicator.measure, Measure::Flow | Measure::Roster) {
        return None;
    }
    let question = ask(case).ok()?;
    let verdict = match weigh::so_far(case, &question, &version.figure) {
        Weight::Decides(FinalVerdict::NotMet) => InYearVerdict::OffTrack,
        Weight::Decides(_) | Weight::AtLeastMet => InYearVerdict::OnTrack,
        Weight::WordsCouldDecide | Weight::Open => return None,
    };
    let label = running(&version.figure, case.indicator.measure);
    let value = shown(&version.figure, case.unit());
    let phrase = &question.phrase;
    let reached = match verdict {
        InYearVerdict::OnTrack => "đã đạt mức cả năm",
        InYearVerdict::AtRisk | InYearVerdict::OffTrack => "không còn giữ được mức cả năm",
    };
    let word = in_year(verdict);
    let because = format!("{label} là {value}, {reached} ({phrase}): {word}.");
    let input = Input { label, value, figure: Some(version.id) };
    let plan = plan_input(case, phrase);
    let told = [caveat::basis(version.figure.basis), caveat::words(version)];
    let finding = Finding::new(Rule::Due, Verdict::InYear(verdict), because)
        .inputs(std::iter::once(input).chain(question.inputs).chain([plan]))
        .caveats(question.caveats)
        .caveats(told.into_iter().flatten());
    Some(finding)
}

/// What the plan asks for, as an input.
pub(crate) fn plan_input(case: &Case<'_>, phrase: &str) -> Input {
    Input {
        label: format!("Kế hoạch năm {}", case.year), value: phrase.to_owned(), figure: None
    }
}
