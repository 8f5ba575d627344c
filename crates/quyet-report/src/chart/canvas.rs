//! The frame that all drawings share.

use std::fmt::Write as _;

use quyet_model::Decimal;

use super::Svg;
use crate::markup::escape;

/// Width of every drawing. A phone of 360 px leaves this much beside its margins.
pub(super) const WIDTH: i64 = 328;

/// Ink, one dark blue and greys; fallbacks for pages without the style sheet.
pub(super) const INK: &str = "#1B1B1B";
/// The one blue: what was reported.
pub(super) const BLUE: &str = "#042161";
/// Track and bands.
pub(super) const PALE: &str = "#E3E7EE";
/// Lines of help.
pub(super) const GREY: &str = "#5B6470";

/// Where a text is tied to its place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A drawing under construction. What is pushed must be markup made here, with all words escaped.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    body: String,
}

impl Canvas {
    /// A rectangle; `extra` holds fixed attributes.
    pub(super) fn rect(&mut self, class: &str, place: [Decimal; 4], extra: &str) {
        let [x, y, width, height] = place;
        self.push(&format!(
            r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}" {extra}/>"#
        ));
    }

    /// A straight line; `extra` holds fixed attributes.
    pub(super) fn line(&mut self, class: &str, ends: [Decimal; 4], extra: &str) {
        let [x1, y1, x2, y2] = ends;
        self.push(&format!(
            r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {extra}/>"#
        ));
    }

    /// An open path through points; `extra` holds fixed attributes.
    pub(super) fn path(&mut self, class: &str, steps: &str, extra: &str) {
        self.push(&format!(r#"<path class="{class}" d="{steps}" fill="none" {extra}/>"#));
    }

    /// A dot, filled when it is firm and hollow when not.
    pub(super) fn dot(&mut self, x: Decimal, y: Decimal, firm: bool) {
        let (class, fill) = if firm { ("chart-firm", BLUE) } else { ("chart-hollow", "#FFFFFF") };
        self.push(&format!(
            r#"<circle class="{class}" cx="{x}" cy="{y}" r="4" fill="{fill}" stroke="{BLUE}" stroke-width="2"/>"#
        ));
    }

    /// Words, 13 px.
    pub(super) fn text(&mut self, x: Decimal, y: Decimal, anchor: Anchor, words: &str) {
        let (anchor, words) = (anchor.word(), escape(words));
        self.push(&format!(
            r##"<text class="chart-text" x="{x}" y="{y}" text-anchor="{anchor}" fill="{INK}" stroke="#FFFFFF" stroke-width="3" paint-order="stroke">{words}</text>"##
        ));
    }

    fn push(&mut self, markup: &str) {
        self.body.push_str(markup);
        self.body.push('\n');
    }

    /// The finished drawing of `height` units with its title and description.
    ///
    /// Wider places do not blow the text up: the height is fixed and the drawing keeps to the left.
    pub(super) fn finish(self, class: &str, height: i64, says: &Says<'_>) -> Svg {
        let mut svg = String::new();
        let id = slug(says.id);
        let (title, desc) = (escape(says.title), escape(says.desc));
        let written = write!(
            svg,
            r#"<svg class="chart {class}" role="img" aria-labelledby="{id}-t {id}-d" viewBox="0 0 {WIDTH} {height}" width="100%" height="{height}" preserveAspectRatio="xMinYMid meet" font-family="system-ui, sans-serif" font-size="13">
<title id="{id}-t">{title}</title>
<desc id="{id}-d">{desc}</desc>
{}</svg>"#,
            self.body
        );
        debug_assert!(written.is_ok(), "writing to a String cannot fail");
        Svg(svg)
    }
}

/// What a drawing says to those who do not see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Says<'a> {
    /// Unique on its page.
    pub(super) id: &'a str,
    /// What is drawn.
    pub(super) title: &'a str,
    /// The finding with all its numbers.
    pub(super) desc: &'a str,
}

fn slug(id: &str) -> String {
    let keep = |c: char| {
        if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }
    };
    format!("chart-{}", id.chars().map(keep).collect::<String>())
}
