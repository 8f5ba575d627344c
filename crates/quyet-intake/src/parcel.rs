//! What the porch is asked and what it gives, as bytes: for a reader that runs in a process of its own.
//!
//! **Takes** what [`crate::read`] takes and gives. **Gives** bytes, and back. **Never** keeps them: the form is private to one
//! version of the program and is no file format.
//! Invariant: what comes back answers every question alike; a refusal comes back as its words.

use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_model::span::Span;

use crate::recognised::{Lack, OldForm, Picture};
use crate::{Form, Layout, Place, Reading, Received, Refused};

mod question;
mod signal;

pub use question::{question, read_question};
pub use signal::{SIGNAL_BYTES, read_signal, signal};

const FORMS: [Form; 15] = [
    Form::PlainText,
    Form::Markdown,
    Form::Html,
    Form::Docx,
    Form::Pdf,
    Form::Picture(Picture::Png),
    Form::Picture(Picture::Jpeg),
    Form::Picture(Picture::Tiff),
    Form::Picture(Picture::Bmp),
    Form::Picture(Picture::Gif),
    Form::Picture(Picture::Webp),
    Form::Old(OldForm::Doc),
    Form::Old(OldForm::Rtf),
    Form::Old(OldForm::Odt),
    Form::Old(OldForm::WordXml),
];

const SEVERITIES: [Severity; 3] = [Severity::Note, Severity::Warning, Severity::Error];

/// Codes that the porch knows.
pub(crate) const CODES: [&str; 18] = [
    "QY0501", "QY0502", "QY0503", "QY0504", "QY0505", "QY0506", "QY0507", "QY0511", "QY0512",
    "QY0513", "QY0514", "QY0515", "QY0516", "QY0517", "QY0518", "QY0519", "QY0520", "QY0521",
];

/// Packs what became of a file. Linear.
pub fn pack(reading: &Reading) -> Vec<u8> {
    let mut parcel = Vec::new();
    lack(&mut parcel, reading.lack.as_ref());
    match &reading.given {
        Err(refused) => {
            number(&mut parcel, 0);
            words(&mut parcel, &refused.to_string());
        }
        Ok(received) => {
            number(&mut parcel, 1);
            index(&mut parcel, &FORMS, &received.form);
            words(&mut parcel, &received.text);
            let starts = received.layout.starts();
            number(&mut parcel, starts.len());
            for (at, place) in starts {
                number(&mut parcel, at);
                number(&mut parcel, place.page.map_or(0, |page| page as usize));
                number(&mut parcel, place.line as usize);
            }
            number(&mut parcel, received.diagnostics.len());
            received.diagnostics.iter().for_each(|found| finding(&mut parcel, found));
        }
    }
    parcel
}

fn lack(parcel: &mut Vec<u8>, lack: Option<&Lack>) {
    match lack {
        None => number(parcel, 0),
        Some(Lack::Pages(pages)) => {
            number(parcel, 1);
            number(parcel, pages.len());
            for page in pages {
                number(parcel, *page as usize);
            }
        }
        Some(Lack::Picture) => number(parcel, 2),
        Some(Lack::Conversion(old)) => {
            number(parcel, 3);
            index(parcel, &OldForm::ALL, old);
        }
    }
}

fn finding(parcel: &mut Vec<u8>, found: &Diagnostic) {
    index(parcel, &CODES, &found.code);
    index(parcel, &SEVERITIES, &found.severity);
    words(parcel, &found.message);
    words(parcel, &found.message_en);
    number(parcel, found.span.start());
    number(parcel, found.span.end());
    number(parcel, usize::from(found.hint.is_some()));
    words(parcel, found.hint.as_deref().unwrap_or(""));
    words(parcel, found.hint_en.as_deref().unwrap_or(""));
}

fn number(parcel: &mut Vec<u8>, number: usize) {
    parcel.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

fn words(parcel: &mut Vec<u8>, words: &str) {
    number(parcel, words.len());
    parcel.extend(words.as_bytes());
}

fn index<T: PartialEq>(parcel: &mut Vec<u8>, all: &[T], one: &T) {
    number(parcel, all.iter().position(|other| other == one).unwrap_or(all.len()));
}

/// Unpacks a parcel; a refusal comes back as [`Refused::Apart`] with its words.
/// `None` when the bytes are not a whole parcel of this version. Total and linear.
pub fn unpack(parcel: &[u8]) -> Option<Reading> {
    let mut rest = Rest(parcel);
    let lack = match rest.number()? {
        0 => None,
        kind => Some(rest.lack(kind)?),
    };
    let given = match rest.number()? {
        0 => Err(Refused::Apart(rest.words()?)),
        1 => Ok(rest.received()?),
        _ => return None,
    };
    rest.0.is_empty().then_some(Reading { given, lack })
}

/// What is left to unpack.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn number(&mut self) -> Option<usize> {
        let (head, tail) = self.0.split_first_chunk::<4>()?;
        self.0 = tail;
        usize::try_from(u32::from_le_bytes(*head)).ok()
    }

    fn words(&mut self) -> Option<String> {
        let length = self.number()?;
        let (head, tail) = self.0.split_at_checked(length)?;
        self.0 = tail;
        String::from_utf8(head.to_vec()).ok()
    }

    fn one<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.number()?).copied()
    }

    fn lack(&mut self, kind: usize) -> Option<Lack> {
        match kind {
            1 => {
                let mut pages = Vec::new();
                for _ in 0..self.number()? {
                    pages.push(u32::try_from(self.number()?).ok()?);
                }
                Some(Lack::Pages(pages))
            }
            2 => Some(Lack::Picture),
            3 => Some(Lack::Conversion(self.one(&OldForm::ALL)?)),
            _ => None,
        }
    }

    fn received(&mut self) -> Option<Received> {
        let form = self.one(&FORMS)?;
        let text = self.words()?;
        let mut starts = Vec::new();
        for _ in 0..self.number()? {
            let (at, page, line) = (self.number()?, self.number()?, self.number()?);
            let page = u32::try_from(page).ok().filter(|page| *page != 0);
            starts.push((at, Place { page, line: u32::try_from(line).ok()? }));
        }
        let mut diagnostics = Vec::new();
        for _ in 0..self.number()? {
            diagnostics.push(self.finding()?);
        }
        Some(Received { form, text, layout: Layout::new(starts), diagnostics })
    }

    fn finding(&mut self) -> Option<Diagnostic> {
        let (code, severity) = (self.one(&CODES)?, self.one(&SEVERITIES)?);
        let (message, message_en) = (self.words()?, self.words()?);
        let span = Span::new(self.number()?, self.number()?);
        let hinted = self.number()? == 1;
        let mut hint = || Some(Some(self.words()?).filter(|_| hinted));
        let (hint, hint_en) = (hint()?, hint()?);
        Some(Diagnostic { code, severity, message, message_en, span, hint, hint_en })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Received {
        let found = |code, severity, hint: Option<&str>| Diagnostic {
            code,
            severity,
            message: "Chữ ở trang 2.".to_owned(),
            message_en: "Letters on page 2.".to_owned(),
            span: Span::new(3, 9),
            hint: hint.map(str::to_owned),
            hint_en: hint.map(|_| "Look again.".to_owned()),
        };
        Received {
            form: Form::Pdf,
            text: "Điều 1.\n\nThông qua.\n".to_owned(),
            layout: Layout::new([
                (0, Place { page: Some(1), line: 1 }),
                (11, Place { page: None, line: 7 }),
            ]),
            diagnostics: CODES
                .into_iter()
                .zip(SEVERITIES.into_iter().cycle())
                .map(|(code, severity)| {
                    found(code, severity, (code < "QY0505").then_some("Xem lại."))
                })
                .collect(),
        }
    }

    #[test]
    fn what_is_packed_comes_back() {
        let lacks = [Lack::Pages(vec![2, 7]), Lack::Picture, Lack::Conversion(OldForm::Odt)];
        for lack in lacks.into_iter().map(Some).chain([None]) {
            let reading = Reading { given: Ok(sample()), lack };
            assert_eq!(unpack(&pack(&reading)), Some(reading));
        }
        let words = Refused::Protected { what: "tệp PDF" };
        let back = unpack(&pack(&Reading::whole(Err(words.clone()))));
        assert_eq!(back, Some(Reading::whole(Err(Refused::Apart(words.to_string())))));
    }

    #[test]
    fn every_form_has_its_place_in_a_parcel() {
        let pictures = Picture::ALL.map(Form::Picture).into_iter();
        for form in pictures.chain(OldForm::ALL.map(Form::Old)) {
            let reading = Reading::whole(Ok(Received { form, ..sample() }));
            assert_eq!(unpack(&pack(&reading)), Some(reading));
        }
    }

    #[test]
    fn a_parcel_that_is_not_whole_is_none() {
        let parcel = pack(&Reading::whole(Ok(sample())));
        for cut in 0..parcel.len() {
            assert_eq!(unpack(&parcel[..cut]), None);
        }
        assert_eq!(unpack(&[parcel.as_slice(), &[0]].concat()), None);
        assert_eq!(unpack(&[0xFF; 64]), None);
    }
}
