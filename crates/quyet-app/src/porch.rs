//! Who reads a file to text, for whichever door it came in by.
//!
//! **Takes** the bytes of a file and somebody who listens how far it has come. **Gives** its text, or why there is none.
//! **Never** says how: in this process, or in one of its own with limits and installed programs beside it.

use std::fmt::Debug;

pub use quyet_intake::progress::{Progress, Step};
pub use quyet_intake::{INPUT_BYTES_MAX, Received, Refused};

/// A reader of files.
///
/// Reading may take minutes (a scan of many pages) and blocks: who serves others meanwhile calls it on a thread of its
/// own. Calls may overlap. Nothing is kept of a file once its call has returned.
#[doc(alias = "nơi nhận tệp")]
pub trait Porch: Debug + Send + Sync {
    /// Reads a file to text. Its form is found by its bytes.
    ///
    /// `progress` is told of every page that is done, from whichever thread did it, and not after the return.
    ///
    /// # Errors
    /// [`Refused`] says what the file is and what to do; nothing of it was taken.
    fn receive(
        &self,
        bytes: &[u8],
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<Received, Refused>;
}

/// Reads in this process, without help from other programs: for tests, and for files of one's own making.
#[derive(Clone, Copy, Debug, Default)]
pub struct InProcess;

impl Porch for InProcess {
    fn receive(
        &self,
        bytes: &[u8],
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<Received, Refused> {
        quyet_intake::read(bytes, &[], &progress).given
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_here_behind_the_same_door() {
        let porch: &dyn Porch = &InProcess;
        let words = "Điều 1. Thông qua kế hoạch.".as_bytes();
        assert_eq!(porch.receive(words, &|_| ()), quyet_intake::receive(words));
        assert_eq!(porch.receive(b"", &|_| ()), Err(Refused::Empty));
    }
}
