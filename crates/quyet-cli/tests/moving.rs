//! A house that moves between SQLite and PostgreSQL.

use std::path::Path;
use std::process::{Command, Output};

use quyet_testkit::postgres::{Database, database};

/// The binary, with the owner of the tables named by the environment.
struct Quyet {
    owner: String,
}

impl Quyet {
    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quyet"));
        command.env("QUYET_DATABASE_OWNER_URL", &self.owner).env_remove("QUYET_DATABASE_URL");
        command.args(args).output().expect("the binary runs")
    }

    fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {complained}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn refused(&self, args: &[&str], code: i32, expect: &str) {
        let output = self.run(args);
        let complained = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {complained}");
        assert!(complained.contains(expect), "{args:?}: {complained}");
    }

    /// A house in SQLite with a plan in force and another under review.
    fn furnish(&self, data: &str) {
        let example = |name: &str| {
            format!("{}/../../examples/bac-kan-2024/{name}", env!("CARGO_MANIFEST_DIR"))
        };
        let who = ["--data", data, "--actor", "An", "--body", "Sở Tài chính"];
        let text = example("nghi-quyet.txt");
        self.done(&["init", "--data", data]);
        self.done(&[&["place", "import", &example("units.csv")], &who[..]].concat());
        self.done(&[&["indicator", "import", &example("indicators.csv")], &who[..]].concat());
        let plan = |id| ["plan", "import", &text, "--id", id, "--place", "06"];
        self.done(&[&plan("tinh-2024"), &["--confirmed"][..], &who].concat());
        self.done(&[&plan("tinh-2025"), &who[..]].concat());
        self.done(&[&["data", "import", &example("figures.csv")], &who[..]].concat());
    }
}

fn at(dir: &Path, name: &str) -> String {
    dir.join(name).display().to_string()
}

#[expect(clippy::disallowed_methods, reason = "the test looks at files of the house")]
fn text(data: &str, name: &str) -> String {
    std::fs::read_to_string(format!("{data}/{name}")).expect("the file")
}

async fn place() -> Option<(Database, tempfile::TempDir, Quyet)> {
    let database = database().await?;
    let quyet = Quyet { owner: database.owner.clone() };
    Some((database, tempfile::tempdir().expect("a folder"), quyet))
}

#[tokio::test]
async fn a_house_moves_to_postgresql_and_back_with_the_same_head_at_every_checkpoint() {
    let Some((database, dir, quyet)) = place().await else { return };
    let [first, second, third] = ["mot", "hai", "ba"].map(|name| at(dir.path(), name));
    quyet.furnish(&first);
    let sound = quyet.done(&["fsck", "--data", &first]);
    let drafts = quyet.done(&["plan", "drafts", "--data", &first]);
    quyet.done(&["copy", "--from", &first, "--to", &second, "--database", &database.app]);
    assert_eq!(quyet.done(&["fsck", "--data", &second]), sound);
    assert_eq!(quyet.done(&["plan", "drafts", "--data", &second]), drafts);
    let judged = |data: &str| quyet.done(&["eval", "run", "tinh-2024", "--data", data]);
    assert_eq!(judged(&second), judged(&first));
    quyet.done(&["rebuild", "--data", &second]);
    quyet.done(&["copy", "--from", &second, "--to", &third]);
    assert_eq!(quyet.done(&["fsck", "--data", &third]), sound);
    assert_eq!(quyet.done(&["plan", "drafts", "--data", &third]), drafts);
    assert_eq!(text(&first, "quyet.key"), text(&third, "quyet.key"));
    assert!(text(&second, "quyet.toml").contains("postgres://"));
}

#[tokio::test]
async fn a_new_database_is_planned_made_once_and_then_refused() {
    let Some((database, dir, quyet)) = place().await else { return };
    let data = at(dir.path(), "nha");
    std::fs::create_dir(&data).expect("a folder");
    let settings =
        format!("[database]\nurl = \"{}\"\n[log]\norigin = \"quyet.example/thu\"\n", database.app);
    std::fs::write(format!("{data}/quyet.toml"), settings).expect("a file");
    quyet.refused(&["fsck", "--data", &data], 4, "quyet init");
    let plan = quyet.done(&["migrate", "--plan", "--data", &data]);
    assert!(plan.starts_with("bước 1\ttạo sổ"), "{plan}");
    assert!(plan.contains("chưa thay đổi gì"), "{plan}");
    assert_eq!(quyet.done(&["migrate", "--plan", "--data", &data]), plan);
    quyet.done(&["init", "--data", &data]);
    assert!(quyet.done(&["migrate", "--data", &data]).starts_with("không cần chuyển đổi"));
    let who = ["--data", &data, "--actor", "An", "--body", "Sở Tài chính"];
    let units = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/bac-kan-2024/units.csv");
    quyet.done(&[&["place", "import", units], &who[..]].concat());
    quyet.refused(&["init", "--data", &data], 5, "đã có dữ liệu Quyết");
}
