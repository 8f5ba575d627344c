//! Bytes beside the ledger, named by what they are.

use quyet_model::document::Digest;
use quyet_proof::hex::hex;
use sha2::{Digest as _, Sha256};

use crate::ledger::Blob;

/// SHA-256 of bytes in the dictionary's form.
pub fn digest(bytes: &[u8]) -> Digest {
    Digest(hex(&Sha256::digest(bytes)))
}

impl Blob {
    /// The bytes under their own digest.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { digest: digest(&bytes), bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_standard() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Blob::new(b"abc".to_vec()).digest, Digest(abc.to_owned()));
    }
}
