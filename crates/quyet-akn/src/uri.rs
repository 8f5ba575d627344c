//! Addresses of Vietnamese documents: `/akn/vn/{act|doc}/{kind}/{actor}/{date}/{number}`.
//!
//! Source: Akoma Ntoso Naming Convention 1.0, chapter 4: country, type, subtype, actor, date, number.
//! How a symbol such as `207/TTr-UBND` becomes actor and number is our own reading, told in
//! `docs/akoma-ntoso.md`: the Naming Convention leaves it to each country.

use jiff::civil::Date;
use quyet_model::document::{CitedDocument, DocumentHead, DocumentKind};

use crate::slug::slug;

/// What stands in an address for what the text does not say.
const UNKNOWN: &str = "khong-ro";

/// What stands in an address for a number that the text does not give.
const UNNUMBERED: &str = "khong-so";

/// Longest subject that stands for a number. Unit: bytes.
const SUBJECT_MAX: usize = 80;

/// The address of a work: what was issued, whatever its wording and form.
///
/// Every part is lower-case ASCII letters, digits and hyphens, and never empty.
#[doc(alias = "địa chỉ văn bản")]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkUri {
    /// Whether it sets rules (`act`) rather than reports, proposes or informs (`doc`).
    act: bool,
    /// Kind of document: `nghi-quyet`.
    pub subtype: String,
    /// Who issued it: `hdnd-tinh-bac-kan`, `qh`, `ttg`.
    pub actor: String,
    /// Day, else year, else `khong-ro`.
    pub date: String,
    /// Number and symbol: `207-ttr-ubnd`; else what a law is about; else `khong-so`.
    pub number: String,
}

impl WorkUri {
    /// Whether it sets rules.
    pub fn is_act(&self) -> bool {
        self.act
    }

    /// The element that holds such a document.
    pub(crate) fn element(&self) -> &'static str {
        if self.act { "act" } else { "doc" }
    }
}

impl std::fmt::Display for WorkUri {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { subtype, actor, date, number, .. } = self;
        write!(f, "/akn/vn/{}/{subtype}/{actor}/{date}/{number}", self.element())
    }
}

/// The address of the document itself.
pub fn own_uri(head: &DocumentHead) -> WorkUri {
    let kind = head.kind.unwrap_or(DocumentKind::Other);
    let actor = actor(head.number.as_deref(), head.issuer.as_deref(), kind, None);
    assembled(kind, actor, head.adopted, head.number.as_deref(), head.title.as_deref())
}

/// The address of a document that another one cites.
///
/// "Ủy ban nhân dân tỉnh" without a name is that of the citing document's own place. A document that cites
/// itself, by whatever kind, has its own address.
pub fn cited_uri(cited: &CitedDocument, citing: &DocumentHead) -> WorkUri {
    let other = foreign_uri(cited, citing);
    let own = own_uri(citing);
    let same_date = cited.date.is_none() || cited.date == citing.adopted;
    let is_own = cited.number.is_some() && other.number == own.number && other.actor == own.actor;
    if is_own && same_date { own } else { other }
}

fn foreign_uri(cited: &CitedDocument, citing: &DocumentHead) -> WorkUri {
    let home = citing.issuer.as_deref().and_then(place);
    let actor = actor(cited.number.as_deref(), cited.issuer.as_deref(), cited.kind, home);
    assembled(cited.kind, actor, cited.date, cited.number.as_deref(), cited.subject.as_deref())
}

fn assembled(
    kind: DocumentKind,
    actor: String,
    day: Option<Date>,
    number: Option<&str>,
    subject: Option<&str>,
) -> WorkUri {
    let year = || number.and_then(year_of).map(str::to_owned);
    let date = day.map(|day| day.to_string()).or_else(year);
    let law = subject.filter(|_| kind == DocumentKind::Law).map(slug).map(shortened);
    let number = number.map(slug).filter(|number| !number.is_empty());
    WorkUri {
        act: is_act(kind),
        subtype: slug(kind.word()),
        actor,
        date: date.unwrap_or_else(|| UNKNOWN.to_owned()),
        number: number
            .or(law.filter(|law| !law.is_empty()))
            .unwrap_or_else(|| UNNUMBERED.to_owned()),
    }
}

fn is_act(kind: DocumentKind) -> bool {
    use DocumentKind as K;
    matches!(kind, K::Law | K::Resolution | K::Decree | K::Decision | K::Directive | K::Circular)
}

fn shortened(slug: String) -> String {
    if slug.len() <= SUBJECT_MAX {
        return slug;
    }
    let cut = slug[..SUBJECT_MAX].rfind('-').unwrap_or(SUBJECT_MAX);
    slug[..cut].to_owned()
}

/// The year inside a symbol: "72/2025/QH15".
fn year_of(number: &str) -> Option<&str> {
    number.split(['/', '-']).find(|part| {
        part.len() == 4
            && part.bytes().all(|b| b.is_ascii_digit())
            && ("1945".."2100").contains(part)
    })
}

/// Bodies whose symbol says nothing of the place.
const LOCAL: &[&str] = &["hdnd", "ubnd", "tu", "hu", "du"];

/// Beginnings of issuers' names and the symbol that their documents bear.
const BODIES: &[(&str, &str)] = &[
    ("thuong-truc-hoi-dong-nhan-dan", "hdnd"),
    ("hoi-dong-nhan-dan", "hdnd"),
    ("hdnd", "hdnd"),
    ("uy-ban-nhan-dan", "ubnd"),
    ("ubnd", "ubnd"),
    ("chu-tich-uy-ban-nhan-dan", "ubnd"),
    ("uy-ban-thuong-vu-quoc-hoi", "ubtvqh"),
    ("quoc-hoi", "qh"),
    ("chinh-phu", "cp"),
    ("thu-tuong", "ttg"),
    ("ban-chap-hanh-trung-uong", "tw"),
    ("bo-chinh-tri", "tw"),
    ("ban-bi-thu", "tw"),
    ("ban-chap-hanh-dang-bo-tinh", "tu"),
    ("ban-thuong-vu-tinh-uy", "tu"),
    ("tinh-uy", "tu"),
    ("thanh-uy", "tu"),
];

fn actor(
    number: Option<&str>,
    issuer: Option<&str>,
    kind: DocumentKind,
    home: Option<(String, String)>,
) -> String {
    let named = issuer.map(slug).filter(|name| !name.is_empty());
    let by_name = || {
        let name = named.as_deref()?;
        let known = BODIES.iter().find(|(start, _)| begins(name, start));
        Some(known.map_or(name, |(_, symbol)| *symbol).to_owned())
    };
    let law = || (kind == DocumentKind::Law).then(|| "qh".to_owned());
    let body = number
        .and_then(|number| symbol_body(number, kind))
        .or_else(by_name)
        .or_else(law)
        .unwrap_or_else(|| UNKNOWN.to_owned());
    if !LOCAL.contains(&body.as_str()) {
        return body;
    }
    match (issuer.and_then(place), home) {
        // A level without a name is the citing document's own, when that is of the same level.
        (Some((level, name)), Some((own, own_name))) if name.is_empty() && level == own => {
            format!("{body}-{own}-{own_name}")
        }
        (Some((level, name)), _) if name.is_empty() => format!("{body}-{level}"),
        (Some((level, name)), _) => format!("{body}-{level}-{name}"),
        (None, Some((own, own_name))) => format!("{body}-{own}-{own_name}"),
        (None, None) => body,
    }
}

fn begins(name: &str, start: &str) -> bool {
    name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The body in a symbol: UBND of "207/TTr-UBND", QH of "72/2025/QH15"; `None` when it ends in a kind.
fn symbol_body(number: &str, kind: DocumentKind) -> Option<String> {
    let last = number.rsplit(['/', '-']).next()?;
    let body = slug(last.trim_end_matches(|c: char| c.is_ascii_digit()));
    let kinds = ["nq", "nd", "qd", "ct", "tt", "kh", "ttr", "bc", "kl", "tb", "cv", "ctr"];
    let is_kind = kinds.contains(&body.as_str()) || body == slug(kind.word());
    let letters = !body.is_empty() && body.bytes().all(|b| b.is_ascii_lowercase());
    (letters && !is_kind && number.contains(['/', '-'])).then_some(body)
}

/// Level and name of the place in an issuer's name; the name is empty when only the level is told.
fn place(issuer: &str) -> Option<(String, String)> {
    let slug = slug(issuer).replace("tinh-uy", "tinh").replace("thanh-uy", "thanh-pho");
    let levels = ["tinh", "thanh-pho", "huyen", "thi-xa", "xa", "phuong", "dac-khu"];
    let words = format!("-{slug}-");
    let found = levels.iter().filter_map(|level| {
        let at = words.find(&format!("-{level}-"))?;
        Some((at, std::cmp::Reverse(level.len()), *level))
    });
    let (at, _, level) = found.min()?;
    let name = words[at + level.len() + 2..].trim_matches('-').to_owned();
    Some((level.to_owned(), name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use quyet_model::citation::Citation;

    fn check(number: &str, kind: DocumentKind, issuer: &str, date: Option<Date>, expect: &str) {
        let some = |words: &str| (!words.is_empty()).then(|| words.to_owned());
        let at = Citation::default();
        let (number, issuer) = (some(number), some(issuer));
        let cited = CitedDocument { number, kind, issuer, date, subject: None, at };
        let issuer = Some("Hội đồng nhân dân tỉnh Bắc Kạn".to_owned());
        let citing = DocumentHead { issuer, ..DocumentHead::default() };
        assert_eq!(cited_uri(&cited, &citing).to_string(), format!("/akn/vn/{expect}"));
    }

    #[test]
    fn a_symbol_becomes_an_address() {
        use DocumentKind as K;
        let day = Some(jiff::civil::date(2023, 11, 16));
        check(
            "207/TTr-UBND",
            K::Submission,
            "Ủy ban nhân dân tỉnh",
            day,
            "doc/to-trinh/ubnd-tinh-bac-kan/2023-11-16/207-ttr-ubnd",
        );
        check("72/2025/QH15", K::Law, "", None, "act/luat/qh/2025/72-2025-qh15");
        check(
            "16-NQ/TU",
            K::Resolution,
            "Tỉnh ủy",
            None,
            "act/nghi-quyet/tu-tinh-bac-kan/khong-ro/16-nq-tu",
        );
        check(
            "57-NQ/TW",
            K::Resolution,
            "Bộ Chính trị",
            None,
            "act/nghi-quyet/tw/khong-ro/57-nq-tw",
        );
        check("411/QĐ-TTg", K::Decision, "", None, "act/quyet-dinh/ttg/khong-ro/411-qd-ttg");
    }

    #[test]
    fn who_is_named_or_not_the_address_is_the_same() {
        use DocumentKind as K;
        let expect = "act/nghi-quyet/hdnd-tinh-bac-kan/2022/1-2022-nq-hdnd";
        check("1/2022/NQ-HĐND", K::Resolution, "", None, expect);
        check("1/2022/NQ-HĐND", K::Resolution, "HĐND tỉnh", None, expect);
        check("1/2022/NQ-HĐND", K::Resolution, "Hội đồng nhân dân tỉnh Bắc Kạn", None, expect);
    }

    #[test]
    fn another_level_is_not_taken_for_the_own_place() {
        use DocumentKind as K;
        check(
            "5/KH-UBND",
            K::PlanPaper,
            "UBND xã",
            None,
            "doc/ke-hoach/ubnd-xa/khong-ro/5-kh-ubnd",
        );
    }

    #[test]
    fn a_document_that_cites_itself_has_one_address() {
        let head = DocumentHead {
            number: Some("244/2025/QH15".to_owned()),
            kind: Some(DocumentKind::Resolution),
            issuer: Some("Quốc hội".to_owned()),
            adopted: Some(jiff::civil::date(2025, 11, 13)),
            ..DocumentHead::default()
        };
        let number = head.number.clone();
        let (kind, at) = (DocumentKind::Other, Citation::default());
        let cited = CitedDocument { number, kind, issuer: None, date: None, subject: None, at };
        assert_eq!(cited_uri(&cited, &head), own_uri(&head));
        assert_eq!(
            own_uri(&head).to_string(),
            "/akn/vn/act/nghi-quyet/qh/2025-11-13/244-2025-qh15"
        );
    }

    #[test]
    fn what_is_not_said_is_said_to_be_unknown() {
        check("", DocumentKind::Other, "", None, "doc/van-ban/khong-ro/khong-ro/khong-so");
        assert_eq!(
            own_uri(&DocumentHead::default()).to_string(),
            "/akn/vn/doc/van-ban/khong-ro/khong-ro/khong-so"
        );
    }
}
