//! TCVN3 (ABC): one code a letter.
//!
//! Source: TCVN 5712:1993, third character set, as the ".Vn" fonts draw it. Capitals with a tone have no codes:
//! a capital font (".VnTimeH") draws the small letters' codes as capitals, so case is guessed from the neighbours.

/// Codes 0xA1 to 0xFE with the letter each draws.
const LETTERS: [(u8, char); 74] = [
    (0xa1, 'Ă'),
    (0xa2, 'Â'),
    (0xa3, 'Ê'),
    (0xa4, 'Ô'),
    (0xa5, 'Ơ'),
    (0xa6, 'Ư'),
    (0xa7, 'Đ'),
    (0xa8, 'ă'),
    (0xa9, 'â'),
    (0xaa, 'ê'),
    (0xab, 'ô'),
    (0xac, 'ơ'),
    (0xad, 'ư'),
    (0xae, 'đ'),
    (0xb5, 'à'),
    (0xb6, 'ả'),
    (0xb7, 'ã'),
    (0xb8, 'á'),
    (0xb9, 'ạ'),
    (0xbb, 'ằ'),
    (0xbc, 'ẳ'),
    (0xbd, 'ẵ'),
    (0xbe, 'ắ'),
    (0xc6, 'ặ'),
    (0xc7, 'ầ'),
    (0xc8, 'ẩ'),
    (0xc9, 'ẫ'),
    (0xca, 'ấ'),
    (0xcb, 'ậ'),
    (0xcc, 'è'),
    (0xce, 'ẻ'),
    (0xcf, 'ẽ'),
    (0xd0, 'é'),
    (0xd1, 'ẹ'),
    (0xd2, 'ề'),
    (0xd3, 'ể'),
    (0xd4, 'ễ'),
    (0xd5, 'ế'),
    (0xd6, 'ệ'),
    (0xd7, 'ì'),
    (0xd8, 'ỉ'),
    (0xdc, 'ĩ'),
    (0xdd, 'í'),
    (0xde, 'ị'),
    (0xdf, 'ò'),
    (0xe1, 'ỏ'),
    (0xe2, 'õ'),
    (0xe3, 'ó'),
    (0xe4, 'ọ'),
    (0xe5, 'ồ'),
    (0xe6, 'ổ'),
    (0xe7, 'ỗ'),
    (0xe8, 'ố'),
    (0xe9, 'ộ'),
    (0xea, 'ờ'),
    (0xeb, 'ở'),
    (0xec, 'ỡ'),
    (0xed, 'ớ'),
    (0xee, 'ợ'),
    (0xef, 'ù'),
    (0xf1, 'ủ'),
    (0xf2, 'ũ'),
    (0xf3, 'ú'),
    (0xf4, 'ụ'),
    (0xf5, 'ừ'),
    (0xf6, 'ử'),
    (0xf7, 'ữ'),
    (0xf8, 'ứ'),
    (0xf9, 'ự'),
    (0xfa, 'ỳ'),
    (0xfb, 'ỷ'),
    (0xfc, 'ỹ'),
    (0xfd, 'ý'),
    (0xfe, 'ỵ'),
];

/// Latin-1 characters to the letters that the font draws; others stay.
pub(super) fn decode(latin: &str) -> String {
    let mut out = String::with_capacity(latin.len() * 3 / 2);
    for line in latin.split_inclusive('\n') {
        decode_line(line, &mut out);
    }
    out
}

fn decode_line(line: &str, out: &mut String) {
    let loud_line = is_loud(line, 4);
    let mut rest = line;
    while !rest.is_empty() {
        let blank = rest.len() - rest.trim_start_matches(char::is_whitespace).len();
        out.push_str(&rest[..blank]);
        rest = &rest[blank..];
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let loud = loud_line || is_loud(&rest[..end], 2);
        for c in rest[..end].chars() {
            let drawn = letter(c);
            if loud { out.extend(drawn.to_uppercase()) } else { out.push(drawn) }
        }
        rest = &rest[end..];
    }
}

/// Whether all ASCII letters are capitals, and there are enough of them to tell.
fn is_loud(words: &str, least: usize) -> bool {
    let capitals = words.bytes().filter(u8::is_ascii_uppercase).count();
    least <= capitals && !words.bytes().any(|b| b.is_ascii_lowercase())
}

fn letter(c: char) -> char {
    let code = u8::try_from(c)
        .ok()
        .and_then(|code| LETTERS.binary_search_by_key(&code, |(code, _)| *code).ok());
    code.map_or(c, |at| LETTERS[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a letter as the font's keyboard would; capitals with a tone as their small letters.
    fn encode(text: &str) -> String {
        let code = |c: char| {
            let find = |c: char| {
                LETTERS.iter().find(|(_, letter)| *letter == c).map(|(code, _)| char::from(*code))
            };
            let small = c.to_lowercase().next().unwrap_or(c);
            find(c).or_else(|| find(small)).unwrap_or(c)
        };
        text.chars().map(code).collect()
    }

    #[test]
    fn every_small_letter_and_the_seven_capitals_come_back() {
        for row in [
            "aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệ",
            "iìỉĩíịoòỏõóọôồổỗốộơờởỡớợ",
            "uùủũúụưừửữứựyỳỷỹýỵ",
            "Ă Â Ê Ô Ơ Ư Đ",
        ] {
            assert_eq!(decode(&encode(row)), row);
        }
    }

    #[test]
    fn every_capital_comes_back_among_capitals() {
        for c in "ÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬĐÈẺẼÉẸÊỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢÙỦŨÚỤƯỪỬỮỨỰỲỶỸÝỴ".chars()
        {
            let word = format!("HN{c}T");
            assert_eq!(decode(&encode(&word)), word);
        }
        assert_eq!(decode(&encode("UỶ BAN NHÂN DÂN TỈNH Ở")), "UỶ BAN NHÂN DÂN TỈNH Ở");
        assert_eq!(decode(&encode("Độ cao của Ủy ban")), "Độ cao của ủy ban");
    }

    #[test]
    fn the_table_is_sorted_and_names_every_letter_once() {
        assert!(LETTERS.is_sorted_by(|a, b| a.0 < b.0));
        let letters: std::collections::BTreeSet<char> =
            LETTERS.iter().map(|(_, letter)| *letter).collect();
        assert_eq!(letters.len(), LETTERS.len());
    }
}
