//! Reading PDFs in a process of its own, so that a file made to hurt hurts nothing else.
//!
//! **Takes** the bytes of a file. **Gives** what the porch gives. **Never** lets a file take more than
//! [`TIME`] and [`MEMORY`], or bring this process down.
//! [`receive`] is the side that asks, [`answer`] the side that reads: the same binary, called `quyet __read-pdf`.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use quyet_intake::{Received, Refused, parcel};

use crate::outcome::Failure;
use crate::print;

/// How long a file may be read. A report of 600 pages takes about two seconds.
const TIME: Duration = Duration::from_secs(20);

/// How much memory the reader may ask for. Unit: bytes.
const MEMORY: u64 = 1 << 30;

/// The longest answer. Unit: bytes.
const ANSWER: u64 = 256 << 20;

const TOO_SLOW: &str = "tệp PDF cần quá 20 giây để đọc nên đã dừng. Bản gốc còn nguyên. Hãy mở tệp, in lại thành PDF mới hoặc tách riêng phần văn bản nghị quyết rồi nạp bản đó";

const FELL: &str = "tệp PDF làm bộ đọc dừng giữa chừng: tệp hỏng, hoặc cần quá 1 GiB bộ nhớ. Bản gốc còn nguyên. Hãy mở tệp, in lại thành PDF mới hoặc nạp bản Word";

const NOT_STARTED: &str = "không khởi động được tiến trình đọc PDF trên máy này. Bản gốc còn nguyên. Hãy thử lại, hoặc báo người quản trị máy";

/// Reads a file of any form; a PDF in a process of its own.
///
/// # Errors
/// [`Refused`] as of [`quyet_intake::receive`], and [`Refused::Apart`] when the reader was stopped or fell.
pub(crate) fn receive(bytes: &[u8]) -> Result<Received, Refused> {
    let head = &bytes[..bytes.len().min(1024)];
    if !head.windows(5).any(|window| window == b"%PDF-") {
        return quyet_intake::receive(bytes);
    }
    let refused = |words: &str| Err(Refused::Apart(words.to_owned()));
    let Ok(child) = start() else { return refused(NOT_STARTED) };
    match converse(child, bytes, TIME) {
        Ending::Answered(answer) => parcel::unpack(&answer).unwrap_or_else(|| refused(FELL)),
        Ending::TooSlow => refused(TOO_SLOW),
        Ending::Fell => refused(FELL),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Ending {
    Answered(Vec<u8>),
    TooSlow,
    Fell,
}

fn start() -> io::Result<Child> {
    Command::new(std::env::current_exe()?)
        .arg("__read-pdf")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Hands the file over and waits for the answer; the child is gone when this returns.
fn converse(mut child: Child, bytes: &[u8], time: Duration) -> Ending {
    let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        stop(&mut child);
        return Ending::Fell;
    };
    let (told, answers) = mpsc::channel();
    thread::scope(|scope| {
        // A child that stops reading breaks the pipe, which ends this thread too.
        scope.spawn(move || to.write_all(bytes));
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = from.take(ANSWER).read_to_end(&mut answer);
            told.send(read.map(|_| answer))
        });
        let answer = answers.recv_timeout(time);
        match answer {
            Ok(Ok(answer)) if child.wait().is_ok_and(|status| status.success()) => {
                Ending::Answered(answer)
            }
            Ok(_) => {
                stop(&mut child);
                Ending::Fell
            }
            Err(_) => {
                stop(&mut child);
                Ending::TooSlow
            }
        }
    })
}

/// Ends the child by its own handle and takes leave of it.
fn stop(child: &mut Child) {
    let _gone_already = child.kill();
    let _gone_already = child.wait();
}

/// The side that reads: a file from standard input, the packed answer to standard output.
pub(crate) fn answer() -> Result<(), Failure> {
    limit();
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(Failure::failed)?;
    print::data(&parcel::pack(&quyet_intake::receive(&bytes)))
}

/// Beyond the limit an allocation fails and the process ends. Where the system knows no limits, the clock must do.
#[cfg(unix)]
fn limit() {
    let _unlimited = rlimit::setrlimit(rlimit::Resource::AS, MEMORY, MEMORY);
    let _unlimited = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
    let seconds = TIME.as_secs() + 10;
    let _unlimited = rlimit::setrlimit(rlimit::Resource::CPU, seconds, seconds);
}

#[cfg(not(unix))]
fn limit() {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn check(program: &str, args: &[&str], bytes: &[u8], time: Duration, expect: &Ending) {
        let child =
            Command::new(program).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let ending = converse(child.expect("a common program"), bytes, time);
        assert_eq!(ending, *expect, "{program}");
    }

    #[test]
    fn a_reader_that_answers_fails_or_hangs_is_told_apart() {
        let long = vec![b'x'; 1 << 20];
        check("cat", &[], &long, TIME, &Ending::Answered(long.clone()));
        check("false", &[], &long, TIME, &Ending::Fell);
        check("tail", &["-f", "/dev/null"], &long, Duration::from_millis(20), &Ending::TooSlow);
    }

    #[test]
    fn what_is_no_pdf_is_read_here() {
        let text = "Điều 1. Thông qua.".as_bytes();
        assert_eq!(receive(text), quyet_intake::receive(text));
    }
}
