//! From a file to a plan in the ledger.

use axum::http::{StatusCode, header};
use quyet_app::load_example::bac_kan_2024;
use quyet_store::Ledger;

use crate::house::{Answer, House, TEXT, confirm_all, house, item_named, shown};

const REVIEW: &str = "/soan/tinh-2027/trich";

/// The item that an answer leads to.
fn item_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    let rest = answer.to().split("muc=").nth(1).expect("an item");
    rest.trim_end_matches("#muc").to_owned()
}

/// The words of a page between two others.
fn between<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    html.split_once(from).and_then(|(_, rest)| rest.split_once(to)).expect(from).0
}

#[tokio::test]
async fn a_file_becomes_a_plan_by_way_of_a_review() {
    let house = house().await;
    assert!(house.page("/soan").await.html.contains("Ngăn đang trống"));
    house.drafted(TEXT).await;
    let page = house.page(REVIEW).await;
    assert!(page.html.contains("Đã xác nhận 0/"), "{}", page.html);
    assert!(page.html.contains("Nguyễn &#60;b&#62;Thị"), "who acts is shown, escaped");
    put_right(&house).await;
    merge_and_split(&house).await;
    reject_and_undo(&house).await;
    add_what_was_missed(&house).await;
    let page = house.page("/soan/tinh-2027/phe-duyet").await;
    assert!(page.html.contains("Chưa phê duyệt được"), "{}", page.html);
    let early = house.post("/soan/tinh-2027/phe-duyet", &[("seen", "9999")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    confirm_all(&house).await;
    adopt_twice(&house).await;
    see_the_plan(&house).await;
}

async fn put_right(house: &House) {
    let growth = item_named(&house.page(REVIEW).await.html, "Tốc độ tăng trưởng");
    let saved = house.say(&growth, "luu", &[("so", "8,5"), ("ten", "Tốc độ tăng GRDP")]).await;
    assert_eq!(saved.to(), format!("{REVIEW}?muc={growth}#muc"), "{}", saved.html);
    let page = house.page(&format!("{REVIEW}?muc={growth}")).await;
    assert!(page.html.contains("value=\"8,5\"") && page.html.contains("Tốc độ tăng GRDP"));
    assert!(page.html.contains("Hoàn tác: Sửa Chỉ tiêu (1)"), "{}", page.html);
}

async fn merge_and_split(house: &House) {
    let part = item_named(&house.page(REVIEW).await.html, "Thu ngân sách");
    let budget = item_of(&house.say(&part, "gop", &[]).await);
    let page = house.page(&format!("{REVIEW}?muc={budget}")).await;
    assert!(page.html.contains("GRDP bình quân"), "{}", page.html);
    let ticks = page.html.split("name=\"cho\" value=\"").skip(1);
    let tick = ticks.into_iter().find(|rest| rest.contains(">GRDP</label>")).expect("the word");
    let tick = tick.split('"').next().expect("its number");
    let none = house.say(&budget, "tach", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let first = item_of(&house.say(&budget, "tach", &[("cho", tick)]).await);
    assert!(house.page(&format!("{REVIEW}?muc={first}")).await.html.contains("Chỉ tiêu (2.1)"));
}

async fn reject_and_undo(house: &House) {
    let poor = item_named(&house.page(REVIEW).await.html, "hộ nghèo");
    house.say(&poor, "bo", &[]).await;
    let page = house.page(&format!("{REVIEW}?muc={poor}")).await;
    assert!(page.html.contains("đã bỏ") && page.html.contains("value=\"mo-lai\""));
    let undo = [("viec", "hoan-tac"), ("seen", page.seen()), ("muc", &poor)];
    assert_eq!(house.post(REVIEW, &undo).await.status, StatusCode::SEE_OTHER);
    let page = house.page(&format!("{REVIEW}?muc={poor}")).await;
    assert!(page.html.contains("chưa xác nhận") && !page.html.contains("value=\"mo-lai\""));
}

async fn add_what_was_missed(house: &House) {
    let page = house.page(REVIEW).await;
    let line = page.html.split("?chu=").find(|rest| rest.contains("Phát triển kinh tế nhanh"));
    let range = line.and_then(|rest| rest.split('#').next()).expect("the line's words");
    let page = house.page(&format!("{REVIEW}?chu={range}")).await;
    let (from, to) = range.split_once('-').expect("two numbers");
    let fields = [("viec", "them"), ("seen", page.seen()), ("tu-chu", from), ("den-chu", to)];
    let item = item_of(&house.post(REVIEW, &fields).await);
    let seen = house.page(REVIEW).await.seen().to_owned();
    let fields = [("viec", "them"), ("seen", &seen), ("tu-chu", from), ("den-chu", to)];
    let again = house.post(REVIEW, &fields).await;
    assert!(again.html.contains("vùng chữ này đã là Chỉ tiêu"), "no second one: {}", again.html);
    let page = house.page(&format!("{REVIEW}?muc={item}")).await;
    assert!(between(&page.html, "class=\"said\">", "<").contains("Phát triển kinh tế nhanh"));
}

async fn adopt_twice(house: &House) {
    let path = "/soan/tinh-2027/phe-duyet";
    let page = house.page(path).await;
    assert!(page.html.contains(">Phê duyệt kế hoạch</button>"), "{}", page.html);
    let seen = [("seen", page.seen())];
    let adopted = house.post(path, &seen).await;
    assert_eq!(adopted.to(), "/ke-hoach/tinh-2027?bien-nhan=1", "{}", adopted.html);
    let size = house.ledger.head().await.expect("a head").size;
    let twice = house.post(path, &seen).await;
    assert_eq!(twice.to(), "/ke-hoach/tinh-2027?bien-nhan=1", "{}", twice.html);
    assert_eq!(house.ledger.head().await.expect("a head").size, size, "adopted once");
    assert_eq!(house.get("/soan/tinh-2027").await.status, StatusCode::NOT_FOUND);
}

async fn see_the_plan(house: &House) {
    let plan = house.page("/ke-hoach/tinh-2027?bien-nhan=1").await;
    assert!(plan.html.contains("Kế hoạch đã được phê duyệt"));
    assert!(plan.html.contains("Tốc độ tăng GRDP"));
    let history = house.page("/ke-hoach/tinh-2027/ra-soat").await;
    for words in [
        "<del>Tốc độ tăng trưởng kinh tế</del>",
        "<ins>≥\u{202F}8,5\u{202F}%</ins>",
        "Sở Tài chính (người lập kế hoạch)",
    ] {
        assert!(history.html.contains(words), "{words}: {}", history.html);
    }
    assert!(!history.html.contains("Lan"), "no name in public");
    let way = between(&plan.html, "href=\"/van-ban/", "\"");
    let document = house.page(&format!("/van-ban/{way}")).await;
    assert!(document.html.contains("Bản máy đọc và "));
    assert!(document.html.contains("/ke-hoach/tinh-2027/ra-soat"));
}

#[tokio::test]
async fn a_group_of_tasks_is_confirmed_at_once() {
    let house = house().await;
    house.drafted(TEXT).await;
    let page = house.page("/soan/tinh-2027/trich").await;
    let task = item_named(&page.html, "Đẩy mạnh");
    let group = house.page(&format!("/soan/tinh-2027/trich?nhom={task}")).await;
    assert!(
        group.html.contains("Thu hút đầu tư") && group.html.contains("Phát triển hợp tác xã"),
        "{}",
        group.html
    );
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
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let done = house.post("/soan/tinh-2027/trich", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{fields:?} {}", done.html);
    }
    let page = house.page("/soan/tinh-2027/phe-duyet").await;
    assert!(page.html.contains("0 thay đổi của người rà soát"), "{}", page.html);
}

#[tokio::test]
async fn the_file_of_an_adopted_plan_is_kept_and_never_shown_as_a_page() {
    let house = house().await;
    let lines: String = TEXT.lines().flat_map(|line| ["<p>", line, "</p>\n"]).collect();
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
