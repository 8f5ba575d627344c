//! What people see of the vault: a broken ledger on every page and at every pen, the public log, proofs, the system page.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::Timestamp;
use quyet_app::clock::{Clock, StoppedClock};
use quyet_app::desk::Desk;
use quyet_app::health::{check_tail, check_whole};
use quyet_app::load_example::{bac_kan_2024, load_example};
use quyet_app::log_key::record_first_key;
use quyet_app::porch::InProcess;
use quyet_app::public_log::PublicLog;
use quyet_app::vault::OpenLedger;
use quyet_app::{Drafts, Ledger};
use quyet_model::actor::{Actor, Role};
use quyet_model::entry::CommandId;
use quyet_proof::key::SigningKey;
use quyet_proof::{SignedCheckpoint, Trust, bundle};
use quyet_store::drafts::MemoryDrafts;
use quyet_store::memory::MemoryLedger;
use quyet_web::hall::{Hall, Planning};
use quyet_web::router::router;
use tower::ServiceExt;

fn now() -> Timestamp {
    "2026-11-27T03:00:00Z".parse().expect("a literal instant")
}

fn key() -> SigningKey {
    SigningKey::generate("quyet.example/tinh-06", [7; 32]).expect("a good name")
}

fn actor(role: Role) -> Actor {
    Actor { name: "Lan".to_owned(), role, body: "Sở Tài chính".to_owned() }
}

/// The example province with a desk and a public log.
async fn hall() -> (Hall, Arc<MemoryLedger>) {
    let ledger = Arc::new(MemoryLedger::default());
    load_example(&*ledger, bac_kan_2024()).await.expect("the example loads");
    let clock = Arc::new(StoppedClock(now()));
    let keeper = actor(Role::Administrator);
    let desk = Desk { ledger: &*ledger, clock: &*clock, actor: &keeper };
    let command = CommandId("khoa".to_owned());
    record_first_key(desk, &command, &key().verifier()).await.expect("the first key");
    let drafts: Arc<dyn Drafts> = Arc::new(MemoryDrafts::new());
    let vault = Arc::new(OpenLedger(ledger.clone()));
    let desk = Some(Planning::new(drafts, Arc::new(InProcess), vault, actor(Role::Planner)));
    let log = Some(PublicLog { checkpoints: ledger.clone(), signer: Some(Arc::new(key())) });
    (Hall { desk, log, ..Hall::new(ledger.clone(), clock) }, ledger)
}

async fn ask(
    hall: &Router,
    method: Method,
    path: &str,
    body: &str,
) -> (StatusCode, HeaderMap, Vec<u8>) {
    let request = Request::builder().method(method).uri(path);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = request.body(Body::from(body.to_owned())).expect("a request");
    let answer = hall.clone().oneshot(request).await.expect("an answer");
    let (status, headers) = (answer.status(), answer.headers().clone());
    let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
    (status, headers, bytes.to_vec())
}

async fn get(hall: &Router, path: &str) -> (StatusCode, HeaderMap, String) {
    let (status, headers, bytes) = ask(hall, Method::GET, path, "").await;
    (status, headers, String::from_utf8_lossy(&bytes).into_owned())
}

/// A figure of the example, as its page's address has it.
async fn a_figure(hall: &Router) -> String {
    let (_, _, html) = get(hall, "/ke-hoach/tinh-2024/chi-tieu/04").await;
    let (_, rest) = html.split_once("href=\"/s/").expect("a figure on the page");
    rest.split('"').next().expect("an address").to_owned()
}

const EVERY_KIND: [&str; 7] = [
    "/",
    "/ke-hoach/tinh-2024",
    "/ke-hoach/tinh-2024?thoi-diem=2024-07-31",
    "/khong-co",
    "/soan",
    "/quan-tri/he-thong",
    "/phuong-phap",
];

#[tokio::test]
async fn a_sound_ledger_is_said_to_be_sound_and_no_page_alarms() {
    let (hall, ledger) = hall().await;
    check_tail(&*ledger, &*hall.clock, &hall.health).await;
    let size = ledger.head().await.expect("a head").size;
    assert_eq!(hall.health.known().tail.map(|sound| sound.head.size), Some(size));
    check_whole(&*ledger, &*hall.clock, &hall.health).await;
    let known = hall.health.known();
    assert_eq!(known.whole.map(|sound| (sound.at, sound.head.size)), Some((now(), size)));
    assert_eq!((known.trouble, known.failed, known.running), (None, None, None));
    let pages = router(hall);
    for path in EVERY_KIND {
        let (_, _, html) = get(&pages, path).await;
        assert!(!html.contains("tạm ngừng ghi"), "{path}");
    }
    let (status, _, words) = get(&pages, "/readyz").await;
    assert_eq!((status, words), (StatusCode::OK, format!("ok {size}\n")));
    let (_, _, html) = get(&pages, "/quan-tri/he-thong").await;
    assert!(html.contains(&format!("Toàn bộ {size} mục khớp mã băm")), "{html}");
}

#[tokio::test]
async fn a_broken_ledger_is_shown_on_every_page_and_takes_no_more_acts() {
    let (hall, ledger) = hall().await;
    let pages = router(hall.clone());
    let before = ledger.head().await.expect("a head");
    ledger.tamper(5);
    check_whole(&*ledger, &*hall.clock, &hall.health).await;
    let trouble = hall.health.known().trouble.expect("something is wrong");
    assert_eq!((trouble.sound_before, trouble.found), (Some(5), now()));
    for path in EVERY_KIND {
        let (status, headers, html) = get(&pages, path).await;
        for words in [
            "Nhật ký có sai lệch",
            "mục 5",
            "trước mục 5",
            "quyet restore",
            "10:00 ngày 27/11/2026",
        ] {
            assert!(html.contains(words), "{path} {status} lacks “{words}”: {html}");
        }
        let kept = headers.get(header::CACHE_CONTROL).map(|value| value.to_str().expect("ASCII"));
        assert!(
            !kept.is_some_and(|kept| kept.contains("immutable")),
            "{path} would keep the alarm"
        );
    }
    let (status, _, why) = get(&pages, "/readyz").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(get(&pages, "/livez").await.0, StatusCode::OK);
    let (status, _, html) = ask(&pages, Method::POST, "/soan/tinh-2027/phe-duyet", "seen=1").await;
    let html = String::from_utf8_lossy(&html);
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{html}");
    assert!(html.contains(why.trim()), "the pen hears the same reason: {why} {html}");
    assert_eq!(ledger.head().await.expect("a head"), before, "nothing was written");
    let (status, _, _) = get(&pages, "/log/checkpoint").await;
    assert_eq!(status, StatusCode::NOT_FOUND, "a broken ledger is not signed");
}

#[tokio::test]
async fn the_last_entries_are_checked_at_once_and_a_later_sound_check_ends_the_alarm() {
    let (hall, ledger) = hall().await;
    let last = ledger.head().await.expect("a head").size - 1;
    ledger.tamper(last);
    check_tail(&*ledger, &*hall.clock, &hall.health).await;
    let why = hall.health.refusal().expect("the tail is broken");
    assert!(why.contains(&format!("mục {last}")), "{why}");
    let (sound, other) = self::hall().await;
    check_whole(&*other, &*sound.clock, &hall.health).await;
    assert_eq!(hall.health.refusal(), None);
}

#[tokio::test]
async fn a_ledger_that_does_not_go_on_from_the_one_checked_before_is_broken() {
    let (hall, ledger) = hall().await;
    check_whole(&*ledger, &*hall.clock, &hall.health).await;
    let other = MemoryLedger::default();
    load_example(&other, bac_kan_2024()).await.expect("the example loads");
    check_whole(&other, &*hall.clock, &hall.health).await;
    let why = hall.health.refusal().expect("one entry is missing");
    assert!(why.contains("không nối tiếp"), "{why}");
}

#[tokio::test]
async fn the_log_is_open_to_anybody_and_whole_tiles_may_be_kept_for_ever() {
    let (hall, ledger) = hall().await;
    let pages = router(hall);
    let (status, headers, note) = get(&pages, "/log/checkpoint").await;
    assert_eq!(status, StatusCode::OK, "{note}");
    assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    assert_eq!(headers[header::CONTENT_TYPE], "text/plain; charset=utf-8");
    let signed = SignedCheckpoint::parse(&note).expect("a checkpoint");
    let head = ledger.head().await.expect("a head");
    assert_eq!(signed.checkpoint().head, head);
    assert_eq!(signed.signers(&[key().verifier()]).map(|keys| keys.len()), Ok(1));
    let path = |kind: &str, width| format!("/log/tile/{kind}/000.p/{width}");
    let width = head.size % 256;
    let (status, headers, tile) = ask(&pages, Method::GET, &path("0", width), "").await;
    assert_eq!((status, tile.len() as u64), (StatusCode::OK, 32 * width));
    assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    let (status, _, seals) = ask(&pages, Method::GET, &path("entries", width), "").await;
    assert_eq!((status, seals.len() as u64), (StatusCode::OK, 34 * width), "a seal and its length");
    for wrong in ["0/000", "0/999", "0/0", "64/000", "entries/000.p/0", "x", "0/000.p/256"] {
        let (status, _, _) = get(&pages, &format!("/log/tile/{wrong}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn a_house_without_a_key_says_that_it_has_no_log() {
    let (hall, _) = hall().await;
    let pages = router(Hall { log: None, ..hall });
    let figure = a_figure(&pages).await;
    for path in
        ["/log/checkpoint", "/log/tile/0/000.p/1", "/nhat-ky", &format!("/s/{figure}/chung-minh")]
    {
        let (status, _, words) = get(&pages, path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(words.contains("chưa mở nhật ký công khai"), "{path}: {words}");
    }
    let (_, _, html) = get(&pages, &format!("/s/{figure}")).await;
    assert!(!html.contains("chung-minh"), "no way to a page that is not there");
}

#[tokio::test]
async fn a_figure_is_proved_by_a_file_that_anybody_checks() {
    let (hall, _) = hall().await;
    let pages = router(hall);
    let figure = a_figure(&pages).await;
    let (_, _, html) = get(&pages, &format!("/s/{figure}")).await;
    assert!(html.contains(&format!("href=\"/s/{figure}/chung-minh\"")), "{html}");
    let (status, headers, html) = get(&pages, &format!("/s/{figure}/chung-minh")).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII");
    assert!(policy.contains("script-src 'self'") && policy.contains("connect-src 'self'"));
    let (status, headers, file) = get(&pages, &format!("/s/{figure}/chung-minh.tlog-proof")).await;
    assert_eq!(status, StatusCode::OK, "{file}");
    assert!(headers[header::CONTENT_DISPOSITION].to_str().expect("ASCII").contains("tlog-proof"));
    let trust = Trust::of(vec![key().verifier()]).expect("the key of a log");
    let verified = bundle::verify(&file, &trust).expect("a good proof");
    assert_eq!(format!("{}.", verified.seq), figure.split_inclusive('.').next().expect("a number"));
    assert_eq!(verified.parts.len(), 2, "the frame and the figure, nothing else");
    assert!(!file.contains("Lan") && !html.contains(">Lan<"), "no person is named");
    for words in ["không chứng minh", "quyet proof verify", "data-part=\"0\"", "id=\"buoc-5\""] {
        assert!(html.contains(words), "{words}: {html}");
    }
}

#[tokio::test]
async fn a_document_is_proved_too_and_an_unknown_one_is_not() {
    let (hall, _) = hall().await;
    let pages = router(hall);
    let (_, _, html) = get(&pages, "/ke-hoach/tinh-2024").await;
    let (_, rest) = html.split_once("href=\"/van-ban/").expect("the way to the document");
    let digest = rest.get(..16).expect("a short digest");
    let (_, _, html) = get(&pages, &format!("/van-ban/{digest}")).await;
    assert!(html.contains(&format!("/van-ban/{digest}/chung-minh")), "{html}");
    let (status, _, html) = get(&pages, &format!("/van-ban/{digest}/chung-minh")).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    let (_, _, file) = get(&pages, &format!("/van-ban/{digest}/chung-minh.tlog-proof")).await;
    let trust = Trust::of(vec![key().verifier()]).expect("the key of a log");
    let verified = bundle::verify(&file, &trust).expect("a good proof");
    assert!(verified.parts[0].1.contains(digest), "the digest is what is proved");
    let (status, _, _) = get(&pages, "/van-ban/0000000000000000/chung-minh").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _, _) = get(&pages, "/s/9999.0/chung-minh").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_log_page_shows_keys_and_checkpoints_and_hands_out_consistency() {
    let (hall, ledger) = hall().await;
    let pages = router(hall);
    let (_, _, _) = get(&pages, "/log/checkpoint").await;
    let (status, _, html) = get(&pages, "/nhat-ky").await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains(&key().verifier().to_string()), "{html}");
    let size = ledger.head().await.expect("a head").size;
    assert!(html.contains(&format!("quyet.example/tinh-06\n{size}\n")), "{html}");
    let (status, _, proof) = get(&pages, &format!("/nhat-ky/nhat-quan?tu=3&den={size}")).await;
    assert_eq!(status, StatusCode::OK, "{proof}");
    assert!(proof.starts_with("old 3\n") && proof.contains("quyet.example/tinh-06\n"), "{proof}");
    for wrong in ["tu=3&den=4", "tu=9999&den=3", "tu=x&den=3", "tu=3", ""] {
        let (status, _, _) = get(&pages, &format!("/nhat-ky/nhat-quan?{wrong}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn the_system_page_is_for_the_desk_and_says_what_is_still_to_set_up() {
    let (hall, _) = hall().await;
    let pages = router(hall.clone());
    let (status, _, html) = get(&pages, "/quan-tri/he-thong").await;
    assert_eq!(status, StatusCode::OK);
    for words in ["Chưa cài đặt sao lưu", "[backup]", "Khóa và điểm chốt", "chưa kiểm tra lần nào"]
    {
        assert!(html.contains(words), "{words}: {html}");
    }
    let shut = router(Hall { desk: None, ..hall });
    assert_eq!(get(&shut, "/quan-tri/he-thong").await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_clock_that_health_is_told_is_the_one_of_the_hall() {
    let (hall, ledger) = hall().await;
    let later = StoppedClock("2026-11-28T03:00:00Z".parse().expect("a literal instant"));
    check_whole(&*ledger, &later, &hall.health).await;
    assert_eq!(hall.health.known().whole.map(|sound| sound.at), Some(later.now()));
}
