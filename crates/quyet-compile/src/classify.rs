//! Which part of a document each provision belongs to.
//!
//! Headings decide, and lead-ins, and otherwise the part that a provision stands in.
//! Every node gets exactly one role; the passes read only what is theirs.

use std::collections::BTreeMap;

use quyet_model::citation::ProvisionKind;
use quyet_model::document::DocumentKind;
use quyet_syntax::NodeId;
use quyet_syntax::mark::MarkKind;

use crate::phrase::{has_any, starting, years};
use crate::script::Script;
use crate::symbol;
use crate::topic::{self, AssessmentPart, Topic};

mod tables;

/// The part a provision belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Header,
    LegalBasis,
    Enacting,
    Assessment(AssessmentPart),
    Objective,
    Targets,
    /// Running text that gives targets for as long as it gives any.
    Prose,
    Tasks,
    Duties,
    /// A part with several topics, none of which claims this provision.
    Mixed,
    Closing,
    Context,
    /// Targets of another document, quoted.
    Quoted,
    Appendix,
    /// Rows of a table of tasks.
    TaskTable,
}

/// The role of every node.
#[derive(Debug)]
pub(crate) struct Roles {
    roles: Vec<Role>,
    /// Nodes whose own heading or lead-in opened their part.
    opened: Vec<bool>,
}

impl Roles {
    pub(crate) fn of(&self, id: NodeId) -> Role {
        self.roles.get(id.index()).copied().unwrap_or(Role::Context)
    }

    /// Gives a node to the tables of tasks, whatever part it stands in.
    pub(crate) fn give_to_tables(&mut self, id: NodeId) {
        if let Some(role) = self.roles.get_mut(id.index()) {
            *role = Role::TaskTable;
        }
    }

    /// Whether the node's own words announce the part (a heading, not content).
    pub(crate) fn opens(&self, id: NodeId) -> bool {
        self.opened.get(id.index()).copied().unwrap_or(false)
    }
}

/// How many siblings behind a heading are looked at.
const NEAR: usize = 4;

/// Gives every node its role. `subject` is the number of the document that the text is or reports.
pub(crate) fn classify(script: &Script<'_>, subject: Option<&str>) -> Roles {
    let formal = script.tree().nodes().iter().any(|node| node.mark == Some(MarkKind::Article));
    let mut reader = Reader {
        script,
        subject,
        formal,
        front: true,
        titled: None,
        closed: false,
        flat: None,
        rows: None,
        current: BTreeMap::new(),
        last_marked: BTreeMap::new(),
        roles: Vec::new(),
        opened: Vec::new(),
    };
    for id in script.tree().ids() {
        let (role, opened) = reader.role(id);
        let node = script.node(id);
        if node.mark.is_some() {
            reader.last_marked.insert(node.parent, role);
        }
        reader.roles.push(role);
        reader.opened.push(opened);
    }
    Roles { roles: reader.roles, opened: reader.opened }
}

struct Reader<'a> {
    script: &'a Script<'a>,
    subject: Option<&'a str>,
    /// Whether the text has articles.
    formal: bool,
    /// Before the first provision or sentence of the body.
    front: bool,
    /// The title that names targets.
    titled: Option<NodeId>,
    /// Behind the sentence of adoption.
    closed: bool,
    /// The last cell of a flattened table, and the table's role.
    flat: Option<(NodeId, Role)>,
    /// The last row of a table, and the role of one that lists targets.
    rows: Option<(NodeId, Option<Role>)>,
    /// The part that the last heading among the children of a node opened.
    current: BTreeMap<Option<NodeId>, Role>,
    /// The part of the last marked child of a node.
    last_marked: BTreeMap<Option<NodeId>, Role>,
    roles: Vec<Role>,
    opened: Vec<bool>,
}

impl Reader<'_> {
    fn role(&mut self, id: NodeId) -> (Role, bool) {
        let node = self.script.node(id);
        let parent = node.parent.map_or(Role::Context, |parent| self.roles[parent.index()]);
        let before = self.current.get(&node.parent).copied().unwrap_or(parent);
        if let Some(role) = self.in_flat_table(id, before) {
            return (role, false);
        }
        if let Some(role) = self.in_table(id, before) {
            return (role, false);
        }
        if let Some(role) = node.parent.is_none().then(|| self.frame(id)).flatten() {
            return (role, role == Role::Appendix);
        }
        let inherited = self.current.get(&node.parent).copied().unwrap_or(parent);
        let topic = self.topic(id).filter(|topic| self.may_switch(inherited, *topic, id));
        let mut role = topic.map_or(inherited, |topic| role_of(topic, inherited));
        if self.quotes(id, role) {
            role = Role::Quoted;
        }
        if let Role::Assessment(part) = role {
            role = Role::Assessment(
                topic::assessment_part(self.script.key(id), node.heading || node.mark.is_some())
                    .unwrap_or(part),
            );
        }
        if matches!(role, Role::Mixed | Role::Context) && self.promises(id) {
            role = Role::Prose;
        }
        let whole = self.script.introduces(id) || node.heading;
        if node.mark.is_none() {
            role = self.follow(id, role, topic, inherited);
        } else if topic.is_none() && matches!(inherited, Role::Context | Role::Mixed) {
            role = self.unnamed(id, inherited);
        }
        (role, topic.is_some() && (whole || !node.children.is_empty()))
    }

    /// An unmarked heading or lead-in opens a part for the siblings behind it.
    fn follow(&mut self, id: NodeId, role: Role, topic: Option<Topic>, inherited: Role) -> Role {
        let node = self.script.node(id);
        let parent_role = node.parent.map_or(Role::Context, |parent| self.roles[parent.index()]);
        if node.heading && topic.is_none() && role != Role::Quoted {
            self.current.remove(&node.parent);
            return parent_role;
        }
        let opens = node.heading || self.script.introduces(id);
        if opens && (topic.is_some() || role == Role::Quoted) {
            self.current.insert(node.parent, role);
            return role;
        }
        if topic == Some(Topic::Targets) && !opens {
            let role = if inherited == Role::Targets { Role::Targets } else { Role::Prose };
            self.current.insert(node.parent, role);
            return role;
        }
        role
    }

    /// A numbered part that names no topic: goes on with tasks, else is mixed.
    fn unnamed(&self, id: NodeId, inherited: Role) -> Role {
        let node = self.script.node(id);
        let goes_on = self.last_marked.get(&node.parent) == Some(&Role::Tasks);
        let key = self.script.key(id);
        let charged = starting(key, &["giao"]).is_some() || carries_out(key) && charges(key);
        match node.mark.is_some_and(|mark| mark.rank() <= MarkKind::Number.rank()) {
            true if goes_on => Role::Tasks,
            true if charged && inherited == Role::Mixed => Role::Duties,
            true if self.titled.is_some()
                && !self.formal
                && (crate::targets::has_value(key)
                    || self.last_marked.get(&node.parent) == Some(&Role::Targets)) =>
            {
                Role::Targets
            }
            true => Role::Mixed,
            false => inherited,
        }
    }

    /// Header, legal basis, enacting words, closing and appendices, at the top of the tree.
    fn frame(&mut self, id: NodeId) -> Option<Role> {
        let node = self.script.node(id);
        let key = self.script.key(id);
        if node.mark == Some(MarkKind::Appendix) {
            self.front = false;
            self.closed = false;
            return (topic::of_title(key) != Some(Topic::Targets)).then_some(Role::Appendix);
        }
        if node.mark == Some(MarkKind::Article)
            && node.children.is_empty()
            && (enters_into_force(key) || leaves_as_is(key))
        {
            self.front = false;
            return Some(Role::Closing);
        }
        let plain = node.mark.is_none_or(MarkKind::is_plain);
        if self.closed && plain || closes(key, self.formal) {
            self.closed = true;
            return Some(Role::Closing);
        }
        if !plain {
            self.front = false;
            return None;
        }
        if is_enacting(key) {
            // "QUYẾT ĐỊNH" over a title, and not over an article, is a title itself.
            let next = self.script.tree().nodes().get(id.index() + 1);
            let over = next.is_some_and(|next| next.mark.is_none());
            let titles = self.front && over && key.trim_end() == "quyết định";
            return Some(if titles { Role::Header } else { Role::Enacting });
        }
        let basis = starting(
            key,
            &[
                "căn cứ",
                "xét",
                "theo đề nghị",
                "sau khi xem xét",
                "sau khi nghe",
                "trên cơ sở",
                "thực hiện nghị quyết",
                "thực hiện luật",
            ],
        );
        let lists = self.script.introduces(id) && topic::of_title(key) == Some(Topic::Targets);
        // "Thực hiện Nghị quyết … năm 2026" below "KẾ HOẠCH" is a title, and ends in no sign.
        let title = basis.is_some_and(|basis| basis.starts_with("thực hiện")) && node.heading;
        if basis.is_some() && self.front && !title && !lists {
            return Some(Role::LegalBasis);
        }
        if !self.front {
            return None;
        }
        let titled = node.heading
            || node.mark.is_none() && key.contains('|')
            || key.len() < 60 && !key.ends_with('.');
        if titled && !self.script.introduces(id) {
            let names = has_any(key, &["chỉ tiêu"]) && topic::of_title(key) == Some(Topic::Targets);
            self.titled = self.titled.or(names.then_some(id));
            return Some(Role::Header);
        }
        if starting(key, &["hội đồng nhân dân", "quốc hội", "ủy ban nhân dân"]).is_some()
            && key.len() < 160
            && !key.ends_with(':')
        {
            return Some(Role::Header);
        }
        self.front = false;
        None
    }

    /// The topic that the node's own words announce.
    fn topic(&self, id: NodeId) -> Option<Topic> {
        let node = self.script.node(id);
        let key = self.script.key(id);
        let end = self.script.title_end(id);
        let title = &key[..end];
        let whole = key[end..].trim_matches([' ', ':', '.']).is_empty();
        let Some(mark) = node.mark else {
            return self.topic_of_plain(id, title, whole);
        };
        if let Some(topic) = self.topic_of_lead_in(id, end) {
            return Some(topic);
        }
        if self.is_bare_objective(id, title) {
            return Some(Topic::Objective);
        }
        if mark.is_division() {
            // "Điều 3." alone says what it is about only by what stands in it.
            let first = node.children.first().filter(|_| key.is_empty());
            let said = first.map_or(key, |child| self.script.key(*child));
            let duty = (mark == MarkKind::Article && charges(said)).then_some(Topic::Duties);
            if duty.is_some() && carries_out(key) && !self.script.introduces(id) {
                return duty;
            }
            let named = topic::of_title(title)
                .filter(|topic| *topic != Topic::Mixed && !approves(title, *topic));
            return named.or(duty).or(Some(Topic::Mixed));
        }
        if mark.rank() <= MarkKind::Letter.rank() {
            let counted =
                topic::announced(title).filter(|_| node.heading && !node.children.is_empty());
            let long = whole && !node.heading && title.len() > 120;
            return counted
                .map(|_| Topic::Targets)
                .or_else(|| topic::of_opening(title).filter(|_| !long));
        }
        let heads = (node.heading || self.script.introduces(id)) && !node.children.is_empty();
        heads.then(|| topic::of_opening(title)).flatten()
    }

    /// "Phương hướng năm 2021: phấn đấu đạt các chỉ tiêu sau:" announces what its last clause says.
    fn topic_of_lead_in(&self, id: NodeId, title_end: usize) -> Option<Topic> {
        if topic::lists_targets(self.script.key(id)) {
            return Some(Topic::Targets);
        }
        let rest = &self.script.key(id)[title_end..];
        let clause = rest.trim_start_matches([':', '.', ' ']);
        let leads = self.script.introduces(id)
            && !self.script.node(id).children.is_empty()
            && clause.len() > 1;
        leads.then(|| topic::of_title(clause)).flatten().filter(|topic| *topic == Topic::Targets)
    }

    /// "Mục tiêu" alone means the general aim where "chỉ tiêu" follow in a part of their own, or where it says no number.
    fn is_bare_objective(&self, id: NodeId, title: &str) -> bool {
        let name = title.trim_start_matches("về ").trim_matches([' ', ':', '.']);
        let Some(rest) = name.strip_prefix("mục tiêu") else { return false };
        let dated = starting(rest.trim_start(), &["năm", "giai đoạn", "đến năm"]).is_some()
            && rest.len() < 40;
        if !(rest.is_empty() || dated) {
            return false;
        }
        let node = self.script.node(id);
        let said = &self.script.key(id)[title.len()..];
        let worded = said.contains(char::is_alphabetic) && !crate::targets::has_value(said);
        let siblings = self.script.tree().children(node.parent);
        let behind = siblings.partition_point(|sibling| *sibling <= id);
        let listed = siblings[behind..].iter().take(NEAR).any(|sibling| {
            let key = self.script.key(*sibling);
            has_any(&key[..self.script.title_end(*sibling)], &["chỉ tiêu", "mục tiêu cụ thể"])
        });
        listed || worded && node.children.is_empty() && !self.script.introduces(id)
    }

    fn topic_of_plain(&self, id: NodeId, title: &str, whole: bool) -> Option<Topic> {
        let node = self.script.node(id);
        if node.kind == ProvisionKind::Row {
            return None;
        }
        if self.script.introduces(id) {
            let key = self.script.key(id);
            if topic::lists_targets(key) {
                return Some(Topic::Targets);
            }
            return topic::of_title(title).or_else(|| {
                topic::of_title(&key[..key.len().min(crate::script::floor(key, 400))])
            });
        }
        if node.heading {
            let topic = topic::of_opening(title);
            let named = has_any(title, &["giải pháp", "chủ yếu", "trọng tâm", "cụ thể"])
                || title.len() < 30;
            return topic.filter(|topic| *topic != Topic::Tasks || named);
        }
        let inline =
            !whole && title.len() <= 160 && self.script.words(id)[title.len()..].starts_with(':');
        let topic = if inline { topic::of_title(title) } else { None };
        topic.filter(|topic| match topic {
            Topic::Targets => has_any(title, &["chỉ tiêu", "mục tiêu cụ thể"]),
            Topic::Objective => true,
            _ => false,
        })
    }

    /// Whether words with this topic may leave the part they stand in.
    fn may_switch(&self, from: Role, topic: Topic, id: NodeId) -> bool {
        let node = self.script.node(id);
        let heads = node.heading || self.script.introduces(id) || !node.children.is_empty();
        if topic == Topic::Duties && node.mark == Some(MarkKind::Article) {
            return !matches!(from, Role::Appendix | Role::Quoted);
        }
        match from {
            Role::Appendix | Role::Duties => false,
            Role::Quoted => node.heading,
            Role::Assessment(_) => topic == Topic::Assessment || heads && self.looks_ahead(id),
            Role::Tasks => match topic {
                Topic::Mixed => false,
                // "II. PHƯƠNG HƯỚNG, NHIỆM VỤ" with its "1. Mục tiêu tổng quát".
                Topic::Objective => {
                    heads
                        && node.mark.is_some()
                        && topic::is_general_aim(&self.script.key(id)[..self.script.title_end(id)])
                }
                Topic::Assessment => node.heading,
                Topic::Targets => heads || self.lists_inline(id),
                Topic::Tasks | Topic::Duties => heads,
            },
            Role::Targets => {
                matches!(topic, Topic::Objective | Topic::Targets)
                    || heads && matches!(topic, Topic::Tasks | Topic::Duties)
            }
            Role::Objective => heads || topic == Topic::Targets,
            _ => true,
        }
    }

    /// Whether words without a heading promise: an article that is one sentence of targets, or a provision as an
    /// amendment words it anew.
    fn promises(&self, id: NodeId) -> bool {
        let node = self.script.node(id);
        let key = self.script.key(id);
        let plain = |id: &NodeId| {
            let child = self.script.node(*id);
            child.mark.is_none() && child.kind != ProvisionKind::Row && !child.heading
        };
        let article = node.mark == Some(MarkKind::Article)
            && node.children.iter().all(plain)
            && has_any(key, &["phấn đấu", "chỉ tiêu"]);
        let quoted = node.mark.is_none()
            && key.starts_with(['"', '“', '‘'])
            && node.parent.is_some_and(|parent| self.script.introduces(parent));
        !node.heading && (article || quoted) && crate::targets::has_value(key)
    }

    /// Whether an item among tasks opens with a list of targets on its own line: "1. Các chỉ tiêu chủ yếu: …".
    fn lists_inline(&self, id: NodeId) -> bool {
        let key = self.script.key(id);
        let end = self.script.title_end(id);
        let said = key
            .get(end..)
            .is_some_and(|rest| rest.starts_with(':') && crate::targets::has_value(rest));
        let counted = ["các chỉ tiêu", "một số chỉ tiêu", "chỉ tiêu", "những chỉ tiêu"];
        said && starting(key[..end].trim_start_matches("về ").trim_start(), &counted).is_some()
    }

    /// Whether a heading inside an assessment names a later year than the headings above it.
    fn looks_ahead(&self, id: NodeId) -> bool {
        let latest = |id: NodeId| {
            years(self.script.key(id).get(..self.script.title_end(id)).unwrap_or(""))
                .into_iter()
                .max()
        };
        let above = self.script.tree().ancestors(id).skip(1).filter_map(latest).max();
        latest(id).is_some_and(|own| above.is_none_or(|above| above < own))
    }

    /// Whether a heading in a text without articles announces what another document says.
    fn quotes(&self, id: NodeId, role: Role) -> bool {
        let node = self.script.node(id);
        let heads = node.heading || self.script.introduces(id);
        let (Some(subject), true) = (self.subject, !self.formal && node.mark.is_none() && heads)
        else {
            return false;
        };
        if !matches!(
            role,
            Role::Targets | Role::Objective | Role::Prose | Role::Mixed | Role::Quoted
        ) {
            return false;
        }
        let key = self.script.key(id);
        // "Thực hiện Quyết định số …, Ủy ban nhân dân ban hành Kế hoạch như sau:" is the plan's own lead-in.
        let own = ["thực hiện", "căn cứ", "triển khai", "xét", "để thực hiện", "nhằm"];
        if starting(key, &own).is_some() {
            return false;
        }
        let binding = |kind| !matches!(kind, DocumentKind::Submission | DocumentKind::Report);
        let others =
            symbol::find_all(self.script.words(id)).into_iter().filter(|s| binding(s.kind));
        let mut numbers = others.map(|s| s.number).peekable();
        numbers.peek().is_some()
            && numbers.all(|number| number != subject)
            && has_any(key, &["theo", "tại", "của", "trong"])
    }
}

fn role_of(topic: Topic, inherited: Role) -> Role {
    match topic {
        Topic::Assessment => match inherited {
            Role::Assessment(part) => Role::Assessment(part),
            _ => Role::Assessment(AssessmentPart::Results),
        },
        Topic::Objective => Role::Objective,
        Topic::Targets => Role::Targets,
        Topic::Tasks => Role::Tasks,
        Topic::Duties => Role::Duties,
        Topic::Mixed => match inherited {
            Role::Context => Role::Mixed,
            other => other,
        },
    }
}

/// "QUYẾT NGHỊ:" and its like, alone on a line.
pub(crate) fn is_enacting(key: &str) -> bool {
    let bare = key.trim_matches([' ', ':', '.', '*']);
    matches!(bare, "quyết nghị" | "quyết định" | "nghị quyết này quyết nghị" | "quyết nghị như sau")
}

/// Words behind the last provision: adoption, recipients, signatures.
fn closes(key: &str, formal: bool) -> bool {
    let key = key.trim_start_matches(['|', ' ']);
    let names: &[&str] =
        if formal { &["nghị quyết này", "nghị quyết"] } else { &["nghị quyết này"] };
    let own = starting(key, names).map(|own| key[own.len()..].trim_start());
    let adopted = own.is_some_and(|rest| starting(rest, &["được", "đã được"]).is_some())
        && has_any(key, &["thông qua"]);
    let said = starting(key, &["nơi nhận", "tm.", "kt.", "t/m", "trên đây là"]).is_some();
    adopted || said
}

/// Whether an article charges somebody: "Giao …", "Ủy ban nhân dân … chịu trách nhiệm".
pub(crate) fn charges(key: &str) -> bool {
    let orders = ["giao", "đề nghị", "yêu cầu", "kiến nghị", "khuyến khích"];
    if starting(key, &["căn cứ"]).is_some() {
        return has_any(
            key,
            &["tổ chức thực hiện", "triển khai", "chịu trách nhiệm", "có trách nhiệm"],
        );
    }
    let bodies = crate::body_name::begins(key)
        && !has_any(
            key,
            &[
                "thông qua",
                "tán thành",
                "nhất trí",
                "quyết nghị",
                "quyết định thông qua",
                "phê duyệt",
                "ban hành",
            ],
        );
    starting(key, &orders).is_some() || bodies
}

/// "Chính phủ … trong phạm vi nhiệm vụ của mình tổ chức thực hiện", "Căn cứ chỉ tiêu được giao, các sở …".
fn carries_out(key: &str) -> bool {
    let bodies = starting(key, &["căn cứ"]).is_some() || crate::body_name::begins(key);
    bodies
        && has_any(
            key,
            &["tổ chức thực hiện", "triển khai", "thi hành", "giám sát", "chịu trách nhiệm"],
        )
}

/// "Nghị quyết này có hiệu lực từ ngày …": says when, charges nobody.
pub(crate) fn enters_into_force(key: &str) -> bool {
    let own = ["nghị quyết này", "nghị quyết", "quyết định này", "kế hoạch này"];
    starting(key, &own).is_some_and(|own| {
        starting(key[own.len()..].trim_start(), &["có hiệu lực", "được"]).is_some()
    })
}

/// Words among the duties that charge nobody: when the paper takes effect, and what to do when it proves hard.
pub(crate) fn closes_duties(key: &str) -> bool {
    let running = ["trong quá trình", "quá trình tổ chức", "quá trình thực hiện"];
    enters_into_force(key) || starting(key, &running).is_some()
}

/// "Các nội dung khác thực hiện theo Nghị quyết số …": nothing new.
fn leaves_as_is(key: &str) -> bool {
    let others = [
        "các chỉ tiêu khác",
        "các nội dung khác",
        "những nội dung khác",
        "các nội dung còn lại",
        "nội dung khác",
    ];
    starting(key, &others).is_some()
        && has_any(key, &["thực hiện theo", "giữ nguyên", "không thay đổi"])
}

/// "Thông qua Nghị quyết về nhiệm vụ …": the topic is in the name of what is approved; the parts inside decide.
fn approves(title: &str, topic: Topic) -> bool {
    let verbs = [
        "thông qua",
        "nhất trí thông qua",
        "ban hành",
        "phê duyệt",
        "nhất trí",
        "quyết nghị thông qua",
    ];
    let named =
        has_any(title, &["nghị quyết về", "kế hoạch", "chương trình", "đề án", "phương hướng"]);
    let lists = has_any(title, &["các chỉ tiêu", "chỉ tiêu chủ yếu", "một số chỉ tiêu"]);
    starting(title, &verbs).is_some()
        && (named && !lists || topic == Topic::Tasks)
        && topic != Topic::Assessment
}
