//! Chores and checks of the house: one menu, `cargo xtask`.
//!
//! **Takes** a chore's name and its arguments. **Gives** what the chore prints, and an exit code that is zero only
//! when all went well. **Never** is part of the product.
//! Start reading at [`chores`] for what can be done and at [`tidy`] for what is checked.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a chore talks to the person who started it"
)]

mod chores;
mod files;
mod members;
mod process;
mod rust_text;
mod stopwatch;
mod tidy;

use std::process::ExitCode;

const MENU: &str = "\
cargo xtask CHORE [ARGUMENTS]

  test [ARGS]          every test: nextest, then the examples in the documentation
  accept [ARGS]        run the tests and accept the changed snapshots; read the diff before you commit it
  tidy                 is the house in order? arrows, sizes, names, words, documents that a test holds
  docs                 write the generated parts of ARCHITECTURE.md and docs/diagnostics.md anew
  ci                   everything that is checked before a change lands
  bench [ARGS]         benchmarks in release; --save DATE keeps the tables in bench/README.md
  akn                  compiled documents as Akoma Ntoso against the OASIS schema
  browser              the planner's desk walked in Chromium: keys, no scripts, axe, widths, weights
  log                  the public log read by other makes: tiles, proofs, a witness, a time stamp
  standby              PostgreSQL with a standby, promoted by hand while two write: is every acknowledged batch there?
  failover             the same under Patroni with etcd, the primary ended with kill -9
  sim [ARGS]           houses that live through trouble drawn from a seed; --seed N [--steps M], or --count K
  faults [ARGS]        processes killed, disks filled, bytes flipped; --kills N --postgres-kills N --fills N --flips N
  score [FILES]        compare compiled plans with the hand-labelled corpus";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((chore, rest)) = arguments.split_first() else {
        eprintln!("{MENU}");
        return ExitCode::from(2);
    };
    match chores::run(chore, rest) {
        Ok(Some(true)) => ExitCode::SUCCESS,
        Ok(Some(false)) => ExitCode::FAILURE,
        Ok(None) => {
            eprintln!("there is no chore “{chore}”\n\n{MENU}");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("{chore}: {error:#}");
            ExitCode::FAILURE
        }
    }
}
