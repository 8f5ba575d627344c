//! The opening of a sealed entry: some of its parts, with what shows that they lie under its seal.
//!
//! **Takes** a payload, its salt and the numbers of the parts to show. **Gives** an [`Opening`] that tells nothing of the
//! other parts, or the leaf hash that an opening leads to. **Never** holds the salt of the entry: only those of the parts shown.
//! Start reading at [`Opening::of`] and [`Opening::leaf`].
//!
//! Written as canonical JSON, hashes in base 64, `path` from the cover's sibling upwards:
//!
//! ```text
//! {"opened":[{"bytes":"…","part":0,"path":["…"],"salt":"…"}],"parts":201,"seal":"…","version":1}
//! {"payload":"…","version":1}                                    an entry of the first layout, which has no salt
//! ```

use std::collections::BTreeMap;

use quyet_wire::canonical::canonical_text;
use quyet_wire::parts::parts;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::head::Head;
use crate::leaf::{Salt, covers};
use crate::merkle::{Frontier, inclusion_proof, is_included, leaf_hash};
use crate::spelling::{base64, hash};

/// The version of the written form.
const VERSION: u32 = 1;

/// One part that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedPart {
    /// Its number in the payload: 0 is the frame, `row + 1` the figure of that row, the last one the name of the person.
    pub number: u32,
    /// What stands there, canonical JSON.
    pub text: String,
    /// The salt of this part alone.
    pub salt: Salt,
    /// Hashes from the cover's sibling up to the seal.
    pub path: Vec<[u8; 32]>,
}

/// What is shown of one entry.
#[doc(alias = "phần mở niêm phong")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Parts of a sealed entry.
    Sealed {
        /// The bytes of the log's entry.
        seal: [u8; 32],
        /// Number of all its parts, shown or not.
        count: u32,
        /// Those that are shown; at least one.
        parts: Vec<OpenedPart>,
    },
    /// An entry of the first layout: its payload whole.
    Plain(String),
}

/// An opening that does not lead to its seal.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpeningError {
    /// Not written as openings are.
    #[error("dòng “extra” không phải phần mở niêm phong theo dạng của Quyết")]
    Form,
    /// Written by a newer program.
    #[error(
        "phần mở niêm phong ở dạng {0}, phiên bản này chỉ biết dạng 1: hãy dùng bản Quyết mới hơn"
    )]
    Newer(u32),
    /// A part, its salt or its path was altered.
    #[error(
        "phần {0} không nằm dưới niêm phong của mục: nội dung, muối hoặc đường dẫn của nó đã bị sửa"
    )]
    Part(u32),
}

impl Opening {
    /// Shows these parts of a payload. `None` when there is no such part, none at all, or the payload is no text.
    ///
    /// Of an entry without salt everything is shown, whatever was asked for; ask [`Opening::shows_all`] before giving it out.
    pub fn of(payload: &[u8], salt: Option<&Salt>, numbers: &[u32]) -> Option<Self> {
        let Some(salt) = salt else {
            return Some(Self::Plain(String::from_utf8(payload.to_vec()).ok()?));
        };
        let covers = covers(payload, salt);
        let (mut tree, mut stored) = (Frontier::empty(), BTreeMap::new());
        for cover in &covers {
            stored.extend(tree.push(leaf_hash(cover)));
        }
        let texts: Vec<Vec<u8>> = parts(payload).iter().map(<[u8]>::to_vec).collect();
        let show = |number: &u32| {
            let text =
                String::from_utf8(texts.get(usize::try_from(*number).ok()?)?.clone()).ok()?;
            let path = inclusion_proof(u64::from(*number), tree.size(), &stored)?;
            Some(OpenedPart { number: *number, text, salt: salt.of_part(*number), path })
        };
        let parts: Vec<OpenedPart> = numbers.iter().map(show).collect::<Option<_>>()?;
        let count = u32::try_from(covers.len()).ok()?;
        (!parts.is_empty()).then_some(Self::Sealed { seal: tree.head().root, count, parts })
    }

    /// The leaf hash that the log must hold for this entry, when every part shown lies under the seal.
    ///
    /// # Errors
    /// [`OpeningError::Part`], naming the first part that does not.
    pub fn leaf(&self) -> Result<[u8; 32], OpeningError> {
        match self {
            Self::Plain(payload) => Ok(leaf_hash(payload.as_bytes())),
            Self::Sealed { seal, count, parts } => {
                let head = Head { size: u64::from(*count), root: *seal };
                match parts.iter().find(|part| !part.is_under(&head)) {
                    Some(part) => Err(OpeningError::Part(part.number)),
                    None => Ok(leaf_hash(seal)),
                }
            }
        }
    }

    /// What is shown: number and text of each part.
    pub fn shown(&self) -> Vec<(u32, &str)> {
        match self {
            Self::Plain(payload) => vec![(0, payload)],
            Self::Sealed { parts, .. } => {
                parts.iter().map(|part| (part.number, part.text.as_str())).collect()
            }
        }
    }

    /// Whether nothing of the entry stays hidden.
    pub fn shows_all(&self) -> bool {
        match self {
            Self::Plain(_) => true,
            Self::Sealed { count, parts, .. } => {
                (0..*count).all(|number| parts.iter().any(|part| part.number == number))
            }
        }
    }

    /// The written form.
    pub fn to_text(&self) -> String {
        match self {
            Self::Plain(payload) => {
                canonical_text(&PlainJson { payload: payload.clone(), version: VERSION })
            }
            Self::Sealed { seal, count, parts } => canonical_text(&SealedJson {
                opened: parts.iter().map(PartJson::from).collect(),
                parts: *count,
                seal: base64(seal),
                version: VERSION,
            }),
        }
    }

    /// Reads the written form.
    ///
    /// # Errors
    /// [`OpeningError::Form`], [`OpeningError::Newer`].
    pub fn parse(text: &str) -> Result<Self, OpeningError> {
        let version: VersionJson = serde_json::from_str(text).map_err(|_| OpeningError::Form)?;
        if version.version != VERSION {
            return Err(OpeningError::Newer(version.version));
        }
        if let Ok(plain) = serde_json::from_str::<PlainJson>(text) {
            return Ok(Self::Plain(plain.payload));
        }
        let sealed: SealedJson = serde_json::from_str(text).map_err(|_| OpeningError::Form)?;
        sealed.read().ok_or(OpeningError::Form)
    }
}

impl OpenedPart {
    fn is_under(&self, seal: &Head) -> bool {
        let cover = self.salt.cover(self.number, self.text.as_bytes());
        is_included(&self.path, seal, u64::from(self.number), leaf_hash(&cover))
    }
}

#[derive(Deserialize)]
struct VersionJson {
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainJson {
    payload: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedJson {
    opened: Vec<PartJson>,
    parts: u32,
    seal: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartJson {
    bytes: String,
    part: u32,
    path: Vec<String>,
    salt: String,
}

impl From<&OpenedPart> for PartJson {
    fn from(part: &OpenedPart) -> Self {
        Self {
            bytes: part.text.clone(),
            part: part.number,
            path: part.path.iter().map(|hash| base64(hash)).collect(),
            salt: base64(&part.salt.0),
        }
    }
}

impl SealedJson {
    fn read(self) -> Option<Opening> {
        let read = |part: PartJson| {
            let path = part.path.iter().map(|text| hash(text)).collect::<Option<_>>()?;
            Some(OpenedPart {
                number: part.part,
                text: part.bytes,
                salt: Salt(hash(&part.salt)?),
                path,
            })
        };
        let parts: Vec<OpenedPart> = self.opened.into_iter().map(read).collect::<Option<_>>()?;
        let rises = parts.windows(2).all(|pair| matches!(pair, [a, b] if a.number < b.number));
        let seal = hash(&self.seal)?;
        (rises && !parts.is_empty()).then_some(Opening::Sealed { seal, count: self.parts, parts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaf::seal;

    const FORM: &[u8] =
        br#"{"act":{"figures":[{"v":"1"},{"v":"2"},{"v":"3"},{"v":"4"}]},"kind":"figures_reported"}"#;
    const SALT: Salt = Salt([7; 32]);

    fn open(numbers: &[u32]) -> Opening {
        Opening::of(FORM, Some(&SALT), numbers).expect("parts of the form")
    }

    #[test]
    fn what_is_opened_leads_to_the_leaf_and_shows_nothing_else() {
        let leaf = seal(FORM, Some(&SALT)).leaf;
        for number in 0..5 {
            let opening = open(&[number]);
            assert_eq!(opening.leaf(), Ok(leaf));
            assert!(!opening.shows_all());
            let text = opening.to_text();
            assert_eq!(text.matches(r#"\"v\""#).count(), usize::from(number != 0), "{text}");
            assert!(!text.contains(&base64(&SALT.0)));
            assert_eq!(Opening::parse(&text), Ok(opening));
        }
        assert!(open(&[0, 1, 2, 3, 4]).shows_all());
        assert_eq!(Opening::of(FORM, Some(&SALT), &[5]), None);
        assert_eq!(Opening::of(FORM, Some(&SALT), &[]), None);
    }

    #[test]
    fn an_altered_part_is_named() {
        let altered = |change: fn(&mut OpenedPart)| {
            let mut opening = open(&[0, 3]);
            if let Opening::Sealed { parts, .. } = &mut opening {
                change(&mut parts[1]);
            }
            opening.leaf()
        };
        assert_eq!(altered(|_| ()), Ok(seal(FORM, Some(&SALT)).leaf));
        assert_eq!(
            altered(|part| part.text = r#"{"v":"9"}"#.to_owned()),
            Err(OpeningError::Part(3))
        );
        assert_eq!(altered(|part| part.salt.0[0] ^= 1), Err(OpeningError::Part(3)));
        assert_eq!(altered(|part| part.path[0][0] ^= 1), Err(OpeningError::Part(3)));
        assert_eq!(altered(|part| part.number = 2), Err(OpeningError::Part(2)));
        assert_eq!(altered(|part| part.path.clear()), Err(OpeningError::Part(3)));
    }

    /// In a tree of 7 leaves, leaf 6 has a path of the same shape as leaf 5 of 6.
    #[test]
    fn a_figure_cannot_pass_for_that_of_another_row() {
        let form = br#"{"act":{"figures":[1,2,3,4,5]},"kind":"figures_reported"}"#;
        let Some(Opening::Sealed { seal, parts, .. }) = Opening::of(form, Some(&SALT), &[5]) else {
            panic!("a sealed form");
        };
        let path: [[u8; 32]; 2] = parts[0].path[..].try_into().expect("two hashes");
        let moved = OpenedPart { number: 6, path: path.to_vec(), ..parts[0].clone() };
        let cover = parts[0].salt.cover(5, parts[0].text.as_bytes());
        assert!(is_included(&path, &Head { size: 7, root: seal }, 6, leaf_hash(&cover)));
        let claim = Opening::Sealed { seal, count: 7, parts: vec![moved] };
        assert_eq!(claim.leaf(), Err(OpeningError::Part(6)));
    }

    #[test]
    fn an_entry_of_the_first_layout_is_shown_whole() {
        let opening = Opening::of(FORM, None, &[1]).expect("a text");
        assert_eq!(opening.leaf(), Ok(leaf_hash(FORM)));
        assert!(opening.shows_all());
        assert_eq!(Opening::parse(&opening.to_text()), Ok(opening));
    }

    #[test]
    fn what_is_no_opening_is_refused() {
        let text = open(&[0, 2]).to_text();
        assert_eq!(
            Opening::parse(&text.replace("\"version\":1", "\"version\":2")),
            Err(OpeningError::Newer(2))
        );
        for wrong in [
            String::new(),
            "{}".to_owned(),
            text.replace("\"parts\"", "\"others\""),
            text.replace("\"part\":2", "\"part\":0"),
            text.replace("\"version\":1", "\"version\":1,\"more\":1"),
            text.replacen("=\"", "\"", 1),
        ] {
            assert_eq!(Opening::parse(&wrong), Err(OpeningError::Form), "{wrong}");
        }
    }
}
