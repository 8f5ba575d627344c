//! `quyet diff`: what a document promises differently from an earlier one.
//!
//! Exit code 0 whether or not something differs; with `--exit-code` it is 3 when something does, so that a
//! script can tell a difference from a failure (1) and from wrong usage (2).

mod json;

use std::fmt::Write;
use std::path::Path;

use quyet_app::compare_plans::{Comparison, Likeness, TargetChange, TaskChange, compare_plans};
use quyet_app::compile_resolution::{Compiled, compile_resolution};
use quyet_app::porch::Porch;
use quyet_model::diagnostic::Severity;
use quyet_model::target::Target;
use quyet_model::task::Task;
use quyet_report::vi;

use crate::apart::Apart;
use crate::args::DiffFormat;
use crate::outcome::Failure;
use crate::{house, print};

/// How the comparison is told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wish {
    pub(crate) format: DiffFormat,
    /// Also what did not change.
    pub(crate) all: bool,
    /// End with 3 when something differs.
    pub(crate) exit_code: bool,
}

/// Compares two files of any form.
pub(crate) fn run(old: &Path, new: &Path, wish: Wish) -> Result<(), Failure> {
    if old == Path::new("-") && new == Path::new("-") {
        return Err(Failure::input("chỉ một trong hai văn bản được lấy từ đầu vào chuẩn (“-”)"));
    }
    let (old, new) = (compiled(old)?, compiled(new)?);
    let found = compare_plans(&old.draft.plan, &new.draft.plan);
    match wish.format {
        DiffFormat::Text => print::data(words(&found, wish.all).as_bytes())?,
        DiffFormat::Json => {
            let json = json::of(&found);
            print::line(&serde_json::to_string_pretty(&json).map_err(Failure::failed)?)?;
        }
    }
    if wish.exit_code && found.differs() {
        return Err(Failure::input("hai văn bản có khác biệt"));
    }
    Ok(())
}

fn compiled(file: &Path) -> Result<Compiled, Failure> {
    let bytes = house::read(file)?;
    let name = file.display();
    let received = Apart
        .receive(&bytes, &print::progress)
        .map_err(|error| Failure::input(format!("{name}: {error}")))?;
    let compiled = compile_resolution(received);
    let errors =
        compiled.draft.diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
    if 0 < errors {
        print::note(&format!("{name}: {errors} lỗi khi đọc; xem bằng “quyet compile”"));
    }
    Ok(compiled)
}

/// The comparison for people: what changed, or everything.
fn words(found: &Comparison<'_>, all: bool) -> String {
    let mut out = String::new();
    for change in &found.head {
        let _infallible = writeln!(out, "{}", change.words());
    }
    let told = found.targets.iter().filter(|change| all || change.differs());
    for change in told {
        target_words(&mut out, change);
    }
    let told = found.tasks.iter().filter(|change| all || change.differs());
    for change in told {
        task_words(&mut out, change);
    }
    if found.likeness_skipped {
        out.push_str("Quá nhiều nội dung khác tên nên không tìm nội dung đổi cách viết.\n");
    }
    let _infallible = writeln!(out, "{}", summary(found));
    out
}

fn target_words(out: &mut String, change: &TargetChange<'_>) {
    let promise = |target: &Target| vi::condition_words(&target.condition);
    let _infallible = match change {
        TargetChange::Added(target) => {
            writeln!(out, "+ Chỉ tiêu {} {}: {}", target.code, target.name, promise(target))
        }
        TargetChange::Removed(target) => {
            writeln!(out, "- Chỉ tiêu {} {}: {}", target.code, target.name, promise(target))
        }
        TargetChange::Kept(kept) => {
            let sign = if kept.aspects.is_empty() { '=' } else { '~' };
            let why = why(kept.by, &kept.ties);
            let head = writeln!(out, "{sign} Chỉ tiêu {} {}{why}", kept.new.code, kept.new.name);
            kept.words().iter().fold(head, |done, line| done.and(writeln!(out, "    {line}")))
        }
    };
}

fn task_words(out: &mut String, change: &TaskChange<'_>) {
    let title = |task: &Task| match task.group.title.as_str() {
        "" => String::new(),
        title => format!(" ({title})"),
    };
    let _infallible = match change {
        TaskChange::Added(task) => {
            writeln!(out, "+ Nhiệm vụ {}{}: {}", task.code, title(task), task.text)
        }
        TaskChange::Removed(task) => {
            writeln!(out, "- Nhiệm vụ {}{}: {}", task.code, title(task), task.text)
        }
        TaskChange::Kept(kept) => {
            let sign = if kept.aspects.is_empty() { '=' } else { '~' };
            let why = why(kept.by, &kept.ties);
            let head = writeln!(out, "{sign} Nhiệm vụ {}{}{why}", kept.new.code, title(kept.new));
            kept.words().iter().fold(head, |done, line| done.and(writeln!(out, "    {line}")))
        }
    };
}

/// Why two were taken for one, when a person should know.
fn why(by: Likeness, ties: &[String]) -> String {
    let like = match by {
        Likeness::LikeName(_) => format!(" [{}]", by.words()),
        Likeness::Indicator | Likeness::SameName => String::new(),
    };
    if ties.is_empty() { like } else { format!("{like} [giống như cả {}]", ties.join(", ")) }
}

fn summary(found: &Comparison<'_>) -> String {
    let (mut changed, mut added, mut removed) = (0, 0, 0);
    for change in found.targets.iter().filter(|change| change.differs()) {
        match change {
            TargetChange::Kept(_) => changed += 1,
            TargetChange::Added(_) => added += 1,
            TargetChange::Removed(_) => removed += 1,
        }
    }
    let same = found.targets.iter().filter(|change| !change.differs()).count();
    let tasks = found.tasks.iter().filter(|change| change.differs()).count();
    format!(
        "Chỉ tiêu: {same} giữ nguyên, {changed} thay đổi, {added} thêm, {removed} bỏ. Nhiệm vụ: {tasks} khác."
    )
}
