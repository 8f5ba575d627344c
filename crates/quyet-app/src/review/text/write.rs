//! Draft to file.

use std::fmt::Write;

use quyet_model::diagnostic::Language;
use quyet_model::plan::PlanId;
use quyet_model::review::{Item, ItemState, Subject};
use quyet_wire::names::SeverityJson;
use quyet_wire::plan::DiagnosticJson;

use super::fields::{self, STATE, state_word};
use super::lines::folded;
use super::sheet;
use super::{FORM, Review};
use crate::views::assignment::said;

pub(super) fn sheet(review: &Review) -> String {
    let card = &review.card;
    let mut out = guide(&card.id);
    let mut line = |field: &str, value: &str| {
        let gap = if value.is_empty() { "" } else { " " };
        let _infallible = writeln!(out, "{field}:{gap}{value}");
    };
    line("dạng", FORM);
    line("kế hoạch", &card.id.0);
    line("bản", &card.version.to_string());
    let items = sheet::in_order(&review.reviewed);
    let warnings = sheet::warnings(&items, &review.diagnostics);
    for item in items {
        out.push('\n');
        let found = warnings.get(&item.id).map(Vec::as_slice).unwrap_or_default();
        section(&mut out, review, item, found);
    }
    out
}

fn guide(id: &PlanId) -> String {
    format!(
        "\
# BẢN RÀ SOÁT KẾ HOẠCH {id}
#
# Sửa phần sau dấu hai chấm, lưu tệp, rồi nạp lại:
#   quyet plan import --edited TỆP --data THƯ-MỤC --actor NGƯỜI --body \"CƠ QUAN\"
# Dòng bắt đầu bằng # chỉ để đọc. Mỗi nội dung nằm trọn trên một dòng; để trống nghĩa là không có.
# Không xóa mục và không xóa dòng: mục nào không phải chỉ tiêu, nhiệm vụ thì ghi trạng thái “không phải”.
#
# trạng thái: {open} | {confirmed} | {rejected}
# điều kiện:  >= 8 % | > 90 % | <= 15,8 % | < 4 % | = 56 triệu đồng (ít nhất) | = 4 % (nhiều nhất)
#             ~ 33..34 % | 2..2,5 % | tăng | giảm 2 % so với năm trước | tăng >= 1 bậc | duy trì
#             danh sách 2 xã: Giáo Hiệu; Vũ Muộn | tất cả 3 tiêu chí giảm | trong nhóm 20 | bằng lời
#             (ít nhất), (nhiều nhất) ở cuối là cách hiểu một con số trần
# Nhiệm vụ: mỗi dòng “việc” là một việc; thêm, sửa, bớt dòng được, miễn còn ít nhất một.
#   chủ trì, phối hợp: nhiều cơ quan thì ngăn bằng dấu chấm phẩy
# Tách một chỉ tiêu: thêm vào mục đó, cho mỗi phần sau, một dòng
#   tách trước: các chữ đầu của phần sau, chép từ nguyên văn
# Gộp một chỉ tiêu với chỉ tiêu liền sau cùng nhóm: thêm vào mục đó dòng
#   gộp với mục sau: có
# Thêm chỉ tiêu mà máy bỏ sót: thêm vào cuối tệp, cho mỗi chỉ tiêu, một dòng
#   thêm chỉ tiêu: các chữ đầu … các chữ cuối

",
        open = state_word(ItemState::Open),
        confirmed = state_word(ItemState::Confirmed),
        rejected = state_word(ItemState::Rejected),
    )
}

fn section(out: &mut String, review: &Review, item: &Item, found: &[&DiagnosticJson]) {
    let mut say = |words: &str| {
        out.push_str(words.trim_end());
        out.push('\n');
    };
    say(&format!("[mục {}] {}", item.id, kind(item)));
    place(review, item).iter().chain(&notes(item)).for_each(|note| say(&format!("# {note}")));
    for warning in found {
        let word = match warning.severity {
            SeverityJson::Note => "Ghi chú",
            SeverityJson::Warning => "Cảnh báo",
            SeverityJson::Error => "Lỗi",
        };
        let hint = warning.hint.as_ref().map(|hint| format!(" → {}", folded(hint)));
        let (code, message) = (&warning.code, folded(&warning.message));
        say(&format!("# {word} {code}: {message}{}", hint.unwrap_or_default()));
    }
    if item.is_decided_itself() {
        say(&format!("{STATE}: {}", state_word(item.state)));
    }
    for (field, value) in fields::of(item) {
        say(&format!("{field}: {value}"));
    }
}

fn kind(item: &Item) -> String {
    match &item.subject {
        Subject::Document(_) => "văn bản".to_owned(),
        Subject::Target(target) => format!("chỉ tiêu {}", folded(&target.code.0)),
        Subject::Task(task) => format!("nhiệm vụ {}", folded(&task.code)),
        Subject::Unread(_) => "chữ chưa đọc được".to_owned(),
    }
}

/// Where the words stand, and the words.
fn place(review: &Review, item: &Item) -> Vec<String> {
    let Some(at) = item.at() else { return vec![] };
    let received = &review.received;
    let place = received.place_words(at.span.start(), Language::Vietnamese);
    let way = folded(&at.breadcrumb.to_string());
    let gap = if way.is_empty() { "" } else { " · " };
    let words = folded(at.span.of(&received.text));
    let place = format!("{way}{gap}{place}");
    vec![place, format!("“{words}”")]
}

fn notes(item: &Item) -> Vec<String> {
    match &item.subject {
        Subject::Target(_) if !item.parts.is_empty() => {
            let parts: Vec<_> = item.parts.iter().map(ToString::to_string).collect();
            vec![format!("Gồm các mục {}; xác nhận hoặc bỏ từng mục đó.", parts.join(", "))]
        }
        Subject::Unread(unread) => vec![
            format!("Vì sao: {}", folded(&unread.reason)),
            "“xác nhận” giữ là chữ chưa đọc được, “không phải” giữ là lời văn; có chỉ tiêu bên trong thì thêm ở cuối tệp."
                .to_owned(),
        ],
        // What is editable stands below; days and links are read off the words only.
        Subject::Task(task) => said(&task.assignment)
            .into_iter()
            .filter(|field| !["Chủ trì", "Phối hợp", "Sản phẩm"].contains(&field.label))
            .map(|field| format!("{}: {}", field.label, folded(&field.words)))
            .collect(),
        Subject::Document(_) | Subject::Target(_) => vec![],
    }
}
