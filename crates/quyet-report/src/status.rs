//! Words and glyphs of verdicts.
//!
//! **Takes** a verdict. **Gives** a word, a glyph whose shape alone tells it apart, and a stable code for style sheets.
//! Invariant: a colour never says anything that the word does not.

use jiff::civil::Date;
use quyet_assess::verdict::{FinalVerdict, Gap, InYearVerdict, Verdict};

use crate::vi;

/// How a verdict is shown. One of eight looks; the word may be narrower than the look.
#[doc(alias = "trạng thái")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// The look: `exceeded`, `met`, `missed`, `on_track`, `at_risk`, `off_track`, `no_data` or `not_due`.
    pub code: &'static str,
    /// The word for people: "Đạt", "Chờ công bố".
    pub word: &'static str,
    /// One character that stands for the glyph in plain text.
    pub glyph_char: &'static str,
    /// A square inline SVG of 16 units, hidden from screen readers because the word stands beside it.
    pub glyph_svg: &'static str,
}

impl Status {
    /// The look and word of a verdict.
    pub fn of(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::Final(FinalVerdict::Exceeded) => EXCEEDED,
            Verdict::Final(FinalVerdict::Met) => MET,
            Verdict::Final(FinalVerdict::NotMet) => MISSED,
            Verdict::InYear(InYearVerdict::OnTrack) => ON_TRACK,
            Verdict::InYear(InYearVerdict::AtRisk) => AT_RISK,
            Verdict::InYear(InYearVerdict::OffTrack) => OFF_TRACK,
            Verdict::NotAssessable(gap) => Self::of_gap(gap),
        }
    }

    /// The look and word of a gap. Missing data never looks like failure.
    pub fn of_gap(gap: &Gap) -> Self {
        let no_data = |word| Self { word, ..NO_DATA };
        match gap {
            Gap::NoFigure => NO_DATA,
            Gap::NotDue { .. } => NOT_DUE,
            Gap::AwaitingPublication { .. } => Self { word: "Chờ công bố", ..NOT_DUE },
            Gap::NoBaseline => no_data("Thiếu số gốc"),
            Gap::OperandMissing { .. } => no_data("Thiếu số riêng"),
            Gap::PartsMissing { .. } => no_data("Thiếu thành phần"),
            Gap::Undecided => no_data("Chưa đủ căn cứ"),
            Gap::NeedsPerson => no_data("Cần người đánh giá"),
            Gap::NotLinked => no_data("Chưa gắn số đo"),
            Gap::Withheld => no_data("Theo chế độ mật"),
            Gap::CannotRestate => no_data("Không quy đổi được"),
        }
    }

    /// The eight looks, for a legend.
    pub fn all() -> [Self; 8] {
        [EXCEEDED, MET, MISSED, ON_TRACK, AT_RISK, OFF_TRACK, NO_DATA, NOT_DUE]
    }
}

/// Why nothing can be said, as one sentence for a list of gaps; no full stop.
pub fn gap_sentence(gap: &Gap) -> String {
    let on = |day: &Date| vi::date(*day);
    match gap {
        Gap::NoFigure => "đến hạn nhưng chưa có đơn vị nào báo cáo số liệu".to_owned(),
        Gap::NotDue { due } => format!("chưa hết kỳ; có thể kết luận từ ngày {}", on(due)),
        Gap::AwaitingPublication { usual } => {
            format!("chờ cơ quan có thẩm quyền công bố, thường vào ngày {}", on(usual))
        }
        Gap::NoBaseline => "chưa có số liệu gốc để so sánh mức tăng, giảm".to_owned(),
        Gap::OperandMissing { .. } => "nguồn chỉ công bố số gộp, không có số riêng".to_owned(),
        Gap::PartsMissing { parts } => {
            let codes: Vec<String> = parts.iter().map(|code| format!("({code})")).collect();
            format!("chưa đánh giá được các nội dung {}", codes.join(", "))
        }
        Gap::Undecided => "số liệu đã có chưa đủ để kết luận".to_owned(),
        Gap::NeedsPerson => "chỉ tiêu nêu bằng lời, cần người có thẩm quyền đánh giá".to_owned(),
        Gap::NotLinked => "chưa gắn với chỉ tiêu thống kê nào".to_owned(),
        Gap::Withheld => "theo dõi theo chế độ mật".to_owned(),
        Gap::CannotRestate => "số liệu theo địa giới khác, không quy đổi được".to_owned(),
    }
}

macro_rules! glyph {
    ($drawing:literal) => {
        concat!(
            r#"<svg class="glyph" viewBox="0 0 16 16" width="16" height="16" "#,
            r#"aria-hidden="true" focusable="false">"#,
            $drawing,
            "</svg>"
        )
    };
}

const EXCEEDED: Status = Status {
    code: "exceeded",
    word: "Vượt",
    glyph_char: "✓⁺",
    glyph_svg: glyph!(
        r##"<path d="M1.5 9.5l3.5 3.5 6-8M12.5 1v5M10 3.5h5" fill="none" stroke="#042161" stroke-width="2"/>"##
    ),
};
const MET: Status = Status {
    code: "met",
    word: "Đạt",
    glyph_char: "✓",
    glyph_svg: glyph!(
        r##"<path d="M2 8.5l4 4 8-10" fill="none" stroke="#042161" stroke-width="2.2"/>"##
    ),
};
const MISSED: Status = Status {
    code: "missed",
    word: "Không đạt",
    glyph_char: "✕",
    glyph_svg: glyph!(
        r##"<path d="M3 3l10 10M13 3L3 13" fill="none" stroke="#A50809" stroke-width="2.4"/>"##
    ),
};
const ON_TRACK: Status = Status {
    code: "on_track",
    word: "Đúng tiến độ",
    glyph_char: "●",
    glyph_svg: glyph!(
        r##"<circle cx="8" cy="8" r="6" fill="#05A6A3" stroke="#03706E" stroke-width="1"/>"##
    ),
};
const AT_RISK: Status = Status {
    code: "at_risk",
    word: "Có nguy cơ",
    glyph_char: "▲",
    glyph_svg: glyph!(
        r##"<path d="M8 1.5l7 13H1z" fill="#FFC338" stroke="#1B1B1B" stroke-width="1"/>"##
    ),
};
const OFF_TRACK: Status = Status {
    code: "off_track",
    word: "Khó đạt",
    glyph_char: "■",
    glyph_svg: glyph!(r##"<rect x="2.5" y="2.5" width="11" height="11" fill="#A50809"/>"##),
};
const NO_DATA: Status = Status {
    code: "no_data",
    word: "Chưa có số liệu",
    glyph_char: "–",
    glyph_svg: glyph!(
        r##"<rect x="1.5" y="1.5" width="13" height="13" fill="#FFFFFF" stroke="#6B7280"/><path d="M4 8h8" stroke="#1B1B1B" stroke-width="2"/>"##
    ),
};
const NOT_DUE: Status = Status {
    code: "not_due",
    word: "Chưa đến kỳ",
    glyph_char: "○",
    glyph_svg: glyph!(
        r##"<circle cx="8" cy="8" r="6" fill="#FFFFFF" stroke="#1B1B1B" stroke-width="1.2"/>"##
    ),
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_look_has_its_own_code_word_and_glyph() {
        let looks = Status::all();
        let distinct =
            |of: fn(&Status) -> &'static str| looks.iter().map(of).collect::<BTreeSet<_>>();
        assert_eq!(distinct(|s| s.code).len(), 8);
        assert_eq!(distinct(|s| s.word).len(), 8);
        assert_eq!(distinct(|s| s.glyph_char).len(), 8);
        assert_eq!(distinct(|s| s.glyph_svg).len(), 8);
    }

    #[test]
    fn missing_data_never_looks_like_failure() {
        let day = jiff::civil::date(2025, 5, 6);
        let check = |gap: Gap, code: &str, word: &str| {
            let status = Status::of(&Verdict::NotAssessable(gap));
            assert_eq!((status.code, status.word), (code, word));
        };
        check(Gap::NoFigure, "no_data", "Chưa có số liệu");
        check(Gap::NotDue { due: day }, "not_due", "Chưa đến kỳ");
        check(Gap::AwaitingPublication { usual: day }, "not_due", "Chờ công bố");
        check(Gap::NoBaseline, "no_data", "Thiếu số gốc");
        check(Gap::NeedsPerson, "no_data", "Cần người đánh giá");
        check(Gap::Withheld, "no_data", "Theo chế độ mật");
    }

    #[test]
    fn a_gap_tells_its_day() {
        let usual = jiff::civil::date(2025, 5, 6);
        assert!(gap_sentence(&Gap::AwaitingPublication { usual }).ends_with("06/05/2025"));
    }
}
