//! The looks of cells.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// What a cell is, and so how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Title of the report.
    Title,
    /// Line under the title.
    Subtitle,
    /// Letterhead.
    Head,
    /// Bold line of the letterhead.
    HeadStrong,
    /// Place and date.
    HeadDate,
    /// Heading of a section.
    Heading,
    /// Running text.
    Body,
    /// Small remark.
    Note,
    /// Header cell of a table.
    Column,
    /// Running number.
    Ordinal,
    /// Words in a table; the number is the depth of the row.
    Words(u8),
    /// Number in a table.
    Number,
}

impl Face {
    /// Height of one line in points.
    pub(super) fn line_height(self) -> u32 {
        match self {
            Self::Title => 20,
            Self::Note => 14,
            _ => 16,
        }
    }
}

/// The format of a look.
pub(super) fn face(look: Face) -> Format {
    let size = match look {
        Face::Title => 14,
        Face::Body | Face::Subtitle | Face::Heading => 12,
        _ => 11,
    };
    let base = Format::new().set_font_name("Times New Roman").set_font_size(size).set_text_wrap();
    match look {
        Face::Title | Face::HeadStrong => base.set_bold().set_align(FormatAlign::Center),
        Face::Subtitle | Face::Head => base.set_align(FormatAlign::Center),
        Face::HeadDate => base.set_italic().set_align(FormatAlign::Center),
        Face::Heading => base.set_bold(),
        Face::Body => base.set_align(FormatAlign::Top),
        Face::Note => base.set_italic().set_align(FormatAlign::Top),
        Face::Column => bordered(base)
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0x00E3_E7EE)),
        Face::Ordinal => bordered(base).set_align(FormatAlign::Center).set_align(FormatAlign::Top),
        Face::Words(0) => bordered(base).set_align(FormatAlign::Top),
        Face::Words(level) => bordered(base)
            .set_align(FormatAlign::Left)
            .set_align(FormatAlign::Top)
            .set_indent(level),
        Face::Number => {
            bordered(base).set_align(FormatAlign::Right).set_align(FormatAlign::Top).set_indent(1)
        }
    }
}

fn bordered(format: Format) -> Format {
    format.set_border(FormatBorder::Thin)
}

/// The number format that shows `scale` places between fixed words. Readers' programs choose the marks:
/// a Vietnamese installation shows "1.010,5", an English one "1,010.5".
///
/// `None` when the words cannot stand in a number format.
pub(super) fn number_format(before: &str, scale: u32, after: &str) -> Option<String> {
    let quoted = |words: &str| {
        let plain = words.replace('"', "”");
        if plain.is_empty() { plain } else { format!("\"{plain}\"") }
    };
    let places = usize::try_from(scale).ok().filter(|places| *places <= 20)?;
    let digits =
        if places == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(places)) };
    let format = format!("{}{digits}{}", quoted(before), quoted(after));
    (format.chars().count() <= 200 && !format.chars().any(char::is_control)).then_some(format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_around_the_number_without_changing_it() {
        assert_eq!(number_format("", 0, "").as_deref(), Some("#,##0"));
        assert_eq!(
            number_format("gần ", 1, " (ước)").as_deref(),
            Some("\"gần \"#,##0.0\" (ước)\"")
        );
        assert_eq!(number_format("\"", 2, "").as_deref(), Some("\"”\"#,##0.00"));
        assert_eq!(number_format(&"dài ".repeat(99), 0, ""), None);
        assert_eq!(number_format("", 28, ""), None);
    }
}
