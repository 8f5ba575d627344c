//! Which part of a document each provision belongs to.
//!
//! Headings decide, and lead-ins, and otherwise the part that a provision stands in.
//! Every node gets exactly one role; the passes read only what is theirs.

use std::collections::BTreeMap;

use quyet_model::document::DocumentKind;
use quyet_syntax::NodeId;
use quyet_syntax::mark::MarkKind;

use crate::phrase::{has_any, starting, years};
use crate::script::Script;
use crate::symbol;
use crate::topic::{self, AssessmentPart, Topic};

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

    /// Whether the node's own words announce the part (a heading, not content).
    pub(crate) fn opens(&self, id: NodeId) -> bool {
        self.opened.get(id.index()).copied().unwrap_or(false)
    }
}

/// Gives every node its role. `subject` is the number of the document that the text is or reports.
pub(crate) fn classify(script: &Script<'_>, subject: Option<&str>) -> Roles {
    let formal = script.tree().nodes().iter().any(|node| node.mark == Some(MarkKind::Article));
    let mut reader = Reader { script, subject, formal, front: true, closed: false, current: BTreeMap::new(), roles: Vec::new(), opened: Vec::new() };
    for id in script.tree().ids() {
        let (role, opened) = reader.role(id);
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
    /// Behind the sentence of adoption.
    closed: bool,
    /// The part that the last heading among the children of a node opened.
    current: BTreeMap<Option<NodeId>, Role>,
    roles: Vec<Role>,
    opened: Vec<bool>,
}

impl Reader<'_> {
    fn role(&mut self, id: NodeId) -> (Role, bool) {
        let node = self.script.node(id);
        if node.parent.is_none() {
            if let Some(role) = self.frame(id) {
                return (role, role == Role::Appendix);
            }
        }
        let parent = node.parent.map_or(Role::Context, |parent| self.roles[parent.index()]);
        let inherited = self.current.get(&node.parent).copied().unwrap_or(parent);
        let topic = self.topic(id).filter(|topic| self.may_switch(inherited, *topic, id));
        let mut role = topic.map_or(inherited, |topic| role_of(topic, inherited));
        if self.quotes(id, role) {
            role = Role::Quoted;
        }
        if let Role::Assessment(part) = role {
            role = Role::Assessment(topic::assessment_part(self.script.key(id), node.heading || node.mark.is_some()).unwrap_or(part));
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

    /// A numbered part at the top that names no topic: goes on with tasks, else is mixed.
    fn unnamed(&self, id: NodeId, inherited: Role) -> Role {
        let siblings = self.script.tree().children(self.script.node(id).parent);
        let before = siblings.iter().rev().find(|sibling| **sibling < id && self.script.node(**sibling).mark.is_some());
        let goes_on = before.is_some_and(|before| self.roles[before.index()] == Role::Tasks);
        let numbered = self.script.node(id).mark.is_some_and(|mark| mark.rank() <= MarkKind::Number.rank());
        match (goes_on, numbered) {
            (true, true) => Role::Tasks,
            (false, true) => Role::Mixed,
            _ => inherited,
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
        if node.mark == Some(MarkKind::Article) && node.children.is_empty() && enters_into_force(key) {
            self.front = false;
            return Some(Role::Closing);
        }
        let plain = node.mark.is_none_or(MarkKind::is_plain);
        if self.closed && plain || closes(key) {
            self.closed = true;
            return Some(Role::Closing);
        }
        if !plain {
            self.front = false;
            return None;
        }
        if is_enacting(key) {
            return Some(Role::Enacting);
        }
        let basis = starting(key, &["căn cứ", "xét", "theo đề nghị", "sau khi xem xét", "sau khi nghe", "trên cơ sở", "thực hiện nghị quyết", "thực hiện luật"]);
        if basis.is_some() && self.front && !self.script.introduces(id) {
            return Some(Role::LegalBasis);
        }
        if !self.front {
            return None;
        }
        let titled = node.heading || node.mark.is_none() && key.contains('|') || key.len() < 60 && !key.ends_with('.');
        if titled && !self.script.introduces(id) {
            return Some(Role::Header);
        }
        if starting(key, &["hội đồng nhân dân", "quốc hội", "ủy ban nhân dân"]).is_some() && key.len() < 160 && !key.ends_with(':') {
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
        if mark.is_division() {
            let duty = (mark == MarkKind::Article && charges(key)).then_some(Topic::Duties);
            let named = topic::of_title(title).filter(|topic| *topic != Topic::Mixed && !approves(title, *topic));
            return named.or(duty).or(Some(Topic::Mixed));
        }
        if mark.rank() <= MarkKind::Letter.rank() {
            let counted = topic::announced(title).filter(|_| node.heading && !node.children.is_empty());
            let long = whole && !node.heading && title.len() > 120;
            return counted.map(|_| Topic::Targets).or_else(|| topic::of_opening(title).filter(|_| !long));
        }
        let heads = (node.heading || self.script.introduces(id)) && !node.children.is_empty();
        heads.then(|| topic::of_opening(title)).flatten()
    }

    /// "Phương hướng năm 2021: phấn đấu đạt các chỉ tiêu sau:" announces what its last clause says.
    fn topic_of_lead_in(&self, id: NodeId, title_end: usize) -> Option<Topic> {
        let rest = &self.script.key(id)[title_end..];
        let clause = rest.trim_start_matches([':', '.', ' ']);
        let leads = self.script.introduces(id) && !self.script.node(id).children.is_empty() && clause.len() > 1;
        leads.then(|| topic::of_title(clause)).flatten().filter(|topic| *topic == Topic::Targets)
    }

    fn topic_of_plain(&self, id: NodeId, title: &str, whole: bool) -> Option<Topic> {
        let node = self.script.node(id);
        if node.kind == quyet_model::citation::ProvisionKind::Row {
            return None;
        }
        if self.script.introduces(id) {
            let key = self.script.key(id);
            return topic::of_title(title).or_else(|| topic::of_title(&key[..key.len().min(crate::script::floor(key, 400))]));
        }
        if node.heading {
            let topic = topic::of_opening(title);
            let named = has_any(title, &["giải pháp", "chủ yếu", "trọng tâm", "cụ thể"]) || title.len() < 30;
            return topic.filter(|topic| *topic != Topic::Tasks || named);
        }
        let inline = !whole && title.len() <= 160 && self.script.words(id)[title.len()..].starts_with(':');
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
        match from {
            Role::Appendix | Role::Duties => false,
            Role::Quoted => node.heading,
            Role::Assessment(_) => topic == Topic::Assessment || heads && self.looks_ahead(id),
            Role::Tasks => topic != Topic::Mixed && topic != Topic::Objective && heads && !(topic == Topic::Assessment && !node.heading),
            Role::Targets => matches!(topic, Topic::Objective | Topic::Targets) || heads && matches!(topic, Topic::Tasks | Topic::Duties),
            Role::Objective => heads || topic == Topic::Targets,
            _ => true,
        }
    }

    /// Whether a heading inside an assessment names a later year than the headings above it.
    fn looks_ahead(&self, id: NodeId) -> bool {
        let latest = |id: NodeId| years(self.script.key(id).get(..self.script.title_end(id)).unwrap_or("")).into_iter().max();
        let above = self.script.tree().ancestors(id).skip(1).filter_map(latest).max();
        latest(id).is_some_and(|own| above.is_none_or(|above| above < own))
    }

    /// Whether a heading in a text without articles announces what another document says.
    fn quotes(&self, id: NodeId, role: Role) -> bool {
        let node = self.script.node(id);
        let heads = node.heading || self.script.introduces(id);
        let (Some(subject), true) = (self.subject, !self.formal && node.mark.is_none() && heads) else { return false };
        if !matches!(role, Role::Targets | Role::Objective | Role::Prose | Role::Mixed | Role::Quoted) {
            return false;
        }
        let key = self.script.key(id);
        let binding = |kind| !matches!(kind, DocumentKind::Submission | DocumentKind::Report);
        let others = symbol::find_all(self.script.words(id)).into_iter().filter(|s| binding(s.kind));
        let mut numbers = others.map(|s| s.number).peekable();
        numbers.peek().is_some() && numbers.all(|number| number != subject) && has_any(key, &["theo", "tại", "của", "trong"])
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
fn closes(key: &str) -> bool {
    let adopted = key.starts_with("nghị quyết này") && has_any(key, &["được", "thông qua"]);
    let key = key.trim_start_matches(['|', ' ']);
    adopted || starting(key, &["nơi nhận", "tm", "kt", "t/m"]).is_some() && !key.starts_with("tm ")
}

/// Whether an article charges somebody: "Giao …", "Ủy ban nhân dân … chịu trách nhiệm".
pub(crate) fn charges(key: &str) -> bool {
    let orders = ["giao", "đề nghị", "yêu cầu", "kiến nghị", "khuyến khích"];
    let bodies = crate::body_name::begins(key) && !has_any(key, &["thông qua", "tán thành", "nhất trí", "quyết nghị", "quyết định thông qua", "phê duyệt", "ban hành"]);
    starting(key, &orders).is_some() || bodies
}

/// "Nghị quyết này có hiệu lực từ ngày …": says when, charges nobody.
pub(crate) fn enters_into_force(key: &str) -> bool {
    let own = ["nghị quyết này", "nghị quyết", "quyết định này", "kế hoạch này"];
    starting(key, &own).is_some_and(|own| starting(key[own.len()..].trim_start(), &["có hiệu lực", "được"]).is_some())
}

/// "Thông qua Nghị quyết về nhiệm vụ …": the topic is in the name of what is approved; the parts inside decide.
fn approves(title: &str, topic: Topic) -> bool {
    let verbs = ["thông qua", "nhất trí thông qua", "ban hành", "phê duyệt", "nhất trí", "quyết nghị thông qua"];
    let named = has_any(title, &["nghị quyết về", "kế hoạch", "chương trình", "đề án", "phương hướng"]);
    let lists = has_any(title, &["các chỉ tiêu", "chỉ tiêu chủ yếu", "một số chỉ tiêu"]);
    starting(title, &verbs).is_some() && (named && !lists || topic == Topic::Tasks) && topic != Topic::Assessment
}
