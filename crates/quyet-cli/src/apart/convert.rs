//! Forms of old, turned into Word documents by an installed office program.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::time::Duration;

use quyet_intake::{INPUT_BYTES_MAX, OldForm, Refused};

use super::limits::Limits;
use super::program::{Mishap, Program, Run};

/// What the office program may take. Its address space is mostly libraries.
const LIMITS: Limits = Limits { memory: 4_096, seconds: 120, file: 256 };

/// How long a conversion may take; the first start of the program on a machine takes some seconds.
const TIME: Duration = Duration::from_mins(2);

/// Settings of a profile that lives for one conversion: no macros, no links to elsewhere.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

const TOO_SLOW: &str = "chuyển tệp sang dạng .docx cần quá 120 giây nên đã dừng. Bản gốc còn nguyên. Hãy mở tệp bằng Word hoặc LibreOffice, lưu thành .docx rồi nạp bản đó";

/// A file in a form that is read here.
#[derive(Debug)]
pub(super) struct Converted {
    pub(super) bytes: Vec<u8>,
    /// The program's own name.
    pub(super) program: &'static str,
}

/// Turns a file into a form that is read here; `None` when no program for it is installed.
///
/// # Errors
/// A program tried and could not.
pub(super) fn convert(bytes: &[u8], old: OldForm) -> Result<Option<Converted>, Refused> {
    let folder = tempfile::Builder::new().prefix("quyet-").tempdir();
    let Ok(folder) = folder else { return Ok(None) };
    let file = folder.path().join(format!("tep.{}", old.extension()));
    if fs::write(&file, bytes).is_err() {
        return Ok(None);
    }
    let broken = Refused::Truncated { what: old.name() };
    if let Some(office) = Program::find("soffice") {
        return match through_office(&office, folder.path(), &file) {
            Ok(bytes) => Ok(Some(Converted { bytes, program: "LibreOffice" })),
            Err(Mishap::TooSlow) => Err(Refused::Apart(TOO_SLOW.to_owned())),
            Err(Mishap::Failed) => Err(broken),
        };
    }
    if old != OldForm::Doc {
        return Ok(None);
    }
    // These know words and rows, no numbers that Word generates.
    let readers: [(&str, &[&str]); 2] =
        [("antiword", &["-m", "UTF-8.txt", "-w", "0"]), ("catdoc", &["-d", "utf-8", "-w"])];
    let found =
        readers.into_iter().find_map(|(name, args)| Some((name, args, Program::find(name)?)));
    let Some((program, args, reader)) = found else { return Ok(None) };
    let mut all: Vec<OsString> = args.iter().map(OsString::from).collect();
    all.push(file.into());
    let bytes = reader.run(&all, &run(folder.path())).map_err(|_| broken)?;
    Ok(Some(Converted { bytes, program }))
}

fn run(folder: &Path) -> Run<'_> {
    Run { limits: LIMITS, time: TIME, answer: INPUT_BYTES_MAX as u64, folder }
}

#[expect(clippy::disallowed_methods, reason = "what the office program wrote is a file")]
fn through_office(office: &Program, folder: &Path, file: &Path) -> Result<Vec<u8>, Mishap> {
    let profile = folder.join("ho-so");
    let written = fs::create_dir_all(profile.join("user"))
        .and_then(|()| fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS));
    written.map_err(|_| Mishap::Failed)?;
    let home = format!("-env:UserInstallation=file://{}", profile.display());
    let mut args: Vec<OsString> = vec![home.into()];
    let fixed =
        ["--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir", "ra"];
    args.extend(fixed.map(OsString::from));
    args.push(file.into());
    office.run(&args, &run(folder))?;
    let out = folder.join("ra/tep.docx");
    let short = fs::metadata(&out).is_ok_and(|found| found.len() <= INPUT_BYTES_MAX as u64);
    if short { fs::read(&out).map_err(|_| Mishap::Failed) } else { Err(Mishap::Failed) }
}
