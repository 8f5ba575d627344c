//! How long a ledger is, and its root.

use crate::hex::hex;

/// The state of the ledger in 40 bytes: how long it is and the root of its Merkle tree.
///
/// Two ledgers with the same head hold the same entries in the same order.
#[doc(alias = "đầu sổ")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of entries; also the sequence number of the next one.
    pub size: u64,
    /// RFC 9162 root over the entries' leaves.
    pub root: [u8; 32],
}

impl Head {
    /// The head of a ledger without entries: the hash of no bytes.
    pub const EMPTY: Self = Self { size: 0, root: tlog_tiles::EMPTY_HASH.0 };

    /// The root in lower-case hex, 64 characters.
    pub fn root_hex(&self) -> String {
        hex(&self.root)
    }
}
