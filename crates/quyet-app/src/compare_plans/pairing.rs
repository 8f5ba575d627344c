//! Which thing of an earlier plan answers which of a new one.
//!
//! The rules, in order; what a rule paired no later rule touches:
//!
//! 1. **Indicator.** Both are linked to the same indicator, and in each plan only they are.
//!    Two that are linked to different indicators are never paired.
//! 2. **Same name.** The folded names are equal: lower case, NFC, words of letters and digits, one space between.
//!    Of several with one name, those with the same number go together first, the others in the text's order.
//! 3. **Like name.** Twice the words in common is at least three fifths of the words of both (counting repeats).
//!    The likest pair goes first; among equals, the same number, then the smaller distance in the text's order,
//!    then the earlier place in the old plan, then in the new. Others just as like are told as ties.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

/// Most work that likeness may cost, as the words of the leftovers times the leftovers of the other plan.
///
/// Two hundred tasks of three hundred words against as many are a quarter of it.
pub const LIKENESS_MAX: usize = 100_000_000;

/// Least likeness, as the part of 100 that the doubled common words are of all words.
const LIKE_MIN: u64 = 60;

/// Why two things are taken for one.
#[doc(alias = "căn cứ ghép")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Both are linked to the same indicator.
    Indicator,
    /// Their names say the same words in the same order.
    SameName,
    /// Their names share most words. Unit: percent, rounded down, 60–100.
    LikeName(u8),
}

/// What a thing is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// Its number in the plan.
    pub(super) code: String,
    /// Its folded name.
    pub(super) name: String,
    /// The indicator it is linked to; `None` for the unlinked and for what has none.
    pub(super) indicator: Option<String>,
}

/// Two places that answer each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) by: Likeness,
    pub(super) ties: Vec<String>,
}

/// Which place answers which. Shape: pairs in the order of `new`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pairing {
    pub(super) pairs: Vec<Pair>,
    /// The third rule was left out, because too much was left over.
    pub(super) likeness_skipped: bool,
}

/// Lower case, words of letters and digits, one space between. The percent sign is a word.
pub(super) fn folded(words: &str) -> String {
    let lower = words.to_lowercase();
    let spaced: String =
        lower.chars().map(|c| if c.is_alphanumeric() || c == '%' { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn pair(old: &[Known], new: &[Known]) -> Pairing {
    let mut work = Work {
        old,
        new,
        old_free: vec![true; old.len()],
        new_free: vec![true; new.len()],
        out: Pairing::default(),
    };
    work.by_indicator();
    work.by_name();
    work.by_likeness();
    work.out.pairs.sort_by_key(|pair| pair.new);
    work.out
}

struct Work<'a> {
    old: &'a [Known],
    new: &'a [Known],
    old_free: Vec<bool>,
    new_free: Vec<bool>,
    out: Pairing,
}

impl<'a> Work<'a> {
    fn take(&mut self, old: usize, new: usize, by: Likeness, ties: Vec<String>) {
        self.old_free[old] = false;
        self.new_free[new] = false;
        self.out.pairs.push(Pair { old, new, by, ties });
    }

    fn may(&self, old: usize, new: usize) -> bool {
        let linked = (&self.old[old].indicator, &self.new[new].indicator);
        self.old_free[old]
            && self.new_free[new]
            && !matches!(linked, (Some(old), Some(new)) if old != new)
    }

    fn by_indicator(&mut self) {
        let (old, new) = (self.old, self.new);
        let olds = places(old, &self.old_free, |known| known.indicator.as_deref());
        let news = places(new, &self.new_free, |known| known.indicator.as_deref());
        for (indicator, here) in &news {
            if let (Some([old]), [new]) = (olds.get(indicator).map(Vec::as_slice), here.as_slice())
            {
                self.take(*old, *new, Likeness::Indicator, Vec::new());
            }
        }
    }

    fn by_name(&mut self) {
        let (old, new) = (self.old, self.new);
        let named = |known: &'a Known| Some(known.name.as_str());
        let olds = places(old, &self.old_free, named);
        let news = places(new, &self.new_free, named);
        for (name, here) in &news {
            let Some(there) = olds.get(name) else { continue };
            self.same_code(there, here);
            self.in_order(there, here);
        }
    }

    /// Of things with one name, those with the same number.
    fn same_code(&mut self, there: &[usize], here: &[usize]) {
        let mut by_code: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for old in there.iter().rev() {
            by_code.entry(&self.old[*old].code).or_default().push(*old);
        }
        for new in here {
            let same = by_code.get_mut(self.new[*new].code.as_str());
            let Some(olds) = same else { continue };
            if let Some(old) = olds.last().copied().filter(|old| self.may(*old, *new)) {
                olds.pop();
                self.take(old, *new, Likeness::SameName, Vec::new());
            }
        }
    }

    /// Of things with one name, the others as they come.
    fn in_order(&mut self, there: &[usize], here: &[usize]) {
        let left: Vec<usize> = there.iter().copied().filter(|old| self.old_free[*old]).collect();
        let mut from = 0;
        for new in here.iter().copied().filter(|new| self.new_free[*new]).collect::<Vec<_>>() {
            let Some(step) = left[from..].iter().position(|old| self.may(*old, new)) else {
                continue;
            };
            let old = left[from + step];
            let others = left.iter().filter(|other| **other != old).take(TIES_TOLD);
            let ties = others.map(|other| self.old[*other].code.clone()).collect();
            self.take(old, new, Likeness::SameName, ties);
            from += step + 1;
        }
    }

    fn like(&self, old: usize, new: usize, old_bag: &[u32], new_bag: &[u32]) -> Option<Like> {
        let score = likeness(old_bag, new_bag);
        let moved = self.old[old].code != self.new[new].code;
        let like = (Reverse(score), moved, old.abs_diff(new), old, new);
        (LIKE_MIN <= score && self.may(old, new)).then_some(like)
    }

    fn by_likeness(&mut self) {
        let mut numbers = BTreeMap::new();
        let olds = left(&self.old_free, self.old, &mut numbers);
        let news = left(&self.new_free, self.new, &mut numbers);
        let words = |side: &[Bag]| side.iter().map(|(_, bag)| bag.len()).sum::<usize>();
        let cost = olds.len().saturating_mul(words(&news));
        if LIKENESS_MAX < cost.saturating_add(news.len().saturating_mul(words(&olds))) {
            self.out.likeness_skipped = true;
            return;
        }
        let mut likes: Vec<Like> = Vec::new();
        for (old, bag) in &olds {
            likes.extend(news.iter().filter_map(|(new, other)| self.like(*old, *new, bag, other)));
        }
        likes.sort_unstable();
        let ties = ties(&likes);
        for (Reverse(score), _, _, old, new) in &likes {
            if !self.may(*old, *new) {
                continue;
            }
            let percent = u8::try_from(*score).unwrap_or(100);
            let (olds, news) = (ties.0.get(&(*new, *score)), ties.1.get(&(*old, *score)));
            let mut told: Vec<String> = Vec::new();
            told.extend(others(olds, *old).map(|at| self.old[at].code.clone()));
            told.extend(others(news, *new).map(|at| self.new[at].code.clone()));
            told.truncate(TIES_TOLD);
            self.take(*old, *new, Likeness::LikeName(percent), told);
        }
    }
}

/// A place and its words as numbers, in order.
type Bag = (usize, Vec<u32>);

/// What no rule paired yet, with its words; each word has one number in both plans.
fn left<'a>(free: &[bool], all: &'a [Known], numbers: &mut BTreeMap<&'a str, u32>) -> Vec<Bag> {
    let mut bag = |name: &'a str| {
        let mut words: Vec<u32> = Vec::new();
        for word in name.split(' ').filter(|word| !word.is_empty()) {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            words.push(*numbers.entry(word).or_insert(next));
        }
        words.sort_unstable();
        words
    };
    let left = all.iter().enumerate().filter(|(at, _)| free[*at]);
    left.map(|(at, known)| (at, bag(&known.name))).filter(|(_, bag)| !bag.is_empty()).collect()
}

/// Most ties that are told with a pair.
const TIES_TOLD: usize = 5;

type Like = (Reverse<u64>, bool, usize, usize, usize);
type Rivals = BTreeMap<(usize, u64), Vec<usize>>;

/// For each new place and score the old places that reach it, and the other way round.
fn ties(likes: &[Like]) -> (Rivals, Rivals) {
    let (mut olds, mut news) = (Rivals::new(), Rivals::new());
    for (Reverse(score), _, _, old, new) in likes {
        olds.entry((*new, *score)).or_default().push(*old);
        news.entry((*old, *score)).or_default().push(*new);
    }
    (olds, news)
}

fn others(rivals: Option<&Vec<usize>>, own: usize) -> impl Iterator<Item = usize> {
    rivals.into_iter().flatten().copied().filter(move |at| *at != own).take(TIES_TOLD)
}

/// Places of free things by a key, each list in the text's order.
fn places<'a>(
    all: &'a [Known],
    free: &[bool],
    key: impl Fn(&'a Known) -> Option<&'a str>,
) -> BTreeMap<&'a str, Vec<usize>> {
    let mut out: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, known) in all.iter().enumerate().filter(|(at, _)| free[*at]) {
        if let Some(key) = key(known) {
            out.entry(key).or_default().push(at);
        }
    }
    out
}

/// Twice the common words of two sorted lists as part of 100 of all words, rounded down; 0 when lengths differ so
/// much that they cannot be like.
fn likeness(old: &[u32], new: &[u32]) -> u64 {
    let all = u64::try_from(old.len() + new.len()).unwrap_or(u64::MAX);
    let most = u64::try_from(old.len().min(new.len())).unwrap_or(u64::MAX);
    if (most * 200).checked_div(all).unwrap_or(0) < LIKE_MIN {
        return 0;
    }
    let (mut i, mut j, mut common) = (0, 0, 0_u64);
    while i < old.len() && j < new.len() {
        match old[i].cmp(&new[j]) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    (common * 200).checked_div(all).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(code: &str, name: &str, indicator: &str) -> Known {
        let indicator = (!indicator.is_empty()).then(|| indicator.to_owned());
        Known { code: code.to_owned(), name: folded(name), indicator }
    }

    fn check(old: &[(&str, &str, &str)], new: &[(&str, &str, &str)], expect: &[&str]) {
        let all = |side: &[(&str, &str, &str)]| -> Vec<Known> {
            side.iter().map(|(code, name, link)| known(code, name, link)).collect()
        };
        let (old, new) = (all(old), all(new));
        let shown: Vec<String> = pair(&old, &new)
            .pairs
            .iter()
            .map(|p| {
                let (old, new) = (&old[p.old].code, &new[p.new].code);
                format!("{old}-{new} {:?} {}", p.by, p.ties.join(",")).trim_end().to_owned()
            })
            .collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn a_link_to_one_indicator_counts_more_than_the_name() {
        check(
            &[("1", "Thu ngân sách", "thu"), ("2", "Chi ngân sách", "chi")],
            &[("1", "Chi ngân sách", "thu"), ("2", "Tổng chi", "chi")],
            &["1-1 Indicator", "2-2 Indicator"],
        );
    }

    #[test]
    fn two_linked_to_different_indicators_are_never_paired() {
        check(&[("1", "Thu ngân sách", "thu")], &[("1", "Thu ngân sách", "thu-noi-dia")], &[]);
    }

    #[test]
    fn case_and_punctuation_make_no_other_name() {
        check(&[("1", "GRDP (giá 2010)", "")], &[("9", "Grdp - giá 2010:", "")], &["1-9 SameName"]);
    }

    #[test]
    fn of_several_with_one_name_the_same_number_goes_first_and_the_others_are_told() {
        check(
            &[("1", "Dịch vụ", ""), ("2", "Dịch vụ", ""), ("3", "Dịch vụ", "")],
            &[("3", "Dịch vụ", ""), ("4", "Dịch vụ", "")],
            &["3-3 SameName", "1-4 SameName 2"],
        );
    }

    #[test]
    fn a_reworded_name_is_known_by_most_of_its_words() {
        check(
            &[("1", "Tỉ lệ che phủ rừng", ""), ("2", "Số xã đạt chuẩn", "")],
            &[("1", "Số bác sĩ", ""), ("2", "Tỉ lệ che phủ của rừng", "")],
            &["1-2 LikeName(90)"],
        );
    }

    #[test]
    fn one_just_as_like_is_told() {
        check(
            &[("1", "diện tích cây chè", ""), ("2", "diện tích cây cam", "")],
            &[("7", "diện tích cây quế", "")],
            &["1-7 LikeName(75) 2"],
        );
    }

    #[test]
    fn when_too_much_is_left_over_likeness_is_not_tried_and_that_is_told() {
        let many = |word: &str| -> Vec<Known> {
            (0..6_000).map(|at| known(&at.to_string(), &format!("{word} {at}"), "")).collect()
        };
        let found = pair(&many("cũ"), &many("mới"));
        assert!(found.pairs.is_empty() && found.likeness_skipped);
    }
}
