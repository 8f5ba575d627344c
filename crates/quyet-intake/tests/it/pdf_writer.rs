//! Small PDFs made in memory, for what no office program writes on demand.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// A page's stream with the pictures it may draw.
pub(crate) struct Sketch {
    pub(crate) content: String,
    pub(crate) picture: bool,
}

/// Words at (x, y) in points, 12 points high, in a font whose letters the file names only as WinAnsi does.
pub(crate) fn words(all: &[(i32, i32, &str)]) -> Sketch {
    let show =
        |(x, y, words): &(i32, i32, &str)| format!("BT /F1 12 Tf {x} {y} Td ({words}) Tj ET\n");
    Sketch { content: all.iter().map(show).collect(), picture: false }
}

/// A page that is one picture, with words over it.
pub(crate) fn scan(all: &[(i32, i32, &str)]) -> Sketch {
    let over = words(all);
    Sketch { content: format!("q 500 0 0 700 0 0 cm /Im1 Do Q\n{}", over.content), picture: true }
}

/// A file of these pages.
pub(crate) fn document(pages: &[Sketch]) -> Document {
    let mut doc = Document::with_version("1.5");
    let tree = doc.new_object_id();
    let font = doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Times-Roman", "Encoding" => "WinAnsiEncoding",
    });
    let image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    };
    let image = doc.add_object(Stream::new(image, vec![0]));
    let kids: Vec<Object> = pages
        .iter()
        .map(|page| {
            let content =
                doc.add_object(Stream::new(Dictionary::new(), page.content.clone().into_bytes()));
            let mut resources = dictionary! { "Font" => dictionary! { "F1" => font } };
            if page.picture {
                resources.set("XObject", dictionary! { "Im1" => image });
            }
            doc.add_object(dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources,
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            })
            .into()
        })
        .collect();
    let count = i64::try_from(kids.len()).expect("a few pages");
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    doc.objects.insert(tree, Object::Dictionary(pages));
    let catalog = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    doc.trailer.set("Root", catalog);
    doc
}

/// Its bytes.
pub(crate) fn bytes(mut doc: Document) -> Vec<u8> {
    let mut out = Vec::new();
    doc.save_to(&mut out).expect("memory holds it");
    out
}
