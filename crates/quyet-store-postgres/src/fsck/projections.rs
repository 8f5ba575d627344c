//! The projections held against the rows that the entries ask for.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Place;

use sqlx::PgConnection;

use crate::fsck::Findings;
use crate::fsck::chain::Chain;
use crate::rows::{ActorRow, FigureKey, FigureRow, IndicatorRow, PlaceRow, PointerRow, Rows};
use crate::sql;

/// Compares who acted and the figures of a page of entries, and keeps the rows of the small projections for the end.
pub(super) async fn check_page(
    conn: &mut PgConnection,
    chain: &mut Chain,
    (from, mut rows): (u64, Rows),
) -> Result<(), sqlx::Error> {
    let (from, until) = (from.cast_signed(), chain.by_payload.size().cast_signed());
    let findings = &mut chain.of_projections;
    let query = sqlx::query_as(sql::ACTORS_BETWEEN).bind(from).bind(until);
    let stand: Vec<ActorRow> = query.fetch_all(&mut *conn).await?;
    let key = |row: &ActorRow| (row.entry, format!("mục {}", row.entry));
    compare(findings, "projection_entry", (rows.actors, stand), key);
    let query = sqlx::query_as(sql::FIGURES_BETWEEN).bind(from).bind(until);
    let stand: Vec<FigureRow> = query.fetch_all(conn).await?;
    let key = |row: &FigureRow| ((row.key.entry, row.key.ord), figure_words(&row.key));
    compare(findings, "projection_figure", (rows.figures, stand), key);
    let kept = &mut chain.rows;
    kept.plans.append(&mut rows.plans);
    kept.documents.append(&mut rows.documents);
    kept.reports.append(&mut rows.reports);
    kept.indicators.append(&mut rows.indicators);
    kept.places.append(&mut rows.places);
    Ok(())
}

/// Compares what was not compared page by page.
pub(super) async fn check_rest(
    conn: &mut PgConnection,
    chain: &mut Chain,
) -> Result<(), sqlx::Error> {
    let (rows, findings) = (std::mem::take(&mut chain.rows), &mut chain.of_projections);
    check_beyond(conn, findings, chain.by_payload.size()).await?;
    let replaced: Vec<(i64, i32, String, String, String)> =
        sqlx::query_as(sql::REPLACED_DIFFER).fetch_all(&mut *conn).await?;
    for (entry, ord, period, place_code, indicator) in replaced {
        let place_from = String::new();
        let key = FigureKey { period, place_code, place_from, indicator, entry, ord };
        add(findings, "projection_figure", figure_words(&key), "khác với nhật ký");
    }
    let pointer = |row: &PointerRow| ((row.0.clone(), row.1), format!("{}, mục {}", row.0, row.1));
    for (table, statement, asked) in [
        ("projection_plan", sql::PLANS_ALL, rows.plans),
        ("projection_document", sql::DOCUMENTS_ALL, rows.documents),
        ("projection_report", sql::REPORTS_ALL, rows.reports),
    ] {
        let stand: Vec<PointerRow> = sqlx::query_as(statement).fetch_all(&mut *conn).await?;
        compare(findings, table, (asked, stand), pointer);
    }
    let stand: Vec<IndicatorRow> =
        sqlx::query_as(sql::INDICATORS_ALL).fetch_all(&mut *conn).await?;
    let key = |row: &IndicatorRow| {
        ((row.0.clone(), row.1, row.2), format!("{}, mục {}.{}", row.0, row.1, row.2))
    };
    compare(findings, "projection_indicator", (rows.indicators, stand), key);
    let stand: Vec<PlaceRow> = sqlx::query_as(sql::PLACES_ALL).fetch_all(conn).await?;
    let key = |row: &PlaceRow| {
        let words = format!("{} từ {}, mục {}.{}", row.0, row.1, row.2, row.3);
        ((row.0.clone(), row.1.clone(), row.2, row.3), words)
    };
    compare(findings, "projection_place", (rows.places, stand), key);
    Ok(())
}

/// Rows of entries that there are not.
async fn check_beyond(
    conn: &mut PgConnection,
    findings: &mut Findings,
    size: u64,
) -> Result<(), sqlx::Error> {
    let size = size.cast_signed();
    let query = sqlx::query_scalar(sql::BEYOND_ACTOR).bind(size);
    let actor: Option<i64> = query.fetch_optional(&mut *conn).await?;
    if let Some(entry) = actor {
        add(findings, "projection_entry", format!("mục {entry}"), "thừa so với nhật ký");
    }
    let query = sqlx::query_as(sql::BEYOND_FIGURE).bind(size);
    let figure: Option<(i64, i32)> = query.fetch_optional(conn).await?;
    if let Some((entry, ord)) = figure {
        let words = format!("số liệu {entry}.{ord}");
        add(findings, "projection_figure", words, "thừa so với nhật ký");
    }
    Ok(())
}

/// Holds the rows that stand against those that are asked for. A key is compared and said; it tells rows apart.
fn compare<R: PartialEq, K: Ord>(
    findings: &mut Findings,
    table: &'static str,
    (asked, stand): (Vec<R>, Vec<R>),
    key: impl Fn(&R) -> (K, String),
) {
    let mut open: BTreeMap<K, R> = asked.into_iter().map(|row| (key(&row).0, row)).collect();
    let mut wrong = BTreeMap::new();
    for row in stand {
        let (at, words) = key(&row);
        match open.entry(at) {
            Place::Vacant(place) => {
                wrong.insert(place.into_key(), (words, "thừa so với nhật ký"));
            }
            Place::Occupied(place) => {
                let (at, asked) = place.remove_entry();
                if asked != row {
                    wrong.insert(at, (words, "khác với nhật ký"));
                }
            }
        }
    }
    let missing = open.into_iter().map(|(at, row)| (at, (key(&row).1, "thiếu so với nhật ký")));
    wrong.extend(missing);
    for (words, what) in wrong.into_values() {
        add(findings, table, words, what);
    }
}

fn add(findings: &mut Findings, table: &'static str, words: String, what: &str) {
    findings.add(None, table, words, format!("{what}; chạy “quyet rebuild” để dựng lại"));
}

fn figure_words(key: &FigureKey) -> String {
    let FigureKey { period, place_code, indicator, entry, ord, .. } = key;
    format!("số liệu {entry}.{ord} ({period}, {place_code}, {indicator})")
}
