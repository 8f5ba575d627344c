//! Changes in Vietnamese words, the same for the terminal and the hall.

use quyet_assess::number::quantity;
use quyet_model::Decimal;
use quyet_model::target::Target;
use quyet_model::task::Task;
use quyet_model::unit::Unit;
use quyet_report::vi::condition_words;

use super::{HeadChange, Kept, Likeness, Shift, TargetAspect, TaskAspect};

impl HeadChange {
    /// "Năm kế hoạch: 2024 → 2025".
    pub fn words(&self) -> String {
        let dots = |words: &Option<String>| words.clone().unwrap_or_else(|| "…".to_owned());
        format!("{}: {} → {}", self.field.words(), dots(&self.old), dots(&self.new))
    }
}

impl Likeness {
    /// Why two are taken for one.
    pub fn words(self) -> String {
        match self {
            Self::Indicator => "cùng chỉ tiêu thống kê".to_owned(),
            Self::SameName => "cùng tên".to_owned(),
            Self::LikeName(percent) => format!("giống nhau {percent}%"),
        }
    }
}

impl Kept<'_, Target, TargetAspect> {
    /// One line per aspect: "điều kiện: 300 ha → 350 ha (tăng 50 ha)". Shape: as [`Kept::aspects`].
    pub fn words(&self) -> Vec<String> {
        self.aspects.iter().map(|aspect| self.aspect(aspect)).collect()
    }

    fn aspect(&self, aspect: &TargetAspect) -> String {
        let (old, new) = (self.old, self.new);
        let dots = |words: Option<&str>| words.unwrap_or("…").to_owned();
        match aspect {
            TargetAspect::Condition(shift) => {
                let (was, is) = (condition_words(&old.condition), condition_words(&new.condition));
                let shift = shift.words(new.condition.unit.as_ref());
                format!("điều kiện: {was} → {is}{shift}")
            }
            TargetAspect::Unit => {
                let unit = |target: &Target| dots(target.condition.unit.as_ref().map(Unit::as_str));
                format!("đơn vị tính: {} → {}", unit(old), unit(new))
            }
            TargetAspect::Name => format!("tên: {} → {}", old.name, new.name),
            TargetAspect::Horizon => {
                let (was, is) = (old.horizon.as_deref(), new.horizon.as_deref());
                format!("thời hạn: {} → {}", dots(was), dots(is))
            }
            TargetAspect::Code => format!("số thứ tự: {} → {}", old.code, new.code),
        }
    }
}

impl Kept<'_, Task, TaskAspect> {
    /// One line per aspect. Shape: as [`Kept::aspects`].
    pub fn words(&self) -> Vec<String> {
        let (old, new) = (self.old, self.new);
        let aspect = |aspect: &TaskAspect| match aspect {
            TaskAspect::Text => format!("nội dung: {} → {}", old.text, new.text),
            TaskAspect::Group => format!("nhóm: {} → {}", old.group.title, new.group.title),
            TaskAspect::Code => format!("số thứ tự: {} → {}", old.code, new.code),
        };
        self.aspects.iter().map(aspect).collect()
    }
}

impl Shift {
    /// " (tăng 50 ha)", " (cận dưới tăng 1, cận trên không đổi)"; empty when nothing can be compared.
    fn words(self, unit: Option<&Unit>) -> String {
        // A difference of percentages is told in percentage points.
        let points = unit.filter(|unit| unit.canonical() == "%").and(Unit::new("điểm %"));
        let unit = points.as_ref().or(unit);
        let moved = |by: Decimal| match by {
            by if by.is_zero() => "không đổi".to_owned(),
            by if by.is_sign_negative() => format!("giảm {}", quantity(by.abs(), unit)),
            by => format!("tăng {}", quantity(by, unit)),
        };
        match (self.low, self.high) {
            (None, None) => String::new(),
            (Some(low), Some(high)) if low != high => {
                format!(" (cận dưới {}, cận trên {})", moved(low), moved(high))
            }
            (Some(by), _) | (None, Some(by)) => format!(" ({})", moved(by)),
        }
    }
}
