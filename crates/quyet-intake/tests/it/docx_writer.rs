//! Word documents as small as they can be, for tests.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// A list that Word numbers itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// "Điều 1."
    Article,
    /// "1."
    Number,
    /// "(1)"
    Bracket,
    /// "-"
    Dash,
}

/// Builds the parts of a document.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    body: String,
    lists: String,
    count: usize,
    open: Vec<(List, usize)>,
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A paragraph with these words.
pub(crate) fn paragraph(words: &str) -> String {
    format!(r#"<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#, escaped(words))
}

impl Writer {
    /// Adds XML as it is.
    pub(crate) fn raw(&mut self, xml: &str) {
        self.body.push_str(xml);
    }

    /// Adds a paragraph whose mark Word generates, the first of its list or the next.
    pub(crate) fn item(&mut self, list: List, number: usize, words: &str) {
        if number == 1 {
            self.count += 1;
            let id = self.count;
            let kind = [List::Article, List::Number, List::Bracket, List::Dash]
                .iter()
                .position(|known| *known == list);
            let _infallible = write!(
                self.lists,
                r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{}"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#,
                kind.expect("one of the four")
            );
            self.open.retain(|(open, _)| *open != list);
            self.open.push((list, id));
        }
        let id = self.open.iter().find(|(open, _)| *open == list).map_or(0, |(_, id)| *id);
        let _infallible = write!(
            self.body,
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{id}"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>"#,
            escaped(words)
        );
    }

    /// Adds a table of rows of cells of paragraphs.
    pub(crate) fn table(&mut self, rows: &[&[&str]]) {
        self.body.push_str("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>");
        for row in rows {
            self.body.push_str("<w:tr>");
            for cell in *row {
                self.body.push_str("<w:tc><w:tcPr/>");
                cell.split('\n').for_each(|words| self.body.push_str(&paragraph(words)));
                self.body.push_str("</w:tc>");
            }
            self.body.push_str("</w:tr>");
        }
        self.body.push_str("</w:tbl>");
    }

    /// The package's bytes.
    pub(crate) fn finish(self) -> Vec<u8> {
        let w = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
        let texts =
            [("decimal", "Điều %1."), ("decimal", "%1."), ("decimal", "(%1)"), ("bullet", "-")];
        let mut kinds = String::new();
        for (id, (format, text)) in texts.iter().enumerate() {
            let _infallible = write!(
                kinds,
                r#"<w:abstractNum w:abstractNumId="{id}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>"#
            );
        }
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {w}><w:body>{}<w:sectPr/></w:body></w:document>",
            self.body
        );
        let numbering = format!("<w:numbering {w}>{kinds}{}</w:numbering>", self.lists);
        package(&[
            ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")])),
            ("word/_rels/document.xml.rels", relations(&[("numbering", "numbering.xml")])),
            ("word/document.xml", document),
            ("word/numbering.xml", numbering),
        ])
    }
}

/// A part of relations.
pub(crate) fn relations(targets: &[(&str, &str)]) -> String {
    let all = targets.iter().map(|(kind, target)| {
        format!(
            r#"<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        )
    });
    format!("<Relationships>{}</Relationships>", all.collect::<String>())
}

/// Parts as a package.
pub(crate) fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a package").into_inner()
}

/// A text of lines as a document: articles, clauses and brackets become generated numbers, the head a table.
pub(crate) fn of_text(text: &str) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.table(&[
        &[
            "HỘI ĐỒNG NHÂN DÂN\nTỈNH BẮC KẠN",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        ],
        &["Số: ……/NQ-HĐND", "Bắc Kạn, ngày 08 tháng 12 năm 2023"],
    ]);
    let lines = text.lines().skip_while(|line| !line.starts_with("NGHỊ QUYẾT"));
    for line in lines {
        match marked(line) {
            Some((list, number, words)) => writer.item(list, number, words),
            None => writer.raw(&paragraph(line)),
        }
    }
    writer.finish()
}

fn marked(line: &str) -> Option<(List, usize, &str)> {
    let numbered = |head: &str, close: &str| {
        let (number, words) = line.strip_prefix(head)?.split_once(close)?;
        Some((number.parse::<usize>().ok()?, words))
    };
    let list = |list| move |(number, words)| (list, number, words);
    let dash = line.strip_prefix("- ").map(|words| (List::Dash, 1, words));
    numbered("Điều ", ". ")
        .map(list(List::Article))
        .or_else(|| numbered("(", ") ").map(list(List::Bracket)))
        .or_else(|| numbered("", ". ").map(list(List::Number)))
        .or(dash)
}
