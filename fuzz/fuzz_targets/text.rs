//! Any text to a plan, and any bytes to a text in whatever old encoding.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match std::str::from_utf8(bytes) {
        Ok(text) => quyet_fuzz::check_text(text),
        Err(_) => quyet_fuzz::check(bytes),
    }
});
