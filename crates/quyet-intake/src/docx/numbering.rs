//! The numbers that Word generates: "Điều 1.", "a)", "-".
//!
//! **Takes** the part `numbering.xml` and the list that each paragraph stands in, in order.
//! **Gives** the mark that Word draws before it. Source: ECMA-376 part 1, 17.9.

use std::collections::{BTreeMap, BTreeSet};

use super::symbol;
use super::xml::{Element, Reader, Step};
use crate::Refused;
use crate::count::Style;

/// Levels of a list. Source: ECMA-376 part 1, 17.9.6.
const LEVELS: usize = 9;

/// Which list a paragraph stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    /// Identity of the list (numId); never 0.
    pub(crate) list: u32,
    /// Level from 0; `None`: the level that bears the style, else the first.
    pub(crate) level: Option<u32>,
    /// The style that brought the list; `None` when the paragraph names it itself.
    pub(crate) style: Option<String>,
}

/// How one level counts.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    /// `None`: nothing is counted, as in "none".
    style: Option<Style>,
    bullet: bool,
    /// What is drawn; "%1" stands for the number of the first level.
    text: String,
    /// Whether numbers of outer levels are drawn as digits.
    legal: bool,
    /// How many of the outer levels, outermost first, begin the count anew when they move on.
    renewing: usize,
    paragraph_style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            style: Some(Style::Decimal),
            bullet: false,
            text: String::new(),
            legal: false,
            renewing: LEVELS,
            paragraph_style: None,
        }
    }
}

type Levels = BTreeMap<usize, Level>;

/// A list of the document: an abstract list, with what it changes.
#[derive(Clone, Debug, Default)]
struct List {
    kind: u32,
    starts: BTreeMap<usize, u32>,
    levels: Levels,
}

/// The lists of a document and where their counts stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbering {
    kinds: BTreeMap<u32, Levels>,
    /// Abstract lists that only name the style which holds the real one.
    links: BTreeMap<u32, String>,
    /// Abstract lists by the style that they are the real one of.
    styled: BTreeMap<String, u32>,
    lists: BTreeMap<u32, List>,
    /// Last number of each level; `None` before its first.
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    begun: BTreeSet<(u32, usize)>,
}

/// What the reader of the part stands in.
#[derive(Debug, Default)]
struct Open {
    kind: Option<u32>,
    list: Option<u32>,
    level: usize,
}

impl Numbering {
    /// Reads the part; an empty text has no lists.
    pub(crate) fn read(xml: &str) -> Result<Self, Refused> {
        let mut out = Self::default();
        let mut open = Open::default();
        let mut reader = Reader::new(xml);
        while let Some(step) = reader.step()? {
            match step {
                Step::Open(element) => out.open(&element, &mut open),
                Step::Close(end) if end.name().0.ends_with("abstractNum") => open.kind = None,
                Step::Close(end) if end.name().0.rsplit(':').next() == Some("num") => {
                    open.list = None;
                }
                _ => {}
            }
        }
        Ok(out)
    }

    fn open(&mut self, element: &Element<'_>, open: &mut Open) {
        let id = |name: &str| element.attribute(name)?.trim().parse::<u32>().ok();
        match element.name() {
            "abstractNum" => open.kind = id("abstractNumId"),
            "num" => open.list = id("numId"),
            "lvl" | "lvlOverride" => {
                open.level = id("ilvl")
                    .and_then(|level| usize::try_from(level).ok())
                    .unwrap_or(0)
                    .min(LEVELS - 1);
                if element.name() == "lvl"
                    && let Some(levels) = self.levels(open)
                {
                    levels.insert(open.level, Level::default());
                }
            }
            "abstractNumId" => {
                if let Some(list) = open.list {
                    self.lists.entry(list).or_default().kind = element.number().unwrap_or(0);
                }
            }
            "startOverride" => {
                if let (Some(list), Some(start)) = (open.list, element.number()) {
                    self.lists.entry(list).or_default().starts.insert(open.level, start);
                }
            }
            "numStyleLink" => self.links.extend(open.kind.zip(element.attribute("val"))),
            "styleLink" => self.styled.extend(element.attribute("val").zip(open.kind)),
            _ => {
                let level = open.level;
                if let Some(level) = self.levels(open).and_then(|levels| levels.get_mut(&level)) {
                    describe(level, element);
                }
            }
        }
    }

    fn levels(&mut self, open: &Open) -> Option<&mut Levels> {
        match (open.kind, open.list) {
            (Some(kind), _) => Some(self.kinds.entry(kind).or_default()),
            (None, Some(list)) => Some(&mut self.lists.entry(list).or_default().levels),
            (None, None) => None,
        }
    }

    /// The mark of the next paragraph in the list, and the count moves on; `None` when nothing is drawn.
    pub(crate) fn next(&mut self, reference: &Reference) -> Option<String> {
        let list = self.lists.get(&reference.list)?.clone();
        let kind = self.real_kind(list.kind);
        let kinds = self.kinds.get(&kind)?;
        let level_of = |at: usize| {
            list.levels.get(&at).or_else(|| kinds.get(&at)).cloned().unwrap_or_default()
        };
        let bearing = |style: &String| {
            (0..LEVELS).find(|at| level_of(*at).paragraph_style.as_ref() == Some(style))
        };
        let named = reference.level.and_then(|level| usize::try_from(level).ok());
        let at = reference.style.as_ref().and_then(bearing).or(named).unwrap_or(0).min(LEVELS - 1);
        let levels: Vec<Level> = (0..LEVELS).map(level_of).collect();
        let counts = self.counts.entry(kind).or_default();
        let start = |at: usize| list.starts.get(&at).copied().unwrap_or(levels[at].start);
        let restarts = list.starts.contains_key(&at) && self.begun.insert((reference.list, at));
        counts[at] = Some(match counts[at] {
            Some(number) if !restarts => number.saturating_add(1),
            _ => start(at),
        });
        for (outer, count) in counts.iter_mut().enumerate().take(at) {
            *count = count.or_else(|| Some(start(outer)));
        }
        for (level, count) in levels.iter().zip(counts.iter_mut()).skip(at + 1) {
            *count = count.filter(|_| level.renewing <= at);
        }
        let mark = draw(&levels, at, counts);
        (!mark.is_empty()).then_some(mark)
    }

    /// The abstract list behind a link to a style.
    fn real_kind(&self, kind: u32) -> u32 {
        let linked = self.links.get(&kind).and_then(|style| self.styled.get(style));
        linked.copied().unwrap_or(kind)
    }
}

fn describe(level: &mut Level, element: &Element<'_>) {
    let value = element.attribute("val");
    match element.name() {
        "start" => level.start = element.number().unwrap_or(1),
        "numFmt" => {
            let format = value.unwrap_or_default();
            level.bullet = format == "bullet";
            level.style = style(&format);
        }
        "lvlText" => level.text = value.unwrap_or_default(),
        "isLgl" => level.legal = element.is_on(),
        "lvlRestart" => {
            let outer = element.number().and_then(|outer| usize::try_from(outer).ok());
            level.renewing = outer.unwrap_or(LEVELS);
        }
        "pStyle" => level.paragraph_style = value,
        _ => {}
    }
}

fn style(format: &str) -> Option<Style> {
    match format {
        "none" | "bullet" => None,
        "decimalZero" => Some(Style::DecimalZero),
        "lowerLetter" => Some(Style::LowerLetter),
        "upperLetter" => Some(Style::UpperLetter),
        "lowerRoman" => Some(Style::LowerRoman),
        "upperRoman" => Some(Style::UpperRoman),
        "decimalEnclosedParen" => Some(Style::Bracketed),
        "numberInDash" => Some(Style::Dashed),
        "vietnameseCounting" | "cardinalText" => Some(Style::Words),
        _ => Some(Style::Decimal),
    }
}

fn draw(levels: &[Level], at: usize, counts: &[Option<u32>; LEVELS]) -> String {
    let own = &levels[at];
    if own.bullet {
        return symbol::bullet(&own.text);
    }
    let mut out = String::new();
    let mut chars = own.text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit =
            chars.peek().and_then(|c| c.to_digit(10)).filter(|digit| c == '%' && 0 < *digit);
        let Some(level) = digit.and_then(|digit| usize::try_from(digit - 1).ok()) else {
            out.push(c);
            continue;
        };
        chars.next();
        let style = if own.legal { Some(Style::Decimal) } else { levels[level].style };
        let number = counts[level].unwrap_or(levels[level].start);
        out.extend(style.map(|style| style.write(number)));
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<w:numbering>
        <w:abstractNum w:abstractNumId="7">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Dieu"/><w:lvlText w:val="Điều %1."/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
          <w:lvl w:ilvl="2"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
        </w:abstractNum>
        <w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="DS"/></w:abstractNum>
        <w:abstractNum w:abstractNumId="10"><w:styleLink w:val="DS"/><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
        <w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num></w:numbering>"#;

    #[test]
    fn lists_count_as_word_counts() {
        let mut numbering = Numbering::read(XML).expect("lists");
        let mut check = |list, level, expect: Option<&str>| {
            let reference = Reference { list, level: Some(level), style: None };
            assert_eq!(numbering.next(&reference).as_deref(), expect, "{list} {level}");
        };
        check(1, 0, Some("Điều 1."));
        check(1, 1, Some("a)"));
        check(1, 1, Some("b)"));
        check(1, 2, Some("1.b.i"));
        check(1, 0, Some("Điều 2."));
        check(1, 1, Some("a)"));
        check(2, 0, Some("•"));
        check(3, 0, Some("Điều 1."));
        check(3, 0, Some("Điều 2."));
        check(1, 0, Some("Điều 3."));
        check(4, 0, Some("III."));
        check(4, 0, Some("IV."));
        check(99, 0, None);
    }

    #[test]
    fn a_level_goes_on_where_the_outer_one_does_not_renew_it() {
        let level = |at: u32, format: &str, text: &str, more: &str| {
            format!(
                r#"<w:lvl w:ilvl="{at}"><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
            )
        };
        let levels = level(0, "upperRoman", "Chương %1", "")
            + &level(1, "decimal", "Mục %2", "")
            + &level(2, "decimal", "Điều %3.", r#"<w:lvlRestart w:val="0"/>"#)
            + &level(3, "decimalEnclosedParen", "%4", r#"<w:lvlRestart w:val="1"/>"#)
            + &level(4, "vietnameseCounting", "Phần thứ %5", "");
        let xml = format!(
            r#"<n><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></n>"#
        );
        let mut numbering = Numbering::read(&xml).expect("lists");
        let mut check = |level, expect: &str| {
            let reference = Reference { list: 1, level: Some(level), style: None };
            assert_eq!(numbering.next(&reference).as_deref(), Some(expect));
        };
        check(0, "Chương I");
        check(1, "Mục 1");
        check(2, "Điều 1.");
        check(3, "(1)");
        check(1, "Mục 2");
        check(2, "Điều 2.");
        check(3, "(2)");
        check(0, "Chương II");
        check(2, "Điều 3.");
        check(3, "(1)");
        check(4, "Phần thứ một");
    }

    #[test]
    fn a_style_finds_the_level_that_bears_it() {
        let mut numbering = Numbering::read(XML).expect("lists");
        let reference = Reference { list: 1, level: None, style: Some("Dieu".to_owned()) };
        assert_eq!(numbering.next(&reference).as_deref(), Some("Điều 1."));
    }
}
