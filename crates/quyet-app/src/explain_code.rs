//! Use case: say what a code of a diagnostic means. Reads and writes nothing.

use quyet_model::diagnostic::Explained;

use crate::check_places;

/// The page of every code of the house, by code.
#[doc(alias = "danh mục mã")]
pub fn every_code() -> Vec<&'static Explained> {
    let mut pages = quyet_compile::rules::catalogue();
    pages.extend(quyet_intake::catalogue());
    pages.extend(&check_places::PAGES);
    pages.sort_by_key(|page| page.code);
    pages
}

/// The page of a code, in either case of letters; `None` when there is no such code.
pub fn explain_code(code: &str) -> Option<&'static Explained> {
    every_code().into_iter().find(|page| page.code.eq_ignore_ascii_case(code.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_page_and_is_found_in_either_case() {
        let pages = every_code();
        assert!(pages.is_sorted_by(|a, b| a.code < b.code));
        for page in pages {
            assert_eq!(explain_code(&page.code.to_lowercase()), Some(page));
        }
        assert_eq!(explain_code("QY9999"), None);
        assert_eq!(explain_code(""), None);
    }
}
