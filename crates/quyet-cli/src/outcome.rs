//! How a command ends when it does not end well.

use std::fmt;

/// A failure with its exit code and its words.
#[derive(Debug)]
pub(crate) struct Failure {
    code: u8,
    words: String,
}

impl Failure {
    /// Exit code 1: something outside the input went wrong.
    pub(crate) fn failed(words: impl fmt::Display) -> Self {
        Self { code: 1, words: words.to_string() }
    }

    /// Exit code 2: what was asked cannot be done so.
    pub(crate) fn usage(words: impl fmt::Display) -> Self {
        Self { code: 2, words: words.to_string() }
    }

    /// Exit code 3: the input has problems; the words name them.
    pub(crate) fn input(words: impl fmt::Display) -> Self {
        Self { code: 3, words: words.to_string() }
    }

    /// Exit code 4: there is no such thing.
    pub(crate) fn missing(words: impl fmt::Display) -> Self {
        Self { code: 4, words: words.to_string() }
    }

    /// Exit code 5: somebody else was there first, or the thing is locked.
    pub(crate) fn conflict(words: impl fmt::Display) -> Self {
        Self { code: 5, words: words.to_string() }
    }

    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        self.code
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}
