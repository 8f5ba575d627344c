//! Official documents and references to them.

use jiff::civil::Date;

use crate::citation::Citation;

/// The kind of an official document, by its abbreviation or name.
///
/// Source: Nghị định 30/2020/NĐ-CP, Phụ lục III, and Party practice ("-NQ/TU").
#[doc(alias = "loại văn bản")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// Luật, Bộ luật.
    #[doc(alias = "luật")]
    Law,
    /// Nghị quyết (NQ).
    #[doc(alias = "nghị quyết")]
    Resolution,
    /// Nghị định (NĐ).
    #[doc(alias = "nghị định")]
    Decree,
    /// Quyết định (QĐ).
    #[doc(alias = "quyết định")]
    Decision,
    /// Chỉ thị (CT).
    #[doc(alias = "chỉ thị")]
    Directive,
    /// Thông tư (TT).
    #[doc(alias = "thông tư")]
    Circular,
    /// Kế hoạch (KH).
    #[doc(alias = "kế hoạch")]
    PlanPaper,
    /// Tờ trình (TTr).
    #[doc(alias = "tờ trình")]
    Submission,
    /// Báo cáo (BC).
    #[doc(alias = "báo cáo")]
    Report,
    /// Kết luận (KL).
    #[doc(alias = "kết luận")]
    Conclusion,
    /// Thông báo (TB).
    #[doc(alias = "thông báo")]
    Notice,
    /// Công văn (CV).
    #[doc(alias = "công văn")]
    OfficialLetter,
    /// Chương trình (CTr).
    #[doc(alias = "chương trình")]
    Programme,
    /// Named in some other way.
    Other,
}

impl DocumentKind {
    /// The full Vietnamese word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Law => "Luật",
            Self::Resolution => "Nghị quyết",
            Self::Decree => "Nghị định",
            Self::Decision => "Quyết định",
            Self::Directive => "Chỉ thị",
            Self::Circular => "Thông tư",
            Self::PlanPaper => "Kế hoạch",
            Self::Submission => "Tờ trình",
            Self::Report => "Báo cáo",
            Self::Conclusion => "Kết luận",
            Self::Notice => "Thông báo",
            Self::OfficialLetter => "Công văn",
            Self::Programme => "Chương trình",
            Self::Other => "Văn bản",
        }
    }
}

/// A document named in the text of another.
#[doc(alias = "viện dẫn")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedDocument {
    /// Number and symbol as written, spaces removed: `207/TTr-UBND`. `None` for a document cited by date only.
    pub number: Option<String>,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// Who issued it, as written; `None` when the text does not say.
    pub issuer: Option<String>,
    /// Its date; `None` when the text does not say.
    pub date: Option<Date>,
    /// What it is about, as written; `None` when the text does not say.
    pub subject: Option<String>,
    /// Where it is cited.
    pub at: Citation,
}

/// What a document says of itself.
#[doc(alias = "thể thức văn bản")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentHead {
    /// Number and symbol; `None` when the text lost or never had it.
    pub number: Option<String>,
    /// Kind; `None` when nothing in the text says.
    pub kind: Option<DocumentKind>,
    /// Issuing body; `None` when nothing in the text says.
    pub issuer: Option<String>,
    /// Title (trích yếu), as written; `None` when absent.
    pub title: Option<String>,
    /// Date of adoption or signature; `None` when the text does not say.
    pub adopted: Option<Date>,
    /// Term of the Council ("khóa X"), as written without the word; `None` when absent.
    pub term: Option<String>,
    /// Session of the Council ("kỳ họp thứ 16"); `None` when absent.
    pub session: Option<u16>,
    /// The year (or first year) that the plan is for; `None` when the text does not say.
    pub year: Option<i16>,
}

/// SHA-256 of a document's bytes, lower-case hex, 64 characters.
#[doc(alias = "mã băm")]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub String);

/// A document received by the house: its bytes live beside the ledger under the digest.
#[doc(alias = "văn bản đến")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedDocument {
    /// SHA-256 of the bytes as received.
    pub digest: Digest,
    /// Media type, for example `text/plain; charset=utf-8`.
    pub media_type: String,
    /// What people call it: a title or file name.
    pub title: String,
    /// Length in bytes.
    pub bytes: u64,
    /// Where it came from: an address or an office; `None` when unknown.
    pub origin: Option<String>,
}
