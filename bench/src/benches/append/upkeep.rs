//! What the ledger computes for a form before anything is written: payload, seal, tree.

use quyet_proof::leaf::seal_written;
use quyet_proof::merkle::Frontier;
use quyet_store::{Salts, SystemSalts};
use quyet_wire::entry::write_in_parts;

use crate::benches::append::{FIGURES, form};
use crate::sample::Sample;

pub(super) fn measure(runs: usize) -> Sample {
    let forms: Vec<_> = (0..64).map(|number| form::entry(number, FIGURES)).collect();
    let mut tree = Frontier::empty();
    let mut next = 0;
    Sample::take(runs, || {
        let written = write_in_parts(&forms[next % forms.len()]);
        next += 1;
        let salt =
            SystemSalts.salt(tree.size(), &written.payload).expect("the system gives randomness");
        tree.push(seal_written(&written, &salt).leaf)
    })
}
