//! A bucket, in somebody else's implementation of S3.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use object_store::ObjectStoreExt;
use object_store::aws::AmazonS3Builder;
use quyet_store::attachments::Attachments;
use quyet_store::conformance::check_attachments;
use quyet_store::{Blob, StoreError};
use quyet_store_files::{Files, S3Keys, S3Settings};

/// A server of one's own, stopped on drop, or one that the run was given.
pub(crate) struct Server {
    endpoint: String,
    child: Option<Child>,
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // It is gone either way when the test ends.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// The address in `QUYET_TEST_S3`, or a moto server on a free port of the loopback; `None`, loudly, when there is neither.
pub(crate) fn server() -> Option<Server> {
    #[expect(clippy::disallowed_methods, reason = "a test asks what the run was given")]
    let given = std::env::var("QUYET_TEST_S3").ok();
    if let Some(endpoint) = given {
        return Some(Server { endpoint, child: None });
    }
    let mut command = Command::new("moto_server");
    command.args(["-H", "127.0.0.1", "-p", "0"]).stdout(Stdio::null()).stderr(Stdio::piped());
    let Ok(mut child) = command.spawn() else {
        #[expect(clippy::disallowed_methods, reason = "a test asks where it runs")]
        let in_ci = std::env::var("CI").is_ok();
        assert!(!in_ci, "NOT CHECKED: attachments in S3 (moto_server is not installed)");
        eprintln!(
            "NOT CHECKED: attachments in S3; install it with “pip install 'moto[s3]' flask flask-cors” or set QUYET_TEST_S3"
        );
        return None;
    };
    let told = child.stderr.take().expect("the server's words are asked for");
    let mut lines = BufReader::new(told).lines();
    let said = |line: &String| line.contains("Running on http://");
    let line = lines.by_ref().map_while(Result::ok).find(said).expect("the server starts");
    // The rest is read so that the server never waits for a reader.
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    let endpoint = line.split_whitespace().find(|word| word.starts_with("http://"));
    let endpoint = endpoint.expect("its address").to_owned();
    Some(Server { endpoint, child: Some(child) })
}

impl Server {
    fn settings(&self, bucket: &str, prefix: &str) -> S3Settings {
        S3Settings {
            endpoint: self.endpoint.clone(),
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
            region: "us-east-1".to_owned(),
        }
    }

    pub(crate) fn files(&self, bucket: &str, prefix: &str) -> Files {
        Files::bucket(&self.settings(bucket, prefix), &keys()).expect("good settings")
    }

    /// Makes a bucket, without a signature: the server asks for none.
    pub(crate) fn make(&self, bucket: &str) {
        let address = self.endpoint.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).expect("the server listens");
        let asked = format!(
            "PUT /{bucket} HTTP/1.1\r\nHost: {address}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(asked.as_bytes()).expect("the question");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer in words");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    /// Puts other bytes over an object, as somebody else with the keys could.
    async fn damage(&self, bucket: &str, place: &str, bytes: &str) {
        let keys = keys();
        let other = AmazonS3Builder::new()
            .with_endpoint(&self.endpoint)
            .with_allow_http(true)
            .with_bucket_name(bucket)
            .with_region("us-east-1")
            .with_access_key_id(keys.id)
            .with_secret_access_key(keys.secret)
            .build()
            .expect("good settings");
        let put = other.put(&place.into(), bytes.to_owned().into()).await;
        put.expect("the server takes it");
    }
}

fn keys() -> S3Keys {
    S3Keys { id: "khoa".to_owned(), secret: "bi-mat".to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_conforms_and_its_prefix_is_its_own() {
    let Some(server) = server() else { return };
    server.make("tep");
    check_attachments(&server.files("tep", "tinh-06/tep")).await;
    let beside = server.files("tep", "tinh-07");
    assert_eq!(beside.list(None, 10).await, Ok(vec![]));
    server.make("goc");
    check_attachments(&server.files("goc", "")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn putting_the_right_bytes_mends_a_damaged_object() {
    let Some(server) = server() else { return };
    server.make("hong");
    let (files, blob) = (server.files("hong", ""), Blob::new(b"abc".to_vec()));
    files.put(&blob).await.expect("the server takes it");
    let digest = &blob.digest.0;
    let place = format!("{}/{}/{digest}", &digest[..2], &digest[2..4]);
    server.damage("hong", &place, "abd").await;
    assert_eq!(files.get(&blob.digest).await, Ok(Some(b"abd".to_vec())));
    files.put(&blob).await.expect("the server takes it again");
    assert_eq!(files.get(&blob.digest).await, Ok(Some(b"abc".to_vec())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_is_not_there_says_what_and_what_next() {
    let Some(server) = server() else { return };
    let refused = server.files("khong-co", "").put(&Blob::new(b"abc".to_vec())).await;
    let Err(StoreError::Unavailable(why)) = refused else { panic!("{refused:?}") };
    assert!(
        why.starts_with("không ghi được tệp trong kho S3 khong-co tại http://127.0.0.1:"),
        "{why}"
    );
    assert!(why.ends_with("hãy kiểm tra mạng, địa chỉ và tên kho rồi thử lại"), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_does_not_answer_says_what_and_what_next() {
    let nobody = S3Settings {
        // A port that is never listened on.
        endpoint: "http://127.0.0.1:1".to_owned(),
        bucket: "tep".to_owned(),
        prefix: String::new(),
        region: "us-east-1".to_owned(),
    };
    let files = Files::bucket(&nobody, &keys()).expect("good settings");
    let refused = files.has(&Blob::new(Vec::new()).digest).await;
    let Err(StoreError::Unavailable(why)) = refused else { panic!("{refused:?}") };
    assert!(
        why.starts_with("không đọc được tệp trong kho S3 tep tại http://127.0.0.1:1: "),
        "{why}"
    );
    assert!(!why.contains("bi-mat"), "{why}");
}

#[test]
fn keys_are_never_printed() {
    assert!(!format!("{:?}", keys()).contains("bi-mat"));
}
