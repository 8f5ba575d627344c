//! How bare figures are meant, and what the item's place adds.

use quyet_model::condition::Reading;
use quyet_model::unit::Unit;

use super::{item, shown};
use crate::grammar::{ItemContext, read_item};

fn check(text: &str, want: Reading) {
    let reading = read_item(text, &item());
    assert_eq!(reading.targets[0].condition.reading, want, "{text}");
}

#[test]
fn a_bare_figure_is_a_floor_unless_less_is_better() {
    let cases = [
        ("Thu ngân sách: 1.500 tỷ đồng", Reading::AtLeast),
        ("Tỷ lệ hộ nghèo: 5,2%", Reading::AtMost),
        ("Tỷ lệ giảm hộ nghèo: 2%", Reading::AtLeast),
        ("Tỷ lệ thất nghiệp ở thành thị còn 3%", Reading::AtMost),
        ("Tỷ lệ thất nghiệp dưới 3%", Reading::AsWritten),
        ("GRDP tăng 8%", Reading::AtLeast),
        ("Chỉ số giá tiêu dùng tăng 4%", Reading::AtMost),
        ("Tỷ lệ hộ nghèo giảm 2%", Reading::AsWritten),
        ("Tỷ lệ hộ có nhà ở dột nát: 2%", Reading::AtMost),
        ("Tỷ lệ học sinh bỏ học: 0,5%", Reading::AtMost),
        ("Tỷ lệ khám phá án trọng án đạt 95%", Reading::AtLeast),
        ("Số người chết vì tai nạn giao thông: 20 người", Reading::AtMost),
    ];
    for (text, want) in cases {
        check(text, want);
    }
}

#[test]
fn shares_of_one_structure_are_meant_exactly() {
    let reading =
        read_item("Cơ cấu kinh tế: nông nghiệp 18%; công nghiệp 40%; dịch vụ 42%", &item());
    let meant: Vec<_> = reading.targets[0].parts.iter().map(|p| p.condition.reading).collect();
    assert_eq!(meant, [Reading::AsWritten; 3]);
}

#[test]
fn a_column_gives_the_unit_that_the_cell_lacks() {
    let cases = [
        ("%", "Tỷ lệ hộ nghèo: 5,2", "Tỷ lệ hộ nghèo: =5.2 %"),
        (
            "người",
            "Lao động có việc làm mới: Khoảng 3.700",
            "Lao động có việc làm mới: ≈3700 người",
        ),
        ("Bậc", "Chỉ số PCI: Tăng 2", "Chỉ số PCI: ↑=2 Bậc ·0207"),
        ("tấn", "Sản lượng lương thực: 52.000 ha", "Sản lượng lương thực: =52000 ha !0216"),
        ("Triệu đồng", "Thu ngân sách: 12.500 triệu đồng", "Thu ngân sách: =12500 triệu đồng"),
        ("%", "Tỷ lệ che phủ rừng: ≥ 55", "Tỷ lệ che phủ rừng: ≥55 %"),
    ];
    for (unit, text, want) in cases {
        let context = ItemContext { unit: Unit::new(unit), ..item() };
        assert_eq!(shown(&read_item(text, &context)), want, "{text}");
    }
}

#[test]
fn children_of_a_bare_parent_share_its_name_and_verb() {
    let cases = [
        ("Tỉ lệ thôn có", "điện: 98%", "Tỉ lệ thôn có điện: =98 %"),
        ("Cơ cấu kinh tế:", "Dịch vụ 40%", "Cơ cấu kinh tế: Dịch vụ: =40 %"),
        ("Giảm tai nạn giao thông", "Số vụ: 5%", "Giảm tai nạn giao thông: Số vụ: ↓=5 %"),
    ];
    for (lead, text, want) in cases {
        let context = ItemContext { lead: Some(lead.to_owned()), ..item() };
        assert_eq!(shown(&read_item(text, &context)), want, "{text}");
    }
}
