//! The fields of a condition.

use quyet_assess::number::decimal;
use quyet_model::condition::{Bound, Condition, Direction, Promise, Reading};
use quyet_model::unit::Unit;
use rust_decimal::Decimal;

use super::{FieldError, read_number, said};

/// Kinds of promise: the value of the choice and its words.
pub const KINDS: [(&str, &str); 9] = [
    ("muc", "Đạt một mức"),
    ("tang", "Tăng"),
    ("giam", "Giảm"),
    ("duy-tri", "Duy trì"),
    ("danh-sach", "Danh sách có tên"),
    ("tat-ca", "Đạt tất cả các nội dung"),
    ("it-nhat-k", "Đạt ít nhất một số nội dung"),
    ("nhom", "Trong nhóm dẫn đầu"),
    ("loi", "Nêu bằng lời"),
];

/// How a number bounds: the value of the choice and its words.
pub const COMPARISONS: [(&str, &str); 9] = [
    ("bang", "Đúng bằng (con số trần)"),
    ("it-nhat", "Ít nhất (≥)"),
    ("nhieu-hon", "Nhiều hơn (>)"),
    ("khong-qua", "Không quá (≤)"),
    ("nho-hon", "Nhỏ hơn (<)"),
    ("khoang", "Khoảng"),
    ("tu-den", "Từ … đến …"),
    ("khoang-tu-den", "Khoảng từ … đến …"),
    ("khong", "Không nêu con số"),
];

/// How a bare figure is read: the value of the choice and its words.
pub const READINGS: [(&str, &str); 3] = [
    ("viet", "Đúng như văn bản viết"),
    ("it-nhat", "Đọc là ít nhất"),
    ("khong-qua", "Đọc là không quá"),
];

/// Which way all the contents go: the value of the choice and its words.
pub const DIRECTIONS: [(&str, &str); 3] =
    [("khong", "không nêu"), ("tang", "tăng"), ("giam", "giảm")];

/// A condition as words in fields. A field that the kind does not need is kept and not looked at.
#[doc(alias = "các ô của điều kiện")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConditionForm {
    /// One of [`KINDS`].
    pub kind: String,
    /// One of [`COMPARISONS`].
    pub comparison: String,
    /// The number, or the lower one.
    pub number: String,
    /// The upper number of a range.
    pub upper: String,
    /// Unit of measure.
    pub unit: String,
    /// One of [`READINGS`].
    pub reading: String,
    /// What a change is measured from.
    pub from: String,
    /// One of [`DIRECTIONS`], for all contents.
    pub direction: String,
    /// How many: members, contents, or the rank.
    pub count: String,
    /// Members, one a line.
    pub members: String,
}

impl ConditionForm {
    /// The fields that say this condition.
    pub fn of(condition: &Condition) -> Self {
        let reading = match condition.reading {
            Reading::AsWritten => "viet",
            Reading::AtLeast => "it-nhat",
            Reading::AtMost => "khong-qua",
        };
        let unit = condition.unit.as_ref().map_or("", Unit::as_str).to_owned();
        let form = Self {
            comparison: "khong".to_owned(),
            reading: reading.to_owned(),
            direction: "khong".to_owned(),
            unit,
            ..Self::default()
        };
        form.saying(&condition.promise)
    }

    fn saying(mut self, promise: &Promise) -> Self {
        let counted = |count: u32| count.to_string();
        let kind = match promise {
            Promise::Level(bound) => {
                self.bound(bound);
                "muc"
            }
            Promise::Change { direction, by, from } => {
                if let Some(bound) = by {
                    self.bound(bound);
                }
                self.from = from.clone().unwrap_or_default();
                direction_value(Some(*direction))
            }
            Promise::Maintain => "duy-tri",
            Promise::Roster { count, members } => {
                (self.count, self.members) = (counted(*count), members.join("\n"));
                "danh-sach"
            }
            Promise::AllOf { count, direction } => {
                self.count = count.map(counted).unwrap_or_default();
                direction_value(*direction).clone_into(&mut self.direction);
                "tat-ca"
            }
            Promise::AtLeastK(k) => {
                self.count = counted(*k);
                "it-nhat-k"
            }
            Promise::RankWithin(rank) => {
                self.count = counted(*rank);
                "nhom"
            }
            Promise::Stated => "loi",
        };
        kind.clone_into(&mut self.kind);
        self
    }

    fn bound(&mut self, bound: &Bound) {
        let (comparison, low, high) = match bound {
            Bound::AtLeast(v) => ("it-nhat", v, None),
            Bound::MoreThan(v) => ("nhieu-hon", v, None),
            Bound::AtMost(v) => ("khong-qua", v, None),
            Bound::LessThan(v) => ("nho-hon", v, None),
            Bound::Exactly(v) => ("bang", v, None),
            Bound::About(v) => ("khoang", v, None),
            Bound::Between(low, high) => ("tu-den", low, Some(high)),
            Bound::AboutBetween(low, high) => ("khoang-tu-den", low, Some(high)),
        };
        comparison.clone_into(&mut self.comparison);
        self.number = decimal(*low);
        self.upper = high.map(|high| decimal(*high)).unwrap_or_default();
    }

    /// What the fields say.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn read(&self) -> Result<Condition, Vec<FieldError>> {
        let reading = match self.reading.as_str() {
            "it-nhat" => Reading::AtLeast,
            "khong-qua" => Reading::AtMost,
            _ => Reading::AsWritten,
        };
        Ok(Condition { promise: self.promise()?, unit: Unit::new(&self.unit), reading })
    }

    fn promise(&self) -> Result<Promise, Vec<FieldError>> {
        let change = |direction| {
            Ok(Promise::Change { direction, by: self.read_bound()?, from: said(&self.from) })
        };
        match self.kind.as_str() {
            "muc" => self.read_bound()?.map(Promise::Level).ok_or_else(|| {
                vec![FieldError::new(
                    "so-sanh",
                    "chỉ tiêu đạt một mức phải có con số; chọn cách so sánh",
                )]
            }),
            "tang" => change(Direction::Rise),
            "giam" => change(Direction::Fall),
            "duy-tri" => Ok(Promise::Maintain),
            "danh-sach" => self.roster(),
            "tat-ca" => {
                let count = said(&self.count).map(|_| self.read_count()).transpose()?;
                Ok(Promise::AllOf { count, direction: read_direction(&self.direction) })
            }
            "it-nhat-k" => Ok(Promise::AtLeastK(self.read_count()?)),
            "nhom" => Ok(Promise::RankWithin(self.read_count()?)),
            "loi" => Ok(Promise::Stated),
            _ => Err(vec![FieldError::new("dang", "hãy chọn dạng chỉ tiêu")]),
        }
    }

    fn roster(&self) -> Result<Promise, Vec<FieldError>> {
        let members: Vec<String> = self.members.lines().filter_map(said).collect();
        let count = match said(&self.count) {
            Some(_) => self.read_count()?,
            None => u32::try_from(members.len()).unwrap_or(u32::MAX),
        };
        Ok(Promise::Roster { count, members })
    }

    fn read_count(&self) -> Result<u32, Vec<FieldError>> {
        let count = self.count.trim().parse::<u32>().ok().filter(|count| 0 < *count);
        count.ok_or_else(|| {
            vec![FieldError::new("so-luong", "số lượng phải là số nguyên dương, ví dụ 12")]
        })
    }

    fn read_bound(&self) -> Result<Option<Bound>, Vec<FieldError>> {
        let number = || number_at("so", &self.number);
        Ok(Some(match self.comparison.as_str() {
            "bang" => Bound::Exactly(number()?),
            "it-nhat" => Bound::AtLeast(number()?),
            "nhieu-hon" => Bound::MoreThan(number()?),
            "khong-qua" => Bound::AtMost(number()?),
            "nho-hon" => Bound::LessThan(number()?),
            "khoang" => Bound::About(number()?),
            "tu-den" => {
                let (low, high) = self.range()?;
                Bound::Between(low, high)
            }
            "khoang-tu-den" => {
                let (low, high) = self.range()?;
                Bound::AboutBetween(low, high)
            }
            _ => return Ok(None),
        }))
    }

    fn range(&self) -> Result<(Decimal, Decimal), Vec<FieldError>> {
        match (number_at("so", &self.number), number_at("den-so", &self.upper)) {
            (Ok(low), Ok(high)) if low <= high => Ok((low, high)),
            (Ok(_), Ok(_)) => {
                Err(vec![FieldError::new("den-so", "số sau phải không nhỏ hơn số trước")])
            }
            (low, high) => Err([low.err(), high.err()].into_iter().flatten().flatten().collect()),
        }
    }
}

fn number_at(field: &'static str, words: &str) -> Result<Decimal, Vec<FieldError>> {
    read_number(words).map_err(|message| vec![FieldError::new(field, message)])
}

fn direction_value(direction: Option<Direction>) -> &'static str {
    match direction {
        None => "khong",
        Some(Direction::Rise) => "tang",
        Some(Direction::Fall) => "giam",
    }
}

fn read_direction(value: &str) -> Option<Direction> {
    match value {
        "tang" => Some(Direction::Rise),
        "giam" => Some(Direction::Fall),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(words: &str) -> Decimal {
        words.parse().unwrap()
    }

    fn same(promise: Promise, unit: &str, reading: Reading) {
        let condition = Condition { promise, unit: Unit::new(unit), reading };
        assert_eq!(ConditionForm::of(&condition).read(), Ok(condition));
    }

    #[test]
    fn the_fields_of_a_condition_read_back_are_the_condition() {
        let bounds = [
            Bound::AtLeast(number("8.50")),
            Bound::MoreThan(number("90")),
            Bound::AtMost(number("15.8")),
            Bound::LessThan(number("-3")),
            Bound::Exactly(number("1010")),
            Bound::About(number("5")),
            Bound::Between(number("2"), number("2.5")),
            Bound::AboutBetween(number("33"), number("34")),
        ];
        for bound in bounds {
            same(Promise::Level(bound.clone()), "%", Reading::AtLeast);
            let from = Some("năm trước".to_owned());
            let by = Some(bound);
            same(
                Promise::Change { direction: Direction::Rise, by, from },
                "điểm %",
                Reading::AsWritten,
            );
        }
        let fall = Promise::Change { direction: Direction::Fall, by: None, from: None };
        same(fall, "", Reading::AsWritten);
        let members = vec!["Giáo Hiệu".to_owned(), "Vũ Muộn".to_owned()];
        same(Promise::Roster { count: 12, members }, "xã", Reading::AsWritten);
        same(
            Promise::AllOf { count: Some(3), direction: Some(Direction::Fall) },
            "",
            Reading::AsWritten,
        );
        same(Promise::AllOf { count: None, direction: None }, "", Reading::AsWritten);
        same(Promise::AtLeastK(2), "", Reading::AsWritten);
        same(Promise::RankWithin(20), "", Reading::AtMost);
        same(Promise::Maintain, "", Reading::AsWritten);
        same(Promise::Stated, "", Reading::AsWritten);
    }

    fn refused(form: &ConditionForm, field: &str) {
        let errors = form.read().unwrap_err();
        assert_eq!(errors.first().map(|error| error.field), Some(field), "{errors:?}");
    }

    #[test]
    fn a_field_that_cannot_be_read_is_named() {
        let form = |kind: &str, comparison: &str, number: &str| ConditionForm {
            kind: kind.to_owned(),
            comparison: comparison.to_owned(),
            number: number.to_owned(),
            ..ConditionForm::default()
        };
        refused(&form("muc", "it-nhat", "1.5"), "so");
        refused(&form("muc", "khong", ""), "so-sanh");
        refused(&form("muc", "tu-den", "3"), "den-so");
        refused(&ConditionForm { upper: "2".to_owned(), ..form("muc", "tu-den", "3") }, "den-so");
        refused(&form("nhom", "", ""), "so-luong");
        refused(&form("<script>", "", ""), "dang");
    }
}
