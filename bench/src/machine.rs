//! What the numbers were measured on.

use std::process::Command;

/// One line: processor, cores, compiler. What cannot be found out is said to be unknown.
pub(crate) fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{cores} cores, {}, {}", processor(), compiler())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the processor's name stands in a file of the system"
)]
fn processor() -> String {
    let listed = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = listed.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map_or_else(|| "processor unknown".to_owned(), |(_, name)| name.trim().to_owned())
}

fn compiler() -> String {
    let said = Command::new("rustc").arg("--version").output().ok();
    let text = said.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned());
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| "compiler unknown".to_owned())
}
