//! Element identifiers. Source: Akoma Ntoso Naming Convention 1.0 (OASIS Standard, 2019), chapter 5.

use std::collections::BTreeMap;

use quyet_model::citation::ProvisionKind;

use crate::slug;

/// Identifiers in use. A second wish for one gets `-x2` behind it, a third `-x3`: real texts
/// repeat numbers.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    wished: BTreeMap<String, u32>,
}

impl Ids {
    /// The identifier, made unique.
    pub(crate) fn take(&mut self, wish: &str) -> String {
        let times = self.wished.entry(wish.to_owned()).or_default();
        *times += 1;
        let mut turn = *times;
        if turn == 1 {
            return wish.to_owned();
        }
        loop {
            let id = format!("{wish}-x{turn}");
            if !self.wished.contains_key(&id) {
                self.wished.insert(wish.to_owned(), turn);
                self.wished.insert(id.clone(), 1);
                return id;
            }
            turn += 1;
        }
    }
}

/// The element of a provision, and its short form in identifiers.
pub(crate) fn element(kind: ProvisionKind) -> (&'static str, &'static str) {
    match kind {
        ProvisionKind::Part => ("part", "part"),
        ProvisionKind::Chapter => ("chapter", "chp"),
        ProvisionKind::Section => ("section", "sec"),
        ProvisionKind::Article => ("article", "art"),
        ProvisionKind::Clause => ("paragraph", "para"),
        ProvisionKind::Point => ("point", "point"),
        ProvisionKind::Item => ("subparagraph", "subpara"),
        ProvisionKind::Dash => ("indent", "indent"),
        ProvisionKind::Appendix => ("division", "dvs"),
        ProvisionKind::Row | ProvisionKind::Paragraph => ("alinea", "al"),
    }
}

/// The identifier one step further down.
pub(crate) fn below(parent: &str, short: &str, label: &str) -> String {
    let gap = if parent.is_empty() { "" } else { "__" };
    format!("{parent}{gap}{short}_{}", slug::label(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_number_gets_an_identifier_of_its_own() {
        let mut ids = Ids::default();
        let taken: Vec<String> =
            ["a", "a-x2", "a", "a", "b"].iter().map(|wish| ids.take(wish)).collect();
        assert_eq!(taken, ["a", "a-x2", "a-x3", "a-x4", "b"]);
    }

    #[test]
    fn identifiers_lead_down_the_tree() {
        assert_eq!(below("art_2__para_2", "point", "đ"), "art_2__para_2__point_dd");
        assert_eq!(below("", "chp", "IV"), "chp_IV");
    }
}
