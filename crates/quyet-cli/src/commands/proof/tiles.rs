//! `quyet proof tiles`: the public log as files that any server can show.

use std::path::Path;

use quyet_app::prove::with_cosignatures;
use quyet_app::public_log::{PublicLogError, tile};
use quyet_proof::tile::{TileKind, tiles_of};

use crate::house::{self, House};
use crate::outcome::Failure;
use crate::print;

/// Writes the latest checkpoint and the tiles of its size. Bundles whose entries are older than the log's salts are left out.
pub(super) fn write(data: &Path, output: &Path) -> Result<(), Failure> {
    house::wait(async {
        let backend = House::at(data)?.read().await?;
        let (ledger, checkpoints) = (backend.ledger(), backend.checkpoints());
        let kept = checkpoints.latest().await.map_err(Failure::failed)?;
        let kept = kept.ok_or_else(|| {
            Failure::conflict("chưa ký điểm chốt nào; hãy chạy “quyet key sign” trước")
        })?;
        let (mut written, mut left_out) = (0_u64, 0_u64);
        for part in tiles_of(kept.size) {
            match tile(&*ledger, &part.path()).await {
                Ok((bytes, _)) => put(&output.join("tile").join(part.path()), &bytes)?,
                Err(PublicLogError::Bundle(_)) if part.kind == TileKind::Entries => {
                    left_out += 1;
                    continue;
                }
                Err(error) => return Err(Failure::failed(error)),
            }
            written += 1;
        }
        // The checkpoint comes last: whoever reads it finds the tiles it speaks of.
        let signed = with_cosignatures(&*checkpoints, &kept).await.map_err(Failure::failed)?;
        put(&output.join("checkpoint"), signed.to_text().as_bytes())?;
        if 0 < left_out {
            print::note(&format!("{left_out} gói mục không ghi vì có mục cũ không có muối"));
        }
        print::line(&format!(
            "đã ghi {written} ô và điểm chốt {} mục vào {}",
            kept.size,
            output.display()
        ))
    })
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let write = || {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, bytes)
    };
    write().map_err(|error: std::io::Error| {
        Failure::failed(format!("không ghi được {}: {error}", path.display()))
    })
}
