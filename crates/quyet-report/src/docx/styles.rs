//! Paragraph styles, so that an office can restyle a whole document at once.
//!
//! Source of sizes: Nghị định 30/2020/NĐ-CP, Phụ lục I (text 13–14, national title 12–13 bold); tables 11.

use docx_rs::{AlignmentType, Docx, LineSpacing, LineSpacingType, RunFonts, Style, StyleType};

const FONT: &str = "Times New Roman";

/// Style identity of a heading.
pub(super) fn heading(level: u8) -> &'static str {
    match level {
        0 | 1 => "Heading1",
        2 => "Heading2",
        _ => "Heading3",
    }
}

/// The document with its fonts and styles.
pub(super) fn styled(docx: Docx) -> Docx {
    let fonts = RunFonts::new().ascii(FONT).hi_ansi(FONT).east_asia(FONT).cs(FONT);
    let docx = docx.default_fonts(fonts).default_size(26);
    all().into_iter().fold(docx, Docx::add_style)
}

fn all() -> Vec<Style> {
    let style = |id: &str, name: &str, half_points: usize| {
        Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").size(half_points)
    };
    let tight = || LineSpacing::new().line_rule(LineSpacingType::Auto).line(240).before(0).after(0);
    let airy = || LineSpacing::new().line_rule(LineSpacingType::Auto).line(260).before(60).after(60);
    let part = || LineSpacing::new().line_rule(LineSpacingType::Auto).line(260).before(160).after(60);
    vec![
        style("Title", "Title", 28)
            .bold()
            .align(AlignmentType::Center)
            .line_spacing(LineSpacing::new().before(240).after(60)),
        style("Subtitle", "Subtitle", 26).align(AlignmentType::Center).line_spacing(tight()),
        style("Lead", "Lead", 24).italic().align(AlignmentType::Center).line_spacing(tight()),
        style("Heading1", "heading 1", 26).bold().outline_lvl(0).line_spacing(part()),
        style("Heading2", "heading 2", 26).bold().italic().outline_lvl(1).line_spacing(part()),
        style("Heading3", "heading 3", 26).italic().outline_lvl(2).line_spacing(part()),
        style("Body", "Body Text", 26).align(AlignmentType::Both).line_spacing(airy()),
        style("Note", "Note", 22).italic().line_spacing(tight()),
        style("Caption", "caption", 24)
            .bold()
            .align(AlignmentType::Center)
            .line_spacing(LineSpacing::new().before(160).after(80)),
        style("Head", "Letterhead", 26).align(AlignmentType::Center).line_spacing(tight()),
        style("HeadStrong", "Letterhead Strong", 26)
            .bold()
            .align(AlignmentType::Center)
            .line_spacing(tight()),
        style("HeadDate", "Letterhead Date", 26)
            .italic()
            .align(AlignmentType::Center)
            .line_spacing(tight()),
        style("TableText", "Table Text", 22).align(AlignmentType::Left).line_spacing(tight()),
        style("TableNumber", "Table Number", 22).align(AlignmentType::Right).line_spacing(tight()),
        style("TableCentre", "Table Centre", 22).align(AlignmentType::Center).line_spacing(tight()),
        style("TableHeader", "Table Header", 22)
            .bold()
            .align(AlignmentType::Center)
            .line_spacing(tight()),
        Style::new("Hyperlink", StyleType::Character).name("Hyperlink").color("042161").underline("single"),
    ]
}
