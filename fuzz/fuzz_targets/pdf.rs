//! Any bytes as the content of a page, and any bytes as a file.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match bytes.split_first() {
        Some((b'%', _)) => quyet_fuzz::check(bytes),
        Some((_, content)) => quyet_fuzz::check(&quyet_fuzz::page_file(content)),
        None => {}
    }
});
