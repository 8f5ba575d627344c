//! What the turn of a page broke: tables that go on, their repeated headings, rows torn in two.

use super::grid::Edge;
use super::page::{Kind, Page, Part};

/// Mends tables that run over pages.
pub(super) fn mend(pages: &mut [Page]) {
    let mut heading: Option<Vec<String>> = None;
    for at in 1..pages.len() {
        let (before, rest) = pages.split_at_mut(at);
        let (Some(above), Some(page)) = (before.last_mut(), rest.first_mut()) else { return };
        heading = last_heading(&above.parts, heading.take());
        mend_turn(above, page, heading.as_deref());
    }
}

/// The first row of the table that ends the page; of `earlier` pages when the whole page is one table that goes on.
fn last_heading(parts: &[Part], earlier: Option<Vec<String>>) -> Option<Vec<String>> {
    for part in parts.iter().rev() {
        match &part.kind {
            Kind::Row { cells, above, .. } if *above != Edge::Inner => return Some(cells.clone()),
            Kind::Row { .. } => {}
            Kind::Words { .. } => return None,
        }
    }
    earlier.filter(|_| !parts.is_empty())
}

fn mend_turn(above: &mut Page, page: &mut Page, heading: Option<&[String]>) {
    let columns = |part: Option<&Part>| match part.map(|part| &part.kind) {
        Some(Kind::Row { cells, .. }) => cells.len(),
        _ => 0,
    };
    let count = columns(above.parts.last());
    if count == 0 || count != columns(page.parts.first()) {
        return;
    }
    let again = |part: &Part| matches!(&part.kind, Kind::Row { cells, .. } if Some(cells.as_slice()) == heading);
    let alone = columns(page.parts.get(1)) != count;
    if !alone && page.parts.first().is_some_and(again) {
        page.parts.remove(0);
    }
    let (Some(last), Some(first)) = (above.parts.last_mut(), page.parts.first_mut()) else {
        return;
    };
    let torn = is_torn(last, first);
    let (Kind::Row { cells: upper, below, .. }, Kind::Row { cells: lower, above, .. }) =
        (&mut last.kind, &mut first.kind)
    else {
        return;
    };
    (*below, *above) = (Edge::Inner, Edge::Inner);
    if torn {
        for (upper, lower) in upper.iter_mut().zip(lower) {
            if !upper.is_empty() && !lower.is_empty() {
                upper.push(' ');
            }
            upper.push_str(lower);
        }
        page.parts.remove(0);
    }
}

/// Whether two rows are one: no rule was drawn between them, or the lower has no number of its own and goes on in
/// lower case or in cells that the upper left empty.
fn is_torn(last: &Part, first: &Part) -> bool {
    let (Kind::Row { cells: upper, below, .. }, Kind::Row { cells: lower, above, .. }) =
        (&last.kind, &first.kind)
    else {
        return false;
    };
    if *below == Edge::Torn && *above == Edge::Torn {
        return true;
    }
    let unnumbered = lower.first().is_some_and(String::is_empty)
        && upper.first().is_some_and(|cell| !cell.is_empty());
    let mut filled = lower.iter().filter(|cell| !cell.is_empty());
    // Where the lower row only fills what the upper left empty, whole cells went over to the next page.
    let fills = upper.iter().zip(lower).all(|(upper, lower)| upper.is_empty() || lower.is_empty());
    unnumbered && filled.next().is_some_and(|cell| fills || cell.starts_with(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(rows: &[&str], above: Edge, below: Edge) -> Page {
        let mut parts: Vec<Part> = Vec::new();
        for (number, row) in (1..).zip(rows) {
            let cells = row.split('|').map(|cell| cell.trim().to_owned()).collect();
            let kind = Kind::Row { cells, above: Edge::Inner, below: Edge::Inner };
            parts.push(Part { number, base: 0, kind });
        }
        if let Some(Kind::Row { above: first, .. }) = parts.first_mut().map(|part| &mut part.kind) {
            *first = above;
        }
        if let Some(Kind::Row { below: last, .. }) = parts.last_mut().map(|part| &mut part.kind) {
            *last = below;
        }
        Page { parts, ..Page::default() }
    }

    fn check(mut pages: Vec<Page>, expect: &[&str]) {
        mend(&mut pages);
        let rows: Vec<String> = pages
            .iter()
            .flat_map(|page| &page.parts)
            .map(|part| match &part.kind {
                Kind::Row { cells, .. } => cells.join("|"),
                Kind::Words { line, .. } => line.text(),
            })
            .collect();
        assert_eq!(rows, expect);
    }

    #[test]
    fn a_heading_repeated_on_each_page_is_read_once() {
        let pages =
            ["1|Thu", "2|Chi", "3|Nợ"].map(|row| page(&["TT|Tên", row], Edge::Outer, Edge::Outer));
        check(pages.into(), &["TT|Tên", "1|Thu", "2|Chi", "3|Nợ"]);
    }

    #[test]
    fn a_row_torn_by_the_page_is_one() {
        check(
            vec![
                page(&["1|Tỉ lệ|98"], Edge::Outer, Edge::Torn),
                page(&["|Hộ|"], Edge::Torn, Edge::Outer),
            ],
            &["1|Tỉ lệ Hộ|98"],
        );
        let ruled = |row| page(&[row], Edge::Outer, Edge::Outer);
        check(vec![ruled("1|Tỉ lệ hộ|98"), ruled("|nghèo|")], &["1|Tỉ lệ hộ nghèo|98"]);
        check(vec![ruled("4||148"), ruled("|Sản lượng|")], &["4|Sản lượng|148"]);
        check(vec![ruled("1|Tỉ lệ hộ|98"), ruled("2|nước|5")], &["1|Tỉ lệ hộ|98", "2|nước|5"]);
    }
}
