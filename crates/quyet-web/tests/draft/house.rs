//! A house with a planner's desk, in memory, and a browser without scripts.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use quyet_app::clock::Clock;
use quyet_app::load_example::{bac_kan_2024, load_example};
use quyet_app::porch::{InProcess, Porch};
use quyet_app::vault::{OpenLedger, OpenVault, Vault, VaultError};
use quyet_model::actor::{Actor, Role};
use quyet_store::Promise;
use quyet_store::drafts::MemoryDrafts;
use quyet_store::memory::MemoryLedger;
use quyet_web::hall::{Hall, Planning};
use quyet_web::readings::Readings;
use quyet_web::router::router;
use tower::ServiceExt;

pub(crate) const TEXT: &str = "HỘI ĐỒNG NHÂN DÂN\nTỈNH BẮC KẠN\nSố: 90/NQ-HĐND\n\n\
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

pub(crate) struct House {
    pub(crate) hall: Router,
    pub(crate) readings: Arc<Readings>,
    pub(crate) ledger: Arc<MemoryLedger>,
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

pub(crate) async fn house_with(porch: Arc<dyn Porch>, shut: bool) -> House {
    let ledger = Arc::new(MemoryLedger::default());
    load_example(&*ledger, bac_kan_2024()).await.expect("the example loads");
    let open = OpenLedger(ledger.clone());
    let vault: Arc<dyn Vault> = if shut { Arc::new(Shut) } else { Arc::new(open) };
    let desk = Planning::new(Arc::new(MemoryDrafts::new()), porch, vault, planner());
    let readings = desk.readings.clone();
    let clock = Arc::new(Ticking(1_795_000_000.into()));
    let hall = Hall { desk: Some(desk), ..Hall::new(ledger.clone(), clock) };
    House { hall: router(hall), readings, ledger }
}

pub(crate) async fn house() -> House {
    house_with(Arc::new(InProcess), false).await
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) html: String,
}

impl Answer {
    pub(crate) fn to(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or("")
    }

    /// The version that the page's forms would save over.
    pub(crate) fn seen(&self) -> &str {
        let (_, rest) = self.html.split_once("name=\"seen\" value=\"").expect("a form");
        rest.split('"').next().expect("a value")
    }
}

impl House {
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let answer = self.hall.clone().oneshot(request).await.expect("an answer");
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
        Answer { status, headers, html: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).expect("a request")).await
    }

    pub(crate) async fn page(&self, path: &str) -> Answer {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.to());
        answer
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let plain = |b: &u8| b.is_ascii_alphanumeric() || b"-_.".contains(b);
        let coded = |words: &str| {
            let each =
                |b: &u8| if plain(b) { char::from(*b).to_string() } else { format!("%{b:02X}") };
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
    pub(crate) async fn hand_in(&self, file: (&str, &[u8]), fields: &[(&str, &str)]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend(part.into_bytes());
        }
        let (name, bytes) = file;
        let part = format!(
            "--x\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend(part.into_bytes());
        body.extend(bytes);
        body.extend(b"\r\n--x--\r\n");
        let request = Request::post("/soan/nap-van-ban")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body));
        self.send(request.expect("a request")).await
    }

    /// A draft under review.
    pub(crate) async fn drafted(&self, text: &str) {
        let fields = [("ma", "tinh-2027"), ("noi", "06"), ("nguon", "văn thư")];
        let answer = self.hand_in(("nq.txt", text.as_bytes()), &fields).await;
        assert_eq!(
            (answer.status, answer.to()),
            (StatusCode::SEE_OTHER, "/soan/tinh-2027"),
            "{}",
            answer.html
        );
        self.readings.idle().await;
        assert_eq!(self.get("/soan/tinh-2027").await.to(), "/soan/tinh-2027/trich");
    }

    /// Says something of an item as it stands, with the fields of its form as they are shown.
    pub(crate) async fn say(&self, item: &str, order: &str, typed: &[(&str, &str)]) -> Answer {
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
pub(crate) fn shown(html: &str) -> Vec<(String, String)> {
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
    words
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
}

/// Number of the item whose row in the list holds the words.
pub(crate) fn item_named(html: &str, words: &str) -> String {
    let list = html.split_once("id=\"cac-muc\"").expect("the list").1;
    let row = list.split("<li").find(|row| row.contains(words)).expect(words);
    let (_, rest) = row.split_once("?muc=").expect("a link");
    rest.split('#').next().expect("a number").to_owned()
}

/// Confirms every item in turn, as somebody would who presses the button.
pub(crate) async fn confirm_all(house: &House) {
    for _ in 0..200 {
        let page = house.page("/soan/tinh-2027/trich").await;
        if page.html.contains("Xem lại và phê duyệt") {
            return;
        }
        let item =
            shown(&page.html).into_iter().find(|(name, _)| name == "muc").expect("an item").1;
        let done = house.say(&item, "xac-nhan", &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{item}: {}", done.html);
        let again = house
            .post("/soan/tinh-2027/trich", &[("viec", "xac-nhan"), ("seen", "1"), ("muc", &item)])
            .await;
        assert_ne!(again.status, StatusCode::INTERNAL_SERVER_ERROR);
    }
    panic!("the review does not end");
}
