//! One leaf of the plan.
//!
//! **Takes** a target that is judged itself. **Gives** its verdict with the working.
//! Read [`judge`] as the table of contents of the rules.

use jiff::civil::Date;
use quyet_model::condition::Promise;
use quyet_model::figure::{Figure, FigureVersion, Value};
use quyet_model::indicator::{Indicator, Sense, Visibility};
use quyet_model::target::Target;

use crate::caveat;
use crate::choose::{self, Choice};
use crate::due::{self, plan_input};
use crate::finding::Finding;
use crate::known::Known;
use crate::moved::Moved;
use crate::number::quantity;
use crate::operand;
use crate::question::{Case, Question, Stuck, ask, needs_person};
use crate::share;
use crate::verdict::{FinalVerdict, Gap, InYearVerdict, Verdict};
use crate::weigh::{self, Weight};
use crate::wording;
use crate::working::{Input, Rule};

/// Judges a leaf of a plan for `plan_year`.
pub(crate) fn judge(target: &Target, plan_year: Option<i16>, known: &Known<'_>) -> Finding {
    let indicator = match linked(target, known) {
        Ok(indicator) => indicator,
        Err(stuck) => return stuck.into_finding(),
    };
    let Some(year) = promised_year(target, plan_year) else {
        return Finding::gap(
            Rule::Due,
            Gap::Undecided,
            "Văn bản không nêu năm kế hoạch nên không xác định được kỳ đánh giá.",
        );
    };
    let last_day = Date::new(year, 12, 31).unwrap_or(Date::MAX);
    let case = Case { target, indicator, year, closed: last_day < known.at.valid, known };
    match choose::deciding(known.figures(&indicator.id), year) {
        Some(choice) => match &choice.chosen.figure.value {
            Value::NotCollected(reason) => not_collected(&case, choice.chosen, reason),
            _ => decided(&case, &choice),
        },
        None => operand::together(&case).unwrap_or_else(|| due::missing(&case)),
    }
}

/// The indicator that the target is measured by, or why none can be used.
fn linked<'a>(target: &Target, known: &Known<'a>) -> Result<&'a Indicator, Stuck> {
    let not_linked = |because: &str| Stuck {
        rule: Rule::ChoiceOfFigure,
        gap: Gap::NotLinked,
        because: because.to_owned(),
    };
    let indicator = target.indicator.as_ref().map(|id| known.indicator(id));
    if let Some(Some(indicator)) = indicator
        && indicator.visibility == Visibility::Withheld
    {
        let because = "Chỉ tiêu theo dõi theo chế độ mật, hệ thống không lưu giữ số liệu.";
        return Err(Stuck { rule: Rule::Due, gap: Gap::Withheld, because: because.to_owned() });
    }
    if target.condition.promise == Promise::Stated {
        return Err(needs_person());
    }
    match indicator {
        Some(Some(indicator)) => Ok(indicator),
        Some(None) => Err(not_linked("Chỉ tiêu thống kê được gắn chưa có trong danh mục.")),
        None => Err(not_linked("Chỉ tiêu chưa được gắn với chỉ tiêu thống kê nào để lấy số liệu.")),
    }
}

/// The year of the promise: a later one named in its own time words, else the plan's; `None` outside 1900–2999.
fn promised_year(target: &Target, plan_year: Option<i16>) -> Option<i16> {
    let sane = |year: &i16| (1900..=2999).contains(year);
    let plan = plan_year.filter(sane)?;
    let words = target.horizon.as_deref().unwrap_or_default();
    let numbers = words.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let named = numbers.filter_map(|digits| digits.parse().ok()).rfind(sane);
    Some(named.filter(|named| plan < *named).unwrap_or(plan))
}

fn not_collected(case: &Case<'_>, version: &FigureVersion, reason: &str) -> Finding {
    let told = format!("Nguồn báo chưa thu thập được số liệu: {reason}.");
    if !case.closed {
        return due::missing(case).caveats([told]);
    }
    let because =
        format!("Có phát sinh nhưng chưa thu thập được số liệu năm {}: {reason}.", case.year);
    Finding::gap(Rule::Due, Gap::NoFigure, because).showing(version, None)
}

/// A standing figure for the whole year is there: it decides, or the gap says why it does not.
fn decided(case: &Case<'_>, choice: &Choice<'_>) -> Finding {
    let version = choice.chosen;
    let figure = &version.figure;
    let value = wording::figure(figure, case.unit());
    let label = if case.closed {
        format!("Thực hiện năm {}", case.year)
    } else {
        wording::early(figure, case.year)
    };
    let input = Input { label, value, figure: Some(version.id) };
    let early = (!case.closed).then(|| caveat::hindsight(version, case.year)).flatten();
    let told = [
        caveat::basis(figure.basis),
        caveat::words(version),
        caveat::rejected(choice, case.unit()),
        early,
    ];
    let told = told.into_iter().flatten();
    let share = share::of_plan(case.target, case.indicator, figure);
    let question = match ask(case) {
        Ok(question) => question,
        Err(stuck) => {
            return stuck.into_finding().inputs([input]).caveats(told).showing(version, share);
        }
    };
    let finding = match weigh::whole(case, &question, figure) {
        Weight::Decides(verdict) => concluded(case, &question, (verdict, version, &input)),
        Weight::AtLeastMet => {
            let met = concluded(case, &question, (FinalVerdict::Met, version, &input));
            met.caveats([caveat::may_be_exceeded()])
        }
        Weight::WordsCouldDecide => undecided(
            &question,
            &format!(
                "Phần chữ của nguồn có thể làm đổi kết luận: {} so với yêu cầu {}.",
                input.value, question.phrase,
            ),
        ),
        Weight::Open => undecided(
            &question,
            &format!(
                "Số liệu {} chưa đủ để kết luận so với yêu cầu {}.",
                input.value, question.phrase,
            ),
        ),
    };
    let plan = plan_input(case, &question.phrase);
    finding
        .inputs(std::iter::once(input).chain(question.inputs).chain([plan]))
        .caveats(question.caveats.into_iter().chain(told))
        .showing(version, share)
}

fn undecided(question: &Question, because: &str) -> Finding {
    Finding::gap(question.rule, Gap::Undecided, because)
}

/// A verdict with its formula and sentence.
fn concluded(
    case: &Case<'_>,
    question: &Question,
    (verdict, version, input): (FinalVerdict, &FigureVersion, &Input),
) -> Finding {
    let x = version.figure.value.number();
    let moved = x.and_then(|x| Some((x, question.moved.apply(x)?)));
    let story = moved.and_then(|(_, y)| question.moved.story(y, question.unit.as_ref()));
    let story = story.map(|story| format!(", {story}")).unwrap_or_default();
    let lower = question.requirement.better == Sense::LowerIsBetter;
    let (verdict, word) = match (case.closed, verdict) {
        (true, FinalVerdict::Exceeded) if lower => {
            (Verdict::Final(verdict), "tốt hơn kế hoạch (vượt)")
        }
        (true, _) => (Verdict::Final(verdict), wording::final_verdict(verdict)),
        (false, _) => {
            let in_year = match verdict {
                FinalVerdict::Exceeded | FinalVerdict::Met => InYearVerdict::OnTrack,
                FinalVerdict::NotMet => InYearVerdict::OffTrack,
            };
            (Verdict::InYear(in_year), wording::in_year(in_year))
        }
    };
    let because =
        format!("{} là {}{story}; yêu cầu {}: {word}.", input.label, input.value, question.phrase);
    let mut finding = Finding::new(question.rule, verdict, because);
    finding.working.formula = formula(case, question, &version.figure);
    let close = moved.is_some_and(|(_, y)| question.requirement.rounding_could_decide(y));
    let direct = question.moved == Moved::Itself;
    finding.caveats((close && direct).then(caveat::rounding))
}

/// The comparison made, as the figure and the words beside it allow.
fn formula(case: &Case<'_>, question: &Question, figure: &Figure) -> String {
    let unit = question.unit.as_ref();
    let moved = figure.value.number().and_then(|x| Some((x, question.moved.apply(x)?)));
    let Some((x, y)) = moved else {
        let shown = wording::value(&figure.value, case.unit());
        return format!("{shown}; {}", question.phrase);
    };
    let shown = quantity(x, case.unit());
    let said = weigh::hedge(figure).filter(|_| question.moved == Moved::Itself);
    let strict = said.and_then(|hedge| Some((hedge.strict_word()?, hedge.far_end(x))));
    if let Some((word, far)) = strict {
        return question.requirement.formula(&format!("{word} {shown}"), far, unit);
    }
    let left = question.moved.left(&shown, x, y, unit);
    question.requirement.formula(&left, y, unit)
}
