//! Diagnostics as text, the way a good compiler shows them.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use quyet_model::diagnostic::{Diagnostic, Language, Severity};
use quyet_model::span::Span;

/// Lines shown of a longer passage.
const LINES_MAX: usize = 4;

/// Longest line that is shown with its words. Unit: bytes.
const LINE_MAX: usize = 2_000;

/// Shows diagnostics of one text.
#[derive(Clone, Debug)]
pub struct Rendering<'a> {
    path: &'a str,
    text: &'a str,
    language: Language,
    /// First byte of every line.
    starts: Vec<usize>,
}

impl<'a> Rendering<'a> {
    /// For the text that the diagnostics' spans refer to, called `path` in messages; speaks Vietnamese.
    pub fn new(path: &'a str, text: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        Self { path, text, language: Language::Vietnamese, starts }
    }

    /// The same in another language.
    #[must_use]
    pub fn speaking(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// Line and column of a byte, both counted from 1, columns in characters.
    pub fn position(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = self
            .text
            .get(start..at.min(self.text.len()))
            .map_or(0, |before| before.chars().count());
        (line, column + 1)
    }

    /// `tệp:dòng:cột: cảnh báo[QY0101]: …` on one line.
    pub fn one_line(&self, diagnostic: &Diagnostic) -> String {
        let (line, column) = self.position(diagnostic.span.start());
        let word = word(diagnostic.severity, self.language);
        let message = diagnostic.message_in(self.language);
        format!("{}:{line}:{column}: {word}[{}]: {message}", self.path, diagnostic.code)
    }

    /// Code, place, the words underlined, and what to do.
    pub fn full(&self, diagnostic: &Diagnostic) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level
            .with_name(word(diagnostic.severity, self.language))
            .primary_title(diagnostic.message_in(self.language));
        let title = title.id(diagnostic.code);
        let mut group = if let Some((first_line, slice, at)) = self.window(diagnostic.span) {
            let words = AnnotationKind::Primary.span(at.range());
            title.element(
                Snippet::source(slice).line_start(first_line).path(self.path).annotation(words),
            )
        } else {
            let (line, column) = self.position(diagnostic.span.start());
            title.element(Origin::path(self.path).line(line).char_column(column))
        };
        if let Some(hint) = diagnostic.hint_in(self.language) {
            let name = match self.language {
                Language::Vietnamese => "gợi ý",
                Language::English => "help",
            };
            group = group.element(Level::HELP.with_name(name).message(hint));
        }
        let groups: [Group<'_>; 1] = [group];
        Renderer::plain().render(&groups)
    }

    /// The lines around a span: the number of the first, their text, and the span in it.
    fn window(&self, span: Span) -> Option<(usize, &'a str, Span)> {
        if span.is_empty() || span.of(self.text).is_empty() {
            return None;
        }
        let first = self.starts.partition_point(|start| *start <= span.start()).max(1);
        let last = self
            .starts
            .partition_point(|start| *start < span.end())
            .clamp(first, first + LINES_MAX - 1);
        let start = self.starts.get(first - 1).copied()?;
        let end = self.starts.get(last).map_or(self.text.len(), |next| next - 1);
        let slice = self.text.get(start..end)?.trim_end();
        let stop = span.end().min(start + slice.len());
        let fits = slice.len() <= LINE_MAX && span.start() < stop;
        fits.then(|| (first, slice, Span::new(span.start() - start, stop - start)))
    }
}

/// The word for a severity.
pub fn word(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Vietnamese) => "lỗi",
        (Severity::Warning, Language::Vietnamese) => "cảnh báo",
        (Severity::Note, Language::Vietnamese) => "ghi chú",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::English) => "warning",
        (Severity::Note, Language::English) => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(text: &str, words: &str) -> Diagnostic {
        let at = text.find(words).expect("the words are in the text");
        Diagnostic {
            code: "QY0101",
            severity: Severity::Warning,
            message: "Thiếu mục (2).".to_owned(),
            message_en: "Item (2) is missing.".to_owned(),
            span: Span::new(at, at + words.len()),
            hint: Some("Kiểm tra lại văn bản gốc.".to_owned()),
            hint_en: Some("Look at the original.".to_owned()),
        }
    }

    #[test]
    fn a_diagnostic_shows_its_words_and_what_to_do() {
        let text = "Chỉ tiêu\n(1) Một\n(3) Ba tỉ lệ\n";
        let rendering = Rendering::new("nq.txt", text);
        insta::assert_snapshot!(rendering.full(&sample(text, "(3) Ba")), @r"
        cảnh báo[QY0101]: Thiếu mục (2).
         --> nq.txt:3:1
          |
        3 | (3) Ba tỉ lệ
          | ^^^^^^
          |
          = gợi ý: Kiểm tra lại văn bản gốc.
        ");
        assert_eq!(
            rendering.one_line(&sample(text, "Ba tỉ")),
            "nq.txt:3:5: cảnh báo[QY0101]: Thiếu mục (2)."
        );
        let english = rendering.speaking(Language::English).full(&sample(text, "(3) Ba"));
        assert!(english.starts_with("warning[QY0101]: Item (2) is missing."), "{english}");
        assert!(english.contains("help: Look at the original."), "{english}");
    }

    #[test]
    fn a_diagnostic_without_words_names_the_place() {
        let diagnostic = Diagnostic { span: Span::default(), ..sample("x", "x") };
        assert!(Rendering::new("nq.txt", "").full(&diagnostic).contains("nq.txt"));
    }
}
