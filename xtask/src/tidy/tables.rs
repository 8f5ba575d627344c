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

/// The codes of diagnostics, each with its explanation.
pub(crate) fn codes(codes: &[Code<'_>]) -> Part {
    let mut body = String::from("| code | what it finds | rule |\n|---|---|---|\n");
    for code in codes {
        let first = code.explanation.lines().next().unwrap_or_default();
        row(
            &mut body,
            &[
                &format!("[`{0}`](#{1})", code.id, code.id.to_lowercase()),
                first,
                &format!("`{}`", code.path),
            ],
        );
    }
    for code in codes {
        section(&mut body, code);
    }
    Part { path: "docs/diagnostics.md", name: "codes", body }
}

fn row(body: &mut String, cells: &[&str]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    writeln!(body, "| {} |", cells.join(" | ")).expect("a string takes every line");
}

/// The explanation under its own heading; what matters, an example and what to do each on a line of its own.
fn section(body: &mut String, code: &Code<'_>) {
    let own_line = |line: &&str| {
        ["Finds ", "Matters: ", "Example: ", "Do: "].iter().any(|word| line.starts_with(word))
    };
    write!(body, "\n## {}\n\n", code.id).expect("a string takes every line");
    for line in code.explanation.lines() {
        let mark = if own_line(&line) { "- " } else { "" };
        writeln!(body, "{mark}{line}").expect("a string takes every line");
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
        let code = Code {
            id: "QY0101",
            path: "a.rs",
            line: 1,
            explanation: "A | B.\n\nMatters: more.".to_owned(),
        };
        let expected = "| code | what it finds | rule |\n|---|---|---|\n| [`QY0101`](#qy0101) | A \\| B. | `a.rs` |\n\n## QY0101\n\nA | B.\n\n- Matters: more.\n";
        assert_eq!(codes(&[code]).body, expected);
    }
}
