//! Running headers, footers and page numbers: what stands at one place of many pages says nothing about any of them.

use std::collections::{BTreeMap, BTreeSet};

use super::page::{Page, Part};
use super::sheet::POINT;

/// On so many pages at least a line must repeat, and on two pages of five.
const REPEATS_MIN: usize = 3;

/// How far the repeats may stand apart.
const DRIFT: i64 = 4 * POINT;

/// Lines looked at from each end of a page.
const DEEP: usize = 3;

/// What stood in the margins of all pages.
struct Margins {
    /// Page and baseline of each line, every number alike.
    lines: BTreeMap<String, Vec<(usize, i64)>>,
    /// How far ahead of its page each number is, with the pages on which it is.
    ahead: BTreeMap<i64, BTreeSet<usize>>,
    pages: usize,
}

/// Takes the running lines out of the pages. Gives how many of them were more than a page number.
pub(super) fn clear(pages: &mut [Page]) -> usize {
    let margins = Margins::of(pages);
    let mut running = 0;
    for (number, page) in pages.iter_mut().enumerate() {
        let mut gone = BTreeSet::new();
        for part in margins.running(number, page) {
            running += usize::from(!margins.is_page_number(number, part));
            gone.insert(part.number);
        }
        page.parts.retain(|part| !gone.contains(&part.number));
    }
    running
}

impl Margins {
    fn of(pages: &[Page]) -> Self {
        let mut margins =
            Self { lines: BTreeMap::new(), ahead: BTreeMap::new(), pages: pages.len() };
        for (number, page) in pages.iter().enumerate() {
            for part in ends(page).into_iter().flatten().map(|at| &page.parts[at]) {
                margins.note(number, part);
            }
        }
        margins
    }

    fn note(&mut self, number: usize, part: &Part) {
        if let Some(key) = folded(part) {
            self.lines.entry(key).or_default().push((number, part.base));
        }
        if let Some(ahead) = page_number(part).and_then(|counted| ahead(counted, number)) {
            self.ahead.entry(ahead).or_default().insert(number);
        }
    }

    /// The running lines of a page, from its edges inwards and no further than the first line that is its own.
    fn running<'p>(&self, number: usize, page: &'p Page) -> Vec<&'p Part> {
        let runs = |part: &&Part| self.is_page_number(number, part) || self.repeats(part);
        let [top, bottom] = ends(page).map(|end| end.into_iter().map(|at| &page.parts[at]));
        top.take_while(runs).chain(bottom.take_while(runs)).collect()
    }

    fn repeats(&self, part: &Part) -> bool {
        let places = folded(part).and_then(|key| self.lines.get(&key));
        places.is_some_and(|places| {
            let near = places.iter().filter(|(_, base)| (base - part.base).abs() <= DRIFT);
            let pages = near.map(|(page, _)| page).collect::<BTreeSet<_>>().len();
            REPEATS_MIN <= pages && self.pages * 2 <= pages * 5
        })
    }

    /// A number that counts the pages: it is the page's own, or another page bears one as far ahead.
    fn is_page_number(&self, page: usize, part: &Part) -> bool {
        let ahead = page_number(part).and_then(|counted| ahead(counted, page));
        ahead.is_some_and(|ahead| {
            ahead == 1 || self.ahead.get(&ahead).is_some_and(|pages| 1 < pages.len())
        })
    }
}

fn ahead(counted: i64, page: usize) -> Option<i64> {
    Some(counted - i64::try_from(page).ok()?)
}

/// The parts in the top margin and those in the bottom margin, each from the page's edge inwards.
fn ends(page: &Page) -> [Vec<usize>; 2] {
    let edge = page.height / 8;
    let count = page.parts.len();
    let base = |at: &usize| page.parts[*at].base;
    let top = (0..count.min(DEEP)).take_while(|at| base(at) < edge).collect();
    let bottom = (count.saturating_sub(DEEP)..count)
        .rev()
        .take_while(|at| page.height - edge < base(at))
        .collect();
    [top, bottom]
}

/// The line with every number alike; `None` for a row of a table and for lines of hardly a word.
fn folded(part: &Part) -> Option<String> {
    let text = part.line()?.text();
    if text.chars().filter(|c| c.is_alphabetic()).count() < 4 {
        return None;
    }
    let mut key = String::new();
    for c in text.chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if c != '#' || !key.ends_with('#') {
            key.push(c);
        }
    }
    Some(key)
}

/// "3", "- 3 -", "Trang 3", "3/12", "Page 3 of 12": the 3.
fn page_number(part: &Part) -> Option<i64> {
    let text = part.line()?.text().to_lowercase();
    let bare = text.trim_matches(['-', '–', '—', '|', ' ', '.']);
    let bare = bare.strip_prefix("trang").or_else(|| bare.strip_prefix("page")).unwrap_or(bare);
    let (counted, all) =
        ["/", " of ", " trên "].iter().find_map(|of| bare.split_once(of)).unwrap_or((bare, "1"));
    let number = |digits: &str| digits.trim().parse::<u16>().ok().map(i64::from);
    number(counted).filter(|_| number(all).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::line::tests::glyphs;
    use crate::pdf::sheet::Sheet;

    fn check(pages: &[&[(i64, i64, &str)]], expect: &[&str]) {
        let page = |words: &&[(i64, i64, &str)]| {
            Page::of(Sheet { glyphs: glyphs(words), height: 800 * POINT, ..Sheet::default() })
        };
        let mut pages: Vec<Page> = pages.iter().map(page).collect();
        clear(&mut pages);
        let texts: Vec<String> = pages
            .iter()
            .flat_map(|page| &page.parts)
            .filter_map(|part| part.line())
            .map(crate::pdf::line::Line::text)
            .collect();
        assert_eq!(texts, expect);
    }

    #[test]
    fn numbers_in_the_margin_go_and_numbers_in_the_text_stay() {
        check(
            &[
                &[(250, 30, "1"), (0, 300, "12"), (0, 780, "98")],
                &[(250, 30, "Trang 2/2"), (0, 45, "2. Mục tiêu")],
            ],
            &["12", "98", "2. Mục tiêu"],
        );
        check(
            &[&[(250, 30, "- 7 -"), (0, 300, "a")], &[(250, 30, "- 8 -"), (0, 300, "b")]],
            &["a", "b"],
        );
        check(
            &[&[(0, 30, "2026 - 2030"), (0, 300, "a")], &[(0, 30, "4.1")]],
            &["2026 - 2030", "a", "4.1"],
        );
    }

    #[test]
    fn a_line_at_one_place_of_three_pages_is_a_running_header() {
        check(
            &[
                &[(0, 30, "CÔNG BÁO/Số 1"), (0, 300, "a")],
                &[(0, 30, "CÔNG BÁO/Số 2"), (0, 300, "b")],
                &[(0, 31, "CÔNG BÁO/Số 3"), (0, 300, "c")],
            ],
            &["a", "b", "c"],
        );
        check(
            &[&[(0, 30, "Chung"), (0, 300, "a")], &[(0, 30, "Chung"), (0, 300, "b")]],
            &["Chung", "a", "Chung", "b"],
        );
    }
}
