//! The parts of a payload that can be shown one without the other.
//!
//! **Takes** a canonical payload. **Gives** its parts: of a form of figures, the frame (who, when, under which command) and
//! each figure; of any other act, the payload whole. **Never** loses a byte: frame and figures give the payload back.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::entry::{FORM_OPENING, Written};

/// The kind whose payload has parts.
const FORM: &str = "figures_reported";

/// A payload in parts, in the order of the ledger.
#[doc(alias = "phần của mục")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts<'a> {
    /// Who, when and what kind: the payload with an empty list of figures; of other acts, the payload.
    pub frame: Vec<u8>,
    /// Each figure in its canonical form, in the order of the form; empty for other acts.
    pub figures: Vec<&'a [u8]>,
}

impl Parts<'_> {
    /// All parts, the frame first: part 0 is the frame, part `row + 1` the figure of that row.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::once(&self.frame[..]).chain(self.figures.iter().copied())
    }
}

impl Written {
    /// The parts of what was written.
    pub fn parts(&self) -> Parts<'_> {
        let (Some(first), Some(last)) = (self.figures.first(), self.figures.last()) else {
            return Parts { frame: self.payload.clone(), figures: Vec::new() };
        };
        let frame = [&self.payload[..first.start], &self.payload[last.end..]].concat();
        Parts { frame, figures: self.figures.iter().map(|at| &self.payload[at.clone()]).collect() }
    }
}

/// The parts of a payload. What is no payload of ours is one part.
pub fn parts(payload: &[u8]) -> Parts<'_> {
    split(payload).unwrap_or_else(|| Parts { frame: payload.to_vec(), figures: Vec::new() })
}

fn split(payload: &[u8]) -> Option<Parts<'_>> {
    #[derive(Deserialize)]
    struct Form<'a> {
        #[serde(borrow)]
        act: Figures<'a>,
        kind: &'a str,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Figures<'a> {
        #[serde(borrow)]
        figures: Vec<&'a RawValue>,
    }
    if !payload.starts_with(FORM_OPENING) {
        return None;
    }
    let form: Form<'_> = serde_json::from_slice(payload).ok()?;
    if form.kind != FORM {
        return None;
    }
    let figures: Vec<&[u8]> = form.act.figures.iter().map(|raw| raw.get().as_bytes()).collect();
    let commas = figures.len().saturating_sub(1);
    let held = figures.iter().map(|figure| figure.len()).sum::<usize>() + commas;
    let rest = payload.get(FORM_OPENING.len() + held..)?;
    let frame = [FORM_OPENING, rest].concat();
    // Canonical spelling has no space between figures; another spelling is no payload of ours.
    let whole = figures.join(&b","[..]);
    (payload.get(FORM_OPENING.len()..FORM_OPENING.len() + held)? == whole)
        .then_some(Parts { frame, figures })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(payload: &str, frame: &str, figures: &[&str]) {
        let parts = parts(payload.as_bytes());
        let told: Vec<_> =
            parts.iter().map(|part| String::from_utf8_lossy(part).into_owned()).collect();
        assert_eq!(told[0], frame);
        assert_eq!(told[1..], *figures);
    }

    #[test]
    fn a_form_comes_apart_into_its_frame_and_its_figures() {
        let tail = r#"},"actor":{"name":"a"},"kind":"figures_reported","version":1}"#;
        let frame = format!(r#"{{"act":{{"figures":[]{tail}"#);
        check(
            &format!(r#"{{"act":{{"figures":[{{"a":"],["}},{{"b":[1]}}]{tail}"#),
            &frame,
            &[r#"{"a":"],["}"#, r#"{"b":[1]}"#],
        );
        check(&format!(r#"{{"act":{{"figures":[{{"a":1}}]{tail}"#), &frame, &[r#"{"a":1}"#]);
        check(&frame, &frame, &[]);
    }

    #[test]
    fn what_is_no_form_is_one_part() {
        for whole in [
            "",
            "x",
            r#"{"act":{"figures":["#,
            r#"{"act":{"figures":[1]},"kind":"other"}"#,
            r#"{"act":{"figures":[1 ,2]},"kind":"figures_reported"}"#,
            r#"{"act":{"figures":[1],"more":2},"kind":"figures_reported"}"#,
        ] {
            check(whole, whole, &[]);
        }
    }
}
