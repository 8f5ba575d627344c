//! Names of bodies in running text: where one begins and where it ends.

use crate::phrase::starting;

/// First words of the names of bodies, in comparing form.
const HEADS: [&str; 59] = [
    "hội đồng nhân dân",
    "hđnd",
    "thường trực",
    "ủy ban nhân dân",
    "ubnd",
    "ủy ban mặt trận",
    "ủy ban",
    "mặt trận",
    "mttq",
    "ban thường vụ",
    "ban chấp hành",
    "ban chỉ đạo",
    "ban bí thư",
    "các ban",
    "ban",
    "tổ đại biểu",
    "các tổ đại biểu",
    "đại biểu",
    "các đại biểu",
    "sở",
    "các sở",
    "giám đốc",
    "chủ tịch",
    "thủ trưởng",
    "thủ tướng",
    "chính phủ",
    "quốc hội",
    "bộ",
    "các bộ",
    "tỉnh ủy",
    "thành ủy",
    "huyện ủy",
    "đảng ủy",
    "văn phòng",
    "công an",
    "quân sự",
    "tòa án",
    "viện kiểm sát",
    "cục",
    "kho bạc",
    "các cơ quan",
    "các ngành",
    "các cấp",
    "các địa phương",
    "các đơn vị",
    "các tổ chức",
    "các đoàn thể",
    "các doanh nghiệp",
    "trung ương",
    "liên đoàn",
    "liên minh",
    "chánh",
    "bộ trưởng",
    "các phòng",
    "các thôn",
    "các xã",
    "kiểm toán nhà nước",
    "hội",
    "đoàn",
];

/// Lower-case words that names of bodies are made of, in comparing form.
const INNER: [&str; 96] = [
    "hội",
    "đồng",
    "nhân",
    "dân",
    "ủy",
    "ban",
    "tỉnh",
    "thành",
    "phố",
    "huyện",
    "xã",
    "phường",
    "thị",
    "trấn",
    "các",
    "cấp",
    "thường",
    "trực",
    "vụ",
    "chấp",
    "hành",
    "chỉ",
    "đạo",
    "kinh",
    "tế",
    "ngân",
    "sách",
    "pháp",
    "chế",
    "văn",
    "hóa",
    "đô",
    "tộc",
    "quân",
    "sự",
    "sở",
    "ngành",
    "đoàn",
    "thể",
    "tổ",
    "chức",
    "chính",
    "trị",
    "cơ",
    "quan",
    "đơn",
    "vị",
    "liên",
    "địa",
    "phương",
    "trung",
    "ương",
    "mặt",
    "trận",
    "quốc",
    "việt",
    "nam",
    "đại",
    "biểu",
    "giám",
    "đốc",
    "chủ",
    "tịch",
    "thủ",
    "trưởng",
    "tướng",
    "phủ",
    "bí",
    "thư",
    "khoa",
    "học",
    "công",
    "nghệ",
    "tài",
    "kế",
    "hoạch",
    "đầu",
    "tư",
    "giáo",
    "dục",
    "đào",
    "tạo",
    "y",
    "nông",
    "nghiệp",
    "môi",
    "trường",
    "lao",
    "động",
    "thương",
    "nội",
    "an",
    "viện",
    "kiểm",
    "sát",
    "tòa",
];

/// Whether a body's name begins at the start of `key`.
pub(crate) fn begins(key: &str) -> bool {
    head(key).is_some()
}

/// The first words of the body's name that begins at the start of `key`.
pub(crate) fn head(key: &str) -> Option<&'static str> {
    starting(key, &HEADS)
}

/// Bytes of the body's name at the start of `text`; zero when none begins there. `key` is its comparing form.
///
/// A name goes on over capitals and the words that names are made of, and ends before everything else.
pub(crate) fn length(text: &str, key: &str) -> usize {
    if !begins(key) {
        return 0;
    }
    let mut end = 0;
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let next = at + word.len();
        let bare = word.trim_end();
        let stop = bare.find([',', ';', '.', ':', ')', '(', '"', '”']);
        let bare = stop.map_or(bare, |stop| &bare[..stop]);
        let words = &key[at..at + bare.len()];
        if names_document(&key[at..])
            || !(is_inner(bare, words) || is_and(words, &text[next..], &key[next..]))
        {
            break;
        }
        if !bare.is_empty() && words != "và" && bare != "-" {
            end = at + bare.len();
        }
        at = next;
        if stop.is_some() {
            break;
        }
    }
    end
}

/// Whether a word may stand inside a name: a capital, a dash, or a word that names are made of.
pub(crate) fn is_inner(word: &str, key: &str) -> bool {
    word.starts_with(char::is_uppercase) || word == "-" || word == "–" || INNER.contains(&key)
}

/// "và" goes on inside one name ("Ban kinh tế và ngân sách", "Bộ Khoa học và Công nghệ").
fn is_and(word: &str, after: &str, after_key: &str) -> bool {
    let next = after_key.split([' ', ',', ';', '.', ':', ')']).next().unwrap_or("");
    word == "và"
        && (after.starts_with(char::is_uppercase) || INNER.contains(&next))
        && !names_document(after_key)
}

/// Whether the words begin to name a document, or what was done with one, rather than a body.
pub(crate) fn names_document(key: &str) -> bool {
    let kinds = [
        "nghị quyết",
        "quyết định",
        "nghị định",
        "chỉ thị",
        "thông tư",
        "tờ trình",
        "báo cáo",
        "kế hoạch số",
        "kế hoạch hành động",
        "kế hoạch của",
        "kế hoạch triển khai",
        "luật",
        "kết luận",
        "chương trình",
        "sửa đổi",
        "ban hành",
        "phê duyệt",
        "quy định",
    ];
    starting(key, &kinds).is_some()
}

/// "các sở, ban, ngành" is one group, not three bodies.
fn starts_item(key: &str) -> bool {
    let group =
        ["ban, ngành", "ban ngành", "ban , ngành"].iter().any(|group| key.starts_with(group));
    !group && (begins(key) || starting(key, &["các"]).is_some())
}

/// Cuts a list of bodies ("A, các B, C và D") into one name each, trimmed. Words before the first name are left out.
pub(crate) fn split_list(text: &str, key: &str) -> Vec<String> {
    let mut cuts = vec![0];
    for (at, _) in text.match_indices([',', ';']) {
        let skip = at + 1 + key[at + 1..].len() - key[at + 1..].trim_start().len();
        cuts.extend(starts_item(&key[skip..]).then_some(skip));
    }
    for (at, word) in key.match_indices(" và ") {
        let next = at + word.len();
        cuts.extend(starts_item(&key[next..]).then_some(next));
    }
    cuts.sort_unstable();
    cuts.push(text.len());
    let pieces = cuts.windows(2).map(|pair| &text[pair[0]..pair[1]]);
    let clean = |piece: &str| {
        let piece = piece.trim().trim_end_matches([',', ';', '.', ':']).trim();
        piece.strip_suffix(" và").unwrap_or(piece).trim_end_matches([',', ' ']).to_owned()
    };
    pieces.map(clean).filter(|piece| !piece.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::key;

    #[test]
    fn a_name_ends_where_the_sentence_goes_on() {
        let check =
            |text: &str, expect: &str| assert_eq!(&text[..length(text, &key(text))], expect);
        check(
            "Ban Dân tộc Hội đồng nhân dân tỉnh tổng hợp thẩm tra",
            "Ban Dân tộc Hội đồng nhân dân tỉnh",
        );
        check("Ban kinh tế và ngân sách HĐND tỉnh và ý kiến", "Ban kinh tế và ngân sách HĐND tỉnh");
        check("Bộ Chính trị và Nghị quyết số 96/NQ-CP", "Bộ Chính trị");
        check("Ủy ban nhân dân tỉnh về Kế hoạch", "Ủy ban nhân dân tỉnh");
        check("Thủ tướng Chính phủ ngày 31/3/2022", "Thủ tướng Chính phủ");
        check(
            "Ban Văn hóa - Xã hội Hội đồng nhân dân tỉnh, số 265",
            "Ban Văn hóa - Xã hội Hội đồng nhân dân tỉnh",
        );
        check("UBND tỉnh Sửa đổi, bổ sung", "UBND tỉnh");
        check("Chính phủ và Kế hoạch hành động số 469-KH/TU", "Chính phủ");
        check("Sở Kế hoạch và Đầu tư về", "Sở Kế hoạch và Đầu tư");
        check("người dân", "");
    }

    #[test]
    fn a_list_of_bodies_is_cut_between_the_names() {
        let text = "Thường trực Hội đồng nhân dân, các Ban Hội đồng nhân dân, Tổ đại biểu và đại biểu Hội đồng nhân dân tỉnh";
        assert_eq!(split_list(text, &key(text)).len(), 4);
        let text = "Sở Khoa học và Công nghệ và các sở, ngành liên quan";
        assert_eq!(
            split_list(text, &key(text)),
            ["Sở Khoa học và Công nghệ", "các sở, ngành liên quan"]
        );
    }
}
