//! How a bare figure is meant: as a floor, or as a ceiling where less is better.
//!
//! **Takes** the name and the promise. **Gives** the reading to record.
//! **Never** overrides a comparison that the words make themselves.

use quyet_model::condition::{Bound, Direction, Promise, Reading};

use super::spelling;

/// Words of harm: an indicator that holds one is better when it is lower.
const HARM: &[&str] = &[
    "hộ nghèo",
    "tỉ lệ nghèo",
    "cận nghèo",
    "tái nghèo",
    "nghèo đa chiều",
    "thất nghiệp",
    "thiếu việc làm",
    "suy dinh dưỡng",
    "thấp còi",
    "nhẹ cân",
    "tử vong",
    "chết",
    "tội phạm",
    "phạm tội",
    "phạm pháp",
    "tai nạn",
    "bị thương",
    "nợ xấu",
    "nhập siêu",
    "chênh lệch",
    "lạm phát",
    "cpi",
    "giá tiêu dùng",
    "phát thải",
    "con thứ 3",
    "con thứ ba",
    "thất thoát",
    "tảo hôn",
    "bỏ học",
    "lưu ban",
    "mắc",
    "nhiễm",
    "nợ đọng",
    "tỉ số giới tính",
    "bội chi",
    "tồn đọng",
    "ma túy",
    "quá hạn",
    "tăng tự nhiên",
    "tăng dân số",
    "kiềm chế",
    "khống chế",
    "hạn chế",
    "nhà tạm",
    "nhà ở tạm",
    "dột nát",
    "ô nhiễm",
    "vi phạm",
    "mù chữ",
    "tệ nạn",
    "tổn thất",
    "trễ hạn",
    "khiếu kiện",
    "cháy",
    "icor",
    "chậm",
];

/// Words of cure: with one of these the harm is what is fought, and more is better.
const CURE: &[&str] = &[
    "giảm",
    "thoát",
    "xử lý",
    "xử lí",
    "giải quyết",
    "khám phá",
    "điều tra",
    "được",
    "xóa",
    "hỗ trợ",
    "tiếp nhận",
    "phòng",
    "chống",
    "khắc phục",
    "thu hồi",
    "vay vốn",
    "xây dựng",
    "cho hộ",
    "cấp thẻ",
    "đào tạo",
    "tạo ",
    "kết nối",
    "có ",
    "biết",
    "kiểm soát",
    "chữa",
    "cai nghiện",
];

/// Harms that one has: behind "có" they are still harms ("hộ có nhà ở dột nát").
const POSSESSED: &[&str] =
    &["nhà tạm", "nhà ở tạm", "dột nát", "ô nhiễm", "vi phạm", "tảo hôn", "bỏ học", "nợ đọng"];

/// The reading of a promise about `name`.
pub(super) fn reading(name: &str, promise: &Promise) -> Reading {
    let (Promise::Level(bare) | Promise::Change { direction: Direction::Rise, by: Some(bare), .. }) =
        promise
    else {
        return Reading::AsWritten;
    };
    if !matches!(bare, Bound::Exactly(_)) {
        return Reading::AsWritten;
    }
    if is_share(name) {
        return Reading::AsWritten;
    }
    if lower_is_better(name) { Reading::AtMost } else { Reading::AtLeast }
}

/// "Cơ cấu kinh tế: nông nghiệp": one share can only exceed its figure at the others' cost.
fn is_share(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.starts_with("cơ cấu") && !lower.starts_with("cơ cấu lại") && lower.contains(": ")
}

/// Whether the words name something that a plan wants less of.
pub(super) fn lower_is_better(name: &str) -> bool {
    let folded = name.split_whitespace().map(spelling::fold).collect::<Vec<_>>().join(" ") + " ";
    let holds = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    let possessed = folded
        .split_once("có ")
        .is_some_and(|(_, had)| POSSESSED.iter().any(|harm| had.contains(harm)));
    let cured = CURE.iter().any(|w| folded.contains(w) && !(possessed && *w == "có "));
    holds(HARM) && !cured
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harm_is_better_lower_unless_it_is_fought() {
        let cases = [
            ("Tỷ lệ hộ nghèo", true),
            ("Tỉ lệ giảm nghèo", false),
            ("Tỷ lệ thất nghiệp thành thị", true),
            ("Tỷ lệ điều tra, khám phá án phạm tội", false),
            ("Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng", true),
            ("Số hộ nghèo được vay vốn", false),
            ("Thu ngân sách", false),
            ("Tỷ lệ hộ có nhà ở dột nát", true),
            ("Tỷ lệ hộ ở nhà tạm", true),
            ("Tỷ lệ người mù chữ", true),
            ("Tỷ lệ xóa mù chữ", false),
            ("Tỷ lệ cơ sở gây ô nhiễm", true),
            ("Tỷ lệ cơ sở gây ô nhiễm có hệ thống xử lý", false),
            ("Tốc độ tăng chỉ số giá tiêu dùng (CPI)", true),
        ];
        for (name, lower) in cases {
            assert_eq!(lower_is_better(name), lower, "{name}");
        }
    }
}
