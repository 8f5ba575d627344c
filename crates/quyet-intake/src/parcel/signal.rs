//! How far the reader has come, before its parcel.

use super::{Rest, index, number};
use crate::progress::{Progress, Step};

/// Length of a signal. Unit: bytes.
pub const SIGNAL_BYTES: usize = 12;

/// A signal: step, how many are done, how many in all.
pub fn signal(progress: Progress) -> Vec<u8> {
    let mut out = Vec::with_capacity(SIGNAL_BYTES);
    index(&mut out, &Step::ALL, &progress.step);
    number(&mut out, progress.done as usize);
    number(&mut out, progress.total.map_or(usize::MAX, |total| total as usize));
    out
}

/// What a signal says; `None` when it is none of this version.
pub fn read_signal(bytes: &[u8]) -> Option<Progress> {
    let mut rest = Rest(bytes);
    let step = rest.one(&Step::ALL)?;
    let mut count = || u32::try_from(rest.number()?).ok();
    let (done, total) = (count()?, count()?);
    Some(Progress { step, done, total: Some(total).filter(|total| *total != u32::MAX) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_says_what_it_was_given() {
        for (step, total) in [(Step::Reading, Some(600)), (Step::Recognising, None)] {
            let given = Progress { step, done: 3, total };
            let sent = signal(given);
            assert_eq!((sent.len(), read_signal(&sent)), (SIGNAL_BYTES, Some(given)));
        }
        assert_eq!(read_signal(&[9; SIGNAL_BYTES]), None);
    }
}
