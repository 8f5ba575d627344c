//! The two streams: data on standard output, notes on standard error.

use std::io::{self, Write};

use crate::outcome::Failure;

/// Writes data. A closed pipe ends the command quietly, as pipes do.
pub(crate) fn data(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::failed(format!("không ghi được kết quả ra màn hình hoặc tệp: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a line of data.
pub(crate) fn line(words: &str) -> Result<(), Failure> {
    data(format!("{words}\n").as_bytes())
}

/// Writes a note for people. Nobody is told when even that fails.
pub(crate) fn note(words: &str) {
    let _closed = writeln!(io::stderr(), "{words}");
}
