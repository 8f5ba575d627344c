//! Charts as inline SVG, made by hand from typed numbers.
//!
//! **Takes** exact decimals and days. **Gives** drawings of 328 units width that stay legible on a phone of 360 px:
//! `role="img"`, a title, a description, no text under 12 px, no meaning that only a colour carries.
//! **Never** uses floating point: places are decimals rounded to one tenth of a pixel.
//! Invariant: every text in a drawing was escaped; only this module makes an [`Svg`].

mod axis;
mod bullet;
mod canvas;
mod trajectory;

use std::fmt;

use quyet_model::Decimal;
use quyet_model::condition::Bound;

pub use bullet::{Bullet, bullet};
pub use trajectory::{Point, Trajectory, trajectory};

/// A finished drawing: an `<svg>` element that is safe to place in a page as it is.
#[doc(alias = "biểu đồ")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Svg(String);

impl Svg {
    /// The element.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A number to be drawn, with the words that stand beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it is drawn.
    pub value: Decimal,
    /// How it is written, with its unit: "1.035 tỉ đồng (ước)".
    pub words: String,
    /// Whether it is preliminary or official. What is not firm is drawn hollow.
    pub firm: bool,
}

/// The plan's number or range to be drawn, with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Where it is drawn.
    pub bound: Bound,
    /// How it is written: "≥ 8 %".
    pub words: String,
}

impl Goal {
    /// The lowest and highest number of the goal.
    fn ends(&self) -> (Decimal, Decimal) {
        let low = self.bound.low().or_else(|| self.bound.high()).unwrap_or_default();
        (low, self.bound.high().unwrap_or(low))
    }
}
