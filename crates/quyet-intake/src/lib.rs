//! The porch: papers come in as they are, and leave as text.
//!
//! **Takes** the bytes of a file. **Gives** its text with a way back to page and line, and diagnostics.
//! **Never** reads a plan out of it, touches a network, or changes the original.
//! Start reading at [`receive`]. Its form is found by the bytes, never by the file's name.
//! Invariant: what cannot be read is refused with what it is and what to do; nothing is half taken.

mod receive;

pub mod recognised;
pub mod scan;

pub mod layout;
pub mod parcel;
pub mod progress;
pub mod received;
pub mod refused;

pub mod notices;

mod catalogue;
mod count;
mod docx;
mod encoding;
mod foreign;
mod html;
mod legacy;
mod limits;
mod plain;
mod scribe;
mod syllable;
mod written;

mod pdf;

pub use catalogue::catalogue;
pub use layout::{Layout, Place};
pub use limits::INPUT_BYTES_MAX;
pub use progress::{Progress, Step};
pub use receive::{Reading, is_plain, read, receive};
pub use received::{Form, Received};
pub use recognised::{Lack, OldForm, Picture, Recognised, Stroke};
pub use refused::Refused;
