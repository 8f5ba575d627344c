//! What must be true of every document we write; the schema itself is checked by `cargo xtask akn`.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quyet_akn::Written;
use quyet_syntax::{Source, parse};

const HIERARCHY: &[&str] = &[
    "part",
    "chapter",
    "section",
    "article",
    "paragraph",
    "point",
    "subparagraph",
    "indent",
    "division",
    "alinea",
];

pub(crate) fn written(text: &str) -> Written {
    let source = Source::new(text);
    let plan = quyet_compile::compile(text).plan;
    quyet_akn::write(&source, &parse(source.text()), &plan)
}

/// An element with the names of its children, and its words when it is not inside `meta`.
#[derive(Default)]
struct Found {
    ids: Vec<String>,
    links: Vec<String>,
    words: String,
    faults: Vec<String>,
}

/// Writes the text, checks the document, and gives it back.
pub(crate) fn check(text: &str) -> String {
    let Written { xml, dropped } = written(text);
    let found = read(&xml);
    assert_eq!(found.faults, Vec::<String>::new(), "{xml}");
    let ids: BTreeSet<&String> = found.ids.iter().collect();
    assert_eq!(ids.len(), found.ids.len(), "an eId stands twice: {:?}", found.ids);
    for link in &found.links {
        assert!(ids.contains(link), "#{link} leads nowhere: {xml}");
    }
    let forbidden = |c: char| {
        c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    assert!(!xml.contains(forbidden), "{xml:?}");
    assert!(text.contains(forbidden) || dropped == 0);
    let source = Source::new(text);
    assert_eq!(kept(&found.words), kept(source.text()));
    xml
}

/// Everything but spaces, Markdown signs, bars, rules, and what XML forbids.
fn kept(words: &str) -> String {
    let markup = |c: char| matches!(c, '*' | '#' | '|' | '\\' | '_' | '-' | ':' | '=');
    let gone = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    let folded = |c: &char| !quyet_syntax::space::is_space(*c) && !markup(*c) && !gone(*c);
    words.chars().filter(folded).collect()
}

fn read(xml: &str) -> Found {
    let mut reader = Reader::from_str(xml);
    let mut found = Found::default();
    let mut open: Vec<(String, Vec<String>)> = Vec::new();
    let mut meta = 0_usize;
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => {
                let name = name(&start);
                note(&start, &mut found);
                meta += usize::from(name == "meta");
                if let Some((_, children)) = open.last_mut() {
                    children.push(name.clone());
                }
                open.push((name, Vec::new()));
            }
            Event::Empty(start) => {
                note(&start, &mut found);
                if let Some((_, children)) = open.last_mut() {
                    children.push(name(&start));
                }
            }
            Event::End(_) => {
                let (name, children) = open.pop().expect("opened before");
                meta -= usize::from(name == "meta");
                found.faults.extend(fault(&name, &children));
            }
            Event::Text(text) if meta == 0 => found.words.push_str(&text),
            Event::GeneralRef(entity) if meta == 0 => found.words.push(match &*entity {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                other => panic!("unknown entity {other:?}"),
            }),
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn name(start: &BytesStart<'_>) -> String {
    start.name().as_ref().to_owned()
}

fn note(start: &BytesStart<'_>, found: &mut Found) {
    for attribute in start.attributes() {
        let attribute = attribute.expect("an attribute once, in quotes");
        let value = attribute.value.to_string();
        match attribute.key.as_ref() {
            "eId" => found.ids.push(value),
            "refersTo" | "source" => {
                let links = value.split(' ').filter_map(|link| link.strip_prefix('#'));
                found.links.extend(links.map(str::to_owned));
            }
            _ => {}
        }
    }
}

/// What the schema says of an element's children, for the elements whose order we decide.
fn fault(name: &str, children: &[String]) -> Option<String> {
    let mut rest = children;
    let mut take = |wanted: &dyn Fn(&str) -> bool, most: usize| {
        let count = rest.iter().take_while(|child| wanted(child)).count().min(most);
        rest = &rest[count..];
        count
    };
    let many = usize::MAX;
    let hierarchy = |child: &str| HIERARCHY.contains(&child);
    let block = |child: &str| matches!(child, "p" | "table");
    let good = match name {
        _ if hierarchy(name) => {
            take(&|child| child == "num", 1);
            take(&|child| child == "heading", 1);
            if take(&|child| child == "content", 1) == 0 {
                take(&|child| child == "intro", 1);
                take(&hierarchy, many);
                take(&|child| child == "wrapUp", 1);
            }
            rest.is_empty()
        }
        "body" => 0 < take(&hierarchy, many) && rest.is_empty(),
        "mainBody" => 0 < take(&|child| hierarchy(child) || block(child), many) && rest.is_empty(),
        "citations" => 0 < take(&|child| child == "citation", many) && rest.is_empty(),
        "recitals" => 0 < take(&|child| child == "recital", many) && rest.is_empty(),
        "citation" | "recital" | "conclusions" | "preface" => {
            0 < take(&block, many) && rest.is_empty()
        }
        "content" | "intro" | "wrapUp" | "formula" | "td" => {
            take(&block, many);
            rest.is_empty()
        }
        "table" => 0 < take(&|child| child == "tr", many) && rest.is_empty(),
        "tr" => 0 < take(&|child| child == "td", many) && rest.is_empty(),
        _ => true,
    };
    (!good).then(|| format!("{name} holds {children:?}"))
}
