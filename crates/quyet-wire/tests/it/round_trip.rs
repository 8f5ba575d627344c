//! What holds for every entry.

use proptest::prelude::*;
use quyet_wire::canonical::canonical_text;
use quyet_wire::entry::{decode, encode, write_in_parts};
use quyet_wire::parts::parts;

use crate::strategies::entry;

/// Decimals are equal whatever their scale; their written scale must survive too.
fn written(entry: &quyet_model::entry::Entry) -> String {
    format!("{entry:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_entry_reads_back_equal_and_in_the_same_scale(entry in entry()) {
        let payload = encode(&entry);
        let again = decode(&payload);
        prop_assert_eq!(again.as_ref(), Ok(&entry));
        prop_assert_eq!(again.map(|again| written(&again)), Ok(written(&entry)));
    }

    #[test]
    fn a_payload_is_canonical_and_is_written_again_byte_for_byte(entry in entry()) {
        let payload = encode(&entry);
        let value: serde_json::Value = serde_json::from_slice(&payload).expect("a payload is JSON");
        prop_assert_eq!(canonical_text(&value).into_bytes(), payload.clone());
        prop_assert_eq!(decode(&payload).map(|entry| encode(&entry)), Ok(payload));
    }

    #[test]
    fn an_entry_written_in_parts_is_the_same_payload_and_comes_apart_alike(entry in entry()) {
        let written = write_in_parts(&entry);
        prop_assert_eq!(&written.payload, &encode(&entry));
        prop_assert_eq!(written.parts(), parts(&written.payload));
        let name = serde_json::to_vec(&entry.actor.name).expect("a text");
        prop_assert_eq!(parts(&written.payload).name, Some(&name[..]));
    }

    #[test]
    fn decoding_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&bytes);
    }

    #[test]
    fn decoding_a_damaged_payload_never_panics(entry in entry(), at in any::<usize>(), byte in any::<u8>()) {
        let mut payload = encode(&entry);
        let at = at % payload.len();
        payload[at] = byte;
        let _ = decode(&payload);
    }
}
