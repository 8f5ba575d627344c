use super::template::AttachmentsWish;
use super::*;

const WHOLE: &str = r#"
[database]
url = "postgres://quyet_app@host1/quyet"
hosts = ["postgres://host2/quyet"]
standby = "postgresql://host3/quyet"
[attachments]
s3 = { endpoint = "http://127.0.0.1:9000", bucket = "quyet", prefix = "tep/" }
[log]
origin = "quyet.example/tinh-06"
witnesses = [{ url = "https://w", key = "w+00+k" }]
timestamp = { url = "http://t" }
[backup]
dir = "/srv/sao-luu"
recipient = "age1xyz"
"#;

#[test]
fn every_setting_is_read() {
    let settings = Settings::parse(WHOLE).expect("it is right");
    let database = settings.database.expect("a database");
    assert_eq!(database.url.expose(), "postgres://quyet_app@host1/quyet");
    assert_eq!(database.hosts.len(), 1);
    assert_eq!(database.standby.expect("a standby").expose(), "postgresql://host3/quyet");
    let AttachmentsAt::S3(s3) = settings.attachments else { panic!("a bucket") };
    assert_eq!((s3.bucket.as_str(), s3.region.as_str()), ("quyet", "us-east-1"));
    assert_eq!(settings.log.origin.as_deref(), Some("quyet.example/tinh-06"));
    assert_eq!(settings.log.witnesses[0].key, "w+00+k");
    assert_eq!(settings.log.timestamp.as_deref(), Some("http://t"));
    assert_eq!(settings.backup.expect("a backup").recipient.as_deref(), Some("age1xyz"));
}

#[test]
fn without_a_file_the_house_is_sqlite_with_blobs_in_the_database() {
    assert_eq!(Settings::parse(""), Ok(Settings::default()));
    assert_eq!(Settings::default().attachments, AttachmentsAt::Database);
}

#[test]
fn every_fault_names_its_line_and_what_to_write() {
    let check = |text: &str, line: usize, expect: &str| {
        let fault = Settings::parse(text).expect_err(text);
        assert_eq!(fault.line, line, "{text}: {fault}");
        assert!(fault.what.contains(expect), "{text}: {fault}");
    };
    check(
        "\n[databas]\nurl = \"x\"",
        2,
        "databas là tên không biết; chương trình này biết: database, attachments, log, backup",
    );
    check("[database]\nurl = \"postgres://a\"\nhost = \"x\"", 3, "database.host là tên không biết");
    check("[database]\nhosts = []", 1, "thiếu url; hãy thêm url = ");
    check("[database]\nurl = \"mysql://a\"", 2, "phải bắt đầu bằng postgres://");
    check("[database]\nurl = 5", 2, "database.url phải là chữ");
    check("[database]\nurl = \"postgres://a\"\nhosts = \"postgres://b\"", 3, "phải là danh sách");
    check(
        "[database]\nurl = \"postgres://a\"\nhosts = [\n\"postgres://b\",\n\"b\"]",
        5,
        "postgres://",
    );
    check("database = 1", 1, "phải là một mục");
    check("[attachments]", 1, "đúng một trong hai");
    check(
        "[attachments]\ndir = \"a\"\ns3 = { endpoint = \"http://a\", bucket = \"b\" }",
        1,
        "đúng một trong hai",
    );
    check("[attachments]\ndir = \" \"", 2, "để trống");
    check("[attachments]\n[attachments.s3]\nendpoint = \"a\"\nbucket = \"b\"", 3, "https://");
    check("[log]\norigin = \"a b\"", 2, "tên nhật ký");
    check("[log]\nwitnesses = [{ url = \"http://a\" }]", 2, "thiếu key");
    check(
        "[log]\nwitnesses = [{ url = \"http://a\", key = \"k\", x = 1 }]",
        2,
        "log.witnesses.x là tên không biết",
    );
    check("[log]\n\ntimestamp = \"http://t\"", 3, "phải là một mục");
    check("[backup]\nrecipient = \"age1\"", 1, "thiếu dir");
    check("[backup]\ndir = \"a\"\nrecipient = \"ssh-rsa\"", 3, "age1");
    check("[log]\norigin = \"a\"\norigin = \"b\"", 3, "cú pháp TOML");
    check("[log\n", 1, "cú pháp TOML");
}

#[test]
fn what_init_writes_is_read_back() {
    let check = |database: Option<&str>, attachments: Option<AttachmentsWish>| {
        let origin = Some("quyet/ab\"c\\d".to_owned());
        let database = database.map(str::to_owned);
        let wish = Wish { origin: origin.clone(), database: database.clone(), attachments };
        let settings = Settings::parse(&template(&wish)).expect("what we write is right");
        assert_eq!(settings.log.origin, origin);
        assert_eq!(settings.database.map(|at| at.url.expose().to_owned()), database);
        settings.attachments
    };
    assert_eq!(check(None, None), AttachmentsAt::Database);
    let dir = AttachmentsWish::Directory("tệp/ở \"đây\"".to_owned());
    assert_eq!(
        check(Some("postgres://a/b"), Some(dir)),
        AttachmentsAt::Directory("tệp/ở \"đây\"".into())
    );
    let s3 = AttachmentsWish::S3 {
        endpoint: "http://a".to_owned(),
        bucket: "b".to_owned(),
        prefix: "c".to_owned(),
    };
    assert!(matches!(check(None, Some(s3)), AttachmentsAt::S3(_)));
}
