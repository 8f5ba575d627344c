//! `quyet compile`: read a resolution and print what it promises.

use std::fmt::Write;
use std::path::Path;

use quyet_app::compile_resolution::{Compiled, compile_resolution};
use quyet_app::porch::Porch;
use quyet_app::views::document::cited_words;
use quyet_model::diagnostic::Severity;
use quyet_model::plan::Draft;
use quyet_model::target::Target;
use quyet_report::vi;
use quyet_syntax::render::Rendering;
use quyet_wire::PlanJson;

use crate::apart::Apart;
use crate::args::CompileFormat;
use crate::outcome::Failure;
use crate::{house, print};

/// Compiles a file; exit code 3 when the text has errors, after everything was printed.
pub(crate) fn run(file: &Path, format: CompileFormat) -> Result<(), Failure> {
    let bytes = house::read(file)?;
    let name = file.display().to_string();
    let received = Apart
        .receive(&bytes, &print::progress)
        .map_err(|error| Failure::input(format!("{name}: {error}")))?;
    if let CompileFormat::Words = format {
        return print::data(received.text.as_bytes());
    }
    let compiled = compile_resolution(received);
    let draft = &compiled.draft;
    match format {
        CompileFormat::Words => {}
        CompileFormat::Json => {
            let json =
                serde_json::to_string_pretty(&PlanJson::from(draft)).map_err(Failure::failed)?;
            print::line(&json)?;
        }
        CompileFormat::Text => {
            print::data(plan_words(draft).as_bytes())?;
            print::data(diagnostics(&name, &compiled, is_original(&bytes, &compiled)).as_bytes())?;
        }
        CompileFormat::Diagnostics => {
            print::data(diagnostics(&name, &compiled, is_original(&bytes, &compiled)).as_bytes())?;
        }
    }
    let errors = draft.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    match errors.clone().count() {
        0 => Ok(()),
        count => {
            let first = errors.map(|d| d.message.as_str()).next().unwrap_or_default();
            Err(Failure::input(format!("{name}: {count} lỗi: {first}")))
        }
    }
}

/// Whether the text is the file itself, so that its lines are the file's.
fn is_original(bytes: &[u8], compiled: &Compiled) -> bool {
    compiled.received.text.as_bytes() == bytes
}

/// The diagnostics with their words; with their place in the original when the text was drawn out of it.
fn diagnostics(name: &str, compiled: &Compiled, is_original: bool) -> String {
    let Compiled { received, draft } = compiled;
    let rendering = Rendering::new(name, &received.text);
    let count = |severity| draft.diagnostics.iter().filter(|d| d.severity == severity).count();
    let mut out = String::new();
    for diagnostic in &draft.diagnostics {
        let _infallible = writeln!(out, "{}", rendering.full(diagnostic));
        if !is_original {
            let place = received.place_words(diagnostic.span.start());
            let _infallible = writeln!(out, "  = trong bản gốc: {place}");
        }
        out.push('\n');
    }
    let (errors, warnings, notes) =
        (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    let _infallible = writeln!(out, "{errors} lỗi, {warnings} cảnh báo, {notes} ghi chú");
    out
}

fn plan_words(draft: &Draft) -> String {
    let plan = &draft.plan;
    let head = &plan.document;
    let mut out = String::new();
    let mut say = |words: String| {
        out.push_str(&words);
        out.push('\n');
    };
    let or_dots = |words: &Option<String>| words.clone().unwrap_or_else(|| "…".to_owned());
    say(format!(
        "{} số {} của {}, thông qua {}, khóa {}, kỳ họp {}, kế hoạch năm {}",
        head.kind.map_or("Văn bản", quyet_model::document::DocumentKind::word),
        or_dots(&head.number),
        or_dots(&head.issuer),
        or_dots(&head.adopted.map(vi::date)),
        or_dots(&head.term),
        or_dots(&head.session.map(|n| n.to_string())),
        or_dots(&head.year.map(|n| n.to_string())),
    ));
    say(format!(
        "\nChỉ tiêu: {} ({} nội dung được đánh giá)",
        plan.targets.len(),
        plan.leaves().len()
    ));
    for target in &plan.targets {
        target_words(target, 1, &mut say);
    }
    say(format!("\nNhiệm vụ: {}", plan.tasks.len()));
    for task in &plan.tasks {
        say(format!("  {:<5} {} việc  [{}]", task.code, task.measures.len(), task.at.breadcrumb));
    }
    say(format!("\nVăn bản viện dẫn: {}", plan.citations.len()));
    for cited in &plan.citations {
        say(format!("  {}", cited_words(cited)));
    }
    say(format!("\nTrách nhiệm: {}", plan.duties.len()));
    for duty in &plan.duties {
        say(format!("  {}  [{}]", duty.addressees.join("; "), duty.passage.at.breadcrumb));
    }
    say(format!(
        "\nĐánh giá năm trước: {} kết quả, {} hạn chế, {} nguyên nhân; mục tiêu tổng quát: {} đoạn",
        plan.assessment.results.len(),
        plan.assessment.shortcomings.len(),
        plan.assessment.causes.len(),
        plan.objective.len(),
    ));
    say(format!("Chưa đọc được: {}", plan.unread.len()));
    for unread in &plan.unread {
        say(format!("  {}: {}", unread.reason, unread.passage.text));
    }
    say(String::new());
    out
}

fn target_words(target: &Target, depth: usize, say: &mut impl FnMut(String)) {
    let promise =
        if target.is_leaf() { vi::condition_words(&target.condition) } else { "gồm:".to_owned() };
    say(format!(
        "{:indent$}({}) {}: {promise}  [{}]",
        "",
        target.code,
        target.name,
        target.at.breadcrumb,
        indent = depth * 2,
    ));
    for part in &target.parts {
        target_words(part, depth + 1, say);
    }
}
