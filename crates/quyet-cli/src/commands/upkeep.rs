//! `quyet rebuild`, `fsck`: the house itself.

use std::path::Path;

use quyet_store::Finding;

use crate::outcome::Failure;
use crate::{house, print};

/// Recreates every projection.
pub(crate) fn rebuild(data: &Path) -> Result<(), Failure> {
    house::wait(async {
        let ledger = house::open_to_write(data).await?;
        let replayed = ledger.rebuild(&progress("dựng lại")).await.map_err(Failure::failed)?;
        print::line(&format!("đã dựng lại từ {replayed} mục nhật ký"))
    })
}

/// Recomputes everything.
pub(crate) fn fsck(data: &Path) -> Result<(), Failure> {
    house::wait(async {
        let ledger = house::open(data).await?;
        let report = ledger.fsck(&progress("kiểm tra")).await.map_err(Failure::failed)?;
        for finding in &report.findings {
            print::line(&finding.to_string())?;
        }
        match report.first() {
            None => print::line(&format!(
                "không có sai lệch: {} mục, gốc {}",
                report.entries,
                report.head.root_hex()
            )),
            Some(first) => Err(Failure::failed(format!(
                "nhật ký có sai lệch, chỗ đầu tiên: {first}; {}",
                next_step(first)
            ))),
        }
    })
}

/// What to do about a finding.
fn next_step(first: &Finding) -> &'static str {
    if first.table.starts_with("projection") {
        "các mục nhật ký vẫn khớp, hãy dựng lại bằng “quyet rebuild”"
    } else {
        "hãy giữ nguyên thư mục này để đối chiếu và phục hồi từ bản sao lưu gần nhất bằng “quyet restore” vào một thư mục mới"
    }
}

/// Says how far a long walk has come, every thousand entries.
fn progress(what: &'static str) -> impl Fn(u64, u64) + Send + Sync {
    move |done, all| {
        if done % 1000 == 0 && done > 0 {
            print::note(&format!("{what} {done}/{all} mục"));
        }
    }
}
