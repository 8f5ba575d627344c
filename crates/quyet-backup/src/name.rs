//! The names of backups: when they were taken and what they hold.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const TIME: &str = "%Y%m%dT%H%M%SZ";

/// The name of a folder that holds a backup, or what was shipped after one.
///
/// `20261127T020000Z-000001234` holds entries 0 to 1.234; `20261127T020100Z-000001234-000001300` those from 1.234 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BackupName {
    /// When it was taken, in whole seconds.
    pub taken: Timestamp,
    /// First entry in a shipped piece; `None` for a whole backup.
    pub from: Option<u64>,
    /// Number of entries of the ledger then.
    pub size: u64,
}

impl BackupName {
    /// Whether it stands alone.
    pub fn is_whole(&self) -> bool {
        self.from.is_none()
    }
}

impl fmt::Display for BackupName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.taken.strftime(TIME))?;
        if let Some(from) = self.from {
            write!(f, "-{from:09}")?;
        }
        write!(f, "-{:09}", self.size)
    }
}

/// The words are no name of a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("không phải tên của bản sao lưu")]
pub struct NotAName;

impl FromStr for BackupName {
    type Err = NotAName;

    fn from_str(words: &str) -> Result<Self, NotAName> {
        let mut parts = words.split('-');
        let time = parts.next().ok_or(NotAName)?;
        let numbers: Vec<u64> =
            parts.map(str::parse).collect::<Result<_, _>>().map_err(|_| NotAName)?;
        let (from, size) = match numbers[..] {
            [size] => (None, size),
            [from, size] if from <= size => (Some(from), size),
            _ => return Err(NotAName),
        };
        let taken = DateTime::strptime(TIME, time).map_err(|_| NotAName)?;
        let taken = TimeZone::UTC.to_timestamp(taken).map_err(|_| NotAName)?;
        let name = Self { taken, from, size };
        if name.to_string() == words { Ok(name) } else { Err(NotAName) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for words in [
            "20261127T020000Z-000001234",
            "20261127T020100Z-000001234-000001300",
            "20261231T235959Z-1234567890123",
        ] {
            assert_eq!(
                words.parse::<BackupName>().map(|name| name.to_string()),
                Ok(words.to_owned())
            );
        }
    }

    #[test]
    fn other_folders_have_no_name() {
        for words in [
            "",
            "abc",
            "20261127T020000Z",
            "20261127T020000Z-1",
            "20261127T020000Z-000000009-000000008",
            "20261327T020000Z-000000001",
            ".dang-ghi-20261127T020000Z-000001234",
            "20261127T020000Z-000000001-000000002-000000003",
        ] {
            assert_eq!(words.parse::<BackupName>(), Err(NotAName), "{words}");
        }
    }
}
