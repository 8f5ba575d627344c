//! Reported against promised, on one line.

use quyet_assess::number::decimal;
use quyet_model::Decimal;
use quyet_model::condition::Bound;
use quyet_model::indicator::Sense;

use super::axis::Axis;
use super::canvas::{Anchor, BLUE, Canvas, GREY, INK, PALE, Says, WIDTH};
use super::{Goal, Mark, Svg};

/// A bar for what was reported and a thick tick, or a bracket, for what was promised.
///
/// Not for ranks, lists and yes-or-no targets: a length says nothing about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bullet {
    /// Unique on its page, for the links between drawing and description.
    pub id: String,
    /// What is measured, where and when.
    pub title: String,
    /// What was reported; `None` leaves the bar out and says so.
    pub actual: Option<Mark>,
    /// What was promised.
    pub goal: Goal,
    /// Which way is better; told in words unless higher is.
    pub sense: Sense,
    /// Whether the words stand in the drawing. A table that says them in its own columns leaves them out;
    /// title and description keep them.
    pub labelled: bool,
}

/// Height of the track. Unit: pixels.
const TRACK: i64 = 20;
/// Room above and below the track, with words and without.
const ROOM_LABELLED: i64 = 22;
const ROOM_BARE: i64 = 4;

/// Draws a [`Bullet`]. The scale runs from 0 to the larger of the two and a tenth more.
pub fn bullet(chart: &Bullet) -> Svg {
    let (low, high) = chart.goal.ends();
    let values = chart.actual.iter().map(|mark| mark.value).chain([low, high]);
    let axis = Axis::holding(values, 0, WIDTH);
    let top = if chart.labelled { ROOM_LABELLED } else { ROOM_BARE };
    let mut canvas = Canvas::default();
    let track = [0, top, WIDTH, TRACK].map(Decimal::from);
    canvas.rect(
        "chart-track",
        track,
        &format!(r#"fill="{PALE}" stroke="{GREY}" stroke-width="1""#),
    );
    if let Some(mark) = &chart.actual {
        draw_bar(&mut canvas, &axis, top, mark);
    }
    draw_goal(&mut canvas, &axis, top, &chart.goal);
    if chart.labelled {
        draw_words(&mut canvas, &axis, chart);
    }
    let desc = describe(chart);
    canvas.finish(
        "chart-bullet",
        TRACK + 2 * top,
        &Says { id: &chart.id, title: &chart.title, desc: &desc },
    )
}

fn draw_bar(canvas: &mut Canvas, axis: &Axis, top: i64, mark: &Mark) {
    let (zero, end) = (axis.at(Decimal::ZERO), axis.at(mark.value));
    let place = [zero.min(end), Decimal::from(top + 6), (end - zero).abs(), Decimal::from(8)];
    if mark.firm {
        canvas.rect(
            "chart-bar",
            place,
            &format!(r#"fill="{BLUE}" stroke="{BLUE}" stroke-width="2""#),
        );
    } else {
        canvas.rect(
            "chart-bar chart-hollow",
            place,
            &format!(r##"fill="#FFFFFF" stroke="{BLUE}" stroke-width="2""##),
        );
    }
}

fn draw_goal(canvas: &mut Canvas, axis: &Axis, top: i64, goal: &Goal) {
    let (low, high) = goal.ends();
    let (top, bottom) = (Decimal::from(top - 3), Decimal::from(top + TRACK + 3));
    let thick = format!(r#"stroke="{INK}" stroke-width="4""#);
    if matches!(goal.bound, Bound::Between(..) | Bound::AboutBetween(..)) {
        let (from, to) = (axis.at(low), axis.at(high));
        let tooth = Decimal::from(5);
        let inward = format!("M{} {top}H{from}V{bottom}H{}", from + tooth, from + tooth);
        let back = format!("M{} {top}H{to}V{bottom}H{}", to - tooth, to - tooth);
        let ink = format!(r#"stroke="{INK}" stroke-width="3""#);
        canvas.path("chart-goal", &format!("{inward}{back}"), &ink);
    } else {
        canvas.line("chart-goal", [axis.at(low), top, axis.at(low), bottom], &thick);
    }
}

fn draw_words(canvas: &mut Canvas, axis: &Axis, chart: &Bullet) {
    let (above, below) = (Decimal::from(14), Decimal::from(TRACK + 2 * ROOM_LABELLED - 4));
    let reported =
        chart.actual.as_ref().map_or("chưa có số liệu", |mark| mark.words.as_str());
    canvas.text(Decimal::ZERO, above, Anchor::Start, reported);
    if chart.sense == Sense::LowerIsBetter {
        canvas.text(Decimal::from(WIDTH), above, Anchor::End, "thấp hơn là tốt");
    }
    let words = format!("KH {}", chart.goal.words);
    let (low, high) = chart.goal.ends();
    let middle = (axis.at(low) + axis.at(high)) / Decimal::TWO;
    let half = Decimal::from(half_width(&words));
    let zero = axis.at(Decimal::ZERO);
    if middle < half {
        canvas.text(Decimal::ZERO, below, Anchor::Start, &words);
    } else if Decimal::from(WIDTH) < middle + half {
        canvas.text(Decimal::from(WIDTH), below, Anchor::End, &words);
    } else {
        canvas.text(middle.round_dp(1), below, Anchor::Middle, &words);
    }
    let room = middle.min(Decimal::from(WIDTH) - half) - half;
    if zero + Decimal::from(12) < room {
        canvas.text(zero, below, Anchor::Start, "0");
    }
}

/// Half the width of words at 13 px, estimated from the number of letters.
fn half_width(words: &str) -> i64 {
    i64::try_from(words.chars().count()).unwrap_or(WIDTH).saturating_mul(4)
}

fn describe(chart: &Bullet) -> String {
    let reported =
        chart.actual.as_ref().map_or("chưa có số liệu", |mark| mark.words.as_str());
    let sense = match chart.sense {
        Sense::HigherIsBetter => "",
        Sense::LowerIsBetter => " Thấp hơn là tốt.",
        Sense::InsideRange => " Trong khoảng là tốt.",
    };
    let (low, high) = chart.goal.ends();
    let top = chart.actual.iter().map(|mark| mark.value).fold(low.max(high), Decimal::max);
    format!(
        "Thực hiện: {reported}. Kế hoạch: {}. Thang đo từ 0, số lớn nhất {}.{sense}",
        chart.goal.words,
        decimal(top)
    )
}
