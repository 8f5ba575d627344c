//! `quyet demo` and `quyet serve`: the hall's doors open.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use quyet_app::clock::Clock;
use quyet_app::health::{check_tail, check_whole, summary};
use quyet_app::load_example::{bac_kan_2024, load_example};
use quyet_app::paths;
use quyet_model::actor::{Actor, Role};
use quyet_web::hall::{Hall, Source};
use quyet_web::router::router;
use tokio::net::TcpListener;

use super::kept::Kept;
use super::standby::Standby;
use super::{init, open_log, planning};
use crate::archive::Archive;
use crate::house::{self, House, SystemClock};
use crate::keeper::{AtWork, Keeper};
use crate::outcome::Failure;
use crate::print;

/// Said on every page of the demonstration.
const NOTICE: &str = "Bản trình diễn. Nghị quyết do dự án viết lại từ dữ kiện của nghị quyết thật; \
    số liệu là số thật có ghi nguồn; thời điểm ghi sổ được dựng lại theo ngày nguồn công bố.";

/// Serves the example province, made on the first start and kept afterwards.
pub(crate) fn demo(data: &Path, listen: SocketAddr) -> Result<(), Failure> {
    house::wait(async {
        // The door first: a busy port must not leave a half-made directory behind.
        let door = open_door(listen).await?;
        let house = init::house(data)?;
        let backend = house.open_or_create().await?;
        load_example(&*backend.ledger(), bac_kan_2024()).await.map_err(Failure::failed)?;
        init::begin_log(&house, &backend).await?;
        // The hall only reads: the vault is given back, so that commands can write beside it.
        backend.close().await;
        let ledger = house.read().await?.ledger();
        let notice = Some(Arc::from(NOTICE));
        // The demonstration may be shown to others; whoever is not on this machine only looks.
        let desk = if listen.ip().is_loopback() {
            Some(planning::open(&house, trial()).await?)
        } else {
            None
        };
        let log = open_log::open(&house).await?;
        let upkeep = Arc::new(Kept { house, standby: None, keeper: None });
        let clock = Arc::new(SystemClock);
        let hall = Hall { notice, desk, log, upkeep, ..Hall::new(ledger, clock) };
        serve_at(door, hall, "/ke-hoach/tinh-2024").await
    })
}

/// Serves a data directory; with a planner, by name and body, the desk too.
pub(crate) fn serve(
    data: &Path,
    listen: SocketAddr,
    planner: Option<(String, String)>,
) -> Result<(), Failure> {
    if planner.is_some() && !listen.ip().is_loopback() {
        return Err(Failure::usage(format!(
            "chưa có đăng nhập nên phần soạn thảo chỉ mở trên chính máy này; bỏ --planner, hoặc dùng --listen 127.0.0.1:{}",
            listen.port()
        )));
    }
    house::wait(async {
        let door = open_door(listen).await?;
        let house = House::at(data)?;
        // Whoever decides reads where is written; only a hall that shows reads from a standby.
        let standby = if planner.is_none() { Standby::open(&house).await? } else { None };
        let ledger = match standby.as_ref().and_then(|standby| standby.ledger()) {
            Some(ledger) => ledger,
            None => house.read().await?.ledger(),
        };
        let desk = match planner {
            Some((name, body)) => {
                let planner = Actor { name, role: Role::Planner, body };
                Some(planning::open(&house, planner).await?)
            }
            None => None,
        };
        let archive = begin_archive(data, &house).await?;
        let keeper = archive.as_ref().map(|at_work| at_work.keeper.clone());
        let first = if desk.is_some() { paths::DRAWER } else { "/" };
        let log = open_log::open(&house).await?;
        let source = standby.clone().map(|standby| standby as Arc<dyn Source>);
        let looking = standby.clone().map(|standby| tokio::spawn(standby.watch()));
        let upkeep = Arc::new(Kept { house, standby, keeper });
        let clock = Arc::new(SystemClock);
        let hall = Hall { desk, log, upkeep, source, ..Hall::new(ledger, clock) };
        let served = serve_at(door, hall, first).await;
        if let Some(looking) = looking {
            looking.abort();
        }
        drop(archive);
        served
    })
}

/// Lets the archive work as long as the hall is open; `None` where the settings name no place for backups.
async fn begin_archive(data: &Path, house: &House) -> Result<Option<AtWork>, Failure> {
    if house.settings.backup.is_none() {
        return Ok(None);
    }
    let archive = Archive::at(data, None, None)?;
    let at_work = Keeper::new(archive, Arc::new(SystemClock)).await.start()?;
    if at_work.keeper.status().is_overdue(SystemClock.now()) {
        print::note(
            "CẢNH BÁO: chưa phục hồi thử bản sao lưu nào trong 8 ngày qua; máy chủ sẽ tự thử, hoặc chạy “quyet backup verify”",
        );
    }
    Ok(Some(at_work))
}

/// Who works at the desk of the demonstration.
fn trial() -> Actor {
    Actor {
        name: "Người dùng thử".to_owned(),
        role: Role::Planner,
        body: "bản trình diễn".to_owned(),
    }
}

async fn open_door(listen: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(listen).await.map_err(|error| {
        if error.kind() == ErrorKind::AddrInUse {
            let (host, port) = (listen.ip(), listen.port());
            let other = port.checked_add(1).unwrap_or(8024);
            return Failure::conflict(format!(
                "cổng {port} đang có chương trình khác dùng; chọn cổng khác, ví dụ --listen {host}:{other}"
            ));
        }
        Failure::failed(format!("không mở được {listen}: {error}"))
    })
}

async fn serve_at(door: TcpListener, hall: Hall, first: &str) -> Result<(), Failure> {
    let at = door.local_addr().map_err(Failure::failed)?;
    print::line(&format!("Quyết đang chạy tại http://{at}{first} (Ctrl+C để dừng)"))?;
    let stop = async {
        // Without a signal to wait for, the server runs until it is ended.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let watch = tokio::spawn(watch(hall.clone()));
    let served = axum::serve(door, router(hall)).with_graceful_shutdown(stop).await;
    watch.abort();
    served.map_err(|error| Failure::failed(format!("máy chủ dừng vì lỗi: {error}")))
}

/// Between two checks of the whole ledger.
const DAY: Duration = Duration::from_hours(24);

/// Checks the ledger as long as the hall is open: the last entries at once, everything then and every day.
async fn watch(hall: Hall) {
    let (ledger, clock, health) = (&*hall.ledger, &*hall.clock, &hall.health);
    check_tail(ledger, clock, health).await;
    loop {
        check_whole(ledger, clock, health).await;
        for line in summary(&health.known(), clock.now()) {
            print::note(&line);
        }
        tokio::time::sleep(DAY).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_log_in_nobody_plans_from_another_machine() {
        let planner = || Some(("Lan".to_owned(), String::new()));
        let check = |listen: &str, code: u8| {
            let listen = listen.parse().expect("an address");
            let ended = serve(Path::new("no-such-directory"), listen, planner());
            assert_eq!(ended.expect_err("there is no ledger").code(), code, "{listen}");
        };
        check("0.0.0.0:0", 2);
        check("[::]:0", 2);
        check("127.0.0.1:0", 4);
    }
}
