//! VNI-Windows: a base letter and, behind it, one code for its quality and tone.
//!
//! Source: the code table of the "VNI-" fonts. ơ, ư, đ and i with a tone have codes of their own.

/// Bases whose marks follow them. `Ô`, `Ö` are drawn Ơ, Ư.
const BASES: &str = "aeouyôöAEOUYÔÖ";

/// Code of a mark (small, capital) with what it makes of a, e, o, u, y, ơ, ư; a blank where it makes nothing.
const MARKS: [(char, char, &str); 16] = [
    ('ø', 'Ø', "àèòùỳờừ"),
    ('ù', 'Ù', "áéóúýớứ"),
    ('û', 'Û', "ảẻỏủỷởử"),
    ('õ', 'Õ', "ãẽõũỹỡữ"),
    ('ï', 'Ï', "ạẹọụ ợự"),
    ('â', 'Â', "âêô    "),
    ('à', 'À', "ầềồ    "),
    ('á', 'Á', "ấếố    "),
    ('å', 'Å', "ẩểổ    "),
    ('ã', 'Ã', "ẫễỗ    "),
    ('ä', 'Ä', "ậệộ    "),
    ('ê', 'Ê', "ă      "),
    ('è', 'È', "ằ      "),
    ('é', 'É', "ắ      "),
    ('ú', 'Ú', "ẳ      "),
    ('ü', 'Ü', "ẵ      "),
];

/// The mark of ặ, in both cases.
const DOTTED_BREVE: [char; 2] = ['ë', 'Ë'];

/// Letters with a code of their own.
const SINGLES: [(char, char); 18] = [
    ('ô', 'ơ'),
    ('Ô', 'Ơ'),
    ('ö', 'ư'),
    ('Ö', 'Ư'),
    ('ñ', 'đ'),
    ('Ñ', 'Đ'),
    ('ì', 'ì'),
    ('Ì', 'Ì'),
    ('í', 'í'),
    ('Í', 'Í'),
    ('æ', 'ỉ'),
    ('Æ', 'Ỉ'),
    ('ó', 'ĩ'),
    ('Ó', 'Ĩ'),
    ('ò', 'ị'),
    ('Ò', 'Ị'),
    ('î', 'ỵ'),
    ('Î', 'Ỵ'),
];

/// Latin-1 characters to the letters that the font draws; others stay.
pub(super) fn decode(latin: &str) -> String {
    let mut out = String::with_capacity(latin.len());
    let mut chars = latin.chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(drawn) = chars.peek().and_then(|mark| marked(c, *mark)) {
            out.push(drawn);
            chars.next();
            continue;
        }
        out.push(SINGLES.iter().find(|(code, _)| *code == c).map_or(c, |(_, letter)| *letter));
    }
    out
}

/// The letter that a base with a mark behind it draws; its case is the base's.
fn marked(base: char, mark: char) -> Option<char> {
    let place = BASES.chars().position(|c| c == base)?;
    let (place, capital) = (place % 7, 7 <= place);
    let drawn = if DOTTED_BREVE.contains(&mark) {
        (place == 0).then_some('ặ')
    } else {
        let (_, _, row) =
            MARKS.iter().find(|(small, large, _)| *small == mark || *large == mark)?;
        row.chars().nth(place).filter(|c| *c != ' ')
    }?;
    if capital { drawn.to_uppercase().next() } else { Some(drawn) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode(text: &str) -> String {
        text.chars().map(code).collect()
    }

    fn code(c: char) -> String {
        if c == ' ' {
            return c.to_string();
        }
        if let Some((code, _)) = SINGLES.iter().find(|(_, letter)| *letter == c) {
            return code.to_string();
        }
        let small = c.to_lowercase().next().unwrap_or(c);
        let capital = usize::from(small != c);
        let base = |place: usize| {
            BASES.chars().nth(place + 7 * capital).expect("seven bases in two cases")
        };
        if small == 'ặ' {
            return [base(0), DOTTED_BREVE[capital]].iter().collect();
        }
        for (low, high, row) in MARKS {
            if let Some(place) = row.chars().position(|letter| letter == small) {
                return [base(place), [low, high][capital]].iter().collect();
            }
        }
        c.to_string()
    }

    #[test]
    fn every_letter_in_both_cases_comes_back() {
        let letters = "aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ";
        for c in letters.chars().chain(letters.to_uppercase().chars()) {
            let old = code(c);
            assert!(old.chars().all(|c| u32::from(c) <= 0xff), "{c}: {old}");
            assert_eq!(decode(&format!("h{old}.")), format!("h{c}."));
        }
        let words = "Ủy ban nhân dân TỈNH LÀO CAI giao chỉ tiêu đường, nước, rừng";
        assert_eq!(decode(&encode(words)), words);
    }
}
