//! A figure against a question: what is certain, and what is not.

use std::collections::BTreeSet;

use quyet_model::Decimal;
use quyet_model::figure::Figure;
use quyet_model::indicator::Measure;

use crate::hedge::Hedge;
use crate::interval::Interval;
use crate::question::{Case, Question};
use crate::verdict::FinalVerdict;

/// What a figure decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// This verdict.
    Decides(FinalVerdict),
    /// Met in any case; whether exceeded is not known.
    AtLeastMet,
    /// The number alone would decide; the source's words could turn it.
    WordsCouldDecide,
    /// Nothing.
    Open,
}

/// What a figure for the whole period decides.
pub(crate) fn whole(case: &Case<'_>, question: &Question, figure: &Figure) -> Weight {
    let Some(interval) = Interval::of(&figure.value) else {
        return Weight::Open;
    };
    let at = settle(&outcomes(case, question, interval));
    match (figure.value.number(), hedge(figure)) {
        (Some(x), Some(hedge)) => by_words(case, question, hedge, (x, at)),
        _ => at,
    }
}

/// What a running total decides already, whatever is still added to it.
pub(crate) fn so_far(case: &Case<'_>, question: &Question, figure: &Figure) -> Weight {
    let spread = match (figure.value.number(), hedge(figure)) {
        (Some(x), Some(hedge)) => Some(hedge.spread(x)),
        _ => Interval::of(&figure.value),
    };
    let Some(spread) = spread else {
        return Weight::Open;
    };
    settle(&outcomes(case, question, spread.and_above()))
}

/// Words beside a number: both what the number says and what the words leave open must agree on keeping the promise.
fn by_words(
    case: &Case<'_>,
    question: &Question,
    hedge: Hedge,
    (x, at): (Decimal, Weight),
) -> Weight {
    let possible = outcomes(case, question, hedge.spread(x));
    if possible.contains(&FinalVerdict::NotMet) && possible.len() > 1 {
        return Weight::WordsCouldDecide;
    }
    if hedge.strict_word().is_some() {
        return settle(&outcomes(case, question, hedge.strict_spread(x)));
    }
    at
}

fn outcomes(case: &Case<'_>, question: &Question, interval: Interval) -> BTreeSet<FinalVerdict> {
    // No rank lies before the first.
    let ranked = case.indicator.measure == Measure::Rank;
    let interval = if ranked { interval.from(Decimal::ONE) } else { interval };
    let moved = interval.map(|x| question.moved.apply(x), question.moved.turns());
    moved.map(|moved| question.requirement.verdicts(&moved)).unwrap_or_default()
}

fn settle(possible: &BTreeSet<FinalVerdict>) -> Weight {
    match (possible.first(), possible.len()) {
        (Some(only), 1) => Weight::Decides(*only),
        (Some(_), _) if !possible.contains(&FinalVerdict::NotMet) => Weight::AtLeastMet,
        _ => Weight::Open,
    }
}

/// The word beside the number that puts the true one elsewhere.
pub(crate) fn hedge(figure: &Figure) -> Option<Hedge> {
    figure.words.as_deref().and_then(Hedge::find)
}
