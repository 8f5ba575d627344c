//! Who acts.

/// Roles of the resolution's own closing article and of the law.
#[doc(alias = "vai trò")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Cơ quan lập kế hoạch: compiles and adopts plans.
    #[doc(alias = "người lập kế hoạch")]
    Planner,
    /// Người báo cáo: reports figures of a body or place.
    #[doc(alias = "người báo cáo")]
    Reporter,
    /// Cơ quan tổng hợp: receives, corrects and publishes.
    #[doc(alias = "cơ quan tổng hợp")]
    Synthesiser,
    /// Quản trị: people and system, no power over figures.
    #[doc(alias = "quản trị")]
    Administrator,
    /// Công chúng: reads what is public.
    #[doc(alias = "công chúng")]
    Public,
}

/// A person acting in a role for a body.
#[doc(alias = "người thực hiện")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Name or account; shown inside, never in public.
    pub name: String,
    /// The role acted in.
    pub role: Role,
    /// The body acted for; shown in public.
    pub body: String,
}
