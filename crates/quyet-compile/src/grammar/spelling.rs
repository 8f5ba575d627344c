//! One spelling for comparison: lower case, one place for the tone mark, `tỷ` as `tỉ`, `mỹ` as `mĩ`.
//!
//! **Takes** a word as written. **Gives** the form that the vocabularies of this grammar are written in.
//! **Never** changes what is shown: names and units keep their own spelling.

/// Tone marks of the open diphthongs: as older texts place them, and as the vocabularies do.
const TONES: [(&str, &str); 15] = [
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oé", "óe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oẹ", "ọe"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("uỹ", "ũy"),
    ("uỵ", "ụy"),
];

/// The comparison form of one word.
pub(super) fn fold(word: &str) -> String {
    let lower = word.to_lowercase();
    match lower.as_str() {
        "tỷ" => return "tỉ".to_owned(),
        "mỹ" => return "mĩ".to_owned(),
        "ngàn" => return "nghìn".to_owned(),
        "hằng" => return "hàng".to_owned(),
        _ => {}
    }
    // Words with "qu" keep their mark: "quý" is spelled one way only.
    if lower.starts_with("qu") {
        return lower;
    }
    TONES
        .iter()
        .find(|(old, _)| lower.ends_with(old))
        .map_or_else(|| lower.clone(), |(old, new)| lower.replace(old, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_meet() {
        for (left, right) in [("Tỷ", "tỉ"), ("HOÁ", "hóa"), ("thuỷ", "thủy"), ("Mỹ", "Mĩ")]
        {
            assert_eq!(fold(left), fold(right));
        }
        assert_eq!(fold("Quý"), "quý");
        assert_eq!(fold("hoàn"), "hoàn");
    }
}
