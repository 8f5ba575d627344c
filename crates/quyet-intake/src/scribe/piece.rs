//! Words with the marks that stand in them.

/// Something that stands at a byte of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A paragraph of the file begins; paragraphs are counted from 1.
    Paragraph(u32),
    /// A tracked change.
    Change,
    /// A comment.
    Comment,
    /// A picture or an embedded object.
    Picture,
    /// A footnote's sign.
    Note,
    /// Hidden words.
    Hidden,
}

/// Words with their marks, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Byte offsets with what stands there; ascending.
    pub(crate) marks: Vec<(usize, Mark)>,
}

impl Piece {
    /// Without the blanks at the two ends.
    pub(crate) fn trimmed(mut self) -> Self {
        let lead = self.text.len() - self.text.trim_start().len();
        let len = self.text.trim().len();
        if lead != 0 {
            self.text.drain(..lead);
        }
        self.text.truncate(len);
        for (at, _) in &mut self.marks {
            *at = at.saturating_sub(lead).min(len);
        }
        self
    }

    /// Adds other words behind these.
    pub(crate) fn push(&mut self, other: &Self) {
        let by = self.text.len();
        self.text.push_str(&other.text);
        self.marks.extend(other.marks.iter().map(|(at, mark)| (at + by, *mark)));
    }

    /// Adds words as lines of their own. A blank line never follows another, nor stands first.
    pub(crate) fn push_line(&mut self, number: Option<u32>, other: &Self) {
        let blank = other.text.trim().is_empty();
        if !blank {
            self.marks.extend(number.map(|number| (self.text.len(), Mark::Paragraph(number))));
        }
        self.push(other);
        let first = self.text.is_empty();
        let ended = self.text.ends_with("\n\n") || other.text.ends_with('\n');
        if ended || (blank && first) {
            return;
        }
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_move_with_their_words() {
        let piece = Piece {
            text: "  tăng 8% ".to_owned(),
            marks: vec![(0, Mark::Change), (8, Mark::Note), (11, Mark::Picture)],
        };
        let mut out = Piece { text: "Thu ".to_owned(), marks: Vec::new() };
        out.push(&piece.trimmed());
        assert_eq!(out.text, "Thu tăng 8%");
        assert_eq!(out.marks, [(4, Mark::Change), (10, Mark::Note), (12, Mark::Picture)]);
    }

    #[test]
    fn blank_lines_do_not_pile_up() {
        let mut out = Piece::default();
        for words in ["", "một", "", "", "hai"] {
            out.push_line(Some(1), &Piece { text: words.to_owned(), marks: Vec::new() });
        }
        assert_eq!(out.text, "một\n\nhai\n");
    }
}
