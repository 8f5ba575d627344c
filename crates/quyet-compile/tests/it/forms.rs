//! Documents in the forms that occur, small and our own.

use quyet_compile::compile;
use quyet_model::plan::Plan;

fn codes(plan: &Plan) -> Vec<&str> {
    plan.targets.iter().map(|target| target.code.0.as_str()).collect()
}

fn names(plan: &Plan) -> Vec<&str> {
    plan.targets.iter().map(|target| target.name.as_str()).collect()
}

const FULL: &str = "HỘI ĐỒNG NHÂN DÂN
TỈNH ABC

Số: 45/NQ-HĐND

ABC, ngày 09 tháng 12 năm 2022

NGHỊ QUYẾT
Về nhiệm vụ phát triển kinh tế - xã hội năm 2023

HỘI ĐỒNG NHÂN DÂN TỈNH ABC
KHÓA XV, KỲ HỌP THỨ MƯỜI HAI

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

QUYẾT NGHỊ:

Điều 1. Thông qua nhiệm vụ phát triển kinh tế - xã hội năm 2023 với những nội dung chủ yếu sau:
I. TÌNH HÌNH KINH TẾ - XÃ HỘI NĂM 2022
1. Kết quả đạt được
Thu ngân sách đạt 5.000 tỉ đồng, tăng 8%.
2. Hạn chế
Giải ngân vốn đầu tư công mới đạt 70%.
3. Nguyên nhân
Công tác chỉ đạo chưa quyết liệt.
II. MỤC TIÊU, CHỈ TIÊU CHỦ YẾU NĂM 2023
1. Mục tiêu tổng quát
Phát triển kinh tế nhanh, bền vững.
2. Các chỉ tiêu chủ yếu
a) Về kinh tế:
- GRDP bình quân đầu người: 65 triệu đồng.
- Cơ cấu kinh tế: nông nghiệp 20%; công nghiệp 45%; dịch vụ 35%.
b) Về xã hội:
- Tỉ lệ lao động qua đào tạo:
+ Có bằng cấp đạt 28%;
+ Đào tạo nghề đạt 55%.
III. NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU
1. Tập trung phát triển nông nghiệp. Mở rộng thị trường.
2. Đẩy mạnh cải cách hành chính.
Điều 2. Tổ chức thực hiện
1. Ủy ban nhân dân tỉnh, các cơ quan, tổ chức có liên quan tổ chức triển khai thực hiện.
2. Thường trực Hội đồng nhân dân giám sát việc thực hiện.
Điều 3. Nghị quyết này có hiệu lực từ ngày thông qua.
Nghị quyết này đã được Hội đồng nhân dân tỉnh ABC khóa XV thông qua ngày 09 tháng 12 năm 2022./.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
";

#[test]
fn a_resolution_with_all_its_parts_is_read_part_by_part() {
    let plan = compile(FULL).plan;
    assert_eq!(plan.document.number.as_deref(), Some("45/NQ-HĐND"));
    assert_eq!(plan.document.issuer.as_deref(), Some("Hội đồng nhân dân tỉnh ABC"));
    assert_eq!((plan.document.session, plan.document.year), (Some(12), Some(2023)));
    assert_eq!(
        plan.document.title.as_deref(),
        Some("Về nhiệm vụ phát triển kinh tế - xã hội năm 2023")
    );
    assert_eq!(codes(&plan), ["1", "2", "3"]);
    assert_eq!(
        names(&plan),
        ["GRDP bình quân đầu người", "Cơ cấu kinh tế", "Tỉ lệ lao động qua đào tạo"]
    );
    assert_eq!(plan.leaves().len(), 6);
    let past = &plan.assessment;
    assert_eq!((past.results.len(), past.shortcomings.len(), past.causes.len()), (1, 1, 1));
    assert_eq!(plan.tasks.iter().map(|task| task.code.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(plan.tasks[0].measures.len(), 2);
    assert_eq!(plan.duties.len(), 2);
    assert_eq!(plan.unread, []);
}

#[test]
fn numbers_that_restart_get_the_labels_of_their_sections() {
    let plan = compile("II. CHỈ TIÊU\n1. Về kinh tế\n(1) Thu: 5 tỉ đồng;\n(2) Chi: 4 tỉ đồng.\n2. Về xã hội\n(1) Tỉ lệ hộ nghèo: 3%.\n").plan;
    assert_eq!(codes(&plan), ["1.1", "1.2", "2.1"]);
}

#[test]
fn numbers_that_run_across_headings_stay_as_they_are() {
    let plan = compile("Điều 1. Các chỉ tiêu chủ yếu\n- Về kinh tế:\n1. Thu: 5 tỉ đồng.\n2. Chi: 4 tỉ đồng.\n- Về xã hội:\n3. Tỉ lệ hộ nghèo: 3%.\n").plan;
    assert_eq!(codes(&plan), ["1", "2", "3"]);
}

#[test]
fn a_table_is_read_by_the_column_of_the_plan() {
    let text = "Điều 1. Thông qua các chỉ tiêu năm 2026 như sau:\n\n| TT | Chỉ tiêu | Đơn vị tính | Ước thực hiện 2025 | Kế hoạch 2026 |\n|---|---|---|---|---|\n| I | Kinh tế | | | |\n| 1 | Sản lượng lương thực | Tấn | 2.950 | 2.961 |\n| | Trong đó: lúa | Tấn | 2.000 | 2.050 |\n| 2 | Tỉ lệ hộ nghèo | % | 20 | Dưới 16 |\n";
    let plan = compile(text).plan;
    assert_eq!(codes(&plan), ["1", "2"]);
    let leaves = plan.leaves();
    let shown: Vec<String> = leaves
        .iter()
        .map(|leaf| format!("{} {:?}", leaf.name, leaf.condition_at.map(|at| at.of(text))))
        .collect();
    assert_eq!(shown.len(), 3, "{shown:?}");
    assert!(shown[0].ends_with("Some(\"2.961\")"), "{shown:?}");
    assert_eq!(leaves[2].condition.unit.as_ref().map(quyet_model::unit::Unit::as_str), Some("%"));
    assert_eq!(plan.unread, []);
}

#[test]
fn items_on_one_physical_line_are_targets_of_their_own() {
    let plan = compile("Điều 1. Phương hướng năm 2021: phấn đấu đạt các chỉ tiêu sau: (1) Thu nhập bình quân: 45 triệu đồng; (2) Tỉ lệ hộ nghèo dưới 5%; (3) Trồng rừng: 10 ha.\n").plan;
    assert_eq!(codes(&plan), ["1", "2", "3"]);
}

#[test]
fn a_parent_with_a_value_is_the_head_of_its_children() {
    let plan = compile("Điều 1. Các chỉ tiêu\n1. Sản lượng lương thực: 100 tấn, trong đó:\n+ Lúa: 80 tấn;\n+ Ngô: 20 tấn.\n2. Thu: 5 tỉ đồng.\n").plan;
    assert_eq!(codes(&plan), ["1", "2"]);
    let parts: Vec<&str> = plan.targets[0].parts.iter().map(|part| part.code.0.as_str()).collect();
    assert_eq!(parts, ["1", "1.1", "1.2"]);
}

#[test]
fn a_bare_parent_lends_its_name() {
    let plan = compile("Điều 1. Các chỉ tiêu\n1. Tỉ lệ thôn có:\n- Điện: 98%.\n- Đường ô tô: 100%.\n2. Thu: 5 tỉ đồng.\n").plan;
    let parts: Vec<&str> = plan.targets[0].parts.iter().map(|part| part.code.0.as_str()).collect();
    assert_eq!(parts, ["1.1", "1.2"]);
    assert!(plan.targets[0].parts[0].name.starts_with("Tỉ lệ thôn có"));
}

#[test]
fn targets_of_another_document_are_kept_apart() {
    let text = "Toàn văn Nghị quyết 12/2025/QH15 về kế hoạch năm 2026\n\nNghị quyết đã được thông qua.\n\n**Các chỉ tiêu chủ yếu ra sao?**\n\n(1) Tốc độ tăng GDP từ 10% trở lên.\n\n**Mục tiêu theo Nghị quyết 68-NQ/TW ra sao?**\n\n(1) Phấn đấu có 2 triệu doanh nghiệp.\n";
    let draft = compile(text);
    assert_eq!(draft.plan.targets.len(), 1);
    assert!(draft.diagnostics.iter().any(|found| found.code == "QY0404"));
}
