//! Several items on one physical line: "(1) …; (2) …", "a) …; b) …", "- A; - B".

use quyet_model::span::Span;

use crate::mark::{self, Mark, MarkKind};
use crate::paragraph::Paragraph;
use crate::space::trim;

/// Cuts a paragraph before every further mark of a count that runs on without a hole, and pushes the pieces.
///
/// One mark alone cuts nothing. Linear in the paragraph's length.
pub fn split(text: &str, paragraph: Paragraph, out: &mut Vec<Paragraph>) {
    let cuts = if paragraph.row { Vec::new() } else { cuts(text, &paragraph) };
    if cuts.is_empty() {
        out.push(paragraph);
        return;
    }
    let mut rest = paragraph;
    for (at, mark) in cuts {
        let words = trim(text, rest.words.start()..at);
        let behind = Span::new(at, rest.words.end());
        let span = Span::new(at, rest.span.end());
        out.push(Paragraph { span: Span::new(rest.span.start(), at), words: words.into(), ..rest });
        rest = Paragraph { span, words: behind, mark: Some(mark), row: false };
    }
    out.push(rest);
}

/// Marks behind the end of a clause, in order, with where they stand.
fn candidates(text: &str, words: Span) -> Vec<(usize, Mark)> {
    let slice = words.of(text);
    let mut out = Vec::new();
    let mut ended = false;
    let mut spaced = false;
    for (at, c) in slice.char_indices() {
        if c.is_whitespace() || c == '*' {
            spaced = true;
            continue;
        }
        let opens = c == '('
            || c.is_ascii_digit()
            || matches!(c, '-' | '–' | '+' | '•')
            || c.is_lowercase();
        if ended && spaced && opens {
            let line = head(&slice[at..]);
            out.extend(
                mark::read(line)
                    .filter(|m| is_listed(m.kind, &line[m.len..]))
                    .map(|m| (words.start() + at, m)),
            );
        }
        ended = matches!(c, ';' | ':' | '.' | ',');
        spaced = false;
    }
    out
}

/// Enough of the words to read a mark and what follows it.
fn head(words: &str) -> &str {
    let end = words.char_indices().nth(24).map_or(words.len(), |(i, _)| i);
    words[..end].split(['\n', '\r']).next().unwrap_or("")
}

fn is_listed(kind: MarkKind, behind: &str) -> bool {
    let capital = behind.trim_start().starts_with(char::is_uppercase);
    match kind {
        MarkKind::Bracket | MarkKind::Paren | MarkKind::Letter => true,
        MarkKind::Number | MarkKind::Dash | MarkKind::Plus | MarkKind::Bullet => capital,
        _ => false,
    }
}

fn cuts(text: &str, paragraph: &Paragraph) -> Vec<(usize, Mark)> {
    let mut best = Vec::new();
    let found = candidates(text, paragraph.words);
    for kind in [
        MarkKind::Number,
        MarkKind::Bracket,
        MarkKind::Paren,
        MarkKind::Letter,
        MarkKind::Bullet,
        MarkKind::Dash,
        MarkKind::Plus,
    ] {
        let own = paragraph.mark.as_ref().filter(|mark| mark.kind == kind);
        let run = run(&found, kind, own);
        let enough = run.len() + usize::from(own.is_some()) >= 2;
        if enough && best.len() < run.len() {
            best = run;
        }
    }
    best
}

/// The marks of one kind that count on from the paragraph's own mark, or from the first.
fn run(found: &[(usize, Mark)], kind: MarkKind, own: Option<&Mark>) -> Vec<(usize, Mark)> {
    let mut last = own.map_or(0, |mark| mark.number);
    let mut out = Vec::new();
    for (at, mark) in found.iter().filter(|(_, mark)| mark.kind == kind) {
        let follows = kind.is_plain()
            || mark.number == last + 1
            || (kind == MarkKind::Letter
                && last != 0
                && crate::letters::follows(last, mark.number));
        if follows {
            last = mark.number;
            out.push((*at, mark.clone()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::line::lines;
    use crate::paragraph::paragraphs;

    fn check(text: &str, expect: &[&str]) {
        let found = paragraphs(text, &lines(text));
        let shown: Vec<&str> = found.iter().map(|p| p.words.of(text)).collect();
        assert_eq!(shown, expect);
        assert_eq!(found.iter().map(|p| p.span.of(text)).collect::<String>(), text);
    }

    #[test]
    fn items_on_one_line_are_cut_where_the_count_runs_on() {
        check("Gồm: (1) Một; (2) Hai; (3) Ba.", &["Gồm:", "(1) Một;", "(2) Hai;", "(3) Ba."]);
        check("(1) Một; (2) Hai.", &["(1) Một;", "(2) Hai."]);
        check("a) Một; b) hai; c) ba.", &["a) Một;", "b) hai;", "c) ba."]);
        check(
            "Về kinh tế: - Thu 5 tỷ; - Chi 4 tỷ.",
            &["Về kinh tế:", "- Thu 5 tỷ;", "- Chi 4 tỷ."],
        );
    }

    #[test]
    fn a_single_number_in_brackets_cuts_nothing() {
        check("Theo khoản (2) và xã A; (9) xã khác.", &["Theo khoản (2) và xã A; (9) xã khác."]);
        check("Từ A - B; đường C.", &["Từ A - B; đường C."]);
    }
}
