//! Every page answered in process: the real router, the ledger in memory, the example province.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use quyet_app::clock::StoppedClock;
use quyet_app::correct_figure::{CorrectFigure, correct_figure};
use quyet_app::desk::Desk;
use quyet_app::load_example::{bac_kan_2024, load_example};
use quyet_model::actor::{Actor, Role};
use quyet_model::entry::CommandId;
use quyet_model::figure::Value;
use quyet_store::memory::MemoryLedger;
use quyet_web::hall::Hall;
use quyet_web::router::router;
use tower::ServiceExt;

fn now() -> StoppedClock {
    StoppedClock("2026-11-24T03:00:00Z".parse().expect("a literal instant"))
}

async fn hall() -> Router {
    hall_and_ledger().await.0
}

async fn hall_and_ledger() -> (Router, Arc<MemoryLedger>) {
    let ledger = Arc::new(MemoryLedger::default());
    load_example(&*ledger, bac_kan_2024()).await.expect("the example loads");
    let hall = Hall::new(ledger.clone(), Arc::new(now()));
    (router(hall), ledger)
}

async fn get(hall: &Router, path: &str) -> (StatusCode, header::HeaderMap, Vec<u8>) {
    let request = Request::get(path).body(Body::empty()).expect("a request");
    let answer = hall.clone().oneshot(request).await.expect("an answer");
    let (status, headers) = (answer.status(), answer.headers().clone());
    let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
    (status, headers, bytes.to_vec())
}

async fn page(hall: &Router, path: &str) -> String {
    let (status, _, bytes) = get(hall, path).await;
    assert_eq!(status, StatusCode::OK, "{path}");
    String::from_utf8(bytes).expect("UTF-8")
}

/// The words of a page, one line per text run, tags and drawings left out.
fn words(html: &str) -> String {
    let mut out = String::new();
    let (mut rest, mut drawing) = (html, false);
    while let Some((text, tail)) = rest.split_once('<') {
        let (tag, after) = tail.split_once('>').unwrap_or((tail, ""));
        if !drawing && !text.trim().is_empty() {
            out.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
            out.push('\n');
        }
        drawing = if tag.starts_with("svg") { true } else { drawing && tag != "/svg" };
        rest = after;
    }
    out
}

#[tokio::test]
async fn every_route_answers_as_it_should() {
    let hall = hall().await;
    let mut lines = Vec::new();
    for path in [
        "/",
        "/ke-hoach/tinh-2024",
        "/ke-hoach/TINH-2024",
        "/ke-hoach/tinh-1999",
        "/ke-hoach/tinh-2024?thoi-diem=2024-07-31",
        "/ke-hoach/tinh-2024?thoi-diem=2020-01-01",
        "/ke-hoach/tinh-2024?thoi-diem=tuan-truoc",
        "/ke-hoach/tinh-2024?thoi-diem=2024-07-31&thoi-diem=2024-08-31",
        "/ke-hoach/tinh-2024/?thoi-diem=2024-07-31",
        "/ke-hoach/TINH-2024/nhiem-vu",
        "/ke-hoach/%FF",
        "//quyet.example/",
        "/\\quyet.example/",
        "/ke-hoach/tinh-2024/chi-tieu/06",
        "/ke-hoach/tinh-2024/chi-tieu/6",
        "/ke-hoach/tinh-2024/chi-tieu/99",
        "/ke-hoach/tinh-2024/nhiem-vu",
        "/ke-hoach/tinh-2024/ket-qua",
        "/ke-hoach/tinh-2024/ket-qua/ket-qua.xlsx",
        "/ke-hoach/tinh-2024/ket-qua/ket-qua.docx",
        "/ke-hoach/tinh-2024/ket-qua/ket-qua.csv",
        "/ke-hoach/tinh-2024/ket-qua/ket-qua.exe",
        "/van-ban/0000000000000000",
        "/s/999999.0",
        "/s/abc",
        "/phuong-phap",
        "/ma-loi",
        "/ma-loi/QY0209",
        "/ma-loi/qy0209",
        "/ma-loi/QY9999",
        "/livez",
        "/readyz",
        "/khong-co",
    ] {
        let (status, headers, _) = get(&hall, path).await;
        let to = headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or("");
        lines.push(format!("{} {path} {to}", status.as_u16()).trim_end().to_owned());
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[tokio::test]
async fn a_code_is_explained_in_both_languages() {
    let hall = hall().await;
    let html = page(&hall, "/ma-loi/QY0209").await;
    assert_eq!(html.matches("<h1>").count(), 1);
    assert!(html.contains("<section lang=\"en\""));
    insta::assert_snapshot!(words(&html));
    let (status, _, bytes) = get(&hall, "/ma-loi/QY9999").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(String::from_utf8_lossy(&bytes).contains("href=\"/ma-loi\""));
    let list = page(&hall, "/ma-loi").await;
    assert!(list.contains("href=\"/ma-loi/QY0602\""));
}

#[tokio::test]
async fn the_overview_reads_as_approved() {
    insta::assert_snapshot!(words(&page(&hall().await, "/ke-hoach/tinh-2024").await));
}

#[tokio::test]
async fn the_overview_of_july_knows_no_year_end() {
    insta::assert_snapshot!(words(
        &page(&hall().await, "/ke-hoach/tinh-2024?thoi-diem=2024-07-31").await
    ));
}

#[tokio::test]
async fn a_target_shows_promise_evidence_and_reason() {
    let hall = hall().await;
    for code in ["01", "04", "06", "11"] {
        let path = format!("/ke-hoach/tinh-2024/chi-tieu/{code}");
        insta::assert_snapshot!(format!("target_{code}"), words(&page(&hall, &path).await));
    }
}

#[tokio::test]
async fn every_refusal_is_a_page_with_the_help_on_it() {
    let hall = hall().await;
    let long = format!("/?thoi-diem={}", "9".repeat(5000));
    for (method, path, status) in [
        ("GET", "/ke-hoach/tinh-2024?thoi-diem=1&thoi-diem=2", StatusCode::BAD_REQUEST),
        ("GET", "/s/1.0?thoi-diem=%3Cscript%3E", StatusCode::BAD_REQUEST),
        ("GET", &long, StatusCode::BAD_REQUEST),
        ("GET", "/van-ban/%FF", StatusCode::NOT_FOUND),
        ("GET", "/s/%3Cscript%3E", StatusCode::NOT_FOUND),
        ("POST", "/ke-hoach/tinh-2024", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let request = Request::builder().method(method).uri(path).body(Body::empty());
        let answer = hall.clone().oneshot(request.expect("a request")).await.expect("an answer");
        assert_eq!(answer.status(), status, "{path}");
        let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
        let html = String::from_utf8_lossy(&bytes);
        assert!(html.contains("<h1>") && html.contains("href=\"/phuong-phap\""), "{path}: {html}");
        assert!(html.len() < 3000 && !html.contains("<script"), "{path}: {html}");
    }
}

#[tokio::test]
async fn a_correction_shows_today_and_leaves_every_page_of_yesterday_byte_for_byte() {
    let (hall, ledger) = hall_and_ledger().await;
    let day = "?thoi-diem=2026-11-23";
    let before = walk(&hall, &format!("/{day}"), day).await;
    for (path, html) in &before {
        let way_back = path.replace(day, "");
        let local = links(html).into_iter().filter(|link| link.starts_with('/'));
        let mut lost = local.filter(|link| !link.contains(day) && !link.starts_with("/quyet-"));
        assert!(lost.all(|link| link == way_back), "{path} loses the day");
    }
    let figure = before["/ke-hoach/tinh-2024/chi-tieu/04?thoi-diem=2026-11-23"].clone();
    let figure = links(&figure).into_iter().find(|link| link.starts_with("/s/"));
    let figure = figure.and_then(|link| link.get(3..).map(|id| id.replace(day, "")));
    let figure = figure.and_then(|id| id.parse().ok()).expect("a figure of target 4");
    let actor = Actor {
        name: "người thử".to_owned(),
        role: Role::Synthesiser,
        body: "Sở Tài chính".to_owned(),
    };
    let correction = CorrectFigure {
        command: CommandId("c1".to_owned()),
        replaces: figure,
        value: Value::Number(3000.into()),
        basis: None,
        words: None,
        source: None,
        reason: "số nghiệm thu".to_owned(),
    };
    let desk = Desk { ledger: &*ledger, clock: &now(), actor: &actor };
    correct_figure(desk, correction).await.expect("corrected");
    for (path, html) in walk(&hall, &format!("/{day}"), day).await {
        assert_eq!(before.get(&path), Some(&html), "{path}");
    }
    let today = words(&page(&hall, "/ke-hoach/tinh-2024/chi-tieu/04").await);
    for words in ["3.000", "đã đính chính", "· đính chính", "Lý do đính chính: số nghiệm thu."]
    {
        assert!(today.contains(words), "{words}: {today}");
    }
}

/// All addresses that a page links to.
fn links(html: &str) -> Vec<String> {
    let after = html.split("href=\"").skip(1);
    after.filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned).collect()
}

/// Every page and file that links with these words reach, by its address without fragment.
async fn walk(hall: &Router, from: &str, kept: &str) -> BTreeMap<String, String> {
    let mut queue = vec![from.to_owned()];
    let mut seen = BTreeMap::new();
    while let Some(path) = queue.pop() {
        let (status, _, bytes) = get(hall, &path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let html = String::from_utf8_lossy(&bytes).into_owned();
        let local = links(&html).into_iter().filter(|l| l.starts_with('/') && l.contains(kept));
        queue.extend(local.filter_map(|link| link.split('#').next().map(ToOwned::to_owned)));
        seen.insert(path, html);
        queue.retain(|path| !seen.contains_key(path));
    }
    seen
}

#[tokio::test]
async fn every_local_link_of_every_page_leads_to_a_page_and_its_anchor() {
    let hall = hall().await;
    let seen = walk(&hall, "/", "").await;
    assert!(seen.len() > 80, "only {} pages", seen.len());
    let lost = |path: &str, html: &str, link: &str| {
        let (to, anchor) = link.split_once('#')?;
        let target = if to.is_empty() { Some(html) } else { seen.get(to).map(String::as_str) };
        let named = target.is_some_and(|page| page.contains(&format!("id=\"{anchor}\"")));
        (!named).then(|| format!("{path}: {link}"))
    };
    let each = |(path, html): (&String, &String)| {
        links(html).iter().filter_map(|link| lost(path, html, link)).collect::<Vec<_>>()
    };
    let lost: Vec<_> = seen.iter().flat_map(each).collect();
    assert!(lost.is_empty(), "links that lead nowhere: {lost:#?}");
}

#[tokio::test]
async fn a_page_of_the_past_may_be_kept_for_ever_and_no_page_runs_scripts() {
    let hall = hall().await;
    let (_, headers, _) = get(&hall, "/ke-hoach/tinh-2024?thoi-diem=2024-07-31").await;
    assert_eq!(headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    let (_, headers, bytes) = get(&hall, "/ke-hoach/tinh-2024").await;
    assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
    assert!(
        headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("ASCII")
            .starts_with("default-src 'none'")
    );
    assert!(!String::from_utf8_lossy(&bytes).contains("<script"));
}
