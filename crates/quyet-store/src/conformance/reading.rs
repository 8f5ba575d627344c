//! What reads give, as of which moment.

use jiff::Timestamp;
use quyet_model::document::Digest;
use quyet_model::entry::Act;
use quyet_model::figure::{Figure, FigureId};
use quyet_model::indicator::IndicatorId;
use quyet_model::period::Period;
use quyet_model::plan::PlanId;

use crate::conformance::appending::{append_history, append_one};
use crate::conformance::samples::{
    adopted, at, commune, corrected, entry, figure, history, indicator, place, province, reported,
};
use crate::conformance::{sure, view};
use quyet_proof::Head;

use crate::ledger::{Blob, FigureQuery, Ledger};

const YEAR: Period = Period::Year(2024);

pub(super) async fn an_empty_ledger_answers_with_nothing(ledger: &dyn Ledger) {
    let nothing = Digest("0".repeat(64));
    assert_eq!(sure(ledger.head().await), Head::EMPTY);
    assert_eq!(sure(ledger.entry(0).await), None);
    assert_eq!(sure(ledger.entries(0, 10).await), Vec::new());
    assert_eq!(view(ledger, Timestamp::MAX).await, "[]\n[]\n[]\nOk(None)\n[]\n[]");
    assert_eq!(sure(ledger.document(&nothing).await), None);
    assert_eq!(sure(ledger.blob(&nothing).await), None);
    let plan = PlanId("khong-co".to_owned());
    assert_eq!(sure(ledger.plan(&plan, Timestamp::MAX).await), None);
    assert_eq!(sure(ledger.reports(&plan, Timestamp::MAX).await), Vec::new());
    assert_eq!(sure(ledger.rebuild(&|_, _| {}).await), 0);
    assert!(sure(ledger.fsck(&|_, _| {}).await).is_clean());
}

pub(super) async fn plans_are_read_as_of(ledger: &dyn Ledger) {
    let digest = Blob::new(Vec::new()).digest;
    for (command, time, id, title) in
        [("a", 10, "xa", "xã 1"), ("b", 20, "tinh", "tỉnh 1"), ("c", 30, "xa", "xã 2")]
    {
        append_one(ledger, entry(command, time, adopted(id, title, &digest))).await;
    }
    let titles = async |time| {
        let plans = sure(ledger.plans(at(time)).await).into_iter();
        let titles = plans.map(|plan| plan.adopted.plan.document.title.unwrap_or_default());
        titles.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(titles(9).await, "");
    assert_eq!(titles(10).await, "xã 1");
    assert_eq!(titles(29).await, "xã 1, tỉnh 1");
    assert_eq!(titles(30).await, "tỉnh 1, xã 2");
    let one = async |time| sure(ledger.plan(&PlanId("xa".to_owned()), at(time)).await);
    assert_eq!(one(9).await, None);
    let first = one(29).await.expect("the plan was adopted at 10");
    assert_eq!((first.seq, first.recorded, first.actor.body.as_str()), (0, at(10), "Sở Tài chính"));
    assert_eq!(one(99).await.map(|plan| plan.seq), Some(2));
}

pub(super) async fn definitions_are_read_as_of(ledger: &dyn Ledger) {
    let define = |defined: &[(&str, &str)]| {
        Act::IndicatorsDefined(defined.iter().map(|(id, name)| indicator(id, name)).collect())
    };
    append_one(ledger, entry("a", 1, define(&[("b", "B1"), ("a", "A1"), ("b", "B2")]))).await;
    append_one(ledger, entry("b", 2, define(&[("a", "A2"), ("c", "C1")]))).await;
    let names = async |time| {
        let indicators = sure(ledger.indicators(at(time)).await).into_iter();
        indicators.map(|indicator| indicator.name).collect::<Vec<_>>().join(" ")
    };
    assert_eq!((names(0).await.as_str(), names(1).await.as_str()), ("", "A1 B2"));
    assert_eq!(names(2).await, "A2 B2 C1");
    let register = |ids: [(bool, &str); 2]| {
        let units = ids.map(|(again, name)| place(commune(again), name));
        Act::PlacesRegistered(units.into())
    };
    append_one(ledger, entry("c", 3, register([(true, "Xã mới"), (false, "Xã cũ")]))).await;
    let whole =
        Act::PlacesRegistered(vec![place(province(), "Tỉnh"), place(commune(false), "Xã A")]);
    append_one(ledger, entry("d", 4, whole)).await;
    let names = async |time| {
        let places = sure(ledger.places(at(time)).await).into_iter();
        places.map(|place| place.name).collect::<Vec<_>>().join(", ")
    };
    assert_eq!((names(2).await.as_str(), names(3).await.as_str()), ("", "Xã cũ, Xã mới"));
    assert_eq!(names(4).await, "Xã A, Xã mới, Tỉnh");
}

pub(super) async fn figures_are_read_as_of_with_their_corrections(ledger: &dyn Ledger) {
    let rows = vec![figure("x", YEAR, "1.0"), figure("y", YEAR, "5")];
    append_one(ledger, entry("a", 10, reported(rows))).await;
    append_one(ledger, entry("b", 20, corrected(0, 0, figure("x", YEAR, "2.00")))).await;
    append_one(ledger, entry("c", 30, corrected(1, 0, figure("x", YEAR, "3")))).await;
    let told = async |time| {
        let figures = sure(ledger.figures(&FigureQuery::default(), at(time)).await).into_iter();
        let tell = |version: quyet_model::figure::FigureVersion| {
            let value = version.figure.value.number().unwrap_or_default();
            let link = |id: Option<FigureId>| id.map_or("-".to_owned(), |id| id.to_string());
            let (from, by) = (link(version.replaces), link(version.replaced_by));
            format!("{}={value} thay {from} bởi {by}", version.id)
        };
        figures.map(tell).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(told(9).await, "");
    assert_eq!(told(19).await, "0.0=1.0 thay - bởi -; 0.1=5 thay - bởi -");
    let second = "0.0=1.0 thay - bởi 1.0; 0.1=5 thay - bởi -; 1.0=2.00 thay 0.0 bởi -";
    assert_eq!(told(20).await, second);
    assert_eq!(told(29).await, second);
    let third = "0.0=1.0 thay - bởi 1.0; 0.1=5 thay - bởi -; 1.0=2.00 thay 0.0 bởi 2.0; 2.0=3 thay 1.0 bởi -";
    assert_eq!(told(99).await, third);
    let one = async |time| sure(ledger.figure(FigureId { entry: 1, row: 0 }, at(time)).await);
    assert_eq!(one(19).await, None);
    let version = one(99).await.expect("the correction was recorded at 20");
    assert_eq!((version.recorded, version.reason.as_deref()), (at(20), Some("cộng thiếu")));
    assert_eq!(version.actor.name, "le.van.binh");
}

pub(super) async fn figures_are_selected_by_indicator_place_and_year(ledger: &dyn Ledger) {
    let at_place = |place, figure: Figure| Figure { place, ..figure };
    let rows = vec![
        figure("x", Period::Year(2023), "0"),
        figure("x", Period::Month(2024, 12), "1"),
        figure("y", Period::UpTo(jiff::civil::date(2024, 1, 1)), "2"),
        at_place(commune(false), figure("x", YEAR, "3")),
        at_place(commune(true), figure("x", Period::Quarter(2025, 1), "4")),
        figure("z", Period::FirstMonths(2999, 6), "5"),
        figure("z", Period::Year(1900), "6"),
    ];
    append_one(ledger, entry("a", 1, reported(rows))).await;
    let check = async |indicators: Option<&[&str]>, place, years, rows: &[u32]| {
        let named = |ids: &[&str]| ids.iter().map(|id| IndicatorId((*id).to_owned())).collect();
        let query = FigureQuery { indicators: indicators.map(named), place, years };
        let found = sure(ledger.figures(&query, at(1)).await);
        assert_eq!(
            found.iter().map(|version| version.id.row).collect::<Vec<_>>(),
            rows,
            "{query:?}"
        );
    };
    check(None, None, None, &[0, 1, 2, 3, 4, 5, 6]).await;
    check(Some(&["x"]), None, None, &[0, 1, 3, 4]).await;
    check(Some(&["y", "x", "x"]), Some(province()), None, &[0, 1, 2]).await;
    check(Some(&[]), None, None, &[]).await;
    check(None, Some(commune(false)), None, &[3]).await;
    check(None, Some(commune(true)), Some((2024, 2025)), &[4]).await;
    check(None, None, Some((2024, 2024)), &[1, 2, 3]).await;
    check(None, None, Some((2025, 2024)), &[]).await;
    check(None, None, Some((i16::MIN, i16::MAX)), &[0, 1, 2, 3, 4, 5, 6]).await;
    check(Some(&["z"]), Some(province()), Some((1900, 1900)), &[6]).await;
    check(Some(&["z"]), Some(province()), Some((2999, 3000)), &[5]).await;
    check(None, None, Some((-5, 1899)), &[]).await;
}

pub(super) async fn documents_and_reports_are_found(ledger: &dyn Ledger) {
    append_history(ledger).await;
    let text = Blob::new("Nghị quyết.".as_bytes().to_vec());
    let document = sure(ledger.document(&text.digest).await).expect("the document was received");
    assert_eq!((document.title.as_str(), document.bytes), ("NQ", text.bytes.len() as u64));
    let again = entry("z", 90, super::samples::received(&text, "NQ, bản đẹp"));
    append_one(ledger, again).await;
    let document = sure(ledger.document(&text.digest).await).expect("the document was received");
    assert_eq!(document.title, "NQ, bản đẹp");
    let plan = PlanId("tinh-2024".to_owned());
    assert_eq!(sure(ledger.reports(&plan, at(79)).await), Vec::new());
    let reports = sure(ledger.reports(&plan, at(80)).await);
    assert_eq!(reports.len(), 1);
    assert_eq!((reports[0].seq, reports[0].recorded, reports[0].report.head_size), (8, at(80), 8));
    assert_eq!(sure(ledger.reports(&PlanId("xa".to_owned()), at(80)).await), Vec::new());
}

pub(super) async fn entries_come_page_by_page(ledger: &dyn Ledger) {
    append_history(ledger).await;
    let all = history().into_iter().flat_map(|(batch, _)| batch).collect::<Vec<_>>();
    let seqs = async |from, limit| {
        let page = sure(ledger.entries(from, limit).await).into_iter();
        page.map(|entry| entry.seq).collect::<Vec<_>>()
    };
    let whole = sure(ledger.entries(0, 100).await);
    assert_eq!(whole.iter().map(|entry| entry.entry.clone()).collect::<Vec<_>>(), all);
    assert_eq!(seqs(0, 3).await, [0, 1, 2]);
    assert_eq!(seqs(7, 3).await, [7, 8]);
    assert_eq!(seqs(3, 0).await, Vec::<u64>::new());
    assert_eq!(seqs(9, 3).await, Vec::<u64>::new());
    assert_eq!(seqs(u64::MAX, u32::MAX).await, Vec::<u64>::new());
    assert_eq!(sure(ledger.entry(4).await).as_ref(), whole.get(4));
}

pub(super) async fn an_earlier_moment_never_changes(ledger: &dyn Ledger) {
    let mut seen = Vec::new();
    for (batch, blobs) in history() {
        let head = sure(ledger.head().await);
        sure(ledger.append(head, &batch, &blobs).await);
        let moment = batch[0].recorded;
        seen.push((moment, view(ledger, moment).await));
        for (moment, before) in &seen {
            assert_eq!(view(ledger, *moment).await, *before, "as of {moment}");
        }
    }
}
