//! Time-stamping services (RFC 3161): somebody else's clock over a checkpoint.
//!
//! **Takes** a signed note and random bytes; and a service's answer. **Gives** the request, and what the answer says. **Never**
//! checks the service's own signature: this program holds no certificates to check it by. What is kept is the answer as it
//! came, so that anybody who trusts the service checks it with common tools (`openssl ts -verify`).
//! Start reading at [`request`] and [`Stamp::read`].

use cms::signed_data::SignedData;
use der::asn1::{Int, ObjectIdentifier, OctetString};
use der::{Any, AnyRef, Decode, Encode, Sequence, Tag, Tagged};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use thiserror::Error;
use x509_tsp::{MessageImprint, TimeStampReq, TimeStampResp, TspVersion};

use crate::hex::hex;

/// SHA-256, as algorithms are named.
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
/// The content of a time stamp, as contents are named.
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// The media type of a request.
pub const REQUEST_TYPE: &str = "application/timestamp-query";

/// What a service's answer says. Its signature was not checked.
#[doc(alias = "dấu thời gian")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The time that the service gives.
    pub time: Timestamp,
    /// Serial number of the stamp, in hex.
    pub serial: String,
    /// The rules the service says it keeps, as a dotted number.
    pub policy: String,
}

/// An answer that does not stamp what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TimestampError {
    /// No answer in the sense of RFC 3161.
    #[error("câu trả lời của dịch vụ cấp dấu thời gian không đọc được theo RFC 3161")]
    Form,
    /// The service refused.
    #[error("dịch vụ cấp dấu thời gian từ chối (trạng thái {0})")]
    Refused(u8),
    /// A stamp on something else.
    #[error("dấu thời gian được đóng lên nội dung khác, không phải điểm chốt đã gửi")]
    Imprint,
    /// An answer to another request.
    #[error("dấu thời gian trả lời cho một yêu cầu khác (số ngẫu nhiên không khớp)")]
    Nonce,
}

/// The request, in DER: the SHA-256 of the note, the nonce, and the wish for the service's certificate.
///
/// # Panics
/// Never: all lengths are fixed.
pub fn request(note: &str, nonce: [u8; 8]) -> Vec<u8> {
    let request = TimeStampReq {
        version: TspVersion::V1,
        message_imprint: imprint(note),
        req_policy: None,
        nonce: Some(integer(nonce)),
        cert_req: true,
        extensions: None,
    };
    request.to_der().expect("a request of fixed lengths has a DER form")
}

impl Stamp {
    /// Reads an answer: granted, for this note, and for the request with this nonce. `None` as nonce for an answer that was
    /// kept, whose nonce nobody remembers.
    ///
    /// # Errors
    /// [`TimestampError`].
    pub fn read(answer: &[u8], note: &str, nonce: Option<[u8; 8]>) -> Result<Self, TimestampError> {
        let info = info(answer)?;
        if !is_of(&info.message_imprint, note) {
            return Err(TimestampError::Imprint);
        }
        if nonce.is_some() && info.nonce != nonce.map(integer) {
            return Err(TimestampError::Nonce);
        }
        let time = time(&info.gen_time).ok_or(TimestampError::Form)?;
        let serial = hex(info.serial_number.as_bytes());
        Ok(Self { time, serial, policy: info.policy.to_string() })
    }
}

/// What the stamp says, as the standard lays it out; the time is kept as it came because services write fractions of
/// seconds, which the common type refuses.
#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
struct Info {
    version: TspVersion,
    policy: ObjectIdentifier,
    message_imprint: MessageImprint,
    serial_number: Int,
    gen_time: Any,
    #[asn1(optional = "true")]
    accuracy: Option<x509_tsp::Accuracy>,
    #[asn1(default = "Default::default")]
    ordering: bool,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    tsa: Option<Any>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    extensions: Option<Vec<Any>>,
}

fn info(answer: &[u8]) -> Result<Info, TimestampError> {
    let form = |_| TimestampError::Form;
    let answer = TimeStampResp::from_der(answer).map_err(form)?;
    let status = answer.status.status as u8;
    let Some(token) = answer.time_stamp_token.filter(|_| status <= 1) else {
        return Err(TimestampError::Refused(status));
    };
    let content = token.content.to_der().map_err(form)?;
    let content = SignedData::from_der(&content).map_err(form)?.encap_content_info;
    if content.econtent_type != TST_INFO {
        return Err(TimestampError::Form);
    }
    let bytes = content.econtent.ok_or(TimestampError::Form)?;
    Info::from_der(bytes.value()).map_err(form)
}

fn imprint(note: &str) -> MessageImprint {
    let null = Any::from(AnyRef::NULL);
    let hash = OctetString::new(Sha256::digest(note).to_vec());
    MessageImprint {
        hash_algorithm: cms::cert::x509::spki::AlgorithmIdentifier {
            oid: SHA_256,
            parameters: Some(null),
        },
        hashed_message: hash.expect("32 bytes fit into an octet string"),
    }
}

/// Same algorithm and hash; whether the algorithm's empty parameters are written differs between services.
fn is_of(imprint: &MessageImprint, note: &str) -> bool {
    imprint.hash_algorithm.oid == SHA_256
        && imprint.hashed_message.as_bytes() == &Sha256::digest(note)[..]
}

/// A positive integer: the first bit is a sign, so it is cleared; and it does not begin with zeros, so the next one is set.
fn integer(nonce: [u8; 8]) -> Int {
    let number = (u64::from_be_bytes(nonce) & (u64::MAX >> 1)) | (1 << 62);
    Int::new(&number.to_be_bytes()).expect("eight bytes fit into an integer")
}

/// `YYYYMMDDhhmmss[.fraction]Z`, which is all that the standard allows.
fn time(written: &Any) -> Option<Timestamp> {
    if written.tag() != Tag::GeneralizedTime {
        return None;
    }
    let text = std::str::from_utf8(written.value()).ok()?.strip_suffix('Z')?;
    let whole = DateTime::strptime("%Y%m%d%H%M%S%.f", text).ok()?;
    TimeZone::UTC.to_timestamp(whole).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with `openssl ts -query` and `-reply` over the three letters abc; nonce 0x314CFCE4E0651827.
    const QUERY: &str = "30400201013031300D060960864801650304020105000420BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD0208314CFCE4E0651827";

    fn bytes(hex: &str) -> Vec<u8> {
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("hex"), 16);
        hex.as_bytes().chunks(2).map(|pair| byte(pair).expect("hex")).collect()
    }

    #[test]
    fn a_request_asks_for_the_hash_of_the_note() {
        let made = request("abc", [0xf1, 0x4c, 0xfc, 0xe4, 0xe0, 0x65, 0x18, 0x27]);
        let known = TimeStampReq::from_der(&bytes(QUERY)).expect("the request of openssl");
        let ours = TimeStampReq::from_der(&made).expect("a request");
        assert_eq!(ours.message_imprint, known.message_imprint);
        let nonce = ours.nonce.expect("a nonce");
        assert_eq!(nonce.as_bytes(), [0x71, 0x4c, 0xfc, 0xe4, 0xe0, 0x65, 0x18, 0x27]);
        assert!(ours.cert_req);
    }

    #[test]
    fn times_are_read_with_fractions() {
        let read = |text: &str| {
            time(&Any::new(Tag::GeneralizedTime, text.as_bytes()).expect("a value"))
                .map(|time| time.to_string())
        };
        assert_eq!(read("20230607112626Z"), Some("2023-06-07T11:26:26Z".to_owned()));
        assert_eq!(read("20230607112626.5Z"), Some("2023-06-07T11:26:26.5Z".to_owned()));
        for wrong in ["", "Z", "20230607112626", "20230607112626+0700", "20231307112626Z"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for wrong in [&b""[..], b"hello", &bytes(QUERY)] {
            assert_eq!(Stamp::read(wrong, "abc", None), Err(TimestampError::Form));
        }
        // A refusal: status 2 without a token.
        assert_eq!(
            Stamp::read(&bytes("30053003020102"), "abc", None),
            Err(TimestampError::Refused(2))
        );
    }
}
