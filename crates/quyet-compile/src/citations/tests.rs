use super::*;
use crate::phrase::key;

fn check(text: &str, expect: &[&str]) {
    let shown: Vec<String> = in_words(text, &key(text))
        .into_iter()
        .map(|found| {
            let date = found.date.map_or_else(|| "-".to_owned(), |date| date.to_string());
            let number = found.number.unwrap_or_else(|| "-".to_owned());
            format!("{} {number} {date} [{}]", found.kind.word(), found.issuer.unwrap_or_default())
        })
        .collect();
    assert_eq!(shown, expect, "{text}");
}

#[test]
fn number_date_and_issuer_are_read_in_either_order() {
    check(
        "Xét Tờ trình số 207/TTr-UBND ngày 16 tháng 11 năm 2023 của Ủy ban nhân dân tỉnh về Kế hoạch năm 2024;",
        &["Tờ trình 207/TTr-UBND 2023-11-16 [Ủy ban nhân dân tỉnh]"],
    );
    check(
        "Căn cứ Quyết định số 411/QĐ-TTg của Thủ tướng Chính phủ ngày 31/3/2022 phê duyệt Chiến lược",
        &["Quyết định 411/QĐ-TTg 2022-03-31 [Thủ tướng Chính phủ]"],
    );
    check("12-CT/TU, ngày 13/2/2018", &["Chỉ thị 12-CT/TU 2018-02-13 [Tỉnh ủy]"]);
    check(
        "Ngày 13/11/2025, Quốc hội khóa XV đã thông qua Nghị quyết 244/2025/QH15 về Kế hoạch",
        &["Nghị quyết 244/2025/QH15 2025-11-13 [Quốc hội]"],
    );
}

#[test]
fn several_numbers_of_one_series_are_told_apart() {
    check(
        "Báo cáo thẩm tra: Số 238/BC-HĐND ngày 30/11/2023 của Ban Dân tộc Hội đồng nhân dân tỉnh, số 249/BC-HĐND ngày 01/12/2023 của Ban Pháp chế Hội đồng nhân dân tỉnh tổng hợp thẩm tra của các Ban",
        &[
            "Báo cáo 238/BC-HĐND 2023-11-30 [Ban Dân tộc Hội đồng nhân dân tỉnh]",
            "Báo cáo 249/BC-HĐND 2023-12-01 [Ban Pháp chế Hội đồng nhân dân tỉnh]",
        ],
    );
}

#[test]
fn laws_are_cited_by_date_by_year_or_by_number() {
    check(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        &["Luật - 2015-06-19 []"],
    );
    check("Căn cứ Luật Đất đai năm 2003 ;", &["Luật - - []"]);
    check("Căn cứ Luật Tổ chức HĐND và UBND ban hành năm 2003;", &["Luật - - []"]);
    check(
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;",
        &["Luật 72/2025/QH15 - [Quốc hội]"],
    );
    check(
        "Căn cứ Luật Sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019;",
        &["Luật - 2019-11-22 []"],
    );
    check("theo quy định của pháp luật và Luật chung.", &[]);
}

#[test]
fn papers_without_a_number_count_when_dated_or_among_the_basis() {
    check(
        "Xét Báo cáo của Ủy ban nhân dân tỉnh về tình hình",
        &["Báo cáo - - [Ủy ban nhân dân tỉnh]"],
    );
    check("thực hiện Nghị quyết của Tỉnh ủy", &[]);
}

#[test]
fn a_repeated_mention_is_a_citation_of_its_own() {
    check(
        "Nghị quyết số 96/NQ-CP ngày 01 tháng 8 năm 2022 của Chính phủ thực hiện Nghị quyết số 11-NQ/TW.",
        &["Nghị quyết 96/NQ-CP 2022-08-01 [Chính phủ]", "Nghị quyết 11-NQ/TW - [Trung ương]"],
    );
}

#[test]
fn every_kind_of_paper_begins_with_a_letter_that_is_looked_for() {
    for (word, _) in KINDS {
        let written = word[..1].to_uppercase() + &word[1..];
        assert_eq!(capitals(&written).next(), Some(0), "{word}");
    }
}
