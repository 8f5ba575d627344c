use proptest::prelude::*;
use quyet_compile::compile;

use super::*;

const HEAD: &str = "Điều 1. Các chỉ tiêu chủ yếu năm 2025\n";

/// Both texts behind one heading; every change as one line.
fn check(old: &str, new: &str, expect: &[&str]) {
    let (old, new) = (compile(&format!("{HEAD}{old}")), compile(&format!("{HEAD}{new}")));
    let found = compare_plans(&old.plan, &new.plan);
    let shown: Vec<String> =
        found.targets.iter().map(|change| shown(change).replace('\u{202f}', " ")).collect();
    assert_eq!(shown, expect);
    let back = compare_plans(&new.plan, &old.plan);
    assert_eq!(back.differs(), found.differs(), "both ways see the same");
}

fn shown(change: &TargetChange<'_>) -> String {
    match change {
        TargetChange::Kept(kept) => {
            let ties = if kept.ties.is_empty() {
                String::new()
            } else {
                format!(" như {}", kept.ties.join(", "))
            };
            format!("{}={}{ties} {}", kept.old.code, kept.new.code, kept.words().join("; "))
                .trim_end()
                .to_owned()
        }
        TargetChange::Added(target) => format!("+{} {}", target.code, target.name),
        TargetChange::Removed(target) => format!("-{} {}", target.code, target.name),
    }
}

#[test]
fn a_plan_against_itself_does_not_differ() {
    let text = "1. Trồng rừng: 300 ha.\n2. Số xã đạt chuẩn: 5 xã.";
    check(text, text, &["1=1", "2=2"]);
}

#[test]
fn a_number_that_moved_is_told_with_its_difference() {
    check(
        "1. Diện tích trồng rừng: 300 ha.",
        "1. Diện tích trồng rừng: 350 ha.",
        &["1=1 điều kiện: 300 ha → 350 ha (tăng 50 ha)"],
    );
    check(
        "1. Tỉ lệ hộ nghèo giảm 2 - 2,5%.",
        "1. Tỉ lệ hộ nghèo giảm 1,5 - 2,5%.",
        &[
            "1=1 điều kiện: giảm 2–2,5 % → giảm 1,5–2,5 % (cận dưới giảm 0,5 điểm %, cận trên không đổi)",
        ],
    );
}

#[test]
fn scale_and_spelling_of_a_unit_make_no_difference() {
    check("1. Thu ngân sách: 900 tỷ đồng.", "1. Thu ngân sách: 900,0 tỉ đồng.", &["1=1"]);
}

#[test]
fn another_unit_is_told_and_numbers_are_then_not_subtracted() {
    check(
        "1. Thu ngân sách: 900 tỷ đồng.",
        "1. Thu ngân sách: 900000 triệu đồng.",
        &["1=1 điều kiện: 900 tỷ đồng → 900.000 triệu đồng; đơn vị tính: tỷ đồng → triệu đồng"],
    );
}

#[test]
fn what_came_went_and_moved_is_told() {
    check(
        "1. Diện tích trồng rừng: 300 ha.\n2. Số xã đạt chuẩn nông thôn mới: 5 xã.",
        "1. Số giường bệnh: 30 giường.\n2. Diện tích trồng rừng: 300 ha.",
        &["+1 Số giường bệnh", "1=2 số thứ tự: 1 → 2", "-2 Số xã đạt chuẩn nông thôn mới"],
    );
}

#[test]
fn a_reworded_name_keeps_its_target() {
    check(
        "1. Tỉ lệ che phủ rừng: 73%.",
        "1. Tỉ lệ che phủ của rừng: 73%.",
        &["1=1 tên: Tỉ lệ che phủ rừng → Tỉ lệ che phủ của rừng"],
    );
}

#[test]
fn tasks_are_compared_by_their_words() {
    let text = |first: &str| {
        format!(
            "Điều 2. Nhiệm vụ, giải pháp chủ yếu\n1. Về kinh tế\na) {first}\nb) Mở rộng vùng trồng quế."
        )
    };
    let old = compile(&text("Đẩy nhanh tiến độ giải ngân vốn đầu tư công ngay từ đầu năm."));
    let new = compile(&text("Đẩy nhanh tiến độ giải ngân vốn đầu tư công từ quý I."));
    let found = compare_plans(&old.plan, &new.plan);
    let shown: Vec<Vec<TaskAspect>> = found
        .tasks
        .iter()
        .map(|change| match change {
            TaskChange::Kept(kept) => kept.aspects.clone(),
            TaskChange::Added(_) | TaskChange::Removed(_) => panic!("all are kept: {change:?}"),
        })
        .collect();
    assert_eq!(shown, [vec![TaskAspect::Text], vec![]]);
    assert!(found.differs());
}

#[test]
fn the_head_tells_what_it_says_differently() {
    let (old, mut new) = (compile(HEAD).plan, compile(HEAD).plan);
    new.document.year = Some(2026);
    new.document.number = Some("12/NQ-HĐND".to_owned());
    let lines: Vec<String> = compare_plans(&old, &new).head.iter().map(HeadChange::words).collect();
    assert_eq!(lines, ["Số, ký hiệu: … → 12/NQ-HĐND", "Năm kế hoạch: 2025 → 2026"]);
}

#[test]
fn every_target_of_either_plan_stands_in_one_change() {
    let old = compile(include_str!("../../../../examples/bac-kan-2024/nghi-quyet.txt"));
    let new = compile(&format!("{HEAD}1. Diện tích trồng rừng: 300 ha.\n2. Số cầu: 3 cầu."));
    let found = compare_plans(&old.plan, &new.plan);
    let sides = |change: &TargetChange<'_>| match change {
        TargetChange::Kept(_) => (1, 1),
        TargetChange::Added(_) => (0, 1),
        TargetChange::Removed(_) => (1, 0),
    };
    let (olds, news) =
        found.targets.iter().map(sides).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert_eq!((olds, news), (old.plan.leaves().len(), new.plan.leaves().len()));
}

/// Items of a list of targets: the same name often, odd ones, some without a word.
fn text() -> impl Strategy<Value = String> {
    let names = ["Trồng rừng", "Trồng mới rừng", "Số xã đạt chuẩn", "Dịch vụ", "…", "*"];
    let values = ["300 ha", "5%", "giảm 2 - 2,5%", "trên 7 tỷ đồng", "5 xã (gồm: A, B)", ""];
    let item = (prop::sample::select(names.to_vec()), prop::sample::select(values.to_vec()));
    prop::collection::vec(item, 0..12).prop_map(|items| {
        let lines = items.iter().enumerate();
        let lines = lines.map(|(at, (name, value))| format!("{}. {name}: {value}.\n", at + 1));
        format!("{HEAD}{}Điều 2. Nhiệm vụ\n1. Làm {}.", lines.collect::<String>(), items.len())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_plan_never_differs_from_itself(text in text()) {
        let plan = compile(&text).plan;
        prop_assert!(!compare_plans(&plan, &plan).differs(), "{text}");
    }

    #[test]
    fn nothing_of_either_plan_is_told_twice_or_not_at_all(old in text(), new in text()) {
        let (old, new) = (compile(&old).plan, compile(&new).plan);
        let found = compare_plans(&old, &new);
        let mut olds: Vec<*const Target> = Vec::new();
        let mut news: Vec<*const Target> = Vec::new();
        for change in &found.targets {
            match change {
                TargetChange::Kept(kept) => {
                    olds.push(kept.old);
                    news.push(kept.new);
                }
                TargetChange::Added(target) => news.push(*target),
                TargetChange::Removed(target) => olds.push(*target),
            }
        }
        let all = |plan: &Plan| {
            let mut all: Vec<*const Target> = plan.leaves().into_iter().map(std::ptr::from_ref).collect();
            all.sort_unstable();
            all
        };
        olds.sort_unstable();
        news.sort_unstable();
        prop_assert_eq!((olds, news), (all(&old), all(&new)));
    }
}
