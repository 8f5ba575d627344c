//! Public addresses. They are API: readable, stable for ten years, Vietnamese without marks.

use quyet_model::document::Digest;
use quyet_model::figure::FigureId;
use quyet_model::plan::PlanId;
use quyet_model::target::TargetCode;

use crate::moment::Moment;

/// A plan's overview.
pub fn plan(id: &PlanId) -> String {
    format!("/ke-hoach/{id}")
}

/// A target's page; the number's first part has at least two digits: `06`, `01.2`.
pub fn target(id: &PlanId, code: &TargetCode) -> String {
    format!("/ke-hoach/{id}/chi-tieu/{}", slug(code))
}

/// The page of the head inside a container that bears the same number: `01.0`.
pub fn head(id: &PlanId, code: &TargetCode) -> String {
    format!("{}.0", target(id, code))
}

/// A plan's tasks.
pub fn tasks(id: &PlanId) -> String {
    format!("/ke-hoach/{id}/nhiem-vu")
}

/// A plan's results table for its year.
pub fn results(id: &PlanId) -> String {
    format!("/ke-hoach/{id}/ket-qua")
}

/// How a plan came about: the machine's reading and what people changed.
pub fn history(id: &PlanId) -> String {
    format!("/ke-hoach/{id}/ra-soat")
}

/// The drawer of drafts.
pub const DRAWER: &str = "/soan";

/// The window where a document is handed in.
pub const HAND_IN: &str = "/soan/nap-van-ban";

/// A draft: how far its reading is.
pub fn draft(id: &PlanId) -> String {
    format!("{DRAWER}/{id}")
}

/// The screen where a draft is reviewed.
pub fn review(id: &PlanId) -> String {
    format!("{DRAWER}/{id}/trich")
}

/// One item of a draft on that screen.
pub fn review_item(id: &PlanId, item: u32) -> String {
    format!("{DRAWER}/{id}/trich?muc={item}#muc")
}

/// The summary of a draft before its plan is put in force.
pub fn adoption(id: &PlanId) -> String {
    format!("{DRAWER}/{id}/phe-duyet")
}

/// One version of a figure.
pub fn figure(id: FigureId) -> String {
    format!("/s/{id}")
}

/// A received document.
pub fn document(digest: &Digest) -> String {
    format!("/van-ban/{}", short(digest))
}

/// The list of the codes of diagnostics.
pub const CODES: &str = "/ma-loi";

/// The page of a code.
pub fn code(code: &str) -> String {
    format!("{CODES}/{code}")
}

/// The first 16 hex characters of a digest: enough to find a document, short enough to read aloud.
pub fn short(digest: &Digest) -> &str {
    digest.0.get(..16).unwrap_or(&digest.0)
}

/// A target's number as it stands in addresses.
pub fn slug(code: &TargetCode) -> String {
    let (first, rest) = code.0.split_at(code.0.find('.').unwrap_or(code.0.len()));
    let padded = first.len() == 1 && first.as_bytes().first().is_some_and(u8::is_ascii_digit);
    let zero = if padded { "0" } else { "" };
    format!("{zero}{first}{rest}")
}

/// The number that an address names: leading zeros do not count.
pub fn code_of(slug: &str) -> TargetCode {
    let bare = slug.trim_start_matches('0');
    TargetCode(if bare.is_empty() || bare.starts_with('.') {
        slug.to_owned()
    } else {
        bare.to_lowercase()
    })
}

/// The address with the moment kept, so that every link stays at the moment asked for.
pub fn at(path: &str, moment: &Moment) -> String {
    let Some(asked) = &moment.asked else {
        return path.to_owned();
    };
    match path.split_once('#') {
        Some((path, anchor)) => format!("{path}?thoi-diem={asked}#{anchor}"),
        None => format!("{path}?thoi-diem={asked}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_a_number_name_each_other() {
        for (code, expect) in [("6", "06"), ("1.2", "01.2"), ("24", "24"), ("a.1", "a.1")] {
            let code = TargetCode(code.to_owned());
            assert_eq!(slug(&code), expect);
            assert_eq!(code_of(expect), code);
        }
    }
}
