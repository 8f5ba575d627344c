//! Elements, attributes and words as XML text.

/// XML in the making. Elements are closed in the order they were opened, so the result is well-formed.
#[derive(Debug)]
pub(crate) struct Xml {
    out: String,
    open: Vec<&'static str>,
    dropped: usize,
}

impl Default for Xml {
    fn default() -> Self {
        let out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
        Self { out, open: Vec::new(), dropped: 0 }
    }
}

impl Xml {
    /// Opens an element on a line of its own.
    pub(crate) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.out.push('\n');
        self.inline(name, attributes);
    }

    /// Opens an element among words.
    pub(crate) fn inline(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.out.push('>');
        self.open.push(name);
    }

    /// An element without content, on a line of its own.
    pub(crate) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.out.push('\n');
        self.start(name, attributes);
        self.out.push_str("/>");
    }

    /// Closes the element that was opened last.
    pub(crate) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// Words of the document; what XML forbids is left out and counted.
    pub(crate) fn words(&mut self, words: &str) {
        self.dropped += push_escaped(&mut self.out, words);
    }

    /// The text, every element closed, and how many characters of its words were left out.
    pub(crate) fn finish(mut self) -> (String, usize) {
        while !self.open.is_empty() {
            self.close();
        }
        self.out.push('\n');
        (self.out, self.dropped)
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            push_escaped(&mut self.out, value);
            self.out.push('"');
        }
    }
}

/// Whether XML 1.0 lets the character stand. Source: XML 1.0, fifth edition, production 2.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Pushes the words with markup escaped; gives the number of characters left out.
fn push_escaped(out: &mut String, words: &str) -> usize {
    let mut dropped = 0;
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // In attributes and at line ends, bare breaks would be read as spaces.
            '\r' | '\n' | '\t' => out.push(' '),
            c if is_allowed(c) => out.push(c),
            _ => dropped += 1,
        }
    }
    dropped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_left_out_and_counted() {
        let mut xml = Xml::default();
        xml.open("p", &[("title", "a\u{1}\"b\"")]);
        xml.words("1 < 2 & \u{0}3\u{fffe}");
        let (out, dropped) = xml.finish();
        assert!(out.ends_with("\n<p title=\"a&quot;b&quot;\">1 &lt; 2 &amp; 3</p>\n"), "{out}");
        assert_eq!(dropped, 2);
    }
}
