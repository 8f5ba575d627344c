//! Units of measure as plans write them.

use std::fmt;

/// A unit of measure in its written form, spaces folded: "%", "tỉ đồng", "điểm %", "triệu đồng/người/năm".
///
/// Two spellings of one unit are equal under [`Unit::canonical`], not under `==`.
#[doc(alias = "đơn vị tính")]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(String);

impl Unit {
    /// A unit from its words; `None` when there are none.
    pub fn new(words: &str) -> Option<Self> {
        let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!folded.is_empty()).then_some(Self(folded))
    }

    /// The words as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The spelling used for comparison: lower case, `tỷ` as `tỉ`, `điểm phần trăm` as `điểm %`.
    pub fn canonical(&self) -> String {
        let lower = self.0.to_lowercase();
        let spelled = lower.replace("tỷ", "tỉ").replace("phần trăm", "%");
        match spelled.as_str() {
            "tỉ" => "tỉ đồng".to_owned(),
            "triệu" => "triệu đồng".to_owned(),
            _ => spelled,
        }
    }

    /// Whether it counts places in a ranking.
    pub fn is_rank(&self) -> bool {
        matches!(self.canonical().as_str(), "bậc" | "hạng" | "thứ hạng")
    }

    /// Whether it is a difference of percentages.
    pub fn is_percentage_point(&self) -> bool {
        self.canonical() == "điểm %"
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
