//! What is said of the ledger's soundness: on top of every page, to a pen, on the system page.

use jiff::Timestamp;
use quyet_report::vi;

use super::{Known, Trouble, TroubleKind};

/// What every page says on top.
#[doc(alias = "cảnh báo nhật ký")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// What happened, short.
    pub title: &'static str,
    /// What happened and since when; what can still be relied on; what to do. A sentence or two each.
    pub lines: Vec<String>,
    /// Whether writing is stopped.
    pub stops: bool,
}

/// What every page says on top; `None` as long as nothing wrong is known.
pub fn alarm(known: &Known) -> Option<Alarm> {
    let trouble = known.trouble.as_ref()?;
    let since = vi::moment(trouble.found);
    let alarm = match trouble.kind {
        TroubleKind::Chain => Alarm {
            title: "Nhật ký có sai lệch, tạm ngừng ghi",
            lines: vec![
                format!("Lúc {since}, máy chủ kiểm tra lại và thấy: {}.", trouble.first),
                reliable(known, trouble),
                "Người quản trị: giữ nguyên thư mục dữ liệu để tra cứu, phục hồi từ bản sao lưu gần nhất \
                 vào một thư mục mới bằng “quyet restore”, rồi báo cơ quan chủ trì kế hoạch và nơi giữ \
                 điểm chốt của nhật ký."
                    .to_owned(),
            ],
            stops: true,
        },
        TroubleKind::Beside => Alarm {
            title: "Một tệp lưu kèm nhật ký bị hỏng hoặc thiếu",
            lines: vec![
                format!("Lúc {since}, máy chủ thấy: {}.", trouble.first),
                "Nhật ký và số liệu vẫn khớp mã băm và vẫn dùng được. Người quản trị: lấy lại tệp từ bản sao lưu."
                    .to_owned(),
            ],
            stops: false,
        },
        TroubleKind::Projections => Alarm {
            title: "Bảng tra cứu không khớp với nhật ký",
            lines: vec![
                format!("Lúc {since}, máy chủ thấy: {}.", trouble.first),
                "Nhật ký vẫn khớp mã băm, không mất gì; trang xem có thể sai cho đến khi dựng lại. \
                 Người quản trị: chạy “quyet rebuild”."
                    .to_owned(),
            ],
            stops: false,
        },
    };
    Some(alarm)
}

fn reliable(known: &Known, trouble: &Trouble) -> String {
    let before = match (trouble.sound_before, known.whole) {
        (Some(0), _) => "Chưa xác nhận được mục nào".to_owned(),
        (Some(seq), _) => format!("Các mục trước mục {seq} đã được tính lại và khớp"),
        (None, Some(whole)) => format!(
            "Đến {}, cả {} mục khi đó đã được kiểm tra và khớp",
            vi::moment(whole.at),
            whole.head.size
        ),
        (None, None) => "Phần còn lại của nhật ký chưa kiểm tra xong".to_owned(),
    };
    format!(
        "{before}. Số liệu ghi sau đó có thể đã bị sửa, xin chưa dùng để quyết định. Trang này vẫn mở để xem; mọi việc ghi đều bị từ chối."
    )
}

/// Why nothing may be written; `None` when the chain is not known to be broken.
pub fn refusal(known: &Known) -> Option<String> {
    let trouble = known.trouble.as_ref().filter(|found| found.kind == TroubleKind::Chain)?;
    Some(format!(
        "nhật ký có sai lệch từ lần kiểm tra lúc {}: {}; không ghi thêm lên một nhật ký đã hỏng",
        vi::moment(trouble.found),
        trouble.first
    ))
}

/// Everything that is known, a sentence each, for the system page.
pub fn summary(known: &Known, now: Timestamp) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(running) = known.running {
        let (done, all) = (running.done, running.all);
        let since = vi::moment(running.since);
        lines.push(format!("Đang kiểm tra toàn bộ từ {since}: {done}/{all} mục."));
    }
    if let Some(whole) = known.whole {
        let (size, at) = (whole.head.size, vi::moment(whole.at));
        lines.push(format!("Toàn bộ {size} mục khớp mã băm, kiểm tra xong lúc {at}."));
    } else if let Some(tail) = known.tail {
        let (size, at) = (tail.head.size, vi::moment(tail.at));
        lines.push(format!("Các mục cuối đến mục {size} khớp mã băm lúc {at}."));
    }
    if let Some(failed) = &known.failed {
        let at = vi::moment(failed.at);
        lines.push(format!("Lần kiểm tra lúc {at} không làm được: {}.", failed.what));
    }
    if let Some(trouble) = &known.trouble {
        lines.push(format!("Có sai lệch từ {}: {}.", vi::moment(trouble.found), trouble.first));
    }
    if lines.is_empty() {
        lines.push(format!("Đến {} chưa kiểm tra lần nào.", vi::moment(now)));
    }
    lines
}
