//! Time as a parameter.

use std::fmt::Debug;

use jiff::Timestamp;

/// The only way to know what time it is.
pub trait Clock: Debug + Send + Sync {
    /// The present instant. Later calls give the same or a later one.
    fn now(&self) -> Timestamp;
}

/// A clock that stands still: for tests and for replaying a known history.
#[derive(Clone, Copy, Debug)]
pub struct StoppedClock(pub Timestamp);

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}
