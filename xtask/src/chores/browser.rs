//! The planner's desk walked in a real browser: keys, pointing, without scripts, axe, widths and weights.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::chores::steps::End;
use crate::members;
use crate::process::Run;

/// What drives the browser, and what looks for barriers on its pages.
const PACKAGES: &[&str] = &["playwright-core@1.65.1", "axe-core@4.14.1"];

/// Where Debian's package puts it.
const CHROMIUM: &str = "/usr/bin/chromium";
const WALK: &str = "crates/quyet-web/browser/desk.mjs";
/// The example's resolution as an office's PDF.
const FILE: &str = "crates/quyet-intake/tests/fixtures/hai-cot.pdf";

/// Starts the demonstration in a fresh directory and walks it from the file to the adopted plan.
///
/// Skipped, aloud, when Chromium, Node or its packages cannot be had.
pub(super) fn run(root: &Path) -> Result<End> {
    let target = PathBuf::from(members::workspace(root)?.target);
    let folder = target.join("browser");
    if !ready(root, &folder)? {
        eprintln!(
            "The desk was NOT WALKED in a browser: no Chromium or no Node with {}",
            PACKAGES.join(" and ")
        );
        return Ok(End::Skipped);
    }
    let build = Run::cargo(&["build", "--quiet", "--locked", "--package", "quyet-cli"]);
    ensure!(build.status(root)?, "the binary does not build");
    // Node looks for packages beside the script.
    let walk = folder.join("desk.mjs");
    std::fs::copy(root.join(WALK), &walk).context("copying the walk")?;
    let data = folder.join("data");
    if data.exists() {
        std::fs::remove_dir_all(&data).context("clearing the last walk")?;
    }
    let mut house = Command::new(target.join("debug/quyet"))
        .args(["demo", "--listen", "127.0.0.1:0", "--data"])
        .arg(&data)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting quyet demo")?;
    let walked = address(&mut house).and_then(|base| {
        let file = root.join(FILE).display().to_string();
        let arguments = vec![walk.display().to_string(), base, file, "di-thu".to_owned()];
        Run { program: "node", arguments, environment: Vec::new() }.status(root)
    });
    // It serves until it is ended.
    house.kill().context("ending quyet demo")?;
    house.wait().context("waiting for quyet demo")?;
    Ok(walked?.into())
}

/// The address that the house prints once its door is open.
fn address(house: &mut Child) -> Result<String> {
    let said = house.stdout.take().context("the output was asked for")?;
    let mut line = String::new();
    BufReader::new(said).read_line(&mut line).context("reading the address")?;
    let url = line.split_whitespace().find(|word| word.starts_with("http://"));
    let url = url.with_context(|| format!("no address in “{line}”"))?;
    let end = url["http://".len()..].find('/').map_or(url.len(), |at| at + "http://".len());
    Ok(url[..end].to_owned())
}

/// Whether there is a browser, and the packages, installed on the first run.
fn ready(root: &Path, folder: &Path) -> Result<bool> {
    if !Path::new(CHROMIUM).exists() {
        return Ok(false);
    }
    let stamp = folder.join("ready");
    if stamp.is_file() {
        return Ok(true);
    }
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let words = ["install", "--no-save", "--no-audit", "--no-fund", "--silent", "--prefix"];
    let mut arguments: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
    arguments.push(folder.display().to_string());
    arguments.extend(PACKAGES.iter().map(|&package| package.to_owned()));
    let install = Run { program: "npm", arguments, environment: Vec::new() };
    if !install.status(root).unwrap_or(false) {
        return Ok(false);
    }
    std::fs::write(&stamp, "").with_context(|| format!("writing {}", stamp.display()))?;
    Ok(true)
}
