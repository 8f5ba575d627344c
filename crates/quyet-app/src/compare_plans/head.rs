//! What the documents say of themselves.

use quyet_model::document::{DocumentHead, DocumentKind};
use quyet_report::vi;

use super::HeadChange;
use super::pairing::folded;

/// A line of a document's head.
#[doc(alias = "thành phần thể thức")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeadField {
    /// Số, ký hiệu.
    #[doc(alias = "số, ký hiệu")]
    Number,
    /// Loại văn bản.
    Kind,
    /// Cơ quan ban hành.
    #[doc(alias = "cơ quan ban hành")]
    Issuer,
    /// Trích yếu.
    #[doc(alias = "trích yếu")]
    Title,
    /// Ngày thông qua.
    #[doc(alias = "ngày thông qua")]
    Adopted,
    /// Khóa.
    #[doc(alias = "khóa")]
    Term,
    /// Kỳ họp.
    #[doc(alias = "kỳ họp")]
    Session,
    /// Năm kế hoạch.
    #[doc(alias = "năm kế hoạch")]
    Year,
}

impl HeadField {
    /// The Vietnamese words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Number => "Số, ký hiệu",
            Self::Kind => "Loại văn bản",
            Self::Issuer => "Cơ quan ban hành",
            Self::Title => "Trích yếu",
            Self::Adopted => "Ngày thông qua",
            Self::Term => "Khóa",
            Self::Session => "Kỳ họp",
            Self::Year => "Năm kế hoạch",
        }
    }

    /// Its name in written forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Kind => "kind",
            Self::Issuer => "issuer",
            Self::Title => "title",
            Self::Adopted => "adopted",
            Self::Term => "term",
            Self::Session => "session",
            Self::Year => "year",
        }
    }
}

pub(super) fn changes(old: &DocumentHead, new: &DocumentHead) -> Vec<HeadChange> {
    let lines = lines(old).into_iter().zip(lines(new));
    lines
        .filter(|((_, old), (_, new))| old.as_deref().map(folded) != new.as_deref().map(folded))
        .map(|((field, old), (_, new))| HeadChange { field, old, new })
        .collect()
}

fn lines(head: &DocumentHead) -> [(HeadField, Option<String>); 8] {
    [
        (HeadField::Number, head.number.clone()),
        (HeadField::Kind, head.kind.map(DocumentKind::word).map(str::to_owned)),
        (HeadField::Issuer, head.issuer.clone()),
        (HeadField::Title, head.title.clone()),
        (HeadField::Adopted, head.adopted.map(vi::date)),
        (HeadField::Term, head.term.clone()),
        (HeadField::Session, head.session.map(|session| session.to_string())),
        (HeadField::Year, head.year.map(|year| year.to_string())),
    ]
}
