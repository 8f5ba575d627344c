//! The value that a change starts from.

use quyet_model::Decimal;

use crate::caveat;
use crate::choose;
use crate::question::{Case, Stuck};
use crate::verdict::Gap;
use crate::wording;
use crate::working::{Input, Rule};

/// The value that a change starts from.
#[derive(Clone, Debug)]
pub(crate) struct Baseline {
    pub(crate) value: Decimal,
    pub(crate) year: i16,
    pub(crate) input: Input,
    pub(crate) caveats: Vec<String>,
}

/// The value that the change starts from, by R-01 for the named year, else the year before.
pub(crate) fn baseline(case: &Case<'_>, from: Option<&str>, rule: Rule) -> Result<Baseline, Stuck> {
    let missing = |because: String| Stuck { rule, gap: Gap::NoBaseline, because };
    let Some(year) = base_year(case.year, from) else {
        let words = from.unwrap_or_default();
        return Err(missing(format!("Không xác định được mốc so sánh “{words}”.")));
    };
    let figures = case.known.figures(&case.indicator.id);
    let Some(choice) = choose::deciding(figures, year) else {
        let name = &case.indicator.name;
        return Err(missing(format!(
            "Chưa có số liệu năm {year} của “{name}” để làm gốc so sánh."
        )));
    };
    let version = choice.chosen;
    let shown = wording::figure(&version.figure, case.unit());
    let Some(value) = version.figure.value.number() else {
        return Err(missing(format!("Số gốc năm {year} là “{shown}”, không phải một con số.")));
    };
    let told = [caveat::basis(version.figure.basis), caveat::rejected(&choice, case.unit())];
    let caveats = told.into_iter().flatten().map(|c| format!("Số gốc năm {year}: {c}")).collect();
    let label = format!("Thực hiện năm {year}");
    Ok(Baseline {
        value,
        year,
        input: Input { label, value: shown, figure: Some(version.id) },
        caveats,
    })
}

/// The year that a named baseline means; `None` when the words name none before `year`.
fn base_year(year: i16, from: Option<&str>) -> Option<i16> {
    let Some(words) = from.map(str::to_lowercase) else {
        return Some(year - 1);
    };
    let named = words.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    if let Some(named) = named.filter_map(|digits| digits.parse::<i16>().ok()).next_back() {
        return (1900..year).contains(&named).then_some(named);
    }
    let before = ["năm trước", "cùng kỳ", "cùng kì", "năm ngoái"];
    before.iter().any(|known| words.contains(known)).then_some(year - 1)
}
