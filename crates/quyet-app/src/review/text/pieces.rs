//! Lines that split, merge and add, read together: one may stand in the other's way.
//!
//! Their wishes come after all edits, splits first: numbers of items stay, so an edit or a state elsewhere still
//! means what it meant when it was written.

use std::collections::{BTreeMap, BTreeSet};

use quyet_model::review::{Item, ItemId};
use quyet_model::span::Span;

use super::fields::{ADD, MERGE, SPLIT};
use super::lines::{Line, folded};
use super::pointing::Text;
use super::{Review, TextFault};
use crate::review::change::Wish;

/// Such a line, and the item that it stands under.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub(super) line: &'a Line,
    pub(super) item: &'a Item,
}

/// Whether a line is one of these.
pub(super) fn is_piece(line: &Line) -> bool {
    matches!(line.field.as_str(), SPLIT | MERGE | ADD)
}

/// The wishes that the lines come to; `changed` are the items that the file edits or decides as well.
pub(super) fn wishes(
    review: &Review,
    pieces: &[Piece<'_>],
    changed: &BTreeSet<ItemId>,
) -> (Vec<Wish>, Vec<TextFault>) {
    if pieces.is_empty() {
        return (vec![], vec![]);
    }
    let (text, row) = (Text::of(review), Row::of(review, pieces, changed));
    let (mut splits, mut merges, mut adds) = (Vec::new(), Vec::new(), Vec::new());
    let mut faults = Vec::new();
    for piece in pieces {
        let value = &piece.line.value;
        let read = match piece.line.field.as_str() {
            ADD => text.pointed(value).map(|span| adds.push(Wish::Add(span))),
            SPLIT => split(*piece, &text, changed).map(|at| splits.push((piece.item.id, at))),
            _ => row.merge(*piece).map(|first| merges.extend(first.map(Wish::Merge))),
        };
        faults.extend(read.err().map(|what| piece.line.fault(what)));
    }
    (one_per_item(splits).into_iter().chain(merges).chain(adds).collect(), faults)
}

fn split(piece: Piece<'_>, text: &Text<'_>, changed: &BTreeSet<ItemId>) -> Result<usize, String> {
    if changed.contains(&piece.item.id) {
        return Err("tách thì không sửa và không xác nhận mục này trong cùng lần nạp; hãy tách trước, rồi làm tiếp trên tệp mới".to_owned());
    }
    let span = piece.item.at().map_or(Span::default(), |at| at.span);
    text.piece(&piece.line.value, span)
}

/// One split for each item, its places rising.
fn one_per_item(mut splits: Vec<(ItemId, usize)>) -> Vec<Wish> {
    splits.sort_unstable();
    splits.dedup();
    let rows = splits.chunk_by(|(a, _), (b, _)| a == b);
    let wish = |row: &[(ItemId, usize)]| {
        let at = row.iter().map(|(_, at)| *at).collect();
        Some(Wish::Split { item: row.first()?.0, at })
    };
    rows.filter_map(wish).collect()
}

/// Who stands beside whom, and who is to be joined.
struct Row<'a> {
    review: &'a Review,
    /// Items that something else is done to.
    busy: BTreeSet<ItemId>,
    /// Items that are to be joined with the next one.
    joined: BTreeSet<ItemId>,
    /// Items with more than one line about it.
    twice: BTreeSet<ItemId>,
    /// The item that stands before each in its row.
    before: BTreeMap<ItemId, ItemId>,
}

impl<'a> Row<'a> {
    fn of(review: &'a Review, pieces: &[Piece<'_>], changed: &BTreeSet<ItemId>) -> Self {
        let mut busy = changed.clone();
        let (mut joined, mut twice) = (BTreeSet::new(), BTreeSet::new());
        for Piece { line, item } in pieces {
            if line.field == SPLIT {
                busy.insert(item.id);
            } else if line.field == MERGE && !joined.insert(item.id) {
                twice.insert(item.id);
            }
        }
        let reviewed = &review.reviewed;
        let rows = reviewed.items().map(|item| &item.parts[..]).chain([reviewed.top()]);
        let pairs = rows.flat_map(|row| row.windows(2).map(|pair| (pair[1], pair[0])));
        Self { review, busy, joined, twice, before: pairs.collect() }
    }

    /// The first target of the chain that this line continues; `None` when the line says no.
    fn merge(&self, piece: Piece<'_>) -> Result<Option<ItemId>, String> {
        let id = piece.item.id;
        if self.twice.contains(&id) {
            return Err("dòng này có hai lần trong mục; hãy giữ một".to_owned());
        }
        match folded(&piece.line.value.to_lowercase()).as_str() {
            "có" => {}
            "" | "không" => return Ok(None),
            _ => return Err("hãy ghi “có” hoặc “không”".to_owned()),
        }
        let next = self.review.reviewed.next_of(id);
        let next = next.ok_or("không có chỉ tiêu nào liền sau trong cùng nhóm để gộp")?;
        if !next.is_decided_itself() {
            return Err(format!("mục {} liền sau gồm nhiều mục con nên không gộp được", next.id));
        }
        if self.busy.contains(&id) || self.busy.contains(&next.id) {
            return Err(format!(
                "gộp thì không sửa, không tách và không xác nhận mục {id} và mục {} trong cùng lần nạp; hãy gộp trước, rồi làm tiếp trên tệp mới",
                next.id
            ));
        }
        Ok(Some(self.first_of(id)))
    }

    /// The head of a chain of merges: each link is joined to what the head has become.
    fn first_of(&self, id: ItemId) -> ItemId {
        let mut first = id;
        while let Some(earlier) = self.before.get(&first).filter(|id| self.joined.contains(id)) {
            first = *earlier;
        }
        first
    }
}
