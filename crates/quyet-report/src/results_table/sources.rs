//! The numbered list of sources.

use quyet_model::figure::SourceRef;

use crate::block::Phrase;

/// Distinct sources in the order of their first citation.
#[derive(Debug, Default)]
pub(super) struct Sources<'a>(Vec<&'a SourceRef>);

impl<'a> Sources<'a> {
    /// The mark that cites a source: `[1]`.
    pub(super) fn cite(&mut self, source: &'a SourceRef) -> String {
        let at = self.0.iter().position(|known| *known == source).unwrap_or_else(|| {
            self.0.push(source);
            self.0.len() - 1
        });
        format!("[{}]", at + 1)
    }

    /// The list, one item per source.
    pub(super) fn into_items(self) -> Vec<Vec<Phrase>> {
        let item = |source: &SourceRef| {
            vec![Phrase { text: source.title.clone(), link: source.url.clone() }]
        };
        self.0.into_iter().map(item).collect()
    }
}
