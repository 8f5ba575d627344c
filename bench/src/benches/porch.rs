//! Files to text: what each form costs, from the bytes to the text and on to the draft plan.

use anyhow::{Context, Result};

use crate::materials::fixture;
use crate::sample::{Sample, two_places};
use crate::table::Table;

const FILES: [(&str, &str); 3] = [
    ("web page", "hai-muoi-trang.html"),
    ("Word file", "hai-muoi-trang.docx"),
    ("PDF of 21 pages", "hai-muoi-trang.pdf"),
];

pub(crate) fn run(runs: usize) -> Result<String> {
    let mut table = Table::new(&[
        "file",
        "bytes",
        "bytes of text",
        "to text: median (least–most)",
        "on to the draft plan",
        "reading against compiling",
    ]);
    for (name, file) in FILES {
        let bytes = fixture(file)?;
        let text = quyet_intake::receive(&bytes).context(file)?.text;
        let reading = Sample::take(runs, || quyet_intake::receive(&bytes));
        let compiling = Sample::take(runs, || quyet_compile::compile(&text));
        table.row(&[
            name.to_owned(),
            bytes.len().to_string(),
            text.len().to_string(),
            reading.words(),
            compiling.words(),
            two_places(reading.over(&compiling)),
        ]);
    }
    let note = "`quyet_intake::receive` in this process on one thread; the command line and the hall read hostile forms in a child process, which adds its start of a few milliseconds.";
    Ok(format!("{table}\n{note}\n"))
}
