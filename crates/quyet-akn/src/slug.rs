//! Words as ASCII for identifiers and addresses.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Lower-case ASCII letters and digits, one hyphen between words, no hyphen at the ends.
///
/// Tone and vowel signs go, đ becomes d: "Tỉnh Đắk Lắk" is `tinh-dak-lak`.
pub(crate) fn slug(words: &str) -> String {
    dashed(words, char::to_ascii_lowercase)
}

/// A number or letter as written, in ASCII: đ becomes dd, as in our own anchors, so that it differs from d.
pub(crate) fn label(words: &str) -> String {
    let out = dashed(&words.replace('đ', "dd").replace('Đ', "DD"), |c| *c);
    if out.is_empty() { "0".to_owned() } else { out }
}

fn dashed(words: &str, case: impl Fn(&char) -> char) -> String {
    let plain = DecomposingNormalizerBorrowed::new_nfd().normalize(words);
    let mut out = String::new();
    let mut gap = false;
    for c in plain.chars() {
        let c = match c {
            'đ' => 'd',
            'Đ' => 'D',
            // Signs above and below letters, which the decomposition set apart.
            '\u{300}'..='\u{36f}' => continue,
            c => c,
        };
        if c.is_ascii_alphanumeric() {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.push(case(&c));
        } else {
            gap = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_ascii() {
        assert_eq!(slug("HỘI ĐỒNG NHÂN DÂN TỈNH ĐẮK LẮK"), "hoi-dong-nhan-dan-tinh-dak-lak");
        assert_eq!(slug("207/TTr-UBND"), "207-ttr-ubnd");
        assert_eq!(slug(" — "), "");
        assert_eq!(
            (label("đ"), label("d"), label("IV"), label("2.1")),
            ("dd".to_owned(), "d".to_owned(), "IV".to_owned(), "2-1".to_owned())
        );
    }
}
