//! Letters in pictures, recognised by the installed programs tesseract and (for PDFs) pdftoppm.
//!
//! **Takes** a file and which of its pages are pictures. **Gives** what was recognised, page by page.
//! **Never** keeps a picture: all of them lie in a folder that is gone when this returns.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use quyet_app::porch::{Progress, Step};
use quyet_intake::{Lack, Recognised, Refused, scan};
use tempfile::TempDir;

use super::Listener;
use super::limits::Limits;
use super::program::{Program, Run};

/// What a program may take for one page.
const LIMITS: Limits = Limits { memory: 1_536, seconds: 90, file: 256 };

/// How long a program may take for one page, and all pages together.
const PAGE_TIME: Duration = Duration::from_secs(90);
const TIME: Duration = Duration::from_mins(20);

/// The longest answer of a program: a page as a grey picture. Unit: bytes.
const ANSWER: u64 = 64 << 20;

/// Pages of one picture.
const PAGES_MAX: usize = 500;

/// Pages recognised at once.
const HANDS_MAX: usize = 4;

/// The longer side of a rendered page: A4 at 300 dots an inch. Unit: pixels.
const SIDE: &str = "3508";

/// The file as it came, and a PDF of a picture's pages.
const FILE: &str = "tep";
const PAGED: &str = "trang";

/// The language of the documents, as tesseract names its data.
const LANGUAGE: &str = "vie";

/// What is not installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// tesseract, or pdftoppm.
    Program,
    /// tesseract's data for Vietnamese.
    Language,
    /// A folder for the pictures.
    Folder,
}

impl Missing {
    /// The refusal with what is missing on this machine. The porch's own words name the programs already.
    pub(super) fn explain(self, refused: Refused) -> Refused {
        let words = match self {
            Self::Program => return refused,
            Self::Language => {
                "tệp chỉ có hình; máy có tesseract nhưng thiếu dữ liệu tiếng Việt. Bản gốc còn nguyên. Hãy cài thêm (Debian, Ubuntu: sudo apt install tesseract-ocr-vie) rồi nạp lại, hoặc lấy bản Word hay PDF có chữ từ nơi ban hành"
            }
            Self::Folder => {
                "tệp chỉ có hình; máy không tạo được thư mục tạm để nhận dạng chữ. Bản gốc còn nguyên. Hãy báo người quản trị máy kiểm tra đĩa, hoặc lấy bản Word hay PDF có chữ từ nơi ban hành"
            }
        };
        Refused::Apart(words.to_owned())
    }
}

/// Recognises the pages that are lacking; those that fail are left out.
pub(super) fn recognise(
    bytes: &[u8],
    lack: &Lack,
    progress: Listener<'_>,
) -> Result<Vec<Recognised>, Missing> {
    let tesseract = Program::find("tesseract").ok_or(Missing::Program)?;
    let folder = tempfile::Builder::new().prefix("quyet-").tempdir();
    let folder = folder.map_err(|_| Missing::Folder)?;
    let file = folder.path().join(FILE);
    fs::write(&file, bytes).map_err(|_| Missing::Folder)?;
    let room = Room { tesseract, renderer: Program::find("pdftoppm"), folder };
    if !room.knows_language() {
        return Err(Missing::Language);
    }
    match lack {
        Lack::Pages(_) if room.renderer.is_none() => Err(Missing::Program),
        Lack::Pages(pages) => Ok(room.pages(pages, FILE, progress)),
        Lack::Picture => Ok(room.picture(progress)),
        Lack::Conversion(_) => Ok(Vec::new()),
    }
}

/// A folder with the file, and the programs that work in it.
struct Room {
    tesseract: Program,
    /// Draws pages of a PDF.
    renderer: Option<Program>,
    folder: TempDir,
}

impl Room {
    fn run(&self) -> Run<'_> {
        Run { limits: LIMITS, time: PAGE_TIME, answer: ANSWER, folder: self.folder.path() }
    }

    fn knows_language(&self) -> bool {
        let listed = self.tesseract.run(&["--list-langs"], &self.run()).unwrap_or_default();
        String::from_utf8_lossy(&listed).lines().any(|line| line.trim() == LANGUAGE)
    }

    /// The pages of a picture. By way of a PDF, where their lines can be taken out; as they are when that fails.
    fn picture(&self, progress: Listener<'_>) -> Vec<Recognised> {
        let paged = format!("{PAGED}.pdf");
        let count = self.renderer.as_ref().and_then(|_| self.paged(&paged)).unwrap_or_default();
        let numbers: Vec<u32> = (1..=count).collect();
        let found = self.pages(&numbers, &paged, progress);
        if !found.is_empty() {
            return found;
        }
        let tsv = self.letters(&self.folder.path().join(FILE));
        tsv.map(|tsv| Recognised { page: 1, tsv, strokes: Vec::new() }).into_iter().collect()
    }

    /// Turns the picture into a PDF and counts its pages. One line a page is looked for, which takes least time.
    #[expect(clippy::disallowed_methods, reason = "what the program wrote is a file")]
    fn paged(&self, paged: &str) -> Option<u32> {
        self.tesseract
            .run(&[FILE, PAGED, "-l", LANGUAGE, "--psm", "13", "pdf"], &self.run())
            .ok()?;
        let bytes = fs::read(self.folder.path().join(paged)).ok()?;
        let mark = b"/Type /Page";
        let is_page =
            |window: &&[u8]| window.starts_with(mark) && !window[mark.len()].is_ascii_alphabetic();
        let count = bytes.windows(mark.len() + 1).filter(is_page).take(PAGES_MAX).count();
        u32::try_from(count).ok()
    }

    /// Several pages at once; in ascending order.
    #[expect(
        clippy::disallowed_methods,
        reason = "a limit on how long installed programs may take"
    )]
    fn pages(&self, pages: &[u32], file: &str, progress: Listener<'_>) -> Vec<Recognised> {
        let total = u32::try_from(pages.len()).ok();
        let told = |done| progress(Progress { step: Step::Recognising, done, total });
        let started = Instant::now();
        let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let done = AtomicU32::new(0);
        let put = |recognised: Option<Recognised>| {
            if let Ok(mut found) = found.lock() {
                found.extend(recognised);
                // Told under the lock, so that the count never falls.
                told(done.fetch_add(1, Ordering::Relaxed) + 1);
            }
        };
        let work = || {
            while let Some(page) = pages.get(next.fetch_add(1, Ordering::Relaxed))
                && started.elapsed() < TIME
            {
                put(self.page(*page, file));
            }
        };
        told(0);
        let hands = thread::available_parallelism().map_or(1, usize::from).min(HANDS_MAX);
        thread::scope(|scope| {
            for _ in 0..hands.min(pages.len()) {
                scope.spawn(work);
            }
        });
        let mut found = found.into_inner().unwrap_or_default();
        found.sort_by_key(|recognised| recognised.page);
        found
    }

    fn page(&self, page: u32, file: &str) -> Option<Recognised> {
        let number = page.to_string();
        let args = ["-gray", "-scale-to", SIDE, "-f", &number, "-l", &number, file];
        let picture = self.renderer.as_ref()?.run(&args, &self.run()).ok()?;
        let straight = self.upright(page, &picture)?;
        let (all, sure) = straight.letters();
        if sure * 2 < all { self.turned(page, picture, straight) } else { Some(straight) }
    }

    /// A page that perhaps lies on its side or its head: the way that gives most letters surely is the right one.
    fn turned(&self, page: u32, mut picture: Vec<u8>, straight: Recognised) -> Option<Recognised> {
        let mut ways = vec![straight];
        for _ in 0..3 {
            picture = scan::turned(&picture)?;
            ways.extend(self.upright(page, &picture));
        }
        ways.into_iter().max_by_key(|way| way.letters().1)
    }

    fn upright(&self, page: u32, picture: &[u8]) -> Option<Recognised> {
        let stripped = scan::strip(picture)?;
        let path = self.folder.path().join(format!("{page}.pgm"));
        fs::write(&path, stripped.picture).ok()?;
        let tsv = self.letters(&path);
        let _gone_with_the_folder = fs::remove_file(&path);
        Some(Recognised { page, tsv: tsv?, strokes: stripped.strokes })
    }

    fn letters(&self, picture: &Path) -> Option<String> {
        let args = ["stdout", "-l", LANGUAGE, "--psm", "6", "tsv"];
        let mut all: Vec<OsString> = vec![picture.into()];
        all.extend(args.map(OsString::from));
        String::from_utf8(self.tesseract.run(&all, &self.run()).ok()?).ok()
    }
}
