//! Which styles bring a number with them.

use std::collections::BTreeMap;

use super::numbering::Reference;
use super::xml::{Element, Reader, Step};
use crate::Refused;

/// Styles that a style may stand on, one on the other.
const BASES_MAX: usize = 12;

#[derive(Clone, Debug, Default)]
struct Style {
    base: Option<String>,
    list: Option<u32>,
    level: Option<u32>,
    hidden: bool,
}

/// Whether paragraphs that name no style have this one.
fn is_usual(style: &Element<'_>) -> bool {
    let default = style.attribute("default").is_some_and(|on| on == "1" || on == "true");
    default && style.attribute("type").as_deref() == Some("paragraph")
}

/// The styles of a document, by identity.
#[derive(Clone, Debug, Default)]
pub(crate) struct Styles {
    all: BTreeMap<String, Style>,
    /// Style of paragraphs that name none.
    usual: Option<String>,
}

impl Styles {
    /// Reads the part; an empty text has no styles.
    pub(crate) fn read(xml: &str) -> Result<Self, Refused> {
        let mut out = Self::default();
        let mut open: Option<(String, Style)> = None;
        let mut reader = Reader::new(xml);
        while let Some(step) = reader.step()? {
            let element = match step {
                Step::Open(element) => element,
                Step::Close(end) if end.name().0.ends_with("style") => {
                    out.all.extend(open.take());
                    continue;
                }
                _ => continue,
            };
            if element.name() == "style" {
                let id = element.attribute("styleId").unwrap_or_default();
                out.usual = out.usual.or_else(|| is_usual(&element).then(|| id.clone()));
                open = Some((id, Style::default()));
            }
            let Some((_, style)) = &mut open else { continue };
            match element.name() {
                "basedOn" => style.base = element.attribute("val"),
                "numId" => style.list = element.number(),
                "ilvl" => style.level = element.number(),
                "vanish" => style.hidden = element.is_on(),
                _ => {}
            }
        }
        Ok(out)
    }

    /// The style and those it stands on, innermost first.
    fn line<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let found = |id: &'a str| self.all.get(id).map(|style| (id, style));
        let first = id.or(self.usual.as_deref()).and_then(found);
        let next = move |(_, style): &(&'a str, &'a Style)| found(style.base.as_deref()?);
        std::iter::successors(first, next).take(BASES_MAX)
    }

    /// The list that paragraphs of the style stand in; `None` when in none.
    pub(crate) fn list(&self, id: Option<&str>) -> Option<Reference> {
        let (name, style) = self.line(id).find(|(_, style)| style.list.is_some())?;
        let list = style.list.filter(|list| *list != 0)?;
        let level = self.line(id).find_map(|(_, style)| style.level);
        Some(Reference { list, level, style: Some(name.to_owned()) })
    }

    /// Whether words of the style are hidden.
    pub(crate) fn is_hidden(&self, id: &str) -> bool {
        self.line(Some(id)).any(|(_, style)| style.hidden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_brings_the_list_of_what_it_stands_on() {
        let xml = r#"<w:styles><w:style w:type="paragraph" w:default="1" w:styleId="N"/>
            <w:style w:styleId="Dieu"><w:basedOn w:val="N"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="Con"><w:basedOn w:val="Dieu"/></w:style>
            <w:style w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>
            <w:style w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"#;
        let styles = Styles::read(xml).expect("styles");
        let list = styles.list(Some("Con")).expect("a list");
        assert_eq!((list.list, list.level, list.style.as_deref()), (4, Some(1), Some("Dieu")));
        assert!(styles.list(None).is_none() && styles.list(Some("Vong")).is_none());
        assert!(styles.is_hidden("An") && !styles.is_hidden("N"));
    }
}
