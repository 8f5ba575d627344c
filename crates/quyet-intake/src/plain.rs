//! Plain text and Markdown: the words pass through as they are.

use crate::encoding::Decoded;
use crate::legacy;
use crate::{Form, Layout, Received, Refused};

/// Takes a text as it is, save that old fonts' letters become Unicode.
pub(crate) fn read(decoded: Decoded) -> Result<Received, Refused> {
    let Decoded { text, mut diagnostics } = decoded;
    if !text.contains(char::is_alphanumeric) {
        return Err(Refused::Empty);
    }
    let form = if is_markdown(&text) { Form::Markdown } else { Form::PlainText };
    let (text, found) = legacy::repair(text, &mut []);
    diagnostics.extend(found);
    Ok(Received { form, layout: Layout::of_lines(&text), text, diagnostics })
}

/// Strong evidence only: headings with `#` together with bold words or a table's rule.
fn is_markdown(text: &str) -> bool {
    let heading = |line: &&str| {
        let hashes = line.len() - line.trim_start_matches('#').len();
        (1..=6).contains(&hashes) && line[hashes..].starts_with(' ')
    };
    let rule = |line: &str| line.starts_with('|') && line.contains("---");
    let headings = text.lines().filter(heading).count();
    let bold = text.matches("**").count();
    let tables = text.lines().filter(|line| rule(line)).count();
    2 <= headings || (1 <= headings + tables && 4 <= bold) || 2 <= tables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_found_by_strong_evidence_only() {
        let check = |text, expect| assert_eq!(is_markdown(text), expect, "{text}");
        check("# Điều 1\n\n## Khoản 1", true);
        check("# Điều 1\n\n**Mục tiêu** và **giải pháp**", true);
        check("**14.** Các sở **ngành**", false);
        check("# là dấu thăng\nvăn bản", false);
        check("| a | b |\n| 1 | 2 |", false);
    }
}
