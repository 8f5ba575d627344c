//! Who may do what: one pure function.

use quyet_model::actor::Role;
use thiserror::Error;

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Put units of a register into the house.
    RegisterPlaces,
    /// Define or redefine indicators.
    DefineIndicators,
    /// Bring a document in and put its draft right.
    ReviewDraft,
    /// Put a plan in force.
    AdoptPlan,
    /// Report figures.
    ReportFigures,
    /// Correct a reported figure.
    CorrectFigure,
    /// Freeze and show a report.
    PublishReport,
    /// Record the first key of the public log, or another in its place.
    RecordLogKey,
}

impl Action {
    /// All actions, in the order of a plan's life.
    pub const ALL: [Self; 8] = [
        Self::RegisterPlaces,
        Self::DefineIndicators,
        Self::ReviewDraft,
        Self::AdoptPlan,
        Self::ReportFigures,
        Self::CorrectFigure,
        Self::PublishReport,
        Self::RecordLogKey,
    ];

    /// What it is called on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::RegisterPlaces => "nạp danh mục đơn vị hành chính",
            Self::DefineIndicators => "khai báo chỉ tiêu thống kê",
            Self::ReviewDraft => "rà soát dự thảo kế hoạch",
            Self::AdoptPlan => "phê duyệt kế hoạch",
            Self::ReportFigures => "báo cáo số liệu",
            Self::CorrectFigure => "đính chính số liệu",
            Self::PublishReport => "công bố báo cáo",
            Self::RecordLogKey => "ghi nhận khoá nhật ký",
        }
    }
}

/// The actor's role does not hold this power.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("vai trò {} không được {}", role_words(*role), action.words())]
pub struct Forbidden {
    /// The role acted in.
    pub role: Role,
    /// What was wanted.
    pub action: Action,
}

/// What a role is called on screen.
pub fn role_words(role: Role) -> &'static str {
    match role {
        Role::Planner => "người lập kế hoạch",
        Role::Reporter => "người báo cáo",
        Role::Synthesiser => "cơ quan tổng hợp",
        Role::Administrator => "quản trị",
        Role::Public => "công chúng",
    }
}

/// Whether the role may do it. The administrator holds no power over figures.
///
/// # Errors
/// [`Forbidden`], naming both.
pub fn may(role: Role, action: Action) -> Result<(), Forbidden> {
    let allowed = match action {
        Action::RegisterPlaces => matches!(role, Role::Planner | Role::Administrator),
        Action::DefineIndicators | Action::ReviewDraft | Action::AdoptPlan => role == Role::Planner,
        Action::ReportFigures => matches!(role, Role::Reporter | Role::Synthesiser),
        Action::CorrectFigure | Action::PublishReport => role == Role::Synthesiser,
        Action::RecordLogKey => role == Role::Administrator,
    };
    if allowed { Ok(()) } else { Err(Forbidden { role, action }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 5] =
        [Role::Planner, Role::Reporter, Role::Synthesiser, Role::Administrator, Role::Public];

    #[test]
    fn the_whole_matrix_is_known() {
        let line = |role: Role| {
            let held = Action::ALL.into_iter().filter(|action| may(role, *action).is_ok());
            format!("{role:?}: {}", held.map(|a| format!("{a:?}")).collect::<Vec<_>>().join(" "))
        };
        let matrix = ROLES.map(line).join("\n");
        let expected = "Planner: RegisterPlaces DefineIndicators ReviewDraft AdoptPlan\n\
            Reporter: ReportFigures\n\
            Synthesiser: ReportFigures CorrectFigure PublishReport\n\
            Administrator: RegisterPlaces RecordLogKey\n\
            Public: ";
        assert_eq!(matrix, expected);
    }
}
