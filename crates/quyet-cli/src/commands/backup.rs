//! `quyet backup`: create, list, verify, ship.

use std::path::Path;

use quyet_app::clock::Clock;
use quyet_backup::list::VERIFIED_EVERY;
use quyet_backup::{Identity, Listed, Listing, Manifest, prune};
use quyet_report::vi;

use crate::archive::{Archive, failure, identity};
use crate::args::{BackupCommand, BackupPlace};
use crate::house::{self, SystemClock};
use crate::outcome::Failure;
use crate::print;

/// Runs a command of the archive.
pub(crate) fn run(command: BackupCommand) -> Result<(), Failure> {
    match command {
        BackupCommand::Create { place, recipient, prune } => {
            let archive = at(&place, recipient.as_deref())?;
            house::wait(create(&archive, prune))
        }
        BackupCommand::List { place } => {
            let archive = at(&place, None)?;
            house::wait(list(&archive))
        }
        BackupCommand::Verify { place, name, identity: named, scratch } => {
            let archive = at(&place, None)?;
            let identity = identity(named.as_deref())?;
            house::wait(verify(&archive, (name.as_deref(), identity), scratch.as_deref()))
        }
        BackupCommand::Ship { place, recipient } => {
            let archive = at(&place, recipient.as_deref())?;
            house::wait(ship(&archive))
        }
    }
}

fn at(place: &BackupPlace, recipient: Option<&str>) -> Result<Archive, Failure> {
    Archive::at(&place.data, place.to.as_deref(), recipient)
}

async fn create(archive: &Archive, wants_prune: bool) -> Result<(), Failure> {
    let made = archive.create(SystemClock.now()).await?;
    print::line(&format!(
        "đã sao lưu {} mục vào {} ({}); gốc {}",
        made.head.size,
        archive.shelf.dir().join(made.name().to_string()).display(),
        size_words(made.files.bytes),
        made.head.root_hex()
    ))?;
    if !made.holds_key {
        print::note(
            "bản sao lưu không mã hóa nên không kèm khóa ký quyet.key; hãy giữ một bản khóa ở nơi khác",
        );
    }
    if wants_prune {
        let listing = archive.listing(SystemClock.now()).await?;
        for name in prune(&archive.shelf, &listing).map_err(failure)? {
            print::line(&format!("đã bỏ {name} theo lịch giữ"))?;
        }
    }
    Ok(())
}

async fn ship(archive: &Archive) -> Result<(), Failure> {
    match archive.ship(SystemClock.now()).await? {
        None => print::line("không có gì mới để chuyển tiếp"),
        Some(made) => print::line(&format!(
            "đã chuyển tiếp {} vào {}",
            span(made.from.unwrap_or_default(), made.head.size),
            made.name()
        )),
    }
}

async fn verify(
    archive: &Archive,
    (name, identity): (Option<&str>, Option<Identity>),
    scratch: Option<&Path>,
) -> Result<(), Failure> {
    let line = archive.line(name)?;
    let verified = archive.verify(&line, identity, (scratch, &SystemClock)).await?;
    print::line(&format!(
        "đã phục hồi thử {} trong {} giây: {} mục, gốc {}; không có sai lệch",
        verified.name,
        verified.took_ms.div_ceil(1000),
        verified.size,
        verified.root
    ))
}

async fn list(archive: &Archive) -> Result<(), Failure> {
    let listing = archive.listing(SystemClock.now()).await?;
    headline(&listing)?;
    for folder in &listing.folders {
        print::line(&row(folder))?;
    }
    for name in &listing.unfinished {
        print::line(&format!("{name}\tchép dở, không dùng được; tự dọn sau một ngày"))?;
    }
    match &listing.line {
        None => print::line("chưa có bản sao lưu nào"),
        Some(line) => {
            print::line(&format!("phục hồi được {} mục đầu của nhật ký", line.covered))?;
            match line.gap {
                None => Ok(()),
                Some(gap) => print::line(&format!(
                    "CẢNH BÁO: thiếu {}; hãy chạy “quyet backup ship” để chuyển lại",
                    span(line.covered, gap)
                )),
            }
        }
    }
}

/// When a restore was last tried comes first: a backup that was never restored is a hope.
fn headline(listing: &Listing) -> Result<(), Failure> {
    let days = VERIFIED_EVERY.as_hours() / 24;
    match &listing.last_verified {
        Some(last) => print::line(&format!(
            "phục hồi thử gần nhất: {} ({}, {} mục){}",
            vi::moment(last.at),
            last.name,
            last.size,
            if listing.overdue {
                format!(" – CẢNH BÁO: đã quá {days} ngày")
            } else {
                String::new()
            }
        )),
        None => print::line("CẢNH BÁO: chưa phục hồi thử lần nào; hãy chạy “quyet backup verify”"),
    }
}

fn row(folder: &Listed) -> String {
    let what = match &folder.manifest {
        Ok(manifest) => words(manifest),
        Err(error) => format!("KHÔNG DÙNG ĐƯỢC: {error}"),
    };
    let verified = folder.verified.as_ref();
    let verified = verified.map(|verified| format!("\tphục hồi thử {}", vi::moment(verified.at)));
    let goes = if folder.goes { "\tsẽ bỏ theo lịch giữ" } else { "" };
    format!("{}\t{what}{}{goes}", folder.name, verified.unwrap_or_default())
}

fn words(manifest: &Manifest) -> String {
    let kind = match manifest.from {
        None => format!("đầy đủ, {} mục", manifest.head.size),
        Some(from) => format!("chuyển tiếp {}", span(from, manifest.head.size)),
    };
    let locked = if manifest.recipient.is_some() { ", mã hóa" } else { "" };
    format!("{kind}, {}{locked}", size_words(manifest.files.bytes))
}

/// Entries from one to before another, by their numbers in the ledger.
fn span(from: u64, end: u64) -> String {
    match end.saturating_sub(1) {
        last if last <= from => format!("mục {from}"),
        last => format!("các mục {from}–{last}"),
    }
}

fn size_words(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} byte"),
        10_000..10_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
