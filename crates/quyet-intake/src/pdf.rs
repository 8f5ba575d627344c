//! PDF: the text of a page by where its letters stand.
//!
//! **Takes** the bytes of a file. **Gives** its text in reading order with page and line, tables as rows.
//! **Never** guesses at letters that the file does not name, and never reads pictures: who can is asked by a [`Lack`].
//! Start reading at [`read`]: file, sheets, pages, one flow.
//! Invariant: a file that broke off is refused; a page that was not read whole is named in a diagnostic.

mod cmap;
mod content;
mod doubt;
mod fixed;
mod flow;
mod font;
mod grid;
mod guess;
mod line;
mod margin;
mod page;
mod recognised;
mod sheet;
mod turn;
mod zone;

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{DecompressError, Document, Error, LoadOptions, ObjectId};

use crate::foreign::TO_OCR;
use crate::limits::TEXT_BYTES_MAX;
use crate::progress::{Progress, Step};
use crate::recognised::{Lack, Picture, Recognised};
use crate::{Form, Layout, Reading, Received, Refused, legacy};
use content::Fonts;
use flow::Flow;
use page::{Origin, Page};
use sheet::Sheet;

pub(crate) use self::doubt::PAGES;
pub(crate) use self::guess::PAGES as GUESSES;

/// No plan has so many pages.
const PAGES_MAX: usize = 5_000;

/// Letters and rules of all pages together.
const DRAWN_MAX: usize = 20_000_000;

/// Operators of all pages together. Unit: bytes. A page of words has about 10 KB.
const OPERATORS_MAX: usize = 400 << 20;

/// What one stream of the file may unpack to while it is opened. Unit: bytes.
const STREAM_MAX: usize = 64 << 20;

const WHAT: &str = Form::Pdf.name();
const SPLIT: &str = "Hãy tách riêng phần văn bản nghị quyết rồi nạp phần đó";
const BLIND: &str = "Đã nhận dạng (OCR) nhưng không thấy chữ nào. Hãy quét lại rõ hơn (300 dpi, thẳng trang), hoặc lấy bản Word hay PDF có chữ từ nơi ban hành";

/// Reads a PDF, with the pages that were `recognised` for it. Total: whatever the bytes are, an answer comes back.
///
/// Linear in the length of what the file unpacks to. A file made to hurt can still take long or ask for much memory
/// before a limit stops it; who reads files of strangers does it in a process of its own.
///
/// The refusal is [`Refused::Protected`] behind a password, [`Refused::Truncated`] when broken, [`Refused::NoWords`]
/// for scans, [`Refused::Swollen`] and [`Refused::Foreign`] beyond the limits.
pub(crate) fn read(
    bytes: &[u8],
    recognised: &[Recognised],
    progress: &dyn Fn(Progress),
) -> Reading {
    // The parser of the format is foreign code: should it panic, the file counts as broken.
    catch_unwind(AssertUnwindSafe(|| match draw(bytes, progress) {
        Ok(pages) => read_pages(pages, recognised),
        Err(refused) => Reading::whole(Err(refused)),
    }))
    .unwrap_or(Reading::whole(Err(Refused::Truncated { what: WHAT })))
}

/// Sets the pages of a picture, or of several in one file, that were recognised.
pub(crate) fn read_picture(picture: Picture, recognised: &[Recognised]) -> Reading {
    let form = Form::Picture(picture);
    let pages: Vec<Page> = recognised::pages(recognised).into_values().collect();
    if pages.is_empty() {
        let given = Err(Refused::Foreign { what: form.name(), hint: TO_OCR });
        return Reading { given, lack: Some(Lack::Picture) };
    }
    Reading::whole(set(form, pages))
}

/// Draws every page.
fn draw(bytes: &[u8], progress: &dyn Fn(Progress)) -> Result<Vec<Page>, Refused> {
    progress(Progress { step: Step::Reading, done: 0, total: None });
    let doc = open(bytes)?;
    let ids = page_ids(&doc)?;
    let total = u32::try_from(ids.len()).ok();
    let mut fonts = Fonts::new();
    let mut pages: Vec<Page> = Vec::with_capacity(ids.len());
    let (mut drawn, mut operators) = (0, 0);
    for (done, id) in (1..).zip(ids) {
        let sheet = Sheet::draw_page(&doc, id, &mut fonts);
        drawn += sheet.glyphs.len() + sheet.level.len() + sheet.upright.len();
        operators += sheet.bytes;
        if DRAWN_MAX < drawn || OPERATORS_MAX < operators {
            return Err(Refused::Swollen { what: WHAT });
        }
        pages.push(Page::of(sheet));
        progress(Progress { step: Step::Reading, done, total });
    }
    Ok(pages)
}

/// Puts in the pages that were recognised, and says which still ask for it.
fn read_pages(mut pages: Vec<Page>, recognised: &[Recognised]) -> Reading {
    let scan = is_scan(&pages);
    let mut found = recognised::pages(recognised);
    let mut lacking = Vec::new();
    for (number, page) in (1..).zip(&mut pages) {
        match found.remove(&number) {
            Some(known) => *page = known,
            None if scan || page.wants_eyes() => lacking.push(number),
            None => {}
        }
    }
    let blank = scan && lacking.len() == pages.len();
    let given = if blank {
        Err(Refused::NoWords { what: WHAT, hint: TO_OCR })
    } else {
        set(Form::Pdf, pages)
    };
    Reading { given, lack: (!lacking.is_empty()).then_some(Lack::Pages(lacking)) }
}

/// Sets pages as one text.
fn set(form: Form, mut pages: Vec<Page>) -> Result<Received, Refused> {
    let running = margin::clear(&mut pages);
    turn::mend(&mut pages);
    let flow = Flow::of(&pages);
    if !flow.text.contains(char::is_alphanumeric) {
        let any = |holds: &dyn Fn(&Page) -> bool| pages.iter().any(holds);
        return Err(if any(&|page| page.cut) {
            Refused::Truncated { what: form.name() }
        } else if any(&|page| page.origin == Origin::Recognised) {
            Refused::NoWords { what: form.name(), hint: BLIND }
        } else if any(&Page::is_picture) {
            Refused::NoWords { what: form.name(), hint: TO_OCR }
        } else {
            Refused::Empty
        });
    }
    if TEXT_BYTES_MAX < flow.text.len() {
        return Err(Refused::Swollen { what: form.name() });
    }
    let (text, starts, doubts) = flow.settle();
    let (mut offsets, places): (Vec<usize>, Vec<_>) = starts.into_iter().unzip();
    let (text, old) = legacy::repair(text, &mut offsets);
    let layout = Layout::new(offsets.into_iter().zip(places));
    let mut diagnostics: Vec<_> = old.into_iter().collect();
    diagnostics.extend(doubt::of(&text, &layout, &pages, running));
    diagnostics.extend(guess::of(&text, &layout, &pages, &doubts));
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    Ok(Received { form, text, layout, diagnostics })
}

/// Opens the file; one that is locked without a password is unlocked.
fn open(bytes: &[u8]) -> Result<Document, Refused> {
    let options = LoadOptions { max_decompressed_size: Some(STREAM_MAX), ..LoadOptions::default() };
    let mut doc =
        Document::load_mem_with_options(bytes, options).map_err(|error| refusal(&error))?;
    if doc.is_encrypted() {
        doc.decrypt("").map_err(|_| Refused::Protected { what: WHAT })?;
    }
    // A table of contents that had to be rebuilt is fine in a file that has its end.
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    let ended = tail.windows(5).any(|window| window == b"%%EOF");
    if doc.xref_recovery.is_some() && !ended {
        return Err(Refused::Truncated { what: WHAT });
    }
    Ok(doc)
}

fn refusal(error: &Error) -> Refused {
    match error {
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => {
            Refused::Swollen { what: WHAT }
        }
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => {
            Refused::Protected { what: WHAT }
        }
        _ => Refused::Truncated { what: WHAT },
    }
}

/// The pages in order, each with everything that it is written in.
fn page_ids(doc: &Document) -> Result<Vec<ObjectId>, Refused> {
    let ids: Vec<ObjectId> = doc.page_iter().take(PAGES_MAX + 1).collect();
    if PAGES_MAX < ids.len() {
        return Err(Refused::Foreign { what: "tệp PDF hơn 5.000 trang", hint: SPLIT });
    }
    let whole = |id: &ObjectId| {
        let streams = doc.get_page_contents(*id);
        doc.get_dictionary(*id).is_ok()
            && streams
                .into_iter()
                .all(|stream| doc.get_object(stream).is_ok_and(|found| found.as_stream().is_ok()))
    };
    if ids.is_empty() || !ids.iter().all(whole) {
        return Err(Refused::Truncated { what: WHAT });
    }
    Ok(ids)
}

/// Whether the pages are pictures with at most a stamp, a page number or a signature's words over them.
fn is_scan(pages: &[Page]) -> bool {
    let letters: usize = pages.iter().map(Page::letters).sum();
    letters < pages.len() * 100
        && pages.iter().all(|page| 0 < page.pictures || page.drawn && page.letters() == 0)
}
