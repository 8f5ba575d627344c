//! Which folders together give which state: a whole backup, and what was shipped after it.
//!
//! **Takes** names. **Gives** the order to read them in. **Never** opens one.
//! Invariant: what it gives has no gap, or it says where one is.

use crate::name::BackupName;

/// A whole backup and the pieces after it.
#[doc(alias = "dãy sao lưu")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The whole one first, then the pieces as they were taken.
    pub names: Vec<BackupName>,
    /// Entries that they give, without a gap.
    pub covered: u64,
    /// Where entries are missing before the next piece: that piece begins here; `None` when nothing is missing.
    pub gap: Option<u64>,
}

impl Line {
    /// The line that ends in the newest state; `None` when there is no whole backup.
    pub fn newest(names: &[BackupName]) -> Option<Self> {
        Self::upto(names, |_| true)
    }

    /// The line that ends in this backup or piece; `None` when there is no whole backup before it.
    pub fn ending_at(names: &[BackupName], end: BackupName) -> Option<Self> {
        if end.is_whole() {
            return Some(Self { names: vec![end], covered: end.size, gap: None });
        }
        Self::upto(names, |name| name.size <= end.size && name.taken <= end.taken)
    }

    fn upto(names: &[BackupName], wanted: impl Fn(&BackupName) -> bool) -> Option<Self> {
        let names: Vec<BackupName> = names.iter().copied().filter(wanted).collect();
        let wholes = names.iter().filter(|name| name.is_whole());
        let start = *wholes.max_by_key(|name| (name.size, name.taken))?;
        let after = |name: &&BackupName| {
            !name.is_whole() && (start.size < name.size || start.taken < name.taken)
        };
        let mut pieces: Vec<BackupName> = names.iter().filter(after).copied().collect();
        pieces.sort();
        let covered = pieces.iter().fold(start.size, |covered, piece| match piece.from {
            Some(from) if from <= covered => covered.max(piece.size),
            _ => covered,
        });
        let beyond = pieces.iter().filter(|piece| covered < piece.size);
        let gap = beyond.filter_map(|piece| piece.from).min();
        Some(Self { names: [vec![start], pieces].concat(), covered, gap })
    }

    /// The folder taken last; the whole backup when nothing came after it.
    pub fn last(&self) -> Option<BackupName> {
        self.names.last().copied()
    }

    /// The folder that ends where the line ends: its manifest holds the head of the line.
    pub fn tip(&self) -> Option<BackupName> {
        self.names.iter().rev().find(|name| name.size == self.covered).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &[&str]) -> Vec<BackupName> {
        let name = |(second, words): (usize, &&str)| {
            format!("20261127T0200{second:02}Z-{words}").parse().expect("a name")
        };
        words.iter().enumerate().map(name).collect()
    }

    fn check(words: &[&str], covered: u64, gap: Option<u64>, order: &[usize]) {
        let names = names(words);
        let line = Line::newest(&names).expect("a whole backup");
        assert_eq!((line.covered, line.gap), (covered, gap), "{words:?}");
        let order: Vec<_> = order.iter().map(|at| names[*at]).collect();
        assert_eq!(line.names, order, "{words:?}");
        assert_eq!(line.tip().map(|tip| tip.size), Some(covered));
    }

    #[test]
    fn pieces_follow_the_newest_whole_backup() {
        check(&["000000005"], 5, None, &[0]);
        check(&["000000005", "000000009"], 9, None, &[1]);
        check(&["000000005", "000000005-000000007", "000000007-000000009"], 9, None, &[0, 1, 2]);
        // A piece that was shipped across the next whole backup is read from where that one ends.
        check(
            &["000000005", "000000005-000000007", "000000008", "000000007-000000009"],
            9,
            None,
            &[2, 3],
        );
        // Only drafts were shipped.
        check(&["000000005", "000000005-000000005"], 5, None, &[0, 1]);
    }

    #[test]
    fn a_lost_piece_is_a_gap_until_it_is_shipped_again() {
        check(&["000000005", "000000007-000000009"], 5, Some(7), &[0, 1]);
        check(&["000000005", "000000007-000000009", "000000005-000000011"], 11, None, &[0, 1, 2]);
    }

    #[test]
    fn an_earlier_end_may_be_asked_for() {
        let names =
            names(&["000000005", "000000005-000000007", "000000008", "000000007-000000009"]);
        let line = Line::ending_at(&names, names[1]).expect("a whole backup");
        assert_eq!((line.names, line.covered), (vec![names[0], names[1]], 7));
        let line = Line::ending_at(&names, names[0]).expect("a whole backup");
        assert_eq!(line.names, [names[0]]);
        assert_eq!(Line::newest(&[]), None);
        assert_eq!(Line::newest(&names[1..2]), None);
    }
}
