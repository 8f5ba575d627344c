//! What a proof proves, in words.

use quyet_model::entry::{Act, Entry};
use quyet_model::figure::{Figure, Value};
use quyet_proof::Verified;
use quyet_report::vi;

/// A report of several lines, without the last line's end.
pub(super) fn words(verified: &Verified) -> String {
    let checkpoint = &verified.checkpoint;
    let mut lines = vec![
        format!("chứng minh ĐÚNG: mục {} nằm trong nhật ký “{}”", verified.seq, checkpoint.origin),
        format!("điểm chốt: {} mục, gốc {}", checkpoint.head.size, checkpoint.head.root_hex()),
    ];
    lines.extend(verified.signers.iter().map(|key| format!("ký bởi: {key}")));
    for said in &verified.cosigners {
        lines.push(format!("chứng kiến: {} lúc {}", said.key.name(), said.time));
    }
    if verified.cosigners.is_empty() {
        lines.push("chứng kiến: không có bên nào trong các khoá đã cho".to_owned());
    }
    if let Some(entry) = entry(verified) {
        lines.push(format!("ghi lúc: {}, cho {}", vi::moment(entry.recorded), entry.actor.body));
        lines.extend(figures(&entry.act).into_iter().map(figure));
    }
    lines.push("nội dung được mở:".to_owned());
    lines.extend(verified.parts.iter().map(|(number, text)| format!("  phần {number}: {text}")));
    lines.join("\n")
}

/// The entry as far as it was opened: the frame with the figures that are shown.
fn entry(verified: &Verified) -> Option<Entry> {
    let (_, frame) = verified.parts.first().filter(|(number, _)| *number == 0)?;
    let shown: Vec<&str> = verified.parts.iter().skip(1).map(|part| part.1.as_str()).collect();
    let shown =
        shown.into_iter().filter(|text| text.starts_with('{')).collect::<Vec<_>>().join(",");
    let whole = frame.replacen(r#""figures":[]"#, &format!(r#""figures":[{shown}]"#), 1);
    quyet_wire::entry::decode(whole.as_bytes()).ok()
}

fn figures(act: &Act) -> Vec<&Figure> {
    match act {
        Act::FiguresReported(reported) => reported.figures.iter().collect(),
        Act::FigureCorrected(corrected) => vec![&corrected.figure],
        _ => Vec::new(),
    }
}

fn figure(figure: &Figure) -> String {
    let value = match (&figure.words, &figure.value) {
        (Some(words), _) => words.clone(),
        (None, Value::Number(number)) => number.to_string(),
        (None, other) => format!("{other:?}"),
    };
    format!(
        "số liệu: {} của {} kỳ {} = {value} (nguồn: {})",
        figure.indicator, figure.place.code, figure.period, figure.source.title
    )
}
