//! Pages read from a standby, each saying how far behind the standby is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use quyet_app::Ledger;
use quyet_app::upkeep::ReplicaState;
use quyet_store_postgres::{Lag, PostgresLedger};
use quyet_web::hall::Source;

use crate::house::House;
use crate::outcome::Failure;

/// Between two looks at the lag.
const LOOK: Duration = Duration::from_secs(1);

/// A standby that is read from, with the lag last seen.
#[derive(Debug)]
pub(super) struct Standby {
    ledger: Arc<PostgresLedger>,
    name: String,
    lag: Mutex<Option<Lag>>,
}

impl Standby {
    /// Opens the standby that the settings name; `None` when they name none.
    pub(super) async fn open(house: &House) -> Result<Option<Arc<Self>>, Failure> {
        let Some((name, ledger)) = house.standby().await? else { return Ok(None) };
        let standby = Self { ledger, name, lag: Mutex::new(None) };
        standby.look().await;
        Ok(Some(Arc::new(standby)))
    }

    /// The ledger as the standby shows it.
    pub(super) fn ledger(&self) -> Arc<dyn Ledger> {
        self.ledger.clone()
    }

    /// Looks at the lag again and again, without an end.
    pub(super) async fn watch(self: Arc<Self>) {
        loop {
            self.look().await;
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn look(&self) {
        let lag = self.ledger.lag().await.ok();
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
        ReplicaState { name: self.name.clone(), behind: seen.map(seconds) }
    }
}

impl Source for Standby {
    fn words(&self) -> Option<String> {
        Some(words(self.seen()))
    }
}

/// The sentence on top of every page.
fn words(lag: Option<Lag>) -> String {
    let how = match lag {
        Some(Lag { connected: true, seconds: 0, .. }) => "đang theo kịp máy chính".to_owned(),
        Some(Lag { connected: true, seconds, .. }) => {
            format!("chậm hơn máy chính {seconds} giây")
        }
        Some(Lag { connected: false, .. }) => {
            "đang mất liên lạc với máy chính: nội dung mới nhất có thể chưa có ở đây".to_owned()
        }
        None => "chưa biết chậm hơn máy chính bao lâu".to_owned(),
    };
    format!("Trang này đọc từ máy dự phòng, {how}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_says_how_far_behind_its_figures_are() {
        let lag = |bytes, seconds, connected| Some(Lag { bytes, seconds, connected });
        let check = |lag: Option<Lag>, expect: &str| {
            assert_eq!(words(lag), format!("Trang này đọc từ máy dự phòng, {expect}."));
        };
        check(lag(0, 0, true), "đang theo kịp máy chính");
        check(lag(4096, 3, true), "chậm hơn máy chính 3 giây");
        check(
            lag(0, 90, false),
            "đang mất liên lạc với máy chính: nội dung mới nhất có thể chưa có ở đây",
        );
        check(None, "chưa biết chậm hơn máy chính bao lâu");
    }
}
