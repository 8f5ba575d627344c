//! A house on PostgreSQL.
//!
//! The server's steps are not ours, so trouble counts how often the write waited for the server instead. Where exactly
//! it strikes depends on the network; what the houses hold in the end does not, because the sender sends again.

use std::pin::Pin;
use std::task::Poll;

use anyhow::{Context, Result};
use quyet_store::{AppendError, Fittings, Head, Ledger, Promise, Receipt, StoreError};
use quyet_store_postgres::{PostgresLedger, PostgresSettings, create};

use crate::postgres::Database;
use crate::sim::script::{Sent, Trouble};
use crate::sim::world::{Answer, Page, World};

/// Ends every session of the application in this database.
const CUT: &str = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";

/// A house on PostgreSQL.
#[derive(Debug)]
pub struct PostgresWorld {
    database: Database,
    ledger: PostgresLedger,
}

impl PostgresWorld {
    /// An empty house in a fresh database.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn new(database: Database) -> Result<Self> {
        create(&database.owner).await.context("making the layout")?;
        let ledger = open(&database).await?;
        Ok(Self { database, ledger })
    }

    /// Does something while trouble strikes.
    async fn under<T, E>(
        &mut self,
        trouble: Trouble,
        work: impl for<'l> FnOnce(&'l PostgresLedger) -> Promise<'l, T, E>,
    ) -> Result<Option<Result<T, E>>> {
        let mut work = work(&self.ledger);
        let (after, goes_on) = match trouble {
            Trouble::Crash { after, .. } | Trouble::GivenUp { after } => (after, false),
            Trouble::CutOff { after } => (after, true),
            Trouble::Nothing | Trouble::AnswerLost | Trouble::Full => (0, true),
        };
        let mut answer = None;
        if 0 < after {
            answer = waits(work.as_mut(), after).await;
            if let (None, Trouble::CutOff { .. } | Trouble::Crash { .. }) = (&answer, trouble) {
                let mut conn = self.database.as_superuser().await?;
                sqlx::query(CUT).execute(&mut conn).await.context("cutting the connections")?;
            }
        }
        if answer.is_none() && goes_on {
            answer = Some(work.as_mut().await);
        }
        drop(work);
        if let Trouble::Crash { .. } = trouble {
            self.ledger = open(&self.database).await?;
        }
        if let Trouble::CutOff { .. } = trouble {
            self.settle().await?;
        }
        Ok(answer.filter(|_| trouble != Trouble::AnswerLost))
    }
}

impl PostgresWorld {
    /// Asks until no connection that was cut is left: each costs one call its answer, as the contract allows.
    async fn settle(&self) -> Result<()> {
        for _ in 0..PostgresSettings::CONNECTIONS {
            // What answers wrongly will be seen by the checks.
            let _ = self.ledger.head().await;
        }
        self.ledger.head().await.map(drop).context("after as many calls as there are connections")
    }
}

/// The answer, unless it waits so many times before there is one.
async fn waits<F: Future + ?Sized>(mut work: Pin<&mut F>, times: u32) -> Option<F::Output> {
    let mut left = times;
    std::future::poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => {
            left -= 1;
            if left == 0 { Poll::Ready(None) } else { Poll::Pending }
        }
    })
    .await
}

async fn open(database: &Database) -> Result<PostgresLedger> {
    let settings = PostgresSettings::new(&database.app);
    PostgresLedger::open(&settings, Fittings::seeded(0)).await.context("opening again")
}

impl World for PostgresWorld {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn is_sure(&self) -> bool {
        false
    }

    fn ledger(&self) -> &dyn Ledger {
        &self.ledger
    }

    fn send<'a>(
        &'a mut self,
        sent: &'a Sent,
        trouble: Trouble,
    ) -> Answer<'a, Receipt, AppendError> {
        Box::pin(self.under(trouble, |ledger| {
            let (expected, sent) = (sent.expected, sent.clone());
            Box::pin(async move { ledger.append(expected, &sent.batch, &sent.blobs).await })
        }))
    }

    fn rebuild(&mut self, trouble: Trouble) -> Answer<'_, u64, StoreError> {
        Box::pin(self.under(trouble, |ledger| ledger.rebuild(&|_, _| {})))
    }

    fn transcribe<'a>(
        &'a mut self,
        page: Page<'a>,
        trouble: Trouble,
    ) -> Answer<'a, Head, AppendError> {
        let (expected, records, blobs) =
            (page.expected, page.records.to_vec(), page.blobs.to_vec());
        Box::pin(self.under(trouble, move |ledger| {
            Box::pin(async move { ledger.transcribe(expected, &records, &blobs).await })
        }))
    }

    fn restart(&mut self) -> Pin<Box<dyn Future<Output = Result<()>> + Send + '_>> {
        Box::pin(async move {
            self.ledger = open(&self.database).await?;
            Ok(())
        })
    }
}
