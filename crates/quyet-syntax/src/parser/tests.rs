use super::*;

fn check(text: &str, expect: &[&str]) {
    let tree = parse(text);
    let shown: Vec<String> = tree
        .ids()
        .map(|id| {
            format!(
                "{} | {}",
                tree.breadcrumb(id),
                tree.node(id).body.of(text).split_whitespace().collect::<Vec<_>>().join(" ")
            )
        })
        .collect();
    assert_eq!(shown, expect);
    assert_eq!(tree.nodes().iter().map(|n| n.span.of(text)).collect::<String>(), text);
}

#[test]
fn articles_hold_clauses_hold_items() {
    check(
        "Điều 1. Mục tiêu\n1. Chung\nPhát triển.\n2. Chỉ tiêu\n(1) Một;\n(2) Hai.\nĐiều 2. Giao\n",
        &[
            "Điều 1 | Mục tiêu",
            "Điều 1 khoản 1 | Chung",
            "Điều 1 khoản 1 đoạn 1 | Phát triển.",
            "Điều 1 khoản 2 | Chỉ tiêu",
            "Điều 1 khoản 2 mục (1) | Một;",
            "Điều 1 khoản 2 mục (2) | Hai.",
            "Điều 2 | Giao",
        ],
    );
}

#[test]
fn levels_without_articles_open_in_the_order_of_their_marks() {
    check(
        "I. MỤC TIÊU\n1. Về diện tích .\nĐến năm 2030 có 5 ha, cụ thể :\n- Một .\n+ Nhỏ .\n- Hai .\nIi - nhiệm vụ :\na . Quy hoạch .\nb . Đầu tư .",
        &[
            "mục I | MỤC TIÊU",
            "mục I khoản 1 | Về diện tích .",
            "mục I khoản 1 đoạn 1 | Đến năm 2030 có 5 ha, cụ thể :",
            "mục I khoản 1 gạch 1 | Một .",
            "mục I khoản 1 gạch 1 gạch 1 | Nhỏ .",
            "mục I khoản 1 gạch 2 | Hai .",
            "mục II | nhiệm vụ :",
            "mục II điểm a | Quy hoạch .",
            "mục II điểm b | Đầu tư .",
        ],
    );
}

#[test]
fn a_dash_that_heads_a_list_holds_its_numbers_and_others_do_not() {
    check(
        "- Căn cứ Luật A;\n- Căn cứ Luật B;\nI. Chỉ tiêu\n- Về kinh tế:\n1. Thu: 5 tỷ.\n- Về xã hội:\n2. Nghèo: 3%.",
        &[
            "gạch 1 | Căn cứ Luật A;",
            "gạch 2 | Căn cứ Luật B;",
            "mục I | Chỉ tiêu",
            "mục I gạch 1 | Về kinh tế:",
            "mục I gạch 1 khoản 1 | Thu: 5 tỷ.",
            "mục I gạch 2 | Về xã hội:",
            "mục I gạch 2 khoản 2 | Nghèo: 3%.",
        ],
    );
}

#[test]
fn the_sentence_of_adoption_stands_outside_the_last_article() {
    check(
        "Điều 3. Tổ chức\n1. Giao Ủy ban.\nNghị quyết này đã được thông qua.\nNơi nhận:\n- Như trên.",
        &[
            "Điều 3 | Tổ chức",
            "Điều 3 khoản 1 | Giao Ủy ban.",
            "đoạn 1 | Nghị quyết này đã được thông qua.",
            "đoạn 2 | Nơi nhận:",
            "gạch 1 | Như trên.",
        ],
    );
}

#[test]
fn a_bold_heading_ends_the_list_before_it() {
    check(
        "**Chỉ tiêu**\n\n(1) Một.\n\n(2) Hai.\n\n**Mục tiêu khác ra sao?**\n\n(1) Ba.",
        &[
            "đoạn 1 | Chỉ tiêu",
            "mục (1) | Một.",
            "mục (2) | Hai.",
            "đoạn 2 | Mục tiêu khác ra sao?",
            "mục (1) | Ba.",
        ],
    );
}

#[test]
fn hostile_nesting_stays_shallow_and_is_dropped_without_recursion() {
    let text = "1. x:\na) y:\n(1) z:\n".repeat(20_000);
    let tree = parse(&text);
    assert!(tree.ids().all(|id| tree.ancestors(id).count() <= DEPTH_MAX));
}
