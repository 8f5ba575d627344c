//! A table of indicators: the catalogue of what is measured.

use quyet_model::indicator::{Indicator, IndicatorId, Measure, Publication, Sense, Visibility};
use quyet_model::unit::Unit;

use super::reader::{TableError, read};
use super::words::{choice, required};

const COLUMNS: [&str; 9] =
    ["id", "name", "unit", "measure", "sense", "field", "covers", "publication", "visibility"];

const MEASURES: [(&str, Measure); 8] = [
    ("flow", Measure::Flow),
    ("stock", Measure::Stock),
    ("rate", Measure::Rate),
    ("growth", Measure::Growth),
    ("index", Measure::Index),
    ("rank", Measure::Rank),
    ("roster", Measure::Roster),
    ("statement", Measure::Statement),
];

const SENSES: [(&str, Sense); 3] = [
    ("higher", Sense::HigherIsBetter),
    ("lower", Sense::LowerIsBetter),
    ("range", Sense::InsideRange),
];

const VISIBILITIES: [(&str, Visibility); 3] = [
    ("public", Visibility::Public),
    ("internal", Visibility::Internal),
    ("withheld", Visibility::Withheld),
];

/// Reads a catalogue.
///
/// # Errors
/// [`TableError`] naming every faulty cell.
pub fn read_indicators(text: &str) -> Result<Vec<Indicator>, TableError> {
    read(text, &COLUMNS, |row| {
        let covers = row.words("covers").split(';').map(str::trim).filter(|id| !id.is_empty());
        Ok(Indicator {
            id: IndicatorId(row.decode("id", required)?),
            name: row.decode("name", required)?,
            unit: Unit::new(row.words("unit")),
            measure: row.decode("measure", |words| choice(words, &MEASURES))?,
            sense: row.decode("sense", |words| choice(words, &SENSES))?,
            covers: covers.map(|id| IndicatorId(id.to_owned())).collect(),
            publication: row.decode("publication", publication_of)?,
            visibility: row.decode("visibility", |words| choice(words, &VISIBILITIES))?,
            field: row.decode("field", required)?,
        })
    })
}

/// "+1-04-15": one year after, 15 April; empty for none.
fn publication_of(words: &str) -> Result<Option<Publication>, String> {
    if words.is_empty() {
        return Ok(None);
    }
    let wrong = || "không phải lịch công bố; viết như +1-04-15 (năm sau, tháng, ngày)".to_owned();
    let mut parts = words.trim_start_matches('+').split('-');
    let mut next = |most: i16| {
        let number = parts.next().and_then(|digits| digits.parse::<i16>().ok());
        number.filter(|n| (0..=most).contains(n)).ok_or_else(wrong)
    };
    let (years_after, month, day) = (next(3)?, next(12)?, next(31)?);
    let small = |n: i16| i8::try_from(n).ok().filter(|n| *n > 0).ok_or_else(wrong);
    Ok(Some(Publication { years_after, month: small(month)?, day: small(day)? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publication_day_is_years_after_month_and_day() {
        let usual = Publication { years_after: 1, month: 4, day: 15 };
        assert_eq!(publication_of("+1-04-15"), Ok(Some(usual)));
        assert_eq!(publication_of(""), Ok(None));
        for wrong in ["tháng 4", "+1-13-01", "+1-04-00", "+1-04"] {
            assert!(publication_of(wrong).is_err(), "{wrong}");
        }
    }
}
