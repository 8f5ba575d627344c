//! The log in tiles of 256 hashes, as C2SP tlog-tiles serve it.
//!
//! **Takes** the path of a tile. **Gives** which stored hashes or entries it needs, and its bytes from these. **Never** reads
//! a store. Start reading at [`Tile::parse`].
//! Invariant: a path is read in exactly one spelling, and [`Tile::path`] gives it back.

use std::collections::BTreeMap;
use std::ops::Range;

use thiserror::Error;

use crate::leaf::{Salt, seal};
use crate::merkle::SIZE_MAX;
use crate::spelling::number;

/// Hashes or entries in a whole tile.
pub const WIDTH: u16 = 256;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TileKind {
    /// Hashes of this level, 0–63: each covers 256^level entries.
    Hashes(u8),
    /// The entries themselves, each behind its length.
    Entries,
}

/// One tile of the log.
#[doc(alias = "ô nhật ký")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    /// What it holds.
    pub kind: TileKind,
    /// Its number within the level.
    pub index: u64,
    /// How many hashes or entries it has, 1–256; 256 for a whole one, which never changes.
    pub width: u16,
}

/// A bundle of entries that cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BundleError {
    /// An entry of the first layout: the log's bytes are its payload, which may not be public.
    #[error(
        "mục {0} được ghi trước khi nhật ký có muối: nội dung của nó chính là dữ liệu, không công khai được; dùng ô băm cấp 0 thay cho gói mục này"
    )]
    Unsalted(u64),
    /// Not as many entries as the bundle has.
    #[error("gói mục cần {wanted} mục, nhật ký đưa {given}")]
    Count {
        /// Entries of the bundle.
        wanted: u16,
        /// Entries given.
        given: usize,
    },
}

impl Tile {
    /// Reads a path below `tile/`: `LEVEL/N`, `LEVEL/N.p/W`, `entries/N` or `entries/N.p/W`.
    ///
    /// `N` is in groups of three digits, all but the last marked with x: 1234067 is `x001/x234/067`.
    pub fn parse(path: &str) -> Option<Self> {
        let (level, rest) = path.split_once('/')?;
        let kind = match level {
            "entries" => TileKind::Entries,
            level => {
                TileKind::Hashes(u8::try_from(number(level)?).ok().filter(|level| *level < 64)?)
            }
        };
        let (groups, width) = match rest.split_once(".p/") {
            None => (rest, WIDTH),
            Some((groups, width)) => (groups, partial(width)?),
        };
        let tile = Self { kind, index: index(groups)?, width };
        (tile.path() == path).then_some(tile)
    }

    /// The path below `tile/`.
    pub fn path(&self) -> String {
        let level = match self.kind {
            TileKind::Hashes(level) => level.to_string(),
            TileKind::Entries => "entries".to_owned(),
        };
        let mut groups = format!("{:03}", self.index % 1000);
        let mut above = self.index / 1000;
        while 0 < above {
            groups = format!("x{:03}/{groups}", above % 1000);
            above /= 1000;
        }
        let part = if self.is_whole() { String::new() } else { format!(".p/{}", self.width) };
        format!("{level}/{groups}{part}")
    }

    /// Whether it has all 256 and so never changes.
    pub fn is_whole(&self) -> bool {
        self.width == WIDTH
    }

    /// Whether a log of this size has it.
    pub fn is_in(&self, size: u64) -> bool {
        let shift = u32::from(self.level()) * 8;
        let there = size.min(SIZE_MAX).checked_shr(shift).unwrap_or(0);
        let end = self.index.checked_mul(u64::from(WIDTH));
        end.and_then(|start| start.checked_add(u64::from(self.width)))
            .is_some_and(|end| end <= there)
    }

    /// Indexes of the stored hashes that it is made of, in its order; empty for a tile that no log has, and for entries.
    pub fn hash_indexes(&self) -> Vec<u64> {
        let TileKind::Hashes(level) = self.kind else { return Vec::new() };
        if !self.is_in(SIZE_MAX) {
            return Vec::new();
        }
        self.span().map(|n| tlog_tiles::stored_hash_index(level * 8, n)).collect()
    }

    /// The entries that a bundle holds; for a tile of hashes of level 0, those that it covers.
    pub fn entries(&self) -> Range<u64> {
        if self.is_in(SIZE_MAX) { self.span() } else { 0..0 }
    }

    /// The bytes of a tile of hashes; `None` when one of [`Tile::hash_indexes`] is missing.
    pub fn hashes(&self, hashes: &BTreeMap<u64, [u8; 32]>) -> Option<Vec<u8>> {
        let indexes = self.hash_indexes();
        let found: Option<Vec<[u8; 32]>> =
            indexes.iter().map(|at| hashes.get(at).copied()).collect();
        Some(found?.concat()).filter(|bytes| !bytes.is_empty())
    }

    /// The bytes of a bundle of entries from their payloads and salts: what is shown is the seal of each, never its payload.
    ///
    /// # Errors
    /// [`BundleError`].
    ///
    /// # Panics
    /// Never: a seal is 32 bytes.
    pub fn bundle<'a>(
        &self,
        entries: impl IntoIterator<Item = (&'a [u8], Option<Salt>)>,
    ) -> Result<Vec<u8>, BundleError> {
        let (mut bytes, mut given) = (Vec::new(), 0);
        for (seq, (payload, salt)) in (self.entries().start..).zip(entries) {
            let sealed = seal(payload, Some(&salt.ok_or(BundleError::Unsalted(seq))?));
            let length = u16::try_from(sealed.data.len()).expect("a seal is 32 bytes");
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(&sealed.data);
            given += 1;
        }
        if given != usize::from(self.width) {
            return Err(BundleError::Count { wanted: self.width, given });
        }
        Ok(bytes)
    }

    fn level(&self) -> u8 {
        match self.kind {
            TileKind::Hashes(level) => level,
            TileKind::Entries => 0,
        }
    }

    fn span(&self) -> Range<u64> {
        let start = self.index * u64::from(WIDTH);
        start..start + u64::from(self.width)
    }
}

/// The tiles that a log of this size consists of: hashes of every level and entries, whole ones and at the right edge partial ones.
pub fn tiles_of(size: u64) -> Vec<Tile> {
    let mut tiles = Vec::new();
    let mut count = size;
    for level in 0..8 {
        let kinds = [TileKind::Hashes(level), TileKind::Entries];
        for kind in kinds.into_iter().take(if level == 0 { 2 } else { 1 }) {
            tiles.extend(row(kind, count));
        }
        count /= u64::from(WIDTH);
    }
    tiles
}

fn row(kind: TileKind, count: u64) -> impl Iterator<Item = Tile> {
    let whole = count / u64::from(WIDTH);
    let rest =
        u16::try_from(count % u64::from(WIDTH)).expect("a remainder is smaller than its divisor");
    let edge = (0 < rest).then_some(Tile { kind, index: whole, width: rest });
    (0..whole).map(move |index| Tile { kind, index, width: WIDTH }).chain(edge)
}

/// The width of a partial tile, 1–255.
fn partial(width: &str) -> Option<u16> {
    u16::try_from(number(width)?).ok().filter(|width| (1..WIDTH).contains(width))
}

/// A number in groups of three digits. Whether it is spelled as it must be shows when it is spelled again.
fn index(groups: &str) -> Option<u64> {
    let add = |above: u64, group: &str| {
        let digits = group.strip_prefix('x').unwrap_or(group);
        let group: u64 = digits.parse().ok()?;
        above.checked_mul(1000)?.checked_add(group)
    };
    groups.split('/').try_fold(0, add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::head::Head;
    use crate::merkle::{Frontier, leaf_hash, node_hash};

    fn grow(count: u64) -> (Head, BTreeMap<u64, [u8; 32]>) {
        let (mut frontier, mut stored) = (Frontier::empty(), BTreeMap::new());
        for seq in 0..count {
            stored.extend(frontier.push(leaf_hash(&seq.to_be_bytes())));
        }
        (frontier.head(), stored)
    }

    #[test]
    fn paths_are_read_in_one_spelling() {
        let check = |path: &str, kind, index, width| {
            assert_eq!(Tile::parse(path), Some(Tile { kind, index, width }), "{path}");
        };
        check("0/000", TileKind::Hashes(0), 0, 256);
        check("63/x001/x234/067", TileKind::Hashes(63), 1_234_067, 256);
        check("1/x001/000.p/17", TileKind::Hashes(1), 1000, 17);
        check("entries/999.p/255", TileKind::Entries, 999, 255);
        for wrong in [
            "",
            "0",
            "0/",
            "0/0",
            "0/00",
            "0/0000",
            "0/x000/000",
            "0/001/002",
            "0/x001/x002",
            "00/000",
            "64/000",
            "-1/000",
            "0/000.p",
            "0/000.p/",
            "0/000.p/0",
            "0/000.p/01",
            "0/000.p/256",
            "0/000.p/1/2",
            "0/+01",
            "0/x+01/000",
            "data/000",
            "entries/",
            "entries/x01/000",
            "0/x018/x446/x744/x073/x709/x551/616",
            "0/000/",
            "/0/000",
            "0/../000",
            "0/٠٠٠",
        ] {
            assert_eq!(Tile::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_log_of_70000_has_the_tiles_of_the_specification() {
        let tiles = tiles_of(70_000);
        let count = |kind, whole| {
            tiles.iter().filter(|tile| tile.kind == kind && tile.is_whole() == whole).count()
        };
        let edge =
            |kind| tiles.iter().filter(|tile| tile.kind == kind).map(|tile| tile.width).next_back();
        assert_eq!((count(TileKind::Hashes(0), true), edge(TileKind::Hashes(0))), (273, Some(112)));
        assert_eq!((count(TileKind::Entries, true), edge(TileKind::Entries)), (273, Some(112)));
        assert_eq!((count(TileKind::Hashes(1), true), edge(TileKind::Hashes(1))), (1, Some(17)));
        assert_eq!((count(TileKind::Hashes(2), true), edge(TileKind::Hashes(2))), (0, Some(1)));
        assert_eq!(tiles.len(), 274 + 274 + 2 + 1);
        assert!(tiles.iter().all(|tile| tile.is_in(70_000)));
        assert_eq!(
            tiles_of(256).iter().map(Tile::path).collect::<Vec<_>>(),
            ["0/000", "entries/000", "1/000.p/1"]
        );
        assert_eq!(tiles_of(0), []);
    }

    #[test]
    fn tiles_hold_the_hashes_of_the_tree() {
        let (head, stored) = grow(600);
        let bytes = |path: &str| Tile::parse(path).expect("a path").hashes(&stored);
        let leaves = bytes("0/001").expect("a whole tile");
        assert_eq!(leaves[..32], leaf_hash(&256_u64.to_be_bytes()));
        assert_eq!(leaves.len(), 256 * 32);
        let above = bytes("1/000.p/2").expect("two whole tiles below");
        let hashes: Vec<[u8; 32]> = bytes("0/000")
            .expect("whole")
            .chunks(32)
            .map(|hash| hash.try_into().expect("32 bytes"))
            .collect();
        let mut level = hashes;
        while 1 < level.len() {
            level = level.chunks(2).map(|pair| node_hash(&pair[0], &pair[1])).collect();
        }
        assert_eq!(above[..32], level[0]);
        for tile in tiles_of(head.size).iter().filter(|tile| tile.kind != TileKind::Entries) {
            assert!(
                tile.hashes(&stored)
                    .is_some_and(|bytes| bytes.len() == usize::from(tile.width) * 32)
            );
        }
        for beyond in
            ["0/002.p/89", "1/000.p/3", "2/000.p/1", "63/000", "0/x999/x999/x999/x999/x999/999"]
        {
            assert!(!Tile::parse(beyond).expect("a path").is_in(600), "{beyond}");
            assert_eq!(bytes(beyond), None, "{beyond}");
        }
    }

    #[test]
    fn a_bundle_shows_seals_that_hash_to_the_leaves() {
        let tile = Tile::parse("entries/001.p/2").expect("a path");
        assert_eq!(tile.entries(), 256..258);
        let entries = [(&b"one"[..], Some(Salt([1; 32]))), (&b"two"[..], Some(Salt([2; 32])))];
        let bytes = tile.bundle(entries).expect("salted entries");
        assert_eq!(bytes.len(), 2 * 34);
        assert_eq!(bytes[..2], [0, 32]);
        assert_eq!(leaf_hash(&bytes[36..]), seal(b"two", Some(&Salt([2; 32]))).leaf);
        assert_eq!(
            tile.bundle(entries.into_iter().take(1)),
            Err(BundleError::Count { wanted: 2, given: 1 })
        );
        let first = tile.bundle([entries[0], (&b"old"[..], None)]);
        assert_eq!(first, Err(BundleError::Unsalted(257)));
    }
}
