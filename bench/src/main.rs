//! Benchmarks: what the house costs, as ratios measured in one run.
//!
//! **Takes** the names of benchmarks. **Gives** Markdown tables on standard output, and with `--save` in
//! `bench/README.md`. **Never** judges: a benchmark is no test, and no number here fails anything.
//! Start reading at [`benches`]; [`sample`] says how a number comes about.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark talks to the person who started it"
)]

mod benches;
mod folder;
mod machine;
mod materials;
mod readme;
mod sample;
mod stopwatch;
mod table;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
cargo xtask bench [NAME …] [--runs N] [--save DATE]

  NAME         compile, porch, akn, assess, append, pages, peers; all of them when none is named.
               Only when named, for they take minutes: evening, growth, backup, and with forty million
               figures growth-40m, growth-40m-postgres, backup-40m
  --runs N     samples per number, at least 3; 21 when not given
  --save DATE  keep the tables in bench/README.md as measured on this day, written 2024-12-31";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match Wish::read(&words).and_then(|wish| run(&wish)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}\n\n{USAGE}");
            ExitCode::FAILURE
        }
    }
}

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Wish {
    /// Empty: all.
    names: Vec<String>,
    runs: usize,
    save: Option<jiff::civil::Date>,
}

impl Wish {
    fn read(words: &[String]) -> Result<Self> {
        let mut wish = Self { names: Vec::new(), runs: 21, save: None };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("{word} needs a value"));
            match word.as_str() {
                "--runs" => wish.runs = value()?.parse().context("--runs takes a number")?,
                "--save" => wish.save = Some(value()?.parse().context("--save takes a day")?),
                name if benches::ALL.iter().any(|one| one.name == name) => {
                    wish.names.push(name.to_owned());
                }
                other => bail!("there is no benchmark “{other}”"),
            }
        }
        wish.runs = wish.runs.max(3);
        Ok(wish)
    }

    fn wants(&self, bench: &benches::Bench) -> bool {
        let named = self.names.iter().any(|one| one == bench.name);
        named || (self.names.is_empty() && !bench.long)
    }
}

fn run(wish: &Wish) -> Result<()> {
    if cfg!(debug_assertions) {
        bail!("built without optimisation, so every number would be wrong: cargo xtask bench");
    }
    for bench in benches::ALL.iter().filter(|bench| wish.wants(bench)) {
        let tables = (bench.run)(wish.runs).with_context(|| format!("benchmark {}", bench.name))?;
        if tables.is_empty() {
            continue;
        }
        let text =
            format!("{tables}\n{} samples per number. {}.\n", wish.runs, machine::describe());
        println!("## {}\n\n{text}", bench.name);
        if let Some(day) = wish.save {
            readme::save(bench.name, &format!("{text}Measured on {day}.\n"))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[&str]) -> Result<Wish> {
        Wish::read(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn words_make_a_wish() {
        let day = jiff::civil::date(2024, 12, 31);
        let wish = check(&["compile", "--runs", "5", "--save", "2024-12-31"]).unwrap();
        assert_eq!(wish, Wish { names: vec!["compile".to_owned()], runs: 5, save: Some(day) });
        let wanted = |wish: &Wish| {
            let all = benches::ALL.iter().filter(|bench| wish.wants(bench));
            all.map(|bench| bench.name).collect::<Vec<_>>()
        };
        assert_eq!(wanted(&wish), ["compile"]);
        let all = wanted(&check(&[]).unwrap());
        assert!(all.contains(&"assess") && !all.contains(&"evening"));
        assert_eq!(wanted(&check(&["evening"]).unwrap()), ["evening"]);
    }

    #[test]
    fn words_that_make_no_sense_are_refused() {
        for words in
            [["nothing"].as_slice(), &["--runs"], &["--runs", "many"], &["--save", "today"]]
        {
            assert!(check(words).is_err(), "{words:?}");
        }
    }
}
