//! The fields of a section, each taken once; what is left at the end was not known.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Fault;

/// A section of the file, being read.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    text: &'a str,
    /// Name with dots, empty for the file itself.
    name: String,
    at: usize,
    table: DeTable<'a>,
    known: Vec<&'static str>,
}

/// A text of the file with its line.
#[derive(Clone, Debug)]
pub(super) struct Text {
    line: usize,
    key: String,
    /// What it says.
    pub(super) words: String,
}

impl Text {
    /// The words, when the check finds nothing wrong with them.
    pub(super) fn checked(
        self,
        check: impl FnOnce(&str) -> Result<(), String>,
    ) -> Result<String, Fault> {
        match check(&self.words) {
            Ok(()) => Ok(self.words),
            Err(what) => Err(Fault { line: self.line, what: format!("{}: {what}", self.key) }),
        }
    }
}

impl<'a> Fields<'a> {
    /// The file's own fields.
    pub(super) fn parse(text: &'a str) -> Result<Self, Fault> {
        let file = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let what = format!("không đúng cú pháp TOML ({})", error.message());
            Fault { line: line_of(text, at), what }
        })?;
        Ok(Self { text, name: String::new(), at: 0, table: file.into_inner(), known: Vec::new() })
    }

    /// The line where the section begins.
    pub(super) fn line(&self) -> usize {
        line_of(self.text, self.at)
    }

    fn named(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'a>>> {
        self.known.push(key);
        self.table.remove(key)
    }

    fn wrong(&self, at: usize, key: &str, what: &str) -> Fault {
        Fault { line: line_of(self.text, at), what: format!("{} {what}", self.named(key)) }
    }

    fn within(&self, key: &str, at: usize, value: DeValue<'a>) -> Result<Self, Fault> {
        match value {
            DeValue::Table(table) => {
                let name = self.named(key);
                Ok(Self { text: self.text, name, at, table, known: Vec::new() })
            }
            _ => Err(self.wrong(at, key, "phải là một mục có các trường bên trong")),
        }
    }

    fn words(&self, key: &str, value: Spanned<DeValue<'a>>) -> Result<Text, Fault> {
        let at = value.span().start;
        match value.into_inner() {
            DeValue::String(words) => Ok(Text {
                line: line_of(self.text, at),
                key: self.named(key),
                words: words.into_owned(),
            }),
            _ => Err(self.wrong(at, key, "phải là chữ đặt trong dấu ngoặc kép")),
        }
    }

    /// A section inside; `None` when there is none.
    pub(super) fn section(&mut self, key: &'static str) -> Result<Option<Self>, Fault> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let at = value.span().start;
        self.within(key, at, value.into_inner()).map(Some)
    }

    /// A list of sections; empty when there is none.
    pub(super) fn sections(&mut self, key: &'static str) -> Result<Vec<Self>, Fault> {
        let items = self.items(key, "phải là danh sách, ví dụ [{ … }, { … }]")?;
        let within = |item: Spanned<DeValue<'a>>| {
            let at = item.span().start;
            self.within(key, at, item.into_inner())
        };
        items.into_iter().map(within).collect()
    }

    /// A text; `None` when it is not there.
    pub(super) fn text(&mut self, key: &'static str) -> Result<Option<Text>, Fault> {
        let Some(value) = self.take(key) else { return Ok(None) };
        self.words(key, value).map(Some)
    }

    /// A text that must be there.
    pub(super) fn required(&mut self, key: &'static str, example: &str) -> Result<Text, Fault> {
        let line = self.line();
        let what = format!("mục [{}] thiếu {key}; hãy thêm {example}", self.name);
        self.text(key)?.ok_or(Fault { line, what })
    }

    /// A list of texts; empty when there is none.
    pub(super) fn list(&mut self, key: &'static str) -> Result<Vec<Text>, Fault> {
        let items = self.items(key, "phải là danh sách, ví dụ [\"…\", \"…\"]")?;
        items.into_iter().map(|item| self.words(key, item)).collect()
    }

    fn items(
        &mut self,
        key: &'static str,
        otherwise: &str,
    ) -> Result<Vec<Spanned<DeValue<'a>>>, Fault> {
        let Some(value) = self.take(key) else { return Ok(Vec::new()) };
        let at = value.span().start;
        match value.into_inner() {
            DeValue::Array(items) => Ok(items.into_iter().collect()),
            _ => Err(self.wrong(at, key, otherwise)),
        }
    }

    /// Nothing may be left.
    pub(super) fn end(self) -> Result<(), Fault> {
        let Some((at, key)) =
            self.table.iter().map(|(key, _)| (key.span().start, key.get_ref())).min()
        else {
            return Ok(());
        };
        let what = format!("là tên không biết; chương trình này biết: {}", self.known.join(", "));
        Err(self.wrong(at, key, &what))
    }
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// Something is written.
pub(super) fn filled(words: &str) -> Result<(), String> {
    if words.trim().is_empty() { Err("không được để trống".to_owned()) } else { Ok(()) }
}

/// An address of PostgreSQL.
pub(super) fn postgres(words: &str) -> Result<(), String> {
    if words.starts_with("postgres://") || words.starts_with("postgresql://") {
        Ok(())
    } else {
        Err("phải bắt đầu bằng postgres://, ví dụ postgres://quyet_app@máy-chủ/quyet".to_owned())
    }
}

/// An address on the web.
pub(super) fn http(words: &str) -> Result<(), String> {
    if words.starts_with("https://") || words.starts_with("http://") {
        Ok(())
    } else {
        Err("phải bắt đầu bằng https:// hoặc http://".to_owned())
    }
}

/// A recipient of the age format.
pub(super) fn age(words: &str) -> Result<(), String> {
    if words.starts_with("age1") {
        Ok(())
    } else {
        Err("phải là khóa nhận của age, bắt đầu bằng age1; tạo bằng lệnh age-keygen".to_owned())
    }
}
