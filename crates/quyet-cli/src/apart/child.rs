//! The reader in a process of its own: who asks, and who answers.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use quyet_intake::parcel::{self, SIGNAL_BYTES};
use quyet_intake::{Reading, Recognised, Refused};

use super::Listener;
use super::limits::{self, Limits};
use crate::outcome::Failure;
use crate::print;

/// The hidden command that answers.
const READ: &str = "__read";

/// How long a file may be read. A report of 600 pages takes about two seconds.
const TIME: Duration = Duration::from_secs(30);

/// What the reader may take.
const LIMITS: Limits = Limits { memory: 512, seconds: 40, file: 1 };

/// The longest answer. Unit: bytes.
const ANSWER: u64 = 256 << 20;

/// What stands before a signal, and before the parcel that ends the answer.
const SIGNAL: u8 = b's';
const PARCEL: u8 = b'p';

const TOO_SLOW: &str = "tệp cần quá 30 giây để đọc nên đã dừng. Bản gốc còn nguyên. Hãy mở tệp, lưu lại hoặc in thành PDF mới, hay tách riêng phần văn bản nghị quyết rồi nạp bản đó";

const FELL: &str = "tệp làm bộ đọc dừng giữa chừng: tệp hỏng, hoặc cần quá 512 MiB bộ nhớ. Bản gốc còn nguyên. Hãy mở tệp, lưu lại hoặc in thành PDF mới rồi nạp bản đó";

const NOT_STARTED: &str = "không khởi động được tiến trình đọc tệp trên máy này. Bản gốc còn nguyên. Hãy thử lại, hoặc báo người quản trị máy";

/// Reads a file in a process of its own.
pub(super) fn ask(bytes: &[u8], recognised: &[Recognised], progress: Listener<'_>) -> Reading {
    let refused =
        |words: &str| Reading { given: Err(Refused::Apart(words.to_owned())), lack: None };
    let Ok(child) = start() else { return refused(NOT_STARTED) };
    let question = Question { head: parcel::question(recognised), file: bytes };
    match converse(child, &question, TIME, progress) {
        Ending::Answered(answer) => parcel::unpack(&answer).unwrap_or_else(|| refused(FELL)),
        Ending::TooSlow => refused(TOO_SLOW),
        Ending::Fell => refused(FELL),
    }
}

/// What the reader is given on its standard input.
struct Question<'a> {
    head: Vec<u8>,
    file: &'a [u8],
}

#[derive(Debug, PartialEq, Eq)]
enum Ending {
    Answered(Vec<u8>),
    TooSlow,
    Fell,
}

fn start() -> io::Result<Child> {
    let mut command = Command::new(limits::own_binary()?);
    command.arg(READ).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    limits::apart(&mut command);
    command.spawn()
}

/// Hands the question over and waits for the answer; the child is gone when this returns.
fn converse(
    mut child: Child,
    question: &Question<'_>,
    time: Duration,
    progress: Listener<'_>,
) -> Ending {
    let leader = child.id();
    let (to, from) = (child.stdin.take(), child.stdout.take());
    let (told, ended) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            // A child that stops reading breaks the pipe, which ends this thread too.
            let mut to = to?;
            to.write_all(&question.head).and_then(|()| to.write_all(question.file)).ok()
        });
        scope.spawn(move || {
            let answer = from.and_then(|from| listen(from.take(ANSWER), progress).ok());
            let done = child.wait().is_ok_and(|status| status.success());
            told.send(answer.filter(|_| done))
        });
        match ended.recv_timeout(time) {
            Ok(Some(answer)) => Ending::Answered(answer),
            Ok(None) => Ending::Fell,
            Err(_) => {
                limits::end_group(leader);
                Ending::TooSlow
            }
        }
    })
}

/// Passes the signals on until the parcel comes.
fn listen(mut from: impl Read, progress: Listener<'_>) -> io::Result<Vec<u8>> {
    let mut kind = [0];
    loop {
        from.read_exact(&mut kind)?;
        if kind != [SIGNAL] {
            break;
        }
        let mut signal = [0; SIGNAL_BYTES];
        from.read_exact(&mut signal)?;
        if let Some(signal) = parcel::read_signal(&signal) {
            progress(signal);
        }
    }
    let mut answer = Vec::new();
    from.read_to_end(&mut answer)?;
    if kind == [PARCEL] { Ok(answer) } else { Err(io::ErrorKind::InvalidData.into()) }
}

/// The side that reads: a question from standard input; signals and the packed answer to standard output.
pub(crate) fn answer() -> Result<(), Failure> {
    LIMITS.take_on();
    let mut asked = Vec::new();
    io::stdin().lock().read_to_end(&mut asked).map_err(Failure::failed)?;
    let (recognised, file) =
        parcel::read_question(&asked).ok_or_else(|| Failure::failed("không phải một câu hỏi"))?;
    let told = |progress| {
        let signal = [&[SIGNAL], parcel::signal(progress).as_slice()].concat();
        // Nobody listens any more: the parcel will fail too, and say so.
        let _closed = print::data(&signal);
    };
    let reading = quyet_intake::read(file, &recognised, &told);
    print::data(&[PARCEL])?;
    print::data(&parcel::pack(&reading))
}

#[cfg(all(test, unix))]
mod tests {
    use std::sync::Mutex;

    use quyet_app::porch::{Progress, Step};

    use super::*;

    fn check(program: &str, args: &[&str], time: Duration, expect: &Ending) {
        let mut command = Command::new(program);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped());
        limits::apart(&mut command);
        let long = vec![b'p'; 1 << 20];
        let question = Question { head: Vec::new(), file: &long };
        let child = command.spawn().expect("a common program");
        assert_eq!(converse(child, &question, time, &|_| ()), *expect, "{program}");
    }

    #[test]
    fn a_reader_that_answers_fails_or_hangs_is_told_apart() {
        check("cat", &[], TIME, &Ending::Answered(vec![b'p'; (1 << 20) - 1]));
        check("false", &[], TIME, &Ending::Fell);
        check("true", &[], TIME, &Ending::Fell);
        check("tail", &["-f", "/dev/null"], Duration::from_millis(50), &Ending::TooSlow);
    }

    #[test]
    fn signals_come_before_the_parcel() {
        let heard = Mutex::new(Vec::new());
        let told = Progress { step: Step::Reading, done: 3, total: Some(20) };
        let stream = [&[SIGNAL], parcel::signal(told).as_slice(), b"pXY"].concat();
        let listener = |progress| heard.lock().expect("one thread").push(progress);
        assert_eq!(listen(stream.as_slice(), &listener).expect("whole"), b"XY");
        assert_eq!(heard.into_inner().expect("one thread"), [told]);
        assert!(listen(&stream[..5], &|_| ()).is_err());
        assert!(listen(&b"x"[..], &|_| ()).is_err());
    }
}
