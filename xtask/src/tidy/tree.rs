//! Where things stand in the repository.

use crate::files::TextFile;

/// The files of Rust.
pub(crate) fn rust(files: &[TextFile]) -> impl Iterator<Item = &TextFile> {
    files.iter().filter(|file| file.ends(".rs"))
}

/// The crate that holds the path: "quyet-model", "xtask"; the first folder elsewhere.
pub(crate) fn room(path: &str) -> &str {
    let inside = path.strip_prefix("crates/").unwrap_or(path);
    inside.split('/').next().unwrap_or(inside)
}

/// Whether the whole file is tests: under a folder `tests`, or the file `tests.rs` of a module.
pub(crate) fn is_test(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "tests" | "tests.rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_its_room_and_whether_it_is_tests() {
        assert_eq!(
            ["crates/quyet-model/src/a.rs", "xtask/src/b.rs", "deny.toml"].map(room),
            ["quyet-model", "xtask", "deny.toml"]
        );
        let paths = [
            "crates/a/tests/b.rs",
            "crates/a/src/b/tests.rs",
            "crates/a/src/b/tests/c.rs",
            "crates/a/src/contests.rs",
        ];
        assert_eq!(paths.map(is_test), [true, true, true, false]);
    }
}
