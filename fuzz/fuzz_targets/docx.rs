//! Any XML as a part of a Word file, and any bytes as its package.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match bytes.split_first() {
        Some((b'P', _)) => quyet_fuzz::check(bytes),
        Some((part, xml)) => quyet_fuzz::check(&quyet_fuzz::word_file(*part, xml)),
        None => {}
    }
});
