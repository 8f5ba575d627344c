//! The crates of the workspace, as cargo itself sees them.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// A crate of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// One sentence from its manifest; empty when there is none.
    pub(crate) description: String,
    /// Manifest's path from the root, with `/`.
    pub(crate) manifest: String,
    /// Normal dependencies by package name, sorted; neither those for tests nor those for building.
    pub(crate) uses: Vec<String>,
}

/// What cargo says of the workspace.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// By name.
    pub(crate) members: Vec<Member>,
    /// Where cargo puts what it builds.
    pub(crate) target: String,
}

pub(crate) fn workspace(root: &Path) -> Result<Workspace> {
    let words = ["metadata", "--format-version", "1", "--no-deps"];
    parse(&process::output(root, "cargo", &words)?)
}

fn parse(json: &str) -> Result<Workspace> {
    let all: Value = serde_json::from_str(json).context("cargo metadata prints JSON")?;
    let root = text(&all, "workspace_root");
    let packages = all["packages"].as_array().context("cargo metadata lists the packages")?;
    let mut members: Vec<Member> = packages.iter().map(|package| member(package, &root)).collect();
    members.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Workspace { members, target: text(&all, "target_directory") })
}

fn member(package: &Value, root: &str) -> Member {
    let manifest = text(package, "manifest_path").replace('\\', "/");
    let inside = manifest.strip_prefix(&root.replace('\\', "/")).unwrap_or(&manifest);
    let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    let normal = dependencies.iter().filter(|one| one["kind"].is_null());
    let mut uses: Vec<String> = normal.map(|one| text(one, "name")).collect();
    uses.sort();
    uses.dedup();
    Member {
        name: text(package, "name"),
        description: text(package, "description"),
        manifest: inside.trim_start_matches('/').to_owned(),
        uses,
    }
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
pub(crate) fn sample(name: &str, uses: &[&str]) -> Member {
    Member {
        name: name.to_owned(),
        description: format!("What {name} does."),
        manifest: format!("crates/{name}/Cargo.toml"),
        uses: uses.iter().map(|&one| one.to_owned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_normal_dependencies_are_arrows() {
        let json = r#"{"workspace_root": "/w", "target_directory": "/w/target", "packages": [
            {"name": "b", "description": null, "manifest_path": "/w/crates/b/Cargo.toml", "dependencies": [
                {"name": "z", "kind": null}, {"name": "a", "kind": null},
                {"name": "t", "kind": "dev"}, {"name": "g", "kind": "build"}]},
            {"name": "a", "description": "A.", "manifest_path": "/w/crates/a/Cargo.toml", "dependencies": []}]}"#;
        let workspace = parse(json).unwrap();
        let names: Vec<&str> = workspace.members.iter().map(|m| m.name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!(workspace.members[1].uses, ["a", "z"]);
        assert_eq!(workspace.members[1].manifest, "crates/b/Cargo.toml");
        assert_eq!(workspace.target, "/w/target");
    }
}
