//! What a heading or lead-in announces.

use crate::phrase::{find, has_any, starting, years};

/// What a part of a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    /// How the past year went.
    Assessment,
    /// Mục tiêu tổng quát.
    Objective,
    /// Chỉ tiêu.
    Targets,
    /// Nhiệm vụ, giải pháp.
    Tasks,
    /// Tổ chức thực hiện.
    Duties,
    /// Several of these at once: the parts inside decide.
    Mixed,
}

const ASSESSMENT: [&str; 12] = [
    "kết quả thực hiện",
    "kết quả đạt được",
    "đánh giá",
    "tình hình thực hiện",
    "ước thực hiện",
    "tán thành kết quả",
    "với kết quả",
    "kết quả kinh tế",
    "kết quả phát triển",
    "tình hình kinh tế",
    "kết quả nổi bật",
    "tồn tại, hạn chế",
];
const OBJECTIVE: [&str; 8] = [
    "mục tiêu tổng quát",
    "mục tiêu chung",
    "phương hướng chung",
    "mục tiêu bao trùm",
    "mục tiêu tổng thể",
    "mục đích, yêu cầu",
    "mục đích",
    "quan điểm",
];
const TARGETS: [&str; 3] = ["chỉ tiêu", "mục tiêu cụ thể", "mục tiêu"];
const TASKS: [&str; 3] = ["nhiệm vụ", "giải pháp", "biện pháp"];
const DUTIES: [&str; 5] = [
    "tổ chức thực hiện",
    "điều khoản thi hành",
    "hiệu lực thi hành",
    "trách nhiệm thi hành",
    "tổ chức và thực hiện",
];
const MIXED: [&str; 5] =
    ["phương hướng", "kế hoạch phát triển", "nội dung chủ yếu", "nội dung sau", "nội dung chính"];

/// How far before its colon a lead-in says what it lists. Unit: bytes.
const LEAD_MAX: usize = 120;

fn first_of(title: &str, phrases: &[&str]) -> Option<usize> {
    phrases.iter().filter_map(|phrase| find(title, phrase)).min()
}

/// The topic that a title in comparing form names; `None` when it names none.
pub(crate) fn of_title(title: &str) -> Option<Topic> {
    let counted = announced(title).is_some();
    let duties = first_of(title, &DUTIES);
    let objective = first_of(title, &OBJECTIVE).filter(|_| !counted);
    let mut found: Vec<(usize, Topic)> = [
        (first_of(title, &ASSESSMENT), Topic::Assessment),
        (objective, Topic::Objective),
        (first_of(title, &TARGETS).filter(|at| Some(*at) != objective), Topic::Targets),
        (first_of(title, &TASKS), Topic::Tasks),
        (duties, Topic::Duties),
    ]
    .into_iter()
    .filter_map(|(at, topic)| Some((at?, topic)))
    .collect();
    found.sort_by_key(|(at, _)| *at);
    let Some((_, first)) = found.first().copied() else {
        return has_any(title, &MIXED).then_some(Topic::Mixed);
    };
    let names = |topic: Topic| found.iter().any(|(_, have)| *have == topic);
    Some(match first {
        Topic::Assessment => {
            let mut all = years(title);
            all.dedup();
            let ahead = names(Topic::Targets) || names(Topic::Tasks) || has_any(title, &MIXED[..2]);
            let both = ahead && (1 < all.len() || find(title, "phương hướng").is_some());
            if both { Topic::Mixed } else { Topic::Assessment }
        }
        Topic::Targets | Topic::Objective if names(Topic::Tasks) => Topic::Mixed,
        Topic::Objective if names(Topic::Targets) => Topic::Targets,
        first => first,
    })
}

/// The topic that words open with ("Về chỉ tiêu …", "Một số chỉ tiêu …"), for items that are no plain headings.
pub(crate) fn of_opening(title: &str) -> Option<Topic> {
    let mut rest = title.trim_start();
    while let Some(filler) = starting(
        rest,
        &["về", "một số", "các", "những", "hệ thống", "nhóm", "cụ thể", "và", "phân công"],
    ) {
        rest = rest[filler.len()..].trim_start();
    }
    let agreed =
        ["tán thành", "nhất trí", "cơ bản nhất trí", "thống nhất", "đồng ý", "cơ bản tán thành"];
    if starting(rest, &agreed).is_some() {
        return of_title(title).filter(|topic| *topic == Topic::Assessment);
    }
    let opens = [
        &ASSESSMENT[..],
        &OBJECTIVE,
        &TARGETS,
        &TASKS,
        &DUTIES,
        &["nguyên nhân", "hạn chế", "tồn tại", "phương hướng"],
    ];
    opens.iter().any(|phrases| starting(rest, phrases).is_some()).then(|| of_title(title)).flatten()
}

/// Whether a lead-in ends in announcing a list of targets and nothing else: "… với một số chỉ tiêu chủ yếu sau:".
pub(crate) fn lists_targets(key: &str) -> bool {
    let Some(said) = key.trim_end().strip_suffix(':') else { return false };
    let tail = &said[crate::script::floor(said, said.len().saturating_sub(LEAD_MAX))..];
    let Some(at) = tail.rfind("chỉ tiêu") else { return false };
    let before = tail[..at].trim_end_matches([' ', ',']);
    let counted = ["các", "một số", "những", "mục tiêu", "hệ thống", "với"]
        .iter()
        .any(|word| before.ends_with(word))
        || before.ends_with(|c: char| c.is_ascii_digit());
    counted
        && first_of(&tail[at..], &TASKS).is_none()
        && !has_any(&tail[at..], &["nội dung", "kết quả"])
}

/// Longest heading of a general aim, with its year. Unit: bytes.
const AIM_MAX: usize = 60;

/// "Mục tiêu tổng quát", and nothing else before the colon or the end of the heading.
pub(crate) fn is_general_aim(title: &str) -> bool {
    let names = ["mục tiêu tổng quát", "mục tiêu chung", "mục tiêu tổng thể", "phương hướng chung"];
    starting(title, &names).is_some() && title.len() < AIM_MAX
}

/// How many targets a heading announces: "(16 mục tiêu)", "gồm 24 chỉ tiêu".
pub(crate) fn announced(key: &str) -> Option<(u32, std::ops::Range<usize>)> {
    for noun in [" mục tiêu", " chỉ tiêu"] {
        for (at, _) in key.match_indices(noun) {
            let digits =
                key[..at].len() - key[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
            let count =
                key[at - digits..at].parse::<u32>().ok().filter(|_| 0 < digits && digits <= 3);
            let fresh = key[..at - digits].ends_with([' ', '(']) || at == digits;
            if let Some(count) = count.filter(|_| fresh) {
                return Some((count, at - digits..at + noun.len()));
            }
        }
    }
    None
}

/// Which part of an assessment words open: shortcomings, causes, or results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AssessmentPart {
    Results,
    Shortcomings,
    Causes,
}

/// The part of an assessment that words in comparing form open; `None` when they only go on.
pub(crate) fn assessment_part(key: &str, heading: bool) -> Option<AssessmentPart> {
    let head = &key[..crate::script::floor(key, 260)];
    let opening = head.split([':', '.']).next().unwrap_or("");
    if starting(head, &["nguyên nhân", "những nguyên nhân", "các nguyên nhân", "về nguyên nhân"])
        .is_some()
    {
        return Some(AssessmentPart::Causes);
    }
    let weak = ["tồn tại", "hạn chế", "khuyết điểm", "yếu kém", "khó khăn"];
    let remains = ["vẫn còn", "còn một số", "còn những", "còn có", "tuy nhiên", "bên cạnh"];
    let named = starting(head, &weak).is_some()
        || starting(head, &["những tồn tại", "những hạn chế", "một số hạn chế", "một số tồn tại"])
            .is_some();
    if named
        || (heading && has_any(opening, &weak[..3]))
        || has_any(opening, &remains) && has_any(opening, &weak)
    {
        return Some(AssessmentPart::Shortcomings);
    }
    (heading && has_any(opening, &["kết quả", "thành tựu", "ưu điểm"]))
        .then_some(AssessmentPart::Results)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_their_topic() {
        let check =
            |title: &str, expect: Option<Topic>| assert_eq!(of_title(title), expect, "{title}");
        check("mục tiêu và các chỉ tiêu chủ yếu năm 2024", Some(Topic::Targets));
        check("mục tiêu tổng quát", Some(Topic::Objective));
        check("mục tiêu chung (6 mục tiêu)", Some(Topic::Targets));
        check("nhiệm vụ và giải pháp chủ yếu", Some(Topic::Tasks));
        check("giải pháp thực hiện các chỉ tiêu", Some(Topic::Tasks));
        check("mục tiêu, nhiệm vụ và giải pháp", Some(Topic::Mixed));
        check("tán thành kết quả thực hiện kế hoạch năm 2023", Some(Topic::Assessment));
        check("kết quả thực hiện nhiệm vụ năm 2023 và nhiệm vụ năm 2024", Some(Topic::Mixed));
        check("tổ chức thực hiện", Some(Topic::Duties));
        check("thể chế", None);
    }

    #[test]
    fn announced_counts_are_read() {
        assert_eq!(announced("phát triển (16 mục tiêu)").map(|(n, _)| n), Some(16));
        assert_eq!(announced("các chỉ tiêu"), None);
    }

    #[test]
    fn shortcomings_and_causes_are_told_from_results() {
        let check = |key: &str, expect| assert_eq!(assessment_part(key, false), expect, "{key}");
        check("năm 2023, mặc dù gặp khó khăn, kinh tế phát triển.", None);
        check(
            "bên cạnh kết quả đạt được vẫn còn một số tồn tại, hạn chế như: a",
            Some(AssessmentPart::Shortcomings),
        );
        check("nguyên nhân chủ yếu là do: a", Some(AssessmentPart::Causes));
    }
}
