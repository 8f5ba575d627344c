//! Styles of real documents, small and our own: where targets stand, how tables arrive, who is charged.

use quyet_compile::compile;
use quyet_model::plan::Draft;
use quyet_model::target::Target;

/// Every target in one line, parts in brackets: "1 Thu ngân sách [5 tỉ đồng]".
fn shown(text: &str) -> Vec<String> {
    fn line(text: &str, target: &Target) -> String {
        let said = target.condition_at.map_or("", |at| at.of(text));
        let parts: Vec<String> = target.parts.iter().map(|part| line(text, part)).collect();
        let says =
            if parts.is_empty() { format!("[{said}]") } else { format!("({})", parts.join("; ")) };
        format!("{} {} {says}", target.code.0, target.name)
    }
    compile(text).plan.targets.iter().map(|target| line(text, target)).collect()
}

fn codes(draft: &Draft) -> Vec<&str> {
    draft.diagnostics.iter().map(|found| found.code).collect()
}

fn check(text: &str, expect: &[&str]) {
    assert_eq!(shown(text), expect, "{text}");
}

#[test]
fn prose_by_field_needs_no_cue_where_targets_are_listed() {
    check(
        "Điều 2. Chỉ tiêu năm 2017\n\nVề kinh tế: Tốc độ tăng giá trị sản xuất đạt 13%. Thu ngân sách 165 tỉ đồng.\n\nVề xã hội: Tỉ lệ hộ nghèo giảm từ 4% trở lên. Tạo việc làm cho 2.100 lao động.\n",
        &[
            "1 Tốc độ tăng giá trị sản xuất [đạt 13%]",
            "2 Thu ngân sách [165 tỉ đồng]",
            "3 Tỉ lệ hộ nghèo [giảm từ 4% trở lên]",
            "4 Tạo việc làm [2.100 lao động]",
        ],
    );
}

#[test]
fn an_approval_that_ends_in_a_list_of_targets_opens_it() {
    let text = "Điều 1\nThông qua nhiệm vụ năm 2026 với một số chỉ tiêu chủ yếu như sau:\n1. Lĩnh vực kinh tế\na) Thu ngân sách: 105 tỉ đồng;\n2. Lĩnh vực xã hội\na) Tỉ lệ hộ nghèo dưới 2%.\nĐiều 2\nGiao Ủy ban nhân dân xã tổ chức thực hiện.\n";
    check(text, &["1 Thu ngân sách [105 tỉ đồng]", "2 Tỉ lệ hộ nghèo [dưới 2%]"]);
    assert_eq!(compile(text).plan.unread, []);
}

#[test]
fn a_bare_aim_beside_targets_is_the_objective() {
    for text in [
        "Điều 1. Mục tiêu, chỉ tiêu năm 2026\n1. Mục tiêu\nPhấn đấu tăng trưởng hai con số.\n2. Chỉ tiêu\n2.1. Thu ngân sách: 5 tỉ đồng.\n",
        "Điều 1. Mục tiêu, chỉ tiêu năm 2026\n1. Mục tiêu: Phát triển nhanh, bền vững.\n2. Các chỉ tiêu\n- Thu ngân sách: 5 tỉ đồng.\n",
        "I. MỤC TIÊU\nCụ thể hóa Nghị quyết.\nII. CÁC CHỈ TIÊU\n1. Thu ngân sách: 5 tỉ đồng.\n",
    ] {
        let plan = compile(text).plan;
        assert_eq!(
            (plan.targets.len(), plan.objective.len(), plan.unread.len()),
            (1, 1, 0),
            "{text}"
        );
    }
}

#[test]
fn what_is_agreed_with_is_the_past() {
    let text = "I. Tán thành báo cáo về kết quả thực hiện nhiệm vụ năm 2010. Thu ngân sách đạt 5 tỉ đồng.\nII. Chỉ tiêu năm 2011\n1. Thu ngân sách: 6 tỉ đồng.\n";
    let plan = compile(text).plan;
    assert_eq!((plan.targets.len(), plan.assessment.results.len()), (1, 1));
}

#[test]
fn empty_cells_before_a_part_move_no_column() {
    check(
        "Các chỉ tiêu:\n\n| TT | Chỉ tiêu | Đơn vị | TH 2023 | KH 2024 | KH 2025 | So sánh (%) |\n| 1 | 2 | 3 | 4 | 5 | 6 | 7 |\n| 1 | Diện tích gieo trồng | Ha | 9 | 10 | 11 | 110 |\n| | - Lúa | Ha | 4 | 5 | 6 | 120 |\n| 2 | Cơ cấu kinh tế | | | | | |\n| - | Nông nghiệp | % | 40 | 38 | 36 | |\n| - | Dịch vụ | % | 60 | 62 | 64 | |\n",
        &[
            "1 Diện tích gieo trồng (1 Diện tích gieo trồng [11]; 1.1 Lúa [6])",
            "2 Cơ cấu kinh tế (2.1 Cơ cấu kinh tế: Nông nghiệp [36]; 2.2 Cơ cấu kinh tế: Dịch vụ [64])",
        ],
    );
}

#[test]
fn every_column_of_the_plan_is_a_part_with_its_heading() {
    let text = "Các chỉ tiêu:\n\n| TT | Chỉ tiêu | ĐVT | Trung ương giao 2026 | Tỉnh giao 2026 |\n| 1 | Thu ngân sách | Tỉ đồng | 900 | 950 |\n| | - Thu nội địa | Tỉ đồng | 700 | |\n";
    check(
        text,
        &[
            "1 Thu ngân sách (1.1 Thu ngân sách (Trung ương giao 2026) [900]; 1.2 Thu ngân sách (Tỉnh giao 2026) [950]; 1.3 Thu nội địa (Trung ương giao 2026) [700])",
        ],
    );
    let columns = |text: &str| -> Vec<_> {
        let plan = compile(text).plan;
        plan.leaves().into_iter().map(|leaf| (leaf.column.clone(), leaf.horizon.clone())).collect()
    };
    let heading = |words: &str| Some(words.to_owned());
    assert_eq!(
        columns(text)[1],
        (heading("Tỉnh giao 2026"), heading("2026").map(|y| format!("năm {y}")))
    );
    let years = "KẾ HOẠCH\nGiai đoạn 2026 - 2027\nChỉ tiêu chủ yếu:\n\n| TT | Chỉ tiêu | ĐVT | Thực hiện 2025 | Năm 2026 | Năm 2027 |\n| 1 | Trồng rừng | ha | 90 | 100 | 120 |\n";
    let found = columns(years);
    assert_eq!(found, [(heading("Năm 2026"), None), (heading("Năm 2027"), heading("Năm 2027"))]);
}

#[test]
fn a_heading_on_two_rows_and_a_row_of_column_numbers_are_no_data() {
    check(
        "KẾ HOẠCH\nNăm 2022\nChỉ tiêu chủ yếu:\n\n| TT | Chỉ tiêu | ĐVT | Năm 2021 | | Kế hoạch năm 2022 |\n|---|---|---|---|---|---|\n| | | | Kế hoạch | Ước TH | |\n| A | B | C | 1 | 2 | 3 |\n| 1 | Thu ngân sách | Tỉ đồng | 80 | 85 | 90 |\n",
        &["1 Thu ngân sách [90]"],
    );
}

#[test]
fn a_heading_over_the_bodies_that_set_the_figure_stands_before_each() {
    check(
        "Điều 1. Giao các chỉ tiêu năm 2020:\n\n| TT | Chỉ tiêu | ĐVT | Kế hoạch năm 2020 | | Ghi chú |\n|---|---|---|---|---|---|\n| | | | TW giao | Tỉnh giao | |\n| 1 | Thu ngân sách | tỷ đồng | 5.000 | 5.400 | |\n",
        &[
            "1 Thu ngân sách (1.1 Thu ngân sách (Kế hoạch năm 2020 TW giao) [5.000]; 1.2 Thu ngân sách (Kế hoạch năm 2020 Tỉnh giao) [5.400])",
        ],
    );
}

#[test]
fn a_table_of_results_promises_nothing() {
    let text = "Chỉ tiêu chủ yếu:\n\n| TT | Chỉ tiêu | ĐVT | Thực hiện 2021 | Ước thực hiện 2022 |\n| 1 | Thu ngân sách | Tỉ đồng | 80 | 85 |\n";
    assert_eq!(shown(text), Vec::<String>::new());
    assert!(codes(&compile(text)).contains(&"QY0106"));
}

#[test]
fn places_beside_each_other_are_parts_with_their_names() {
    check(
        "QUYẾT ĐỊNH\nGiao chỉ tiêu năm 2026\n\nBiểu giao chỉ tiêu năm 2026:\n\n| TT | Chỉ tiêu | ĐVT | Xã Hòa An | Xã Tân Phú | Ghi chú |\n| 1 | Trồng rừng | ha | 10 | 20 | theo mùa |\n",
        &["1 Trồng rừng (1.1 Trồng rừng (Xã Hòa An) [10]; 1.2 Trồng rừng (Xã Tân Phú) [20])"],
    );
}

#[test]
fn an_amendment_keeps_what_it_replaces() {
    let replaced = |text: &str| -> Vec<_> {
        let plan = compile(text).plan;
        plan.leaves()
            .into_iter()
            .map(|leaf| {
                (leaf.condition_at.map_or("", |at| at.of(text)).to_owned(), leaf.replaces.clone())
            })
            .collect()
    };
    let told = |new: &str, old: &str| (new.to_owned(), Some(old.to_owned()));
    let table = "NGHỊ QUYẾT\nĐiều chỉnh chỉ tiêu năm 2023\n\nĐiều 1. Điều chỉnh các chỉ tiêu như sau:\n\n| TT | Chỉ tiêu | ĐVT | Chỉ tiêu đã giao | Chỉ tiêu điều chỉnh |\n| 1 | Tổng vốn đầu tư | Tỉ đồng | 12.000 | 11.200 |\n";
    assert_eq!(replaced(table), [told("11.200", "12.000")]);
    let words = "Điều 1. Điều chỉnh một số chỉ tiêu năm 2023 như sau:\n1. Điều chỉnh chỉ tiêu thu ngân sách từ 900 tỉ đồng thành 950 tỉ đồng.\n2. Tỉ lệ hộ nghèo: điều chỉnh từ 5% xuống còn 4%.\n3. Bãi bỏ chỉ tiêu xuất khẩu biên mậu.\n";
    let found = replaced(words);
    assert_eq!(
        found,
        [told("từ 900 tỉ đồng thành 950 tỉ đồng", "900 tỉ đồng"), told("từ 5% xuống còn 4%", "5%")]
    );
    assert_eq!(compile(words).plan.unread.len(), 1);
}

#[test]
fn a_provision_worded_anew_is_read_behind_its_quotation_mark() {
    check(
        "Điều 1. Sửa đổi, bổ sung một số nội dung của Nghị quyết số 20/NQ-HĐND\n1. Sửa đổi khoản 2 Điều 1 như sau:\n“2. Mục tiêu cụ thể đến năm 2025:\na) Tỉ lệ nhà ở kiên cố đạt 85%.”\n2. Bổ sung khoản 3 Điều 1 như sau:\n“3. Đến năm 2025, xóa 100% nhà tạm.”\n",
        &["1 Tỉ lệ nhà ở kiên cố [đạt 85%]", "2 xóa nhà tạm [100%]"],
    );
}

#[test]
fn lists_of_targets_are_found_without_a_heading_of_their_own() {
    check(
        "I. Nhất trí báo cáo năm 2011. Thu ngân sách đạt 98 tỉ đồng.\nII. Phương hướng, nhiệm vụ năm 2012\n1. Các chỉ tiêu chủ yếu: Tốc độ tăng trưởng 12,5%; thu ngân sách 110 tỉ đồng.\n2. Nhiệm vụ\n- Đẩy mạnh thu ngân sách.\n",
        &["1 Tốc độ tăng trưởng (1.1 Tốc độ tăng trưởng [12,5%]; 1.2 thu ngân sách [110 tỉ đồng])"],
    );
    check(
        "Điều 1. Năm 2014, phấn đấu tốc độ tăng trưởng đạt 12%; thu ngân sách 85 tỉ đồng.\n",
        &["1 tốc độ tăng trưởng [đạt 12%]", "2 thu ngân sách [85 tỉ đồng]"],
    );
    check(
        "NGHỊ QUYẾT\nVề việc thông qua các chỉ tiêu năm 2020\n\n1/ Thu ngân sách: 9 tỉ 500 triệu đồng.\n2/ Hộ nghèo: giảm 25 hộ.\n",
        &["1 Thu ngân sách [9 tỉ 500 triệu đồng]", "2 Hộ nghèo [giảm 25 hộ]"],
    );
}

#[test]
fn a_table_with_one_cell_on_each_line_is_read_by_its_header() {
    let cells = [
        "PHỤ LỤC",
        "CHỈ TIÊU NĂM 2026",
        "STT",
        "Chỉ tiêu",
        "ĐVT",
        "Ước TH 2025",
        "Kế hoạch 2026",
        "I",
        "Kinh tế",
        "1",
        "Sản lượng lương thực",
        "Tấn",
        "4.000",
        "4.250",
        "- Lúa",
        "Tấn",
        "3.000",
        "3.100",
        "2",
        "Số xã đạt chuẩn",
        "Xã",
        "3",
        "4",
        "II",
        "Xã hội",
        "3",
        "Tỉ lệ hộ nghèo",
        "%",
        "12",
        "Dưới 10",
    ];
    let text = cells.join("\n\n");
    check(
        &text,
        &[
            "1 Sản lượng lương thực (1 Sản lượng lương thực [4.250]; 1.1 Lúa [3.100])",
            "2 Số xã đạt chuẩn [4]",
            "3 Tỉ lệ hộ nghèo [Dưới 10]",
        ],
    );
    assert_eq!(compile(&text).plan.unread, []);
}

#[test]
fn a_flattened_row_with_a_missing_cell_is_told() {
    let cells = [
        "Các chỉ tiêu:",
        "STT",
        "Chỉ tiêu",
        "ĐVT",
        "Ước TH 2025",
        "Kế hoạch 2026",
        "1",
        "Thu ngân sách",
        "Tỉ đồng",
        "900",
    ];
    assert!(codes(&compile(&cells.join("\n\n"))).contains(&"QY0219"));
}

#[test]
fn a_short_citation_bears_what_the_full_one_says() {
    let text = "Điều 1. Điều chỉnh chỉ tiêu tại Nghị quyết số 60/NQ-HĐND ngày 06 tháng 12 năm 2024 của Hội đồng nhân dân tỉnh:\n1. Thu ngân sách là 5 tỉ đồng.\nĐiều 2. Các nội dung khác thực hiện theo Nghị quyết số 60/NQ-HĐND.\n";
    let plan = compile(text).plan;
    let cited: Vec<_> =
        plan.citations.iter().map(|cited| (cited.issuer.as_deref(), cited.date)).collect();
    assert_eq!(cited.len(), 2);
    assert_eq!(cited[0], cited[1]);
    assert_eq!(cited[1].0, Some("Hội đồng nhân dân tỉnh"));
    assert_eq!(plan.unread, []);
}

#[test]
fn the_issuer_is_written_as_in_running_text() {
    let check = |text: &str, expect: &str| {
        assert_eq!(compile(text).plan.document.issuer.as_deref(), Some(expect), "{text}");
    };
    check("HỘI ĐỒNG NHÂN DÂN\nXÃ ĐỒNG PHÚC\n\nSố: 27/NQ-HĐND\n", "Hội đồng nhân dân xã Đồng Phúc");
    check(
        "HỘI ĐỒNG NHÂN DÂN TỈNH LÀO CAI\nKHÓA XIV, KỲ HỌP THỨ CHÍN\n\nSố: 9/NQ-HĐND\n",
        "Hội đồng nhân dân tỉnh Lào Cai",
    );
    check("HĐND TỈNH TRÀ VINH\n\nNGHỊ QUYẾT\n", "HĐND tỉnh Trà Vinh");
}

#[test]
fn a_decision_charges_bodies_by_what_they_were_given() {
    let text = "QUYẾT ĐỊNH\nVề việc giao chỉ tiêu năm 2026\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Giao chỉ tiêu năm 2026 như sau:\n1. Thu ngân sách: 5 tỉ đồng.\nĐiều 2. Căn cứ chỉ tiêu được giao, các sở, ban, ngành tổ chức thực hiện.\nĐiều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành Quyết định này.\n";
    let plan = compile(text).plan;
    let charged: Vec<_> = plan.duties.iter().map(|duty| duty.addressees.join(" + ")).collect();
    assert_eq!(charged, ["các sở, ban, ngành", "Chánh Văn phòng Ủy ban nhân dân tỉnh"]);
    assert_eq!(plan.document.title.as_deref(), Some("Về việc giao chỉ tiêu năm 2026"));
    assert_eq!((plan.targets.len(), plan.unread.len()), (1, 0));
}

#[test]
fn a_plan_that_names_what_it_carries_out_quotes_nobody() {
    let text = "Số: 88/KH-UBND\nKẾ HOẠCH\nChuyển đổi số năm 2026\nThực hiện Quyết định số 749/QĐ-TTg của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\nI. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\nThúc đẩy chuyển đổi số.\nII. MỤC TIÊU CỤ THỂ\n- Tỉ lệ hồ sơ trực tuyến đạt 80%.\n";
    let draft = compile(text);
    assert_eq!((draft.plan.targets.len(), draft.plan.objective.len()), (1, 1));
    assert!(!codes(&draft).contains(&"QY0404"));
}

#[test]
fn orders_without_a_heading_and_behind_parts_are_duties() {
    let text = "PHẦN THỨ HAI\nNHIỆM VỤ VÀ GIẢI PHÁP\n1. Thu hút đầu tư.\nĐiều 3.\n1. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện.\n2. Giao Thường trực Hội đồng nhân dân, các Ban giám sát.\n";
    let plan = compile(text).plan;
    assert_eq!((plan.tasks.len(), plan.duties.len(), plan.unread.len()), (1, 2, 0));
    let text = "PHẦN THỨ HAI\nNHIỆM VỤ VÀ GIẢI PHÁP\n1. Thu hút đầu tư.\nĐiều 3. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện. Thường trực Hội đồng nhân dân giám sát.\n";
    let plan = compile(text).plan;
    assert_eq!((plan.tasks.len(), plan.duties.len(), plan.unread.len()), (1, 2, 0));
}

#[test]
fn the_day_of_a_paper_in_the_title_is_not_the_document_s_own() {
    let text = "Số: 300/CTr-UBND\n\nCHƯƠNG TRÌNH HÀNH ĐỘNG\nThực hiện Nghị quyết số 01/NQ-CP ngày 08 tháng 01 năm 2025 của Chính phủ\n";
    let head = compile(text).plan.document;
    assert_eq!(head.adopted, None);
    assert!(head.title.is_some_and(|title| title.starts_with("Thực hiện Nghị quyết")));
}

#[test]
fn the_time_of_a_heading_or_title_bounds_what_stands_under_it() {
    let times = |text: &str| -> Vec<Option<String>> {
        compile(text).plan.leaves().into_iter().map(|leaf| leaf.horizon.clone()).collect()
    };
    let time = |words: &str| Some(words.to_owned());
    let headed = "Điều 1. Các chỉ tiêu chủ yếu\n1. Giai đoạn 2021 - 2025\n- Trồng rừng: 10 ha.\n- Đến năm 2023, trồng chè: 5 ha.\n2. Giai đoạn 2026 - 2030\n- Trồng rừng: 20 ha, trong đó rừng phòng hộ: 8 ha.\n";
    assert_eq!(
        times(headed),
        [
            time("Giai đoạn 2021 - 2025"),
            time("Đến năm 2023"),
            time("Giai đoạn 2026 - 2030"),
            time("Giai đoạn 2026 - 2030"),
        ]
    );
    let titled = "KẾ HOẠCH\nPhát triển rừng giai đoạn 2026 - 2030, định hướng đến năm 2045\nĐiều 1. Các chỉ tiêu chủ yếu\n- Trồng rừng: 10 ha.\n";
    assert_eq!(times(titled), [time("giai đoạn 2026 - 2030")]);
    let yearly = "NGHỊ QUYẾT\nVề nhiệm vụ năm 2026\nĐiều 1. Các chỉ tiêu chủ yếu năm 2026\n- Trồng rừng: 10 ha.\n";
    assert_eq!(times(yearly), [None]);
}

#[test]
fn the_year_that_only_running_text_says_is_told() {
    let text = "Các chỉ tiêu chủ yếu\n1. Năm 2026, trồng rừng đạt 10 ha.\n";
    let draft = compile(text);
    assert_eq!(draft.plan.document.year, Some(2026));
    let told = draft.diagnostics.iter().find(|found| found.code == "QY0304");
    assert!(told.is_some_and(|found| found.span.of(text).contains("Năm 2026")));
}

#[test]
fn a_unit_above_a_table_is_every_row_s() {
    let text = "Điều 1. Giao chỉ tiêu năm 2026 (đơn vị tính: triệu đồng):\n\n| TT | Nội dung | Dự toán năm 2026 |\n| 1 | Thu nội địa | 2.520 |\n";
    let plan = compile(text).plan;
    let unit = |at: usize| plan.leaves()[at].condition.unit.as_ref().map(ToString::to_string);
    assert_eq!(unit(0).as_deref(), Some("triệu đồng"));
}

#[test]
fn cells_that_joined_the_line_above_come_apart_again() {
    let text = "PHỤ LỤC\nCHỈ TIÊU NĂM 2025\n\nTT\n\nChỉ tiêu\n\nĐơn vị tính\n\nThực hiện năm 2024\n\nKế hoạch năm 2025\n\nA\n\nB\n\nC\n\n1\n\n2\n\n1\n\nGiá trị sản xuất\n\ntỷ đồng\n\n1.850\n\n1.930\n\n2\n\nSố cơ sở được chứng nhận\n\ncơ sở\n\n4\n\n6\n\n3\n\nTỷ lệ đường được cứng hóa\n\n%\n\n92\n\ntrên 95\n";
    check(
        text,
        &[
            "1 Giá trị sản xuất [1.930]",
            "2 Số cơ sở được chứng nhận [6]",
            "3 Tỷ lệ đường được cứng hóa [trên 95]",
        ],
    );
    let plan = compile(text).plan;
    let units: Vec<_> = plan
        .leaves()
        .into_iter()
        .map(|leaf| leaf.condition.unit.as_ref().map(ToString::to_string).unwrap_or_default())
        .collect();
    assert_eq!(units, ["tỷ đồng", "cơ sở", "%"]);
}

#[test]
fn a_flattened_table_that_fits_no_heading_is_left_unread() {
    let cells = "TT\n\nChỉ tiêu\n\nĐVT\n\nNăm 2020\n\nKH 2021\n\nSo sánh\n\nKH\n\nƯớc TH\n\nKH 2020\n\nƯTH 2020\n\n1\n\nThu nội địa\n\nTỉ đồng\n\n5\n\n6\n\n2\n\nChi thường xuyên\n\nTỉ đồng\n\n7\n\n8\n\n3\n\nChi đầu tư\n\nTỉ đồng\n\n9\n\n1\n";
    let draft = compile(&format!("Các chỉ tiêu chủ yếu năm 2021\n\n{cells}"));
    assert_eq!(draft.plan.targets.len(), 0);
    assert!(codes(&draft).contains(&"QY0219"));
}

#[test]
fn parts_that_lost_their_capitals_are_parts_still() {
    check(
        "kế hoạch\nnăm 2024\n\nI. mục đích\nNâng cao đời sống.\nii. mục tiêu cụ thể năm 2024\n1. Trồng rừng: 10 ha.\niii. nhiệm vụ\n1. Trồng 5 ha chè.\n",
        &["1 Trồng rừng [10 ha]"],
    );
}

#[test]
fn a_general_aim_among_directions_and_tasks_is_no_task() {
    let text = "QUYẾT NGHỊ:\nI. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2013\n1. Mục tiêu tổng quát\nNâng cao đời sống nhân dân.\n2. Các chỉ tiêu chủ yếu\n- Thu ngân sách: 5 tỉ đồng.\n3. Nhiệm vụ\n3.1. Quản lý thu.\n";
    let plan = compile(text).plan;
    assert_eq!((plan.objective.len(), plan.targets.len(), plan.tasks.len()), (1, 1, 1));
}

#[test]
fn a_numbered_aim_over_its_targets_is_a_heading() {
    check(
        "I. MỤC TIÊU\n1. Các chỉ tiêu cụ thể\nMục tiêu 1: Tăng cường phát hiện bệnh\nChỉ tiêu 1: Tỉ lệ phát hiện đạt 80%.\nMục tiêu 2: Nâng cao chất lượng điều trị\nChỉ tiêu 2: Tỉ lệ điều trị khỏi trên 90%.\n",
        &["1 Tỉ lệ phát hiện [đạt 80%]", "2 Tỉ lệ điều trị khỏi [trên 90%]"],
    );
}
