//! How far the reading of a file has come, in real counts.

/// What is being done to a file.
#[doc(alias = "bước đọc tệp")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// An installed program turns an old form into one that is read here. Counts files.
    Converting,
    /// The file is read. Counts pages; a form without pages counts as one.
    Reading,
    /// An installed program recognises the letters in pictures of pages. Counts pages.
    Recognising,
}

impl Step {
    /// Every step, in the order in which a file meets them.
    pub const ALL: [Self; 3] = [Self::Converting, Self::Reading, Self::Recognising];

    /// What an official calls it, to stand before "3/12".
    pub fn words(self) -> &'static str {
        match self {
            Self::Converting => "Chuyển dạng tệp cũ",
            Self::Reading => "Đọc trang",
            Self::Recognising => "Nhận dạng chữ trong ảnh trang",
        }
    }
}

/// How far one step has come.
///
/// Invariant: `done <= total` when the total is known; within one step `done` never falls, and the total never changes
/// once it is known. A step may be left before its count is full, when the file is refused.
#[doc(alias = "tiến độ đọc tệp")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: Step,
    /// How many are done (see [`Step`] for what is counted).
    pub done: u32,
    /// How many there are in all; `None` while that is not known.
    pub total: Option<u32>,
}
