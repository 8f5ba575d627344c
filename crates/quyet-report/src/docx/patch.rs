//! What the writing library cannot say, put into its parts.
//!
//! Invariant: the patterns replaced hold `<` or stand inside a tag; words of a report never do, because they are escaped.

use docx_rs::XMLDocx;

use crate::block::Report;
use crate::markup::escape;

/// Repeats header rows, names the language, fills the properties, puts relations in order, and drops
/// identities that depend on which other documents this process has written.
pub(super) fn patch(parts: &mut XMLDocx, report: &Report) {
    let repeated = |xml: String| {
        xml.replace(r#"<w:trHeight w:val="1" w:hRule="atLeast" />"#, "<w:tblHeader />")
    };
    edit(&mut parts.document, |xml| without_paragraph_ids(&repeated(xml)));
    for header in &mut parts.headers {
        edit(header, |xml| without_paragraph_ids(&xml));
    }
    edit(&mut parts.document_rels, |xml| sorted_relations(&xml));
    let language =
        r#"<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="vi-VN" /></w:rPr></w:rPrDefault>"#;
    edit(&mut parts.styles, |xml| xml.replace("</w:rPr></w:rPrDefault>", language));
    parts.doc_props.core = core_properties(report).into_bytes();
}

fn edit(part: &mut Vec<u8>, change: impl FnOnce(String) -> String) {
    if let Ok(xml) = String::from_utf8(std::mem::take(part)) {
        *part = change(xml).into_bytes();
    }
}

fn without_paragraph_ids(xml: &str) -> String {
    let mut kept = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once(r#" w14:paraId=""#) {
        kept.push_str(before);
        rest = after.split_once('"').map_or("", |(_, tail)| tail);
    }
    kept.push_str(rest);
    kept
}

/// The library keeps relations in a hash table; their order carries no meaning, so any fixed one will do.
fn sorted_relations(xml: &str) -> String {
    const OPEN: &str = "<Relationship ";
    const CLOSE: &str = "</Relationships>";
    let Some((head, body)) = xml.split_once(OPEN) else {
        return xml.to_owned();
    };
    let mut relations: Vec<&str> = body.trim_end().trim_end_matches(CLOSE).split(OPEN).collect();
    relations.sort_unstable();
    format!("{head}{OPEN}{}{CLOSE}", relations.join(OPEN))
}

fn core_properties(report: &Report) -> String {
    let issuer = report.letterhead.as_ref().map(|head| head.issuer.join(" ")).unwrap_or_default();
    let (title, issuer) = (escape(&report.title), escape(&issuer));
    let created = report.created.strftime("%Y-%m-%dT%H:%M:%SZ");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{issuer}</dc:creator><dc:language>vi-VN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{created}</dcterms:modified></cp:coreProperties>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraph_identities_go_and_everything_else_stays() {
        let xml = r#"<w:p w14:paraId="00000001"><w:t>a w14:paraId=&quot;</w:t></w:p><w:p w14:paraId="2" />"#;
        let expect = r"<w:p><w:t>a w14:paraId=&quot;</w:t></w:p><w:p />";
        assert_eq!(without_paragraph_ids(xml), expect);
    }

    #[test]
    fn relations_come_in_one_order() {
        let xml = |ids: [&str; 2]| {
            let [first, second] = ids.map(|id| format!(r#"<Relationship Id="{id}" />"#));
            format!("<Relationships>{first}{second}</Relationships>")
        };
        assert_eq!(sorted_relations(&xml(["b", "a"])), xml(["a", "b"]));
        assert_eq!(sorted_relations("<Relationships />"), "<Relationships />");
    }
}
