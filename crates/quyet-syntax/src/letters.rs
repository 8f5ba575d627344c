//! The order of the letters that number points, and other ways to count.

/// Letters of points in their order. Source: usage under Nghị định 30/2020/NĐ-CP (a, b, c, d, đ, e, g …).
const POINTS: &str = "abcdđefghijklmnopqrstuvwxyz";

/// Letters that the Vietnamese alphabet lacks: present or left out, the order is right.
const FOREIGN: &str = "fjwz";

/// Place of a point letter, counted from 1 with the foreign letters included; `None` for other characters.
pub fn place(letter: char) -> Option<u32> {
    let place = POINTS.chars().position(|c| c == letter)?;
    u32::try_from(place + 1).ok()
}

/// The letter at this place; `None` past the end.
pub fn letter(place: u32) -> Option<char> {
    POINTS.chars().nth(usize::try_from(place.checked_sub(1)?).ok()?)
}

/// Whether `next` follows `last` directly; foreign letters may be skipped.
pub fn follows(last: u32, next: u32) -> bool {
    last < next && (last + 1..next).all(|at| letter(at).is_some_and(|c| FOREIGN.contains(c)))
}

/// Letters that must stand between two places and do not, foreign ones left out.
pub fn between(last: u32, next: u32) -> Vec<String> {
    let missing = (last + 1..next).filter_map(letter).filter(|c| !FOREIGN.contains(*c));
    missing.map(String::from).collect()
}

/// Value of a Roman number in upper or lower case; `None` when it is not written in the usual way.
pub fn roman(words: &str) -> Option<u32> {
    let value = |c: char| match c.to_ascii_uppercase() {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let digits = words.chars().map(value).collect::<Option<Vec<u32>>>()?;
    if digits.is_empty() || digits.len() > 8 {
        return None;
    }
    let sum = digits.iter().enumerate().map(|(i, &digit)| {
        let smaller = digits.get(i + 1).is_some_and(|&next| digit < next);
        if smaller { -i64::from(digit) } else { i64::from(digit) }
    });
    let sum = u32::try_from(sum.sum::<i64>()).ok()?;
    (to_roman(sum) == words.to_ascii_uppercase()).then_some(sum)
}

/// The usual writing of a small number in Roman digits.
pub fn to_roman(mut number: u32) -> String {
    let steps = [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut out = String::new();
    for (value, digits) in steps {
        while value <= number && out.len() < 12 {
            out.push_str(digits);
            number -= value;
        }
    }
    out
}

/// Value of an ordinal in words as parts are counted ("thứ nhất"); `None` for others.
pub fn ordinal(word: &str) -> Option<u32> {
    const WORDS: [&str; 10] =
        ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    let word = word.to_lowercase();
    let place = WORDS.iter().position(|w| *w == word)?;
    u32::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_follow_the_vietnamese_alphabet() {
        let check = |last: char, next: char, expect: bool| {
            let places = (place(last).expect("a letter"), place(next).expect("a letter"));
            assert_eq!(follows(places.0, places.1), expect, "{last} then {next}");
        };
        check('d', 'đ', true);
        check('e', 'g', true);
        check('e', 'f', true);
        check('i', 'k', true);
        check('d', 'e', false);
        check('c', 'b', false);
        assert_eq!(between(5, 8), vec!["e".to_owned()]);
    }

    #[test]
    fn roman_numbers_are_read_only_in_their_usual_writing() {
        for (words, expect) in [
            ("IV", Some(4)),
            ("Iii", Some(3)),
            ("XVI", Some(16)),
            ("IIII", None),
            ("VX", None),
            ("", None),
        ] {
            assert_eq!(roman(words), expect, "{words}");
        }
    }
}
