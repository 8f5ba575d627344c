//! Which room may name the world outside: the runtime, the database, the network, the disk, the templates.

use crate::files::TextFile;
use crate::members::Member;
use crate::rust_text::RustText;
use crate::tidy::finding::Outcome;
use crate::tidy::tree;

/// Crates from outside, and the rooms whose normal dependencies may hold them.
const CRATES: &[(&str, &[&str])] = &[
    (
        "tokio",
        &[
            "quyet-store-sqlite",
            "quyet-store-postgres",
            "quyet-testkit",
            "quyet-web",
            "quyet-cli",
            "bench",
            "xtask",
        ],
    ),
    ("sqlx", &["quyet-store-sqlite", "quyet-store-postgres", "quyet-testkit", "bench"]),
    ("object_store", &["quyet-store-files"]),
    ("reqwest", &["quyet-store-files", "quyet-cli", "quyet-testkit"]),
    ("getrandom", &["quyet-store", "quyet-cli"]),
    ("age", &["quyet-backup"]),
    ("axum", &["quyet-web", "quyet-cli", "bench"]),
    ("tower-http", &["quyet-web"]),
    ("askama", &["quyet-web"]),
    ("clap", &["quyet-cli"]),
    ("anyhow", &["quyet-cli", "quyet-testkit", "xtask", "bench"]),
];

/// Parts of the standard library, and the rooms whose sources may name them outside tests.
const WORLD: &[(&[&str], &[&str])] = &[
    (
        &["std::fs", "fs::"],
        &[
            "quyet-store-sqlite",
            "quyet-store-files",
            "quyet-backup",
            "quyet-testkit",
            "quyet-cli",
            "xtask",
            "bench",
        ],
    ),
    (&["std::process", "process::Command"], &["quyet-testkit", "quyet-cli", "xtask", "bench"]),
    (&["std::net"], &["quyet-web", "quyet-cli", "bench"]),
    (&["std::env", "env::var", "env::args"], &["quyet-testkit", "quyet-cli", "xtask", "bench"]),
];

/// No manifest holds a crate that only other rooms may hold.
pub(crate) fn crates(members: &[Member]) -> Outcome {
    let mut outcome = Outcome::default();
    for member in members {
        outcome.saw();
        let kept = CRATES.iter().filter(|(name, _)| member.uses.iter().any(|used| used == name));
        for (name, rooms) in kept.filter(|(_, rooms)| !rooms.contains(&member.name.as_str())) {
            let what =
                format!("{} must not name {name}; only {} may", member.name, rooms.join(", "));
            outcome.add(&member.manifest, 0, what);
        }
    }
    outcome
}

/// No source names a part of the standard library that only other rooms may name.
pub(crate) fn sources(files: &[TextFile]) -> Outcome {
    let mut outcome = Outcome::default();
    for file in tree::rust(files).filter(|file| !tree::is_test(&file.path)) {
        outcome.saw();
        let rust = RustText::new(&file.text);
        let room = tree::room(&file.path);
        for (names, rooms) in WORLD.iter().filter(|(_, rooms)| !rooms.contains(&room)) {
            let hits = names.iter().flat_map(|name| rust.find(name).map(move |at| (at, name)));
            let first = hits.filter(|(at, _)| !rust.in_tests(*at)).min();
            if let Some((at, name)) = first {
                let what = format!("{room} must not name {name}; only {} may", rooms.join(", "));
                outcome.add(&file.path, rust.line_of(at), what);
            }
        }
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{files, members};

    #[test]
    fn the_runtime_in_a_pure_room_is_found() {
        let good = [
            members::sample("quyet-web", &["tokio", "axum"]),
            members::sample("quyet-model", &["jiff"]),
        ];
        assert!(crates(&good).passes());
        let bad = [members::sample("quyet-model", &["tokio", "jiff"])];
        assert_eq!(crates(&bad).findings.len(), 1);
    }

    fn check(path: &str, text: &str, places: &[&str]) {
        assert_eq!(sources(&[files::sample(path, text)]).places(), places, "of {text}");
    }

    #[test]
    fn the_disk_in_a_pure_room_is_found() {
        check("crates/quyet-report/src/a.rs", "use std::fmt;\n", &[]);
        check("crates/quyet-cli/src/a.rs", "use std::fs;\n", &[]);
        check(
            "crates/quyet-report/src/a.rs",
            "use std::fmt;\nuse std::fs;\n",
            &["crates/quyet-report/src/a.rs:2"],
        );
        check(
            "crates/quyet-report/src/a.rs",
            "use std::{fmt, fs};\nfs::read();\n",
            &["crates/quyet-report/src/a.rs:2"],
        );
        check("crates/quyet-report/src/a.rs", "// std::fs\nfn f() { refs::a() }\n", &[]);
    }

    #[test]
    fn tests_may_touch_the_disk() {
        check("crates/quyet-report/tests/a.rs", "use std::fs;\n", &[]);
        let inner = sources(&[files::sample(
            "crates/quyet-report/src/a.rs",
            "#[cfg(test)]\nmod tests { use std::fs; }\n",
        )]);
        assert!(inner.passes());
    }
}
