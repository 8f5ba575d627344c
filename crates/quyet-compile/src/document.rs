//! What the document says of itself: number, kind, issuer, title, day of adoption, term, session, year.
//!
//! Absent means `None`: nothing is invented, and each absence is a finding of its own rule.

use jiff::civil::Date;
use quyet_model::citation::ProvisionKind;
use quyet_model::document::{CitedDocument, DocumentHead, DocumentKind};
use quyet_syntax::NodeId;

use crate::classify::{Role, Roles, is_enacting};
use crate::date;
use crate::phrase::{find, find_from, has_any, key as key_of, starting};
use crate::script::Script;
use crate::symbol;

mod issuer;

/// How many provisions the head of a document spans at most.
const HEAD_MAX: usize = 24;

/// Titles that name the kind of a document, alone or at the start of its title.
const KINDS: [(&str, DocumentKind); 10] = [
    ("chương trình hành động", DocumentKind::Programme),
    ("kế hoạch hành động", DocumentKind::PlanPaper),
    ("nghị quyết", DocumentKind::Resolution),
    ("quyết định", DocumentKind::Decision),
    ("kế hoạch", DocumentKind::PlanPaper),
    ("chỉ thị", DocumentKind::Directive),
    ("chương trình", DocumentKind::Programme),
    ("báo cáo", DocumentKind::Report),
    ("kết luận", DocumentKind::Conclusion),
    ("tờ trình", DocumentKind::Submission),
];

/// The number of the document that the text is, or that a report about it names first.
pub(crate) fn own_number(script: &Script<'_>) -> Option<String> {
    let head = || script.tree().ids().take(HEAD_MAX);
    let labelled = head().find_map(|id| {
        let key = script.key(id);
        let at = find(key, "số").filter(|at| *at < 400)?;
        let behind = key[at + "số".len()..].trim_start_matches([':', '.', ' ', '|']);
        let front =
            starting(key.trim_start_matches(['|', ' ']), &["căn cứ", "xét", "theo", "sau", "điều"])
                .is_none();
        let start = key.len() - behind.len();
        let found = symbol::find_all(&script.words(id)[start..]).into_iter().next()?;
        let listed =
            script.node(id).kind == ProvisionKind::Row || key.starts_with("số") || key.len() < 300;
        (found.range.start == 0 && front && listed).then_some(found.number)
    });
    labelled.or_else(|| {
        let title = head().find(|id| !script.words(*id).is_empty())?;
        let node = script.node(title);
        let titled = node.heading && node.mark.is_none();
        titled
            .then(|| symbol::find_all(script.words(title)).into_iter().next().map(|s| s.number))
            .flatten()
    })
}

/// Reads the head of the document.
pub(crate) fn read(
    script: &Script<'_>,
    roles: &Roles,
    number: Option<&str>,
    cited: &[CitedDocument],
) -> DocumentHead {
    let (kind, kind_at) = kind(script, roles, number);
    let closing = closing(script, roles);
    let own = cited
        .iter()
        .find(|c| c.number.is_some() && c.number.as_deref() == number && c.date.is_some());
    DocumentHead {
        number: number.map(str::to_owned),
        kind,
        issuer: issuer::read(script, roles, closing).or_else(|| own.and_then(|c| c.issuer.clone())),
        title: title(script, roles, kind_at),
        adopted: closing
            .and_then(|id| adopted(script, id))
            .or_else(|| dated(script, roles, number))
            .or_else(|| dated_by_number(script, roles, number?))
            .or(own.and_then(|c| c.date)),
        term: everywhere(script, roles, term),
        session: everywhere(script, roles, session),
        year: said_year(script, roles)
            .or_else(|| inferred_year(script, roles).map(|(year, _)| year)),
    }
}

/// Nodes of a role, in order.
fn with_role<'a>(
    script: &'a Script<'_>,
    roles: &'a Roles,
    role: Role,
) -> impl Iterator<Item = NodeId> + 'a {
    script.tree().ids().filter(move |id| roles.of(*id) == role)
}

fn closing(script: &Script<'_>, roles: &Roles) -> Option<NodeId> {
    let said = |id: &NodeId| find(script.key(*id), "thông qua").is_some();
    with_role(script, roles, Role::Closing).find(said)
}

/// The kind, and the header line that names it.
fn kind(
    script: &Script<'_>,
    roles: &Roles,
    number: Option<&str>,
) -> (Option<DocumentKind>, Option<NodeId>) {
    let named = |alone: bool| {
        with_role(script, roles, Role::Header).find_map(|id| {
            let key = script.key(id).trim_matches([' ', ':', '|']);
            let says = |word: &str| starting(key, &[word]).is_some() && (!alone || key == word);
            KINDS.iter().find(|(word, _)| says(word)).map(|(_, kind)| (*kind, id))
        })
    };
    let line = named(true).or_else(|| named(false));
    let symbol =
        number.and_then(|number| symbol::find_all(number).into_iter().next()).map(|s| s.kind);
    let symbol = symbol
        .map(|kind| if kind == DocumentKind::Other { DocumentKind::Resolution } else { kind });
    let resolved = || {
        let enacted = with_role(script, roles, Role::Enacting)
            .any(|id| script.key(id).contains("quyết nghị"));
        let closed =
            closing(script, roles).is_some_and(|id| script.key(id).starts_with("nghị quyết này"));
        (enacted || closed).then_some(DocumentKind::Resolution)
    };
    (symbol.or(line.map(|(kind, _)| kind)).or_else(resolved), line.map(|(_, id)| id))
}

/// The words that say what the document is about: behind the kind's line, or on it.
fn title(script: &Script<'_>, roles: &Roles, kind_at: Option<NodeId>) -> Option<String> {
    let at = kind_at?;
    let own = script.words(at).trim();
    let key = script.key(at).trim_matches([' ', ':']);
    if !KINDS.iter().any(|(word, _)| key == *word) {
        return Some(own.to_owned());
    }
    let next = NodeId(at.0 + 1);
    let lines = (next.0..).map(NodeId).take(4).take_while(|id| {
        id.index() < script.tree().nodes().len()
            && roles.of(*id) == Role::Header
            && !ends_title(script.key(*id))
    });
    let joined = lines.map(|id| script.words(id).trim().to_owned()).collect::<Vec<_>>().join(" ");
    let title = without_council(&joined);
    (!title.is_empty()).then(|| title.to_owned())
}

/// The Council's name and session behind a title in capitals are none of it.
fn without_council(title: &str) -> &str {
    let title = title.split(" QUỐC HỘI NƯỚC").next().unwrap_or(title);
    let council = ["HỘI ĐỒNG NHÂN DÂN", "ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN"];
    let cut = council.iter().filter_map(|name| title.find(name)).min().unwrap_or(title.len());
    let sits = has_any(&key_of(&title[cut..]), &["khóa", "kỳ họp", "kì họp"]);
    if sits { title[..cut].trim_end() } else { title }
}

/// Lines of the head that are no title: the Council's name, drawn lines, the enacting words.
fn ends_title(key: &str) -> bool {
    let bodies = [
        "hội đồng nhân dân",
        "ủy ban nhân dân",
        "quốc hội",
        "chủ tịch",
        "bộ trưởng",
        "giám đốc",
        "khóa",
        "kỳ họp",
        "số",
    ];
    starting(key, &bodies).is_some() || is_enacting(key) || !key.contains(char::is_alphabetic)
}

/// "thông qua ngày 08 tháng 12 năm 2023".
fn adopted(script: &Script<'_>, id: NodeId) -> Option<Date> {
    let key = script.key(id);
    let at = find(key, "thông qua")?;
    let behind = date::first(&key[at..], 200).map(|(date, _)| date);
    behind.or_else(|| date::first(&key[..at], at).map(|(date, _)| date))
}

/// The day on the head's line of place and day.
fn dated(script: &Script<'_>, roles: &Roles, number: Option<&str>) -> Option<Date> {
    with_role(script, roles, Role::Header).find_map(|id| {
        let key = script.key(id);
        let (date, at) = date::first(key, key.len().min(600))?;
        let named = key[..at.start].trim_end().ends_with("ngày");
        // "Thực hiện Nghị quyết số … ngày …": the day of another paper.
        let mut cited = symbol::find_all(&script.words(id)[..at.start]).into_iter();
        let own = cited.all(|symbol| Some(symbol.number.as_str()) == number);
        (own && named && find(key, "tháng").is_some()).then_some(date)
    })
}

/// The day behind the document's own number in its head.
fn dated_by_number(script: &Script<'_>, roles: &Roles, number: &str) -> Option<Date> {
    with_role(script, roles, Role::Header).find_map(|id| {
        let at = script.words(id).find(number)? + number.len();
        let behind = script.key(id)[at..].trim_start_matches([' ', ',', '(']);
        behind.starts_with("ngày").then(|| date::at_start(behind)).flatten().map(|(date, _)| date)
    })
}

/// The first answer from the closing, then the head, then the rest of the top level.
fn everywhere<T>(
    script: &Script<'_>,
    roles: &Roles,
    read: fn(&str, &str) -> Option<T>,
) -> Option<T> {
    let parts = [Role::Closing, Role::Header, Role::LegalBasis, Role::Context];
    parts.into_iter().find_map(|role| {
        with_role(script, roles, role)
            .take(HEAD_MAX)
            .find_map(|id| read(script.words(id), script.key(id)))
    })
}

/// "khóa X".
fn term(words: &str, key: &str) -> Option<String> {
    let mut from = 0;
    while let Some(at) = find_from(key, "khóa", from) {
        let start = at + "khóa".len();
        let word = key[start..]
            .trim_start()
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or("");
        let offset = key.len() - key[start..].trim_start().len();
        let counted = quyet_syntax::letters::roman(word).is_some() || word.parse::<u16>().is_ok();
        if counted && !word.is_empty() {
            return Some(words[offset..offset + word.len()].to_uppercase());
        }
        from = start;
    }
    None
}

/// "kỳ họp thứ 16", "kỳ họp thứ mười sáu".
fn session(_: &str, key: &str) -> Option<u16> {
    let at = find(key, "kỳ họp thứ").or_else(|| find(key, "kì họp thứ"))?;
    let rest = key[at..].splitn(4, ' ').nth(3)?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().or_else(|| spelled(rest))
}

/// The number at `at` in digits or words ("21", "hai mươi mốt"), up to 39 in words, and where it ends.
pub(crate) fn ordinal(key: &str, at: usize) -> Option<(u16, usize)> {
    let rest = key.get(at..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if let Ok(number) = rest[..digits].parse() {
        return Some((number, at + digits));
    }
    let number = spelled(rest)?;
    let words = match number {
        1..=10 => 1,
        11..=19 | 20 | 30 => 2,
        _ => 3,
    };
    let end = rest.match_indices(' ').nth(words - 1).map_or(rest.len(), |(end, _)| end);
    let word = rest[..end].trim_end_matches(|c: char| !c.is_alphabetic());
    Some((number, at + word.len()))
}

/// A number up to 39 in words.
fn spelled(words: &str) -> Option<u16> {
    const UNITS: [(&str, u16); 14] = [
        ("nhất", 1),
        ("một", 1),
        ("mốt", 1),
        ("hai", 2),
        ("ba", 3),
        ("tư", 4),
        ("bốn", 4),
        ("năm", 5),
        ("lăm", 5),
        ("sáu", 6),
        ("bảy", 7),
        ("bẩy", 7),
        ("tám", 8),
        ("chín", 9),
    ];
    let unit = |word: &str| UNITS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    let mut parts = words.split(|c: char| !c.is_alphabetic());
    let first = parts.next()?;
    let second = parts.next().unwrap_or("");
    match (first, second) {
        ("mười", second) => Some(10 + unit(second).unwrap_or(0)),
        (tens, "mươi") => Some(unit(tens)? * 10 + parts.next().and_then(unit).unwrap_or(0)),
        (first, _) => unit(first),
    }
}

/// The year in the title, the headings of targets, or the submission; the first year of a period.
pub(crate) fn said_year(script: &Script<'_>, roles: &Roles) -> Option<i16> {
    let ids = || script.tree().ids();
    let header =
        ids().filter(|id| roles.of(*id) == Role::Header).find_map(|id| titled_year(script.key(id)));
    let heading = || {
        ids()
            .filter(|id| roles.opens(*id) && matches!(roles.of(*id), Role::Targets | Role::Mixed))
            .find_map(|id| plan_year(script.key(id)))
    };
    let basis = || {
        let asked =
            |key: &str| find(key, "kế hoạch phát triển").and_then(|at| plan_year(&key[at..]));
        ids().filter(|id| roles.of(*id) == Role::LegalBasis).find_map(|id| asked(script.key(id)))
    };
    let prose = || {
        ids()
            .filter(|id| matches!(roles.of(*id), Role::Context | Role::Objective | Role::Prose))
            .take(40)
            .find_map(|id| {
                let key = script.key(id);
                let at = find(key, "kế hoạch").or_else(|| find(key, "chỉ tiêu"))?;
                plan_year(&key[at..])
            })
    };
    header.or_else(heading).or_else(basis).or_else(prose)
}

/// Where nothing says whose year the plan is: the first year that its targets or aims name as lying ahead, and the
/// provision that names it.
pub(crate) fn inferred_year(script: &Script<'_>, roles: &Roles) -> Option<(i16, NodeId)> {
    let planned =
        |id: &NodeId| matches!(roles.of(*id), Role::Targets | Role::Prose | Role::Objective);
    script.tree().ids().filter(planned).find_map(|id| {
        let key = script.key(id);
        let ahead = has_any(key, &["năm"]) && !has_any(key, &["giai đoạn", "thời kỳ", "đến năm"]);
        let past = has_any(
            key,
            &["so với", "so", "thực hiện năm", "th năm", "đã", "nghị quyết", "quyết định"],
        );
        let year = plan_year(key).filter(|_| ahead && !past)?;
        Some((year, id))
    })
}

/// "Kết quả năm 2025 và kế hoạch năm 2026": what lies ahead is said last.
fn titled_year(key: &str) -> Option<i16> {
    let past = has_any(key, &["kết quả", "tình hình", "đánh giá", "tổng kết"]);
    let ahead = ["kế hoạch", "phương hướng", "nhiệm vụ", "mục tiêu"];
    let starts = ahead.iter().filter_map(|word| key.rfind(word)).filter(|_| past);
    starts.filter_map(|at| plan_year(&key[at..])).max().or_else(|| plan_year(key))
}

/// "năm 2024", "giai đoạn 2026 - 2030"; not "đến năm 2030", which bounds the plan and does not begin it.
fn plan_year(key: &str) -> Option<i16> {
    let mut from = 0;
    let mut best: Option<(usize, i16)> = None;
    for word in ["năm", "giai đoạn", "thời kỳ", "nhiệm kỳ"] {
        while let Some(at) = find_from(key, word, from) {
            from = at + word.len();
            let year =
                key[from..].trim_start().get(..4).and_then(|digits| digits.parse::<i16>().ok());
            let before = key[..at].trim_end();
            let dated =
                before.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end().ends_with("tháng");
            let bound = dated || before.ends_with("đến") || before.ends_with("tới");
            let first = best.is_none_or(|(place, _)| at < place);
            if let Some(year) = year.filter(|year| (1990..2100).contains(year) && !bound && first) {
                best = Some((at, year));
                break;
            }
        }
        from = 0;
    }
    best.map(|(_, year)| year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::key;

    #[test]
    fn sessions_are_read_in_digits_and_words() {
        let check = |words: &str, expect: Option<u16>| {
            assert_eq!(session(words, &key(words)), expect, "{words}");
        };
        check("KHÓA X, KỲ HỌP THỨ 16", Some(16));
        check("kỳ họp thứ mười sáu thông qua", Some(16));
        check("Kỳ họp thứ hai mươi lăm", Some(25));
        check("kỳ họp thứ nhất", Some(1));
        check("kỳ họp chuyên đề", None);
    }

    #[test]
    fn terms_are_read_as_written() {
        let check = |words: &str, expect: Option<&str>| {
            assert_eq!(term(words, &key(words)).as_deref(), expect, "{words}");
        };
        check("KHÓA X, KỲ HỌP THỨ 16", Some("X"));
        check("Khoá xii , kỳ họp", Some("XII"));
        check("chìa khóa của", None);
    }

    #[test]
    fn a_title_that_looks_back_and_ahead_plans_the_later_year() {
        let check = |words: &str, expect: i16| {
            assert_eq!(titled_year(&key(words)), Some(expect), "{words}");
        };
        check("Kết quả thực hiện nhiệm vụ năm 2025 và kế hoạch năm 2026", 2026);
        check("Về nhiệm vụ năm 2026", 2026);
        check("Tình hình 6 tháng đầu năm 2024", 2024);
    }

    #[test]
    fn the_plan_year_is_not_its_last_year() {
        let check = |words: &str, expect: Option<i16>| {
            assert_eq!(plan_year(&key(words)), expect, "{words}");
        };
        check("chỉ tiêu chủ yếu năm 2024", Some(2024));
        check("giai đoạn 2026 - 2030", Some(2026));
        check("phát triển cây đến năm 2015", None);
        check("ngày 18 tháng 11 năm 2025", None);
    }
}
