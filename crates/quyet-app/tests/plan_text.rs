//! The file of a draft: what nobody edited changes nothing, what somebody edited comes back as written, and every
//! fault is told at once.

use jiff::Timestamp;
use proptest::prelude::*;
use quyet_app::attachments::AttachmentRule;
use quyet_app::clock::StoppedClock;
use quyet_app::define_indicators::define_indicators;
use quyet_app::desk::Desk;
use quyet_app::register_places::register_places;
use quyet_app::review::change::{Wish, change_review};
use quyet_app::review::read::keep_reading;
use quyet_app::review::start::{StartReview, start_review};
use quyet_app::review::text::{TextFault, head, read, write};
use quyet_app::review::{Review, open_review};
use quyet_model::Decimal;
use quyet_model::actor::{Actor, Role};
use quyet_model::condition::{Bound, Condition, Promise};
use quyet_model::entry::CommandId;
use quyet_model::indicator::{Indicator, IndicatorId, Measure, Sense, Visibility};
use quyet_model::place::{Place, PlaceId, PlaceLevel};
use quyet_model::plan::PlanId;
use quyet_model::review::{Change, Item, ItemId, ItemState, TargetEdit};
use quyet_model::unit::Unit;
use quyet_store::Ledger;
use quyet_store::drafts::MemoryDrafts;
use quyet_store::memory::MemoryLedger;

const TEXT: &str = "HỘI ĐỒNG NHÂN DÂN\nTỈNH BẮC KẠN\n\nNGHỊ QUYẾT\nVề kế hoạch năm 2027\n\n\
    QUYẾT NGHỊ:\n\nĐiều 1. Chỉ tiêu chủ yếu\n\
    (1) Thu ngân sách đạt 900 tỷ đồng.\n\
    (2) Trồng rừng 3.485 ha.\n\
    (3) Giải ngân vốn đầu tư công đạt 95%; trồng cây phân tán 500 nghìn cây.\n\
    (4) Tỷ lệ hộ nghèo giảm từ 2 - 2,5%.\n\
    Điều 2. Nhiệm vụ, giải pháp\n\
    1. Đẩy mạnh cải cách hành chính. Công khai thủ tục; số hộ được\nvay vốn đạt 1.000 hộ.\n";

struct House {
    ledger: MemoryLedger,
    drafts: MemoryDrafts,
    clock: StoppedClock,
    planner: Actor,
    id: PlanId,
}

impl House {
    /// A draft of a text, read and under review.
    async fn reviewing(text: &str) -> Self {
        let ledger = MemoryLedger::default();
        let at: Timestamp = "2026-11-24T03:00:00Z".parse().expect("a literal instant");
        let (name, body) = ("người thử".to_owned(), "Sở Tài chính".to_owned());
        let planner = Actor { name, role: Role::Planner, body };
        let (id, drafts) = (PlanId("tinh-2027".to_owned()), MemoryDrafts::new());
        let house = Self { ledger, drafts, clock: StoppedClock(at), planner, id };
        let (first, second) = (CommandId("mau/1".to_owned()), CommandId("mau/2".to_owned()));
        let earlier = StoppedClock(at - jiff::SignedDuration::from_secs(60));
        let before = Desk { clock: &earlier, ..house.desk() };
        register_places(before, &first, vec![province()]).await.expect("a register");
        define_indicators(house.desk(), &second, vec![planting()]).await.expect("a catalogue");
        let start = StartReview {
            id: house.id.clone(),
            place: province().id,
            bytes: text.as_bytes().to_vec(),
            title: "nghi-quyet.txt".to_owned(),
            origin: None,
            number: Some("01/NQ-HĐND".to_owned()),
            adopted: None,
            rule: AttachmentRule::default(),
        };
        start_review(house.desk(), &house.drafts, start).await.expect("a new draft");
        let given = quyet_intake::receive(text.as_bytes());
        keep_reading(house.desk(), &house.drafts, &house.id, given).await.expect("a text");
        house
    }

    fn desk(&self) -> Desk<'_> {
        Desk { ledger: &self.ledger, clock: &self.clock, actor: &self.planner }
    }

    async fn review(&self) -> Review {
        let opened = open_review(&self.drafts, &self.id).await.expect("a sound draft");
        opened.expect("a draft that was read")
    }

    async fn catalogue(&self) -> Vec<Indicator> {
        self.ledger.indicators(self.clock.0).await.expect("a catalogue")
    }

    async fn apply(&self, wishes: Vec<Wish>) -> Review {
        let seen = self.review().await.card.version;
        let changed = change_review(self.desk(), &self.drafts, &self.id, seen, wishes).await;
        changed.expect("what a file asks for fits the draft");
        self.review().await
    }

    async fn edited(&self, edit: impl Fn(&str) -> String) -> Result<Vec<Wish>, Vec<TextFault>> {
        let review = self.review().await;
        read(&edit(&write(&review)), &review, &self.catalogue().await)
    }
}

fn province() -> Place {
    Place {
        id: PlaceId { code: "06".to_owned(), valid_from: None },
        name: "Tỉnh Bắc Kạn".to_owned(),
        level: PlaceLevel::Province,
        parent: None,
        valid_to: None,
        source: "mẫu".to_owned(),
    }
}

fn planting() -> Indicator {
    Indicator {
        id: IndicatorId("trong-rung".to_owned()),
        name: "Diện tích rừng trồng mới".to_owned(),
        unit: Unit::new("ha"),
        measure: Measure::Flow,
        sense: Sense::HigherIsBetter,
        covers: vec![],
        publication: None,
        visibility: Visibility::Public,
        field: "Kinh tế".to_owned(),
    }
}

/// One replacement that must take place.
fn put(file: &str, from: &str, to: &str) -> String {
    assert_eq!(file.matches(from).count(), 1, "“{from}” in:\n{file}");
    file.replace(from, to)
}

/// Without notes, so that lines are counted from what is said.
fn plain(file: &str) -> String {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(|line| [line, "\n"]).collect()
}

/// Without the line that names the version.
fn lasting(file: &str) -> String {
    file.lines().filter(|line| !line.starts_with("bản:")).flat_map(|line| [line, "\n"]).collect()
}

#[tokio::test]
async fn the_file_tells_every_item_with_its_words_and_warnings() {
    let house = House::reviewing(TEXT).await;
    insta::assert_snapshot!(write(&house.review().await));
}

#[tokio::test]
async fn a_file_that_nobody_edited_changes_nothing() {
    let example = include_str!("../../../examples/bac-kan-2024/nghi-quyet.txt");
    for text in [TEXT, example] {
        let house = House::reviewing(text).await;
        assert_eq!(house.edited(str::to_owned).await, Ok(vec![]));
        // Other line ends, a mark at the head, notes gone.
        let other = |file: &str| {
            let lines = file.lines().filter(|line| !line.starts_with('#'));
            format!("\u{feff}{}", lines.collect::<Vec<_>>().join("\r\n"))
        };
        assert_eq!(house.edited(other).await, Ok(vec![]));
        let file = write(&house.review().await);
        let told = head(&file).expect("a head");
        assert_eq!((told.plan, told.version), (house.id.clone(), 2));
    }
}

#[tokio::test]
async fn what_was_edited_is_written_back_as_it_was_edited() {
    let house = House::reviewing(TEXT).await;
    let edit = |file: &str| {
        let file = put(file, "ngày thông qua:\n", "ngày thông qua: 08/12/2026\n");
        let file = put(&file, "khóa:\n", "khóa: X\n");
        let file = put(&file, "tên: Trồng rừng\n", "tên: Diện tích rừng trồng mới\n");
        let file = put(&file, "điều kiện: = 3.485 ha", "điều kiện: >= 3.485,0 ha");
        let file = put(&file, "việc: Đẩy mạnh", "việc: Tiếp tục đẩy mạnh");
        file.replace("chỉ tiêu thống kê:\n", "chỉ tiêu thống kê: trong-rung\n")
            .replace("\ntrạng thái: chưa xác nhận\n", "\ntrạng thái: xác nhận\n")
    };
    let wishes = house.edited(edit).await.expect("a file without faults");
    let file = edit(&write(&house.review().await));
    let review = house.apply(wishes).await;
    assert_eq!(lasting(&write(&review)), lasting(&file));
    assert_eq!(review.reviewed.open(), Vec::<&Item>::new());
    let plan = review.reviewed.plan().expect("every item is decided");
    let expect = Promise::Level(Bound::AtLeast(Decimal::new(34_850, 1)));
    assert_eq!(plan.targets[1].condition.promise, expect);
    assert_eq!(
        plan.tasks[0].measures[0].passage.at,
        review.drafted.tasks[0].measures[0].passage.at
    );
    // What was confirmed and is put right is confirmed as put right: the file says both.
    let again = |file: &str| put(file, "tên: Diện tích rừng trồng mới", "tên: Rừng trồng mới");
    let wishes = house.edited(again).await.expect("a file without faults");
    assert!(matches!(wishes[..], [Wish::EditTarget(_), Wish::Confirm(_)]), "{wishes:?}");
}

#[tokio::test]
async fn who_does_a_task_is_put_right_and_its_days_are_shown() {
    let text = format!(
        "{TEXT}2. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính xây dựng Đề án chuyển đổi số, hoàn thành trước ngày 30/6/2027.\n"
    );
    let house = House::reviewing(&text).await;
    let file = write(&house.review().await);
    let task = file.split("[mục 8] ").nth(1).expect("the second task");
    insta::assert_snapshot!(task, @r"
    nhiệm vụ 2
    # Điều 2 khoản 2 · dòng 17
    # “2. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính xây dựng Đề án chuyển đổi số, hoàn thành trước ngày 30/6/2027.”
    # Thời hạn: trước ngày 30/06/2027
    # Liên quan: Đề án chuyển đổi số
    trạng thái: chưa xác nhận
    việc: Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính xây dựng Đề án chuyển đổi số, hoàn thành trước ngày 30/6/2027.
    chủ trì: Sở Nội vụ
    phối hợp: Sở Tài chính
    sản phẩm:
    ");
    let edit = |file: &str| {
        let file = put(file, "chủ trì: Sở Nội vụ\n", "chủ trì: Sở Nội vụ; Sở Tài chính\n");
        let file = put(&file, "phối hợp: Sở Tài chính\n", "phối hợp: Ủy ban nhân dân các xã\n");
        let (before, after) = file.split_once("[mục 8]").expect("the second task");
        format!("{before}[mục 8]{}", after.replace("sản phẩm:\n", "sản phẩm: Đề án\n"))
    };
    let wishes = house.edited(edit).await.expect("a file without faults");
    let edited = edit(&file);
    let review = house.apply(wishes).await;
    assert_eq!(lasting(&write(&review)), lasting(&edited));
    let tasks = [review.drafted.tasks, review.reviewed.present().tasks];
    let [old, new] = tasks.map(|mut tasks| tasks.remove(1));
    assert_eq!(new.measures, old.measures);
    assert_eq!(new.assignment.deadlines, old.assignment.deadlines);
    // A body that the text names keeps its place there, whatever it does.
    assert_eq!(new.assignment.lead[1], old.assignment.supporting[0]);
    assert_eq!(new.assignment.supporting[0].span, old.at.span);
}

#[tokio::test]
async fn targets_are_split_merged_and_added_by_their_words() {
    let house = House::reviewing(TEXT).await;
    let wishes = house
        .edited(|file| {
            let file = put(&plain(file), "tên: Thu ngân sách\n", "tên: Thu ngân sách\ntách trước: “đạt   900”\n");
            put(&file, "tên: Trồng rừng\n", "tên: Trồng rừng\nGộp với mục sau: Có\n").replace(
                "[mục 0] văn bản\n",
                "[mục 0] văn bản\nthêm chỉ tiêu: \"số hộ được vay vốn … 1.000 hộ\"\nthêm chỉ tiêu: Công khai thủ tục\n",
            )
        })
        .await;
    // The third target is a whole of two parts, so it cannot be merged.
    let faults: Vec<String> =
        wishes.expect_err("a whole").iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(faults.join("\n"), @"dòng 30, “gộp với mục sau”: mục 3 liền sau gồm nhiều mục con nên không gộp được");
    let wishes = house
        .edited(|file| {
            let file = put(file, "tên: Thu ngân sách\n", "tên: Thu ngân sách\ntách trước: “đạt   900”\n");
            let first = "tên: Giải ngân vốn đầu tư công\nđiều kiện";
            put(&file, first, &format!("gộp với mục sau: có\n{first}"))
                + "thêm chỉ tiêu: \"số hộ được vay vốn … 1.000 hộ\"\nthêm chỉ tiêu: Công khai thủ tục\n"
        })
        .await;
    let review = house.apply(wishes.expect("a file without faults")).await;
    // The merged words hold two values, so a person has to say which one is meant.
    let names: Vec<String> = review
        .reviewed
        .present()
        .leaves()
        .iter()
        .map(|leaf| format!("{} {}", leaf.code, leaf.name))
        .collect();
    insta::assert_snapshot!(names.join("\n"), @r"
    1.1 Thu ngân sách
    1.2 đạt 900 tỷ đồng.
    2 Trồng rừng
    3 Giải ngân vốn đầu tư công đạt 95%; trồng cây phân tán 500 nghìn cây
    4 Tỷ lệ hộ nghèo
    6 Công khai thủ tục
    5 số hộ được vay vốn
    ");
    let again = read(&write(&review), &review, &house.catalogue().await);
    assert_eq!(again, Ok(vec![]));
}

#[tokio::test]
async fn a_target_split_before_any_of_its_words_and_merged_again_is_itself() {
    let words = "(4) Tỷ lệ hộ nghèo giảm từ 2 - 2,5%.";
    for (at, _) in words.match_indices(' ') {
        let house = House::reviewing(TEXT).await;
        let before = house.review().await;
        let item = "[mục 6] chỉ tiêu 4\n";
        let split = format!("{item}tách trước: {}\n", &words[at + 1..]);
        let wishes = house.edited(|file| put(file, item, &split)).await;
        let review = house.apply(wishes.expect("the words stand there once")).await;
        assert_eq!(review.reviewed.item(ItemId(6)).expect("the whole").parts.len(), 2);
        let item = "] chỉ tiêu 4.1\n";
        let wishes = house.edited(|file| put(file, item, &format!("{item}gộp với mục sau: có\n")));
        let review = house.apply(wishes.await.expect("two neighbours")).await;
        let [old, new] = [&before, &review].map(|review| {
            let plan = review.reviewed.present();
            plan.targets.last().map(|target| (target.code.clone(), target.at.clone()))
        });
        assert_eq!(new, old, "{split}");
    }
}

/// The shared corpus; empty (and loud) when it is not there.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "reads the corpus from disk, and says so when it is absent"
)]
fn corpus() -> Vec<String> {
    let folder =
        std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("CORPUS ABSENT: {} — this test checks nothing", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a text")).collect()
}

#[tokio::test]
async fn real_resolutions_come_back_from_their_files() {
    for text in corpus() {
        let house = House::reviewing(&text).await;
        assert_eq!(house.edited(str::to_owned).await, Ok(vec![]));
        let confirmed =
            |file: &str| file.replace("\ntrạng thái: chưa xác nhận\n", "\ntrạng thái: xác nhận\n");
        let file = confirmed(&write(&house.review().await));
        let wishes = house.edited(confirmed).await.expect("a file without faults");
        let review = house.apply(wishes).await;
        assert!(review.reviewed.plan().is_ok());
        assert_eq!(lasting(&write(&review)), lasting(&file));
    }
}

#[tokio::test]
async fn every_fault_is_told_at_once_with_its_line() {
    let house = House::reviewing(TEXT).await;
    let told = house.edited(|file| {
        let file = put(&plain(file), "loại: Nghị quyết", "loại: Nghi quyet");
        let file = put(&file, "ngày thông qua:\n", "ngày thông qua: 31/11/2026\n");
        let file = put(&file, "năm: 2027", "năm: 27");
        let file = put(&file, "kỳ họp:\n", "kỳ họp: mười sáu\n");
        let file = put(&file, "tên: Thu ngân sách\n", "tên:\ntên khác: Thu\n");
        let file = put(&file, "điều kiện: = 900 tỷ đồng", "điều kiện: ít nhất 900 tỷ đồng");
        let file = put(&file, "tên: Trồng rừng\n", "tên: Trồng rừng\ntên: Rừng\ntách trước: rừng xanh\n");
        let file = put(&file, "điều kiện: giảm 2..2,5 %\n", "điều kiện: giảm 3..2,5 %\nkhông có dấu\n");
        let file = file.replace("việc: ", "việc: # ").replace("việc: #", "#");
        let file = put(&file, "[mục 3]", "[mục 33]");
        let file = put(&file, "[mục 4]", "[muc 4]");
        let tree = "tên: trồng cây";
        let file = put(&file, tree, "gộp với mục sau: vâng\ntên: trồng cây");
        file.replacen("chỉ tiêu thống kê:\n", "chỉ tiêu thống kê: khong-co\n", 1)
            .replacen("trạng thái: chưa xác nhận\nsố", "trạng thái: không phải\nsố", 1)
            .replacen("trạng thái: chưa xác nhận\ntên:\n", "trạng thái: được\ntên:\n", 1)
            + "thêm chỉ tiêu: không có chữ này … hộ\nthêm chỉ tiêu: đạt … \nthêm chỉ tiêu: đạt\nmốc thời gian: x\n"
    });
    let faults: Vec<String> =
        told.await.expect_err("faults").iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(faults.join("\n"));
}

#[tokio::test]
async fn a_file_of_another_version_or_draft_is_refused() {
    let house = House::reviewing(TEXT).await;
    let check = async |from: &str, to: &str| {
        let told = house.edited(|file| put(&plain(file), from, to)).await;
        let told = told.expect_err("a foreign head");
        told.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(check("\nbản: 2\n", "\nbản: 1\n").await, @"dòng 4, “bản”: tệp lập từ bản 1 nhưng bản rà soát nay là bản 2; hãy lấy tệp mới bằng “quyet plan show tinh-2027 --text” rồi chuyển phần sửa sang");
    insta::assert_snapshot!(check("kế hoạch: tinh-2027", "kế hoạch: tinh-2026").await, @"dòng 3, “kế hoạch”: tệp này không phải của tinh-2027");
    insta::assert_snapshot!(check("dạng: quyet/ban-ra-soat/1", "dạng: quyet/ban-ra-soat/2").await, @"dòng 2, “dạng”: tệp không ở dạng quyet/ban-ra-soat/1; hãy lấy tệp mới bằng “quyet plan show … --text”");
    assert!(head("").is_err() && head("[mục 0]\nsố: 1").is_err());
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zđĐạếỗ :#\\[\\]\"“…\\\\\n\t\r0-9]{1,12}",
        "\\PC{1,6}",
        any::<char>().prop_map(String::from)
    ]
}

/// A target edit with odd words in every field.
fn odd(review: &Review, (which, name, horizon): (usize, String, Option<String>)) -> Option<Change> {
    let targets: Vec<_> = review.reviewed.items().filter(|item| item.target().is_some()).collect();
    let item = targets.get(which % targets.len().max(1))?;
    let edit = TargetEdit {
        name: name.clone(),
        condition: Condition { unit: Unit::new(&name), ..Condition::stated() },
        horizon,
        indicator: Some(IndicatorId(name.clone())),
        span: item.at()?.span,
        text: name,
        condition_at: None,
    };
    Some(Change::TargetEdited { item: item.id, edit: Box::new(edit) })
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("a runtime").block_on(future)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn odd_words_in_a_draft_are_not_taken_for_edits(
        edits in proptest::collection::vec((any::<usize>(), words(), proptest::option::of(words())), 1..5),
        rejected in any::<u32>(),
    ) {
        let house = block_on(House::reviewing(TEXT));
        let mut review = block_on(house.review());
        for edit in edits {
            if let Some(change) = odd(&review, edit) {
                let _ = review.reviewed.apply(&change);
            }
        }
        let _ = review.reviewed.apply(&Change::Rejected(ItemId(rejected % 9)));
        let wishes = read(&write(&review), &review, &block_on(house.catalogue()));
        prop_assert_eq!(wishes, Ok(vec![]));
    }

    #[test]
    fn a_mangled_file_is_refused_by_line_or_fits_the_draft(
        mangles in proptest::collection::vec((any::<usize>(), 0..5_u8, words()), 1..4),
    ) {
        let house = block_on(House::reviewing(TEXT));
        let review = block_on(house.review());
        let mut lines: Vec<String> = write(&review).lines().map(str::to_owned).collect();
        for (at, how, words) in mangles {
            let at = at % lines.len();
            match how {
                0 => { lines.remove(at); }
                1 => lines.insert(at, words),
                2 => lines[at].push_str(&words),
                3 => lines[at] = words,
                _ => { let line = lines[at].clone(); lines.push(line); }
            }
        }
        let file = lines.join("\n");
        match read(&file, &review, &block_on(house.catalogue())) {
            Ok(wishes) => { block_on(house.apply(wishes)); }
            Err(faults) => {
                let count = file.lines().count().max(1);
                prop_assert!(!faults.is_empty() && faults.iter().all(|f| (1..=count).contains(&f.line)));
            }
        }
    }

    #[test]
    fn states_and_names_come_back_as_they_were_written(
        states in proptest::collection::vec(0..3_usize, 12),
        name in "[a-zđạế ]{0,6}[a-zđ]",
        condition in prop::sample::select(vec!["bằng lời", "~ 3..4,0 %", "tăng", "< 4 % (nhiều nhất)", "danh sách 2 xã: A; B"]),
    ) {
        let house = block_on(House::reviewing(TEXT));
        let file = write(&block_on(house.review()));
        let mut states = states.iter().map(|n| ["chưa xác nhận", "xác nhận", "không phải"][*n]);
        let mut document = true;
        let lines = file.lines().map(|line| match line.split_once(':') {
            Some(("trạng thái", _)) => {
                let state = if std::mem::take(&mut document) { Some("xác nhận") } else { states.next() };
                format!("trạng thái: {}", state.unwrap_or("xác nhận"))
            }
            Some(("tên", _)) => format!("tên: {}", name.split_whitespace().collect::<Vec<_>>().join(" ")),
            Some(("điều kiện", _)) => format!("điều kiện: {condition}"),
            _ => line.to_owned(),
        });
        let edited: String = lines.map(|line| line + "\n").collect();
        let review = block_on(house.review());
        let wishes = read(&edited, &review, &[]);
        let review = block_on(house.apply(wishes.expect("a file without faults")));
        prop_assert_eq!(lasting(&write(&review)), lasting(&edited));
        let open = review.reviewed.agenda().iter().filter(|item| item.state == ItemState::Open).count();
        prop_assert_eq!(open, review.reviewed.open().len());
    }
}
