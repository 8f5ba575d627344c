//! Payloads as a database keeps them: long ones packed.
//!
//! A form of 200 figures repeats its keys 200 times: packed it takes a thirtieth of the room, and writing less is what
//! makes an append fast. Hashes, proofs and copies know only payloads; packing is a matter of each database.

use std::borrow::Cow;

/// Shorter payloads are kept as they are, so that any tool can read them.
const PLAIN_MAX: usize = 1024;

/// A packed payload is never taken for longer than this: 1 GiB.
const UNPACKED_MAX: u64 = 1 << 30;

/// Fast, and nearly as small as the slower levels on such texts.
const LEVEL: i32 = 1;

/// How a Zstandard frame begins (RFC 8878); no payload begins so, they begin with a brace.
const MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// A payload as it is kept: itself, or a Zstandard frame when that is shorter.
pub fn pack(payload: &[u8]) -> Cow<'_, [u8]> {
    if payload.len() <= PLAIN_MAX {
        return Cow::Borrowed(payload);
    }
    match zstd::bulk::compress(payload, LEVEL) {
        Ok(packed) if packed.len() < payload.len() => Cow::Owned(packed),
        _ => Cow::Borrowed(payload),
    }
}

/// The payload of what was kept.
///
/// # Errors
/// When a frame is damaged, or says that it is longer than 1 GiB; in Vietnamese.
pub fn unpack(kept: Vec<u8>) -> Result<Vec<u8>, &'static str> {
    if !kept.starts_with(&MAGIC) {
        return Ok(kept);
    }
    let size = zstd::zstd_safe::get_frame_content_size(&kept);
    let size = size.ok().flatten().filter(|size| *size <= UNPACKED_MAX);
    let size = size.and_then(|size| usize::try_from(size).ok());
    let size = size.ok_or("nội dung nén bị hỏng: không có độ dài hợp lệ")?;
    zstd::bulk::decompress(&kept, size).map_err(|_| "nội dung nén bị hỏng: không giải nén được")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back_and_only_long_payloads_are_packed() {
        let long = br#"{"figures":[]}"#.repeat(1000);
        let short = b"{}".to_vec();
        for payload in [&long, &short] {
            assert_eq!(unpack(pack(payload).into_owned()).as_ref(), Ok(payload));
        }
        assert!(pack(&long).len() * 10 < long.len());
        assert_eq!(pack(&short), &short[..]);
    }

    #[test]
    fn a_damaged_frame_is_refused_or_read_as_what_it_says_and_never_breaks_the_reader() {
        let packed = pack(&br#"{"figures":[1,2,3]}"#.repeat(100)).into_owned();
        // A few bits of a frame's header mean nothing; whatever is read is checked by its hash anyway.
        let refused = (4..packed.len()).filter(|at| {
            let mut damaged = packed.clone();
            damaged[*at] ^= 0x10;
            unpack(damaged).is_err()
        });
        assert!(0 < refused.count());
        assert!(unpack(MAGIC.to_vec()).is_err());
        for length in 4..packed.len() {
            assert!(unpack(packed[..length].to_vec()).is_err(), "cut at {length}");
        }
    }
}
