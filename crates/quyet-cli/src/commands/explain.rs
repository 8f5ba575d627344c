//! `quyet explain`: what a code of a diagnostic means.

use std::fmt::Write;

use quyet_app::explain_code::{every_code, explain_code};
use quyet_model::diagnostic::{Explained, Language};

use crate::outcome::Failure;
use crate::print;

/// Prints the page of a code, or the list of all; exit code 4 when there is no such code.
pub(crate) fn run(code: Option<&str>, language: Language) -> Result<(), Failure> {
    let Some(code) = code else { return list(language) };
    let page = explain_code(code).ok_or_else(|| {
        Failure::missing(format!("không có mã {code}; “quyet explain” liệt kê mọi mã"))
    })?;
    print::line(&words(page, language))
}

fn list(language: Language) -> Result<(), Failure> {
    for page in every_code() {
        print::line(&format!("{}  {}", page.code, page.words(language).title))?;
    }
    Ok(())
}

fn words(page: &Explained, language: Language) -> String {
    let told = page.words(language);
    let [finds, matters, example, reads, act] = match language {
        Language::Vietnamese => {
            ["Phát hiện", "Vì sao quan trọng", "Ví dụ", "Cách đọc", "Cần làm gì"]
        }
        Language::English => ["Finds", "Why it matters", "Example", "How it is read", "What to do"],
    };
    let mut out = format!("{}: {}\n", page.code, told.title);
    let mut say = |head: &str, words: &str| {
        if !words.is_empty() {
            let indented = words.replace('\n', "\n  ");
            let _infallible = writeln!(out, "\n{head}:\n  {indented}");
        }
    };
    say(finds, told.finds);
    say(matters, told.matters);
    say(example, page.example);
    let reads = if page.example.is_empty() { example } else { reads };
    say(reads, told.reads);
    say(act, told.act);
    out.truncate(out.trim_end().len());
    out
}
