//! `quyet compile`: read a resolution and print what it promises.

use std::fmt::Write;
use std::path::Path;

use quyet_app::compile_resolution::{Compiled, compile_resolution};
use quyet_app::porch::Porch;
use quyet_app::views::assignment::said;
use quyet_app::views::document::cited_words;
use quyet_model::diagnostic::{Language, Severity};
use quyet_model::plan::Plan;
use quyet_model::target::Target;
use quyet_report::vi;
use quyet_syntax::Source;
use quyet_syntax::render::{self, Rendering};
use quyet_wire::plan::stream::write_draft;

use crate::apart::Apart;
use crate::args::CompileFormat;
use crate::outcome::Failure;
use crate::{house, print};

/// Compiles a file; exit code 3 when the text has errors, after everything was printed.
pub(crate) fn run(file: &Path, format: CompileFormat, language: Language) -> Result<(), Failure> {
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
    let told = || {
        if is_original(&bytes, &compiled) {
            diagnostics(&name, &compiled, language, |_| String::new())
        } else {
            diagnostics(&name, &compiled, language, |at| place(&compiled, at, language))
        }
    };
    match format {
        CompileFormat::Words => {}
        CompileFormat::Json => {
            print::stream(|out| write_draft(draft, out))?;
        }
        CompileFormat::Text => {
            print::data(plan_words(&draft.plan).as_bytes())?;
            print::data(told().as_bytes())?;
        }
        CompileFormat::Akn => {
            print::data(akoma_ntoso(&name, &compiled).as_bytes())?;
        }
        CompileFormat::Diagnostics => print::data(told().as_bytes())?,
    }
    let errors = draft.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    match errors.clone().count() {
        0 => Ok(()),
        count => {
            let first = errors.map(|d| d.message_in(language)).next().unwrap_or_default();
            let word = render::word(Severity::Error, language);
            Err(Failure::input(format!("{name}: {count} {word}: {first}")))
        }
    }
}

/// The document in Akoma Ntoso; a note says when characters had to be left out.
fn akoma_ntoso(name: &str, compiled: &Compiled) -> String {
    let source = Source::new(&compiled.received.text);
    let tree = quyet_syntax::parse(source.text());
    let written = quyet_akn::write(&source, &tree, &compiled.draft.plan);
    if 0 < written.dropped {
        print::note(&format!(
            "{name}: đã bỏ {} ký tự điều khiển mà XML không cho phép",
            written.dropped
        ));
    }
    written.xml
}

/// Whether the text is the file itself, so that its lines are the file's.
fn is_original(bytes: &[u8], compiled: &Compiled) -> bool {
    compiled.received.text.as_bytes() == bytes
}

/// Where a byte of the text stands in the original, on a line of its own.
fn place(compiled: &Compiled, at: usize, language: Language) -> String {
    let words = compiled.received.place_words(at, language);
    match language {
        Language::Vietnamese => format!("  = trong bản gốc: {words}\n"),
        Language::English => format!("  = in the original: {words}\n"),
    }
}

/// The diagnostics with their words, and with their place in the original.
fn diagnostics(
    name: &str,
    compiled: &Compiled,
    language: Language,
    place: impl Fn(usize) -> String,
) -> String {
    let Compiled { received, draft } = compiled;
    let rendering = Rendering::new(name, &received.text).speaking(language);
    let count = |severity| draft.diagnostics.iter().filter(|d| d.severity == severity).count();
    let mut out = String::new();
    for diagnostic in &draft.diagnostics {
        let _infallible = writeln!(out, "{}", rendering.full(diagnostic));
        out.push_str(&place(diagnostic.span.start()));
        out.push('\n');
    }
    let (errors, warnings, notes) =
        (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    if let Some(first) = draft.diagnostics.first() {
        let _infallible = match language {
            Language::Vietnamese => {
                writeln!(out, "Giải thích một mã: quyet explain {}", first.code)
            }
            Language::English => {
                writeln!(out, "What a code means: quyet explain {} --lang en", first.code)
            }
        };
    }
    let _infallible = match language {
        Language::Vietnamese => {
            writeln!(out, "{errors} lỗi, {warnings} cảnh báo, {notes} ghi chú")
        }
        Language::English => {
            writeln!(out, "{errors} errors, {warnings} warnings, {notes} notes")
        }
    };
    out
}

/// A plan for quick reading.
pub(super) fn plan_words(plan: &Plan) -> String {
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
        let told = said(&task.assignment).into_iter();
        let told: Vec<String> =
            told.map(|said| format!("{}: {}", said.label, said.words)).collect();
        if !told.is_empty() {
            say(format!("        {}", told.join(" · ")));
        }
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
