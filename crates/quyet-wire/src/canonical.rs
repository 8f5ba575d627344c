//! The one spelling of a JSON value: UTF-8, no spaces, keys of objects sorted by their bytes.
//!
//! Numbers are integers; decimals are strings. So the spelling has no choices left, and its hash identifies
//! what was said. This is RFC 8785 for values without fractions, save that keys are sorted by bytes of UTF-8;
//! all our keys are ASCII, where the two orders agree.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::Value;

/// The canonical text of a written form.
///
/// # Panics
/// Never for the forms of this crate; for others when they have keys that are no strings.
pub fn canonical_text(form: &impl Serialize) -> String {
    let value = serde_json::to_value(form);
    let text = value.and_then(|value| serde_json::to_string(&Sorted(&value)));
    text.expect("our forms have string keys and no failing Serialize")
}

/// A written text in its one spelling; `None` when it is no JSON.
pub(crate) fn rewritten(text: &[u8]) -> Option<Vec<u8>> {
    let value: Value = serde_json::from_slice(text).ok()?;
    Some(canonical_text(&value).into_bytes())
}

/// Writes a field canonically whatever the order of its struct's fields is.
pub(crate) fn sorted<S: Serializer>(form: &impl Serialize, out: S) -> Result<S::Ok, S::Error> {
    let value = serde_json::to_value(form).map_err(serde::ser::Error::custom)?;
    Sorted(&value).serialize(out)
}

/// A value that writes its objects in the order of their keys. It does not trust the map's own order:
/// that depends on a feature which any crate of the build may switch on.
struct Sorted<'a>(&'a Value);

impl Serialize for Sorted<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(map) => {
                let keyed: BTreeMap<_, _> = map.iter().map(|(k, v)| (k, Sorted(v))).collect();
                out.collect_map(keyed)
            }
            Value::Array(items) => out.collect_seq(items.iter().map(Sorted)),
            plain => plain.serialize(out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_at_every_depth() {
        let value: Value = serde_json::from_str(r#"{"b": [{"z": 1, "a": "đ"}], "a": null}"#)
            .expect("the example is JSON");
        assert_eq!(canonical_text(&value), r#"{"a":null,"b":[{"a":"đ","z":1}]}"#);
    }
}
