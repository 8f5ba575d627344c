//! Numbers as lists write them.

/// How a list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// 1, 2, 3.
    Decimal,
    /// 01, 02, 03.
    DecimalZero,
    /// a, b, c: the Latin order that Word and browsers draw, without đ.
    LowerLetter,
    /// A, B, C.
    UpperLetter,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
    /// (1), (2), (3).
    Bracketed,
    /// - 1 -, - 2 -, - 3 -.
    Dashed,
    /// một, hai, ba.
    Words,
}

impl Style {
    /// The number as written.
    pub(crate) fn write(self, number: u32) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::DecimalZero => format!("{number:02}"),
            Self::LowerLetter => letters(number),
            Self::UpperLetter => letters(number).to_ascii_uppercase(),
            Self::LowerRoman => roman(number),
            Self::UpperRoman => roman(number).to_ascii_uppercase(),
            Self::Bracketed => format!("({number})"),
            Self::Dashed => format!("- {number} -"),
            Self::Words => words(number),
        }
    }
}

/// a … z, aa, bb …; digits where letters end.
fn letters(number: u32) -> String {
    let Some(place) = number.checked_sub(1).filter(|place| *place < 26 * 4) else {
        return number.to_string();
    };
    let times = usize::try_from(place / 26).unwrap_or(0) + 1;
    let letter = char::from(b'a' + u8::try_from(place % 26).unwrap_or(0));
    std::iter::repeat_n(letter, times).collect()
}

/// một … chín mươi chín; digits beyond.
fn words(number: u32) -> String {
    const ONES: [&str; 10] =
        ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
    let digit = |digit: u32| usize::try_from(digit).ok().and_then(|at| ONES.get(at)).copied();
    let (Some(ten), Some(one)) = (digit(number / 10), digit(number % 10)) else {
        return number.to_string();
    };
    match (number / 10, number % 10) {
        (0, _) => one.to_owned(),
        (1, 0) => "mười".to_owned(),
        (1, 5) => "mười lăm".to_owned(),
        (1, _) => format!("mười {one}"),
        (_, 0) => format!("{ten} mươi"),
        (_, 1) => format!("{ten} mươi mốt"),
        (_, 5) => format!("{ten} mươi lăm"),
        _ => format!("{ten} mươi {one}"),
    }
}

fn roman(number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number == 0 || 3999 < number {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in STEPS {
        while value <= left {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let check = |style: Style, number, expect: &str| assert_eq!(style.write(number), expect);
        check(Style::Decimal, 12, "12");
        check(Style::DecimalZero, 3, "03");
        check(Style::LowerLetter, 5, "e");
        check(Style::LowerLetter, 28, "bb");
        check(Style::UpperLetter, 1, "A");
        check(Style::LowerRoman, 14, "xiv");
        check(Style::UpperRoman, 49, "XLIX");
        check(Style::LowerLetter, 0, "0");
        check(Style::Bracketed, 7, "(7)");
        check(Style::Dashed, 7, "- 7 -");
        check(Style::Words, 4, "bốn");
        check(Style::Words, 15, "mười lăm");
        check(Style::Words, 41, "bốn mươi mốt");
        check(Style::Words, 50, "năm mươi");
        check(Style::Words, 105, "105");
        check(Style::UpperRoman, u32::MAX, "4294967295");
    }
}
