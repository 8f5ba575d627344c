//! The way back from the text to the page and line of the original.

/// A place in the original.
#[doc(alias = "vị trí trong bản gốc")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Page, counted from 1. `None`: the form has no pages of its own.
    pub page: Option<u32>,
    /// Line or paragraph (see [`crate::Form::line_word`]), counted from 1; on its page when there are pages.
    pub line: u32,
}

/// Where the words of a text stood.
///
/// Shape: byte offsets of the text with the place that begins there; ascending, each offset once.
/// What stands before the first offset belongs to the first place.
#[doc(alias = "bản đồ trang, dòng")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    starts: Starts,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Starts {
    /// Where each line begins, for a text whose lines are the original's.
    Lines(Vec<u32>),
    Places(Vec<(u32, Place)>),
}

impl Default for Starts {
    fn default() -> Self {
        Self::Places(Vec::new())
    }
}

impl Layout {
    /// From places and the byte offsets of the text at which they begin, in any order.
    /// Of several places at one offset the last stands. Offsets beyond 4 GiB are clamped.
    pub fn new(starts: impl IntoIterator<Item = (usize, Place)>) -> Self {
        let mut starts: Vec<(u32, Place)> =
            starts.into_iter().map(|(at, place)| (clamped(at), place)).collect();
        starts.sort_by_key(|(at, _)| *at);
        starts.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                *kept = *next;
            }
            same
        });
        Self { starts: Starts::Places(starts) }
    }

    /// For a text whose lines are the original's own lines. Linear.
    pub fn of_lines(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1);
        Self { starts: Starts::Lines(std::iter::once(0).chain(breaks).map(clamped).collect()) }
    }

    /// Byte offsets with the places that begin there, ascending.
    pub fn starts(&self) -> Vec<(usize, Place)> {
        let offsets: Vec<u32> = match &self.starts {
            Starts::Lines(starts) => starts.clone(),
            Starts::Places(starts) => starts.iter().map(|(at, _)| *at).collect(),
        };
        offsets.into_iter().map(|at| (at as usize, self.place(at as usize))).collect()
    }

    /// Where the byte at `offset` of the text stood; total: beyond the end is the last place.
    pub fn place(&self, offset: usize) -> Place {
        let offset = clamped(offset);
        match &self.starts {
            Starts::Lines(starts) => {
                let line = starts.partition_point(|at| *at <= offset);
                Place { page: None, line: clamped(line).max(1) }
            }
            Starts::Places(starts) => {
                let behind = starts.partition_point(|(at, _)| *at <= offset);
                let start = starts.get(behind.saturating_sub(1));
                start.map_or(Place { page: None, line: 1 }, |(_, place)| *place)
            }
        }
    }
}

fn clamped(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(page: u32, line: u32) -> Place {
        Place { page: Some(page), line }
    }

    #[test]
    fn a_byte_stands_where_the_last_place_before_it_began() {
        let layout =
            Layout::new([(9, place(2, 1)), (0, place(1, 1)), (5, place(1, 2)), (5, place(1, 3))]);
        let check = |offset, expect| assert_eq!(layout.place(offset), expect, "{offset}");
        check(0, place(1, 1));
        check(4, place(1, 1));
        check(5, place(1, 3));
        check(9, place(2, 1));
        check(usize::MAX, place(2, 1));
    }

    #[test]
    fn lines_are_counted_from_one() {
        let layout = Layout::of_lines("một\r\nhai\n\nbốn");
        let check = |offset, line| assert_eq!(layout.place(offset), Place { page: None, line });
        check(0, 1);
        check(6, 1);
        check(7, 2);
        check(11, 3);
        check(12, 4);
        assert_eq!(Layout::default().place(3), Place { page: None, line: 1 });
    }
}
