//! A PostgreSQL for tests: started when needed, thrown away with the test.
//!
//! **Takes** the server programs that the machine has, or a server that `QUYET_TEST_POSTGRES` names. **Gives** each
//! test a fresh database with an owner, a role for the application and a superuser. **Never** touches a server that
//! it was not given. Start reading at [`database`].
//!
//! `QUYET_TEST_POSTGRES` is the address of a superuser on a server **for tests only**: roles are made on it and
//! databases are left on it. `with-postgres COMMAND` starts one server for all tests of a run.
//! Without PostgreSQL a test says so and passes; where `CI` is set it fails.

mod programs;
mod server;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use anyhow::{Context, Result};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};

pub use programs::are_installed;
pub use server::{Durability, Server, Stop};

/// The variable that names a server for tests by a superuser's address.
pub const VARIABLE: &str = "QUYET_TEST_POSTGRES";

/// The role that owns a test's database and runs its migrations.
pub const OWNER: &str = "quyet_owner";
/// The role under which the application works.
pub const APP: &str = "quyet_app";
const PASSWORD: &str = "quyet";

/// Triggers refuse to empty the ledger to everybody; a session that replays a log does not ask them.
const WIPE: &str = "SET session_replication_role = replica; \
    DO $$ DECLARE kept text; BEGIN FOR kept IN SELECT format('quyet.%I', relname) FROM pg_class \
    WHERE relnamespace = 'quyet'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition \
    AND relname NOT IN ('layout', '_sqlx_migrations') LOOP EXECUTE 'DELETE FROM ' || kept; END LOOP; END $$";

/// A fresh, empty database, and the addresses under which three roles reach it.
#[derive(Clone, Debug)]
pub struct Database {
    /// As the superuser, whom no privilege stops.
    pub superuser: String,
    /// As the owner of the database, who runs migrations.
    pub owner: String,
    /// As the role of the application; it may connect and has no rights yet.
    pub app: String,
    /// The server lives as long as a database of it is held.
    server: Option<Arc<Server>>,
}

impl Database {
    /// A fresh database on this server.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn on(server: &Arc<Server>) -> Result<Self> {
        let made = make(&server.url()).await?;
        Ok(Self { server: Some(Arc::clone(server)), ..made })
    }

    /// A connection as the superuser.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn as_superuser(&self) -> Result<PgConnection> {
        connect(&self.superuser).await
    }

    /// Empties every table of the ledger and its projections, as only a superuser can: far cheaper than another database.
    ///
    /// # Errors
    /// When the server does not answer, or the database holds no ledger.
    pub async fn wipe(&self) -> Result<()> {
        let mut conn = self.as_superuser().await?;
        sqlx::raw_sql(WIPE).execute(&mut conn).await.context("emptying the tables")?;
        Ok(conn.close().await?)
    }

    /// The server, when it was started for this process.
    pub fn server(&self) -> Option<&Arc<Server>> {
        self.server.as_ref()
    }
}

/// A fresh database for one test; `None`, with a loud line, where there is no PostgreSQL.
///
/// # Panics
/// When PostgreSQL is there and does not work, and, with `CI` set, when it is not there.
pub async fn database() -> Option<Database> {
    let made = match named_server() {
        Some(url) => make(&url).await,
        None => Database::on(&shared()?).await,
    };
    Some(made.expect("PostgreSQL gives a fresh database"))
}

/// A server of the test's own, to be stopped and started at will; `None`, with a loud line, without PostgreSQL.
///
/// # Panics
/// When PostgreSQL is installed and does not start, and, with `CI` set, when it is not installed.
pub fn own_server(durability: Durability) -> Option<Arc<Server>> {
    if are_installed() {
        return Some(Arc::new(Server::start(durability).expect("PostgreSQL starts")));
    }
    not_checked("PostgreSQL is not installed");
    None
}

/// Says that a check was left out, and fails instead where everything must be checked.
///
/// # Panics
/// With `CI` set.
#[expect(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "the workshop talks to the person who runs the tests, and asks the environment where it runs"
)]
pub fn not_checked(why: &str) {
    assert!(std::env::var("CI").is_err(), "NOT CHECKED: {why}");
    eprintln!("NOT CHECKED: {why}");
}

#[expect(clippy::disallowed_methods, reason = "tests find their server by a variable")]
fn named_server() -> Option<String> {
    std::env::var(VARIABLE).ok().filter(|url| !url.is_empty())
}

/// The one server of this process, as long as somebody holds it.
fn shared() -> Option<Arc<Server>> {
    static SHARED: Mutex<Weak<Server>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(server) = shared.upgrade() {
        return Some(server);
    }
    let server = own_server(Durability::Fast)?;
    *shared = Arc::downgrade(&server);
    Some(server)
}

/// A connection to an address.
async fn connect(url: &str) -> Result<PgConnection> {
    let options: PgConnectOptions = url.parse().context("an address of PostgreSQL")?;
    options.connect().await.with_context(|| format!("connecting to {url}"))
}

/// Makes a database on the server that a superuser reaches under this address.
async fn make(superuser: &str) -> Result<Database> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("quyet_test_{}_{number}", std::process::id());
    let mut conn = connect(superuser).await?;
    for role in [OWNER, APP] {
        // Another test may make the same role at the same moment: only a missing one is a fault, and it shows below.
        let _ = run(&mut conn, format!("CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")).await;
    }
    run(&mut conn, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    run(
        &mut conn,
        format!("CREATE DATABASE {name} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'"),
    )
    .await?;
    conn.close().await?;
    let options: PgConnectOptions = superuser.parse()?;
    let address = |options: PgConnectOptions| options.database(&name).to_url_lossy().to_string();
    let role = |role: &str| address(options.clone().username(role).password(PASSWORD));
    let (owner, app) = (role(OWNER), role(APP));
    Ok(Database { superuser: address(options), owner, app, server: None })
}

async fn run(conn: &mut PgConnection, statement: String) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(conn).await.map(drop)
}
