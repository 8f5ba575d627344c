//! What the numbers were measured on.

use std::process::Command;

/// One line: processor, cores, load, compiler. What cannot be found out is said to be unknown.
pub(crate) fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{cores} cores, {}, load {}, {}", processor(), load(), compiler())
}

fn processor() -> String {
    let listed = text("/proc/cpuinfo");
    let name = listed.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map_or_else(|| "processor unknown".to_owned(), |(_, name)| name.trim().to_owned())
}

/// How many programs wanted a core over the last minute, this one among them.
fn load() -> String {
    let said = text("/proc/loadavg");
    said.split(' ').next().filter(|word| !word.is_empty()).unwrap_or("unknown").to_owned()
}

#[expect(clippy::disallowed_methods, reason = "what the machine is stands in files of the system")]
fn text(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

fn compiler() -> String {
    let said = Command::new("rustc").arg("--version").output().ok();
    let text = said.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned());
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| "compiler unknown".to_owned())
}
