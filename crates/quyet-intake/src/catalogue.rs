//! The pages of the porch's codes.
//!
//! **Takes** nothing. **Gives** what a planner needs to know of each code `QY05xx`. **Never** decides.

use quyet_model::diagnostic::Explained;

/// The page of every code that the porch can give, by code.
#[doc(alias = "danh mục mã")]
pub fn catalogue() -> Vec<&'static Explained> {
    let mut pages: Vec<_> = crate::notices::PAGES
        .iter()
        .chain(&crate::pdf::PAGES)
        .chain(&crate::pdf::GUESSES)
        .collect();
    pages.sort_by_key(|page| page.code);
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_porch_has_one_page() {
        let codes: Vec<&str> = catalogue().iter().map(|page| page.code).collect();
        assert_eq!(codes, crate::parcel::CODES);
    }
}
