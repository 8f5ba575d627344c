//! The ledger's canonical payloads.
//!
//! **Takes** an [`Entry`]. **Gives** its payload, and back. **Never** changes what a written payload means: a
//! kind that must say something new gets a new version, and the old one decodes for ever (`tests/golden`).
//!
//! A payload is one JSON object `{"act", "actor", "command", "kind", "recorded", "version"}` in the spelling of
//! [`crate::canonical`]. The fields of the structs in this module stand in the order of their names, so that
//! the common acts are canonical as they are written; a test holds that.

pub mod document;
pub mod figure;
pub mod indicator;
pub mod log_key;
pub mod place;
pub mod review;

use std::ops::Range;

use quyet_model::actor::Actor;
use quyet_model::document::Digest;
use quyet_model::entry::{Act, CommandId, Entry, PlanAdopted, ReportPublished};
use quyet_model::figure::Figure;
use quyet_model::plan::PlanId;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::entry::document::DocumentReceivedJson;
use crate::entry::figure::{FigureCorrectedJson, FigureWriter, FiguresReportedJson};
use crate::entry::indicator::IndicatorsDefinedJson;
use crate::entry::log_key::LogKeyRecordedJson;
use crate::entry::place::{PlaceIdJson, PlacesRegisteredJson};
use crate::entry::review::{DraftChangedJson, PlanDraftedJson};
use crate::names::RoleJson;
use crate::plan::PlanJson;
use crate::scalar::{date, instant, write_instant};
use crate::wire_error::{Inside, WireError, each};

/// Why a payload cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// It is not the JSON of an entry at all.
    #[error("nội dung mục không phải JSON hợp lệ của nhật ký: {0}")]
    NotAnEntry(String),
    /// A kind that this program does not know: a newer one wrote it.
    #[error(
        "không biết loại mục “{0}”; nhật ký này do phiên bản Quyết mới hơn ghi, hãy nâng cấp chương trình"
    )]
    UnknownKind(String),
    /// A version of a kind that this program does not know.
    #[error(
        "loại mục “{kind}” ở phiên bản {version}, chương trình này chỉ đọc được đến phiên bản {known}; \
         hãy nâng cấp chương trình"
    )]
    UnknownVersion {
        /// Kind.
        kind: String,
        /// Version found.
        version: u32,
        /// The newest one that this program knows.
        known: u32,
    },
    /// The kind is known and its content is wrong.
    #[error("nội dung mục loại “{kind}” không đúng dạng: {fault}")]
    Malformed {
        /// Kind.
        kind: String,
        /// What is wrong and where.
        fault: String,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryJson<A> {
    act: A,
    actor: ActorJson,
    command: String,
    kind: String,
    recorded: String,
    version: u32,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorJson {
    /// The body acted for.
    pub body: String,
    /// Name or account.
    pub name: String,
    /// The role acted in.
    pub role: RoleJson,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanAdoptedJson {
    compiler: String,
    document: String,
    id: String,
    place: PlaceIdJson,
    #[serde(serialize_with = "crate::canonical::sorted")]
    plan: PlanJson,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrozenFileJson {
    digest: String,
    media_type: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportPublishedJson {
    files: Vec<FrozenFileJson>,
    head_size: u64,
    plan: String,
    title: String,
    valid: String,
}

/// The canonical payload of an entry. Its time is cut to whole microseconds.
pub fn encode(entry: &Entry) -> Vec<u8> {
    match &entry.act {
        Act::PlacesRegistered(places) => write(entry, PlacesRegisteredJson::from(&places[..])),
        Act::IndicatorsDefined(defined) => write(entry, IndicatorsDefinedJson::from(&defined[..])),
        Act::DocumentReceived(document) => write(entry, DocumentReceivedJson::from(document)),
        Act::PlanDrafted(drafted) => write(entry, PlanDraftedJson::from(&**drafted)),
        Act::DraftChanged(changed) => write(entry, DraftChangedJson::from(&**changed)),
        Act::PlanAdopted(adopted) => write(entry, PlanAdoptedJson::from(&**adopted)),
        Act::FiguresReported(reported) => write(entry, FiguresReportedJson::from(reported)),
        Act::FigureCorrected(corrected) => write(entry, FigureCorrectedJson::from(&**corrected)),
        Act::ReportPublished(report) => write(entry, ReportPublishedJson::from(report)),
        Act::LogKeyRecorded(recorded) => write(entry, LogKeyRecordedJson::from(recorded)),
    }
}

/// An entry as written, with the places of its figures: what [`crate::parts::parts`] would have to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The canonical payload, as [`encode`] gives it.
    pub payload: Vec<u8>,
    /// Where each figure of a form lies in the payload, in its order; empty for other acts.
    pub figures: Vec<Range<usize>>,
}

/// Writes an entry and notes where its figures lie.
pub fn write_in_parts(entry: &Entry) -> Written {
    match &entry.act {
        Act::FiguresReported(reported) => write_form(entry, &reported.figures),
        _ => Written { payload: encode(entry), figures: Vec::new() },
    }
}

/// Writes a form figure by figure, around them the same frame that an empty form has.
fn write_form(entry: &Entry, figures: &[Figure]) -> Written {
    let empty = FiguresReportedJson { figures: Vec::new() };
    let frame = write(entry, empty);
    let (before, after) = frame.split_at(FORM_OPENING.len());
    let mut payload = Vec::with_capacity(frame.len() + figures.len() * 256);
    payload.extend_from_slice(before);
    let mut places = Vec::with_capacity(figures.len());
    let mut writer = FigureWriter::default();
    for figure in figures {
        if !places.is_empty() {
            payload.push(b',');
        }
        let start = payload.len();
        writer.write(figure, &mut payload);
        places.push(start..payload.len());
    }
    payload.extend_from_slice(after);
    Written { payload, figures: places }
}

/// How the payload of a form begins, up to its first figure.
pub(crate) const FORM_OPENING: &[u8] = br#"{"act":{"figures":["#;

/// The entry of a payload.
///
/// # Errors
/// When the bytes are no payload, or one that a newer program wrote. Nothing is guessed.
pub fn decode(payload: &[u8]) -> Result<Entry, DecodeError> {
    decode_by(VERSIONS, payload)
}

/// Whether a payload is spelt in the one way of the version that it was written in.
///
/// In a kind's newest version that is what [`encode`] gives for its entry. An older one is no longer written; there it is
/// the spelling of [`crate::canonical`].
pub fn is_canonical(payload: &[u8], entry: &Entry) -> bool {
    if encode(entry) == payload {
        return true;
    }
    let newest = newest(VERSIONS, entry.act.kind());
    let older = label_of(payload).is_ok_and(|label| Some(label.version) < newest);
    older && crate::canonical::rewritten(payload).is_some_and(|spelt| spelt == payload)
}

/// What every payload says of itself, in every version.
#[derive(Deserialize)]
struct Label {
    kind: String,
    version: u32,
    #[serde(rename = "act")]
    _act: IgnoredAny,
}

fn label_of(payload: &[u8]) -> Result<Label, DecodeError> {
    serde_json::from_slice(payload).map_err(|error| DecodeError::NotAnEntry(error.to_string()))
}

fn decode_by(versions: &[KindReader], payload: &[u8]) -> Result<Entry, DecodeError> {
    let Label { kind, version, .. } = label_of(payload)?;
    let Some(known) = newest(versions, &kind) else {
        return Err(DecodeError::UnknownKind(kind));
    };
    let Some(KindReader { read, .. }) =
        versions.iter().find(|one| one.kind == kind && one.version == version)
    else {
        return Err(DecodeError::UnknownVersion { kind, version, known });
    };
    read(payload).map_err(|fault| DecodeError::Malformed { kind, fault })
}

/// The newest version of a kind, which is the one that is written; `None` for an unknown kind.
fn newest(versions: &[KindReader], kind: &str) -> Option<u32> {
    versions.iter().filter(|one| one.kind == kind).map(|one| one.version).max()
}

type Reader = fn(&[u8]) -> Result<Entry, String>;

/// One version of one kind, and who reads it.
struct KindReader {
    kind: &'static str,
    version: u32,
    read: Reader,
}

const fn version(kind: &'static str, version: u32, read: Reader) -> KindReader {
    KindReader { kind, version, read }
}

/// Every version of every kind that was ever written. A row is added and never taken away; the newest of a kind is the
/// one that is written.
const VERSIONS: &[KindReader] = &[
    version("places_registered", 1, |bytes| {
        read_act(bytes, |act: PlacesRegisteredJson| Ok(Act::PlacesRegistered(act.try_into()?)))
    }),
    version("indicators_defined", 1, |bytes| {
        read_act(bytes, |act: IndicatorsDefinedJson| Ok(Act::IndicatorsDefined(act.try_into()?)))
    }),
    version("document_received", 1, |bytes| {
        read_act(bytes, |act: DocumentReceivedJson| Ok(Act::DocumentReceived(act.into())))
    }),
    version("plan_drafted", 1, |bytes| {
        read_act(bytes, |act: PlanDraftedJson| Ok(Act::PlanDrafted(Box::new(act.try_into()?))))
    }),
    version("draft_changed", 1, |bytes| {
        read_act(bytes, |act: DraftChangedJson| Ok(Act::DraftChanged(Box::new(act.try_into()?))))
    }),
    version("plan_adopted", 1, |bytes| {
        read_act(bytes, |act: PlanAdoptedJson| Ok(Act::PlanAdopted(Box::new(act.try_into()?))))
    }),
    version("figures_reported", 1, |bytes| {
        read_act(bytes, |act: FiguresReportedJson| Ok(Act::FiguresReported(act.try_into()?)))
    }),
    version("figure_corrected", 1, |bytes| {
        read_act(bytes, |act: FigureCorrectedJson| {
            Ok(Act::FigureCorrected(Box::new(act.try_into()?)))
        })
    }),
    version("report_published", 1, |bytes| {
        read_act(bytes, |act: ReportPublishedJson| Ok(Act::ReportPublished(act.try_into()?)))
    }),
    version("log_key_recorded", 1, |bytes| {
        read_act(bytes, |act: LogKeyRecordedJson| Ok(Act::LogKeyRecorded(act.into())))
    }),
];

fn write(entry: &Entry, act: impl Serialize) -> Vec<u8> {
    let form = EntryJson {
        act,
        actor: (&entry.actor).into(),
        command: entry.command.0.clone(),
        kind: entry.act.kind().to_owned(),
        recorded: write_instant(entry.recorded),
        version: newest(VERSIONS, entry.act.kind()).expect("every kind of act has a version"),
    };
    serde_json::to_vec(&form).expect("our forms have string keys and no failing Serialize")
}

fn read_act<A: DeserializeOwned>(
    payload: &[u8],
    read: impl FnOnce(A) -> Result<Act, WireError>,
) -> Result<Entry, String> {
    let form: EntryJson<A> = serde_json::from_slice(payload).map_err(|error| error.to_string())?;
    let act = read(form.act).inside("act").map_err(|error| error.to_string())?;
    let recorded = instant(&form.recorded).inside("recorded").map_err(|error| error.to_string())?;
    Ok(Entry { command: CommandId(form.command), actor: form.actor.into(), recorded, act })
}

impl From<&Actor> for ActorJson {
    fn from(actor: &Actor) -> Self {
        let Actor { name, role, body } = actor.clone();
        Self { body, name, role: role.into() }
    }
}

impl From<ActorJson> for Actor {
    fn from(json: ActorJson) -> Self {
        Self { name: json.name, role: json.role.into(), body: json.body }
    }
}

impl From<&PlanAdopted> for PlanAdoptedJson {
    fn from(adopted: &PlanAdopted) -> Self {
        Self {
            compiler: adopted.compiler.clone(),
            document: adopted.document.0.clone(),
            id: adopted.id.0.clone(),
            place: (&adopted.place).into(),
            plan: (&adopted.plan).into(),
        }
    }
}

impl TryFrom<PlanAdoptedJson> for PlanAdopted {
    type Error = WireError;

    fn try_from(json: PlanAdoptedJson) -> Result<Self, WireError> {
        Ok(Self {
            id: PlanId(json.id),
            place: json.place.try_into().inside("place")?,
            document: Digest(json.document),
            compiler: json.compiler,
            plan: json.plan.try_into().inside("plan")?,
        })
    }
}

impl From<&ReportPublished> for ReportPublishedJson {
    fn from(report: &ReportPublished) -> Self {
        let write = |(media_type, digest): &(String, Digest)| FrozenFileJson {
            digest: digest.0.clone(),
            media_type: media_type.clone(),
        };
        Self {
            files: report.files.iter().map(write).collect(),
            head_size: report.head_size,
            plan: report.plan.0.clone(),
            title: report.title.clone(),
            valid: report.valid.to_string(),
        }
    }
}

impl TryFrom<ReportPublishedJson> for ReportPublished {
    type Error = WireError;

    fn try_from(json: ReportPublishedJson) -> Result<Self, WireError> {
        Ok(Self {
            plan: PlanId(json.plan),
            title: json.title,
            valid: date(&json.valid).inside("valid")?,
            head_size: json.head_size,
            files: each(json.files, "files", |file| Ok((file.media_type, Digest(file.digest))))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use quyet_model::actor::Role;
    use quyet_model::entry::FiguresReported;

    use super::*;

    fn form() -> Entry {
        Entry {
            command: CommandId("c".to_owned()),
            actor: Actor { name: "An".to_owned(), role: Role::Reporter, body: "Sở".to_owned() },
            recorded: "2026-12-01T00:00:00Z".parse().expect("a time"),
            act: Act::FiguresReported(FiguresReported { figures: Vec::new() }),
        }
    }

    /// The same form with a second version, which says its figures under another name.
    fn with_a_second_version() -> Vec<KindReader> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Second {
            rows: Vec<IgnoredAny>,
        }
        let second = version("figures_reported", 2, |bytes| {
            read_act(bytes, |act: Second| {
                assert!(act.rows.is_empty(), "the test sends none");
                Ok(Act::FiguresReported(FiguresReported { figures: Vec::new() }))
            })
        });
        let first = VERSIONS.iter().map(|one| version(one.kind, one.version, one.read));
        first.chain([second]).collect()
    }

    #[test]
    fn a_kind_gets_a_second_version_and_the_first_decodes_as_before() {
        let versions = with_a_second_version();
        let first = encode(&form());
        let words = String::from_utf8(first.clone()).expect("payloads are UTF-8");
        let second =
            words.replace("figures\":[]", "rows\":[]").replace("version\":1", "version\":2");
        assert_ne!(second, words);
        assert_eq!(decode_by(&versions, &first), Ok(form()));
        assert_eq!(decode_by(&versions, second.as_bytes()), Ok(form()));
        assert_eq!(newest(&versions, "figures_reported"), Some(2));
        assert_eq!(newest(&versions, "plan_adopted"), Some(1), "the other kinds stay");
        // The program of today refuses it by number.
        let (kind, known) = ("figures_reported".to_owned(), 1);
        let refused = DecodeError::UnknownVersion { kind, version: 2, known };
        assert_eq!(decode(second.as_bytes()), Err(refused));
    }

    #[test]
    fn a_payload_has_one_spelling_in_its_version() {
        let (entry, payload) = (form(), encode(&form()));
        assert!(is_canonical(&payload, &entry));
        let words = String::from_utf8(payload).expect("payloads are UTF-8");
        for other in [format!("{words} "), words.replace(',', ", "), "{}".to_owned()] {
            assert!(!is_canonical(other.as_bytes(), &entry), "{other}");
        }
        // Of a version that is no longer written, the general spelling is asked.
        let older = words.replace("version\":1", "version\":0");
        assert!(is_canonical(older.as_bytes(), &entry));
        assert!(!is_canonical(older.replace(',', ", ").as_bytes(), &entry));
    }

    #[test]
    fn every_kind_has_its_versions_from_the_first_on_without_holes() {
        for one in VERSIONS {
            let of_kind: Vec<u32> =
                VERSIONS.iter().filter(|o| o.kind == one.kind).map(|o| o.version).collect();
            let whole: Vec<u32> = (1..).take(of_kind.len()).collect();
            assert_eq!(of_kind, whole, "{}", one.kind);
        }
    }
}
