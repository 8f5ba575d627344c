//! The parts of a payload that can be shown one without the other.
//!
//! **Takes** a canonical payload. **Gives** its parts: the frame (for which body, when, under which command; of other acts than
//! a form of figures, the act too), each figure of a form, and the name of the person who acted, which is never public.
//! **Never** loses a byte: frame, figures and name give the payload back.

use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::entry::{FORM_OPENING, Written};

/// The kind whose payload has parts.
const FORM: &str = "figures_reported";

/// A payload in parts, in the order of the ledger.
#[doc(alias = "phần của mục")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The payload with an empty list of figures and an empty name.
    pub frame: Vec<u8>,
    /// Each figure in its canonical form, in the order of the form; empty for other acts.
    pub figures: Vec<&'a [u8]>,
    /// The person's name as a JSON string; `None` for what is no payload of ours.
    pub name: Option<&'a [u8]>,
}

impl Parts<'_> {
    /// All parts: part 0 is the frame, part `row + 1` the figure of that row, the last one the name.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::once(&self.frame[..]).chain(self.figures.iter().copied()).chain(self.name)
    }
}

impl Written {
    /// The parts of what was written.
    pub fn parts(&self) -> Parts<'_> {
        let figures = self.figures.iter().map(|at| &self.payload[at.clone()]).collect();
        let all = match (self.figures.first(), self.figures.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        };
        framed(&self.payload, all, figures)
    }
}

/// The parts of a payload. What is no payload of ours is one part.
pub fn parts(payload: &[u8]) -> Parts<'_> {
    let (all, figures) = figures(payload).unwrap_or_default();
    framed(payload, all, figures)
}

/// The frame around the figures, and the name taken out of it.
fn framed<'a>(payload: &'a [u8], all: Range<usize>, figures: Vec<&'a [u8]>) -> Parts<'a> {
    let (before, after) = (&payload[..all.start], &payload[all.end..]);
    let Some(name) = name_in(after) else {
        return Parts { frame: [before, after].concat(), figures, name: None };
    };
    let frame = [before, &after[..name.start], br#""""#, &after[name.end..]].concat();
    Parts { frame, figures, name: Some(&after[name]) }
}

/// Where the name of the one who acted stands, in what follows the act or begins with it.
///
/// `act` comes before `actor`, and what comes after holds no object: the last actor is the entry's own.
fn name_in(text: &[u8]) -> Option<Range<usize>> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Actor<'a> {
        #[serde(borrow)]
        body: &'a RawValue,
        #[serde(borrow)]
        name: &'a RawValue,
        #[serde(borrow, rename = "role")]
        _role: &'a RawValue,
    }
    const OPENING: &[u8] = br#","actor":{"body":"#;
    const NAME: &[u8] = br#","name":"#;
    let at = text.windows(OPENING.len()).rposition(|window| window == OPENING)?;
    let object = text.get(at + br#","actor":"#.len()..)?;
    let actor: Actor<'_> = serde_json::Deserializer::from_slice(object).into_iter().next()?.ok()?;
    let start = at + OPENING.len() + actor.body.get().len() + NAME.len();
    let name = start..start + actor.name.get().len();
    let stands = text.get(start - NAME.len()..start)? == NAME;
    let is_text = actor.name.get().starts_with('"');
    (stands && is_text && text.get(name.clone())? == actor.name.get().as_bytes()).then_some(name)
}

/// Where the figures of a form stand, and each of them.
fn figures(payload: &[u8]) -> Option<(Range<usize>, Vec<&[u8]>)> {
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
    let all = FORM_OPENING.len()..FORM_OPENING.len() + held;
    // Canonical spelling has no space between figures; another spelling is no payload of ours.
    let whole = figures.join(&b","[..]);
    (payload.get(all.clone())? == whole).then_some((all, figures))
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
        let tail = r#"},"kind":"figures_reported","version":1}"#;
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
    fn the_name_of_the_person_is_a_part_of_its_own() {
        let around = |act: &str, name: &str| {
            format!(
                r#"{{"act":{act},"actor":{{"body":"Sở, \"name\":","name":{name},"role":"planner"}},"command":"c","kind":"figures_reported","recorded":"","version":1}}"#
            )
        };
        let name = r#""An \"actor\"""#;
        let form = around(r#"{"figures":[{"a":1},{"b":2}]}"#, name);
        let frame = around(r#"{"figures":[]}"#, r#""""#);
        check(&form, &frame, &[r#"{"a":1}"#, r#"{"b":2}"#, name]);
        let nested = r#"{"x":1,"actor":{"body":"b","name":"inner","role":"r"}}"#;
        check(&around(nested, name), &around(nested, r#""""#), &[name]);
        check(&around("{}", r#""""#), &around("{}", r#""""#), &[r#""""#]);
        check(&around("{}", "7"), &around("{}", "7"), &[]);
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
