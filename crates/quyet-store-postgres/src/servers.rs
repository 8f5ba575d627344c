//! Which server is asked, now and after a failover.
//!
//! **Takes** addresses. **Gives** a pool on the one that fits. **Never** waits for a failover: a call that meets a lost
//! server fails, and the next call looks anew.

use std::fmt;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use quyet_store::StoreError;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection, Postgres};
use tokio::sync::Mutex;

use crate::failure::{is_lost, reason};
use crate::layout::OpenError;
use crate::settings::PostgresSettings;
use crate::sql;

/// How long one server may take to answer when it is looked for.
const KNOCK: Duration = Duration::from_secs(3);
/// How long a call waits for a connection.
const PATIENCE: Duration = Duration::from_secs(5);
/// Connections that lay longer are asked whether they still answer.
const IDLE: Duration = Duration::from_secs(1);

/// What a server is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The one that takes writes.
    Primary,
    /// Whichever answers: reads only.
    Any,
}

/// The servers of an installation, and the one in use.
pub(crate) struct Servers {
    known: Vec<PgConnectOptions>,
    wanted: Wanted,
    connections: u32,
    /// The pool on the server in use, and how many were found before it.
    pool: RwLock<(u64, Option<PgPool>)>,
    /// Held while looking, so that one looks for all.
    looking: Mutex<()>,
}

impl fmt::Debug for Servers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.known.iter().map(name).collect();
        f.debug_struct("Servers").field("known", &names).finish_non_exhaustive()
    }
}

impl Servers {
    /// The servers that the settings name; none is asked yet.
    pub(crate) fn new(settings: &PostgresSettings, wanted: Wanted) -> Result<Self, OpenError> {
        let addresses = std::iter::once(&settings.url).chain(&settings.hosts);
        let known = addresses.map(|url| options(url)).collect::<Result<_, _>>()?;
        let (pool, looking) = (RwLock::new((0, None)), Mutex::new(()));
        Ok(Self { known, wanted, connections: settings.connections.max(2), pool, looking })
    }

    /// The pool on the server in use, or on the one found now.
    pub(crate) async fn pool(&self) -> Result<PgPool, StoreError> {
        self.pool_found().await.map(|(_, pool)| pool)
    }

    /// Which of the servers found so far is in use: a connection that was made to another is of no use any more.
    pub(crate) async fn found(&self) -> Result<u64, StoreError> {
        self.pool_found().await.map(|(found, _)| found)
    }

    async fn pool_found(&self) -> Result<(u64, PgPool), StoreError> {
        if let Some(present) = self.present() {
            return Ok(present);
        }
        let _one = self.looking.lock().await;
        if let Some(present) = self.present() {
            return Ok(present);
        }
        let pool = self.open(self.look().await?);
        let mut present = self.pool.write().unwrap_or_else(PoisonError::into_inner);
        *present = (present.0 + 1, Some(pool.clone()));
        Ok((present.0, pool))
    }

    /// A connection of the pool.
    pub(crate) async fn connection(&self) -> Result<PoolConnection<Postgres>, StoreError> {
        self.pool().await?.acquire().await.map_err(|error| self.failed(error))
    }

    /// A connection of one's own, outside the pool, for long work and for appends.
    pub(crate) async fn apart(&self) -> Result<PgConnection, StoreError> {
        let options = self.pool().await?.connect_options();
        let connected = tokio::time::timeout(PATIENCE, options.connect()).await;
        connected.unwrap_or(Err(sqlx::Error::PoolTimedOut)).map_err(|error| self.failed(error))
    }

    /// The contract's error; after a lost server the next call looks for another.
    #[expect(clippy::needless_pass_by_value, reason = "the shape that map_err asks for")]
    pub(crate) fn failed(&self, error: sqlx::Error) -> StoreError {
        if is_lost(&error) {
            self.pool.write().unwrap_or_else(PoisonError::into_inner).1 = None;
        }
        StoreError::Unavailable(reason(&error))
    }

    /// Closes all connections.
    pub(crate) async fn close(&self) {
        if let Some((_, pool)) = self.present() {
            pool.close().await;
        }
    }

    fn present(&self) -> Option<(u64, PgPool)> {
        let present = self.pool.read().unwrap_or_else(PoisonError::into_inner);
        present.1.clone().map(|pool| (present.0, pool))
    }

    /// Asks every server. Of several that take writes, as when an old primary came back beside the new one, the one
    /// of the latest timeline is the primary.
    async fn look(&self) -> Result<PgConnectOptions, StoreError> {
        let (mut best, mut said) = (None, Vec::new());
        for options in &self.known {
            match ask(options).await {
                Ok(None) if self.wanted == Wanted::Any => return Ok(options.clone()),
                Ok(None) => {
                    said.push(format!("{}: máy chủ dự phòng, chỉ cho đọc", name(options)));
                }
                Ok(Some(timeline)) => best = Some(later(best, (timeline, options.clone()))),
                Err(what) => said.push(format!("{}: {what}", name(options))),
            }
        }
        let none = || {
            let said = said.join("; ");
            let what = format!("không tìm thấy máy chủ cơ sở dữ liệu nhận ghi ({said})");
            StoreError::Unavailable(what)
        };
        best.map(|(_, options)| options).ok_or_else(none)
    }

    fn open(&self, options: PgConnectOptions) -> PgPool {
        let wanted = self.wanted;
        PgPoolOptions::new()
            .max_connections(self.connections)
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            .before_acquire(|conn, meta| Box::pin(still_answers(conn, meta.idle_for)))
            .after_connect(move |conn, _| Box::pin(still_fits(conn, wanted)))
            .connect_lazy_with(options)
    }
}

/// Asks a connection that lay for long.
async fn still_answers(conn: &mut PgConnection, idle: Duration) -> Result<bool, sqlx::Error> {
    if IDLE < idle {
        conn.ping().await?;
    }
    Ok(true)
}

/// The server may have become a standby since it was found.
async fn still_fits(conn: &mut PgConnection, wanted: Wanted) -> Result<(), sqlx::Error> {
    if wanted == Wanted::Any {
        return Ok(());
    }
    let recovering: bool = sqlx::query_scalar(sql::RECOVERING).fetch_one(conn).await?;
    if recovering { Err(sqlx::Error::PoolClosed) } else { Ok(()) }
}

type Found = (String, PgConnectOptions);

/// Of two servers that take writes the one of the later timeline.
fn later(best: Option<Found>, next: Found) -> Found {
    match best {
        Some(best) if next.0 <= best.0 => best,
        _ => next,
    }
}

/// What a server says of itself, in time.
async fn ask(options: &PgConnectOptions) -> Result<Option<String>, String> {
    match tokio::time::timeout(KNOCK, timeline(options)).await {
        Ok(answer) => answer.map_err(|error| reason(&error)),
        Err(_) => Err("không trả lời".to_owned()),
    }
}

/// The timeline of a server that takes writes; `None` for a standby.
async fn timeline(options: &PgConnectOptions) -> Result<Option<String>, sqlx::Error> {
    let mut conn = options.connect().await?;
    let timeline = sqlx::query_scalar(sql::TIMELINE).fetch_one(&mut conn).await?;
    // Only asked from; how it closes changes nothing.
    let _ = conn.close().await;
    Ok(timeline)
}

/// The options of an address, with what every session of ours is set to.
pub(crate) fn options(url: &str) -> Result<PgConnectOptions, OpenError> {
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(OpenError::Address("thiếu postgres:// ở đầu".to_owned()));
    }
    let options: PgConnectOptions =
        url.parse().map_err(|error: sqlx::Error| OpenError::Address(error.to_string()))?;
    Ok(options.application_name("quyet").options([
        ("search_path", "quyet"),
        ("lock_timeout", "10s"),
        ("idle_in_transaction_session_timeout", "60s"),
        ("default_transaction_isolation", "read committed"),
    ]))
}

/// A server as a person names it, without its password.
pub(crate) fn name(options: &PgConnectOptions) -> String {
    let database = options.get_database().unwrap_or("?");
    format!("{}:{}/{database}", options.get_host(), options.get_port())
}

/// Sends statements without arguments, in one go.
pub(crate) async fn send(
    conn: &mut PgConnection,
    statements: &'static str,
) -> Result<(), sqlx::Error> {
    conn.execute(sqlx::raw_sql(statements)).await.map(drop)
}
