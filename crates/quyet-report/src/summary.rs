//! The sentence that opens every yearly report.

use quyet_assess::verdict::Counts;

use crate::block::{Block, Phrase};

/// The official sentence over the numbered targets, and a second one over the judged leaves where these differ.
pub(crate) fn paragraphs(by_target: &Counts, by_leaf: &Counts) -> Vec<Block> {
    let paragraph = |text: String| Block::Paragraph(vec![Phrase::plain(text)]);
    let mut paragraphs = vec![paragraph(sentence(by_target))];
    if by_leaf.total() != by_target.total() {
        paragraphs.push(paragraph(leaf_sentence(by_leaf)));
    }
    paragraphs
}

/// "Có 11/24 chỉ tiêu đạt và vượt kế hoạch (trong đó 7 chỉ tiêu vượt); 1 chỉ tiêu không đạt; 12 chỉ tiêu chưa đánh giá được."
///
/// While the year runs it speaks of progress and never of "đạt". The numbers always add up to the whole.
pub fn sentence(counts: &Counts) -> String {
    let all = counts.total();
    if all == 0 {
        return "Kế hoạch không có chỉ tiêu nào.".to_owned();
    }
    if counts.concluded() + counts.in_year() == 0 {
        return format!("Chưa kết luận được chỉ tiêu nào trong {all} chỉ tiêu: {}.", open(counts));
    }
    let mut parts = Vec::new();
    if 0 < counts.concluded() {
        parts.push(format!(
            "{}/{all} chỉ tiêu đạt và vượt kế hoạch{}",
            counts.attained(),
            of_these(counts)
        ));
        parts.push(format!("{} chỉ tiêu không đạt", counts.not_met));
    }
    if 0 < counts.in_year() {
        let whole = if parts.is_empty() { format!("/{all}") } else { String::new() };
        parts.push(format!("{}{whole} chỉ tiêu đúng tiến độ", counts.on_track));
        parts.push(format!("{} chỉ tiêu có nguy cơ", counts.at_risk));
        parts.push(format!("{} chỉ tiêu khó đạt", counts.off_track));
    }
    parts.push(open(counts));
    format!("Có {}.", parts.join("; "))
}

fn of_these(counts: &Counts) -> String {
    match counts.exceeded {
        0 => String::new(),
        exceeded => format!(" (trong đó {exceeded} chỉ tiêu vượt)"),
    }
}

/// What has no verdict, waiting told apart from missing.
fn open(counts: &Counts) -> String {
    let not_assessable = format!("{} chỉ tiêu chưa đánh giá được", counts.not_assessable);
    match (counts.not_due, counts.not_assessable) {
        (0, _) => not_assessable,
        (not_due, 0) => format!("{not_due} chỉ tiêu chưa đến kỳ hoặc chờ công bố"),
        (not_due, _) => {
            format!("{not_due} chỉ tiêu chưa đến kỳ hoặc chờ công bố; {not_assessable}")
        }
    }
}

fn leaf_sentence(counts: &Counts) -> String {
    format!(
        "Tính theo {} nội dung đánh giá: {} vượt, {} đạt, {} không đạt, {} đúng tiến độ, {} có nguy cơ, {} khó đạt, {} chưa đánh giá được.",
        counts.total(),
        counts.exceeded,
        counts.met,
        counts.not_met,
        counts.on_track,
        counts.at_risk,
        counts.off_track,
        counts.open(),
    )
    .replace(" 0 đúng tiến độ, 0 có nguy cơ, 0 khó đạt,", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: Counts, expect: &str) {
        assert_eq!(sentence(&counts), expect);
    }

    #[test]
    fn after_the_year_the_sentence_has_the_official_form() {
        let year = Counts { exceeded: 7, met: 4, not_met: 1, ..Counts::default() };
        check(
            Counts { not_due: 3, not_assessable: 9, ..year },
            "Có 11/24 chỉ tiêu đạt và vượt kế hoạch (trong đó 7 chỉ tiêu vượt); 1 chỉ tiêu không đạt; \
             3 chỉ tiêu chưa đến kỳ hoặc chờ công bố; 9 chỉ tiêu chưa đánh giá được.",
        );
    }

    #[test]
    fn while_the_year_runs_it_speaks_of_progress() {
        check(
            Counts { on_track: 2, off_track: 1, not_assessable: 21, ..Counts::default() },
            "Có 2/24 chỉ tiêu đúng tiến độ; 0 chỉ tiêu có nguy cơ; 1 chỉ tiêu khó đạt; \
             21 chỉ tiêu chưa đánh giá được.",
        );
    }

    #[test]
    fn without_any_figure_it_claims_nothing() {
        check(
            Counts { not_assessable: 24, ..Counts::default() },
            "Chưa kết luận được chỉ tiêu nào trong 24 chỉ tiêu: 24 chỉ tiêu chưa đánh giá được.",
        );
        check(Counts::default(), "Kế hoạch không có chỉ tiêu nào.");
    }
}
