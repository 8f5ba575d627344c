//! The two streams: data on standard output, notes on standard error.

use std::io::{self, IsTerminal, Write};

use quyet_app::porch::Progress;

use crate::outcome::Failure;

/// Writes data. A closed pipe ends the command quietly, as pipes do.
pub(crate) fn data(bytes: &[u8]) -> Result<(), Failure> {
    stream(|out| out.write_all(bytes))
}

/// Lets data be written piece by piece; a closed pipe ends the command quietly.
pub(crate) fn stream(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
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

/// Says on one line how far a file has come, where a person watches; a step that is done leaves no trace.
pub(crate) fn progress(progress: Progress) {
    let mut to = io::stderr().lock();
    if !to.is_terminal() {
        return;
    }
    let Progress { step, done, total } = progress;
    let words = match total {
        Some(total) if total <= done => String::new(),
        Some(total) => format!("{}: {done}/{total}", step.words()),
        None => format!("{}…", step.words()),
    };
    let _closed = write!(to, "\r\x1b[K{words}");
    let _closed = to.flush();
}
