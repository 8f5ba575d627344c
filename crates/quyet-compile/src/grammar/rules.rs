//! The findings of the inline grammar, one function and one code each.
//!
//! **Takes** the words a rule is about. **Gives** a [`Finding`] in words that an official can act on.
//! **Never** changes a reading: rules speak, the grammar decides.

mod pages;

use std::ops::Range;

use quyet_model::diagnostic::Severity;
use rust_decimal::Decimal;

use super::Finding;
use super::comparison::Doubt;

pub(crate) use self::pages::PAGES;

fn finding(
    code: &'static str,
    severity: Severity,
    range: Range<usize>,
    [message, message_en]: [String; 2],
    [hint, hint_en]: [&str; 2],
) -> Finding {
    let some = |hint: &str| (!hint.is_empty()).then(|| hint.to_owned());
    let (hint, hint_en) = (some(hint), some(hint_en));
    Finding { code, severity, message, message_en, range, hint, hint_en }
}

/// A sentence without particulars, in Vietnamese and in English.
fn said(words: [&str; 2]) -> [String; 2] {
    words.map(str::to_owned)
}

/// A number as officials read it: decimal comma.
fn shown(value: Decimal) -> String {
    value.to_string().replace('.', ",")
}

/// The same for readers of English: decimal point.
fn shown_en(value: Decimal) -> String {
    value.to_string()
}

/// QY0201: the writing of a number allows two values ("2,250 triệu USD").
pub(super) fn number_style(range: Range<usize>, chosen: Decimal, other: Decimal) -> Finding {
    let (chosen_en, other_en) = (shown_en(chosen), shown_en(other));
    let (chosen, other) = (shown(chosen), shown(other));
    let message = [
        format!("Cách viết số có thể hiểu hai cách; đang đọc là {chosen} (không phải {other})."),
        format!("The number can be read in two ways; it is read as {chosen_en} (not {other_en})."),
    ];
    let hint = [
        "Viết hàng nghìn bằng dấu chấm, phần thập phân bằng dấu phẩy.",
        "Write thousands with a dot and decimals with a comma.",
    ];
    finding("QY0201", Severity::Warning, range, message, hint)
}

/// QY0201, milder: a decimal point where the rule wants a comma; the value is clear.
pub(super) fn decimal_point(range: Range<usize>, value: Decimal) -> Finding {
    let (value, value_en) = (shown(value), shown_en(value));
    let message = [
        format!("Phần thập phân viết bằng dấu chấm; đang đọc là {value}."),
        format!("The decimals are written with a dot; the number is read as {value_en}."),
    ];
    let hint = ["Viết phần thập phân bằng dấu phẩy.", "Write decimals with a comma."];
    finding("QY0201", Severity::Note, range, message, hint)
}

/// QY0201 for digits parted by a space ("10 000 ha").
pub(super) fn spaced_digits(range: Range<usize>, value: Decimal) -> Finding {
    let (value, value_en) = (shown(value), shown_en(value));
    let message = [
        format!("Các chữ số cách nhau bởi khoảng trắng; đang ghép thành {value}."),
        format!("Spaces part the digits; they are read together as {value_en}."),
    ];
    let hint = ["Viết hàng nghìn bằng dấu chấm.", "Write thousands with a dot."];
    finding("QY0201", Severity::Warning, range, message, hint)
}

/// QY0202: a number without a unit of measure.
pub(super) fn unit_missing(range: Range<usize>, severity: Severity) -> Finding {
    let message = said([
        "Chưa xác định được đơn vị tính của chỉ tiêu.",
        "The unit of this target could not be told.",
    ]);
    finding("QY0202", severity, range, message, ["Bổ sung đơn vị tính.", "Add the unit."])
}

/// QY0203: words of comparison that contradict or weaken each other ("dưới 8 - 10%").
pub(super) fn bounds(range: Range<usize>, doubt: Doubt) -> Finding {
    let message = said(match doubt {
        Doubt::BoundOnRange => [
            "Từ so sánh đi cùng một khoảng giá trị; đang đọc là cả khoảng.",
            "A word of comparison stands before a range; the whole range is read.",
        ],
        Doubt::Reversed => [
            "Khoảng giá trị có số đầu lớn hơn số cuối.",
            "The range begins with a larger number than it ends with.",
        ],
        Doubt::TwoBounds => [
            "Có hai từ so sánh không khớp nhau quanh cùng một số.",
            "Two words of comparison around one number do not agree.",
        ],
        Doubt::AboutBound => [
            "“Khoảng” đi cùng từ so sánh; đang lấy từ so sánh làm ngưỡng.",
            "“Khoảng” (about) stands with a word of comparison; the comparison is taken.",
        ],
        Doubt::FromAlone => [
            "“Từ” không có “trở lên” hay số cuối; đang đọc là ít nhất.",
            "“Từ” (from) has neither “trở lên” nor an end; it is read as at least.",
        ],
        Doubt::Exceed => [
            "“Vượt” không rõ là vượt mốc hay vượt thêm; đang đọc là lớn hơn số này.",
            "“Vượt” may mean above this number or by this number; it is read as above.",
        ],
    });
    let hint = [
        "Đối chiếu với văn bản và chọn ngưỡng đúng.",
        "Compare with the document and choose the right threshold.",
    ];
    finding("QY0203", Severity::Warning, range, message, hint)
}

/// QY0204: a comparison that was left in the name stands so near the value that it may be the condition.
pub(super) fn comparison_in_name(range: Range<usize>) -> Finding {
    let message = said([
        "Từ so sánh được coi là một phần của tên chỉ tiêu, nhưng có thể thuộc về giá trị.",
        "A word of comparison is taken as part of the name, but may belong to the value.",
    ]);
    let hint = ["Xác nhận số nào là mức phải đạt.", "Confirm which number is to be reached."];
    finding("QY0204", Severity::Warning, range, message, hint)
}

/// QY0205: the announced count differs from the members that are named.
pub(super) fn member_count(range: Range<usize>, announced: u32, named: usize) -> Finding {
    let message = [
        format!("Nêu {announced} nhưng liệt kê {named} tên."),
        format!("{announced} are announced, but {named} are named."),
    ];
    let hint = [
        "Đối chiếu danh sách và sửa số hoặc tên.",
        "Compare with the list and correct the number or the names.",
    ];
    finding("QY0205", Severity::Warning, range, message, hint)
}

/// QY0206: several values could be the promised one; one was chosen.
pub(super) fn several_values(range: Range<usize>, chosen: &str) -> Finding {
    let message = [
        format!("Có nhiều giá trị trong cùng một câu; đang chọn “{chosen}”."),
        format!("One sentence holds several values; “{chosen}” is taken."),
    ];
    let hint = [
        "Chọn giá trị phải đạt hoặc tách thành nhiều chỉ tiêu.",
        "Choose the value to be reached, or split the sentence into several targets.",
    ];
    finding("QY0206", Severity::Warning, range, message, hint)
}

/// QY0207: a change of rank needs the rank it starts from.
pub(super) fn rank_baseline(range: Range<usize>) -> Finding {
    let message = said([
        "Tăng bậc xếp hạng cần biết thứ hạng của kỳ gốc.",
        "To rise by ranks, the rank that it starts from must be known.",
    ]);
    let hint = [
        "Nhập thứ hạng kỳ trước làm mốc so sánh.",
        "Enter the rank of the period before as the baseline.",
    ];
    finding("QY0207", Severity::Note, range, message, hint)
}

/// QY0208: the words report a result rather than promise one ("đã đạt", "ước đạt").
pub(super) fn looks_like_result(range: Range<usize>, severity: Severity) -> Finding {
    let message = said([
        "Câu này có thể là kết quả đã đạt, không phải chỉ tiêu.",
        "This sentence may tell a result that was reached, not a target.",
    ]);
    let hint = [
        "Bỏ khỏi danh sách chỉ tiêu nếu chỉ là kết quả.",
        "Take it off the list of targets if it is only a result.",
    ];
    finding("QY0208", severity, range, message, hint)
}

/// QY0209: shares of one whole do not add up to 100%.
pub(super) fn shares(range: Range<usize>, sum: Decimal) -> Finding {
    let (sum, sum_en) = (shown(sum), shown_en(sum));
    let message = [
        format!("Các tỉ trọng cộng lại bằng {sum}%, không phải 100%."),
        format!("The shares add up to {sum_en}%, not to 100%."),
    ];
    let hint = ["Kiểm tra từng tỉ trọng.", "Check each share."];
    finding("QY0209", Severity::Warning, range, message, hint)
}

/// QY0210: two values stand together with nothing between them.
pub(super) fn joined_values(range: Range<usize>) -> Finding {
    let message = said([
        "Hai giá trị đứng liền nhau, không có dấu ngăn cách.",
        "Two values stand side by side with nothing between them.",
    ]);
    let hint =
        ["Xem lại bản gốc để tách hai giá trị.", "Look at the original and part the two values."];
    finding("QY0210", Severity::Warning, range, message, hint)
}

/// QY0211: the same promise is also said in another way; kept as a note, not judged.
pub(super) fn also_says(range: Range<usize>, words: &str) -> Finding {
    let message = [
        format!("Chỉ tiêu còn được nêu thêm: “{words}”; phần này không dùng để đánh giá."),
        format!("The target also says “{words}”; that part is not judged."),
    ];
    finding("QY0211", Severity::Note, range, message, ["", ""])
}

/// QY0212: a value was inferred from words ("hai con số") or from a fraction ("04/09 thôn").
pub(super) fn inferred(range: Range<usize>, value: Decimal) -> Finding {
    let (value, value_en) = (shown(value), shown_en(value));
    let message = [
        format!("Giá trị được suy ra từ cách viết; đang đọc là {value}."),
        format!("The value is inferred from the wording; it is read as {value_en}."),
    ];
    let hint = ["Xác nhận hoặc nhập giá trị đúng.", "Confirm it, or enter the right value."];
    finding("QY0212", Severity::Warning, range, message, hint)
}

/// QY0213: a value that is hardly possible for such an indicator.
pub(super) fn implausible(range: Range<usize>) -> Finding {
    let message = said([
        "Giá trị khó có thể đúng với chỉ tiêu này.",
        "The value can hardly be right for this target.",
    ]);
    let hint = ["Kiểm tra lại số trong văn bản gốc.", "Check the number in the original document."];
    finding("QY0213", Severity::Warning, range, message, hint)
}

/// QY0214: "không có …" was read as zero.
pub(super) fn read_as_zero(range: Range<usize>) -> Finding {
    let message = said(["“Không có” được đọc là bằng 0.", "“Không có” (none) is read as 0."]);
    finding("QY0214", Severity::Note, range, message, ["", ""])
}

/// QY0215: words inside a target from which nothing could be read.
pub(super) fn unread(range: Range<usize>) -> Finding {
    let message = said([
        "Phần này của chỉ tiêu chưa đọc được giá trị.",
        "No value could be read from this part of the target.",
    ]);
    let hint =
        ["Đọc lại và bổ sung nếu là chỉ tiêu.", "Read it, and enter the value if it is a target."];
    finding("QY0215", Severity::Warning, range, message, hint)
}

/// QY0216: the table's unit differs from the one written at the number.
pub(super) fn unit_conflict(range: Range<usize>, column: &str, written: &str) -> Finding {
    let message = [
        format!(
            "Đơn vị của cột (“{column}”) khác đơn vị ghi tại số (“{written}”); đang dùng “{written}”."
        ),
        format!(
            "The column's unit (“{column}”) differs from the one at the number (“{written}”); “{written}” is taken."
        ),
    ];
    let hint = ["Chọn đơn vị đúng.", "Choose the right unit."];
    finding("QY0216", Severity::Warning, range, message, hint)
}

/// QY0217: whether the number is a level or a change is not clear ("giảm dưới 1%").
pub(super) fn level_or_change(range: Range<usize>) -> Finding {
    let message = said([
        "Không rõ đây là mức phải đạt hay mức tăng, giảm.",
        "It is not clear whether this is a level to reach or a change to make.",
    ]);
    let hint = ["Chọn “mức đạt” hoặc “mức thay đổi”.", "Choose “level” or “change”."];
    finding("QY0217", Severity::Warning, range, message, hint)
}

/// QY0218: a promise in words that a person must judge.
pub(super) fn judged_by_words(range: Range<usize>) -> Finding {
    let message = said([
        "Chỉ tiêu không nêu con số; sẽ do người đánh giá xác nhận.",
        "The target gives no number; a person will confirm it.",
    ]);
    let hint = [
        "Nêu cơ quan xác nhận và minh chứng.",
        "Name the body that confirms it, and the evidence.",
    ];
    finding("QY0218", Severity::Note, range, message, hint)
}
