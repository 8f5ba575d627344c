//! Tables: consecutive rows, cells between bars.

use std::ops::Range;

use quyet_syntax::{Folded, NodeId};

use crate::eid::below;
use crate::scribe::Scribe;

impl Scribe<'_> {
    /// A table; nothing when no row holds a word. Rules between rows ("|---|---|") are left out.
    pub(crate) fn table(&mut self, rows: &[NodeId], here: &str) {
        let rows: Vec<NodeId> = rows.iter().copied().filter(|id| !self.is_rule(*id)).collect();
        if rows.is_empty() {
            return;
        }
        let eid = self.ids.take(&below(here, "table", "1"));
        self.xml.open("table", &[("eId", &eid)]);
        for row in rows {
            self.xml.open("tr", &[]);
            for cell in cells(self.text, self.tree.node(row).words.range()) {
                self.cell(row, cell, &eid);
            }
            self.xml.close();
        }
        self.xml.close();
    }

    fn cell(&mut self, row: NodeId, cell: Range<usize>, here: &str) {
        self.xml.open("td", &[]);
        if Folded::new(self.text, cell.clone().into()).text().is_empty() {
            self.xml.empty("p", &[]);
        } else {
            self.paragraph(row, cell, here);
        }
        self.xml.close();
    }

    /// Whether a row says nothing: bars, rules and spaces only.
    fn is_rule(&self, id: NodeId) -> bool {
        let words = self.tree.node(id).words.of(self.text);
        words.chars().all(|c| matches!(c, '|' | '-' | ':' | '=' | '*' | '_') || c.is_whitespace())
    }
}

/// The cells of a row, in order; never empty. A bar at either end opens or closes the row.
fn cells(text: &str, row: Range<usize>) -> Vec<Range<usize>> {
    let words = text.get(row.clone()).unwrap_or("");
    let mut out = Vec::new();
    let mut start = row.start;
    let mut escaped = false;
    for (at, c) in words.char_indices() {
        if c == '|' && !escaped {
            out.push(start..row.start + at);
            start = row.start + at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    out.push(start..row.end);
    if words.starts_with('|') && 1 < out.len() {
        out.remove(0);
    }
    if words.ends_with('|') && 1 < out.len() {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(row: &str, expect: &[&str]) {
        let shown: Vec<&str> =
            cells(row, 0..row.len()).into_iter().map(|cell| row[cell].trim()).collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn bars_part_cells() {
        check("| a | b |", &["a", "b"]);
        check("| a || c |", &["a", "", "c"]);
        check(r"a \| b | c", &[r"a \| b", "c"]);
        check("|", &[""]);
        check("", &[""]);
    }
}
