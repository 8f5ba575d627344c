//! The Merkle tree over the ledger (RFC 9162, section 2.1).
//!
//! **Takes** leaves one by one. **Gives** the hashes to store, the head, and proofs. **Never** reads a store:
//! a backend fetches the hashes that [`Frontier::needed`] or [`inclusion_indexes`] name and hands them in.
//!
//! Hashes are stored once and for ever under the index of [`tlog_tiles::stored_hash_index`]: a hash is written
//! when its subtree is complete, so that entry `n` adds one hash for itself and one for each subtree it completes.

use std::cell::RefCell;
use std::collections::BTreeMap;

use tlog_tiles::{Hash, HashReader};

use crate::head::Head;

/// The leaf hash of a payload: SHA-256 over a zero byte and the payload.
pub fn leaf_hash(payload: &[u8]) -> [u8; 32] {
    tlog_tiles::record_hash(payload).0
}

/// The hash of an inner node: SHA-256 over a one byte and the two hashes below.
pub fn node_hash(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    tlog_tiles::node_hash(Hash(*left), Hash(*right)).0
}

/// Index in storage of the hash of a leaf.
pub fn leaf_index(seq: u64) -> u64 {
    tlog_tiles::stored_hash_index(0, seq)
}

/// Number of hashes that a tree of this size has stored.
pub fn stored_count(size: u64) -> u64 {
    tlog_tiles::stored_hash_count(size)
}

/// The complete subtrees at the right edge of a tree: all that is needed to append and to know the root.
///
/// At most 64 hashes, whatever the size. Invariant: `hashes` holds every index of `needed(size)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    hashes: BTreeMap<u64, [u8; 32]>,
}

impl Frontier {
    /// The frontier of the empty tree.
    pub fn empty() -> Self {
        Self { size: 0, hashes: BTreeMap::new() }
    }

    /// Indexes of the stored hashes that make the frontier of a tree of this size, ascending.
    pub fn needed(size: u64) -> Vec<u64> {
        if size == 0 { Vec::new() } else { tlog_tiles::sub_tree_index(0, size, Vec::new()) }
    }

    /// The frontier of a stored tree; `None` when a needed hash is not among `hashes`.
    pub fn of(size: u64, hashes: &BTreeMap<u64, [u8; 32]>) -> Option<Self> {
        let pick = |index: u64| hashes.get(&index).map(|hash| (index, *hash));
        let hashes: Option<_> = Self::needed(size).into_iter().map(pick).collect();
        Some(Self { size, hashes: hashes? })
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf. Gives the hashes to store, with their indexes, ascending and without holes.
    ///
    /// # Panics
    /// Never: the frontier holds every hash that the next leaf needs.
    pub fn push(&mut self, leaf: [u8; 32]) -> Vec<(u64, [u8; 32])> {
        let made =
            tlog_tiles::stored_hashes_for_record_hash(self.size, Hash(leaf), &Known(&self.hashes))
                .expect(
                    "the frontier holds the left neighbour of every subtree that a leaf completes",
                );
        let made: Vec<_> = (leaf_index(self.size)..).zip(made.iter().map(|hash| hash.0)).collect();
        self.size += 1;
        self.hashes.extend(made.iter().copied());
        let needed = Self::needed(self.size);
        self.hashes.retain(|index, _| needed.binary_search(index).is_ok());
        made
    }

    /// Size and root.
    ///
    /// # Panics
    /// Never: the frontier holds every hash that the root needs.
    pub fn head(&self) -> Head {
        let root = tlog_tiles::tree_hash(self.size, &Known(&self.hashes))
            .expect("the frontier holds the hash of every complete subtree");
        Head { size: self.size, root: root.0 }
    }
}

/// Indexes of the stored hashes that an inclusion proof needs; empty when there is no such entry.
pub fn inclusion_indexes(seq: u64, size: u64) -> Vec<u64> {
    if size <= seq || SIZE_MAX < size {
        return Vec::new();
    }
    let asked = Asked(RefCell::new(Vec::new()));
    // The proof itself is made of blanks here; only the question counts.
    let _blank = tlog_tiles::prove_record(size, seq, &asked);
    asked.0.into_inner()
}

/// The proof that entry `seq` is in the tree of `size` entries, lowest sibling first.
///
/// `None` when there is no such entry or a hash of [`inclusion_indexes`] is missing.
pub fn inclusion_proof(
    seq: u64,
    size: u64,
    hashes: &BTreeMap<u64, [u8; 32]>,
) -> Option<Vec<[u8; 32]>> {
    if size <= seq || SIZE_MAX < size {
        return None;
    }
    let proof = tlog_tiles::prove_record(size, seq, &Known(hashes)).ok()?;
    Some(proof.into_iter().map(|hash| hash.0).collect())
}

/// Whether a proof shows that the entry `seq` with this leaf is under the head.
pub fn is_included(proof: &[[u8; 32]], head: &Head, seq: u64, leaf: [u8; 32]) -> bool {
    if SIZE_MAX < head.size || HASHES_MAX < proof.len() {
        return false;
    }
    let proof = proof.iter().map(|hash| Hash(*hash)).collect();
    seq < head.size
        && tlog_tiles::check_record(&proof, head.size, Hash(head.root), seq, Hash(leaf)).is_ok()
}

/// Indexes of the stored hashes that a consistency proof needs; empty when none is needed or there is no such pair.
pub fn consistency_indexes(from: u64, to: u64) -> Vec<u64> {
    if from == 0 || to < from || SIZE_MAX < to {
        return Vec::new();
    }
    let asked = Asked(RefCell::new(Vec::new()));
    // The proof itself is made of blanks here; only the question counts.
    let _blank = tlog_tiles::prove_tree(to, from, &asked);
    asked.0.into_inner()
}

/// The proof that the tree of `from` entries is the beginning of the tree of `to` entries (RFC 9162, 2.1.4).
///
/// `None` when `to` is before `from` or a hash of [`consistency_indexes`] is missing. From the empty tree and
/// between equal sizes the proof is empty.
pub fn consistency_proof(
    from: u64,
    to: u64,
    hashes: &BTreeMap<u64, [u8; 32]>,
) -> Option<Vec<[u8; 32]>> {
    if to < from || SIZE_MAX < to {
        return None;
    }
    if from == 0 {
        return Some(Vec::new());
    }
    let proof = tlog_tiles::prove_tree(to, from, &Known(hashes)).ok()?;
    Some(proof.into_iter().map(|hash| hash.0).collect())
}

/// Whether a proof shows that the log under `new` begins with all that was under `old`.
pub fn is_consistent(proof: &[[u8; 32]], old: &Head, new: &Head) -> bool {
    if SIZE_MAX < new.size || HASHES_MAX < proof.len() {
        return false;
    }
    if old.size == 0 {
        return proof.is_empty() && *old == Head::EMPTY;
    }
    let proof = proof.iter().map(|hash| Hash(*hash)).collect();
    tlog_tiles::check_tree(&proof, new.size, Hash(new.root), old.size, Hash(old.root)).is_ok()
}

/// Greatest size that is computed with: far beyond any log, and far from where indexes would overflow.
pub const SIZE_MAX: u64 = 1 << 60;

/// No proof has more hashes than its tree has levels.
const HASHES_MAX: usize = 64;

/// Reads from hashes at hand.
struct Known<'a>(&'a BTreeMap<u64, [u8; 32]>);

impl HashReader for Known<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        let read = |index: &u64| self.0.get(index).map(|hash| Hash(*hash));
        let all: Option<Vec<_>> = indexes.iter().map(read).collect();
        all.ok_or(tlog_tiles::Error::IndexesNotInTree)
    }
}

/// Notes what is asked for and answers with blanks.
struct Asked(RefCell<Vec<u64>>);

impl HashReader for Asked {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        self.0.borrow_mut().extend_from_slice(indexes);
        Ok(vec![Hash([0; 32]); indexes.len()])
    }
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    /// RFC 9162, section 2.1.1, word for word.
    fn tree_head(entries: &[Vec<u8>]) -> [u8; 32] {
        match entries {
            [] => Sha256::digest([]).into(),
            [one] => Sha256::new().chain_update([0x00]).chain_update(one).finalize().into(),
            _ => {
                let below = entries.len() - 1;
                let k = 1 << below.ilog2();
                let (left, right) = entries.split_at(k);
                let node = Sha256::new().chain_update([0x01]);
                node.chain_update(tree_head(left)).chain_update(tree_head(right)).finalize().into()
            }
        }
    }

    fn grow(entries: &[Vec<u8>]) -> (Frontier, BTreeMap<u64, [u8; 32]>) {
        let (mut frontier, mut stored) = (Frontier::empty(), BTreeMap::new());
        for entry in entries {
            let before = stored.len() as u64;
            let made = frontier.push(leaf_hash(entry));
            assert_eq!(made.first().map(|made| made.0), Some(before), "stored without holes");
            stored.extend(made);
        }
        (frontier, stored)
    }

    fn entries(count: u8) -> Vec<Vec<u8>> {
        (0..count).map(|byte| vec![byte; usize::from(byte)]).collect()
    }

    #[test]
    fn the_root_is_that_of_the_recursive_definition() {
        assert_eq!(Frontier::empty().head(), Head::EMPTY);
        for count in 0..=130 {
            let entries = entries(count);
            let (frontier, stored) = grow(&entries);
            assert_eq!(frontier.head().root, tree_head(&entries), "{count} entries");
            assert_eq!(stored.len() as u64, stored_count(frontier.size()));
        }
    }

    #[test]
    fn a_frontier_read_back_from_storage_is_the_one_that_grew() {
        for count in 0..=130 {
            let (frontier, stored) = grow(&entries(count));
            assert_eq!(Frontier::of(u64::from(count), &stored), Some(frontier));
        }
        let (_, mut stored) = grow(&entries(7));
        stored.remove(&leaf_index(6));
        assert_eq!(Frontier::of(7, &stored), None);
    }

    #[test]
    fn every_entry_is_proved_and_no_other_is() {
        for count in 1..=40 {
            let (frontier, stored) = grow(&entries(count));
            let head = frontier.head();
            for seq in 0..head.size {
                let indexes = inclusion_indexes(seq, head.size);
                let needed = indexes.iter().map(|index| (*index, stored[index])).collect();
                let proof = inclusion_proof(seq, head.size, &needed).expect("the entry exists");
                let leaf = stored[&leaf_index(seq)];
                assert!(is_included(&proof, &head, seq, leaf));
                assert!(!is_included(&proof, &head, seq, [7; 32]));
                assert!(!is_included(&proof, &head, head.size, leaf));
                assert!(!is_included(&proof, &Head { root: [7; 32], ..head }, seq, leaf));
            }
        }
        assert_eq!(inclusion_proof(3, 3, &BTreeMap::new()), None);
        assert_eq!(inclusion_proof(0, 3, &BTreeMap::new()), None);
    }

    #[test]
    fn every_beginning_is_proved_and_no_other_is() {
        let heads: Vec<Head> = (0..=40).map(|count| grow(&entries(count)).0.head()).collect();
        let (_, stored) = grow(&entries(40));
        let prove = |from: u64, to: u64| {
            let needed = consistency_indexes(from, to);
            let needed = needed.iter().map(|index| (*index, stored[index])).collect();
            consistency_proof(from, to, &needed)
        };
        for new in &heads {
            for old in heads.iter().take_while(|old| old.size <= new.size) {
                let proof = prove(old.size, new.size).expect("a beginning");
                assert!(is_consistent(&proof, old, new), "{old:?} {new:?}");
                assert!(!is_consistent(&proof, &Head { root: [7; 32], ..*old }, new));
                let other = Head { root: [7; 32], ..*new };
                assert!(old.size == 0 || !is_consistent(&proof, old, &other));
                let longer = [&proof[..], &[[1; 32]]].concat();
                assert!(!is_consistent(&longer, old, new), "{old:?} {new:?}");
            }
            assert_eq!(prove(new.size + 1, new.size), None);
        }
    }

    /// The eight leaves and the roots that the test suites of RFC 6962 logs share.
    #[test]
    fn the_roots_are_those_of_the_published_vectors() {
        let leaves = [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ];
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let byte = |pair: &[u8]| {
            u8::from_str_radix(std::str::from_utf8(pair).expect("hex"), 16).expect("hex")
        };
        let leaves: Vec<Vec<u8>> =
            leaves.iter().map(|hex| hex.as_bytes().chunks(2).map(byte).collect()).collect();
        for (count, root) in roots.iter().enumerate() {
            assert_eq!(grow(&leaves[..count]).0.head().root_hex(), *root, "{count} leaves");
        }
    }
}
