//! Conditions in words.

use quyet_assess::number::{UNIT_GAP, decimal, quantity};
use quyet_model::Decimal;
use quyet_model::condition::{Bound, Condition, Direction, Promise};
use quyet_model::unit::Unit;

/// What was promised, with its unit: "≥ 8 %", "2–2,5 %", "tăng 1 bậc", "12 xã", "giảm cả 3 tiêu chí".
///
/// A bare figure stays bare ("56 triệu đồng"): how it is read is told elsewhere.
pub fn condition_words(condition: &Condition) -> String {
    promise_words(&condition.promise, condition.unit.as_ref())
}

/// The same without the unit, for a table that has a column of units.
pub fn condition_words_bare(condition: &Condition) -> String {
    promise_words(&condition.promise, None)
}

/// The single number of the promise; `None` for ranges, lists of parts and words.
pub fn condition_number(condition: &Condition) -> Option<Decimal> {
    match &condition.promise {
        Promise::Level(bound) | Promise::Change { by: Some(bound), .. } => single(bound),
        Promise::Roster { count, .. } => Some(Decimal::from(*count)),
        _ => None,
    }
}

fn single(bound: &Bound) -> Option<Decimal> {
    match bound {
        Bound::Between(..) | Bound::AboutBetween(..) => None,
        one => one.low().or_else(|| one.high()),
    }
}

fn promise_words(promise: &Promise, unit: Option<&Unit>) -> String {
    match promise {
        Promise::Level(bound) => bound_words(bound, unit),
        Promise::Change { direction, by, from } => {
            change_words(*direction, by.as_ref(), unit)
                + &from.as_ref().map(|from| format!(" so với {from}")).unwrap_or_default()
        }
        Promise::Maintain => "duy trì".to_owned(),
        Promise::Roster { count, .. } => quantity(Decimal::from(*count), unit),
        Promise::AllOf { count, direction } => all_of_words(*count, *direction),
        Promise::AtLeastK(k) => format!("ít nhất {k} nội dung"),
        Promise::RankWithin(rank) => format!("trong nhóm {rank} dẫn đầu"),
        Promise::Stated => "nêu bằng lời".to_owned(),
    }
}

/// A bound with signs: "≥ 8 %", "< 3", "khoảng 33–34 %".
pub fn bound_words(bound: &Bound, unit: Option<&Unit>) -> String {
    let signed =
        |sign: &str, value: &Decimal| format!("{sign}{UNIT_GAP}{}", quantity(*value, unit));
    match bound {
        Bound::AtLeast(value) => signed("≥", value),
        Bound::MoreThan(value) => signed(">", value),
        Bound::AtMost(value) => signed("≤", value),
        Bound::LessThan(value) => signed("<", value),
        Bound::Exactly(value) => quantity(*value, unit),
        Bound::About(value) => format!("khoảng {}", quantity(*value, unit)),
        Bound::Between(low, high) => format!("{}–{}", decimal(*low), quantity(*high, unit)),
        Bound::AboutBetween(low, high) => {
            format!("khoảng {}–{}", decimal(*low), quantity(*high, unit))
        }
    }
}

fn change_words(direction: Direction, by: Option<&Bound>, unit: Option<&Unit>) -> String {
    let verb = direction_word(direction);
    by.map_or_else(|| verb.to_owned(), |bound| format!("{verb} {}", bound_words(bound, unit)))
}

fn all_of_words(count: Option<u32>, direction: Option<Direction>) -> String {
    match (count, direction.map(direction_word)) {
        (Some(count), Some(verb)) => format!("{verb} cả {count} tiêu chí"),
        (Some(count), None) => format!("đạt cả {count} tiêu chí"),
        (None, Some(verb)) => format!("{verb} tất cả các tiêu chí"),
        (None, None) => "đạt tất cả các nội dung".to_owned(),
    }
}

fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Rise => "tăng",
        Direction::Fall => "giảm",
    }
}

#[cfg(test)]
mod tests {
    use quyet_model::condition::Reading;

    use super::*;

    fn check(promise: Promise, unit: &str, expect: &str) {
        let condition = Condition { promise, unit: Unit::new(unit), reading: Reading::AsWritten };
        let plain = condition_words(&condition).replace(UNIT_GAP, " ");
        assert_eq!(plain, expect);
    }

    fn number(words: &str) -> Decimal {
        words.parse().unwrap()
    }

    #[test]
    fn levels_carry_the_sign_of_their_bound() {
        check(Promise::Level(Bound::AtLeast(number("8"))), "%", "≥ 8 %");
        check(Promise::Level(Bound::MoreThan(number("90"))), "%", "> 90 %");
        check(Promise::Level(Bound::AtMost(number("15.8"))), "%", "≤ 15,8 %");
        check(Promise::Level(Bound::Exactly(number("56"))), "triệu đồng", "56 triệu đồng");
        check(Promise::Level(Bound::Exactly(number("1010"))), "", "1.010");
        check(
            Promise::Level(Bound::AboutBetween(number("33"), number("34"))),
            "%",
            "khoảng 33–34 %",
        );
    }

    #[test]
    fn changes_say_which_way_and_by_how_much() {
        let fall = Bound::Between(number("2"), number("2.5"));
        let change = |direction, by, from| Promise::Change { direction, by, from };
        check(change(Direction::Fall, Some(fall), None), "%", "giảm 2–2,5 %");
        check(
            change(Direction::Rise, Some(Bound::Exactly(number("1"))), None),
            "bậc",
            "tăng 1 bậc",
        );
        check(
            change(
                Direction::Rise,
                Some(Bound::AtLeast(number("10"))),
                Some("năm trước".to_owned()),
            ),
            "%",
            "tăng ≥ 10 % so với năm trước",
        );
        check(change(Direction::Rise, None, None), "", "tăng");
    }

    #[test]
    fn lists_and_words_are_named() {
        let members = vec!["Giáo Hiệu".to_owned()];
        check(Promise::Roster { count: 12, members }, "xã", "12 xã");
        let all = Promise::AllOf { count: Some(3), direction: Some(Direction::Fall) };
        check(all, "", "giảm cả 3 tiêu chí");
        check(Promise::RankWithin(20), "", "trong nhóm 20 dẫn đầu");
        check(Promise::Maintain, "", "duy trì");
        check(Promise::AtLeastK(2), "", "ít nhất 2 nội dung");
    }

    #[test]
    fn only_a_single_bound_has_a_number() {
        let of = |promise| {
            condition_number(&Condition { promise, unit: None, reading: Reading::AsWritten })
        };
        assert_eq!(of(Promise::Level(Bound::LessThan(number("3")))), Some(number("3")));
        assert_eq!(of(Promise::Level(Bound::Between(number("2"), number("3")))), None);
        assert_eq!(of(Promise::Stated), None);
    }
}
