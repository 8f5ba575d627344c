//! What must not show in logs, and what only the environment may hold.

use std::fmt;

use crate::outcome::Failure;

/// Replaces `[database] url`, so that no password need stand in the file.
pub(super) const DATABASE_URL: &str = "QUYET_DATABASE_URL";
/// The same server as the owner of the tables; read by `quyet init`, `migrate` and `copy` only.
pub(super) const OWNER_URL: &str = "QUYET_DATABASE_OWNER_URL";
const S3_KEY: &str = "QUYET_S3_ACCESS_KEY_ID";
const S3_SECRET: &str = "QUYET_S3_SECRET_ACCESS_KEY";

/// An address that may hold a password; shown without it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn new(words: String) -> Self {
        Self(words)
    }

    /// Takes over the password of another address of the same installation, when this one names none and both name the
    /// same role.
    pub(super) fn share_password(&mut self, other: &Self) {
        let Some((_, name, Some(password), _)) = parted(&other.0) else { return };
        if let Some((scheme, own, None, rest)) = parted(&self.0)
            && own == name
        {
            self.0 = format!("{scheme}://{own}:{password}@{rest}");
        }
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
    let hidden = parted(address).and_then(|(scheme, name, password, rest)| {
        password.map(|_| format!("{scheme}://{name}:…@{rest}"))
    });
    format!("{}{parameters}", hidden.as_deref().unwrap_or(address))
}

/// Scheme, role, password and the rest of an address; `None` when it names no role.
fn parted(url: &str) -> Option<(&str, &str, Option<&str>, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let (who, rest) = rest.rsplit_once('@')?;
    match who.split_once(':') {
        Some((name, password)) => Some((scheme, name, Some(password), rest)),
        None => Some((scheme, who, None, rest)),
    }
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
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads secrets from the environment"
)]
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

    #[test]
    fn a_password_is_shared_with_servers_of_the_same_role_that_name_none() {
        let check = |own: &str, expect: &str| {
            let mut secret = Secret::new(own.to_owned());
            secret.share_password(&Secret::new("postgres://an:x:y@host1/quyet".to_owned()));
            assert_eq!(secret.expose(), expect);
        };
        check("postgres://an@host2:5433/quyet", "postgres://an:x:y@host2:5433/quyet");
        check("postgres://an:z@host2/quyet", "postgres://an:z@host2/quyet");
        check("postgres://ba@host2/quyet", "postgres://ba@host2/quyet");
        check("postgres://host2/quyet", "postgres://host2/quyet");
    }
}
