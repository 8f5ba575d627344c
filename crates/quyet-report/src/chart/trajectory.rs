//! What was reported in the course of a year.

use jiff::civil::Date;
use quyet_assess::number::decimal;
use quyet_model::Decimal;
use quyet_model::condition::Bound;

use super::axis::Axis;
use super::canvas::{Anchor, BLUE, Canvas, GREY, INK, PALE, Says, WIDTH};
use super::{Goal, Mark, Svg};
use crate::vi;

/// Reported running totals or levels on the year's time axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trajectory {
    /// Unique on its page, for the links between drawing and description.
    pub id: String,
    /// What is measured, where and when.
    pub title: String,
    /// Unit of the numbers, told once; empty when there is none.
    pub unit: String,
    /// First and last year shown are this one.
    pub year: i16,
    /// Points in any order.
    pub points: Vec<Point>,
    /// What was promised for the year's end; `None` draws no line.
    pub goal: Option<Goal>,
}

/// One day of a [`Trajectory`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day the number speaks of.
    pub day: Date,
    /// The number; `None` for one that was due and is missing: the line breaks there, nothing is made up.
    pub mark: Option<Mark>,
}

const TOP: i64 = 24;
const BOTTOM: i64 = 156;
const LEFT: i64 = 8;
const RIGHT: i64 = WIDTH - 8;
const HEIGHT: i64 = 184;

/// Draws a [`Trajectory`]: dots joined in order of days, hollow for estimates, with direct labels.
pub fn trajectory(chart: &Trajectory) -> Svg {
    let mut points: Vec<&Point> = chart.points.iter().collect();
    points.sort_by_key(|point| point.day);
    let goal_ends: Vec<Decimal> =
        chart.goal.iter().flat_map(|goal| <[Decimal; 2]>::from(goal.ends())).collect();
    let values = points.iter().filter_map(|p| p.mark.as_ref()).map(|mark| mark.value);
    let frame = Frame {
        year: chart.year,
        value: Axis::holding(values.chain(goal_ends.iter().copied()), BOTTOM, TOP),
    };
    let goal_lines: Vec<Decimal> = goal_ends.iter().map(|end| frame.value.at(*end)).collect();
    let mut canvas = Canvas::default();
    frame.draw_axes(&mut canvas, &chart.unit);
    if let Some(goal) = &chart.goal {
        frame.draw_goal(&mut canvas, goal);
    }
    for run in points.split(|point| point.mark.is_none()) {
        frame.draw_run(&mut canvas, run);
    }
    frame.draw_missing(&mut canvas, &points);
    frame.draw_marks(&mut canvas, &points, &goal_lines);
    let desc = describe(chart, &points);
    let says = Says { id: &chart.id, title: &chart.title, desc: &desc };
    canvas.finish("chart-trajectory", HEIGHT, &says)
}

struct Frame {
    year: i16,
    value: Axis,
}

impl Frame {
    fn x(&self, day: Date) -> Decimal {
        let into = match day.year().cmp(&self.year) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => i64::from(day.day_of_year()),
            std::cmp::Ordering::Greater => 366,
        };
        Axis::exact(0, 366, LEFT, RIGHT).at(into.into())
    }

    fn draw_axes(&self, canvas: &mut Canvas, unit: &str) {
        let zero = self.value.at(Decimal::ZERO);
        let grey = format!(r#"stroke="{GREY}" stroke-width="1""#);
        canvas.line("chart-axis", [LEFT.into(), zero, RIGHT.into(), zero], &grey);
        for month in [3, 6, 9, 12] {
            let first = Date::new(self.year, month, 1).unwrap_or(Date::MIN);
            let at = self.x(first.last_of_month());
            canvas.line("chart-axis", [at, zero, at, zero + Decimal::from(5)], &grey);
            let anchor = if month == 12 { Anchor::End } else { Anchor::Middle };
            let x = if month == 12 { RIGHT.into() } else { at };
            canvas.text(x, Decimal::from(HEIGHT - 8), anchor, &format!("T{month}"));
        }
        canvas.text(LEFT.into(), Decimal::from(HEIGHT - 8), Anchor::Start, "0");
        canvas.text(LEFT.into(), Decimal::from(13), Anchor::Start, unit);
    }

    fn draw_goal(&self, canvas: &mut Canvas, goal: &Goal) {
        let (low, high) = goal.ends();
        let dashed = format!(r#"stroke="{INK}" stroke-width="2" stroke-dasharray="6 4""#);
        let (bottom, top) = (self.value.at(low), self.value.at(high));
        if matches!(goal.bound, Bound::Between(..) | Bound::AboutBetween(..)) {
            let band = [LEFT.into(), top, Decimal::from(RIGHT - LEFT), bottom - top];
            canvas.rect("chart-goal-band", band, &format!(r#"fill="{PALE}""#));
            canvas.line("chart-goal", [LEFT.into(), bottom, RIGHT.into(), bottom], &dashed);
        }
        canvas.line("chart-goal", [LEFT.into(), top, RIGHT.into(), top], &dashed);
        let words = format!("KH năm: {}", goal.words);
        canvas.text(
            LEFT.into(),
            (top - Decimal::from(5)).max(Decimal::from(27)),
            Anchor::Start,
            &words,
        );
    }

    fn draw_run(&self, canvas: &mut Canvas, run: &[&Point]) {
        let place = |point: &&Point| {
            let mark = point.mark.as_ref()?;
            Some(format!("{} {}", self.x(point.day), self.value.at(mark.value)))
        };
        let places: Vec<String> = run.iter().filter_map(place).collect();
        if 1 < places.len() {
            let blue = format!(r#"stroke="{BLUE}" stroke-width="2""#);
            canvas.path("chart-line", &format!("M{}", places.join("L")), &blue);
        }
    }

    fn draw_missing(&self, canvas: &mut Canvas, points: &[&Point]) {
        for point in points.iter().filter(|point| point.mark.is_none()) {
            let y = self.value.at(Decimal::ZERO) - Decimal::from(4);
            canvas.text(self.x(point.day), y, Anchor::Middle, "…");
        }
    }

    fn draw_marks(&self, canvas: &mut Canvas, points: &[&Point], goal_lines: &[Decimal]) {
        let marks: Vec<(Decimal, &Mark)> =
            points.iter().filter_map(|p| Some((self.x(p.day), p.mark.as_ref()?))).collect();
        for (x, mark) in &marks {
            canvas.dot(*x, self.value.at(mark.value), mark.firm);
        }
        // Labels from the last point backwards: the latest number is always told, earlier ones where there is room.
        let mut free = Decimal::from(WIDTH);
        for (x, mark) in marks.iter().rev() {
            let words = decimal(mark.value);
            let width = Decimal::from(words.chars().count()) * Decimal::from(8);
            let right = (*x + width / Decimal::TWO).clamp(width.min(WIDTH.into()), WIDTH.into());
            if free < right {
                continue;
            }
            let y = label_height(self.value.at(mark.value), goal_lines);
            canvas.text(right.round_dp(1), y, Anchor::End, &words);
            free = right - width - Decimal::from(4);
        }
    }
}

/// The base line of a point's label: above the point unless that runs into the top or a line of the goal.
fn label_height(point: Decimal, goal_lines: &[Decimal]) -> Decimal {
    let (above, below) = (point - Decimal::from(9), point + Decimal::from(20));
    let letters = Decimal::from(11);
    let meets = |line: &Decimal| above - letters <= *line && *line <= above + Decimal::TWO;
    let high = above - letters < Decimal::from(TOP - 10);
    if high || goal_lines.iter().any(meets) { below } else { above }
}

fn describe(chart: &Trajectory, points: &[&Point]) -> String {
    let tell = |point: &&Point| {
        let words = point.mark.as_ref().map_or("chưa có số liệu", |mark| mark.words.as_str());
        format!("{}: {words}", vi::date(point.day))
    };
    let mut told = points.iter().map(tell).collect::<Vec<_>>().join("; ");
    if told.is_empty() {
        "Chưa có số liệu nào trong năm".clone_into(&mut told);
    }
    let goal = chart.goal.as_ref().map(|goal| format!(" Kế hoạch năm: {}.", goal.words));
    format!("{told}.{} Chấm rỗng là số ước hoặc chưa chính thức.", goal.unwrap_or_default())
}
