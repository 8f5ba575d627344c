//! The arrows between the rooms, as data.

use crate::members::Member;
use crate::tidy::finding::Outcome;

/// Who may use whom, in reading order: a room only uses rooms above it.
///
/// A new arrow is the rarest and most reviewed kind of change.
pub(crate) const MAY_USE: &[(&str, &[&str])] = &[
    ("quyet-model", &[]),
    ("quyet-intake", &["quyet-model"]),
    ("quyet-syntax", &["quyet-model"]),
    ("quyet-compile", &["quyet-model", "quyet-syntax"]),
    ("quyet-akn", &["quyet-model", "quyet-syntax"]),
    ("quyet-assess", &["quyet-model"]),
    ("quyet-wire", &["quyet-model"]),
    ("quyet-proof", &["quyet-model", "quyet-wire"]),
    ("quyet-store", &["quyet-model", "quyet-wire", "quyet-proof"]),
    ("quyet-store-sqlite", &["quyet-model", "quyet-wire", "quyet-proof", "quyet-store"]),
    ("quyet-store-postgres", &["quyet-model", "quyet-wire", "quyet-proof", "quyet-store"]),
    ("quyet-store-files", &["quyet-model", "quyet-store"]),
    ("quyet-backup", &["quyet-model", "quyet-wire", "quyet-proof", "quyet-store"]),
    ("quyet-report", &["quyet-model", "quyet-assess"]),
    (
        "quyet-app",
        &[
            "quyet-model",
            "quyet-intake",
            "quyet-syntax",
            "quyet-compile",
            "quyet-assess",
            "quyet-wire",
            "quyet-proof",
            "quyet-store",
            "quyet-report",
        ],
    ),
    ("quyet-web", &["quyet-model", "quyet-report", "quyet-app"]),
    (
        "quyet-cli",
        &[
            "quyet-model",
            "quyet-intake",
            "quyet-syntax",
            "quyet-compile",
            "quyet-akn",
            "quyet-assess",
            "quyet-wire",
            "quyet-proof",
            "quyet-store",
            "quyet-store-sqlite",
            "quyet-store-postgres",
            "quyet-store-files",
            "quyet-backup",
            "quyet-report",
            "quyet-app",
            "quyet-web",
        ],
    ),
];

/// The workshop: may use every room, no room may use it, and among themselves its crates only use those named,
/// in reading order like the rooms.
pub(crate) const WORKSHOP: &[(&str, &[&str])] =
    &[("quyet-testkit", &[]), ("xtask", &[]), ("bench", &["quyet-testkit"])];

/// Every arrow that the manifests draw stands in the table, and every row of the table is a crate.
pub(crate) fn allowed(members: &[Member], table: &[(&str, &[&str])]) -> Outcome {
    let mut outcome = Outcome::default();
    for member in members {
        outcome.saw();
        let rooms =
            member.uses.iter().filter(|name| members.iter().any(|other| other.name == **name));
        for used in rooms.filter(|used| !may_use(table, &member.name, used)) {
            let what = format!("{} must not depend on {used}: see MAY_USE in xtask", member.name);
            outcome.add(&member.manifest, 0, what);
        }
        if row(table, &member.name).is_none() && row(WORKSHOP, &member.name).is_none() {
            let what = format!("give {} a row in MAY_USE of xtask", member.name);
            outcome.add(&member.manifest, 0, what);
        }
    }
    for (name, _) in table {
        if !members.iter().any(|member| member.name == *name) {
            let what = format!("there is no crate {name}: take its row out of MAY_USE");
            outcome.add("xtask/src/tidy/arrows.rs", 0, what);
        }
    }
    outcome
}

/// Whether a crate may use another: a room as its row says, a crate of the workshop any room and what its row says.
fn may_use(table: &[(&str, &[&str])], name: &str, used: &str) -> bool {
    if let Some(inside) = row(WORKSHOP, name) {
        return row(WORKSHOP, used).is_none() || inside.contains(&used);
    }
    row(table, name).is_some_and(|uses| uses.contains(&used))
}

fn row<'a>(table: &[(&str, &'a [&'a str])], name: &str) -> Option<&'a [&'a str]> {
    table.iter().find(|(crate_name, _)| *crate_name == name).map(|(_, uses)| *uses)
}

/// The table can be read from top to bottom: a row only names rows above it, so there is no ring.
pub(crate) fn acyclic(table: &[(&str, &[&str])]) -> Outcome {
    let mut outcome = Outcome::default();
    for (row, (name, uses)) in table.iter().enumerate() {
        outcome.saw();
        for used in *uses {
            if !table[..row].iter().any(|(above, _)| above == used) {
                let what = format!(
                    "{name} may use {used}, which does not stand above it: order MAY_USE, or drop the arrow"
                );
                outcome.add("xtask/src/tidy/arrows.rs", 0, what);
            }
        }
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::sample;

    const TABLE: &[(&str, &[&str])] = &[("a", &[]), ("b", &["a"]), ("c", &["a", "b"])];

    #[test]
    fn the_house_reads_from_top_to_bottom() {
        assert!(acyclic(MAY_USE).passes());
        assert!(acyclic(WORKSHOP).passes());
    }

    #[test]
    fn the_bench_may_use_the_testkit_and_not_the_other_way_round() {
        let bench = [sample("quyet-testkit", &[]), sample("bench", &["quyet-testkit"])];
        assert!(allowed(&bench, &[]).passes());
        let back = [sample("quyet-testkit", &["bench"]), sample("bench", &[])];
        assert_eq!(allowed(&back, &[]).places(), ["crates/quyet-testkit/Cargo.toml:0"]);
        let room = [sample("a", &["quyet-testkit"]), sample("quyet-testkit", &[])];
        assert_eq!(allowed(&room, &[("a", &[])]).places(), ["crates/a/Cargo.toml:0"]);
    }

    #[test]
    fn arrows_of_the_table_pass() {
        let members = [
            sample("a", &["serde"]),
            sample("b", &["a"]),
            sample("c", &["b"]),
            sample("bench", &["c"]),
        ];
        assert!(allowed(&members, TABLE).passes());
    }

    #[test]
    fn an_arrow_outside_the_table_is_found() {
        let members =
            [sample("a", &["c"]), sample("b", &[]), sample("c", &["bench"]), sample("bench", &[])];
        let outcome = allowed(&members, TABLE);
        assert_eq!(outcome.places(), ["crates/a/Cargo.toml:0", "crates/c/Cargo.toml:0"]);
        assert!(outcome.findings[0].what.starts_with("a must not depend on c"));
    }

    #[test]
    fn a_crate_without_a_row_and_a_row_without_a_crate_are_found() {
        let members = [sample("a", &[]), sample("b", &[]), sample("d", &[])];
        assert_eq!(
            allowed(&members, TABLE).places(),
            ["crates/d/Cargo.toml:0", "xtask/src/tidy/arrows.rs:0"]
        );
    }

    #[test]
    fn a_ring_is_found() {
        let ring: &[(&str, &[&str])] = &[("a", &["b"]), ("b", &["a"])];
        assert_eq!(acyclic(ring).findings.len(), 1);
        let own: &[(&str, &[&str])] = &[("a", &["a"])];
        assert_eq!(acyclic(own).findings.len(), 1);
    }
}
