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
    let mut styles = text();
    styles.extend(letterhead());
    styles.extend(table());
    let link = Style::new("Hyperlink", StyleType::Character).name("Hyperlink");
    styles.push(link.color("042161").underline("single"));
    styles
}

fn style(id: &str, name: &str, half_points: usize) -> Style {
    Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").size(half_points)
}

/// Line height in 240ths of a line, space before and after in twentieths of a point.
fn lines(line: i32, before: u32, after: u32) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Auto).line(line).before(before).after(after)
}

fn text() -> Vec<Style> {
    let centre = AlignmentType::Center;
    let title = style("Title", "Title", 28).bold().align(centre).line_spacing(lines(240, 240, 60));
    let heading = |id: &str, name: &str, level: usize| {
        style(id, name, 26).outline_lvl(level).line_spacing(lines(260, 160, 60))
    };
    vec![
        title,
        style("Subtitle", "Subtitle", 26).align(centre).line_spacing(lines(240, 0, 0)),
        style("Lead", "Lead", 24).italic().align(centre).line_spacing(lines(240, 0, 0)),
        heading("Heading1", "heading 1", 0).bold(),
        heading("Heading2", "heading 2", 1).bold().italic(),
        heading("Heading3", "heading 3", 2).italic(),
        style("Body", "Body Text", 26).align(AlignmentType::Both).line_spacing(lines(260, 60, 60)),
        style("Note", "Note", 22).italic().line_spacing(lines(240, 0, 0)),
    ]
}

fn letterhead() -> Vec<Style> {
    let line = |id: &str, name: &str| {
        style(id, name, 26).align(AlignmentType::Center).line_spacing(lines(240, 0, 0))
    };
    vec![
        line("Head", "Letterhead"),
        line("HeadStrong", "Letterhead Strong").bold(),
        line("HeadDate", "Letterhead Date").italic(),
    ]
}

fn table() -> Vec<Style> {
    let cell = |id: &str, name: &str, align: AlignmentType| {
        style(id, name, 22).align(align).line_spacing(lines(240, 0, 0))
    };
    let caption = style("Caption", "caption", 24).bold().align(AlignmentType::Center);
    vec![
        caption.line_spacing(lines(240, 160, 80)),
        cell("TableText", "Table Text", AlignmentType::Left),
        cell("TableNumber", "Table Number", AlignmentType::Right),
        cell("TableCentre", "Table Centre", AlignmentType::Center),
        cell("TableHeader", "Table Header", AlignmentType::Center).bold(),
    ]
}
