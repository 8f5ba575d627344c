//! Is the house in order?
//!
//! **Takes** the files of the repository and the crates as cargo sees them. **Gives** for every check what it found.
//! **Never** changes a file. Each check is a pure function with an example that passes and one that does not.

mod arrows;
mod banned;
mod codes;
mod finding;
mod generated;
mod glossary;
mod manifest;
mod names;
mod outside;
mod rules;
mod sizes;
mod tables;
mod tree;
mod words;

use std::path::Path;

use anyhow::Result;

use crate::files::{self, TextFile};
use crate::members::{self, Member};
use finding::Outcome;
use generated::Part;

/// All checks, each with its name.
fn checks(files: &[TextFile], members: &[Member]) -> Vec<(&'static str, Outcome)> {
    vec![
        ("arrows between crates", arrows::allowed(members, arrows::MAY_USE)),
        ("arrows in reading order", arrows::acyclic(arrows::MAY_USE)),
        ("crates from outside", outside::crates(members)),
        ("the world outside in sources", outside::sources(files)),
        ("sizes", sizes::check(files)),
        ("names of modules", names::modules(files)),
        ("names of tests", names::tests(files)),
        ("banned code", banned::check(files)),
        ("forbidden words", words::check(files)),
        ("glossary", glossary::check(files)),
        ("codes of diagnostics", codes::check(files)),
        ("rules of the bench", rules::check(files)),
        ("generated documents", generated::check(files, &parts(files, members))),
        ("manifest and lock", manifest::check(files)),
    ]
}

fn parts(files: &[TextFile], members: &[Member]) -> Vec<Part> {
    vec![tables::arrows(members), tables::codes(&codes::definitions(files))]
}

/// Prints every check and its findings; `true` when all pass.
pub(crate) fn run(root: &Path) -> Result<bool> {
    let files = files::all(root)?;
    let members = members::workspace(root)?.members;
    let mut good = true;
    for (name, outcome) in checks(&files, &members) {
        let verdict = if outcome.passes() { "ok  " } else { "FAIL" };
        println!(
            "{verdict} {name}: {} looked at, {} found",
            outcome.looked_at,
            outcome.findings.len()
        );
        for finding in &outcome.findings {
            println!("     {finding}");
        }
        if outcome.looked_at == 0 {
            println!(
                "     the check saw nothing, so it proves nothing: is what it reads still where it was?"
            );
        }
        good &= outcome.passes();
    }
    Ok(good)
}

/// Writes the generated parts anew; `true` when every document was there to hold its part.
pub(crate) fn write_documents(root: &Path) -> Result<bool> {
    let files = files::all(root)?;
    let members = members::workspace(root)?.members;
    let mut good = true;
    for part in parts(&files, &members) {
        let old = files.iter().find(|file| file.path == part.path);
        if let Some(text) = old.and_then(|file| part.place_in(&file.text)) {
            files::write(&root.join(part.path), &text)?;
            println!("{}: “{}” is written", part.path, part.name);
        } else {
            println!("{}: write it with the lines {}", part.path, part.markers());
            good = false;
        }
    }
    Ok(good)
}
