//! Words with what is marked in them.

use std::ops::Range;

use quyet_syntax::{Folded, NodeId};

use crate::marks::Mark;
use crate::scribe::Scribe;

impl Scribe<'_> {
    /// A paragraph of words of a provision; nothing when there are none.
    pub(crate) fn paragraph(&mut self, id: NodeId, words: Range<usize>, here: &str) {
        let folded = Folded::new(self.text, words.into());
        if !folded.text().is_empty() {
            self.xml.open("p", &[]);
            self.folded(id, &folded, here);
            self.xml.close();
        }
    }

    /// Folded words of a provision. Marks that overlap without nesting are cut at the outer one's end.
    pub(crate) fn folded(&mut self, id: NodeId, folded: &Folded, here: &str) {
        let text = folded.text();
        let mut ends: Vec<usize> = Vec::new();
        let mut done = 0;
        for (source, mark) in self.marks.inside(id) {
            let start = place(folded, source.start);
            let end = place(folded, source.end);
            // A mark does not begin with the space before its words.
            let gap = usize::from(start < end && text[start..].starts_with(' '));
            let start = start + gap;
            while let Some(outer) = ends.pop_if(|outer| *outer <= start) {
                self.xml.words(&text[done..outer]);
                done = outer;
                self.xml.close();
            }
            let end = ends.last().map_or(end, |outer| end.min(*outer));
            if end <= start {
                continue;
            }
            self.xml.words(&text[done..start]);
            done = start;
            self.open_mark(&mark, here);
            ends.push(end);
        }
        while let Some(outer) = ends.pop() {
            self.xml.words(&text[done..outer]);
            done = outer;
            self.xml.close();
        }
        self.xml.words(&text[done..]);
    }

    fn open_mark(&mut self, mark: &Mark, here: &str) {
        let span =
            |class: &str, id: &str| [("class", class.to_owned()), ("refersTo", format!("#{id}"))];
        let attributes = match mark {
            Mark::Task(id) => span("task", id),
            Mark::Target(id) => span("target", id),
            Mark::Condition(id) => span("condition", id),
            Mark::Own(name) => return self.xml.inline(name, &[]),
            Mark::Ref(href) => {
                if self.refs.0 != here {
                    self.refs = (here.to_owned(), 0);
                }
                self.refs.1 += 1;
                let id = self.ids.take(&format!("{here}__ref_{}", self.refs.1));
                return self.xml.inline("ref", &[("eId", &id), ("href", href)]);
            }
        };
        let attributes = attributes.each_ref().map(|(name, value)| (*name, value.as_str()));
        self.xml.inline("span", &attributes);
    }
}

/// The first place in the folded words that comes from this byte of the text or from behind it.
fn place(folded: &Folded, source: usize) -> usize {
    let text = folded.text();
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if folded.source(middle..middle).start() < source {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    (low..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}
