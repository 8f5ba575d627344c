//! The shipped server in front of a ledger in which one byte was changed behind its back, and beside a standby that is gone.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use quyet_testkit::postgres::database;

/// A server that ends with the test.
struct Server {
    child: Child,
    address: String,
    notes: BufReader<ChildStderr>,
}

impl Server {
    fn start(command: &str, data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_quyet"))
            .args([command, "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut line = String::new();
        let said = child.stdout.take().expect("asked for");
        BufReader::new(said).read_line(&mut line).expect("a line");
        let (_, rest) = line.split_once("http://").expect("an address");
        let address = rest.split('/').next().expect("a host").to_owned();
        let notes = BufReader::new(child.stderr.take().expect("asked for"));
        Self { child, address, notes }
    }

    /// What the first check of the whole ledger says: it ends with a note.
    fn checked(&mut self) -> String {
        let mut line = String::new();
        self.notes.read_line(&mut line).expect("a note");
        line
    }

    fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).expect("an open door");
        let ask =
            format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        stream.write_all(ask.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer in UTF-8");
        let status = answer.get(9..12).and_then(|code| code.parse().ok()).expect("a status");
        (status, answer)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// Changes one digit of a reported value where the ledger's file has it.
#[expect(clippy::disallowed_methods, reason = "the test changes the file")]
fn flip(file: &Path) {
    const BEFORE: &[u8] = b"\"value\":{\"number\":\"";
    let mut bytes = std::fs::read(file).expect("the database");
    let mut places = bytes.windows(BEFORE.len()).enumerate().filter(|(_, run)| *run == BEFORE);
    let (at, _) = places.next().expect("a reported value");
    let digit = &mut bytes[at + BEFORE.len()];
    *digit = if *digit == b'1' { b'2' } else { b'1' };
    std::fs::write(file, bytes).expect("written");
}

#[test]
fn a_byte_changed_behind_the_servers_back_stops_every_pen_and_stands_on_every_page() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("nha");
    {
        let mut sound = Server::start("demo", &data);
        let said = sound.checked();
        assert!(said.contains("khớp mã băm"), "{said}");
        assert_eq!(sound.get("/readyz").0, 200);
        let (status, note) = sound.get("/log/checkpoint");
        assert_eq!(status, 200, "{note}");
    }
    flip(&data.join("quyet.db"));
    let mut broken = Server::start("serve", &data);
    let said = broken.checked();
    assert!(said.contains("Có sai lệch"), "{said}");
    assert_eq!(broken.get("/livez").0, 200);
    let (status, why) = broken.get("/readyz");
    assert_eq!(status, 503);
    assert!(why.contains("nhật ký có sai lệch"), "{why}");
    for path in ["/", "/phuong-phap", "/khong-co"] {
        let (_, html) = broken.get(path);
        assert!(html.contains("Nhật ký có sai lệch, tạm ngừng ghi"), "{path}: {html}");
    }
}

#[tokio::test]
async fn a_standby_that_does_not_answer_keeps_nobody_from_the_pages() {
    let Some(database) = database().await else { return };
    let dir = tempfile::tempdir().expect("a folder");
    // A door that was open and is shut again: nobody answers there.
    let port = {
        let door = TcpListener::bind("127.0.0.1:0").expect("a free port");
        door.local_addr().expect("an address").port()
    };
    let settings = format!(
        "[database]\nurl = \"{}\"\nstandby = \"postgres://quyet_app:bi-mat@127.0.0.1:{port}/quyet\"\n",
        database.app
    );
    std::fs::write(dir.path().join("quyet.toml"), settings).expect("a file");
    let made = Command::new(env!("CARGO_BIN_EXE_quyet"))
        .env("QUYET_DATABASE_OWNER_URL", &database.owner)
        .args(["init", "--data"])
        .arg(dir.path())
        .output()
        .expect("the binary runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut server = Server::start("serve", dir.path());
    let said = server.checked();
    assert!(said.contains("máy dự phòng không trả lời"), "{said}");
    assert!(said.contains("đọc từ máy chính") && !said.contains("bi-mat"), "{said}");
    let (status, html) = server.get("/");
    assert_eq!(status, 200, "{html}");
    assert!(!html.contains("Trang này đọc từ máy dự phòng"), "{html}");
}
