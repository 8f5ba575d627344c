//! A file as lines `field: value` under items, before anybody asks what they mean.

use quyet_model::review::ItemId;

use super::TextFault;

/// One line `field: value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: usize,
    /// Small letters, single blanks.
    pub(super) field: String,
    /// Without blanks at its edges.
    pub(super) value: String,
    /// Characters of the line before the value.
    pub(super) before: usize,
}

impl Line {
    pub(super) fn fault(&self, what: impl Into<String>) -> TextFault {
        TextFault { line: self.number, field: self.field.clone(), what: what.into() }
    }
}

/// What stands under one `[mục …]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// Where it begins, from 1.
    pub(super) number: usize,
    pub(super) item: ItemId,
    pub(super) lines: Vec<Line>,
}

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    /// The lines before the first item.
    pub(super) head: Vec<Line>,
    pub(super) sections: Vec<Section>,
}

/// Cuts a text in NFC. What is neither a line nor an item nor a note is a fault.
pub(super) fn parse(text: &str) -> (Sheet, Vec<TextFault>) {
    let (mut sheet, mut faults) = (Sheet::default(), Vec::new());
    // Lines under an item that cannot be told are cut too, so that they are not told twice.
    let mut lost = false;
    for (whole, number) in text.trim_start_matches('\u{feff}').lines().zip(1..) {
        let line = whole.trim();
        let fault =
            |what: &str| TextFault { line: number, field: String::new(), what: what.to_owned() };
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with('[') {
            let item = item_of(line);
            lost = item.is_none();
            match item {
                Some(item) => sheet.sections.push(Section { number, item, lines: Vec::new() }),
                None => faults
                    .push(fault("đầu mục phải có dạng [mục 12]; hãy lấy lại số mục trong tệp gốc")),
            }
            continue;
        }
        let Some((field, value)) = line.split_once(':') else {
            faults.push(fault(
                "dòng này không có dạng “trường: nội dung”; nội dung dài phải nằm trọn trên một dòng, ghi chú bắt đầu bằng #",
            ));
            continue;
        };
        let value = value.trim();
        let before = whole.trim_end().chars().count() - value.chars().count();
        let field = folded(&field.to_lowercase());
        let line = Line { number, field, value: value.to_owned(), before };
        match sheet.sections.last_mut() {
            _ if lost => {}
            Some(section) => section.lines.push(line),
            None => sheet.head.push(line),
        }
    }
    (sheet, faults)
}

/// The number in `[mục 12] …`.
fn item_of(line: &str) -> Option<ItemId> {
    let (inside, _) = line.strip_prefix('[')?.split_once(']')?;
    let inside = folded(&inside.to_lowercase());
    let digits = inside.strip_prefix("mục ")?;
    digits.parse().ok().map(ItemId)
}

/// Single blanks, none at the edges.
pub(super) fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
