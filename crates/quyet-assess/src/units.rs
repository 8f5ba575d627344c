//! Units of a figure and of a condition side by side.
//!
//! **Never** compares numbers of different units silently.

use quyet_model::unit::Unit;

/// Whether two numbers may be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// They are in one unit.
    Same,
    /// They may be compared, and the reader is told this.
    Told(String),
    /// They may not; the sentence names both units.
    Different(String),
}

/// Holds the unit of an indicator's figures against the unit in the plan's text.
pub(crate) fn fit(figures: Option<&Unit>, text: Option<&Unit>) -> Fit {
    let (figures, text) = match (figures, text) {
        (Some(figures), Some(text)) => (figures, text),
        (None, None) => return Fit::Same,
        (Some(unit), None) => {
            return Fit::Told(format!(
                "Văn bản không ghi đơn vị; hiểu theo đơn vị số liệu “{unit}”."
            ));
        }
        (None, Some(unit)) => {
            return Fit::Told(format!(
                "Số liệu không ghi đơn vị; hiểu theo đơn vị văn bản “{unit}”."
            ));
        }
    };
    let (own, asked) = (figures.canonical(), text.canonical());
    if own == asked || (figures.is_rank() && text.is_rank()) {
        return Fit::Same;
    }
    if figures.is_percentage_point() && asked == "%" {
        return Fit::Told(
            "Văn bản ghi “%” nhưng mức giảm, tăng của một tỉ lệ là điểm %; so sánh theo điểm %."
                .to_owned(),
        );
    }
    if per_head(&own, &asked) || per_head(&asked, &own) {
        return Fit::Told(format!(
            "Văn bản ghi “{text}”, số liệu ghi “{figures}”; hiểu là cùng một đơn vị."
        ));
    }
    Fit::Different(format!(
        "Văn bản tính bằng “{text}”, số liệu tính bằng “{figures}”: hai đơn vị khác nhau nên không so sánh."
    ))
}

/// Whether `long` is `short` with "/người", "/người/năm" or "/năm" behind it.
fn per_head(long: &str, short: &str) -> bool {
    let rest = long.strip_prefix(short).map(|rest| rest.replace(' ', ""));
    rest.is_some_and(|rest| matches!(rest.as_str(), "/người" | "/người/năm" | "/năm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(figures: &str, text: &str, expect: &str) {
        let got = match fit(Unit::new(figures).as_ref(), Unit::new(text).as_ref()) {
            Fit::Same => "same",
            Fit::Told(_) => "told",
            Fit::Different(_) => "different",
        };
        assert_eq!(got, expect, "{figures} | {text}");
    }

    #[test]
    fn different_units_are_never_compared_silently() {
        check("tỷ đồng", "tỉ đồng", "same");
        check("điểm phần trăm", "điểm %", "same");
        check("hạng", "bậc", "same");
        check("điểm %", "%", "told");
        check("triệu đồng/người", "triệu đồng", "told");
        check("triệu đồng", "triệu đồng/người/năm", "told");
        check("ha", "", "told");
        check("", "ha", "told");
        check("", "", "same");
        check("%", "điểm %", "different");
        check("triệu đồng", "tỉ đồng", "different");
        check("triệu đồng/hộ", "triệu đồng", "different");
    }
}
