//! What is said about the document rather than by it.

use quyet_model::condition::Promise;
use quyet_model::target::Target;

use crate::scribe::Scribe;
use crate::uri::WorkUri;
use crate::xml::Xml;
use crate::{NAMESPACE, condition, slug};

/// The day that stands for one that the text does not tell; always with the name `unknown`.
const UNKNOWN_DAY: &str = "0001-01-01";

impl Scribe<'_> {
    pub(crate) fn meta(&mut self, uri: &WorkUri) {
        self.xml.open("meta", &[]);
        self.identification(uri, "main");
        self.references(uri);
        self.proprietary();
        self.xml.close();
    }

    /// An appendix is identified as a component of the whole.
    pub(crate) fn attachment_meta(&mut self, uri: &WorkUri, component: &str) {
        self.xml.open("meta", &[]);
        self.identification(uri, component);
        self.xml.close();
    }

    fn identification(&mut self, uri: &WorkUri, component: &str) {
        let work = uri.to_string();
        let adopted = self.plan.document.adopted.map(|day| day.to_string());
        let expression = format!("{work}/vie@{}", adopted.as_deref().unwrap_or_default());
        let manifestation = format!("{expression}.akn");
        let day = adopted.as_deref().unwrap_or(UNKNOWN_DAY);
        let date =
            [("date", day), ("name", if adopted.is_some() { "adoption" } else { "unknown" })];

        self.xml.open("identification", &[("source", "#quyet")]);
        self.xml.open("FRBRWork", &[]);
        self.level(&format!("{work}/!{component}"), &work, &date, "#issuer");
        self.xml.empty("FRBRcountry", &[("value", "vn")]);
        self.xml.empty("FRBRsubtype", &[("value", &uri.subtype)]);
        if let Some(number) = &self.plan.document.number {
            self.xml.empty("FRBRnumber", &[("value", number)]);
        }
        if let Some(title) = &self.plan.document.title {
            self.xml.empty("FRBRname", &[("value", title)]);
        }
        self.xml.close();
        self.xml.open("FRBRExpression", &[]);
        self.level(&format!("{expression}/!{component}"), &expression, &date, "#issuer");
        self.xml.empty("FRBRlanguage", &[("language", "vie")]);
        self.xml.close();
        self.xml.open("FRBRManifestation", &[]);
        // Nothing here reads a clock: the day of the XML is that of the text it holds.
        self.level(&format!("{expression}/!{component}.akn"), &manifestation, &date, "#quyet");
        self.xml.empty("FRBRformat", &[("value", "application/akn+xml")]);
        self.xml.close();
        self.xml.close();
    }

    fn level(&mut self, this: &str, uri: &str, date: &[(&str, &str)], author: &str) {
        self.xml.empty("FRBRthis", &[("value", this)]);
        self.xml.empty("FRBRuri", &[("value", uri)]);
        self.xml.empty("FRBRdate", date);
        self.xml.empty("FRBRauthor", &[("href", author)]);
    }

    /// Who and what the document speaks of, each with an address.
    fn references(&mut self, uri: &WorkUri) {
        self.xml.open("references", &[("source", "#quyet")]);
        let issuer = self.plan.document.issuer.clone();
        let name = issuer.as_deref().unwrap_or("không rõ cơ quan ban hành");
        self.organization("issuer", &uri.actor, name);
        self.xml.empty(
            "TLCProcess",
            &[("eId", "quyet"), ("href", "/akn/ontology/process/quyet"), ("showAs", "Quyết")],
        );
        let mut charged: Vec<&String> =
            self.plan.duties.iter().flat_map(|duty| &duty.addressees).collect();
        charged.sort_unstable();
        charged.dedup();
        for name in charged {
            let slug = slug::slug(name);
            let id = self.ids.take(&format!("body_{slug}"));
            self.organization(&id, &slug, name);
        }
        for (id, target) in self.marks.targets.iter().zip(preorder(&self.plan.targets)) {
            let name = if target.name.is_empty() { &target.text } else { &target.name };
            let href = format!("{uri}/!main~{id}");
            self.xml.empty("TLCConcept", &[("eId", id), ("href", &href), ("showAs", name)]);
        }
        for (id, task) in self.marks.tasks.iter().zip(&self.plan.tasks) {
            let href = format!("{uri}/!main~{id}");
            let name = format!("Nhiệm vụ {}", task.code);
            self.xml.empty("TLCConcept", &[("eId", id), ("href", &href), ("showAs", &name)]);
        }
        self.xml.close();
    }

    fn organization(&mut self, id: &str, slug: &str, name: &str) {
        let href = format!("/akn/ontology/organization/vn/{slug}");
        self.xml.empty("TLCOrganization", &[("eId", id), ("href", &href), ("showAs", name)]);
    }

    /// Targets with their typed conditions, tasks with their groups, in our own namespace.
    fn proprietary(&mut self) {
        self.xml.open("proprietary", &[("source", "#quyet")]);
        let year = self.plan.document.year.map(|year| year.to_string());
        let mut about = vec![("xmlns:q", NAMESPACE)];
        about.extend(year.as_deref().map(|year| ("year", year)));
        self.xml.open("q:plan", &about);
        for (id, target) in self.marks.targets.iter().zip(preorder(&self.plan.targets)) {
            target_block(&mut self.xml, id, target);
        }
        for (id, task) in self.marks.tasks.iter().zip(&self.plan.tasks) {
            let refers = format!("#{id}");
            let group = [("group", task.group.code.as_str()), ("groupTitle", &task.group.title)];
            let mut all = vec![("refersTo", refers.as_str()), ("code", task.code.as_str())];
            all.extend(group.into_iter().filter(|(_, words)| !words.is_empty()));
            self.xml.empty("q:task", &all);
        }
        self.xml.close();
        self.xml.close();
    }
}

fn target_block(xml: &mut Xml, id: &str, target: &Target) {
    let refers = format!("#{id}");
    let mut said = condition::attributes(&target.condition);
    said.extend(target.horizon.iter().map(|words| ("horizon", words.clone())));
    said.extend(target.indicator.iter().map(|one| ("indicator", one.0.clone())));
    if !target.parts.is_empty() {
        said.push(("parts", target.parts.len().to_string()));
    }
    let mut all = vec![("refersTo", refers.as_str()), ("code", target.code.0.as_str())];
    all.extend(said.iter().map(|(name, value)| (*name, value.as_str())));
    let members = match &target.condition.promise {
        Promise::Roster { members, .. } if !members.is_empty() => members,
        _ => return xml.empty("q:target", &all),
    };
    xml.open("q:target", &all);
    for member in members {
        xml.empty("q:member", &[("name", member)]);
    }
    xml.close();
}

/// A target before its parts, those before the next target.
fn preorder(targets: &[Target]) -> impl Iterator<Item = &Target> {
    let mut left: Vec<&Target> = targets.iter().rev().collect();
    std::iter::from_fn(move || {
        let target = left.pop()?;
        left.extend(target.parts.iter().rev());
        Some(target)
    })
}
