//! Names of bodies inside a task: one after the other, each with where it stands.
//!
//! A name goes on over capitals and the words that names are made of ([`body_name`]); groups ("các sở, ban, ngành
//! liên quan", "UBND các xã, phường") are one name. In a cell or behind a label every piece is a body.

use std::ops::Range;

use super::cues::skip;
use crate::body_name;
use crate::phrase::starting;

/// Heads of names beyond those of the closing article. They count where they are written with a capital.
const MORE: [&str; 33] = [
    "ban quản lý dự án đầu tư xây dựng",
    "ban quản lý các dự án",
    "ban quản lý dự án",
    "tỉnh đoàn",
    "thành đoàn",
    "bộ đội biên phòng",
    "chi cục",
    "thuế",
    "bảo hiểm xã hội",
    "ngân hàng",
    "trung tâm",
    "thanh tra",
    "báo",
    "đài",
    "trường",
    "bệnh viện",
    "phòng",
    "tổ công tác",
    "công ty",
    "tổng công ty",
    "tập đoàn",
    "điện lực",
    "hạt kiểm lâm",
    "vườn quốc gia",
    "bộ chỉ huy",
    "học viện",
    "hiệp hội",
    "viện",
    "hải quan",
    "kho bạc",
    "quỹ",
    "lãnh đạo",
    "thống kê",
];

/// What "các" may be followed by to name a group of bodies.
const GROUPS: [&str; 31] = [
    "lực lượng chức năng",
    "cơ quan chức năng",
    "sở",
    "ban",
    "ngành",
    "bộ",
    "cơ quan",
    "đơn vị",
    "địa phương",
    "cấp",
    "huyện",
    "xã",
    "phường",
    "thôn",
    "phòng",
    "tổ chức",
    "đoàn thể",
    "doanh nghiệp",
    "hội",
    "hiệp hội",
    "trường",
    "tỉnh",
    "thành phố",
    "chủ đầu tư",
    "nhà đầu tư",
    "ngân hàng",
    "trung tâm",
    "bên liên quan",
    "viện",
    "lực lượng",
    "chi cục",
];

/// Words that go on with a group behind a comma or "và", in small letters.
const GROUP_TAILS: [&str; 21] = [
    "ban",
    "ngành",
    "phường",
    "thị trấn",
    "đặc khu",
    "thị xã",
    "thành phố",
    "huyện",
    "xã",
    "đoàn thể",
    "địa phương",
    "đơn vị",
    "cơ quan",
    "tổ chức",
    "doanh nghiệp",
    "hội",
    "hiệp hội",
    "sở",
    "phòng",
    "thôn",
    "bộ",
];

/// Words that look like a head and begin something else.
const NO_BODY: [&str; 29] = [
    "ban hành",
    "hội nghị",
    "hội thảo",
    "hội nhập",
    "đoàn kết",
    "bộ máy",
    "bộ phận",
    "bộ tiêu chí",
    "bộ thủ tục",
    "bộ chỉ số",
    "sở hữu",
    "chính phủ điện tử",
    "chính phủ số",
    "báo cáo",
    "quỹ đất",
    "thanh tra, kiểm tra",
    "trường hợp",
    "phòng, chống",
    "phòng chống",
    "phòng ngừa",
    "phòng cháy",
    "viện dẫn",
    "viện trợ",
    "thuế suất",
    "thuế thu nhập",
    "đại biểu quốc hội khóa",
    "thống kê số",
    "văn phòng phẩm",
    "lãnh đạo, chỉ đạo",
];

/// Verbs made of words that names are made of too: in small letters they end a name.
const STOPS: [&str; 26] = [
    "chủ trì",
    "chủ động",
    "phối hợp",
    "tổ chức",
    "chỉ đạo",
    "công bố",
    "công khai",
    "công nhận",
    "kiểm tra",
    "kiểm soát",
    "giám sát",
    "đầu tư",
    "thành lập",
    "trực tiếp",
    "thường xuyên",
    "liên hệ",
    "quan tâm",
    "đồng thời",
    "đồng bộ",
    "chính thức",
    "hành động",
    "đào tạo",
    "kế thừa",
    "chỉ tiêu",
    "thị sát",
    "động viên",
];

/// Second syllables behind a capital: "Xây dựng", "Thông tin", "Kiểm lâm".
const SECONDS: [&str; 55] = [
    "hiệp", "minh", "thập", "khích", "cao", "dựng", "nguyên", "tin", "thông", "lịch", "thao",
    "giáo", "lý", "lâm", "hiểm", "bạc", "phòng", "huy", "tra", "hàng", "kê", "chiến", "binh", "nữ",
    "niên", "phối", "thôn", "tiến", "triển", "lực", "vực", "sinh", "sản", "thủy", "điện", "vật",
    "lí", "thú", "bệnh", "trạm", "vệ", "giới", "hộ", "đẳng", "trọt", "nuôi", "đốc", "tỉnh", "trợ",
    "pháp", "trấn", "khu", "tải", "lợi", "cứu",
];

/// Pairs inside names that no capital opens.
const PAIRS: [&str; 20] = [
    "thập đỏ",
    "cao tuổi",
    "thông vận",
    "vận tải",
    "khu công",
    "khu vực",
    "nông thôn",
    "thôn mới",
    "nhà nước",
    "quỹ đất",
    "triển quỹ",
    "các khu",
    "cứu nạn",
    "hiểm xã",
    "chiến binh",
    "lý các",
    "khu kinh",
    "đặc khu",
    "nước khu",
    "hội khu",
];

/// Words behind a name that belong to it.
const TAILS: [&str; 9] = [
    " có liên quan",
    " liên quan",
    " trên địa bàn tỉnh",
    " trên địa bàn",
    " thuộc tỉnh",
    " trực thuộc",
    " cấp tỉnh",
    " cấp xã",
    " nhà nước",
];

/// Whether the name of a body begins here. `key` is the comparing form of `text`.
pub(super) fn begins(text: &str, key: &str) -> bool {
    if starting(key, &NO_BODY).is_some() {
        return false;
    }
    if let Some(rest) = key.strip_prefix("các ").or_else(|| key.strip_prefix("các: ")) {
        return starting(rest, &GROUPS).is_some();
    }
    let written = text.starts_with(char::is_uppercase)
        || starting(key, &["ủy ban nhân dân", "công an tỉnh", "công an xã"]).is_some();
    written && (body_name::begins(key) || starting(key, &MORE).is_some())
}

/// The names that stand one after the other at byte `at`, and where the last ends; empty when none begins there.
pub(super) fn list(text: &str, key: &str, at: usize, limit: usize) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = skip(key, at);
    let limit = crate::script::floor_both(text, key, limit.min(at + LIST_MAX));
    while at < limit && begins(&text[at..limit], &key[at..limit]) {
        let end = name_end(text, key, at, limit);
        if end <= at {
            break;
        }
        out.push(at..end);
        let Some(next) = behind_separator(key, end, limit) else { break };
        at = next;
    }
    out
}

/// Where the next name may begin behind a comma, a semicolon or a word that joins.
fn behind_separator(key: &str, end: usize, limit: usize) -> Option<usize> {
    let rest = key.get(end..limit)?;
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let bare = &rest[spaces..];
    let signs = bare.len() - bare.trim_start_matches([',', ';']).len();
    let mut at = skip(key, end + spaces + signs);
    let joined = starting(key.get(at..limit)?, &["và", "cùng", "với"]);
    if let Some(word) = joined {
        at = skip(key, at + word.len());
    }
    (0 < signs || joined.is_some()).then_some(at).filter(|at| *at < limit)
}

/// The end of the name that begins at `at`.
fn name_end(text: &str, key: &str, at: usize, limit: usize) -> usize {
    let mut end = run_end(text, key, at, limit);
    if let Some(listed) = listed_end(text, key, at..end, limit) {
        return listed;
    }
    loop {
        let tail = TAILS.iter().find(|tail| {
            key[end..limit]
                .strip_prefix(**tail)
                .is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric()))
        });
        if let Some(tail) = tail {
            end += tail.len();
            continue;
        }
        let name = &key[at..end];
        let group = name.starts_with("các") || name.contains(" các ");
        let next = behind_separator(key, end, limit).filter(|_| group);
        let Some(next) = next.filter(|next| {
            starting(&key[*next..limit], &GROUP_TAILS).is_some()
                && !text[*next..].starts_with(char::is_uppercase)
                && starting(&key[*next..limit], &NO_BODY).is_none()
                && starting(&key[*next..limit], &STOPS).is_none_or(|stop| stop == "tổ chức")
        }) else {
            return end;
        };
        end = run_end(text, key, next, limit);
    }
}

/// "Các sở: Tài chính, Xây dựng, Tài nguyên và Môi trường": the end of the names that a kind and a colon open.
fn listed_end(text: &str, key: &str, kind: Range<usize>, limit: usize) -> Option<usize> {
    let kinds =
        ["các sở", "các bộ", "các ban", "các sở, ngành", "các phòng", "các xã", "các phường"];
    let rest = key.get(kind.end..limit)?.trim_start().strip_prefix(':')?;
    let mut next = skip(key, limit - rest.len());
    let mut end = None;
    while kinds.contains(&&key[kind.clone()])
        && next < limit
        && text[next..].starts_with(char::is_uppercase)
        && !begins(&text[next..limit], &key[next..limit])
    {
        let run = run_end(text, key, next, limit);
        // "Xây dựng và Công an tỉnh": a body of another kind stands for itself.
        let apart = key[next..run]
            .match_indices(" và ")
            .map(|(at, and)| (next + at, next + at + and.len()));
        let name = apart
            .into_iter()
            .find(|(_, other)| begins(&text[*other..limit], &key[*other..limit]))
            .map_or(run, |(end, _)| end);
        if name <= next {
            break;
        }
        end = Some(name);
        let Some(behind) = behind_separator(key, name, limit) else { break };
        next = behind;
    }
    end
}

/// The end of the run of words at `at` that one name is made of. The first word always belongs to it.
fn run_end(text: &str, key: &str, start: usize, limit: usize) -> usize {
    let (mut at, mut end) = (start, start);
    // "các bên liên quan", "Chi cục": the words that name the kind belong together.
    let rest = &key[start..limit];
    let group = rest.strip_prefix("các ").and_then(|rest| starting(rest, &GROUPS));
    let head = starting(rest, &MORE).or_else(|| body_name::head(rest)).map_or(0, str::len);
    let given = start + group.map_or(head, |group| "các ".len() + group.len());
    for word in text[start..limit].split_inclusive(' ') {
        let bare = word.trim_end_matches(' ');
        let stop = bare.find([',', ';', '.', ':', ')', '(', '"', '”', '“', '/', '|']);
        let bare = stop.map_or(bare, |stop| &bare[..stop]);
        let next = at + word.len();
        let joins = matches!(bare, "và" | "-" | "–" | "&");
        let office = joins && names_office(&key[start..limit], &key[next.min(limit)..limit]);
        let free = given <= at && start < at && !office;
        if free && !goes_on(text, key, at..at + bare.len(), next.min(limit)..limit) {
            break;
        }
        if !bare.is_empty() && !joins {
            end = at + bare.len();
        }
        at = next;
        if stop.is_some() {
            break;
        }
    }
    end
}

/// "Văn phòng HĐND và UBND" is one office.
fn names_office(name: &str, next: &str) -> bool {
    let councils = ["ubnd", "hđnd", "ủy ban nhân dân", "hội đồng nhân dân"];
    name.starts_with("văn phòng") && starting(next, &councils).is_some()
}

fn goes_on(text: &str, key: &str, word: Range<usize>, rest: Range<usize>) -> bool {
    let (said, words) = (&text[word.clone()], &key[word.clone()]);
    let here = &key[word.start..rest.end];
    if starting(here, &["chủ trì", "phối hợp"]).is_some() || body_name::names_document(here)
    {
        return false;
    }
    if matches!(said, "và" | "-" | "–" | "&") {
        let (text, key) = (&text[rest.clone()], &key[rest]);
        let capital = text.starts_with(char::is_uppercase);
        let field = said != "và" && starting(key, &["xã hội", "nghề nghiệp"]).is_some();
        return field || capital && !begins(text, key) || said == "và" && inner_behind(key);
    }
    if said.starts_with(char::is_uppercase) {
        return true;
    }
    let group = key[..word.start].trim_end().ends_with("các");
    if starting(here, &STOPS).is_some() && !group {
        return false;
    }
    let (start, before) = super::cues::word_before(key, word.start);
    let capital = text[start..].starts_with(char::is_uppercase);
    let pair = |pair: &&str| pair.split_once(' ') == Some((before, words));
    body_name::is_inner(said, words)
        || capital && SECONDS.contains(&words)
        || PAIRS.iter().any(pair)
        || group && GROUP_TAILS.contains(&words)
}

/// "Ban kinh tế và ngân sách": a small word that names are made of behind "và".
fn inner_behind(key: &str) -> bool {
    let next = key.split([' ', ',', ';', '.', ':', ')']).next().unwrap_or("");
    !next.is_empty()
        && body_name::is_inner(next, next)
        && starting(key, &GROUP_TAILS).is_none()
        && starting(key, &STOPS).is_none()
        && starting(key, &["các", "công tác", "quốc phòng", "thực"]).is_none()
        && !body_name::names_document(key)
}

/// The bodies of a cell or of the words behind a label: every piece is one.
pub(super) fn pieces(text: &str, key: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut cuts = vec![within.start];
    for (at, c) in text[within.clone()].char_indices() {
        let at = within.start + at;
        let sign = matches!(c, ',' | ';' | '-' | '–' | '+' | '•' | '/');
        if sign {
            let next = skip(key, at + c.len_utf8());
            let spaced = !matches!(c, '-' | '–') || text[..at].ends_with(' ') || at == within.start;
            let opens = next < within.end
                && spaced
                && (begins(&text[next..within.end], &key[next..within.end]) || c == ';');
            cuts.extend(opens.then_some(next));
        } else if c == ' ' {
            let next = at + 1;
            cuts.extend(opens_behind_space(text, key, &within, next).then_some(next));
        }
    }
    cuts.push(within.end);
    cuts.sort_unstable();
    let pieces = cuts.windows(2).map(|pair| trimmed(text, pair[0]..pair[1]));
    let named = |piece: &Range<usize>| {
        text[piece.clone()].contains(char::is_alphabetic) && &key[piece.clone()] != "sở"
    };
    pieces.filter(named).collect()
}

/// "… và Sở B", and "Sở A Sở B" where a cell lost its line breaks.
fn opens_behind_space(text: &str, key: &str, within: &Range<usize>, at: usize) -> bool {
    if within.end <= at || !begins(&text[at..within.end], &key[at..within.end]) {
        return false;
    }
    let (start, before) = super::cues::word_before(key, at);
    let near = crate::script::floor(key, start.saturating_sub(160)).max(within.start);
    let behind = key[near..start.max(near)].rsplit([',', ';']).next().unwrap_or("");
    let office = behind.trim_start().starts_with("văn phòng");
    let joined = before == "và" && !office;
    let glued = [
        "đốc",
        "đạo",
        "tịch",
        "phòng",
        "thuộc",
        "của",
        "tại",
        "với",
        "cùng",
        "do",
        "và",
        "các",
        "tra",
        "ủy",
        "đoàn",
        "ban",
        "trưởng",
        "viên",
        "trực",
        "cơ",
        "đảng",
        "nhân",
        "dân",
    ];
    let listed = starting(&key[at..], &["sở", "ubnd", "ủy ban nhân dân", "công an"]).is_some();
    joined || listed && !before.is_empty() && !glued.contains(&before)
}

/// Without signs and spaces at the ends, and without a closing "và".
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let ends =
        |c: char| matches!(c, ',' | ';' | '.' | ':' | ' ' | '-' | '–' | '+' | '•' | '*' | '/');
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start_matches(ends).len());
    let mut words = words.trim_matches(ends);
    while let Some(rest) = words.strip_suffix(" và") {
        words = rest.trim_end_matches(ends);
    }
    start..start + words.len()
}

/// The names that end right before byte `at`: "(… Sở A, Sở B) chủ trì". Looks back no further than the clause.
pub(super) fn before(text: &str, key: &str, clause_start: usize, at: usize) -> Vec<Range<usize>> {
    let near = crate::script::floor_both(text, key, at.saturating_sub(LOOK_BACK));
    let from = clause_start.max(near);
    let starts = text[from..at].char_indices().map(|(i, c)| (from + i, c));
    let fresh = |i: usize| text[..i].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    for (start, _) in
        starts.filter(|(_, c)| c.is_uppercase() || *c == 'c').filter(|(i, _)| fresh(*i))
    {
        let names = list(text, key, start, at);
        let closed = names.last().is_some_and(|last| {
            let between = key[last.end..at].trim_matches([' ', ',']);
            matches!(between, "" | "là cơ quan" | "là đơn vị" | "làm" | "tiếp tục" | "trực tiếp")
        });
        if closed {
            return names;
        }
    }
    Vec::new()
}

/// Longest list of names. Unit: bytes.
const LIST_MAX: usize = 2_000;

/// How far before a verb its subject may begin. Unit: bytes.
const LOOK_BACK: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::key;

    fn check(text: &str, expect: &[&str]) {
        let found = list(text, &key(text), 0, text.len());
        let shown: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn names_follow_one_another() {
        check("Sở Tài chính chủ trì", &["Sở Tài chính"]);
        check("Sở Xây dựng và UBND các huyện rà soát", &["Sở Xây dựng", "UBND các huyện"]);
        check(
            "Sở Khoa học và Công nghệ, Công an tỉnh và các sở, ban, ngành liên quan tổ chức",
            &["Sở Khoa học và Công nghệ", "Công an tỉnh", "các sở, ban, ngành liên quan"],
        );
        check("UBND các xã, phường kiểm tra", &["UBND các xã, phường"]);
        check("các tổ chức chính trị - xã hội vận động", &["các tổ chức chính trị - xã hội"]);
        check("Ban Quản lý các khu công nghiệp theo dõi", &["Ban Quản lý các khu công nghiệp"]);
        check(
            "Thuế tỉnh, Kho bạc Nhà nước khu vực VII báo cáo",
            &["Thuế tỉnh", "Kho bạc Nhà nước khu vực VII"],
        );
    }

    #[test]
    fn what_is_no_body_begins_no_name() {
        check("Ban hành kế hoạch", &[]);
        check("các dự án trọng điểm", &[]);
        check("người dân và doanh nghiệp", &[]);
        check("Hội nghị xúc tiến", &[]);
    }

    fn check_pieces(text: &str, expect: &[&str]) {
        let found = pieces(text, &key(text), 0..text.len());
        let shown: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn a_cell_is_cut_at_its_signs_and_lost_breaks() {
        check_pieces("Sở Tài chính; Sở Nội vụ.", &["Sở Tài chính", "Sở Nội vụ"]);
        check_pieces("- Sở Y tế - UBND các xã, phường", &["Sở Y tế", "UBND các xã, phường"]);
        check_pieces("Sở Y tế Sở Nội vụ", &["Sở Y tế", "Sở Nội vụ"]);
        check_pieces("Văn phòng HĐND và UBND", &["Văn phòng HĐND và UBND"]);
        check_pieces(
            "Các sở, ban, ngành; UBND các phường xã",
            &["Các sở, ban, ngành", "UBND các phường xã"],
        );
        check_pieces("Phòng Kinh tế", &["Phòng Kinh tế"]);
    }
}
