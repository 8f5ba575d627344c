//! What must not show in logs, and what only the environment may hold.

use std::fmt;

use crate::outcome::Failure;

/// Replaces `[database] url`, so that no password need stand in the file.
pub(super) const DATABASE_URL: &str = "QUYET_DATABASE_URL";
const S3_KEY: &str = "QUYET_S3_ACCESS_KEY_ID";
const S3_SECRET: &str = "QUYET_S3_SECRET_ACCESS_KEY";

/// An address that may hold a password; shown without it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn new(words: String) -> Self {
        Self(words)
    }

    /// The address as it is, for whoever opens it.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.0))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", shown(&self.0))
    }
}

/// The address without a password: neither between colon and at sign, nor among the parameters.
fn shown(url: &str) -> String {
    let (address, parameters) = match url.split_once('?') {
        Some((address, _)) => (address, "?…"),
        None => (url, ""),
    };
    let hidden = address.split_once("://").and_then(|(scheme, rest)| {
        let (who, host) = rest.rsplit_once('@')?;
        let (name, _) = who.split_once(':')?;
        Some(format!("{scheme}://{name}:…@{host}"))
    });
    format!("{}{parameters}", hidden.as_deref().unwrap_or(address))
}

/// The keys to an S3-compatible store.
#[derive(Clone)]
pub(crate) struct S3Keys {
    /// Name of the key.
    pub(crate) id: String,
    /// The key itself.
    pub(crate) secret: String,
}

impl fmt::Debug for S3Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "S3Keys({}, …)", self.id)
    }
}

impl S3Keys {
    /// The keys that the environment holds.
    pub(crate) fn from_environment() -> Result<Self, Failure> {
        match (from_environment(S3_KEY)?, from_environment(S3_SECRET)?) {
            (Some(id), Some(secret)) => Ok(Self { id, secret }),
            _ => Err(Failure::usage(format!(
                "kho tệp S3 cần khóa trong hai biến môi trường {S3_KEY} và {S3_SECRET}; hãy đặt cả hai rồi chạy lại. Chưa mở và chưa ghi gì"
            ))),
        }
    }
}

/// A secret of the environment; `None` when it is not set or empty.
pub(super) fn from_environment(name: &str) -> Result<Option<String>, Failure> {
    match std::env::var(name) {
        Ok(words) => Ok(Some(words).filter(|words| !words.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Failure::usage(format!("biến môi trường {name} không phải UTF-8; hãy đặt lại")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let check = |url: &str, expect: &str| {
            let secret = Secret::new(url.to_owned());
            assert_eq!(secret.to_string(), expect);
            assert_eq!(format!("{secret:?}"), format!("{expect:?}"));
            assert_eq!(secret.expose(), url);
        };
        check("postgres://an@host/quyet", "postgres://an@host/quyet");
        check("postgres://an:mật@khẩu@host/quyet", "postgres://an:…@host/quyet");
        check("postgres://an@host/quyet?password=x", "postgres://an@host/quyet?…");
        check("postgres://host/quyet", "postgres://host/quyet");
    }
}
