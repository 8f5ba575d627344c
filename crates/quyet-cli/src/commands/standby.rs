//! Pages read from a standby, each saying how far behind the standby is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use quyet_app::Ledger;
use quyet_app::upkeep::ReplicaState;
use quyet_store_postgres::{Lag, PostgresLedger};
use quyet_web::hall::Source;

use crate::house::{House, StandbyFound};
use crate::outcome::Failure;
use crate::print;

/// Between two looks at the lag.
const LOOK: Duration = Duration::from_secs(1);

/// A standby that is read from, with the lag last seen.
#[derive(Debug)]
pub(super) struct Standby {
    /// `None` when it did not answer at the start: then pages are read from the primary.
    ledger: Option<Arc<PostgresLedger>>,
    name: String,
    lag: Mutex<Option<Lag>>,
}

impl Standby {
    /// Opens the standby that the settings name; `None` when they name none.
    pub(super) async fn open(house: &House) -> Result<Option<Arc<Self>>, Failure> {
        let Some(StandbyFound { name, ledger }) = house.standby().await? else { return Ok(None) };
        if let Err(why) = &ledger {
            print::note(&format!(
                "CẢNH BÁO: máy dự phòng không trả lời: {why}. Các trang được đọc từ máy chính; khi máy dự phòng chạy lại, hãy khởi động lại “quyet serve” để đọc từ đó"
            ));
        }
        let standby = Self { ledger: ledger.ok(), name, lag: Mutex::new(None) };
        standby.look().await;
        Ok(Some(Arc::new(standby)))
    }

    /// The ledger as the standby shows it; `None` when the standby did not answer at the start.
    pub(super) fn ledger(&self) -> Option<Arc<dyn Ledger>> {
        self.ledger.clone().map(|ledger| ledger as Arc<dyn Ledger>)
    }

    /// Looks at the lag again and again, without an end.
    pub(super) async fn watch(self: Arc<Self>) {
        loop {
            self.look().await;
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn look(&self) {
        let Some(ledger) = &self.ledger else { return };
        let lag = ledger.lag().await.ok();
        // A panic while the lock was held left a whole value: it is replaced in one step.
        *self.lag.lock().unwrap_or_else(PoisonError::into_inner) = lag;
    }

    fn seen(&self) -> Option<Lag> {
        *self.lag.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How it stands, for the system page.
    pub(super) fn state(&self) -> ReplicaState {
        let seen = self.seen().filter(|lag| lag.connected);
        let seconds =
            |lag: Lag| SignedDuration::from_secs(i64::try_from(lag.seconds).unwrap_or(i64::MAX));
        let name = &self.name;
        let name = match (&self.ledger, seen) {
            (None, _) => {
                format!("{name} (không trả lời khi khởi động nên các trang đọc từ máy chính)")
            }
            (Some(_), Some(Lag { primary: true, .. })) => format!("{name} (nay là máy chính)"),
            (Some(_), _) => name.clone(),
        };
        ReplicaState { name, behind: seen.map(seconds) }
    }
}

impl Source for Standby {
    fn words(&self) -> Option<String> {
        self.ledger.as_ref().and_then(|_| words(self.seen()))
    }
}

/// The sentence on top of every page; `None` for a standby that became the primary.
fn words(lag: Option<Lag>) -> Option<String> {
    let how = match lag {
        Some(Lag { primary: true, .. }) => return None,
        Some(Lag { connected: true, seconds: 0, .. }) => "đang theo kịp máy chính".to_owned(),
        Some(Lag { connected: true, seconds, .. }) => {
            format!("chậm hơn máy chính {seconds} giây")
        }
        Some(Lag { connected: false, .. }) => {
            "đang mất liên lạc với máy chính: nội dung mới nhất có thể chưa có ở đây".to_owned()
        }
        None => "chưa biết chậm hơn máy chính bao lâu".to_owned(),
    };
    Some(format!("Trang này đọc từ máy dự phòng, {how}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_says_how_far_behind_its_figures_are() {
        let lag =
            |bytes, seconds, connected| Some(Lag { bytes, seconds, connected, primary: false });
        let check = |lag: Option<Lag>, expect: &str| {
            assert_eq!(words(lag), Some(format!("Trang này đọc từ máy dự phòng, {expect}.")));
        };
        check(lag(0, 0, true), "đang theo kịp máy chính");
        check(lag(4096, 3, true), "chậm hơn máy chính 3 giây");
        check(
            lag(0, 90, false),
            "đang mất liên lạc với máy chính: nội dung mới nhất có thể chưa có ở đây",
        );
        check(None, "chưa biết chậm hơn máy chính bao lâu");
    }

    #[test]
    fn a_promoted_standby_is_not_called_a_standby() {
        let promoted = Lag { bytes: 0, seconds: 0, connected: true, primary: true };
        assert_eq!(words(Some(promoted)), None);
    }

    #[test]
    fn a_standby_that_did_not_answer_is_not_said_to_be_read_from() {
        let name = "postgres://hai/quyet".to_owned();
        let absent = Standby { ledger: None, name, lag: Mutex::new(None) };
        assert_eq!(absent.words(), None);
        let state = absent.state();
        assert_eq!(state.behind, None);
        assert!(state.name.contains("các trang đọc từ máy chính"), "{}", state.name);
    }
}
