//! Letters of fonts from before Unicode: TCVN3 (ABC, ".VnTime") and VNI ("VNI-Times").
//!
//! Such fonts draw Vietnamese letters over Latin-1. Without the font the words look like "Uû ban nh©n d©n";
//! Word files and web pages carry them into Unicode that way.
//!
//! **Takes** words as Latin-1 characters. **Gives** Unicode where syllables say so, with a diagnostic.
//! **Never** touches a line that holds Vietnamese letters of Unicode already.

mod tcvn3;
mod vni;

use quyet_model::diagnostic::Diagnostic;

use crate::notices;
use crate::syllable::{is_own_letter, is_syllable};

/// Words from which the font of a text is told. Unit: words.
const JUDGED_WORDS: usize = 100_000;

/// A family of old fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OldFont {
    Tcvn3,
    Vni,
}

impl OldFont {
    pub(crate) const ALL: [Self; 2] = [Self::Tcvn3, Self::Vni];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI-Windows",
        }
    }

    /// The words as the font draws them.
    pub(crate) fn decode(self, latin: &str) -> String {
        match self {
            Self::Tcvn3 => tcvn3::decode(latin),
            Self::Vni => vni::decode(latin),
        }
    }
}

/// How many words with letters beyond ASCII there are, and how many of them can be Vietnamese.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub(crate) words: usize,
    pub(crate) plausible: usize,
}

impl Evidence {
    /// Plausible words of ten thousand.
    pub(crate) fn share(self) -> usize {
        (self.plausible * 10_000).checked_div(self.words).unwrap_or(0)
    }

    /// Nineteen words of twenty, and at least three.
    pub(crate) fn convinces(self) -> bool {
        3 <= self.words && 9_500 <= self.share()
    }
}

/// Judges a decoded text. Linear.
pub(crate) fn evidence(text: &str) -> Evidence {
    let mut out = Evidence::default();
    for word in words(text).filter(|word| says_something(word)) {
        out.words += 1;
        out.plausible += usize::from(is_syllable(word));
    }
    out
}

/// Words with at least one character beyond ASCII, the signs of old fonts counted as letters.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let inside = |c: char| c.is_alphabetic() || is_old_sign(c);
    let beyond = |word: &&str| !word.is_ascii() && word.contains(char::is_alphabetic);
    text.split(move |c: char| !inside(c)).filter(beyond)
}

/// Whether a word speaks for or against an encoding: "HĐND", "QĐ" and "trđ" are no syllables, nor wrong.
fn says_something(word: &str) -> bool {
    word.chars().any(|c| !c.is_ascii() && !matches!(c, 'đ' | 'Đ'))
}

/// Characters of Latin-1 that are no letters, but are drawn as letters by TCVN3 fonts.
fn is_old_sign(c: char) -> bool {
    matches!(c, '¡'..='©' | '«'..='®' | 'µ'..='¹' | '»'..='¾')
}

/// Whether the character never stands in a Vietnamese word of Unicode, yet does in old fonts.
fn is_suspicious(c: char) -> bool {
    is_old_sign(c) || (('ª'..='ÿ').contains(&c) && c.is_alphabetic() && !is_own_letter(c))
}

/// Turns the lines that hold letters of an old font into Unicode; `marks` are places in the text and move with it.
///
/// The font is judged over the whole text; nothing happens under five words of evidence. Linear.
pub(crate) fn repair(text: String, marks: &mut [usize]) -> (String, Option<Diagnostic>) {
    let Some(font) = font_of(&text) else { return (text, None) };
    let mut out = String::with_capacity(text.len() * 5 / 4);
    let mut lines = 0;
    let mut first = None;
    let mut rest = marks;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let own = rest.partition_point(|at| *at < end);
        let (here, behind) = std::mem::take(&mut rest).split_at_mut(own);
        rest = behind;
        if is_old(line, font) {
            first = first.or(Some(out.len()));
            lines += 1;
            push_decoded(&mut out, (line, start), here, font);
        } else {
            let grown = out.len();
            for at in here {
                *at = grown + at.saturating_sub(start);
            }
            out.push_str(line);
        }
        start = end;
    }
    rest.fill(out.len());
    let found =
        first.map(|at| notices::old_encoding(font.name(), lines, notices::words_at(&out, at)));
    (out, found)
}

/// Decodes a line piece by piece, so that every mark stays before its own words.
fn push_decoded(
    out: &mut String,
    (line, start): (&str, usize),
    marks: &mut [usize],
    font: OldFont,
) {
    let mut done = 0;
    for mark in marks {
        let at = mark.saturating_sub(start);
        if let Some(piece) = line.get(done..at) {
            out.push_str(&font.decode(piece));
            done = at;
        }
        *mark = out.len();
    }
    out.push_str(&font.decode(&line[done..]));
}

/// The font that explains the words that are no Vietnamese as they stand.
fn font_of(text: &str) -> Option<OldFont> {
    if text.chars().filter(|c| is_suspicious(*c)).take(5).count() < 5 {
        return None;
    }
    let lines = || text.lines().filter(|line| !holds_unicode(line));
    let strange = lines().flat_map(words).filter(|word| is_strange(word));
    let (mut tcvn3, mut vni) = (Evidence::default(), Evidence::default());
    for word in strange.take(JUDGED_WORDS) {
        for (evidence, font) in [(&mut tcvn3, OldFont::Tcvn3), (&mut vni, OldFont::Vni)] {
            let drawn = font.decode(word);
            evidence.words += usize::from(says_something(&drawn));
            evidence.plausible += usize::from(says_something(&drawn) && is_syllable(&drawn));
        }
    }
    let (best, font) =
        if tcvn3.share() < vni.share() { (vni, OldFont::Vni) } else { (tcvn3, OldFont::Tcvn3) };
    (5 <= best.words && 8_500 <= best.share()).then_some(font)
}

/// Whether the line holds Vietnamese letters that no old font can have left.
fn holds_unicode(line: &str) -> bool {
    line.chars().any(|c| '\u{ff}' < c && is_own_letter(c))
}

/// A word with a letter before U+0100 that is no syllable as it stands.
fn is_strange(word: &str) -> bool {
    let letters = word.contains(|c: char| c.is_ascii_alphabetic());
    letters && (word.contains(is_suspicious) || !is_syllable(word))
}

fn is_old(line: &str, font: OldFont) -> bool {
    !line.is_ascii()
        && !holds_unicode(line)
        && words(line).any(|word| is_strange(word) && is_syllable(&font.decode(word)))
}

/// The text as it stands and as each old font draws it.
pub(crate) fn readings(text: &str) -> impl Iterator<Item = String> + '_ {
    std::iter::once(text.to_owned()).chain(OldFont::ALL.into_iter().map(|font| font.decode(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_an_old_font_become_unicode_and_marks_move_with_their_words() {
        let old = "Uû ban nh©n d©n tØnh giao chØ tiªu kÕ ho¹ch\nTrang 5: Tổng hợp, 5 °C\n| thu ng©n s¸ch | ®¹t |";
        let mut marks =
            [0, old.find("ng©n").expect("there"), old.find("®¹t").expect("there"), old.len() + 9];
        let (text, found) = repair(old.to_owned(), &mut marks);
        assert_eq!(
            text,
            "Uỷ ban nhân dân tỉnh giao chỉ tiêu kế hoạch\nTrang 5: Tổng hợp, 5 °C\n| thu ngân sách | đạt |"
        );
        assert!(text[marks[1]..].starts_with("ngân"));
        assert!(text[marks[2]..].starts_with("đạt"));
        assert_eq!(marks[3], text.len());
        let found = found.expect("a diagnostic");
        assert!(
            found.message.contains("TCVN3") && found.message.contains("2 dòng"),
            "{}",
            found.message
        );
        assert!(found.span.of(&text).starts_with("Uỷ ban"));
    }

    #[test]
    fn vni_is_told_from_tcvn3() {
        let old = "UÛY BAN NHAÂN DAÂN tænh giao chæ tieâu keá hoaïch phaùt trieån";
        let (text, _) = repair(old.to_owned(), &mut []);
        assert_eq!(text, "ỦY BAN NHÂN DÂN tỉnh giao chỉ tiêu kế hoạch phát triển");
    }

    #[test]
    fn unicode_text_is_left_alone() {
        let check =
            |text: &str| assert_eq!(repair(text.to_owned(), &mut []), (text.to_owned(), None));
        check(
            "Điều 1. Thông qua “kế hoạch” §5 © ® café à la carte, naïve, façade, über, Malmö, señor",
        );
        check("Ngân sách tăng 8% ± 1, «theo» giá ¥ và £; 5 m²");
    }
}
