//! `quyet key`: the log's keys, its checkpoints, and what others say of them.

use std::path::Path;

use quyet_app::clock::Clock;
use quyet_app::desk::Desk;
use quyet_app::log_key::{RotateLogKey, log_keys, rotate_log_key};
use quyet_app::sign_checkpoint::{SignCheckpointError, sign_checkpoint};
use quyet_model::actor::{Actor, Role};
use quyet_model::entry::CommandId;
use quyet_proof::SignedCheckpoint;
use quyet_proof::key::SigningKey;
use quyet_report::vi;

mod witness;

use crate::args::{KeyCommand, Writer};
use crate::commands::keys;
use crate::house::{self, Backend, House, SystemClock};
use crate::outcome::Failure;
use crate::{log_key, print};

/// Runs a command to its end.
pub(crate) fn run(command: KeyCommand) -> Result<(), Failure> {
    match command {
        KeyCommand::Show { data } => show(&data),
        KeyCommand::Sign { data } => house::wait(async {
            let signed = sign(&House::at(&data)?).await?;
            print::data(signed.to_text().as_bytes())
        }),
        KeyCommand::Rotate { reason, writer } => rotate(&writer, &reason),
        KeyCommand::Witness { data } => house::wait(witness::ask_all(&data)),
    }
}

fn show(data: &Path) -> Result<(), Failure> {
    house::wait(async {
        let backend = House::at(data)?.read().await?;
        let (ledger, checkpoints) = (backend.ledger(), backend.checkpoints());
        let keys = log_keys(&*ledger).await.map_err(Failure::failed)?;
        for key in &keys {
            let from = format!("từ mục {} ({})", key.seq, vi::moment(key.recorded));
            print::line(&format!("khoá\t{}\t{from}\t{}", key.key, key.reason))?;
        }
        match keys.last() {
            None => print::note("nhật ký chưa ghi nhận khoá nào"),
            Some(in_force) => warn_of_another(data, &in_force.key)?,
        }
        let Some(latest) = checkpoints.latest().await.map_err(Failure::failed)? else {
            print::note("chưa ký điểm chốt nào; hãy chạy “quyet key sign”");
            return Ok(());
        };
        print::line(&format!(
            "điểm chốt\t{} mục\tký lúc {}",
            latest.size,
            vi::moment(latest.kept)
        ))?;
        let said = checkpoints.attestations(latest.size).await.map_err(Failure::failed)?;
        for said in said {
            print::line(&format!(
                "{}\t{}\tnhận lúc {}",
                witness::kind_words(said.kind),
                said.by,
                vi::moment(said.received)
            ))?;
        }
        Ok(())
    })
}

/// The secret at hand is the one the log asks for, or the house cannot sign.
fn warn_of_another(data: &Path, in_force: &str) -> Result<(), Failure> {
    let Some(text) = log_key::read(data)? else {
        print::note("thư mục không có khóa ký quyet.key: đọc và chứng minh được, không ký được");
        return Ok(());
    };
    if keys::parse(data, &text)?.verifier().to_string() != in_force {
        print::note(
            "cảnh báo: quyet.key không phải khoá đang dùng của nhật ký; chạy lại “quyet key rotate” nếu lần thay khoá trước bị dở",
        );
    }
    Ok(())
}

/// Signs the present head, and closes the ledger again.
pub(super) async fn sign(house: &House) -> Result<SignedCheckpoint, Failure> {
    let key = keys::of(&house.data)?;
    let backend = house.write().await?;
    let signed = {
        let (ledger, checkpoints) = (backend.ledger(), backend.checkpoints());
        sign_checkpoint(&*ledger, &*checkpoints, &key, SystemClock.now()).await
    };
    backend.close().await;
    signed.map_err(|error| match error {
        SignCheckpointError::NotInForce { .. } | SignCheckpointError::NoKey => {
            Failure::conflict(error)
        }
        _ => Failure::failed(error),
    })
}

fn rotate(writer: &Writer, reason: &str) -> Result<(), Failure> {
    house::wait(async {
        let house = House::at(&writer.data)?;
        let backend = house.write().await?;
        let (ledger, checkpoints) = (backend.ledger(), backend.checkpoints());
        if log_keys(&*ledger).await.map_err(Failure::failed)?.is_empty() {
            return first(&house, &backend).await;
        }
        let old = keys::of(&house.data)?;
        let fresh = SigningKey::generate(old.name(), keys::random()?).map_err(Failure::usage)?;
        let kept = log_key::prepare(&house.data, &fresh.to_text())?;
        // At this point the new secret is on the disk; the old one is in force until the log says otherwise.
        let new = keys::parse(&house.data, &kept)?;
        let name = writer.actor.clone();
        let actor = Actor { name, role: Role::Administrator, body: writer.body.clone() };
        let desk = Desk { ledger: &*ledger, clock: &SystemClock, actor: &actor };
        let command = writer.command_id.clone();
        let command = command.unwrap_or_else(|| format!("khoa/{:08x}", new.verifier().id()));
        let command = CommandId(command);
        let wish = RotateLogKey { command: &command, old: &old, new: &new, reason };
        let signed = rotate_log_key(desk, &*checkpoints, wish).await;
        let signed = signed.map_err(|error| keys::refusal(&error))?;
        // At this point the log asks for the new key, and the checkpoint that says so bears both signatures.
        log_key::replace(&house.data, &kept)?;
        print::line(&format!("khoá mới\t{}", new.verifier()))?;
        let size = signed.checkpoint().head.size;
        print::note(&format!(
            "điểm chốt {size} mục mang chữ ký của cả hai khoá; hãy công bố khoá mới ở nơi đã công bố khoá cũ và báo các bên chứng kiến. Máy chủ đang chạy cần khởi động lại để ký bằng khoá mới"
        ));
        Ok(())
    })
}

/// The first key of a ledger that is older than the log.
async fn first(house: &House, backend: &Backend) -> Result<(), Failure> {
    let origin = house.settings.log.origin.as_deref().ok_or_else(|| {
        Failure::usage("nhật ký chưa có tên: hãy thêm origin = \"tên/nhật-ký\" vào mục [log] của quyet.toml rồi chạy lại")
    })?;
    keys::begin(house, origin, backend).await?;
    print::line(&format!("khoá đầu tiên\t{}", keys::of(&house.data)?.verifier()))
}
