//! When which duty of the archive is due, and what is known of it: for the keeper under `quyet serve`.
//!
//! **Takes** what was done when, and now. **Gives** the next duty, and a [`BackupStatus`] to show. **Never** waits.

use jiff::{SignedDuration, Timestamp};

use crate::list::VERIFIED_EVERY;
use crate::name::BackupName;
use crate::verified::Verified;

/// A whole backup is made this often.
pub const CREATE_EVERY: SignedDuration = SignedDuration::from_hours(24);
/// A trial restore is made this often.
pub const VERIFY_EVERY: SignedDuration = SignedDuration::from_hours(7 * 24);
/// What is new is shipped this often.
pub const SHIP_EVERY: SignedDuration = SignedDuration::from_mins(1);
/// What was not shipped for this long is said aloud: more than that could be lost.
pub const LAG_MAX: SignedDuration = SignedDuration::from_mins(5);
/// A whole backup or a trial restore that failed is tried again after this.
pub const AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// One thing the archive does by itself.
#[doc(alias = "việc sao lưu định kỳ")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// A whole backup.
    Create,
    /// A trial restore of the newest state.
    Verify,
    /// What is new since the last one.
    Ship,
}

impl Duty {
    /// Every duty, the weightiest first.
    pub const ALL: [Self; 3] = [Self::Create, Self::Verify, Self::Ship];
}

/// How a duty went last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Last {
    /// When it was last done; `None` when never.
    pub done: Option<Timestamp>,
    /// When it last failed and why, when that was after it was done; `None` when all is well.
    pub failed: Option<(Timestamp, String)>,
}

impl Last {
    fn due(&self, every: SignedDuration, again: SignedDuration, now: Timestamp) -> bool {
        let old = |then: Timestamp, after| now < then || after <= now.duration_since(then);
        match (&self.failed, self.done) {
            (Some((at, _)), _) => old(*at, again),
            (None, Some(done)) => old(done, every),
            (None, None) => true,
        }
    }

    /// Notes how it went.
    pub fn note(&mut self, now: Timestamp, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => *self = Self { done: Some(now), failed: None },
            Err(why) => self.failed = Some((now, why)),
        }
    }
}

/// What is known of the archive, as plain data for pages.
#[doc(alias = "tình trạng sao lưu")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupStatus {
    /// Where backups go; `None` when none is configured.
    pub place: Option<String>,
    /// Whole backups.
    pub create: Last,
    /// Trial restores.
    pub verify: Last,
    /// Shipping.
    pub ship: Last,
    /// The last whole backup, with the bytes of its files; `None` when there is none.
    pub newest: Option<(BackupName, u64)>,
    /// The last trial restore; `None` when there was none.
    pub verified: Option<Verified>,
    /// Entries that the shelf holds without a gap; `None` when there is no whole backup.
    pub covered: Option<u64>,
    /// Whether they are encrypted.
    pub encrypted: bool,
}

impl BackupStatus {
    /// The first duty that is due, the weightiest first; `None` when nothing is.
    pub fn due(&self, now: Timestamp) -> Option<Duty> {
        Duty::ALL.into_iter().find(|duty| self.is_due(*duty, now))
    }

    /// Whether this duty is due. Nothing is before there is a place, and only a whole backup before there is one.
    pub fn is_due(&self, duty: Duty, now: Timestamp) -> bool {
        let begun = self.place.is_some() && (duty == Duty::Create || self.create.done.is_some());
        begun
            && match duty {
                Duty::Create => self.create.due(CREATE_EVERY, AGAIN_AFTER, now),
                Duty::Verify => self.verify.due(VERIFY_EVERY, AGAIN_AFTER, now),
                Duty::Ship => self.ship.due(SHIP_EVERY, SHIP_EVERY, now),
            }
    }

    /// Notes how a duty went.
    pub fn note(&mut self, duty: Duty, now: Timestamp, outcome: Result<(), String>) {
        let last = match duty {
            Duty::Create => &mut self.create,
            Duty::Verify => &mut self.verify,
            Duty::Ship => &mut self.ship,
        };
        last.note(now, outcome);
    }

    /// How long what was reported last may be lost if the machine is lost now; `None` when nothing was ever saved.
    pub fn lag(&self, now: Timestamp) -> Option<SignedDuration> {
        let saved = self.create.done.max(self.ship.done)?;
        Some(now.duration_since(saved))
    }

    /// Whether the last trial restore is too long ago, or there never was one.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.verify.done.is_none_or(|done| VERIFIED_EVERY < now.duration_since(done))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3600;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + seconds).expect("a time")
    }

    /// Does what is due once a minute from `from` until `to`; gives what was done when, ships aside.
    fn run(status: &mut BackupStatus, (from, to): (i64, i64), fails: &[Duty]) -> Vec<(i64, Duty)> {
        let mut done = Vec::new();
        for second in (from..to).step_by(60) {
            while let Some(duty) = status.due(at(second)) {
                let failed = fails.contains(&duty).then(|| "đầy đĩa".to_owned());
                status.note(duty, at(second), failed.map_or(Ok(()), Err));
                done.push((second, duty));
            }
        }
        done.retain(|(_, duty)| *duty != Duty::Ship);
        done
    }

    fn status() -> BackupStatus {
        BackupStatus { place: Some("kho".to_owned()), ..BackupStatus::default() }
    }

    #[test]
    fn a_day_has_one_backup_and_a_week_one_trial() {
        let mut status = status();
        let done = run(&mut status, (0, 8 * 24 * HOUR), &[]);
        let creates = done.iter().filter(|(_, duty)| *duty == Duty::Create).count();
        let verifies: Vec<i64> =
            done.iter().filter(|(_, duty)| *duty == Duty::Verify).map(|(at, _)| *at).collect();
        assert_eq!((creates, verifies), (8, vec![0, 7 * 24 * HOUR]));
        let now = at(8 * 24 * HOUR);
        assert!(status.lag(now).expect("something was saved") <= SHIP_EVERY);
        assert!(!status.is_overdue(now));
    }

    #[test]
    fn what_failed_is_tried_again_and_said() {
        let mut status = status();
        run(&mut status, (0, 60), &[]);
        let day = 24 * HOUR;
        let done = run(&mut status, (day, day + HOUR), &[Duty::Create]);
        assert_eq!(done.len(), 4);
        assert_eq!(status.create.failed.as_ref().map(|(_, why)| why.as_str()), Some("đầy đĩa"));
        // Shipping goes on meanwhile.
        assert_eq!(status.ship.done, Some(at(day + HOUR - 60)));
        run(&mut status, (day + HOUR, day + 2 * HOUR), &[]);
        assert_eq!(status.create.failed, None);
    }

    #[test]
    fn without_a_whole_backup_nothing_else_is_due() {
        let mut status = status();
        assert_eq!(status.due(at(0)), Some(Duty::Create));
        status.note(Duty::Create, at(0), Err("không có quyền".to_owned()));
        assert_eq!(status.due(at(60)), None);
        assert_eq!(status.lag(at(60)), None);
        assert!(status.is_overdue(at(60)));
        assert_eq!(BackupStatus::default().due(at(0)), None);
    }

    #[test]
    fn a_clock_set_back_makes_everything_due() {
        let mut status = status();
        run(&mut status, (HOUR, HOUR + 60), &[]);
        assert_eq!(status.due(at(0)), Some(Duty::Create));
    }
}
