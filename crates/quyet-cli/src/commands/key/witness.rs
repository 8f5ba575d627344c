//! `quyet key witness`: asks the configured witnesses and the time-stamping service about the present checkpoint.
//!
//! The ledger is open to write only while something is written: nobody waits for somebody else's network.

use std::path::Path;

use quyet_app::attest::{StampAnswer, keep_cosignatures, keep_timestamp};
use quyet_app::clock::Clock;
use quyet_app::prove::prove_consistency;
use quyet_proof::VerifierKey;
use quyet_proof::timestamp::{REQUEST_TYPE, request};
use quyet_proof::witness::{Answer, Cosignature};
use quyet_store::checkpoints::{AttestationKind, KeptCheckpoint};

use crate::commands::keys;
use crate::house::{Backend, House, SystemClock};
use crate::outcome::Failure;
use crate::outside::Outside;
use crate::print;
use crate::settings::WitnessAt;

/// A service's answer and the nonce of its request.
struct Stamped {
    nonce: [u8; 8],
    bytes: Vec<u8>,
}

/// Asks everybody; who failed is told at the end, when all were asked.
pub(super) async fn ask_all(data: &Path) -> Result<(), Failure> {
    let house = House::at(data)?;
    let log = &house.settings.log;
    if log.witnesses.is_empty() && log.timestamp.is_none() {
        return Err(Failure::usage(
            "quyet.toml chưa ghi bên chứng kiến hoặc dịch vụ dấu thời gian nào; thêm vào mục [log], ví dụ witnesses = [{ url = \"https://…\", key = \"…\" }]",
        ));
    }
    let outside = Outside::new()?;
    let size = super::sign(&house).await?.checkpoint().head.size;
    let backend = house.read().await?;
    let kept = backend.checkpoints().at(size).await.map_err(Failure::failed)?;
    let kept =
        kept.ok_or_else(|| Failure::failed("điểm chốt vừa ký không còn; hãy chạy “quyet fsck”"))?;
    let (mut said, mut failed) = (Vec::new(), Vec::new());
    for witness in &log.witnesses {
        match ask(&outside, &backend, witness, size).await {
            Ok(cosignatures) => said.extend(cosignatures),
            Err(what) => failed.push(what),
        }
    }
    let mut stamped = None;
    if let Some(url) = &log.timestamp {
        match ask_time(&outside, url, &kept).await {
            Ok(answer) => stamped = Some(answer),
            Err(what) => failed.push(what),
        }
    }
    backend.close().await;
    let stamped = stamped.as_ref().zip(log.timestamp.as_deref());
    keep(&house, (&kept, &said), stamped, &mut failed).await?;
    if failed.is_empty() { Ok(()) } else { Err(Failure::failed(failed.join("\n"))) }
}

/// Asks one witness; when it knows another size than we think, once more from there.
async fn ask(
    outside: &Outside,
    backend: &Backend,
    witness: &WitnessAt,
    size: u64,
) -> Result<Vec<Cosignature>, String> {
    let key =
        VerifierKey::parse(&witness.key).map_err(|error| format!("{}: {error}", witness.url))?;
    let keys = [key.as_witness()];
    let url = format!("{}/add-checkpoint", witness.url.trim_end_matches('/'));
    let (ledger, checkpoints) = (backend.ledger(), backend.checkpoints());
    let mut old = 0;
    for _ in 0..2 {
        let asked = prove_consistency(&*ledger, &*checkpoints, (old, size)).await;
        let asked = asked.map_err(|error| format!("{}: {error}", witness.url))?;
        let body = asked.to_text().into_bytes();
        let (status, answer) = outside.post(&url, "text/plain; charset=utf-8", body).await?;
        let answer = String::from_utf8_lossy(&answer);
        match Answer::read(status, &answer, &asked, &keys) {
            Ok(Answer::Cosigned(said)) => return Ok(said),
            Ok(Answer::Knows(known)) => old = known,
            Err(error) => return Err(format!("{}: {error}", witness.url)),
        }
    }
    Err(format!("{}: đang nhận điểm chốt khác của nhật ký này, hãy hỏi lại sau", witness.url))
}

async fn ask_time(outside: &Outside, url: &str, kept: &KeptCheckpoint) -> Result<Stamped, String> {
    let nonce: [u8; 8] = keys::random().map_err(|failure| failure.to_string())?;
    let (status, bytes) = outside.post(url, REQUEST_TYPE, request(&kept.note, nonce)).await?;
    if status == 200 {
        Ok(Stamped { nonce, bytes })
    } else {
        Err(format!("{url} trả lời mã {status}"))
    }
}

async fn keep(
    house: &House,
    (kept, said): (&KeptCheckpoint, &[Cosignature]),
    stamped: Option<(&Stamped, &str)>,
    failed: &mut Vec<String>,
) -> Result<(), Failure> {
    let backend = house.write().await?;
    let (checkpoints, now) = (backend.checkpoints(), SystemClock.now());
    keep_cosignatures(&*checkpoints, kept.size, said, now).await.map_err(Failure::failed)?;
    for said in said {
        print::line(&format!("chứng kiến\t{}\tlúc {}", said.key.name(), said.time))?;
    }
    if let Some((Stamped { nonce, bytes }, by)) = stamped {
        let answer = StampAnswer { by, nonce: *nonce, bytes };
        match keep_timestamp(&*checkpoints, kept, answer, now).await {
            Ok(stamp) => print::line(&format!(
                "dấu thời gian\t{by}\tlúc {}\tsố {} (chữ ký của dịch vụ chưa được kiểm tra ở đây; kiểm tra bằng “openssl ts -verify”)",
                stamp.time, stamp.serial
            ))?,
            Err(error) => failed.push(format!("{by}: {error}")),
        }
    }
    drop(checkpoints);
    backend.close().await;
    Ok(())
}

/// What an attestation is called.
pub(super) fn kind_words(kind: AttestationKind) -> &'static str {
    match kind {
        AttestationKind::Cosignature => "chứng kiến",
        AttestationKind::Timestamp => "dấu thời gian (chữ ký của dịch vụ chưa kiểm tra ở đây)",
    }
}
