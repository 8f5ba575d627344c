//! What no pass took: background with its role, or listed as unread. Nothing vanishes.

use quyet_model::citation::{Citation, Passage, ProvisionKind};
use quyet_model::plan::{Background, BackgroundRole, Unread};
use quyet_model::span::Span;
use quyet_syntax::{Folded, NodeId};

use crate::classify::{Role, Roles};
use crate::script::Script;

/// Background and unread words, in the text's order.
#[derive(Debug, Default)]
pub(crate) struct Rest {
    pub(crate) background: Vec<Background>,
    pub(crate) unread: Vec<Unread>,
    /// The provision of each unread passage.
    pub(crate) unread_nodes: Vec<NodeId>,
}

/// Settles every span of the text that is in no item yet. Linear but for sorting the claims.
pub(crate) fn settle(script: &Script<'_>, roles: &Roles, mut claims: Vec<Span>) -> Rest {
    claims.sort_unstable();
    let mut out = Rest::default();
    let mut next = 0;
    let mut reached = 0;
    for id in script.tree().ids() {
        let span = script.node(id).span;
        let mut at = span.start().max(reached);
        while at < span.end() {
            while claims.get(next).is_some_and(|claim| claim.end() <= at) {
                next += 1;
            }
            let stop =
                claims.get(next).map_or(span.end(), |claim| claim.start().clamp(at, span.end()));
            if at < stop {
                settle_gap(script, roles, id, Span::new(at, stop), &mut out);
            }
            let taken = claims.get(next).filter(|claim| claim.start() < span.end());
            at = taken.map_or(span.end(), |claim| claim.end().max(stop));
        }
        reached = reached.max(at);
    }
    out
}

fn settle_gap(script: &Script<'_>, roles: &Roles, id: NodeId, gap: Span, out: &mut Rest) {
    let trimmed: Span = quyet_syntax::space::trim(script.text(), gap.range()).into();
    if trimmed.is_empty() {
        return;
    }
    let folded = Folded::new(script.text(), trimmed);
    let at = Citation { span: script.given(trimmed), breadcrumb: script.tree().breadcrumb(id) };
    let passage = Passage { text: folded.text().to_owned(), at };
    let words = trimmed.of(script.text()).contains(char::is_alphanumeric);
    let leads = passage.text.ends_with(':')
        && matches!(roles.of(id), Role::Prose | Role::Targets | Role::Context);
    let disposed =
        if leads { Ok(BackgroundRole::Heading) } else { disposition(script, roles, id, words) };
    match disposed {
        Ok(role) => out.background.push(Background { role, passage }),
        Err(reason) => {
            out.unread.push(Unread { reason: reason.to_owned(), passage });
            out.unread_nodes.push(id);
        }
    }
}

/// The role of words that no pass took, or why they are unread.
fn disposition(
    script: &Script<'_>,
    roles: &Roles,
    id: NodeId,
    words: bool,
) -> Result<BackgroundRole, &'static str> {
    let node = script.node(id);
    let heads = node.heading || script.introduces(id) || roles.opens(id);
    let parent = !node.children.is_empty();
    match roles.of(id) {
        Role::Header => Ok(BackgroundRole::Header),
        Role::LegalBasis => Ok(BackgroundRole::LegalBasis),
        Role::Enacting => Ok(BackgroundRole::Enacting),
        Role::Closing => Ok(BackgroundRole::Closing),
        // What a table of tasks holds beside tasks: its header, and the names of its groups.
        Role::TaskTable => Ok(BackgroundRole::Heading),
        Role::Context | Role::Prose | Role::Quoted if !heads => Ok(BackgroundRole::Context),
        _ if !words || heads => Ok(BackgroundRole::Heading),
        Role::Targets if parent || is_table_heading(script, id) => Ok(BackgroundRole::Heading),
        Role::Targets if points_to_table(script.key(id)) => Ok(BackgroundRole::Heading),
        Role::Targets if repeals(script.key(id)) => Err(
            "Đoạn này bãi bỏ một chỉ tiêu của văn bản trước; kế hoạch của văn bản đó cần được sửa.",
        ),
        Role::Targets => Err("Đoạn này nằm trong phần chỉ tiêu nhưng chưa đọc được chỉ tiêu nào."),
        Role::Appendix => Err("Nội dung phụ lục chưa được đọc thành chỉ tiêu hoặc nhiệm vụ."),
        Role::Mixed => Err("Chưa xác định được đoạn này là mục tiêu, chỉ tiêu hay nhiệm vụ."),
        Role::Duties if crate::classify::closes_duties(script.key(id)) => {
            Ok(BackgroundRole::Closing)
        }
        Role::Duties => {
            Err("Đoạn này nằm trong phần tổ chức thực hiện nhưng không rõ giao cho cơ quan nào.")
        }
        _ if parent => Ok(BackgroundRole::Heading),
        _ => Err("Chưa xác định được vai trò của đoạn này."),
    }
}

/// "Bãi bỏ chỉ tiêu …".
fn repeals(key: &str) -> bool {
    crate::phrase::starting(key, &["bãi bỏ", "hủy bỏ", "bỏ chỉ tiêu", "không thực hiện chỉ tiêu"])
        .is_some()
}

/// "… các chỉ tiêu chủ yếu tại Phụ lục kèm theo": the table itself is read where it stands.
fn points_to_table(key: &str) -> bool {
    let tables = crate::phrase::has_any(key, &["phụ lục", "biểu", "bảng"]);
    tables
        && crate::phrase::has_any(key, &["kèm theo", "đính kèm"])
        && !crate::targets::has_value(key)
}

/// A row without a number: the table's header or the name of a group.
fn is_table_heading(script: &Script<'_>, id: NodeId) -> bool {
    let cells = || script.words(id).split('|').map(str::trim).filter(|cell| !cell.is_empty());
    let named =
        crate::phrase::has_any(script.key(id), &["chỉ tiêu", "nội dung", "đơn vị tính", "đvt"]);
    let worded = script.words(id).contains(char::is_alphabetic);
    script.node(id).kind == ProvisionKind::Row
        && (!worded || cells().count() <= 2 || named && cells().count() > 2)
}
