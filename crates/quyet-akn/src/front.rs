//! What stands before the body and behind it.

use quyet_model::document::DocumentKind;
use quyet_model::plan::BackgroundRole;
use quyet_syntax::{Folded, NodeId};

use crate::eid::below;
use crate::marks::Mark;
use crate::outline::Root;
use crate::scribe::Scribe;
use crate::uri::WorkUri;

impl Scribe<'_> {
    /// National title, issuer, number, title; nothing when the text has none.
    pub(crate) fn preface(&mut self, roots: &[NodeId]) {
        if !self.says_something(roots) {
            return;
        }
        self.xml.open("preface", &[]);
        for root in roots {
            for id in self.tree.within(*root) {
                self.mark_own_words(id);
            }
        }
        self.flat(roots, "preface");
        self.xml.close();
    }

    /// Legal bases as citations, considerations as recitals, the enacting formula.
    pub(crate) fn preamble(&mut self, roots: &[Root]) {
        let ids: Vec<NodeId> = roots.iter().map(|(id, _)| *id).collect();
        if !self.says_something(&ids) {
            return;
        }
        self.xml.open("preamble", &[]);
        let mut count = [0_u32; 2];
        let mut rest = roots;
        while let Some((first, role)) = rest.first() {
            let kind = self.lead(*first, *role);
            let run = rest.iter().take_while(|(id, role)| self.lead(*id, *role) == kind).count();
            let run: Vec<NodeId> = rest[..run].iter().map(|(id, _)| *id).collect();
            rest = &rest[run.len()..];
            match kind {
                Lead::Citation | Lead::Recital => self.bases(kind, &run, &mut count),
                Lead::Enacting => {
                    self.xml.open("formula", &[("name", "enactingFormula")]);
                    self.flat(&run, "preamble");
                    self.xml.close();
                }
                Lead::Words => self.flat(&run, "preamble"),
            }
        }
        self.xml.close();
    }

    fn bases(&mut self, kind: Lead, run: &[NodeId], count: &mut [u32; 2]) {
        let run: Vec<NodeId> =
            run.iter().copied().filter(|id| self.says_something(&[*id])).collect();
        if run.is_empty() {
            return;
        }
        let (all, one, all_short, one_short, at) = match kind {
            Lead::Recital => ("recitals", "recital", "recs", "rec", 1),
            _ => ("citations", "citation", "cits", "cit", 0),
        };
        count[at] += 1;
        let list = self.ids.take(&below("preamble", all_short, &count[at].to_string()));
        self.xml.open(all, &[("eId", &list)]);
        for (at, id) in run.iter().enumerate() {
            let eid = self.ids.take(&below(&list, one_short, &(at + 1).to_string()));
            self.xml.open(one, &[("eId", &eid)]);
            self.flat(&[*id], &eid);
            self.xml.close();
        }
        self.xml.close();
    }

    fn lead(&self, id: NodeId, role: Option<BackgroundRole>) -> Lead {
        match role {
            Some(BackgroundRole::Enacting) => Lead::Enacting,
            Some(BackgroundRole::LegalBasis) => {
                let words = self.rest(id).text().to_lowercase();
                if words.starts_with("căn cứ") { Lead::Citation } else { Lead::Recital }
            }
            _ => Lead::Words,
        }
    }

    /// Adoption, recipients, signatures; nothing when the text has none.
    pub(crate) fn conclusions(&mut self, roots: &[NodeId]) {
        if !self.says_something(roots) {
            return;
        }
        for root in roots {
            let node = self.tree.node(*root);
            let words = Folded::new(self.text, node.words);
            let signs = ["TM.", "T/M", "KT.", "CHỦ TỊCH", "CHỦ TỌA", "CHỦ TOẠ"];
            if signs.iter().any(|sign| words.text().starts_with(sign)) {
                self.marks.add(self.tree, node.words.range(), Mark::Own("signature"));
            }
        }
        self.xml.open("conclusions", &[]);
        self.flat(roots, "conclusions");
        self.xml.close();
    }

    /// Each appendix as a document of its own.
    pub(crate) fn attachments(&mut self, annexes: &[Vec<NodeId>], uri: &WorkUri) {
        if annexes.is_empty() {
            return;
        }
        self.xml.open("attachments", &[]);
        for (at, roots) in annexes.iter().enumerate() {
            let Some((head, behind)) = roots.split_first() else { continue };
            let eid = self.ids.take(&format!("att_{}", at + 1));
            self.xml.open("attachment", &[("eId", &eid)]);
            self.numbered(*head);
            let title = self.rest(*head);
            if !title.text().is_empty() {
                self.xml.open("heading", &[]);
                self.folded(*head, &title, &eid);
                self.xml.close();
            }
            self.xml.open("doc", &[("name", "phu-luc"), ("contains", "originalVersion")]);
            self.attachment_meta(uri, &eid);
            self.xml.open("mainBody", &[]);
            let inside: Vec<NodeId> =
                self.tree.node(*head).children.iter().chain(behind).copied().collect();
            self.mixed(&inside, &eid);
            self.xml.close();
            self.xml.close();
            self.xml.close();
        }
        self.xml.close();
    }

    /// Provisions and all in them as paragraphs and tables.
    fn flat(&mut self, roots: &[NodeId], here: &str) {
        let all: Vec<NodeId> = roots.iter().flat_map(|root| self.tree.within(*root)).collect();
        self.blocks(&all, here);
    }

    /// Marks kind, number and title of the document in words of its preface.
    fn mark_own_words(&mut self, id: NodeId) {
        let head = &self.plan.document;
        let folded = Folded::new(self.text, self.tree.node(id).words);
        let kind = head
            .kind
            .map(DocumentKind::word)
            .filter(|word| folded.text().to_lowercase() == word.to_lowercase());
        let own = [
            ("docType", kind.map(|_| folded.text())),
            ("docTitle", head.title.as_deref()),
            ("docNumber", head.number.as_deref()),
        ];
        let mut found = Vec::new();
        for (name, words) in own {
            let Some(words) = words.filter(|words| !words.is_empty()) else { continue };
            if let Some(at) = folded.text().find(words) {
                found.push((folded.source(at..at + words.len()).range(), name));
            }
        }
        for (at, name) in found {
            self.marks.add(self.tree, at, Mark::Own(name));
        }
    }

    /// Whether any of the provisions holds a word.
    pub(crate) fn says_something(&self, roots: &[NodeId]) -> bool {
        let mut all = roots.iter().flat_map(|root| self.tree.within(*root));
        // The bars of an empty row are no words.
        let said = |c: char| c != '|' && c != ' ';
        all.any(|id| Folded::new(self.text, self.tree.node(id).words).text().contains(said))
    }
}

/// How words before the body are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    Citation,
    Recital,
    Enacting,
    Words,
}
