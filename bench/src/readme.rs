//! The tables that are kept.

use std::path::Path;

use anyhow::{Context, Result};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

/// Puts the text between the lines `<!-- NAME:begin -->` and `<!-- NAME:end -->` of the README.
#[expect(clippy::disallowed_methods, reason = "a benchmark keeps its own tables")]
pub(crate) fn save(name: &str, text: &str) -> Result<()> {
    let path = Path::new(README);
    let old = std::fs::read_to_string(path).context("reading bench/README.md")?;
    let new = placed(&old, name, text).with_context(|| {
        format!("bench/README.md has no lines <!-- {name}:begin --> and <!-- {name}:end -->")
    })?;
    std::fs::write(path, new).context("writing bench/README.md")
}

fn placed(old: &str, name: &str, text: &str) -> Option<String> {
    let begin = format!("<!-- {name}:begin -->\n");
    let from = old.find(&begin)? + begin.len();
    let to = from + old[from..].find(&format!("<!-- {name}:end -->"))?;
    Some(format!("{}{text}{}", &old[..from], &old[to..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_named_part_changes() {
        let old = "# B\n<!-- a:begin -->\nold\n<!-- a:end -->\n<!-- b:begin -->\n<!-- b:end -->\n";
        let new = "# B\n<!-- a:begin -->\nnew\n<!-- a:end -->\n<!-- b:begin -->\n<!-- b:end -->\n";
        assert_eq!(placed(old, "a", "new\n").as_deref(), Some(new));
        assert_eq!(placed(old, "c", "new\n"), None);
    }
}
