//! Numbers with a dot between thousands and a comma before decimals.

use quyet_model::Decimal;

/// "1.010,50", "-2,5"; every written decimal is kept.
pub(super) fn write(value: Decimal) -> String {
    quyet_model::number::written(value, '-')
}

/// Length of the number at the head of `rest`, in bytes; 0 when there is none.
pub(super) fn length(rest: &str) -> usize {
    let sign = rest.chars().next().filter(|c| is_minus(*c)).map_or(0, char::len_utf8);
    let bytes = &rest.as_bytes()[sign..];
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mark = |at: usize| matches!(bytes.get(at), Some(b'.' | b','));
    let inside =
        (0..bytes.len()).take_while(|&at| digit(at) || (at > 0 && mark(at) && digit(at + 1)));
    match inside.count() {
        0 => 0,
        digits => sign + digits,
    }
}

/// Reads what [`length`] measured; otherwise why it is no number.
pub(super) fn read(words: &str) -> Result<Decimal, &'static str> {
    const GROUPS: &str =
        "số có dấu phẩy trước phần thập phân và dấu chấm giữa các nhóm ba chữ số, ví dụ 1.010,5";
    const LONG: &str = "số có không quá 28 chữ số";
    let digits = words.trim_start_matches(is_minus);
    let (whole, fraction) = digits.split_once(',').unwrap_or((digits, ""));
    let groups: Vec<&str> = whole.split('.').collect();
    let grouped = match &groups[..] {
        [_] => true,
        [first, rest @ ..] => {
            first.len() <= 3 && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3)
        }
        [] => false,
    };
    if !grouped || fraction.contains([',', '.']) {
        return Err(GROUPS);
    }
    let sign = if digits.len() < words.len() { "-" } else { "" };
    let gap = if fraction.is_empty() { "" } else { "." };
    let plain = format!("{sign}{}{gap}{fraction}", groups.concat());
    Decimal::from_str_exact(&plain).map_err(|_| LONG)
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expect: &str) {
        let read = read(words).map(|value| value.to_string());
        assert_eq!(read.unwrap_or_else(str::to_owned).as_str(), expect, "{words}");
    }

    #[test]
    fn a_dot_groups_and_a_comma_divides() {
        check("8,0", "8.0");
        check("1.010,50", "1010.50");
        check("1010", "1010");
        check("08", "8");
        check("−2,5", "-2.5");
        for wrong in ["8.5", "1.01", "0.500", "1,5,5", "1.000.00", "1000.000"] {
            assert!(read(wrong).is_err_and(|why| why.contains("dấu phẩy")), "{wrong}");
        }
        assert!(read(&"9".repeat(40)).is_err_and(|why| why.contains("28")));
    }

    #[test]
    fn a_number_ends_before_what_is_not_its_own() {
        for (rest, expect) in
            [("2..2,5", 1), ("8%", 1), ("-1.000,5 ha", 8), ("", 0), ("-x", 0), ("8,", 1)]
        {
            assert_eq!(length(rest), expect, "{rest}");
        }
    }
}
