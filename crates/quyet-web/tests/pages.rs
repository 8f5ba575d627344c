//! Every page answered in process: the real router, the ledger in memory, the example province.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use quyet_app::clock::StoppedClock;
use quyet_app::load_example::{bac_kan_2024, load_example};
use quyet_store::memory::MemoryLedger;
use quyet_web::hall::Hall;
use quyet_web::router::router;
use tower::ServiceExt;

async fn hall() -> Router {
    let ledger = MemoryLedger::default();
    load_example(&ledger, bac_kan_2024()).await.expect("the example loads");
    let now = "2026-11-24T03:00:00Z".parse().expect("a literal instant");
    router(Hall { ledger: Arc::new(ledger), clock: Arc::new(StoppedClock(now)), notice: None })
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
        "/quyet-2.css",
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

/// All addresses that a page links to.
fn links(html: &str) -> Vec<String> {
    let after = html.split("href=\"").skip(1);
    after.filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn every_local_link_of_every_page_leads_to_a_page_and_its_anchor() {
    let hall = hall().await;
    let mut queue = vec!["/".to_owned()];
    let mut seen = BTreeMap::new();
    while let Some(path) = queue.pop() {
        let (status, _, bytes) = get(&hall, &path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let html = String::from_utf8_lossy(&bytes).into_owned();
        let local = links(&html).into_iter().filter(|link| link.starts_with('/'));
        queue.extend(local.filter_map(|link| link.split('#').next().map(ToOwned::to_owned)));
        seen.insert(path, html);
        queue.retain(|path| !seen.contains_key(path));
    }
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
