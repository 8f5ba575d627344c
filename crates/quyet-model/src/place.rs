//! Places with history.

use jiff::civil::Date;

/// Identity of a place: code **and** the day from which the code meant it.
///
/// Official codes were used again in the 2025 mergers, so neither the code nor the name alone identifies anything.
#[doc(alias = "mã đơn vị hành chính")]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId {
    /// Code of the statistics office: 2 digits province, 3 district, 5 commune.
    pub code: String,
    /// First day of validity; `None` when the register does not say (from before its first edition).
    pub valid_from: Option<Date>,
}

/// Level of a place.
#[doc(alias = "cấp hành chính")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceLevel {
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện; abolished on 1 July 2025.
    District,
    /// Cấp xã.
    Commune,
}

/// An administrative unit over one span of validity.
#[doc(alias = "đơn vị hành chính")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Identity.
    pub id: PlaceId,
    /// Official name with its kind: "Xã Bằng Thành".
    pub name: String,
    /// Level.
    pub level: PlaceLevel,
    /// Code of the parent valid at the same time; `None` for a province.
    pub parent: Option<String>,
    /// Last day of validity; `None` while it stands.
    pub valid_to: Option<Date>,
    /// Where the register's row comes from.
    pub source: String,
}

impl Place {
    /// Whether the place exists on `day`.
    pub fn stands_on(&self, day: Date) -> bool {
        self.id.valid_from.is_none_or(|from| from <= day)
            && self.valid_to.is_none_or(|to| day <= to)
    }
}
