//! Use case: say what the resolution in a received file promises. Writes nothing.

use quyet_intake::Received;
use quyet_model::plan::Draft;

/// The compiler's name and version, as the ledger keeps it beside what was read.
pub(crate) const COMPILER: &str = concat!("quyet-compile ", env!("CARGO_PKG_VERSION"));

/// A file as it was read: its text, and the plan that the text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// The text with its way back to the file. The spans of the draft refer to it.
    pub received: Received,
    /// The plan, with what the porch and the compiler noticed, by place.
    pub draft: Draft,
}

/// Compiles the text of a file that was read already, here or in a process of its own.
pub fn compile_resolution(received: Received) -> Compiled {
    let mut draft = quyet_compile::compile(&received.text);
    draft.diagnostics.extend(received.diagnostics.iter().cloned());
    draft
        .diagnostics
        .sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    Compiled { received, draft }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_porch_noticed_stands_among_the_diagnostics() {
        let words = "Điều 1. Thu ngân sách đạt 900 tỷ đồng.";
        let bytes: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(words.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let compiled = compile_resolution(quyet_intake::receive(&bytes).expect("a text"));
        assert_eq!(compiled.received.text, words);
        assert!(compiled.draft.diagnostics.iter().any(|found| found.code == "QY0502"));
        assert!(compiled.draft.diagnostics.is_sorted_by_key(|found| found.span));
    }
}
