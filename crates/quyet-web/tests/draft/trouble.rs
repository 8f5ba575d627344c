//! What goes wrong, and what is kept.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use quyet_app::clock::StoppedClock;
use quyet_app::porch::{InProcess, Porch, Progress, Received, Refused, Step};
use quyet_store::memory::MemoryLedger;
use quyet_web::hall::Hall;
use quyet_web::router::router;

use crate::house::{House, TEXT, house, house_with, item_named};

#[tokio::test]
async fn a_hall_without_a_desk_only_shows() {
    let ledger = Arc::new(MemoryLedger::default());
    let clock = Arc::new(StoppedClock(jiff::Timestamp::UNIX_EPOCH));
    let hall = router(Hall::new(ledger, clock));
    let house = House { hall, readings: Arc::default(), ledger: Arc::default() };
    for path in ["/soan", "/soan/nap-van-ban", "/soan/tinh-2027/trich"] {
        let answer = house.get(path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(
            answer.html.contains("chỉ để xem") && answer.html.contains("--planner"),
            "{}",
            answer.html
        );
    }
    assert_eq!(house.post("/soan/x/doc", &[]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn two_people_never_write_over_each_other() {
    let house = house().await;
    house.drafted(TEXT).await;
    let page = house.page("/soan/tinh-2027/trich").await;
    let (growth, seen) = (item_named(&page.html, "Tốc độ tăng trưởng"), page.seen().to_owned());
    house.say(&growth, "luu", &[("so", "9")]).await;
    let mine = [
        ("viec", "luu"),
        ("seen", &seen),
        ("muc", &growth),
        ("ten", "Tên <i>khác</i>"),
        ("dang", "loi"),
    ];
    let late = house.post("/soan/tinh-2027/trich", &mine).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.html.contains("Tên &#60;i&#62;khác"), "what was typed is shown: {}", late.html);
    assert!(late.html.contains(&format!("/soan/tinh-2027/trich?muc={growth}#muc")));
    let page = house.page(&format!("/soan/tinh-2027/trich?muc={growth}")).await;
    assert!(page.html.contains("value=\"9\""), "the first save stands");

    let confirm = [("viec", "bo"), ("seen", page.seen()), ("muc", growth.as_str())];
    let (once, twice) = (
        house.post("/soan/tinh-2027/trich", &confirm).await,
        house.post("/soan/tinh-2027/trich", &confirm).await,
    );
    assert_eq!((once.status, twice.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(once.to(), twice.to(), "a button pressed twice is pressed once");
}

#[tokio::test]
async fn what_cannot_be_taken_is_said_at_its_field_and_kept() {
    let house = house().await;
    house.drafted(TEXT).await;
    let page = house.page("/soan/tinh-2027/trich").await;
    let growth = item_named(&page.html, "Tốc độ tăng trưởng");
    let typed =
        [("so", "8.5"), ("ten", ""), ("chi-tieu-thong-ke", "\"><script>"), ("den-chu", "99999")];
    let answer = house.say(&growth, "xac-nhan", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "<title>Lỗi: ",
        "href=\"#o-so\"",
        "id=\"o-so\"",
        "value=\"8.5\"",
        "đọc được theo hai cách",
        "chỉ tiêu phải có tên",
        "&#34;&#62;&#60;script&#62;",
        "số thứ tự của chữ phải từ 1 đến",
        "id=\"loi\" role=\"alert\"",
    ] {
        assert!(answer.html.contains(words), "{words}: {}", answer.html);
    }
    assert!(!answer.html.contains("\"><script>"));
    for (viec, seen) in [("", "1"), ("xac-nhan", "x"), ("luu", "")] {
        let wrong = house.post("/soan/tinh-2027/trich", &[("viec", viec), ("seen", seen)]).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    }
    let gone = house
        .post("/soan/tinh-2027/trich", &[("viec", "bo"), ("seen", "2"), ("muc", "4000")])
        .await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    for path in [
        "?muc=4000",
        "?muc=x",
        "?muc=1&muc=2",
        "?tu=99999999",
        "?chu=9999-1",
        "?chu=a",
        "?nhom=0",
        "?ds=77",
    ] {
        house.page(&format!("/soan/tinh-2027/trich{path}")).await;
    }
}

#[tokio::test]
async fn the_window_says_what_is_missing_and_keeps_what_was_typed() {
    let house = house().await;
    let fields = [
        ("ma", "Tỉnh 2027"),
        ("noi", "Tỉnh Không Có"),
        ("ngay", "31/02/2026"),
        ("nguon", "<i>văn thư</i>"),
    ];
    let answer = house.hand_in(("", b""), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "chưa chọn tệp",
        "không có đơn vị “Tỉnh Không Có”",
        "08/12/2023",
        "&#60;i&#62;văn thư",
        "Tỉnh 2027",
    ] {
        assert!(answer.html.contains(words), "{words}: {}", answer.html);
    }
    let answer = house.hand_in(("nq.txt", TEXT.as_bytes()), &[("ma", "a b"), ("noi", "06")]).await;
    assert!(
        answer.html.contains("hãy chọn lại tệp")
            && answer.html.contains("mã kế hoạch “a b” không hợp lệ")
    );
    let answer =
        house.hand_in(("nq.txt", TEXT.as_bytes()), &[("ma", "nap-van-ban"), ("noi", "06")]).await;
    assert!(answer.html.contains("không hợp lệ"), "{}", answer.html);
    let answer =
        house.hand_in(("nq.txt", TEXT.as_bytes()), &[("ma", "tinh-2024"), ("noi", "06")]).await;
    assert!(
        answer.html.contains("đã được phê duyệt")
            && answer.html.contains("href=\"/ke-hoach/tinh-2024\"")
    );
    house.drafted(TEXT).await;
    let answer =
        house.hand_in(("nq.txt", TEXT.as_bytes()), &[("ma", "tinh-2027"), ("noi", "06")]).await;
    assert!(
        answer.html.contains("đang có bản rà soát tinh-2027")
            && answer.html.contains("href=\"/soan/tinh-2027\"")
    );
    let garbled = Request::post("/soan/nap-van-ban").body(Body::from("x")).expect("a request");
    assert_eq!(house.send(garbled).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_kept_with_the_reason() {
    let house = house().await;
    let fields = [("ma", "tinh-2027"), ("noi", "06")];
    let name = "../<img src=x>\u{202E}.bin";
    house.hand_in((name, &[0, 1, 2, 3, 0xFF]), &fields).await;
    house.readings.idle().await;
    let page = house.page("/soan/tinh-2027").await;
    for words in [
        "Không đọc được văn bản này",
        "/soan/tinh-2027/goc",
        "Nạp tệp khác",
        "&#60;img src=x&#62;.bin",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let file = house.get("/soan/tinh-2027/goc").await;
    let shown = file.headers[header::CONTENT_DISPOSITION].to_str().expect("ASCII");
    assert_eq!(shown, "attachment; filename=\"tinh-2027-goc.bin\"");
    assert_eq!(house.get("/soan/tinh-2027/trich").await.to(), "/soan/tinh-2027");
    assert!(house.page("/soan/tinh-2027/bo").await.html.contains("Giữ lại"));
    for _ in 0..2 {
        assert_eq!(house.post("/soan/tinh-2027/bo", &[]).await.to(), "/soan");
    }
    assert!(house.page("/soan").await.html.contains("Ngăn đang trống"));
}

/// Tells of page 12 of 31, and goes on when it is told to.
#[derive(Debug)]
struct Slow {
    told: Mutex<Sender<()>>,
    go: Mutex<Receiver<()>>,
}

impl Porch for Slow {
    fn receive(
        &self,
        bytes: &[u8],
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<Received, Refused> {
        progress(Progress { step: Step::Recognising, done: 12, total: Some(31) });
        self.told.lock().expect("whole").send(()).expect("somebody waits");
        // The lock serves the readers one after the other.
        let _gone = self.go.lock().expect("whole").recv();
        InProcess.receive(bytes, progress)
    }
}

#[tokio::test]
async fn a_long_reading_shows_real_counts_and_a_third_file_waits() {
    let (told, heard) = channel();
    let (go, gone) = channel();
    let porch = Slow { told: Mutex::new(told), go: Mutex::new(gone) };
    let house = house_with(Arc::new(porch), false).await;
    for id in ["mot", "hai", "ba"] {
        house.hand_in(("nq.txt", TEXT.as_bytes()), &[("ma", id), ("noi", "06")]).await;
    }
    let heard = tokio::task::spawn_blocking(move || (heard.recv(), heard.recv(), heard));
    let _heard = heard.await.expect("two readers");
    let (mut reading, mut waiting) = (0, 0);
    for id in ["mot", "hai", "ba"] {
        let page = house.page(&format!("/soan/{id}")).await;
        assert_eq!(page.headers[header::REFRESH], "2");
        let counts = "Nhận dạng chữ trong ảnh trang 12/31 <progress value=\"12\" max=\"31\"";
        reading += usize::from(page.html.contains(counts));
        waiting += usize::from(page.html.contains("Đang chờ đọc"));
        let still = house.page(&format!("/soan/{id}?dung=1")).await;
        assert!(!still.headers.contains_key(header::REFRESH), "a person can stop it");
    }
    assert_eq!((reading, waiting), (2, 1));
    assert!(house.page("/soan").await.html.contains("Đang đọc"));
    for _ in 0..3 {
        go.send(()).expect("a reader waits");
    }
    house.readings.idle().await;
    for id in ["mot", "hai", "ba"] {
        assert_eq!(house.get(&format!("/soan/{id}")).await.to(), format!("/soan/{id}/trich"));
    }
}

#[derive(Debug)]
struct Falls;

impl Porch for Falls {
    fn receive(&self, _: &[u8], _: &(dyn Fn(Progress) + Sync)) -> Result<Received, Refused> {
        panic!("a reader that falls")
    }
}

#[tokio::test]
async fn a_reader_that_falls_leaves_a_draft_to_read_again() {
    let house = house_with(Arc::new(Falls), false).await;
    house.hand_in(("nq.txt", b"x"), &[("ma", "tinh-2027"), ("noi", "06")]).await;
    house.readings.idle().await;
    let page = house.page("/soan/tinh-2027").await;
    assert!(
        page.html.contains("bộ đọc dừng giữa chừng") && page.html.contains(">Đọc lại</button>")
    );
    assert!(!page.headers.contains_key(header::REFRESH), "nothing runs, so nothing is asked again");
    assert_eq!(house.post("/soan/tinh-2027/doc", &[]).await.to(), "/soan/tinh-2027");
    house.readings.idle().await;
}

#[tokio::test]
async fn a_shut_vault_loses_nothing() {
    let house = house_with(Arc::new(InProcess), true).await;
    house.drafted(TEXT).await;
    let busy = house.post("/soan/tinh-2027/phe-duyet", &[("seen", "2")]).await;
    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        busy.html.contains("đang có lệnh khác ghi sổ") && busy.html.contains("Không có gì bị mất")
    );
    house.page("/soan/tinh-2027/trich").await;
}

#[tokio::test]
async fn nobody_writes_through_a_page_of_somebody_else() {
    let house = house().await;
    house.drafted(TEXT).await;
    for path in [
        "/soan/nap-van-ban",
        "/soan/tinh-2027/trich",
        "/soan/tinh-2027/bo",
        "/soan/tinh-2027/doc",
        "/soan/tinh-2027/phe-duyet",
    ] {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://elsewhere.example"),
            ("host", "elsewhere.example"),
        ] {
            let request = Request::post(path).header(name, value).body(Body::empty());
            let answer = house.send(request.expect("a request")).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {name}");
        }
    }
    let read = Request::get("/soan").header("host", "elsewhere.example").body(Body::empty());
    assert_eq!(house.send(read.expect("a request")).await.status, StatusCode::FORBIDDEN);
    house.page("/soan/tinh-2027/trich").await;
}

#[tokio::test]
async fn only_pages_of_the_desk_may_run_our_script_and_nobody_keeps_them() {
    let house = house().await;
    let page = house.page("/soan").await;
    let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII");
    assert!(policy.contains("script-src 'self'") && policy.starts_with("default-src 'none'"));
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    let script =
        page.html.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a script");
    let script = house.page(script).await;
    assert!(script.html.len() < 5000, "{} bytes", script.html.len());
    let public = house.page("/ke-hoach/tinh-2024").await;
    assert!(!public.html.contains("<script"));
    assert!(
        !public.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("ASCII")
            .contains("script")
    );
}
