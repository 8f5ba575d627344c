//! The fields of what a document says of itself.

use jiff::civil::Date;
use quyet_model::document::DocumentHead;

use super::{FieldError, said};

/// A document's head as words in fields.
#[doc(alias = "các ô của thể thức văn bản")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadForm {
    /// Number and symbol.
    pub number: String,
    /// Day of adoption: "08/12/2023".
    pub adopted: String,
    /// Who issued it.
    pub issuer: String,
    /// Title.
    pub title: String,
    /// Year of the plan.
    pub year: String,
    /// Term.
    pub term: String,
    /// Number of the session.
    pub session: String,
}

impl HeadForm {
    /// The fields that say this head.
    pub fn of(head: &DocumentHead) -> Self {
        let words = |words: &Option<String>| words.clone().unwrap_or_default();
        Self {
            number: words(&head.number),
            adopted: head.adopted.map(quyet_report::vi::date).unwrap_or_default(),
            issuer: words(&head.issuer),
            title: words(&head.title),
            year: head.year.map(|year| year.to_string()).unwrap_or_default(),
            term: words(&head.term),
            session: head.session.map(|session| session.to_string()).unwrap_or_default(),
        }
    }

    /// What the fields say; the kind of document stays as `known`.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn read(&self, known: &DocumentHead) -> Result<DocumentHead, Vec<FieldError>> {
        let mut errors = Vec::new();
        let adopted = said(&self.adopted).and_then(|words| {
            read_day(&words).map_err(|m| errors.push(FieldError::new("ngay", m))).ok()
        });
        let year = said(&self.year).and_then(|words| {
            let year = words.parse().ok().filter(|year| (1945..=2100).contains(year));
            if year.is_none() {
                errors.push(FieldError::new("nam", "năm phải là bốn chữ số, ví dụ 2027"));
            }
            year
        });
        let session = said(&self.session).and_then(|words| {
            let session = words.parse().ok();
            if session.is_none() {
                errors.push(FieldError::new("ky-hop", "kỳ họp thứ mấy phải là số, ví dụ 17"));
            }
            session
        });
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(DocumentHead {
            number: said(&self.number),
            kind: known.kind,
            issuer: said(&self.issuer),
            title: said(&self.title),
            adopted,
            term: said(&self.term),
            session,
            year,
        })
    }
}

/// Reads "08/12/2023", "8-12-2023" or "2023-12-08".
///
/// # Errors
/// A sentence that says how to write it.
pub fn read_day(words: &str) -> Result<Date, String> {
    let wrong = || "ngày không đọc được; viết ngày/tháng/năm, ví dụ 08/12/2023".to_owned();
    let parts: Vec<&str> = words.trim().split(['/', '-']).collect();
    let [first, month, last] = parts.as_slice() else { return Err(wrong()) };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || ![day, month, year].into_iter().all(|part| plain(part)) {
        return Err(wrong());
    }
    let number = |part: &str| part.parse::<i16>().map_err(|_| wrong());
    let small = |part: &str| part.parse::<i8>().map_err(|_| wrong());
    Date::new(number(year)?, small(month)?, small(day)?).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_officials_and_as_machines_write_it() {
        for words in ["08/12/2023", "8/12/2023", "8-12-2023", "2023-12-08", " 08/12/2023 "] {
            assert_eq!(read_day(words).map(|day| day.to_string()).as_deref(), Ok("2023-12-08"));
        }
        for words in ["", "2023", "31/02/2023", "12/2023", "08/12/23", "a/b/cccc", "+8/12/2023"] {
            assert!(read_day(words).is_err(), "{words}");
        }
    }

    #[test]
    fn the_fields_of_a_head_read_back_are_the_head() {
        let head = DocumentHead {
            number: Some("90/NQ-HĐND".to_owned()),
            issuer: Some("Hội đồng nhân dân tỉnh Bắc Kạn".to_owned()),
            adopted: read_day("08/12/2023").ok(),
            session: Some(17),
            year: Some(2024),
            ..DocumentHead::default()
        };
        assert_eq!(HeadForm::of(&head).read(&head), Ok(head));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let form = HeadForm {
            adopted: "hôm qua".to_owned(),
            year: "24".to_owned(),
            session: "mười".to_owned(),
            ..HeadForm::default()
        };
        let errors = form.read(&DocumentHead::default()).unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field).collect();
        assert_eq!(fields, ["ngay", "nam", "ky-hop"]);
    }
}
