//! The log's first key.

use std::path::Path;

use quyet_app::desk::Desk;
use quyet_app::log_key::{LogKeyError, record_first_key};
use quyet_model::actor::{Actor, Role};
use quyet_model::entry::CommandId;
use quyet_proof::key::SigningKey;

use crate::house::{Backend, House, SystemClock};
use crate::log_key;
use crate::outcome::Failure;

/// Makes the key, keeps it, and records it as the next entry. A key that was kept before a creation was cut short is used.
pub(super) async fn begin(house: &House, origin: &str, backend: &Backend) -> Result<(), Failure> {
    if log_key::read(&house.data)?.is_none() {
        let key = SigningKey::generate(origin, random()?).map_err(Failure::usage)?;
        log_key::write(&house.data, &key.to_text())?;
    }
    let key = of(&house.data)?;
    let (name, body) = ("quyet".to_owned(), origin.to_owned());
    let actor = Actor { name, role: Role::Administrator, body };
    let ledger = backend.ledger();
    let desk = Desk { ledger: &*ledger, clock: &SystemClock, actor: &actor };
    let command = CommandId(format!("khoa/{:08x}", key.verifier().id()));
    let recorded = record_first_key(desk, &command, &key.verifier()).await;
    recorded.map(drop).map_err(|error| refusal(&error))
}

/// The signing key of a data directory.
pub(super) fn of(data: &Path) -> Result<SigningKey, Failure> {
    let text = log_key::read(data)?.ok_or_else(|| {
        Failure::missing(format!(
            "thư mục {} không có khóa ký {}; hãy chép lại tệp từ nơi giữ khóa (bản sao lưu chỉ kèm khóa khi có mã hóa)",
            data.display(),
            log_key::FILE
        ))
    })?;
    parse(data, &text)
}

/// A key as it was kept.
pub(super) fn parse(data: &Path, text: &str) -> Result<SigningKey, Failure> {
    SigningKey::parse(text).map_err(|error| {
        Failure::failed(format!(
            "khóa ký trong {} bị hỏng: {error}; hãy lấy lại tệp từ bản sao lưu",
            data.display()
        ))
    })
}

/// Refusals of the log's keys, with their exit codes.
pub(super) fn refusal(error: &LogKeyError) -> Failure {
    match error {
        LogKeyError::Append(error) => super::append_failure(error),
        LogKeyError::Store(_) | LogKeyError::Unsigned(_) => Failure::failed(error),
        LogKeyError::Recorded(_) | LogKeyError::NotInForce { .. } => Failure::conflict(error),
        _ => Failure::usage(error),
    }
}

/// Random bytes of the operating system.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        Failure::failed(format!("hệ điều hành không cho số ngẫu nhiên: {error}; chưa tạo gì"))
    })?;
    Ok(bytes)
}
