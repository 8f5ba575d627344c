//! Files that only an installed program can turn into text, through the shipped binary.
//!
//! What needs a program says so on standard error when it is missing, and checks nothing then; what must be said
//! without it is checked everywhere.

mod old_form;
mod scan;

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Compiles a file given on standard input, with only the programs of `path`, or those of this machine.
fn quyet(format: &str, bytes: &[u8], path: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quyet"));
    command.args(["compile", "-", "--format", format]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(path) = path {
        command.env("PATH", path);
    }
    let mut child = command.spawn().expect("the binary runs");
    child.stdin.take().expect("piped").write_all(bytes).expect("it reads");
    child.wait_with_output().expect("it ends")
}

fn said(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    format!("{}{}", String::from_utf8_lossy(out), String::from_utf8_lossy(err))
}
