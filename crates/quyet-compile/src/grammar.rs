//! The inline grammar of targets: one sentence to names, conditions and parts.
//!
//! **Takes** the words of one item (NFC, one line, spaces folded, without its mark) and what is known around it.
//! **Gives** the targets that the words promise, and findings about every reading that is not certain.
//! **Never** panics, fails or looks outside the words it was given; its time is linear in their length.
//!
//! All ranges are byte ranges into the given text, on character boundaries.
//! Parts lie inside the range of their parent.

mod amendment;
mod brackets;
mod change;
mod choice;
mod comparison;
mod horizon;
mod item;
mod leaf;
mod measure;
mod name;
mod name_number;
mod number;
mod prose;
mod roster;
pub(crate) mod rules;
mod segment;
mod sense;
mod spelling;
mod stated;
mod suspicion;
mod token;
mod unit;
mod value;

#[cfg(test)]
mod tests;

/// Whether the words are a unit of measure and nothing else: "tỷ đồng", "con", "tấn/ngày".
pub(crate) fn is_unit(words: &str) -> bool {
    let line = token::Line::new(words);
    let end = unit::known(&line, 0).map(|u| u.range.end).or_else(|| line.any_at(0, unit::COUNTED));
    end.is_some_and(|end| end == line.tokens.len())
}

/// Whether the words are one amount and nothing else: "1.930", "trên 95", "6 - 6,5%".
pub(crate) fn is_amount(words: &str) -> bool {
    let line = token::Line::new(words);
    let values = value::values(&line);
    matches!(values.as_slice(), [only] if only.first == 0 && only.last == line.tokens.len())
}

use std::ops::Range;

use quyet_model::condition::Condition;
use quyet_model::diagnostic::Severity;
use quyet_model::unit::Unit;

/// What is known about an item from the place where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemContext {
    /// The name that the items of a bare parent share ("Tỉ lệ thôn có" above "- điện: 98%").
    /// `None` when the item stands for itself.
    pub lead: Option<String>,
    /// Whether the words are running prose: then only a sentence with a clear promise is a target,
    /// and indicators joined by ";" are targets of their own.
    pub prose: bool,
    /// Whether the prose stands where targets are listed: then a marked value is promise enough.
    pub listed: bool,
    /// The unit that a table's column or header gives to the item's numbers.
    /// `None` when the words themselves must say it.
    pub unit: Option<Unit>,
}

/// What was read from one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemReading {
    /// The targets, in the text's order; empty when the words promise nothing that can be judged.
    pub targets: Vec<ReadTarget>,
    /// What was noticed, in the text's order.
    pub findings: Vec<Finding>,
}

/// A target as its words say it.
#[doc(alias = "chỉ tiêu")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadTarget {
    /// Where its words stand in the item's text. Unit: bytes.
    pub range: Range<usize>,
    /// The name without value, verb of reaching and comparison. Never empty unless the words give none.
    pub name: String,
    /// What is promised; a container of parts has [`Condition::all_of_parts`].
    pub condition: Condition,
    /// Where the words of the condition stand; `None` for a container.
    pub condition_range: Option<Range<usize>>,
    /// Time words that bound the promise, as written ("đến năm 2030"); `None` when there are none.
    pub horizon: Option<String>,
    /// Its words put together, where name and value stand apart ("A, B lần lượt là 1, 2"); `None` when they are
    /// the words of `range`.
    pub said: Option<String>,
    /// The value that the words replace ("từ 8,5% xuống 6%" of an amendment), as written; `None` elsewhere.
    pub replaces: Option<String>,
    /// Parts in the text's order; a head with a value of its own comes first. Empty for a leaf.
    pub parts: Vec<ReadTarget>,
}

/// What the reader noticed about the words of an item.
#[doc(alias = "cảnh báo")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable code `QY02xx`; one rule each.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, in Vietnamese, one sentence.
    pub message: String,
    /// The same sentence in English.
    pub message_en: String,
    /// The words it is about, in the item's text. Unit: bytes.
    pub range: Range<usize>,
    /// What to do, in Vietnamese; `None` when there is nothing to do.
    pub hint: Option<String>,
    /// The same in English; `None` exactly when `hint` is.
    pub hint_en: Option<String>,
}

/// Reads the words of one item: `text` is NFC, one line, spaces folded, without its mark.
///
/// Total and linear: any text gives a reading.
pub fn read_item(text: &str, context: &ItemContext) -> ItemReading {
    let line = token::Line::new(text);
    let values = value::values(&line);
    let mut reader = leaf::Reader { line: &line, values: &values, context, findings: Vec::new() };
    let targets = item::read(&mut reader);
    let mut findings = reader.findings;
    findings.sort_by_key(|f| (f.range.start, f.range.end, f.code));
    findings.dedup();
    ItemReading { targets, findings }
}
