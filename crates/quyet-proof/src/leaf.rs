//! What the log holds of an entry.
//!
//! **Takes** a payload and its salt. **Gives** the bytes that the log shows as this entry, and their leaf hash.
//!
//! The log shows a *seal*, never the payload: each part of the payload ([`quyet_wire::parts`]) is hidden by a salt of its own,
//! and the seal is the root of a small RFC 9162 tree over the hidden parts. So one figure of a form can be shown and
//! checked without the others, and what is not shown cannot be guessed by trying values.
//!
//! ```text
//! salt_i    = SHA-256(salt || i as 4 bytes, most significant first)
//! cover_i   = SHA-256(salt_i || i as 4 bytes, most significant first || part_i)
//! seal      = root of the RFC 9162 tree whose leaves are cover_0, cover_1, …
//! leaf hash = SHA-256(0x00 || seal)
//! ```
//!
//! The number of a part is in its cover because a path alone does not pin it: trees of other sizes have paths of the same shape.
//!
//! An entry of the first layout has no salt: there the log's bytes are the payload itself.

use quyet_wire::entry::Written;
use quyet_wire::parts::{Parts, parts};
use sha2::{Digest, Sha256};

use crate::head::Head;
use crate::merkle::{leaf_hash, node_hash};

/// What hides an entry until somebody opens it: 32 random bytes, kept beside the payload.
///
/// Whoever knows it can open every part; [`Salt::of_part`] opens one.
#[doc(alias = "muối")]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; 32]);

impl std::fmt::Debug for Salt {
    /// Never shows it: logs are read by more people than ledgers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Salt(..)")
    }
}

impl Salt {
    /// The salt of one part: tells nothing of the other parts' salts.
    #[must_use]
    pub fn of_part(&self, part: u32) -> Self {
        Self(Sha256::new().chain_update(self.0).chain_update(part.to_be_bytes()).finalize().into())
    }

    /// A part hidden by its own salt, under its number.
    pub fn cover(&self, number: u32, part: &[u8]) -> [u8; 32] {
        let hidden = Sha256::new().chain_update(self.0).chain_update(number.to_be_bytes());
        hidden.chain_update(part).finalize().into()
    }
}

/// An entry as the log shows it.
#[doc(alias = "niêm phong")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The bytes of the log's entry: 32 for a sealed one, the payload for one of the first layout.
    pub data: Vec<u8>,
    /// RFC 9162 leaf hash of `data`.
    pub leaf: [u8; 32],
}

/// Seals a payload; without a salt it is shown as it is.
pub fn seal(payload: &[u8], salt: Option<&Salt>) -> Sealed {
    let data = match salt {
        None => payload.to_vec(),
        Some(salt) => root_of(&covers(payload, salt)).to_vec(),
    };
    Sealed { leaf: leaf_hash(&data), data }
}

/// Seals an entry as it is written, without looking for its parts again.
pub fn seal_written(written: &Written, salt: &Salt) -> Sealed {
    let data = root_of(&covers_of(&written.parts(), salt)).to_vec();
    Sealed { leaf: leaf_hash(&data), data }
}

/// The covers of a payload's parts, in their order.
pub fn covers(payload: &[u8], salt: &Salt) -> Vec<[u8; 32]> {
    covers_of(&parts(payload), salt)
}

fn covers_of(parts: &Parts<'_>, salt: &Salt) -> Vec<[u8; 32]> {
    (0..).zip(parts.iter()).map(|(i, part)| salt.of_part(i).cover(i, part)).collect()
}

/// The root over covers: neighbours are joined level by level, and the odd one out goes up as it is.
pub(crate) fn root_of(covers: &[[u8; 32]]) -> [u8; 32] {
    let mut level: Vec<[u8; 32]> = covers.iter().map(|cover| leaf_hash(cover)).collect();
    while 1 < level.len() {
        level = level.chunks(2).map(join).collect();
    }
    level.first().copied().unwrap_or(Head::EMPTY.root)
}

fn join(pair: &[[u8; 32]]) -> [u8; 32] {
    match pair {
        [left, right] => node_hash(left, right),
        alone => alone.first().copied().unwrap_or(Head::EMPTY.root),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: Salt = Salt([7; 32]);

    #[test]
    fn a_leaf_of_the_first_layout_is_that_of_its_payload() {
        let sealed = seal(b"payload", None);
        assert_eq!((&sealed.data[..], sealed.leaf), (&b"payload"[..], leaf_hash(b"payload")));
    }

    #[test]
    fn a_seal_is_made_of_hashes_only_and_changes_with_every_byte() {
        let form = |value: &str| {
            format!(
                r#"{{"act":{{"figures":[{{"v":"1"}},{{"v":"{value}"}}]}},"kind":"figures_reported"}}"#
            )
        };
        let one = seal(form("2").as_bytes(), Some(&SALT));
        assert_eq!(one.data.len(), 32);
        assert_eq!(one, seal(form("2").as_bytes(), Some(&SALT)));
        assert_ne!(one, seal(form("3").as_bytes(), Some(&SALT)));
        assert_ne!(one, seal(form("2").as_bytes(), Some(&Salt([8; 32]))));
        assert_eq!(covers(form("2").as_bytes(), &SALT).len(), 3);
    }

    #[test]
    fn covers_are_those_of_the_formula() {
        let salt_1: [u8; 32] = Sha256::digest([&[7; 32][..], &[0, 0, 0, 1]].concat()).into();
        let cover: [u8; 32] =
            Sha256::digest([&salt_1[..], &[0, 0, 0, 1], br#"{"v":"1"}"#].concat()).into();
        let form = br#"{"act":{"figures":[{"v":"1"}]},"kind":"figures_reported"}"#;
        assert_eq!(covers(form, &SALT)[1], cover);
        let node = |left: [u8; 32], right: [u8; 32]| -> [u8; 32] {
            Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
        };
        let covers = covers(form, &SALT);
        assert_eq!(
            seal(form, Some(&SALT)).data,
            node(leaf_hash(&covers[0]), leaf_hash(&covers[1]))
        );
    }

    #[test]
    fn the_root_over_covers_is_that_of_the_log() {
        let covers: Vec<[u8; 32]> = (0..70).map(|byte| [byte; 32]).collect();
        for count in 0..covers.len() {
            let mut tree = crate::merkle::Frontier::empty();
            for cover in &covers[..count] {
                tree.push(leaf_hash(cover));
            }
            assert_eq!(root_of(&covers[..count]), tree.head().root, "{count}");
        }
    }

    #[test]
    fn a_salt_is_never_printed() {
        assert_eq!(format!("{SALT:?}"), "Salt(..)");
    }
}
