//! The planner's desk, answered in process: from a file to a plan in the ledger.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use quyet_app::clock::{Clock, StoppedClock};
use quyet_app::load_example::{bac_kan_2024, load_example};
use quyet_app::porch::{InProcess, Porch};
use quyet_app::vault::{OpenLedger, OpenVault, Vault, VaultError};
use quyet_model::actor::{Actor, Role};
use quyet_store::drafts::MemoryDrafts;
use quyet_store::memory::MemoryLedger;
use quyet_store::{Ledger, Promise};
use quyet_web::hall::{Hall, Planning};
use quyet_web::readings::Readings;
use quyet_web::router::router;
use tower::ServiceExt;

const TEXT: &str = "HỘI ĐỒNG NHÂN DÂN\nTỈNH BẮC KẠN\nSố: 90/NQ-HĐND\n\n\
    NGHỊ QUYẾT\nVề Kế hoạch phát triển kinh tế - xã hội năm 2027\n\n\
    Điều 1. Mục tiêu tổng quát\nPhát triển kinh tế nhanh, bền vững.\n\n\
    Điều 2. Các chỉ tiêu chủ yếu\n\
    1. Chỉ tiêu kinh tế\n\
    (1) Tốc độ tăng trưởng kinh tế đạt 8% trở lên.\n\
    (2) Thu ngân sách nhà nước trên địa bàn đạt 1.010 tỉ đồng; GRDP bình quân đầu người đạt 60 triệu đồng.\n\
    (3) Tỉ lệ hộ nghèo giảm từ 2 - 2,5%.\n\n\
    Điều 3. Nhiệm vụ và giải pháp\n\
    1. Về phát triển kinh tế\n\
    a) Đẩy mạnh cải cách hành chính. Thu hút đầu tư.\n\
    b) Phát triển hợp tác xã.\n\n\
    Điều 4. Tổ chức thực hiện\nỦy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này.\n";

/// A clock that goes on by a second at each look.
#[derive(Debug)]
struct Ticking(std::sync::atomic::AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> jiff::Timestamp {
        let second = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        jiff::Timestamp::from_second(second).expect("a near instant")
    }
}

struct House {
    hall: Router,
    readings: Arc<Readings>,
    ledger: Arc<MemoryLedger>,
}

#[derive(Debug)]
struct Shut;

impl Vault for Shut {
    fn open(&self) -> Promise<'_, Box<dyn OpenVault>, VaultError> {
        Box::pin(async { Err(VaultError::Busy) })
    }
}

fn planner() -> Actor {
    Actor {
        name: "Nguyễn <b>Thị</b> Lan".to_owned(),
        role: Role::Planner,
        body: "Sở Tài chính".to_owned(),
    }
}

async fn house_with(porch: Arc<dyn Porch>, shut: bool) -> House {
    let ledger = Arc::new(MemoryLedger::default());
    load_example(&*ledger, bac_kan_2024()).await.expect("the example loads");
    let open = OpenLedger(ledger.clone());
    let vault: Arc<dyn Vault> = if shut { Arc::new(Shut) } else { Arc::new(open) };
    let desk = Planning::new(Arc::new(MemoryDrafts::new()), porch, vault, planner());
    let readings = desk.readings.clone();
    let clock = Arc::new(Ticking(1_795_000_000.into()));
    let hall = Hall { ledger: ledger.clone(), clock, notice: None, desk: Some(desk) };
    House { hall: router(hall), readings, ledger }
}

async fn house() -> House {
    house_with(Arc::new(InProcess), false).await
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    html: String,
}

impl Answer {
    fn to(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or("")
    }

    /// The version that the page's forms would save over.
    fn seen(&self) -> &str {
        let (_, rest) = self.html.split_once("name=\"seen\" value=\"").expect("a form");
        rest.split('"').next().expect("a value")
    }
}

impl House {
    async fn send(&self, request: Request<Body>) -> Answer {
        let answer = self.hall.clone().oneshot(request).await.expect("an answer");
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
        Answer { status, headers, html: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).expect("a request")).await
    }

    async fn page(&self, path: &str) -> Answer {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.to());
        answer
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let plain = |b: &u8| b.is_ascii_alphanumeric() || b"-_.".contains(b);
        let coded = |words: &str| {
            let each = |b: &u8| if plain(b) { char::from(*b).to_string() } else { format!("%{b:02X}") };
            words.as_bytes().iter().map(each).collect::<String>()
        };
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", coded(value))).collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")));
        self.send(request.expect("a request")).await
    }

    /// Hands a file in with the fields.
    async fn hand_in(&self, file: (&str, &[u8]), fields: &[(&str, &str)]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.into_bytes());
        }
        let (name, bytes) = file;
        let part = format!("--x\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"{name}\"\r\n\r\n");
        body.extend(part.into_bytes());
        body.extend(bytes);
        body.extend(b"\r\n--x--\r\n");
        let request = Request::post("/soan/nap-van-ban")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body));
        self.send(request.expect("a request")).await
    }

    /// A draft under review.
    async fn drafted(&self, text: &str) {
        let fields = [("ma", "tinh-2027"), ("noi", "06"), ("nguon", "văn thư")];
        let answer = self.hand_in(("nq.txt", text.as_bytes()), &fields).await;
        assert_eq!((answer.status, answer.to()), (StatusCode::SEE_OTHER, "/soan/tinh-2027"), "{}", answer.html);
        self.readings.idle().await;
        assert_eq!(self.get("/soan/tinh-2027").await.to(), "/soan/tinh-2027/trich");
    }

    /// Says something of an item as it stands, with the fields of its form as they are shown.
    async fn say(&self, item: &str, order: &str, typed: &[(&str, &str)]) -> Answer {
        let page = self.page(&format!("/soan/tinh-2027/trich?muc={item}")).await;
        let mut fields = shown(&page.html);
        fields.retain(|(name, _)| typed.iter().all(|(own, _)| own != name));
        let typed = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        fields.extend(typed);
        fields.push(("viec".to_owned(), order.to_owned()));
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post("/soan/tinh-2027/trich", &fields).await
    }
}

/// The fields of the item's form, as a browser would send them.
fn shown(html: &str) -> Vec<(String, String)> {
    let form = html.split_once("id=\"sua\"").expect("the item's form").1;
    let form = form.split("</form>").next().expect("an end");
    let mut fields = Vec::new();
    for tag in form.split('<').skip(1) {
        let value = |name: &str| {
            let rest = tag.split_once(&format!(" {name}=\"")).map(|(_, rest)| rest);
            rest.and_then(|rest| rest.split('"').next()).map(plain)
        };
        let name = value("name").unwrap_or_default();
        if tag.starts_with("input") && !name.is_empty() {
            fields.push((name, value("value").unwrap_or_default()));
        } else if tag.starts_with("textarea") {
            fields.push((name, plain(tag.split_once('>').expect("a tag").1)));
        } else if tag.starts_with("select") {
            fields.push((name, String::new()));
        } else if tag.starts_with("option") && tag.contains(" selected") {
            fields.last_mut().expect("a choice").1 = value("value").unwrap_or_default();
        }
    }
    fields
}

fn plain(words: &str) -> String {
    words.replace("&#34;", "\"").replace("&#39;", "'").replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&")
}

/// Number of the item whose row in the list holds the words.
fn item_named(html: &str, words: &str) -> String {
    let list = html.split_once("id=\"cac-muc\"").expect("the list").1;
    let row = list.split("<li").find(|row| row.contains(words)).expect(words);
    let (_, rest) = row.split_once("?muc=").expect("a link");
    rest.split('#').next().expect("a number").to_owned()
}

#[tokio::test]
async fn a_hall_without_a_desk_only_shows() {
    let ledger = Arc::new(MemoryLedger::default());
    let clock = Arc::new(StoppedClock(jiff::Timestamp::UNIX_EPOCH));
    let hall = router(Hall { ledger, clock, notice: None, desk: None });
    let house = House { hall, readings: Arc::default(), ledger: Arc::default() };
    for path in ["/soan", "/soan/nap-van-ban", "/soan/tinh-2027/trich"] {
        let answer = house.get(path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(answer.html.contains("chỉ để xem") && answer.html.contains("--planner"), "{}", answer.html);
    }
    assert_eq!(house.post("/soan/x/doc", &[]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_file_becomes_a_plan_by_way_of_a_review() {
    let house = house().await;
    assert!(house.page("/soan").await.html.contains("Ngăn đang trống"));
    house.drafted(TEXT).await;
    let page = house.page("/soan/tinh-2027/trich").await;
    assert!(page.html.contains("Đã xác nhận 0/"), "{}", page.html);
    assert!(page.html.contains("Nguyễn &#60;b&#62;Thị"), "who acts is shown, escaped");

    // A target put right: the bare figure is read as at least, in one save.
    let growth = item_named(&page.html, "Tốc độ tăng trưởng");
    let saved = house.say(&growth, "luu", &[("so", "8,5"), ("ten", "Tốc độ tăng GRDP")]).await;
    assert_eq!(saved.to(), format!("/soan/tinh-2027/trich?muc={growth}#muc"), "{}", saved.html);
    let page = house.page(&format!("/soan/tinh-2027/trich?muc={growth}")).await;
    assert!(page.html.contains("value=\"8,5\"") && page.html.contains("Tốc độ tăng GRDP"));
    assert!(page.html.contains("Hoàn tác: Sửa Chỉ tiêu (1)"), "{}", page.html);

    // Merge two parts, split them again where words are ticked.
    let part = item_named(&page.html, "Thu ngân sách");
    let merged = house.say(&part, "gop", &[]).await;
    assert_eq!(merged.status, StatusCode::SEE_OTHER, "{}", merged.html);
    let page = house.page(merged.to().trim_end_matches("#muc")).await;
    assert!(page.html.contains("GRDP bình quân"), "{}", page.html);
    let budget = merged.to().split("muc=").nth(1).and_then(|rest| rest.split('#').next()).expect("an item").to_owned();
    let tick = page.html.split("<label><input type=\"checkbox\" name=\"cho\" value=\"");
    let tick = tick.skip(1).find(|rest| rest.contains(">GRDP</label>")).and_then(|rest| rest.split('"').next());
    let none = house.say(&budget, "tach", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let split = house.say(&budget, "tach", &[("cho", tick.expect("a tick"))]).await;
    assert_eq!(split.status, StatusCode::SEE_OTHER, "{}", split.html);

    // Reject, open again, undo.
    let page = house.page("/soan/tinh-2027/trich").await;
    let poor = item_named(&page.html, "hộ nghèo");
    house.say(&poor, "bo", &[]).await;
    let page = house.page(&format!("/soan/tinh-2027/trich?muc={poor}")).await;
    assert!(page.html.contains("đã bỏ") && page.html.contains("value=\"mo-lai\""));
    let back = house.post("/soan/tinh-2027/trich", &[("viec", "hoan-tac"), ("seen", page.seen()), ("muc", &poor)]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    let page = house.page(&format!("/soan/tinh-2027/trich?muc={poor}")).await;
    assert!(page.html.contains("chưa xác nhận") && !page.html.contains("value=\"mo-lai\""));

    // A line that the machine did not take for a target is read as one.
    let line = page.html.split("?chu=").find(|rest| rest.contains("Phát triển kinh tế nhanh"));
    let range = line.and_then(|rest| rest.split('#').next()).expect("the line's words").to_owned();
    let page = house.page(&format!("/soan/tinh-2027/trich?chu={range}")).await;
    let (from, to) = range.split_once('-').expect("two numbers");
    let fields = [("viec", "them"), ("seen", page.seen()), ("tu-chu", from), ("den-chu", to)];
    let added = house.post("/soan/tinh-2027/trich", &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.html);
    let item = added.to().split("muc=").nth(1).and_then(|rest| rest.split('#').next()).expect("an item").to_owned();
    assert!(house.page(&format!("/soan/tinh-2027/trich?muc={item}")).await.html.contains("Phát triển kinh tế nhanh"));

    // Not yet.
    let page = house.page("/soan/tinh-2027/phe-duyet").await;
    assert!(page.html.contains("Chưa phê duyệt được"), "{}", page.html);
    let early = house.post("/soan/tinh-2027/phe-duyet", &[("seen", "9999")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);

    confirm_all(&house).await;
    let page = house.page("/soan/tinh-2027/phe-duyet").await;
    assert!(page.html.contains(">Phê duyệt kế hoạch</button>"), "{}", page.html);
    let seen = page.seen().to_owned();
    let adopted = house.post("/soan/tinh-2027/phe-duyet", &[("seen", &seen)]).await;
    assert_eq!(adopted.to(), "/ke-hoach/tinh-2027?bien-nhan=1", "{}", adopted.html);
    let size = house.ledger.head().await.expect("a head").size;
    let twice = house.post("/soan/tinh-2027/phe-duyet", &[("seen", &seen)]).await;
    assert_eq!(twice.to(), "/ke-hoach/tinh-2027?bien-nhan=1", "{}", twice.html);
    assert_eq!(house.ledger.head().await.expect("a head").size, size, "pressed twice, adopted once");

    let plan = house.page("/ke-hoach/tinh-2027?bien-nhan=1").await;
    assert!(plan.html.contains("Kế hoạch đã được phê duyệt") && plan.html.contains("Tốc độ tăng GRDP"));
    let history = house.page("/ke-hoach/tinh-2027/ra-soat").await;
    for words in ["<del>Tốc độ tăng trưởng kinh tế</del>", "<ins>≥\u{202F}8,5\u{202F}%</ins>", "Sở Tài chính (người lập kế hoạch)"] {
        assert!(history.html.contains(words), "{words}: {}", history.html);
    }
    assert!(!history.html.contains("Lan"), "no name in public");
    let way = plan.html.split("href=\"/van-ban/").nth(1).and_then(|rest| rest.split('"').next()).expect("the document");
    let document = house.page(&format!("/van-ban/{way}")).await;
    assert!(document.html.contains("Bản máy đọc và ") && document.html.contains("/ke-hoach/tinh-2027/ra-soat"));
    assert_eq!(house.get("/soan/tinh-2027").await.status, StatusCode::NOT_FOUND);
}

/// Confirms every item in turn, as somebody would who presses the button.
async fn confirm_all(house: &House) {
    for _ in 0..200 {
        let page = house.page("/soan/tinh-2027/trich").await;
        if page.html.contains("Xem lại và phê duyệt") {
            return;
        }
        let item = shown(&page.html).into_iter().find(|(name, _)| name == "muc").expect("an item").1;
        let done = house.say(&item, "xac-nhan", &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{item}: {}", done.html);
        let again = house.post("/soan/tinh-2027/trich", &[("viec", "xac-nhan"), ("seen", "1"), ("muc", &item)]).await;
        assert_ne!(again.status, StatusCode::INTERNAL_SERVER_ERROR);
    }
    panic!("the review does not end");
}

#[tokio::test]
async fn a_group_of_tasks_is_confirmed_at_once() {
    let house = house().await;
    house.drafted(TEXT).await;
    let page = house.page("/soan/tinh-2027/trich").await;
    let task = item_named(&page.html, "Đẩy mạnh");
    let group = house.page(&format!("/soan/tinh-2027/trich?nhom={task}")).await;
    assert!(group.html.contains("Thu hút đầu tư") && group.html.contains("Phát triển hợp tác xã"), "{}", group.html);
    let mut fields = shown(&group.html);
    fields.push(("viec".to_owned(), "xac-nhan-nhom".to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let done = house.post("/soan/tinh-2027/trich", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let page = house.page("/soan/tinh-2027/trich").await;
    assert!(page.html.contains("nhiệm vụ: 2/2"), "{}", page.html);
}

#[tokio::test]
async fn confirming_what_nobody_touched_changes_nothing_else() {
    let house = house().await;
    house.drafted(bac_kan_2024().resolution).await;
    for _ in 0..500 {
        let page = house.page("/soan/tinh-2027/trich").await;
        if page.html.contains("Xem lại và phê duyệt") {
            break;
        }
        let mut fields = shown(&page.html);
        fields.push(("viec".to_owned(), "xac-nhan".to_owned()));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let done = house.post("/soan/tinh-2027/trich", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{fields:?} {}", done.html);
    }
    let page = house.page("/soan/tinh-2027/phe-duyet").await;
    assert!(page.html.contains("0 thay đổi của người rà soát"), "{}", page.html);
}

#[tokio::test]
async fn two_people_never_write_over_each_other() {
    let house = house().await;
    house.drafted(TEXT).await;
    let page = house.page("/soan/tinh-2027/trich").await;
    let (growth, seen) = (item_named(&page.html, "Tốc độ tăng trưởng"), page.seen().to_owned());
    house.say(&growth, "luu", &[("so", "9")]).await;
    let mine = [("viec", "luu"), ("seen", &seen), ("muc", &growth), ("ten", "Tên <i>khác</i>"), ("dang", "loi")];
    let late = house.post("/soan/tinh-2027/trich", &mine).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.html.contains("Tên &#60;i&#62;khác"), "what was typed is shown: {}", late.html);
    assert!(late.html.contains(&format!("/soan/tinh-2027/trich?muc={growth}#muc")));
    let page = house.page(&format!("/soan/tinh-2027/trich?muc={growth}")).await;
    assert!(page.html.contains("value=\"9\""), "the first save stands");

    let confirm = [("viec", "bo"), ("seen", page.seen()), ("muc", growth.as_str())];
    let (once, twice) = (house.post("/soan/tinh-2027/trich", &confirm).await, house.post("/soan/tinh-2027/trich", &confirm).await);
    assert_eq!((once.status, twice.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(once.to(), twice.to(), "a button pressed twice is pressed once");
}

#[tokio::test]
async fn what_cannot_be_taken_is_said_at_its_field_and_kept() {
    let house = house().await;
    house.drafted(TEXT).await;
    let page = house.page("/soan/tinh-2027/trich").await;
    let growth = item_named(&page.html, "Tốc độ tăng trưởng");
    let typed = [("so", "8.5"), ("ten", ""), ("chi-tieu-thong-ke", "\"><script>"), ("den-chu", "99999")];
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
    let gone = house.post("/soan/tinh-2027/trich", &[("viec", "bo"), ("seen", "2"), ("muc", "4000")]).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    for path in ["?muc=4000", "?muc=x", "?muc=1&muc=2", "?tu=99999999", "?chu=9999-1", "?chu=a", "?nhom=0", "?ds=77"] {
        house.page(&format!("/soan/tinh-2027/trich{path}")).await;
    }
}

#[tokio::test]
async fn the_window_says_what_is_missing_and_keeps_what_was_typed() {
    let house = house().await;
    let fields = [("ma", "Tỉnh 2027"), ("noi", "Tỉnh Không Có"), ("ngay", "31/02/2026"), ("nguon", "<i>văn thư</i>")];
    let answer = house.hand_in(("", b""), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["chưa chọn tệp", "không có đơn vị “Tỉnh Không Có”", "08/12/2023", "&#60;i&#62;văn thư", "Tỉnh 2027"] {
        assert!(answer.html.contains(words), "{words}: {}", answer.html);
    }
    let answer = house.hand_in(("nq.txt", TEXT.as_bytes()), &[("ma", "a b"), ("noi", "06")]).await;
    assert!(answer.html.contains("hãy chọn lại tệp") && answer.html.contains("mã kế hoạch “a b” không hợp lệ"));
    let answer = house.hand_in(("nq.txt", TEXT.as_bytes()), &[("ma", "nap-van-ban"), ("noi", "06")]).await;
    assert!(answer.html.contains("không hợp lệ"), "{}", answer.html);
    let answer = house.hand_in(("nq.txt", TEXT.as_bytes()), &[("ma", "tinh-2024"), ("noi", "06")]).await;
    assert!(answer.html.contains("đã được phê duyệt") && answer.html.contains("href=\"/ke-hoach/tinh-2024\""));
    house.drafted(TEXT).await;
    let answer = house.hand_in(("nq.txt", TEXT.as_bytes()), &[("ma", "tinh-2027"), ("noi", "06")]).await;
    assert!(answer.html.contains("đang có bản rà soát tinh-2027") && answer.html.contains("href=\"/soan/tinh-2027\""));
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
    for words in ["Không đọc được văn bản này", "/soan/tinh-2027/goc", "Nạp tệp khác", "&#60;img src=x&#62;.bin"] {
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

#[derive(Debug)]
struct Falls;

impl Porch for Falls {
    fn receive(
        &self,
        _: &[u8],
        _: &(dyn Fn(quyet_app::porch::Progress) + Sync),
    ) -> Result<quyet_app::porch::Received, quyet_app::porch::Refused> {
        panic!("a reader that falls")
    }
}

#[tokio::test]
async fn a_reader_that_falls_leaves_a_draft_to_read_again() {
    let house = house_with(Arc::new(Falls), false).await;
    house.hand_in(("nq.txt", b"x"), &[("ma", "tinh-2027"), ("noi", "06")]).await;
    house.readings.idle().await;
    let page = house.page("/soan/tinh-2027").await;
    assert!(page.html.contains("bộ đọc dừng giữa chừng") && page.html.contains(">Đọc lại</button>"));
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
    assert!(busy.html.contains("đang có lệnh khác ghi sổ") && busy.html.contains("Không có gì bị mất"));
    house.page("/soan/tinh-2027/trich").await;
}

#[tokio::test]
async fn nobody_writes_through_a_page_of_somebody_else() {
    let house = house().await;
    house.drafted(TEXT).await;
    for path in ["/soan/nap-van-ban", "/soan/tinh-2027/trich", "/soan/tinh-2027/bo", "/soan/tinh-2027/doc", "/soan/tinh-2027/phe-duyet"] {
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "http://elsewhere.example"), ("host", "elsewhere.example")] {
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
    let script = page.html.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a script");
    let script = house.page(script).await;
    assert!(script.html.len() < 5000, "{} bytes", script.html.len());
    let public = house.page("/ke-hoach/tinh-2024").await;
    assert!(!public.html.contains("<script"));
    assert!(!public.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII").contains("script"));
}

#[tokio::test]
async fn the_file_of_an_adopted_plan_is_kept_and_never_shown_as_a_page() {
    let house = house().await;
    let lines: String = TEXT.lines().map(|line| format!("<p>{line}</p>\n")).collect();
    let file = format!("<!doctype html><html><body>{lines}<script>alert(1)</script></body></html>");
    house.drafted(&file).await;
    confirm_all(&house).await;
    let page = house.page("/soan/tinh-2027/phe-duyet").await;
    let adopted = house.post("/soan/tinh-2027/phe-duyet", &[("seen", page.seen())]).await;
    let plan = house.page(adopted.to()).await;
    let way = plan.html.split("href=\"/van-ban/").nth(1).and_then(|rest| rest.split('"').next());
    let way = format!("/van-ban/{}", way.expect("the document"));
    assert!(house.page(&way).await.html.contains("Tải phần chữ"));
    let check = |answer: &Answer, ending: &str| {
        let shown = answer.headers[header::CONTENT_DISPOSITION].to_str().expect("ASCII");
        assert!(shown.starts_with("attachment; filename=\"van-ban-") && shown.ends_with(ending));
    };
    let original = house.get(&format!("{way}/goc")).await;
    check(&original, ".html\"");
    assert_eq!(original.html, file, "byte for byte");
    let words = house.get(&format!("{way}/chu")).await;
    check(&words, ".txt\"");
    assert!(words.html.contains("Tốc độ tăng trưởng") && !words.html.contains("<p>"));
}
