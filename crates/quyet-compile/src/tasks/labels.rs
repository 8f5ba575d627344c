//! Words that name a field of an assignment: before a colon ("Cơ quan chủ trì: …") and over a column of a table.

use crate::phrase::{has_any, starting};

/// A field of an assignment, or another column of a table of tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Order,
    Task,
    Lead,
    Supporting,
    Deadline,
    Output,
    Overseer,
    Note,
}

/// Words that open a label or a column's heading, longest first among those that share a beginning.
const OPENING: [(&str, Field); 48] = [
    ("cơ quan, đơn vị chủ trì", Field::Lead),
    ("cơ quan/đơn vị chủ trì", Field::Lead),
    ("cơ quan chủ trì", Field::Lead),
    ("đơn vị chủ trì", Field::Lead),
    ("đơn vị thực hiện", Field::Lead),
    ("đơn vị được giao", Field::Lead),
    ("đơn vị đầu mối", Field::Lead),
    ("đơn vị tham mưu", Field::Lead),
    ("cơ quan thực hiện", Field::Lead),
    ("cơ quan đầu mối", Field::Lead),
    ("cơ quan tham mưu", Field::Lead),
    ("cơ quan soạn thảo", Field::Lead),
    ("cơ quan, đơn vị thực hiện", Field::Lead),
    ("phân công thực hiện", Field::Lead),
    ("trách nhiệm thực hiện", Field::Lead),
    ("chủ trì", Field::Lead),
    ("cơ quan, đơn vị phối hợp", Field::Supporting),
    ("cơ quan phối hợp", Field::Supporting),
    ("đơn vị phối hợp", Field::Supporting),
    ("phối hợp", Field::Supporting),
    ("thời gian", Field::Deadline),
    ("thời hạn", Field::Deadline),
    ("thời điểm", Field::Deadline),
    ("tiến độ", Field::Deadline),
    ("hạn hoàn thành", Field::Deadline),
    ("ngày hoàn thành", Field::Deadline),
    ("hoàn thành", Field::Deadline),
    ("sản phẩm", Field::Output),
    ("dự kiến sản phẩm", Field::Output),
    ("kết quả", Field::Output),
    ("hình thức văn bản", Field::Output),
    ("lãnh đạo", Field::Overseer),
    ("người phụ trách", Field::Overseer),
    ("người chỉ đạo", Field::Overseer),
    ("đồng chí phụ trách", Field::Overseer),
    ("chỉ đạo thực hiện", Field::Overseer),
    ("ghi chú", Field::Note),
    ("nhiệm vụ", Field::Task),
    ("nội dung", Field::Task),
    ("tên nhiệm vụ", Field::Task),
    ("công việc", Field::Task),
    ("các nhiệm vụ", Field::Task),
    ("hoạt động", Field::Task),
    ("danh mục nhiệm vụ", Field::Task),
    ("nhóm nhiệm vụ", Field::Task),
    ("tên đề án", Field::Task),
    ("tên công việc", Field::Task),
    ("đề án", Field::Task),
];

/// Words that may stand between a label and its colon.
const FILLERS: [&str; 15] = [
    "thực hiện",
    "hoàn thành",
    "tham mưu",
    "đầu ra",
    "dự kiến",
    "chính",
    "cần đạt",
    "báo cáo",
    "phụ trách",
    "trình",
    "kết quả",
    "và",
    "nhiệm vụ",
    "chỉ đạo",
    "của ubnd tỉnh",
];

/// The label that opens `key`, and the bytes up to behind its colon.
pub(super) fn at(key: &str) -> Option<(Field, usize)> {
    let (word, field) = OPENING.iter().find(|(word, _)| starting(key, &[*word]).is_some())?;
    if matches!(field, Field::Task) {
        return None;
    }
    let mut end = word.len();
    loop {
        let rest = key[end..].trim_start_matches([' ', ',', '/', '*']);
        let skipped = key.len() - rest.len();
        if rest.starts_with(':') {
            return Some((*field, skipped + 1));
        }
        let filler = starting(rest, &FILLERS)?;
        end = skipped + filler.len();
    }
}

/// The field that a column's heading names; `None` for columns that are none of a task's.
pub(super) fn column(key: &str) -> Option<Field> {
    let key = key.trim_matches([' ', '*', '.', ':', '_']);
    if matches!(key, "stt" | "tt" | "số tt" | "số thứ tự" | "tt." | "stt.") {
        return Some(Field::Order);
    }
    if HEADING_MAX < key.len() || has_any(key, &["đơn vị tính", "đvt", "chỉ tiêu", "kinh phí"])
    {
        return None;
    }
    let opening = OPENING.iter().find(|(word, _)| starting(key, &[*word]).is_some());
    opening.map(|(_, field)| *field).or_else(|| {
        let inside = [
            (&["chủ trì"][..], Field::Lead),
            (&["phối hợp"], Field::Supporting),
            (&["thời gian", "thời hạn", "tiến độ"], Field::Deadline),
            (&["sản phẩm"], Field::Output),
            (&["nhiệm vụ", "công việc"], Field::Task),
        ];
        inside.into_iter().find(|(words, _)| has_any(key, words)).map(|(_, field)| field)
    })
}

/// Longest heading of a column. Unit: bytes.
const HEADING_MAX: usize = 110;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_end_in_a_colon() {
        let check = |key: &str, expect: Option<(Field, &str)>| {
            assert_eq!(at(key).map(|(field, end)| (field, &key[end..])), expect, "{key}");
        };
        check("cơ quan chủ trì: sở y tế", Some((Field::Lead, " sở y tế")));
        check("đơn vị phối hợp thực hiện: các sở", Some((Field::Supporting, " các sở")));
        check("thời gian hoàn thành: quý ii", Some((Field::Deadline, " quý ii")));
        check("sản phẩm đầu ra: kế hoạch", Some((Field::Output, " kế hoạch")));
        check("chủ trì, phối hợp với sở y tế", None);
        check("kết quả đạt được là", None);
        check("nhiệm vụ: a", None);
    }

    #[test]
    fn headings_of_columns_name_fields() {
        let check = |key: &str, expect| assert_eq!(column(key), expect, "{key}");
        check("stt", Some(Field::Order));
        check("**nội dung công việc**", Some(Field::Task));
        check("cơ quan chủ trì", Some(Field::Lead));
        check("cơ quan, đơn vị phối hợp", Some(Field::Supporting));
        check("thời gian thực hiện, hoàn thành", Some(Field::Deadline));
        check("sản phẩm, kết quả", Some(Field::Output));
        check("kết quả thực hiện nhiệm vụ", Some(Field::Output));
        check("lãnh đạo ubnd tỉnh phụ trách", Some(Field::Overseer));
        check("ghi chú", Some(Field::Note));
        check("đơn vị tính", None);
        check("kế hoạch 2026", None);
    }
}
