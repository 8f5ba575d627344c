//! `quyet migrate`: a database of an older layout is brought to this program's.

use std::path::Path;

use quyet_store::Pending;

use crate::house::{self, House};
use crate::outcome::Failure;
use crate::print;

/// Says what is needed and, unless only the plan is wanted, does it.
pub(crate) fn run(data: &Path, plan: bool) -> Result<(), Failure> {
    house::wait(async {
        let house = House::at(data)?;
        let steps = if plan { house.pending().await? } else { house.migrate().await? };
        for step in &steps {
            print::line(&words(step))?;
        }
        let (many, database) = (steps.len(), house.database_words());
        print::line(&match (many, plan) {
            (0, _) => format!("không cần chuyển đổi: bố cục đã đúng ({database})"),
            (_, true) => format!(
                "{many} bước chưa làm ({database}); chưa thay đổi gì. Chạy “quyet migrate --data {}” để làm",
                data.display()
            ),
            (_, false) => format!("đã làm {many} bước ({database})"),
        })
    })
}

fn words(step: &Pending) -> String {
    let first = if step.backup_first {
        "sao lưu trước khi làm"
    } else {
        "không viết lại dữ liệu"
    };
    format!("bước {}\t{}\t{first}", step.version, step.words)
}
