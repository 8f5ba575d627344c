//! Byte strings one after the other, each with its length before it.

/// Writes frames.
#[derive(Debug)]
pub(crate) struct Frames {
    bytes: Vec<u8>,
}

impl Frames {
    /// Begins a file whose first line says what it is.
    pub(crate) fn begin(kind: &str) -> Self {
        Self { bytes: format!("quyet {kind} 1\n").into_bytes() }
    }

    /// Adds a frame.
    ///
    /// # Panics
    /// Never: what the ledger and the drawer hold is far below 2^64 bytes.
    pub(crate) fn add(&mut self, frame: &[u8]) {
        self.bytes.extend((frame.len() as u64).to_be_bytes());
        self.bytes.extend(frame);
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// The frames of a file of this kind, in order; `None` when it is none.
pub(crate) fn read<'a>(kind: &str, bytes: &'a [u8]) -> Option<Vec<&'a [u8]>> {
    let mut rest = bytes.strip_prefix(format!("quyet {kind} 1\n").as_bytes())?;
    let mut frames = Vec::new();
    while !rest.is_empty() {
        let (length, tail) = rest.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_be_bytes(*length)).ok()?;
        let (frame, tail) = tail.split_at_checked(length)?;
        frames.push(frame);
        rest = tail;
    }
    Some(frames)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_back_and_halves_are_not() {
        let mut frames = Frames::begin("thu");
        frames.add(b"");
        frames.add(b"abc");
        let bytes = frames.into_bytes();
        assert_eq!(read("thu", &bytes), Some(vec![&b""[..], b"abc"]));
        assert_eq!(read("khac", &bytes), None);
        for end in "quyet thu 1\n".len() + 9..bytes.len() {
            assert_eq!(read("thu", &bytes[..end]), None, "{end}");
        }
    }
}
