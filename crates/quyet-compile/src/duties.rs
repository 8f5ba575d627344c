//! The closing article: who is charged with what.

use std::collections::BTreeMap;
use std::ops::Range;

use quyet_model::assignment::{Assignment, Phrase};
use quyet_model::span::Span;
use quyet_model::task::{Duty, DutyKind};
use quyet_syntax::NodeId;

use crate::body_name;
use crate::classify::{Role, Roles};
use crate::phrase::{find_from, starting};
use crate::script::Script;
use crate::sentences;
use crate::tasks::assignment::{self, Doubt, Known};

/// Words that order or ask.
const ORDERS: [&str; 14] = [
    "giao cho",
    "giao",
    "đề nghị",
    "yêu cầu",
    "kiến nghị",
    "khuyến khích",
    "hội đồng nhân dân tỉnh giao",
    "hội đồng nhân dân giao",
    "ủy quyền cho",
    "ủy quyền",
    "kêu gọi",
    "hđnd tỉnh giao",
    "hđnd giao",
    "đề nghị các",
];

/// Verbs that begin what is to be done, with the kind they speak for.
const VERBS: [(&str, DutyKind); 46] = [
    ("giám sát", DutyKind::Supervise),
    ("đôn đốc", DutyKind::Supervise),
    ("tăng cường giám sát", DutyKind::Supervise),
    ("kiểm tra", DutyKind::Supervise),
    ("phối hợp", DutyKind::Mobilise),
    ("động viên", DutyKind::Mobilise),
    ("vận động", DutyKind::Mobilise),
    ("tuyên truyền", DutyKind::Mobilise),
    ("phát huy", DutyKind::Mobilise),
    ("tổ chức", DutyKind::CarryOut),
    ("triển khai", DutyKind::CarryOut),
    ("thực hiện", DutyKind::CarryOut),
    ("chỉ đạo", DutyKind::CarryOut),
    ("căn cứ", DutyKind::CarryOut),
    ("chịu trách nhiệm", DutyKind::CarryOut),
    ("có trách nhiệm", DutyKind::CarryOut),
    ("chủ trì", DutyKind::CarryOut),
    ("cụ thể hóa", DutyKind::CarryOut),
    ("xây dựng", DutyKind::CarryOut),
    ("ban hành", DutyKind::CarryOut),
    ("hướng dẫn", DutyKind::CarryOut),
    ("quy định", DutyKind::CarryOut),
    ("tham mưu", DutyKind::CarryOut),
    ("báo cáo", DutyKind::CarryOut),
    ("trình", DutyKind::CarryOut),
    ("theo chức năng", DutyKind::Other),
    ("trong phạm vi", DutyKind::Other),
    ("theo nhiệm vụ", DutyKind::Other),
    ("quán triệt", DutyKind::CarryOut),
    ("chủ động", DutyKind::CarryOut),
    ("tiếp tục", DutyKind::CarryOut),
    ("tiên phong", DutyKind::CarryOut),
    ("ưu tiên", DutyKind::CarryOut),
    ("tham gia", DutyKind::CarryOut),
    ("đẩy mạnh", DutyKind::CarryOut),
    ("tăng cường", DutyKind::CarryOut),
    ("phổ biến", DutyKind::Mobilise),
    ("tích cực", DutyKind::CarryOut),
    ("hỗ trợ", DutyKind::CarryOut),
    ("bố trí", DutyKind::CarryOut),
    ("bảo đảm", DutyKind::CarryOut),
    ("đảm bảo", DutyKind::CarryOut),
    ("theo dõi", DutyKind::Supervise),
    ("mở thêm", DutyKind::CarryOut),
    ("rà soát", DutyKind::CarryOut),
    ("lãnh đạo", DutyKind::CarryOut),
];

/// Duties in the text's order, the spans of the NFC text they take, and what of their assignments was not readable.
pub(crate) fn read(
    script: &Script<'_>,
    roles: &Roles,
    known: Known<'_>,
) -> (Vec<Duty>, Vec<Span>, Vec<Doubt>) {
    let mut out: Vec<Duty> = Vec::new();
    let mut assign = assignment::Reader::new(script, known);
    let mut claims = Vec::new();
    let mut last_of: BTreeMap<NodeId, Vec<String>> = BTreeMap::new();
    for id in script.tree().ids() {
        if roles.of(id) != Role::Duties || is_heading(script, roles, id) {
            continue;
        }
        let above = addressees_above(script, roles, id, &last_of);
        let ranges = parts(script, id);
        for (i, range) in ranges.iter().enumerate() {
            let Some(mut found) = duty(script, id, range.clone(), &above) else { continue };
            let words = script.node(id).words;
            let own = script.source_span(id, range.clone());
            let start = if i == 0 { words.start() } else { own.start() };
            let end = if i + 1 == ranges.len() { words.end() } else { own.end() };
            let claim = Span::new(start, end);
            found.passage.at.span = script.given(claim);
            found.assignment = assign.read(id, range.clone(), true);
            let named = |body: &Phrase| found.addressees.iter().any(|who| body.text.contains(who));
            found.assignment.lead.retain(|body| !named(body));
            claims.push(claim);
            last_of.insert(id, found.addressees.clone());
            out.push(found);
        }
    }
    (out, claims, assign.doubts)
}

/// A heading of the part, or a body's name over its own list.
fn is_heading(script: &Script<'_>, roles: &Roles, id: NodeId) -> bool {
    let node = script.node(id);
    let heads = node.heading || script.introduces(id) || script.words(id).chars().count() <= 30;
    let named = roles.opens(id) && starting(script.key(id), &ORDERS).is_none();
    let aside = script.words(id).starts_with('(');
    aside
        || !script.words(id).contains(char::is_alphanumeric)
        || heads && !node.children.is_empty()
        || named && node.heading
}

/// The bodies that a provision above names: a heading ("1. Sở Tài chính" over "a) Chủ trì …") or a duty that goes on.
fn addressees_above(
    script: &Script<'_>,
    roles: &Roles,
    id: NodeId,
    known: &BTreeMap<NodeId, Vec<String>>,
) -> Vec<String> {
    let above = script.tree().ancestors(id).skip(1).take_while(|up| roles.of(*up) == Role::Duties);
    let mut found = above.filter_map(|up| {
        let short = script.words(up).chars().count() <= 160;
        let title =
            script.words(up).split(':').next().unwrap_or("").trim().trim_end_matches(['.', ' ']);
        let body = names_body(script.key(up)) && short && !title.is_empty();
        known.get(&up).cloned().or_else(|| body.then(|| vec![title.to_owned()]))
    });
    found.next().unwrap_or_default()
}

/// Whether the words begin with a body or a group of bodies.
fn names_body(key: &str) -> bool {
    body_name::begins(key)
        || starting(key, &["các", "ngân hàng", "báo", "thuế", "chi cục", "bảo hiểm", "trung tâm"])
            .is_some()
}

/// One duty each sentence or clause that charges somebody anew; what follows stays with the one before.
fn parts(script: &Script<'_>, id: NodeId) -> Vec<Range<usize>> {
    let key = script.key(id);
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in sentences::split(script.words(id)) {
        let said = &key[range.clone()];
        let anew = starting(said, &ORDERS).is_some()
            || body_name::begins(said) && first_verb(said, 0).is_some();
        match out.last_mut().filter(|_| !anew) {
            Some(last) => last.end = range.end,
            None => out.push(range),
        }
    }
    out.into_iter().flat_map(|range| clauses(key, range)).collect()
}

/// "Giao A thực hiện; B giám sát": cut behind a semicolon where another body begins and does something.
fn clauses(key: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    for (at, _) in key[range.clone()].match_indices(';') {
        let at = range.start + at + 1;
        let next = at + (key[at..range.end].len() - key[at..range.end].trim_start().len());
        let rest = &key[next..range.end];
        let charged = body_name::begins(rest) || starting(rest, &ORDERS).is_some();
        let done = first_verb(&key[start..at], 0).is_some() && first_verb(rest, 0).is_some();
        if charged && done {
            out.push(start..at);
            start = next;
        }
    }
    out.push(start..range.end);
    out
}

/// One duty; `None` when nobody is charged.
fn duty(script: &Script<'_>, id: NodeId, range: Range<usize>, above: &[String]) -> Option<Duty> {
    let (words, key) = (&script.words(id)[range.clone()], &script.key(id)[range.clone()]);
    let order = order_end(key);
    let listed = departments_end(key, order);
    let (verb, mut kind) = first_verb(key, listed).unwrap_or((key.len(), DutyKind::Other));
    if kind == DutyKind::Other {
        let next = key[verb..].find(' ').map_or(key.len(), |space| verb + space);
        kind = first_verb(key, next).map_or(DutyKind::Other, |(_, kind)| kind);
    }
    let colon = key[listed..verb].find(':').map_or(verb, |colon| listed + colon);
    if let Some(names) = behind_charge(key) {
        let addressees = body_name::split_list(&words[names..], &key[names..]);
        let passage = script.passage(id, range);
        let assignment = Assignment::default();
        return (!addressees.is_empty()).then_some(Duty {
            addressees,
            kind: DutyKind::CarryOut,
            passage,
            assignment,
        });
    }
    let who = order + (key[order..colon].len() - key[order..colon].trim_start().len());
    let titled = colon < verb && colon <= 120;
    let said = 0 < order || titled || names_body(key) && verb < key.len();
    let own = if said && who < colon {
        body_name::split_list(&words[who..colon], &key[who..colon])
    } else {
        Vec::new()
    };
    let addressees = if own.is_empty() { above.to_vec() } else { own };
    (!addressees.is_empty()).then(|| Duty {
        addressees,
        kind,
        passage: script.passage(id, range),
        assignment: Assignment::default(),
    })
}

/// "Chịu trách nhiệm thi hành Quyết định này: Ủy ban nhân dân xã, …": where the bodies begin.
fn behind_charge(key: &str) -> Option<usize> {
    starting(key, &["chịu trách nhiệm thi hành", "chịu trách nhiệm thực hiện"])?;
    let colon = key.find(':')? + 1;
    let names = colon + (key[colon..].len() - key[colon..].trim_start().len());
    names_body(&key[names..]).then_some(names)
}

/// "Giám đốc các Sở: Tài chính, Xây dựng, Nội vụ; …": the departments behind the colon belong to one addressee.
fn departments_end(key: &str, order: usize) -> usize {
    let Some(at) = find_from(key, "các sở:", order) else { return order };
    let from = at + "các sở:".len();
    let next =
        [";", " chủ tịch", " thủ trưởng", " và thủ trưởng", " chịu trách nhiệm", " có trách nhiệm"];
    let ends = next.iter().filter_map(|word| key[from..].find(word));
    ends.min().map_or(order, |end| from + end)
}

/// Where the words that order end and the bodies begin; zero when nothing orders.
fn order_end(key: &str) -> usize {
    if starting(key, &["căn cứ"]).is_some() {
        // "Căn cứ chỉ tiêu được giao, các sở … tổ chức thực hiện".
        let behind = key.match_indices(", ").map(|(at, sign)| at + sign.len());
        return behind.into_iter().find(|at| names_body(&key[*at..])).unwrap_or(0);
    }
    let order = starting(key, &ORDERS).map_or(0, str::len);
    let rest = key[order..].trim_start();
    let gives = 0 < order && starting(rest, &["cho"]).is_some();
    if gives { key.len() - rest.len() + "cho".len() } else { order }
}

/// The first verb of what is to be done, behind byte `from`.
fn first_verb(key: &str, from: usize) -> Option<(usize, DutyKind)> {
    let found = VERBS.iter().filter_map(|(verb, kind)| {
        let mut start = from;
        loop {
            let at = find_from(key, verb, start)?;
            if !is_noun(verb, &key[..at], &key[at + verb.len()..]) {
                return Some((at, *kind));
            }
            start = at + verb.len();
        }
    });
    found.min_by_key(|(at, _)| *at)
}

/// "các tổ chức", "tổ chức chính trị - xã hội": bodies, not what they do.
fn is_noun(verb: &str, before: &str, after: &str) -> bool {
    let (before, after) = (before.trim_end(), after.trim_start());
    let listed = before.ends_with("các") || before.ends_with(',') && after.starts_with(',');
    let kinds = [
        "chính trị",
        "xã hội",
        "đoàn thể",
        "thành viên",
        "kinh tế",
        "đảng",
        ",",
        "có liên quan",
        "liên quan",
    ];
    match verb {
        "tổ chức" => listed || kinds.iter().any(|kind| after.starts_with(kind)),
        "báo cáo" | "xây dựng" | "thực hiện" => {
            listed || before.ends_with("sở") || before.ends_with("bộ")
        }
        _ => listed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::classify;
    use quyet_syntax::{Source, parse};

    fn check(text: &str, expect: &[(&[&str], DutyKind)]) {
        let source = Source::new(text);
        let tree = parse(source.text());
        let script = Script::new(&source, &tree);
        let known = Known { year: None, cited: &[] };
        let (duties, _, _) = read(&script, &classify(&script, None), known);
        let shown: Vec<(Vec<&str>, DutyKind)> = duties
            .iter()
            .map(|duty| (duty.addressees.iter().map(String::as_str).collect(), duty.kind))
            .collect();
        let expect: Vec<(Vec<&str>, DutyKind)> =
            expect.iter().map(|(who, kind)| (who.to_vec(), *kind)).collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn addressees_are_named_one_by_one() {
        check(
            "Điều 4. Tổ chức thực hiện\n1. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết.\n2. Giao Thường trực Hội đồng nhân dân, các Ban Hội đồng nhân dân, Tổ đại biểu và đại biểu Hội đồng nhân dân tỉnh giám sát.",
            &[
                (&["Ủy ban nhân dân tỉnh"], DutyKind::CarryOut),
                (
                    &[
                        "Thường trực Hội đồng nhân dân",
                        "các Ban Hội đồng nhân dân",
                        "Tổ đại biểu",
                        "đại biểu Hội đồng nhân dân tỉnh",
                    ],
                    DutyKind::Supervise,
                ),
            ],
        );
    }

    #[test]
    fn two_bodies_in_one_sentence_have_a_duty_each() {
        check(
            "Điều 2. Giao UBND huyện tổ chức thực hiện; Thường trực HĐND, các Ban HĐND giám sát.",
            &[
                (&["UBND huyện"], DutyKind::CarryOut),
                (&["Thường trực HĐND", "các Ban HĐND"], DutyKind::Supervise),
            ],
        );
    }

    #[test]
    fn an_article_that_charges_needs_no_heading() {
        check(
            "Điều 2. Giao cho Uỷ ban nhân dân tỉnh tổ chức triển khai.",
            &[(&["Uỷ ban nhân dân tỉnh"], DutyKind::CarryOut)],
        );
    }

    #[test]
    fn a_body_in_a_heading_is_charged_with_the_list_below() {
        check(
            "II. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính\na) Chủ trì theo dõi.\nb) Báo cáo kết quả.",
            &[(&["Sở Tài chính"], DutyKind::CarryOut), (&["Sở Tài chính"], DutyKind::CarryOut)],
        );
    }
}
