//! A resolution reviewed at the command line: taken in, edited as a file, adopted, compared.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use quyet_model::entry::Act;
use quyet_store::Fittings;
use quyet_store::Ledger;
use quyet_store_sqlite::SqliteLedger;
use tempfile::TempDir;

const RESOLUTION: &str = "HỘI ĐỒNG NHÂN DÂN\nTỈNH BẮC KẠN\n\nNGHỊ QUYẾT\nVề kế hoạch năm 2027\n\n\
    QUYẾT NGHỊ:\n\nĐiều 1. Chỉ tiêu chủ yếu\n\
    (1) Thu ngân sách đạt 900 tỷ đồng.\n\
    (2) Trồng rừng 3.485 ha.\n\
    (3) Giải ngân vốn đầu tư công đạt 95%.\n\
    Điều 2. Nhiệm vụ, giải pháp\n\
    1. Đẩy mạnh cải cách hành chính.\n";

fn example(file: &str) -> String {
    let path: PathBuf =
        [env!("CARGO_MANIFEST_DIR"), "../../examples/bac-kan-2024", file].iter().collect();
    path.display().to_string()
}

fn run(args: &[&str]) -> Output {
    let command = Command::new(env!("CARGO_BIN_EXE_quyet")).args(args).output();
    command.expect("the binary runs")
}

/// What a command that succeeds says.
fn done(args: &[&str]) -> String {
    let output = run(args);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {complaint}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A house with registers and a resolution beside it.
struct House {
    dir: TempDir,
    data: String,
}

impl House {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let data = dir.path().join("nha").display().to_string();
        let house = Self { dir, data };
        done(&["init", "--data", &house.data]);
        house.write(&["place", "import", &example("units.csv")]);
        house.write(&["indicator", "import", &example("indicators.csv")]);
        house.put("nghi-quyet.txt", RESOLUTION);
        house
    }

    fn path(&self, name: &str) -> String {
        self.dir.path().join(name).display().to_string()
    }

    fn put(&self, name: &str, words: &str) {
        std::fs::write(self.path(name), words).expect("a file");
    }

    fn who(&self) -> [&str; 6] {
        ["--data", &self.data, "--actor", "An", "--body", "Sở Tài chính"]
    }

    fn write(&self, args: &[&str]) -> String {
        done(&[args, &self.who()].concat())
    }

    fn read(&self, args: &[&str]) -> String {
        done(&[args, &["--data", &self.data]].concat())
    }

    /// Exit code and complaint of a command that must not succeed.
    fn refused(&self, args: &[&str]) -> String {
        let output = run(&[args, &self.who()].concat());
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        let code = output.status.code().expect("an exit code");
        assert_ne!(code, 0, "{args:?}");
        format!("{code} {}", complaint.replace(&self.dir.path().display().to_string(), "…"))
    }

    /// Takes the resolution in and gives its file.
    fn draft(&self, id: &str) -> String {
        let file = self.path("nghi-quyet.txt");
        self.write(&["plan", "import", &file, "--id", id, "--place", "06"]);
        self.read(&["plan", "show", id, "--text"])
    }

    /// Confirms every item through the file, and adopts.
    fn adopt(&self, id: &str) {
        let file = self.read(&["plan", "show", id, "--text"]);
        self.put("xong.txt", &confirmed(&file));
        self.write(&["plan", "import", "--edited", &self.path("xong.txt")]);
        self.write(&["plan", "adopt", id]);
    }

    fn entries(&self) -> Vec<Act> {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let ledger = SqliteLedger::open_read_only(Path::new(&self.data), Fittings::seeded(0))
                .await
                .expect("a ledger");
            let entries = ledger.entries(0, 1_000).await.expect("entries");
            entries.into_iter().map(|entry| entry.entry.act).collect()
        })
    }
}

fn confirmed(file: &str) -> String {
    file.replace("\ntrạng thái: chưa xác nhận\n", "\ntrạng thái: xác nhận\n")
}

#[test]
fn a_resolution_is_taken_in_edited_as_a_file_adopted_and_compared() {
    let house = House::new();
    let (resolution, links) = (example("nghi-quyet.txt"), example("links.csv"));
    let taken = house.write(&[
        "plan",
        "import",
        &resolution,
        "--id",
        "tinh-2024",
        "--place",
        "06",
        "--links",
        &links,
    ]);
    assert!(taken.contains("24 chỉ tiêu (29 nội dung được đánh giá), 23 nhiệm vụ"), "{taken}");
    assert!(house.read(&["plan", "drafts"]).starts_with("tinh-2024\t06\tbản 3\tđã xác nhận 0/"));

    let file = house.read(&["plan", "show", "tinh-2024", "--text"]);
    assert!(file.contains("chỉ tiêu thống kê: tang-truong-grdp\n"), "{file}");
    let edited =
        confirmed(&file).replace("tên: Diện tích trồng rừng\n", "tên: Diện tích rừng trồng mới\n");
    assert_ne!(edited, confirmed(&file));
    house.put("sua.txt", &edited);
    let edited = ["plan", "import", "--edited", &house.path("sua.txt")];
    let tried = house.write(&[&edited[..], &["--dry-run"]].concat());
    assert!(tried.contains("chưa ghi gì"), "{tried}");
    assert!(
        house.refused(&["plan", "adopt", "tinh-2024"]).starts_with("3 "),
        "nothing was written"
    );
    let written = house.write(&edited);
    assert!(written.contains("còn 0 mục chưa xác nhận"), "{written}");

    let adopted = house.write(&["plan", "adopt", "tinh-2024"]);
    assert!(adopted.starts_with("đã phê duyệt kế hoạch tinh-2024"), "{adopted}");
    assert_eq!(house.read(&["plan", "drafts"]), "");
    assert!(house.read(&["plan", "show", "tinh-2024"]).contains("Diện tích rừng trồng mới"));
    let drafted = house.read(&["plan", "diff", "tinh-2024", "--drafted"]);
    assert!(drafted.contains("\t4\tDiện tích rừng trồng mới\ttên: "), "{drafted}");
    let against = house.read(&["plan", "diff", "tinh-2024", &resolution]);
    assert!(against.contains("\t4\tDiện tích trồng rừng\ttên: "), "{against}");
    assert!(house.read(&["eval", "run", "tinh-2024"]).lines().count() > 20);
}

#[test]
fn the_ledger_keeps_the_reading_and_every_change_and_stays_sound_through_a_rebuild() {
    let house = House::new();
    let file = house.draft("tinh-2027");
    house.put("sua.txt", &file.replace("tên: Trồng rừng\n", "tên: Rừng trồng\n"));
    house.write(&["plan", "import", "--edited", &house.path("sua.txt")]);
    house.write(&["plan", "confirm", "tinh-2027", "0", "1", "2", "3"]);
    house.write(&["plan", "reject", "tinh-2027", "4"]);
    house.write(&["plan", "adopt", "tinh-2027"]);
    let kinds: Vec<&str> = house.entries().iter().map(Act::kind).skip(3).collect();
    insta::assert_snapshot!(kinds.join(" "), @"document_received plan_drafted draft_changed draft_changed draft_changed draft_changed draft_changed draft_changed plan_adopted");
    let before = house.read(&["fsck"]);
    assert!(before.starts_with("không có sai lệch"), "{before}");
    house.read(&["rebuild"]);
    assert_eq!(house.read(&["fsck"]), before);
    let shown = house.read(&["plan", "show", "tinh-2027", "--text"]);
    assert!(shown.contains("Rừng trồng: 3.485") && shown.contains("Nhiệm vụ: 0"), "{shown}");
}

#[test]
fn two_plans_and_a_draft_are_compared_line_by_line() {
    let house = House::new();
    house.draft("tinh-2027");
    house.adopt("tinh-2027");
    let later = RESOLUTION.replace("900 tỷ", "1.010 tỷ").replace("(2) Trồng rừng 3.485 ha.\n", "")
        + "2. Chuyển đổi số.\n";
    house.put("nghi-quyet.txt", &later.replace("2027", "2028"));
    house.draft("tinh-2028");
    let told = house.read(&["plan", "diff", "tinh-2027", "tinh-2028"]);
    insta::assert_snapshot!(told.replace('\t', " | "), @r"
    sửa | văn bản |  |  | Trích yếu: Về kế hoạch năm 2027 → Về kế hoạch năm 2028
    sửa | văn bản |  |  | Năm kế hoạch: 2027 → 2028
    sửa | chỉ tiêu | 1 | Thu ngân sách | điều kiện: 900 tỷ đồng → 1.010 tỷ đồng (tăng 110 tỷ đồng)
    bỏ | chỉ tiêu | 2 | Trồng rừng | = 3.485 ha (ít nhất)
    thêm | nhiệm vụ | 2 | Chuyển đổi số.
    ");
    assert_eq!(house.read(&["plan", "diff", "tinh-2028", "--drafted"]), "");
}

#[test]
fn every_refusal_names_what_is_kept_and_what_to_do() {
    let house = House::new();
    let file = house.draft("tinh-2027");
    let import = |name: &str, words: &str| {
        let plain = words.lines().filter(|line| !line.starts_with('#'));
        house.put(name, &plain.collect::<Vec<_>>().join("\n"));
        house.refused(&["plan", "import", "--edited", &house.path(name)])
    };
    let faulty = file.replace("= 3.485 ha", "3.4 ha").replace("năm: 2027", "năm: hai nghìn");
    let mut told = vec![import("sai.txt", &faulty)];
    told.push(import("cu.txt", &file.replace("\nbản: 2\n", "\nbản: 1\n")));
    told.push(import("la.txt", "một tệp khác"));
    told.push(import("mat.txt", &file.replace("kế hoạch: tinh-2027", "kế hoạch: tinh-2030")));
    std::fs::write(house.path("utf16.txt"), [0xff, 0xfe, b'a', 0]).expect("a file");
    told.push(house.refused(&["plan", "import", "--edited", &house.path("utf16.txt")]));
    let text = house.path("nghi-quyet.txt");
    told.push(house.refused(&["plan", "import", &text, "--id", "tinh-2027", "--place", "06"]));
    told.push(house.refused(&["plan", "import", &text, "--id", "Tỉnh", "--place", "06"]));
    told.push(house.refused(&["plan", "import", &text, "--id", "tinh-2", "--place", "xx"]));
    told.push(house.refused(&["plan", "confirm", "tinh-2027", "0", "99"]));
    told.push(house.refused(&["plan", "reject", "tinh-2027", "0"]));
    told.push(house.refused(&["plan", "adopt", "tinh-2027"]));
    told.push(house.refused(&["plan", "adopt", "tinh-2030"]));
    told.push(house.refused(&["plan", "discard", "tinh-2027"]));
    told.push(house.refused(&["plan", "discard", "tinh-2030", "--yes"]));
    insta::assert_snapshot!(told.join("\n"));
    // None of it changed the draft.
    assert_eq!(house.read(&["plan", "show", "tinh-2027", "--text"]), file);
    house.write(&["plan", "discard", "tinh-2027", "--yes"]);
    assert_eq!(house.read(&["plan", "drafts"]), "");
}

#[test]
fn a_file_that_cannot_be_read_is_kept_until_it_is_thrown_away() {
    let house = House::new();
    house.put("hong.pdf", "%PDF-1.7\n");
    let import = ["plan", "import", &house.path("hong.pdf"), "--id", "tinh-2027", "--place", "06"];
    let told = house.refused(&import);
    assert!(told.starts_with("3 ") && told.contains("quyet plan discard"), "{told}");
    assert!(house.read(&["plan", "drafts"]).contains("không đọc được"), "it is in the drawer");
    // The same file again goes on from where it stopped; another one does not take its place.
    assert!(house.refused(&import).ends_with(&told["3 ".len()..]), "{told}");
    let other =
        ["plan", "import", &house.path("nghi-quyet.txt"), "--id", "tinh-2027", "--place", "06"];
    assert!(house.refused(&other).starts_with("5 "));
    let shown = run(&["plan", "show", "tinh-2027", "--data", &house.data]);
    assert_eq!(shown.status.code(), Some(3));
    house.write(&["plan", "discard", "tinh-2027", "--yes"]);
    house.write(&other);
}

#[test]
fn an_adopted_at_once_plan_has_no_reading_to_compare_with() {
    let house = House::new();
    let text = house.path("nghi-quyet.txt");
    house.write(&["plan", "import", &text, "--id", "tinh-2027", "--place", "06", "--confirmed"]);
    let output = run(&["plan", "diff", "tinh-2027", "--drafted", "--data", &house.data]);
    assert_eq!(output.status.code(), Some(4));
    assert_eq!(house.read(&["plan", "diff", "tinh-2027", &text]), "");
    assert!(
        house
            .refused(&["plan", "import", &text, "--id", "tinh-2027", "--place", "06"])
            .starts_with("5 ")
    );
    let both = run(&["plan", "import", &text, "--edited", &text]);
    assert_eq!(both.status.code(), Some(2));
}
