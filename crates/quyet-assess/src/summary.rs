//! The sentence that opens every yearly report.
//!
//! Source of the wording: reports of the provinces ("23/26 chỉ tiêu đạt và vượt, 03 không đạt").

use crate::verdict::Counts;

/// The counts as one official phrase without a full stop.
///
/// After the year: "11/24 chỉ tiêu đạt và vượt, 1 không đạt, 12 chưa đánh giá được".
/// While the year runs it speaks of progress, and never of "đạt".
pub fn sentence(counts: &Counts) -> String {
    let all = counts.total();
    if all == 0 {
        return "Kế hoạch không có chỉ tiêu nào".to_owned();
    }
    if counts.concluded() > 0 {
        return format!(
            "{}/{all} chỉ tiêu đạt và vượt, {} không đạt, {} chưa đánh giá được",
            counts.attained(),
            counts.not_met,
            counts.open() + counts.in_year(),
        );
    }
    if counts.in_year() > 0 {
        return format!(
            "{}/{all} chỉ tiêu đúng tiến độ, {} có nguy cơ, {} khó đạt, {} chưa đánh giá được",
            counts.on_track,
            counts.at_risk,
            counts.off_track,
            counts.open(),
        );
    }
    format!(
        "Chưa kết luận được chỉ tiêu nào trong {all} chỉ tiêu: {} chưa đến kỳ, {} chưa đánh giá được",
        counts.not_due, counts.not_assessable,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: Counts, expect: &str) {
        assert_eq!(sentence(&counts), expect);
    }

    #[test]
    fn the_sentence_reads_as_in_the_yearly_report() {
        let year = Counts {
            exceeded: 7,
            met: 4,
            not_met: 1,
            ..Counts::default()
        };
        check(
            Counts {
                not_due: 3,
                not_assessable: 9,
                ..year
            },
            "11/24 chỉ tiêu đạt và vượt, 1 không đạt, 12 chưa đánh giá được",
        );
        check(
            year,
            "11/12 chỉ tiêu đạt và vượt, 1 không đạt, 0 chưa đánh giá được",
        );
    }

    #[test]
    fn while_the_year_runs_it_speaks_of_progress() {
        let running = Counts {
            on_track: 2,
            off_track: 1,
            not_due: 20,
            ..Counts::default()
        };
        check(
            Counts {
                not_assessable: 1,
                ..running
            },
            "2/24 chỉ tiêu đúng tiến độ, 0 có nguy cơ, 1 khó đạt, 21 chưa đánh giá được",
        );
        check(
            Counts {
                not_due: 20,
                not_assessable: 4,
                ..Counts::default()
            },
            "Chưa kết luận được chỉ tiêu nào trong 24 chỉ tiêu: 20 chưa đến kỳ, 4 chưa đánh giá được",
        );
    }

    #[test]
    fn a_plan_without_targets_says_so() {
        check(Counts::default(), "Kế hoạch không có chỉ tiêu nào");
    }
}
