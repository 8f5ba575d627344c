//! A reading in the line format of a `doc-thanh` block; `spec/doc-hieu/README.md` tells it to people.

use quyet_compile::grammar::{Finding, ItemReading, ReadTarget};
use quyet_model::condition::{Bound, Direction, Promise, Reading};
use quyet_model::diagnostic::Severity;
use rust_decimal::Decimal;

/// The whole reading, one line per target, part and finding.
pub(super) fn shown(reading: &ItemReading) -> String {
    let mut out = String::new();
    if reading.targets.is_empty() {
        out.push_str("không phải chỉ tiêu\n");
    }
    for target in &reading.targets {
        push(&mut out, target, 0);
    }
    for found in &reading.findings {
        out.push_str(&finding(found));
    }
    out
}

fn push(out: &mut String, target: &ReadTarget, depth: usize) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(&line(target));
    out.push('\n');
    for part in &target.parts {
        push(out, part, depth + 1);
    }
}

fn line(target: &ReadTarget) -> String {
    let mut cells = vec![target.name.clone(), promise(&target.condition.promise)];
    cells.extend(target.condition.unit.as_ref().map(ToString::to_string));
    match target.condition.reading {
        Reading::AsWritten => {}
        Reading::AtLeast => cells.push("hiểu: ít nhất".to_owned()),
        Reading::AtMost => cells.push("hiểu: nhiều nhất".to_owned()),
    }
    cells.extend(target.horizon.as_ref().map(|words| format!("hạn: {words}")));
    cells.extend(target.replaces.as_ref().map(|words| format!("thay cho: {words}")));
    cells.join(" | ")
}

fn promise(promise: &Promise) -> String {
    match promise {
        Promise::Level(level) => bound(level),
        Promise::Change { direction, by, from } => {
            let by = by.as_ref().map(bound);
            let from = from.as_ref().map(|base| format!("so với {base}"));
            let words = [Some(way(*direction).to_owned()), by, from];
            words.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        Promise::Maintain => "duy trì".to_owned(),
        Promise::Roster { count, members } => {
            format!("danh sách {count}: {}", members.join("; "))
        }
        Promise::AllOf { count: None, direction: None } => "mọi phần".to_owned(),
        Promise::AllOf { count, direction } => {
            let way = direction.map_or("đạt", way);
            let count = count.map_or(String::new(), |count| format!(" {count}"));
            format!("cả{count} đều {way}")
        }
        Promise::AtLeastK(count) => format!("ít nhất {count} phần"),
        Promise::RankWithin(rank) => format!("hạng 1 đến {rank}"),
        Promise::Stated => "bằng lời".to_owned(),
    }
}

fn way(direction: Direction) -> &'static str {
    match direction {
        Direction::Rise => "tăng",
        Direction::Fall => "giảm",
    }
}

fn bound(bound: &Bound) -> String {
    match bound {
        Bound::AtLeast(v) => format!("≥ {}", number(*v)),
        Bound::MoreThan(v) => format!("> {}", number(*v)),
        Bound::AtMost(v) => format!("≤ {}", number(*v)),
        Bound::LessThan(v) => format!("< {}", number(*v)),
        Bound::Exactly(v) => format!("= {}", number(*v)),
        Bound::About(v) => format!("≈ {}", number(*v)),
        Bound::Between(low, high) => format!("{} đến {}", number(*low), number(*high)),
        Bound::AboutBetween(low, high) => format!("≈ {} đến {}", number(*low), number(*high)),
    }
}

/// Digits without a mark for thousands, so that a misread one shows; decimal comma.
fn number(value: Decimal) -> String {
    value.to_string().replace('.', ",")
}

fn finding(found: &Finding) -> String {
    let mark = if found.severity == Severity::Note { '·' } else { '!' };
    format!("{mark} {}\n", found.code)
}
