//! What must hold for any bytes, whatever form they pretend to be.

use std::io::{Cursor, Write};

use quyet_intake::{parcel, read};
use quyet_model::span::Span;
use quyet_model::target::Target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Takes the bytes in, reads a plan out of them, and checks what every reading promises.
pub fn check(bytes: &[u8]) {
    let reading = read(bytes, &[], &|_| {});
    if let Ok(received) = &reading.given {
        let packed = parcel::pack(&reading);
        assert_eq!(parcel::unpack(&packed).map(|again| parcel::pack(&again)), Some(packed));
        let inside = |span: Span| received.text.get(span.range()).is_some();
        assert!(received.diagnostics.iter().all(|found| inside(found.span)));
        check_text(&received.text);
    }
}

/// Reads a plan out of a text and checks that every span leads back into it.
pub fn check_text(text: &str) {
    let draft = quyet_compile::compile(text);
    let inside = |span: Span| text.get(span.range()).is_some();
    assert!(draft.diagnostics.iter().all(|found| inside(found.span)), "a diagnostic");
    fn sound(target: &Target, inside: &dyn Fn(Span) -> bool) -> bool {
        inside(target.at.span)
            && target.condition_at.is_none_or(inside)
            && target.parts.iter().all(|part| sound(part, inside))
    }
    assert!(draft.plan.targets.iter().all(|target| sound(target, &inside)), "a target");
    assert!(draft.plan.tasks.iter().all(|task| inside(task.at.span)), "a task");
    assert!(draft.plan.unread.iter().all(|unread| inside(unread.passage.at.span)), "unread words");
}

/// A Word file whose body, styles or numbering is the given XML.
///
/// # Panics
/// Never: the package is written to memory.
pub fn word_file(part: u8, xml: &[u8]) -> Vec<u8> {
    const CONTENT_TYPES: &[u8] = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    const RELATIONS: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    const BODY: &[u8] = br#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Thu 5 ha</w:t></w:r></w:p></w:body></w:document>"#;
    let main = ["word/document.xml", "word/styles.xml", "word/numbering.xml"];
    let fuzzed = main[usize::from(part) % main.len()];
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut put = |name: &str, bytes: &[u8]| {
        package.start_file(name, plain).expect("names are few and short");
        package.write_all(bytes).expect("memory takes bytes");
    };
    put("[Content_Types].xml", CONTENT_TYPES);
    put("_rels/.rels", RELATIONS);
    if fuzzed != "word/document.xml" {
        put("word/document.xml", BODY);
    }
    put(fuzzed, xml);
    package.finish().expect("memory takes the directory").into_inner()
}

/// A PDF of one page whose content stream is the given bytes.
pub fn page_file(content: &[u8]) -> Vec<u8> {
    let objects: [Vec<u8>; 5] = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_vec(),
        [format!("<</Length {}>>stream\n", content.len()).as_bytes(), content, b"\nendstream"].concat(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut starts = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        starts.push(file.len());
        file.extend(format!("{} 0 obj\n", at + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(b"xref\n0 6\n0000000000 65535 f \n");
    for start in starts {
        file.extend(format!("{start:010} 00000 n \n").bytes());
    }
    file.extend(format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    file
}
