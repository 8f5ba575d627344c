//! Numbers as officials type them.

use rust_decimal::Decimal;

/// Reads "96,4", "1.010", "1.010,5", "−2,50": a dot only between thousands, a comma before decimals.
///
/// # Errors
/// A sentence that says how to write it.
pub fn read_number(words: &str) -> Result<Decimal, String> {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let (minus, digits) = match bare.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, bare.as_str()),
    };
    let wrong = || format!("“{}” không phải số; viết như 96,4 hoặc 1.010", short(words));
    let (whole, fraction) = digits.split_once(',').unwrap_or((digits, ""));
    let only_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if digits.ends_with(',') || !(fraction.is_empty() || only_digits(fraction)) {
        return Err(wrong());
    }
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    if !only_digits(first) || !rest.iter().all(|group| only_digits(group)) {
        return Err(wrong());
    }
    let grouped =
        rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || first.len() <= 3);
    if !grouped {
        return Err(format!(
            "“{}” đọc được theo hai cách; dấu chấm chỉ tách hàng nghìn, số lẻ viết sau dấu phẩy, ví dụ 96,4",
            short(words)
        ));
    }
    let plain = format!("{}{first}{}", if minus { "-" } else { "" }, rest.concat());
    let plain = if fraction.is_empty() { plain } else { format!("{plain}.{fraction}") };
    Decimal::from_str_exact(&plain)
        .map_err(|_| format!("“{}” dài quá số chữ số giữ được (28)", short(words)))
}

/// What is repeated of words that cannot be read.
fn short(words: &str) -> String {
    let words = words.trim();
    if words.chars().count() <= 30 {
        return words.to_owned();
    }
    words.chars().take(29).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use quyet_assess::number::decimal;

    use super::*;

    fn check(words: &str, expect: &str) {
        assert_eq!(read_number(words).map(|n| n.to_string()).as_deref(), Ok(expect), "{words}");
    }

    #[test]
    fn numbers_are_read_as_officials_write_them() {
        check("96,4", "96.4");
        check("08", "8");
        check("1.010", "1010");
        check("1.010,50", "1010.50");
        check(" −2,5 ", "-2.5");
        check("1000000", "1000000");
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for words in ["1.5", "96.4", "1.0100", "1234.567"] {
            assert!(read_number(words).unwrap_err().contains("hai cách"), "{words}");
        }
        for words in ["", "-", "mười", "1,2,3", "1,", ",5", "1e5", "1.010.", "½"] {
            assert!(read_number(words).unwrap_err().contains("không phải số"), "{words}");
        }
        let long = "9".repeat(400);
        assert!(read_number(&long).unwrap_err().chars().count() < 90);
    }

    #[test]
    fn the_words_of_a_number_read_back_are_the_number() {
        for plain in ["0", "8", "-2.50", "1010.5", "123456789.001"] {
            let number: Decimal = plain.parse().unwrap();
            let back = read_number(&decimal(number)).unwrap();
            assert_eq!((back, back.scale()), (number, number.scale()));
        }
    }
}
