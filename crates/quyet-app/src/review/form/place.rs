//! A place of the register, as somebody types it.

use jiff::civil::Date;
use quyet_model::place::{Place, PlaceId};
use quyet_report::vi;

/// What typed words come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceChoice {
    /// Exactly one place.
    One(PlaceId),
    /// Nothing of the register.
    Unknown,
    /// Several; their labels.
    Several(Vec<String>),
}

/// How a place is called in a list: "Tỉnh Bắc Kạn (06)", with its validity when it has ended.
pub fn place_label(place: &Place) -> String {
    let since = place.id.valid_from.map(|day| format!(", từ {}", vi::date(day)));
    let until = place.valid_to.map(|day| format!(", đến {}", vi::date(day)));
    let (since, until) = (since.unwrap_or_default(), until.unwrap_or_default());
    format!("{} ({}{since}{until})", place.name, place.id.code)
}

/// The place meant by a label, a code or a name; of several the one that stands on `day`.
pub fn choose_place(places: &[Place], words: &str, day: Date) -> PlaceChoice {
    let wanted = folded(words);
    if wanted.is_empty() {
        return PlaceChoice::Unknown;
    }
    let labelled = places.iter().find(|place| folded(&place_label(place)) == wanted);
    if let Some(place) = labelled {
        return PlaceChoice::One(place.id.clone());
    }
    let named = |place: &&Place| place.id.code == wanted || folded(&place.name) == wanted;
    let found: Vec<&Place> = places.iter().filter(named).collect();
    let standing: Vec<&Place> =
        found.iter().copied().filter(|place| place.stands_on(day)).collect();
    match (standing.as_slice(), found.as_slice()) {
        ([one], _) | ([], [one]) => PlaceChoice::One(one.id.clone()),
        (_, []) => PlaceChoice::Unknown,
        (_, several) => {
            PlaceChoice::Several(several.iter().take(20).map(|place| place_label(place)).collect())
        }
    }
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use quyet_model::place::PlaceLevel;

    use super::*;

    fn place(code: &str, name: &str, from: Option<Date>, to: Option<Date>) -> Place {
        let id = PlaceId { code: code.to_owned(), valid_from: from };
        let source = String::new();
        let level = PlaceLevel::Commune;
        Place { id, name: name.to_owned(), level, parent: None, valid_to: to, source }
    }

    #[test]
    fn a_code_that_was_used_again_means_the_place_of_the_day() {
        let turn = Date::constant(2025, 7, 1);
        let before = Date::constant(2025, 6, 30);
        let places = [
            place("02083", "Xã Yên Phong", None, Some(before)),
            place("02083", "Xã Yên Phong", Some(turn), None),
            place("06", "Tỉnh Bắc Kạn", None, Some(before)),
        ];
        let check = |words: &str, day: Date, expect: &PlaceChoice| {
            assert_eq!(choose_place(&places, words, day), *expect, "{words}");
        };
        let (old, new, province) = (&places[0].id, &places[1].id, &places[2].id);
        check("02083", before, &PlaceChoice::One(old.clone()));
        check(" xã  yên phong", turn, &PlaceChoice::One(new.clone()));
        check(&place_label(&places[0]), turn, &PlaceChoice::One(old.clone()));
        check("tỉnh bắc kạn", turn, &PlaceChoice::One(province.clone()));
        check("", turn, &PlaceChoice::Unknown);
        check("Tỉnh Nào Đó", turn, &PlaceChoice::Unknown);
    }

    #[test]
    fn several_places_of_one_name_are_offered() {
        let places =
            [place("1", "Xã Bình Minh", None, None), place("2", "Xã Bình Minh", None, None)];
        let labels = vec!["Xã Bình Minh (1)".to_owned(), "Xã Bình Minh (2)".to_owned()];
        let day = Date::constant(2026, 1, 1);
        assert_eq!(choose_place(&places, "Xã Bình Minh", day), PlaceChoice::Several(labels));
    }
}
