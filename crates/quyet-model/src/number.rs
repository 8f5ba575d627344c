//! Numbers as they are written in Vietnamese.

use rust_decimal::Decimal;

/// A number with `.` between thousands and `,` before decimals: "1.010,5"; `minus` stands before a negative one.
///
/// Keeps every written decimal, so the scale that was reported stays; zero has no sign.
#[doc(alias = "cách viết số")]
pub fn written(value: Decimal, minus: char) -> String {
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut words = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        words.push(minus);
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            words.push('.');
        }
        words.push(digit);
    }
    if !fraction.is_empty() {
        words.push(',');
        words.push_str(fraction);
    }
    words
}
