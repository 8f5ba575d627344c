//! The written names of the dictionary's closed sets, each once.
//!
//! Every enum here mirrors one of [`quyet_model`]: a variant added there does not compile until it is named
//! here. Names are lower-case English with underscores and never change once written in a ledger.

use quyet_model::actor::Role;
use quyet_model::assignment::{Frequency, LinkKind};
use quyet_model::citation::ProvisionKind;
use quyet_model::condition::{Direction, Reading};
use quyet_model::diagnostic::Severity;
use quyet_model::document::DocumentKind;
use quyet_model::figure::Basis;
use quyet_model::indicator::{Measure, Sense, Visibility};
use quyet_model::place::PlaceLevel;
use quyet_model::plan::BackgroundRole;
use quyet_model::task::DutyKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! mirror {
    ($(#[$meta:meta])* $json:ident = $model:ident { $($(#[$doc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $json { $($(#[$doc])* $variant),+ }

        impl $json {
            /// Every name with its written form, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The written form.
            pub fn word(self) -> String {
                let quoted = crate::canonical::canonical_text(&self);
                quoted.trim_matches('"').to_owned()
            }

            /// The name written like this; `None` when there is none.
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|name| name.word() == word)
            }
        }

        impl From<$model> for $json {
            fn from(model: $model) -> Self {
                match model { $($model::$variant => Self::$variant),+ }
            }
        }

        impl From<$json> for $model {
            fn from(json: $json) -> Self {
                match json { $($json::$variant => Self::$variant),+ }
            }
        }
    };
}

mirror! {
    /// Role of an actor.
    RoleJson = Role {
        /// Cơ quan lập kế hoạch.
        Planner,
        /// Người báo cáo.
        Reporter,
        /// Cơ quan tổng hợp.
        Synthesiser,
        /// Quản trị.
        Administrator,
        /// Công chúng.
        Public,
    }
}

mirror! {
    /// Kind of a numbered place in a document.
    ProvisionKindJson = ProvisionKind {
        /// Phần.
        Part,
        /// Chương.
        Chapter,
        /// Mục.
        Section,
        /// Điều.
        Article,
        /// Khoản.
        Clause,
        /// Điểm.
        Point,
        /// Mục số trong ngoặc, "(6)".
        Item,
        /// Gạch đầu dòng, đếm từ 1.
        Dash,
        /// Phụ lục.
        Appendix,
        /// Dòng của bảng, đếm từ 1.
        Row,
        /// Đoạn không đánh số, đếm từ 1.
        Paragraph,
    }
}

mirror! {
    /// Which way a change goes.
    DirectionJson = Direction {
        /// Tăng.
        Rise,
        /// Giảm.
        Fall,
    }
}

mirror! {
    /// How a bare figure is read.
    ReadingJson = Reading {
        /// Như lời văn: nothing was assumed.
        AsWritten,
        /// Hiểu là "ít nhất" vì chỉ tiêu càng cao càng tốt.
        AtLeast,
        /// Hiểu là "nhiều nhất" vì chỉ tiêu càng thấp càng tốt.
        AtMost,
    }
}

mirror! {
    /// How much a diagnostic matters.
    SeverityJson = Severity {
        /// Ghi chú: the reading stands.
        Note,
        /// Cảnh báo: a person must look.
        Warning,
        /// Lỗi: no reading was possible.
        Error,
    }
}

mirror! {
    /// Kind of an official document.
    DocumentKindJson = DocumentKind {
        /// Luật.
        Law,
        /// Nghị quyết.
        Resolution,
        /// Nghị định.
        Decree,
        /// Quyết định.
        Decision,
        /// Chỉ thị.
        Directive,
        /// Thông tư.
        Circular,
        /// Kế hoạch.
        PlanPaper,
        /// Tờ trình.
        Submission,
        /// Báo cáo.
        Report,
        /// Kết luận.
        Conclusion,
        /// Thông báo.
        Notice,
        /// Công văn.
        OfficialLetter,
        /// Chương trình.
        Programme,
        /// Văn bản khác.
        Other,
    }
}

mirror! {
    /// How firm a figure is.
    BasisJson = Basis {
        /// Suy ra từ số liệu khác.
        Derived,
        /// Nguồn không nêu.
        Unstated,
        /// Lũy kế.
        RunningTotal,
        /// Ước tính.
        Estimate,
        /// Ước tính lần 1.
        FirstEstimate,
        /// Ước tính lần 2.
        SecondEstimate,
        /// Sơ bộ.
        Preliminary,
        /// Chính thức.
        Official,
    }
}

mirror! {
    /// How the numbers of an indicator behave.
    MeasureJson = Measure {
        /// Cộng dồn trong năm.
        Flow,
        /// Tại một thời điểm.
        Stock,
        /// Tỉ lệ.
        Rate,
        /// Tốc độ tăng.
        Growth,
        /// Chỉ số.
        Index,
        /// Thứ hạng.
        Rank,
        /// Danh sách.
        Roster,
        /// Lời văn.
        Statement,
    }
}

mirror! {
    /// Which way is better.
    SenseJson = Sense {
        /// Cao hơn là tốt.
        HigherIsBetter,
        /// Thấp hơn là tốt.
        LowerIsBetter,
        /// Trong khoảng là tốt.
        InsideRange,
    }
}

mirror! {
    /// Who may see the value of an indicator.
    VisibilityJson = Visibility {
        /// Công khai.
        Public,
        /// Nội bộ.
        Internal,
        /// Không lưu giữ.
        Withheld,
    }
}

mirror! {
    /// Level of a place.
    PlaceLevelJson = PlaceLevel {
        /// Cấp tỉnh.
        Province,
        /// Cấp huyện.
        District,
        /// Cấp xã.
        Commune,
    }
}

mirror! {
    /// What a background passage is there for.
    BackgroundRoleJson = BackgroundRole {
        /// Quốc hiệu, cơ quan ban hành, số, trích yếu.
        Header,
        /// Căn cứ.
        LegalBasis,
        /// Quyết nghị.
        Enacting,
        /// Đề mục, câu dẫn.
        Heading,
        /// Câu thông qua, chữ ký, nơi nhận.
        Closing,
        /// Lời văn xung quanh, không ràng buộc.
        Context,
    }
}

mirror! {
    /// What an addressee is charged with.
    DutyKindJson = DutyKind {
        /// Tổ chức thực hiện.
        CarryOut,
        /// Giám sát.
        Supervise,
        /// Phối hợp, động viên.
        Mobilise,
        /// Việc khác.
        Other,
    }
}

mirror! {
    /// How often something comes back.
    FrequencyJson = Frequency {
        /// Thường xuyên.
        Standing,
        /// Hằng ngày.
        Daily,
        /// Hằng tuần.
        Weekly,
        /// Hằng tháng.
        Monthly,
        /// Hằng quý.
        Quarterly,
        /// 6 tháng một lần.
        HalfYearly,
        /// Hằng năm.
        Yearly,
    }
}

mirror! {
    /// Kind of a thing that a task names.
    LinkKindJson = LinkKind {
        /// Chương trình mục tiêu quốc gia.
        NationalTargetProgramme,
        /// Chương trình khác, OCOP.
        Programme,
        /// Dự án.
        Project,
        /// Công trình.
        Works,
        /// Đề án.
        Scheme,
        /// Kế hoạch.
        Plan,
        /// Văn bản.
        Document,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_from_its_written_form() {
        assert_eq!(BasisJson::FirstEstimate.word(), "first_estimate");
        for name in DocumentKindJson::ALL {
            assert_eq!(DocumentKindJson::of(&name.word()), Some(*name));
        }
        assert_eq!(RoleJson::of("Planner"), None);
    }
}
