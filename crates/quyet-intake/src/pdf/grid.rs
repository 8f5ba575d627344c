//! Tables by their rules: level and upright lines that meet make a grid, and what stands in its fields are cells.

use std::collections::BTreeMap;

use super::line::lines;
use super::sheet::{Glyph, POINT, Rule, Sheet};

/// How far apart two drawn edges of one rule stand.
const NEAR: i64 = 3 * POINT;

/// How far columns without a level rule at their end must reach to hold a row.
const REACH: i64 = 8 * POINT;

/// A page has no more rules than this; beyond it they are a drawing.
const RULES_MAX: usize = 4_000;

/// A row of a ruled table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Top edge.
    pub(super) top: i64,
    /// Bottom edge.
    pub(super) bottom: i64,
    /// Text of each column; empty where a merged cell goes on.
    pub(super) cells: Vec<String>,
    /// What is above it and below it.
    pub(super) above: Edge,
    pub(super) below: Edge,
}

/// What a row has at one of its edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// Another row of the table.
    Inner,
    /// The end of the table.
    Outer,
    /// The page's edge, with no rule drawn: the row may go on.
    Torn,
}

impl Edge {
    /// The edge beside another row of the table, or beside none.
    pub(super) fn beside(row: bool) -> Self {
        if row { Self::Inner } else { Self::Outer }
    }
}

struct Grid {
    level: Vec<Rule>,
    upright: Vec<Rule>,
    /// Edges of the columns and rows.
    xs: Vec<i64>,
    ys: Vec<i64>,
    /// Whether the columns reach beyond the first and the last level rule.
    torn: (bool, bool),
}

/// Takes the tables out of the sheet: their rows from top to bottom; their glyphs leave the sheet.
pub(super) fn take(sheet: &mut Sheet) -> Vec<Row> {
    let mut rows = Vec::new();
    for grid in grids(sheet) {
        let edges = (grid.xs.first(), grid.xs.last(), grid.ys.first(), grid.ys.last());
        let (Some(left), Some(right), Some(top), Some(bottom)) = edges else { continue };
        let within = |glyph: &Glyph| {
            let middle = glyph.base - glyph.size / 4;
            (*left..=*right).contains(&glyph.middle()) && (*top..=*bottom).contains(&middle)
        };
        let (inside, outside) = std::mem::take(&mut sheet.glyphs).into_iter().partition(within);
        sheet.glyphs = outside;
        rows.extend(grid.rows(&inside));
    }
    rows.sort_by_key(|row| row.top);
    rows
}

/// Groups of rules that meet and have at least two columns.
fn grids(sheet: &Sheet) -> Vec<Grid> {
    if RULES_MAX < sheet.level.len() || RULES_MAX < sheet.upright.len() {
        return Vec::new();
    }
    let level = merged(&sheet.level);
    let upright = merged(&sheet.upright);
    let mut group: Vec<usize> = (0..level.len() + upright.len()).collect();
    for (i, flat) in level.iter().enumerate() {
        for (j, high) in upright.iter().enumerate() {
            if meet(flat, high) {
                unite(&mut group, i, level.len() + j);
            }
        }
    }
    let mut grids: BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = BTreeMap::new();
    for (i, flat) in level.iter().enumerate() {
        grids.entry(root(&mut group, i)).or_default().0.push(*flat);
    }
    for (j, high) in upright.iter().enumerate() {
        grids.entry(root(&mut group, level.len() + j)).or_default().1.push(*high);
    }
    grids.into_values().filter_map(|(level, upright)| Grid::of(level, upright)).collect()
}

fn meet(flat: &Rule, high: &Rule) -> bool {
    flat.from - NEAR <= high.at
        && high.at <= flat.to + NEAR
        && high.from - NEAR <= flat.at
        && flat.at <= high.to + NEAR
}

fn root(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

fn unite(group: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(group, a), root(group, b));
    group[a.max(b)] = a.min(b);
}

/// Rules on one line that touch become one; the two edges of a thin bar too.
fn merged(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    sorted.sort_by_key(|rule| (rule.at, rule.from));
    let mut lanes: Vec<Vec<Rule>> = Vec::new();
    for rule in sorted {
        match lanes
            .last_mut()
            .filter(|lane| lane.first().is_some_and(|first| rule.at - first.at <= NEAR))
        {
            Some(lane) => lane.push(rule),
            None => lanes.push(vec![rule]),
        }
    }
    let mut out: Vec<Rule> = Vec::new();
    for mut lane in lanes {
        lane.sort_by_key(|rule| rule.from);
        let start = out.len();
        for rule in lane {
            match out
                .get_mut(start..)
                .and_then(<[Rule]>::last_mut)
                .filter(|last| rule.from <= last.to + NEAR)
            {
                Some(last) => last.to = last.to.max(rule.to),
                None => out.push(rule),
            }
        }
    }
    out
}

fn edges(rules: &[Rule]) -> Vec<i64> {
    let mut all: Vec<i64> = rules.iter().map(|rule| rule.at).collect();
    all.sort_unstable();
    all.dedup_by(|next, last| *next - *last <= NEAR);
    all
}

impl Grid {
    fn of(level: Vec<Rule>, upright: Vec<Rule>) -> Option<Self> {
        let (xs, mut ys) = (edges(&upright), edges(&level));
        let (top, bottom) = (*ys.first()?, *ys.last()?);
        let above: Vec<i64> =
            upright.iter().map(|rule| rule.from).filter(|from| from + REACH < top).collect();
        let below: Vec<i64> =
            upright.iter().map(|rule| rule.to).filter(|to| bottom + REACH < *to).collect();
        let torn = (1 < above.len(), 1 < below.len());
        if torn.0 {
            ys.insert(0, above.into_iter().min()?);
        }
        if torn.1 {
            ys.push(below.into_iter().max()?);
        }
        let is_table = 3 <= xs.len() && 2 <= ys.len() || 2 <= xs.len() && 3 <= ys.len();
        is_table.then_some(Self { level, upright, xs, ys, torn })
    }

    fn rows(&self, glyphs: &[Glyph]) -> Vec<Row> {
        let (columns, count) = (self.xs.len() - 1, self.ys.len() - 1);
        let mut fields: Vec<usize> = (0..columns * count).collect();
        self.merge(&mut fields, columns);
        let mut held: BTreeMap<usize, Vec<Glyph>> = BTreeMap::new();
        for glyph in glyphs {
            let at = |edges: &[i64], place: i64| {
                edges.partition_point(|edge| *edge <= place).saturating_sub(1).min(edges.len() - 2)
            };
            let row = at(&self.ys, glyph.base - glyph.size / 4);
            let field = row * columns + at(&self.xs, glyph.middle());
            held.entry(root(&mut fields, field)).or_default().push(glyph.clone());
        }
        let text = |field: &usize| held.get(field).map_or_else(String::new, |glyphs| cell(glyphs));
        let mut rows = Vec::new();
        for (row, edges) in self.ys.windows(2).enumerate() {
            let cells: Vec<String> =
                (row * columns..(row + 1) * columns).map(|field| text(&field)).collect();
            let full = cells.iter().any(|cell| !cell.is_empty());
            let (top, bottom) = (edges[0], edges[1]);
            let row = Row { top, bottom, cells, above: Edge::Inner, below: Edge::Inner };
            rows.extend(full.then_some(row));
        }
        let edge = |torn: bool| if torn { Edge::Torn } else { Edge::Outer };
        if let Some(first) = rows.first_mut() {
            first.above = edge(self.torn.0);
        }
        if let Some(last) = rows.last_mut() {
            last.below = edge(self.torn.1);
        }
        rows
    }

    /// Joins fields that no rule parts.
    fn merge(&self, fields: &mut [usize], columns: usize) {
        let parted = |rules: &[Rule], edge: i64, from: i64, to: i64| {
            let middle = i64::midpoint(from, to);
            rules.iter().any(|rule| {
                (rule.at - edge).abs() <= NEAR && rule.from <= middle && middle <= rule.to
            })
        };
        for field in 0..fields.len() {
            let (row, column) = (field / columns, field % columns);
            let (top, bottom) = (self.ys[row], self.ys[row + 1]);
            let (left, right) = (self.xs[column], self.xs[column + 1]);
            if column + 1 < columns && !parted(&self.upright, right, top, bottom) {
                unite(fields, field, field + 1);
            }
            if field + columns < fields.len() && !parted(&self.level, bottom, left, right) {
                unite(fields, field, field + columns);
            }
        }
    }
}

fn cell(glyphs: &[Glyph]) -> String {
    let texts: Vec<String> = lines(glyphs).iter().map(super::line::Line::marked).collect();
    texts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::line::tests::glyphs;

    fn sheet(xs: &[i64], ys: &[i64], words: &[(i64, i64, &str)]) -> Sheet {
        let span = |edges: &[i64]| (edges[0] * POINT, edges[edges.len() - 1] * POINT);
        let rules = |at: &[i64], (from, to): (i64, i64)| {
            at.iter().map(|at| Rule { at: at * POINT, from, to }).collect()
        };
        Sheet {
            glyphs: glyphs(words),
            level: rules(ys, span(xs)),
            upright: rules(xs, span(ys)),
            ..Sheet::default()
        }
    }

    fn check(mut sheet: Sheet, expect: &[&[&str]]) {
        let rows = take(&mut sheet);
        let cells: Vec<Vec<&str>> =
            rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect();
        assert_eq!(cells, expect);
    }

    #[test]
    fn lines_of_one_cell_join_and_rows_stay_together() {
        let words = [
            (2, 12, "1"),
            (22, 12, "Tỉ lệ"),
            (22, 24, "hộ"),
            (82, 18, "98"),
            (2, 42, "2"),
            (22, 42, "Xã"),
            (0, 90, "Hết"),
        ];
        let sheet = sheet(&[0, 20, 80, 120], &[0, 30, 50], &words);
        check(sheet, &[&["1", "Tỉ lệ hộ", "98"], &["2", "Xã", ""]]);
    }

    #[test]
    fn a_cell_over_two_columns_is_one() {
        let mut sheet = sheet(
            &[0, 40, 80],
            &[0, 20, 40],
            &[(20, 12, "Kế hoạch"), (2, 32, "Năm"), (42, 32, "Quý")],
        );
        sheet.upright[1] = Rule { at: 40 * POINT, from: 20 * POINT, to: 40 * POINT };
        check(sheet, &[&["Kế hoạch", ""], &["Năm", "Quý"]]);
    }

    #[test]
    fn a_frame_is_no_table() {
        check(sheet(&[0, 80], &[0, 40], &[(2, 12, "Khung")]), &[]);
    }
}
