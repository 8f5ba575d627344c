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
    let lines = goal_ends.iter().map(|end| frame.value.at(*end)).collect();
    let mut labels = Labels { lines, taken: Vec::new() };
    let mut canvas = Canvas::default();
    frame.draw_axes(&mut canvas, &chart.unit);
    if let Some(goal) = &chart.goal {
        frame.draw_goal(&mut canvas, goal, &mut labels);
    }
    frame.draw_zero(&mut canvas, &mut labels);
    for run in points.split(|point| point.mark.is_none()) {
        frame.draw_run(&mut canvas, run);
    }
    frame.draw_missing(&mut canvas, &points);
    frame.draw_marks(&mut canvas, &points, labels);
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
        for month in [1, 3, 6, 9, 12] {
            let first = Date::new(self.year, month, 1).unwrap_or(Date::MIN);
            let at = self.x(first.last_of_month());
            canvas.line("chart-axis", [at, zero, at, zero + Decimal::from(5)], &grey);
            let anchor = if month == 12 { Anchor::End } else { Anchor::Middle };
            let x = if month == 12 { RIGHT.into() } else { at };
            canvas.text(x, Decimal::from(HEIGHT - 8), anchor, &format!("T{month}"));
        }
        canvas.text(LEFT.into(), Decimal::from(13), Anchor::Start, unit);
    }

    /// The zero of the values, on its own line; left out where other words or a line of the goal stand.
    fn draw_zero(&self, canvas: &mut Canvas, labels: &mut Labels) {
        let base = self.value.at(Decimal::ZERO) - Decimal::from(4);
        let zero = Spot::new(LEFT.into(), base, "0");
        if labels.take(zero) {
            canvas.text(LEFT.into(), base, Anchor::Start, "0");
        }
    }

    fn draw_goal(&self, canvas: &mut Canvas, goal: &Goal, labels: &mut Labels) {
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
        let base = (top - Decimal::from(5)).max(Decimal::from(27));
        labels.taken.push(Spot::new(LEFT.into(), base, &words));
        canvas.text(LEFT.into(), base, Anchor::Start, &words);
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

    fn draw_marks(&self, canvas: &mut Canvas, points: &[&Point], mut labels: Labels) {
        let marks: Vec<(Decimal, &Mark)> =
            points.iter().filter_map(|p| Some((self.x(p.day), p.mark.as_ref()?))).collect();
        for (x, mark) in &marks {
            canvas.dot(*x, self.value.at(mark.value), mark.firm);
        }
        // Labels from the last point backwards: the latest number is told first, earlier ones where there is room.
        let rises = |at: usize| {
            let next = marks.get(at + 1).map(|(_, next)| next.value);
            at == 0 && marks.first().is_some_and(|(_, first)| next > Some(first.value))
        };
        for (at, (x, mark)) in marks.iter().enumerate().rev() {
            let (words, y) = (decimal(mark.value), self.value.at(mark.value));
            let width = width_of(&words);
            let left = (*x - width / Decimal::TWO).min(Decimal::from(WIDTH) - width);
            let left = left.max(Decimal::ZERO);
            let mut heights = [y - Decimal::from(9), y + Decimal::from(20)];
            // The line of a first point that rises runs through the words above it.
            if rises(at) {
                heights.reverse();
            }
            let free = heights.into_iter().find(|base| labels.take(Spot::new(left, *base, &words)));
            if let Some(base) = free {
                canvas.text((left + width).round_dp(1).normalize(), base, Anchor::End, &words);
            }
        }
    }
}

/// The stretch that words of 13 px take.
#[derive(Clone, Copy, Debug)]
struct Spot {
    left: Decimal,
    right: Decimal,
    base: Decimal,
}

impl Spot {
    fn new(left: Decimal, base: Decimal, words: &str) -> Self {
        Self { left, right: left + width_of(words), base }
    }

    fn top(&self) -> Decimal {
        self.base - Decimal::from(11)
    }

    fn meets(&self, other: &Self) -> bool {
        let beside = self.right <= other.left || other.right <= self.left;
        let apart = self.base <= other.top() || other.base <= self.top();
        !beside && !apart
    }
}

/// Width of words, estimated from the number of letters.
fn width_of(words: &str) -> Decimal {
    Decimal::from(words.chars().count()).saturating_mul(Decimal::new(75, 1))
}

/// Where words already stand, and where the lines of the goal run.
#[derive(Debug)]
struct Labels {
    lines: Vec<Decimal>,
    taken: Vec<Spot>,
}

impl Labels {
    /// Takes the spot if it is free, in the frame and off every line.
    fn take(&mut self, spot: Spot) -> bool {
        let on_line = |line: &Decimal| spot.top() <= *line && *line <= spot.base + Decimal::TWO;
        let framed = Decimal::from(TOP - 10) <= spot.top() && spot.base <= Decimal::from(BOTTOM);
        let free = framed
            && !self.lines.iter().any(on_line)
            && !self.taken.iter().any(|other| spot.meets(other));
        if free {
            self.taken.push(spot);
        }
        free
    }
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
