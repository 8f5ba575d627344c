//! Lines that share a gutter: columns of a heading or a signature block, or a table that no rules are drawn for.

use super::line::{DOUBT, Line, Piece};
use super::sheet::POINT;

/// What a page shows at one height.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A line of words.
    Words(Line),
    /// A line of a column that stands beside another.
    Column(Line, Column),
    /// A row of cells with its baseline.
    Row(i64, Vec<String>),
}

/// The column a line stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Edges of its words.
    pub(super) left: i64,
    pub(super) right: i64,
    /// Whether its lines are set about its middle.
    pub(super) centred: bool,
    /// Whether this is the first line of one of its cells.
    pub(super) opens: bool,
}

/// A free strip between columns.
type Gutter = (i64, i64);

/// Sets lines in reading order.
pub(super) fn blocks(lines: &[Line]) -> Vec<Block> {
    let mut out = Vec::new();
    let mut rest = lines;
    while let Some(line) = rest.first() {
        let (count, gutters) = zone(rest);
        if count == 0 {
            out.push(Block::Words(line.clone()));
            rest = &rest[1..];
            continue;
        }
        let (inside, below) = rest.split_at(count);
        out.extend(read_zone(inside, &gutters));
        rest = below;
    }
    out
}

/// How many lines from the first on share a gutter, and the gutters; 0 when the first has one piece.
fn zone(lines: &[Line]) -> (usize, Vec<Gutter>) {
    let Some(first) = lines.first().filter(|line| 1 < line.pieces.len()) else {
        return (0, Vec::new());
    };
    let mut gutters = gaps(first);
    let mut written = first.pieces.iter().map(|piece| piece.order).max().unwrap_or_default();
    let mut count = 1;
    let mut filled = 1;
    for pair in lines.windows(2) {
        let [above, line] = pair else { break };
        if above.size.max(line.size) * 4 < line.base - above.base {
            break;
        }
        let narrowed = narrow(&gutters, line);
        if narrowed.is_empty() {
            break;
        }
        count += 1;
        // A lone piece belongs to the zone when something of the zone was written after it, or it goes on below
        // the piece written last.
        let orders = || line.pieces.iter().map(|piece| piece.order);
        let within = orders().any(|order| order < written);
        if 1 < line.pieces.len() || within || filled + 1 == count && goes_on(above, line) {
            filled = count;
            gutters = narrowed;
            written = written.max(orders().max().unwrap_or_default());
        }
    }
    (filled, gutters)
}

/// Whether a line is one piece that stands close below the piece of `above` that was written last, in line with it.
fn goes_on(above: &Line, line: &Line) -> bool {
    let last = above.pieces.iter().max_by_key(|piece| piece.order);
    let (Some(last), [piece]) = (last, line.pieces.as_slice()) else { return false };
    let middle = |piece: &Piece| i64::midpoint(piece.left, piece.right);
    let aligned = (piece.left - last.left).abs().min((middle(piece) - middle(last)).abs());
    aligned * 2 < line.size && (line.base - above.base) * 100 <= line.size.max(above.size) * 135
}

fn gaps(line: &Line) -> Vec<Gutter> {
    line.pieces.windows(2).map(|pair| (pair[0].right, pair[1].left)).collect()
}

/// What stays free of each gutter beside this line's pieces.
fn narrow(gutters: &[Gutter], line: &Line) -> Vec<Gutter> {
    let free = |(left, right): &Gutter| {
        let touching =
            line.pieces.iter().filter(|piece| piece.left < *right && *left < piece.right);
        let (mut from, mut to) = (*left, *right);
        for piece in touching {
            if i64::midpoint(piece.left, piece.right) < i64::midpoint(*left, *right) {
                from = from.max(piece.right);
            } else {
                to = to.min(piece.left);
            }
        }
        (line.size / 2 < to - from).then_some((from, to))
    };
    gutters.iter().filter_map(free).collect()
}

fn column(piece: &Piece, gutters: &[Gutter]) -> usize {
    gutters.iter().filter(|(from, to)| i64::midpoint(*from, *to) < piece.left + POINT).count()
}

fn read_zone(lines: &[Line], gutters: &[Gutter]) -> Vec<Block> {
    let marks = |line: &Line| line.pieces.first().is_some_and(|piece| is_mark(&piece.text));
    let numbered = gutters.len() == 1
        && !is_heading(lines)
        && lines.iter().all(|line| line.pieces.len() < 2 || marks(line));
    if numbered {
        return lines.iter().cloned().map(Block::Words).collect();
    }
    let filled = lines.iter().filter(|line| 1 < line.pieces.len()).count();
    let wide = gutters.iter().all(|(from, to)| lines.iter().all(|line| line.size * 3 < to - from));
    let side_by_side = gutters.len() == 1
        && (is_heading(lines) || filled < 3 && wide || by_column(lines, gutters, filled));
    if side_by_side {
        return columns(lines, gutters);
    }
    if filled < 2 {
        return lines.iter().cloned().map(Block::Words).collect();
    }
    rows(lines, gutters)
}

/// "1.", "a)", "(12)", "-", "•": the mark of an item set apart by a tabulator.
pub(super) fn is_mark(text: &str) -> bool {
    let text = text.trim_end_matches(DOUBT);
    let inner = text.trim_matches(['(', ')', '.', '/']);
    let counted =
        inner.chars().count() <= 4 && inner.chars().all(|c| c.is_alphanumeric() || c == '.');
    let closed = text.ends_with([')', '.', '/']);
    text.chars().count() == 1 && !text.contains(char::is_alphanumeric) || counted && closed
}

/// The two blocks that every official document has side by side.
fn is_heading(lines: &[Line]) -> bool {
    lines.iter().flat_map(|line| &line.pieces).any(|piece| {
        let text = piece.text.to_lowercase();
        ["cộng hòa xã hội", "cộng hoà xã hội", "độc lập", "đảng cộng sản", "nơi nhận"]
            .iter()
            .any(|words| text.starts_with(words))
    })
}

/// Whether the file writes several lines of one column before it turns to the other.
fn by_column(lines: &[Line], gutters: &[Gutter], filled: usize) -> bool {
    let mut pieces: Vec<&Piece> = lines.iter().flat_map(|line| &line.pieces).collect();
    pieces.sort_by_key(|piece| piece.order);
    let turns = pieces
        .windows(2)
        .filter(|pair| column(pair[0], gutters) < column(pair[1], gutters))
        .count();
    turns * 2 <= filled
}

/// One column after the other.
fn columns(lines: &[Line], gutters: &[Gutter]) -> Vec<Block> {
    let mut out = Vec::new();
    for wanted in 0..=gutters.len() {
        let own = |line: &Line| {
            let pieces = line.pieces.iter().filter(|piece| column(piece, gutters) == wanted);
            let pieces: Vec<Piece> = pieces.cloned().collect();
            (!pieces.is_empty()).then(|| Line { pieces, ..line.clone() })
        };
        let own: Vec<Line> = lines.iter().filter_map(own).collect();
        let mut place = Column {
            left: own.iter().map(Line::left).min().unwrap_or_default(),
            right: own.iter().map(Line::right).max().unwrap_or_default(),
            centred: is_centred(&own),
            opens: true,
        };
        let cells = cell_starts(lines, &own);
        for (line, opens) in own.into_iter().zip(cells) {
            place.opens = opens;
            out.push(Block::Column(line, place));
        }
    }
    out
}

/// For each line of a column whether a cell begins with it: something beside it was written since the line above.
/// Where that holds for every line, the file is written line by line and says nothing about cells.
fn cell_starts(lines: &[Line], own: &[Line]) -> Vec<bool> {
    let order = |line: &Line| line.pieces.iter().map(|piece| piece.order).min().unwrap_or_default();
    let all: Vec<usize> =
        lines.iter().flat_map(|line| &line.pieces).map(|piece| piece.order).collect();
    let between = |pair: &[Line]| {
        let (above, below) = (order(&pair[0]), order(&pair[1]));
        all.iter().any(|order| above < *order && *order < below)
    };
    let mut starts: Vec<bool> = own.windows(2).map(between).collect();
    if starts.iter().all(|starts| *starts) {
        starts.fill(false);
    }
    starts.insert(0, true);
    starts
}

/// Whether the lines begin at different places and have one middle.
fn is_centred(lines: &[Line]) -> bool {
    let spread = |values: &mut dyn Iterator<Item = i64>| {
        let all: Vec<i64> = values.collect();
        all.iter().max().unwrap_or(&0) - all.iter().min().unwrap_or(&0)
    };
    let size = lines.iter().map(|line| line.size).max().unwrap_or_default();
    let lefts = spread(&mut lines.iter().map(Line::left));
    let middles = spread(&mut lines.iter().map(|line| i64::midpoint(line.left(), line.right())));
    size < lefts && middles < size || lines.len() == 1
}

/// Rows of cells. A cell of several lines is known by its lines being written one after the other.
fn rows(lines: &[Line], gutters: &[Gutter]) -> Vec<Block> {
    let mut pieces: Vec<(&Line, &Piece)> =
        lines.iter().flat_map(|line| line.pieces.iter().map(move |piece| (line, piece))).collect();
    pieces.sort_by_key(|(_, piece)| piece.order);
    let back = |pair: &[(&Line, &Piece)]| column(pair[1].1, gutters) < column(pair[0].1, gutters);
    let turns = pieces.windows(2).filter(|pair| back(pair)).count();
    let folded = turns + 1 < lines.len();
    if !folded {
        return rows_by_place(lines, gutters);
    }
    let mut out: Vec<(i64, usize, i64, Vec<String>)> = Vec::new();
    for (line, piece) in pieces {
        let at = column(piece, gutters);
        let joins = out.last().is_some_and(|(_, last, base, _)| {
            *last < at || *last == at && *base < line.base && line.base - base < line.size * 2
        });
        if !joins {
            out.push((line.base, at, line.base, vec![String::new(); gutters.len() + 1]));
        }
        if let Some((_, last, base, cells)) = out.last_mut() {
            (*last, *base) = (at, line.base);
            let cell = &mut cells[at];
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&piece.text);
        }
    }
    out.into_iter().map(|(base, _, _, cells)| Block::Row(base, cells)).collect()
}

/// Rows of a file that says nothing about cells: one a line, and a line without a first cell that stands closer to
/// the one above than rows do goes on in it.
fn rows_by_place(lines: &[Line], gutters: &[Gutter]) -> Vec<Block> {
    let all: Vec<(i64, Vec<String>)> =
        lines.iter().map(|line| (line.base, cells(line, gutters))).collect();
    let opens = |cells: &[String]| cells.first().is_some_and(|cell| !cell.is_empty());
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let mut steps: Vec<i64> = all
        .windows(2)
        .filter(|pair| opens(&pair[0].1) && opens(&pair[1].1))
        .map(|pair| pair[1].0 - pair[0].0)
        .collect();
    steps.sort_unstable();
    let usual = steps.get(steps.len() / 2).copied().unwrap_or_default();
    let mut out: Vec<(i64, Vec<String>)> = Vec::new();
    let mut above = 0;
    for (base, cells) in all {
        let close = (base - above) * 100 <= usual * 85;
        above = base;
        let row = out
            .last_mut()
            .filter(|(_, row)| close && !opens(&cells) && filled(&cells) < filled(row));
        let Some((_, row)) = row else {
            out.push((base, cells));
            continue;
        };
        for (cell, more) in row.iter_mut().zip(cells).filter(|(_, more)| !more.is_empty()) {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&more);
        }
    }
    out.into_iter().map(|(base, cells)| Block::Row(base, cells)).collect()
}

fn cells(line: &Line, gutters: &[Gutter]) -> Vec<String> {
    let mut cells = vec![String::new(); gutters.len() + 1];
    for piece in &line.pieces {
        let cell = &mut cells[column(piece, gutters)];
        if !cell.is_empty() {
            cell.push(' ');
        }
        cell.push_str(&piece.text);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::line::{lines, tests::glyphs};

    fn check(words: &[(i64, i64, &str)], expect: &[&str]) {
        let shown: Vec<String> = blocks(&lines(&glyphs(words)))
            .iter()
            .map(|block| match block {
                Block::Words(line) => line.text(),
                Block::Column(line, place) => {
                    format!("{} {}", if place.opens { '>' } else { '-' }, line.text())
                }
                Block::Row(_, cells) => cells.join(" | "),
            })
            .collect();
        assert_eq!(shown, expect, "{words:?}");
    }

    #[test]
    fn a_heading_of_two_columns_is_read_column_by_column() {
        check(
            &[
                (20, 0, "HỘI ĐỒNG"),
                (200, 0, "CỘNG HÒA XÃ HỘI"),
                (25, 14, "TỈNH A"),
                (210, 14, "Độc lập"),
                (90, 50, "NGHỊ QUYẾT VỀ KẾ HOẠCH"),
            ],
            &["> HỘI ĐỒNG", "- TỈNH A", "> CỘNG HÒA XÃ HỘI", "- Độc lập", "NGHỊ QUYẾT VỀ KẾ HOẠCH"],
        );
    }

    #[test]
    fn marks_set_apart_stay_with_their_words() {
        check(
            &[
                (0, 0, "1."),
                (30, 0, "Mục tiêu"),
                (0, 14, "2."),
                (30, 14, "Chỉ tiêu"),
                (0, 28, "a)"),
                (30, 28, "Thu"),
            ],
            &["1. Mục tiêu", "2. Chỉ tiêu", "a) Thu"],
        );
    }

    #[test]
    fn aligned_pieces_are_rows_of_a_table() {
        check(
            &[
                (0, 0, "TT"),
                (40, 0, "Tên"),
                (120, 0, "Giá"),
                (0, 14, "1"),
                (40, 14, "Thu"),
                (120, 14, "5"),
                (0, 28, "2"),
                (40, 28, "Chi"),
                (120, 28, "6"),
            ],
            &["TT | Tên | Giá", "1 | Thu | 5", "2 | Chi | 6"],
        );
    }

    #[test]
    fn a_line_that_stands_close_below_a_row_goes_on_in_it() {
        check(
            &[
                (0, 0, "TT"),
                (40, 0, "Tên"),
                (120, 0, "Năm"),
                (40, 12, "gọi"),
                (120, 12, "2024"),
                (0, 32, "1"),
                (40, 32, "Tỉ lệ hộ"),
                (120, 32, "5"),
                (40, 44, "nghèo"),
                (0, 64, "2"),
                (40, 64, "Chi"),
                (120, 64, "6"),
                (0, 84, "3"),
                (40, 84, "Nợ"),
                (120, 84, "7"),
            ],
            &["TT | Tên gọi | Năm 2024", "1 | Tỉ lệ hộ nghèo | 5", "2 | Chi | 6", "3 | Nợ | 7"],
        );
    }

    #[test]
    fn a_folded_cell_without_rules_is_one_cell() {
        check(
            &[
                (0, 0, "1"),
                (40, 0, "Tỉ lệ hộ"),
                (40, 12, "nghèo"),
                (120, 0, "5"),
                (0, 26, "2"),
                (40, 26, "Chi"),
                (120, 26, "6"),
                (0, 40, "3"),
                (40, 40, "Số xã"),
                (40, 52, "đạt"),
                (120, 40, "7"),
            ],
            &["1 | Tỉ lệ hộ nghèo | 5", "2 | Chi | 6", "3 | Số xã đạt | 7"],
        );
    }
}
