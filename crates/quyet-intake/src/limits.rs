//! How much the porch takes in.

/// The largest file. Unit: bytes. The longest known resolutions stay under 1 MB of text.
pub const INPUT_BYTES_MAX: usize = 128 * 1024 * 1024;

/// Everything that a package unpacks to. Unit: bytes.
pub(crate) const UNPACKED_BYTES_MAX: u64 = 200 * 1024 * 1024;

/// A part beside the main one: styles, lists, notes, relations. Unit: bytes.
pub(crate) const SIDE_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// How much one part of a package may grow by unpacking, once it is longer than [`RATIO_FROM`].
pub(crate) const RATIO_MAX: u64 = 200;

/// From this length on a part's growth is looked at: a short part of blanks is harmless. Unit: bytes.
pub(crate) const RATIO_FROM: u64 = 8 * 1024 * 1024;

/// Parts of a package.
pub(crate) const PARTS_MAX: usize = 10_000;

/// The longest text that is drawn out of a file with a form of its own. Unit: bytes.
/// A report of 600 pages holds about 2 MB.
pub(crate) const TEXT_BYTES_MAX: usize = 64 * 1024 * 1024;
