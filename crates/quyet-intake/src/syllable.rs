//! Whether a word can be a Vietnamese syllable.
//!
//! A wrong decoding gives letters, but hardly ever syllables: that is the evidence by which encodings are told apart.
//! Spelling only; names of other languages fail, and are few.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The longest syllable, "nghiêng" with its tone. Unit: bytes.
const SYLLABLE_BYTES: usize = 16;

/// Vowels by quality; behind each its five tones: huyền, hỏi, ngã, sắc, nặng.
const VOWELS: [&str; 12] = [
    "aàảãáạ",
    "ăằẳẵắặ",
    "âầẩẫấậ",
    "eèẻẽéẹ",
    "êềểễếệ",
    "iìỉĩíị",
    "oòỏõóọ",
    "ôồổỗốộ",
    "ơờởỡớợ",
    "uùủũúụ",
    "ưừửữứự",
    "yỳỷỹýỵ",
];

const INITIALS: &str = "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x";

/// Rhymes without tone.
const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay \
    ăc ăm ăn ăng ăp ăt ăk âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu \
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot \
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt \
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uy uya uych uyên uyêt uynh uyt uyu uôc uôi uôm uôn uông uôt \
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu \
    y yêm yên yêng yêt yêu ynh ych yt";

/// Letters with the vowel and tone of each, by letter.
static LETTERS: LazyLock<BTreeMap<char, (char, usize)>> = LazyLock::new(|| {
    let row = |row: &'static str| {
        let vowel = row.chars().next().unwrap_or_default();
        row.chars().enumerate().map(move |(tone, letter)| (letter, (vowel, tone)))
    };
    VOWELS.into_iter().flat_map(row).collect()
});

static RHYME_SET: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| RHYMES.split_ascii_whitespace().collect());

/// Whether the word, in NFC and any case, is spelt as a syllable can be.
pub(crate) fn is_syllable(word: &str) -> bool {
    if SYLLABLE_BYTES < word.len() {
        return false;
    }
    let mut bare = String::with_capacity(word.len());
    let mut tone = 0;
    for c in word.chars().flat_map(char::to_lowercase) {
        let Some((vowel, own)) = plain(c) else {
            bare.push(c);
            continue;
        };
        if own != 0 && tone != 0 {
            return false;
        }
        tone = tone.max(own);
        bare.push(vowel);
    }
    let initials = INITIALS.split(' ').filter_map(|initial| bare.strip_prefix(initial));
    let fits = initials.chain([bare.as_str()]).any(|rhyme| is_rhyme(rhyme, tone));
    // "gì", "giêng": the vowel of the initial is part of the rhyme.
    fits || matches!(bare.as_str(), "gi" | "giêng" | "giêt" | "giêc")
}

/// Stopped rhymes bear only sắc and nặng.
fn is_rhyme(rhyme: &str, tone: usize) -> bool {
    let stopped = rhyme.ends_with(['c', 'p', 't', 'k']) || rhyme.ends_with("ch");
    (!stopped || 4 <= tone) && RHYME_SET.contains(rhyme)
}

/// The vowel without its tone, and the tone; `None` for what is no vowel.
fn plain(c: char) -> Option<(char, usize)> {
    match c {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' => Some((c, 0)),
        c if c.is_ascii() => None,
        c => LETTERS.get(&c).copied(),
    }
}

/// Whether the letter is one that Vietnamese adds to ASCII, in either case.
pub(crate) fn is_own_letter(c: char) -> bool {
    let lower = if c.is_ascii() { return false } else { c.to_lowercase().next().unwrap_or(c) };
    lower == 'đ' || plain(lower).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_other_letters() {
        let check = |words: &str, expect| {
            for word in words.split(' ') {
                assert_eq!(is_syllable(word), expect, "{word}");
            }
        };
        check(
            "Nghị QUYẾT về kế hoạch phát triển kinh tế xã hội Đắk Kạn gì giếng quý khuỷu nguyễn hoà hòa",
            true,
        );
        check("thuỷ thủy uỷ ủy tỉ tỷ đồng điều xuất ngoài nghiêng yếu ý ở ừ", true);
        check("nghẩ quyẫt nhaân iÒu hoạcn àà tàt bcd việtt ữê", false);
    }

    #[test]
    fn every_word_of_the_example_with_a_mark_is_a_syllable() {
        let text = include_str!("../../../examples/bac-kan-2024/nghi-quyet.txt");
        let words =
            text.split(|c: char| !c.is_alphabetic()).filter(|word| word.contains(is_own_letter));
        let wrong: Vec<&str> = words.filter(|word| !is_syllable(word)).collect();
        assert!(wrong.iter().all(|word| matches!(*word, "HĐND" | "đ")), "{wrong:?}");
    }
}
