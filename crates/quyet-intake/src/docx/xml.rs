//! XML as steps: an element opens, closes, or words stand in it.

use std::borrow::Cow;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::WHAT;
use crate::Refused;

/// Elements inside elements; Word's own files stay under 100.
const DEPTH_MAX: usize = 5_000;

/// One step through a part.
#[derive(Debug)]
pub(crate) enum Step<'a> {
    Open(Element<'a>),
    Close(BytesEnd<'a>),
    Words(Cow<'a, str>),
}

/// An element that opens.
#[derive(Debug)]
pub(crate) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without the prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.name().0.rsplit(':').next().unwrap_or_default()
    }

    /// The value of the attribute of this name, whatever its prefix; `None` when there is none.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let found = all
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.0.rsplit(':').next() == Some(name))?;
        Some(
            quick_xml::escape::unescape(&found.value)
                .map_or_else(|_| found.value.to_string(), Cow::into_owned),
        )
    }

    /// The number in the attribute "val".
    pub(crate) fn number(&self) -> Option<u32> {
        self.attribute("val")?.trim().parse().ok()
    }

    /// Whether a switch is on: it is, unless it says that it is off.
    pub(crate) fn is_on(&self) -> bool {
        self.attribute("val")
            .is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// Steps through one part.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    xml: quick_xml::Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let mut xml = quick_xml::Reader::from_str(text);
        xml.config_mut().expand_empty_elements = true;
        Self { xml, depth: 0 }
    }

    /// The next step; `None` at the end.
    ///
    /// # Errors
    /// The part is cut off or no XML.
    pub(crate) fn step(&mut self) -> Result<Option<Step<'a>>, Refused> {
        let damaged = || Refused::Truncated { what: WHAT };
        loop {
            match self.xml.read_event().map_err(|_| damaged())? {
                Event::Start(_) if DEPTH_MAX <= self.depth => return Err(damaged()),
                Event::Start(start) => {
                    self.depth += 1;
                    return Ok(Some(Step::Open(Element(start))));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Step::Close(end)));
                }
                Event::Text(text) => return Ok(Some(Step::Words(text.into_inner()))),
                Event::CData(text) => return Ok(Some(Step::Words(text.into_inner()))),
                // Entities come as events of their own.
                Event::GeneralRef(reference) => {
                    let named = resolve_predefined_entity(&reference);
                    let written = reference.resolve_char_ref().map_err(|_| damaged())?;
                    let words = named.map(str::to_owned).or(written.map(String::from));
                    return Ok(Some(Step::Words(words.unwrap_or_default().into())));
                }
                Event::Eof if 0 < self.depth => return Err(damaged()),
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }
}
