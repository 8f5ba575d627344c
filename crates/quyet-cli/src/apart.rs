//! Reading files of strangers in processes of their own, so that a file made to hurt hurts nothing else.
//!
//! **Takes** the bytes of a file. **Gives** what the porch gives, with what installed programs add: recognised letters,
//! converted forms. **Never** lets a file take more than the limits, bring this process down, or leave anything behind.
//! Start reading at [`Apart::receive`]. The side that reads is [`answer`]: the same binary, called `quyet __read`.

mod child;
mod convert;
mod limits;
mod ocr;
mod program;

use quyet_app::porch::{Porch, Progress, Step};
use quyet_intake::{Lack, OldForm, Reading, Received, Recognised, Refused};

pub(crate) use child::answer;
pub(crate) use limits::run_limited;

/// Reads plain text here and every other form apart.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Apart;

/// Who listens how far a file has come.
type Listener<'a> = &'a (dyn Fn(Progress) + Sync);

impl Porch for Apart {
    fn receive(&self, bytes: &[u8], progress: Listener<'_>) -> Result<Received, Refused> {
        if quyet_intake::INPUT_BYTES_MAX < bytes.len() || quyet_intake::is_plain(bytes) {
            return quyet_intake::read(bytes, &[], &progress).given;
        }
        let Reading { given, lack } = child::ask(bytes, &[], progress);
        match lack {
            None => given,
            Some(Lack::Conversion(old)) => converted(bytes, old, given, progress),
            Some(lack) => with_recognised(bytes, &lack, given, progress),
        }
    }
}

/// Reads a file of an old form through an installed program; `given` when there is none.
fn converted(
    bytes: &[u8],
    old: OldForm,
    given: Result<Received, Refused>,
    progress: Listener<'_>,
) -> Result<Received, Refused> {
    let told = |done| progress(Progress { step: Step::Converting, done, total: Some(1) });
    told(0);
    let Some(converted) = convert::convert(bytes, old)? else { return given };
    told(1);
    let read = if quyet_intake::is_plain(&converted.bytes) {
        quyet_intake::receive(&converted.bytes)
    } else {
        child::ask(&converted.bytes, &[], progress).given
    };
    Ok(read?.converted_from(old, converted.program))
}

/// Reads a file again with the pages that an installed program recognised; `given` when there is none.
fn with_recognised(
    bytes: &[u8],
    lack: &Lack,
    given: Result<Received, Refused>,
    progress: Listener<'_>,
) -> Result<Received, Refused> {
    let recognised: Vec<Recognised> = match ocr::recognise(bytes, lack, progress) {
        Ok(recognised) => recognised,
        Err(missing) => return given.map_err(|refused| missing.explain(refused)),
    };
    if recognised.is_empty() {
        return given;
    }
    let again = child::ask(bytes, &recognised, progress).given;
    // Should only the second reading fail, the words that the file has of its own still stand.
    again.or_else(|refused| given.map_err(|_| refused))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_read_here() {
        let text = "Điều 1. Thông qua.".as_bytes();
        assert_eq!(Apart.receive(text, &|_| ()), quyet_intake::receive(text));
    }
}
