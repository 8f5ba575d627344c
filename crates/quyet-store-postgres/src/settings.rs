//! Where the database is.

/// Where the database is, as an installation's settings name it.
#[doc(alias = "cấu hình cơ sở dữ liệu")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostgresSettings {
    /// The address of the server to try first: `postgres://role@host:port/database`.
    pub url: String,
    /// Addresses of further servers of the same installation: whichever takes writes is used.
    pub hosts: Vec<String>,
    /// Connections that one process holds at most.
    pub connections: u32,
}

impl PostgresSettings {
    /// Connections of one process when nothing else is said.
    pub const CONNECTIONS: u32 = 10;

    /// One server.
    pub fn new(url: &str) -> Self {
        Self { url: url.to_owned(), hosts: Vec::new(), connections: Self::CONNECTIONS }
    }
}
