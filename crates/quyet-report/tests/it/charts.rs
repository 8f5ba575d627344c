//! The drawings.

use jiff::civil::date;
use quyet_model::Decimal;
use quyet_model::condition::Bound;
use quyet_model::indicator::Sense;
use quyet_report::chart::{Bullet, Goal, Mark, Point, Trajectory, bullet, trajectory};

use crate::package::assert_balanced;
use crate::sample::d;

fn mark(value: &str, words: &str, firm: bool) -> Mark {
    Mark { value: d(value), words: words.to_owned(), firm }
}

fn goal(bound: Bound, words: &str) -> Goal {
    Goal { bound, words: words.to_owned() }
}

fn revenue() -> Bullet {
    Bullet {
        id: "3".to_owned(),
        title: "Thu ngân sách, năm 2024".to_owned(),
        actual: Some(mark("1035", "1.035 tỉ đồng (ước)", false)),
        goal: goal(Bound::Exactly(d("1010")), "1.010 tỉ đồng"),
        sense: Sense::HigherIsBetter,
        labelled: true,
    }
}

#[test]
fn a_bullet_without_labels_draws_no_words_but_still_tells_them() {
    let bare = bullet(&Bullet { labelled: false, ..revenue() }).to_string();
    assert!(!bare.contains("<text"), "{bare}");
    assert!(bare.contains("<title") && bare.contains("1.035 tỉ đồng (ước)"), "{bare}");
}

fn planting() -> Trajectory {
    let point = |month, day, value: &str, words: &str, firm| Point {
        day: date(2024, month, day),
        mark: Some(mark(value, words, firm)),
    };
    Trajectory {
        id: "4".to_owned(),
        title: "Trồng rừng, năm 2024".to_owned(),
        unit: "ha".to_owned(),
        year: 2024,
        points: vec![
            point(7, 20, "4347", "4.347 ha", true),
            point(5, 31, "2367", "2.367 ha", false),
            Point { day: date(2024, 9, 30), mark: None },
            point(12, 31, "5257", "5.257 ha (ước)", false),
        ],
        goal: Some(goal(Bound::AtLeast(d("3485")), "≥ 3.485 ha")),
    }
}

#[test]
fn a_bullet_shows_bar_tick_and_words() {
    insta::assert_snapshot!(bullet(&revenue()));
}

#[test]
fn a_trajectory_breaks_where_a_figure_is_missing() {
    let svg = trajectory(&planting()).to_string();
    insta::assert_snapshot!(svg);
    assert_eq!(svg.matches("chart-line").count(), 1, "the lone last point is joined to nothing");
}

#[test]
fn a_range_is_a_bracket_and_the_better_side_is_told_in_words() {
    let chart = Bullet {
        actual: Some(mark("14.2", "14,2 %", true)),
        goal: goal(Bound::Between(d("10"), d("15.8")), "10–15,8 %"),
        sense: Sense::LowerIsBetter,
        ..revenue()
    };
    let svg = bullet(&chart).to_string();
    assert!(svg.contains("<path class=\"chart-goal\"") && svg.contains("thấp hơn là tốt"));
}

#[test]
fn hostile_and_extreme_input_gives_a_balanced_drawing_inside_its_frame() {
    let hostile = "\"><script>alert(1)</script>&";
    for value in [Decimal::MIN, Decimal::MAX, Decimal::ZERO, d("-0.0000001")] {
        let actual = Some(Mark { value, words: hostile.to_owned(), firm: false });
        let chart =
            Bullet { id: hostile.to_owned(), title: hostile.to_owned(), actual, ..revenue() };
        let points = vec![Point { day: jiff::civil::Date::MAX, mark: chart.actual.clone() }];
        let lines = Trajectory { points, year: i16::MAX, unit: hostile.to_owned(), ..planting() };
        for svg in [bullet(&chart).to_string(), trajectory(&lines).to_string()] {
            assert!(!svg.contains("<script"));
            assert_balanced(&svg);
        }
    }
}

#[test]
fn nothing_reported_is_said_and_not_drawn_as_zero() {
    let none = bullet(&Bullet { actual: None, ..revenue() }).to_string();
    assert!(none.contains("chưa có số liệu") && !none.contains("chart-bar"));
    let empty =
        trajectory(&Trajectory { points: Vec::new(), goal: None, ..planting() }).to_string();
    assert!(empty.contains("Chưa có số liệu nào trong năm") && !empty.contains("<circle"));
}
