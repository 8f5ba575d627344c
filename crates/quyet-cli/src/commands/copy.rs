//! `quyet copy`: a whole house carried over into another database.

use std::path::Path;

use quyet_app::copy_ledger::{CopyLedgerError, copy_checkpoints, copy_drafts, copy_ledger};

use super::init;
use crate::args::Copy;
use crate::house::{self, House};
use crate::log_key;
use crate::outcome::Failure;
use crate::print;
use crate::settings::{self, Wish};

/// Copies, or goes on copying.
pub(crate) fn run(copy: &Copy) -> Result<(), Failure> {
    house::wait(async {
        let from = House::at(&copy.from)?;
        let source = from.read().await?;
        let to = target(copy, &from)?;
        carry_key(&from.data, &to.data)?;
        let target = to.open_or_create().await?;
        let copied = {
            let (source, target) = (source.ledger(), target.ledger());
            copy_ledger(&*source, &*target, &progress(copy.progress)).await
        };
        let copied = copied.map_err(|error| refusal(&error))?;
        let compared = {
            let (a, b) = (source.ledger(), target.ledger());
            let (of_a, of_b) = (source.checkpoints(), target.checkpoints());
            copy_checkpoints((&*a, &*of_a), (&*b, &*of_b)).await
        };
        let compared = compared.map_err(|error| refusal(&error))?;
        target.close().await;
        let drafts = copy_drafts(&*from.drafts().await?, &*to.drafts().await?).await;
        let drafts = drafts.map_err(|error| refusal(&error))?;
        print::line(&format!(
            "đã chép {} mục và {drafts} bản nháp sang {} ({}); hai sổ cùng có {} mục, gốc {}; đã so {compared} điểm chốt",
            copied.entries,
            to.data.display(),
            to.database_words(),
            copied.head.size,
            copied.head.root_hex()
        ))
    })
}

/// The house to copy to, made when it is not there: the same log, so the same origin.
fn target(copy: &Copy, from: &House) -> Result<House, Failure> {
    let there = [settings::FILE, "quyet.db"].iter().any(|name| copy.to.join(name).exists());
    if same_place(&copy.from, &copy.to) {
        return Err(Failure::usage(
            "--from và --to là cùng một thư mục; hãy chọn thư mục đích khác",
        ));
    }
    match (there, &copy.database) {
        (true, Some(_)) => Err(Failure::usage(format!(
            "{} đã có cài đặt; được giữ nguyên. Hãy bỏ --database, hoặc chọn thư mục đích khác",
            copy.to.display()
        ))),
        (true, None) => House::at(&copy.to),
        (false, database) => {
            let origin = from.settings.log.origin.clone();
            let wish = Wish { origin, database: database.clone(), attachments: None };
            init::found(&copy.to, &wish)?;
            House::at(&copy.to)
        }
    }
}

fn same_place(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// The copy is the same log, so it is signed by the same key.
fn carry_key(from: &Path, to: &Path) -> Result<(), Failure> {
    match (log_key::read(from)?, log_key::read(to)?) {
        (Some(key), None) => log_key::write(to, &key),
        (Some(key), Some(kept)) if key != kept => Err(Failure::conflict(format!(
            "{} có khóa ký khác với khóa ở nguồn; chưa chép gì. Hãy chọn thư mục đích khác",
            to.join(log_key::FILE).display()
        ))),
        _ => Ok(()),
    }
}

fn progress(wanted: bool) -> impl Fn(u64, u64) + Send + Sync {
    move |done, all| {
        if wanted {
            print::note(&format!("đã chép {done}/{all} mục"));
        }
    }
}

fn refusal(error: &CopyLedgerError) -> Failure {
    match error {
        CopyLedgerError::NotAPrefix(_) => Failure::conflict(error),
        CopyLedgerError::Append(append) => super::append_failure(append),
        _ => Failure::failed(error),
    }
}
