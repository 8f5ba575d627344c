//! The log's first key.

use quyet_proof::key::SigningKey;

use crate::house::{Backend, House};
use crate::log_key;
use crate::outcome::Failure;

/// Makes the key, keeps it, and records it as the next entry. A key that was kept before a creation was cut short is used.
pub(super) async fn begin(house: &House, origin: &str, _backend: &Backend) -> Result<(), Failure> {
    if log_key::read(&house.data)?.is_none() {
        let key = SigningKey::generate(origin, random()?).map_err(Failure::usage)?;
        log_key::write(&house.data, &key.to_text())?;
    }
    Ok(())
}

/// Random bytes of the operating system.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        Failure::failed(format!("hệ điều hành không cho số ngẫu nhiên: {error}; chưa tạo gì"))
    })?;
    Ok(bytes)
}
