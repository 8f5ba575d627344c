//! The generated parts of the documents.

use std::fmt::Write as _;

use crate::members::Member;
use crate::tidy::arrows::MAY_USE;
use crate::tidy::codes::Code;
use crate::tidy::generated::Part;

/// The table of the rooms: what each does and whom it may use.
pub(crate) fn arrows(members: &[Member]) -> Part {
    let mut body = String::from("| crate | what it does | may use |\n|---|---|---|\n");
    for (name, uses) in MAY_USE {
        let does = members
            .iter()
            .find(|member| member.name == *name)
            .map_or("", |member| &member.description);
        let short = |used: &&str| used.strip_prefix("quyet-").unwrap_or(used).to_owned();
        let uses = if uses.is_empty() {
            "–".to_owned()
        } else {
            uses.iter().map(short).collect::<Vec<_>>().join(", ")
        };
        row(&mut body, &[&format!("`{name}`"), does, &uses]);
    }
    Part { path: "ARCHITECTURE.md", name: "arrows", body }
}

/// The codes of diagnostics, each with its page.
pub(crate) fn codes(codes: &[Code<'_>]) -> Part {
    let mut body = String::from("| code | what it finds | phát hiện | rule |\n|---|---|---|---|\n");
    for code in codes {
        row(
            &mut body,
            &[
                &format!("[`{0}`](#{1})", code.id, code.id.to_lowercase()),
                first(&code.en),
                first(&code.vi),
                &format!("`{}`", code.path),
            ],
        );
    }
    for code in codes {
        section(&mut body, code);
    }
    Part { path: "docs/diagnostics.md", name: "codes", body }
}

fn first(words: &[String]) -> &str {
    words.first().map_or("", String::as_str)
}

fn row(body: &mut String, cells: &[&str]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    writeln!(body, "| {} |", cells.join(" | ")).expect("a string takes every line");
}

/// What the five words of a page are called.
const ENGLISH: [&str; 5] = ["Title", "Finds", "Matters", "Read as", "Do"];
const VIETNAMESE: [&str; 5] = ["Tên", "Phát hiện", "Vì sao quan trọng", "Cách đọc", "Cần làm"];

/// The page under its own heading: Vietnamese, the example, English.
fn section(body: &mut String, code: &Code<'_>) {
    write!(body, "\n## {}\n", code.id).expect("a string takes every line");
    if !code.example.is_empty() {
        write!(body, "\n```text\n{}\n```\n", code.example).expect("a string takes every line");
    }
    for (names, words) in [(VIETNAMESE, &code.vi), (ENGLISH, &code.en)] {
        write!(body, "\n**{}**\n\n", first(words)).expect("a string takes every line");
        for (name, words) in names.iter().zip(words).skip(1) {
            writeln!(body, "- {name}: {words}").expect("a string takes every line");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::sample;

    #[test]
    fn every_room_has_a_row() {
        let part = arrows(&[sample("quyet-model", &[])]);
        assert_eq!(part.body.lines().count(), MAY_USE.len() + 2);
        assert!(part.body.contains("| `quyet-model` | What quyet-model does. | – |\n"));
        assert!(part.body.contains("| `quyet-compile` |  | model, syntax |\n"));
    }

    #[test]
    fn every_code_has_a_row_and_a_section() {
        let source = "const A: E = Explained::new(\"QY0101\", \"(1)\", [\"A | B\", \"b\", \"c\", \"d\", \"e\"], [\"F\", \"g\", \"h\", \"i\", \"j\"]);";
        let files = [crate::files::sample("crates/quyet-compile/src/a.rs", source)];
        let body = codes(&crate::tidy::codes::definitions(&files)).body;
        assert!(
            body.contains(
                "| [`QY0101`](#qy0101) | F | A \\| B | `crates/quyet-compile/src/a.rs` |\n"
            )
        );
        assert!(body.contains("\n## QY0101\n\n```text\n(1)\n```\n\n**A | B**\n\n- Phát hiện: b\n"));
        assert!(body.ends_with("- Finds: g\n- Matters: h\n- Read as: i\n- Do: j\n"), "{body}");
    }
}
