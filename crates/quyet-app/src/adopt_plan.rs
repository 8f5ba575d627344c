//! Use case: put the plan that a document holds in force.

use std::collections::{BTreeMap, BTreeSet};

use quyet_intake::Received;
use quyet_model::condition::{Bound, Condition, Promise, Reading};
use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_model::document::{Digest, ReceivedDocument};
use quyet_model::entry::{Act, CommandId, PlanAdopted};
use quyet_model::indicator::{Indicator, IndicatorId, Sense};
use quyet_model::place::{Place, PlaceId};
use quyet_model::plan::{Draft, Plan, PlanId};
use quyet_model::target::{Target, TargetCode};
use quyet_store::{AppendError, StoreError};
use quyet_store::{Blob, Receipt};
use thiserror::Error;

use crate::attachments::{AttachmentRefused, AttachmentRule};
use crate::check_places::check_places;
use crate::compile_resolution::{COMPILER, Compiled, compile_resolution};
use crate::desk::Desk;
use crate::policy::{self, Action, Forbidden};

/// How the text that a plan was read from is kept.
const TEXT_TYPE: &str = "text/plain; charset=utf-8";

/// Which leaf is measured by which indicator.
pub type Links = BTreeMap<TargetCode, IndicatorId>;

/// The document and what a planner decided about it.
#[derive(Clone, Debug)]
pub struct AdoptPlan {
    /// Identity of this command.
    pub command: CommandId,
    /// Identity that the plan is to have.
    pub id: PlanId,
    /// Where the plan is carried out.
    pub place: PlaceId,
    /// The document's bytes, as they came.
    pub bytes: Vec<u8>,
    /// What the porch made of these bytes, here or in a process of its own.
    pub received: Received,
    /// What people call the document.
    pub title: String,
    /// Where it came from; `None` when unknown.
    pub origin: Option<String>,
    /// The confirmed links.
    pub links: Links,
    /// Whether the planner has looked at the warnings and takes the readings as they are.
    pub confirmed: bool,
    /// Which files are taken in.
    pub rule: AttachmentRule,
}

/// Why no plan was adopted. Nothing was written.
#[derive(Debug, Error)]
pub enum AdoptPlanError {
    /// The role may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The file is not one that is taken in.
    #[error(transparent)]
    Attachment(#[from] AttachmentRefused),
    /// The text holds no target and no task.
    #[error("văn bản không có chỉ tiêu, nhiệm vụ nào để phê duyệt")]
    Nothing,
    /// Readings are doubtful and nobody confirmed them.
    #[error("còn {} chỗ cần người xem trước khi phê duyệt; xem “quyet compile --format diagnostics”, rồi xác nhận", .0.len())]
    Unconfirmed(Vec<Diagnostic>),
    /// A plan of this identity is in force.
    #[error("kế hoạch {0} đã được phê duyệt; thay đổi trong năm phải theo nghị quyết điều chỉnh")]
    AlreadyAdopted(PlanId),
    /// The place is not in the register.
    #[error("đơn vị {0} không có trong danh mục tại ngày thông qua")]
    UnknownPlace(String),
    /// A link names a leaf that the plan does not have.
    #[error("bảng liên kết nêu chỉ tiêu ({0}) nhưng kế hoạch không có")]
    UnknownTarget(TargetCode),
    /// A link names an indicator that nobody defined.
    #[error("bảng liên kết nêu chỉ tiêu thống kê “{0}” chưa được khai báo")]
    UnknownIndicator(IndicatorId),
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The vault refused the batch.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// Compiles the document, links its targets and puts the plan in force.
///
/// # Errors
/// [`AdoptPlanError`]; nothing was written.
pub async fn adopt_plan(desk: Desk<'_>, command: AdoptPlan) -> Result<Receipt, AdoptPlanError> {
    policy::may(desk.actor.role, Action::AdoptPlan)?;
    command.rule.check(&[(&command.title, &command.bytes)])?;
    let now = desk.now();
    let head = desk.ledger.head().await?;
    let indicators = desk.ledger.indicators(now).await?;
    let places = desk.ledger.places(now).await?;
    let before = desk.ledger.plan(&command.id, now).await?;
    // A repeated command is answered by the ledger; only a different one is refused here.
    if let Some(before) = before {
        let same = desk.ledger.entry(before.seq).await?;
        if same.is_none_or(|known| known.entry.command != command.command) {
            return Err(AdoptPlanError::AlreadyAdopted(command.id));
        }
    }
    let Compiled { received, draft } = compile_resolution(command.received.clone());
    let plan = decide(&command, draft, &indicators, &places)?;
    let original = Original { bytes: command.bytes, title: command.title, origin: command.origin };
    let kept = original.keep(received);
    let adopted = PlanAdopted {
        id: command.id,
        place: command.place,
        document: kept.text,
        compiler: COMPILER.to_owned(),
        plan,
    };
    let mut acts: Vec<Act> = kept.documents.into_iter().map(Act::DocumentReceived).collect();
    acts.push(Act::PlanAdopted(Box::new(adopted)));
    // At this point nothing is durable; one append makes the documents and their plan stand together.
    Ok(desk.append(head, &command.command, acts, &kept.blobs).await?)
}

/// A file as it came.
pub(crate) struct Original {
    pub(crate) bytes: Vec<u8>,
    /// What people call it.
    pub(crate) title: String,
    /// Where it came from; `None` when unknown.
    pub(crate) origin: Option<String>,
}

/// What is kept of a file.
pub(crate) struct Kept {
    /// The text that the plan was read from.
    pub(crate) text: Digest,
    /// The original, and behind it the text that was drawn out of it; one and the same for a text in UTF-8.
    pub(crate) documents: Vec<ReceivedDocument>,
    pub(crate) blobs: Vec<Blob>,
}

/// How the origin of a text that was drawn out of a file begins.
const DRAWN: &str = "trích từ bản gốc sha256:";

/// The file that a text was drawn out of, by the origin that [`Original::keep`] wrote; `None` for any other origin.
pub(crate) fn drawn_from(origin: &str) -> Option<Digest> {
    let hex: String =
        origin.strip_prefix(DRAWN)?.chars().take_while(char::is_ascii_hexdigit).collect();
    (hex.len() == 64).then_some(Digest(hex))
}

impl Original {
    /// The file and the text that was drawn out of it, as the ledger keeps them.
    pub(crate) fn keep(self, received: Received) -> Kept {
        let Self { bytes, title, origin } = self;
        let original = Blob::new(bytes);
        let text = Blob::new(received.text.into_bytes());
        let document = |blob: &Blob, media_type: &str, origin| ReceivedDocument {
            digest: blob.digest.clone(),
            media_type: media_type.to_owned(),
            title: title.clone(),
            bytes: blob.bytes.len() as u64,
            origin,
        };
        let digest = text.digest.clone();
        if original.digest == digest {
            let only = document(&text, TEXT_TYPE, origin);
            return Kept { text: digest, documents: vec![only], blobs: vec![text] };
        }
        let form = received.form;
        let drawn = format!("{DRAWN}{} ({})", original.digest.0, form.name());
        let documents = vec![
            document(&original, form.media_type(), origin),
            document(&text, TEXT_TYPE, Some(drawn)),
        ];
        Kept { text: digest, documents, blobs: vec![original, text] }
    }
}

fn decide(
    command: &AdoptPlan,
    draft: Draft,
    indicators: &[Indicator],
    places: &[Place],
) -> Result<Plan, AdoptPlanError> {
    let named = check_places(&draft, &command.place, places);
    let mut plan = draft.plan;
    if plan.targets.is_empty() && plan.tasks.is_empty() {
        return Err(AdoptPlanError::Nothing);
    }
    let found = draft.diagnostics.into_iter().chain(named);
    let doubts: Vec<_> = found.filter(|d| d.severity > Severity::Note).collect();
    if !command.confirmed && !doubts.is_empty() {
        return Err(AdoptPlanError::Unconfirmed(doubts));
    }
    if !places.iter().any(|place| place.id == command.place) {
        return Err(AdoptPlanError::UnknownPlace(command.place.code.clone()));
    }
    let catalogue: BTreeMap<_, _> = indicators.iter().map(|i| (&i.id, i)).collect();
    if let Some(unknown) = command.links.values().find(|id| !catalogue.contains_key(id)) {
        return Err(AdoptPlanError::UnknownIndicator(unknown.clone()));
    }
    let mut linked = BTreeSet::new();
    for target in &mut plan.targets {
        link(target, &command.links, &catalogue, &mut linked);
    }
    match command.links.keys().find(|code| !linked.contains(*code)) {
        Some(unknown) => Err(AdoptPlanError::UnknownTarget(unknown.clone())),
        None => Ok(plan),
    }
}

fn link(
    target: &mut Target,
    links: &Links,
    catalogue: &BTreeMap<&IndicatorId, &Indicator>,
    linked: &mut BTreeSet<TargetCode>,
) {
    for part in &mut target.parts {
        link(part, links, catalogue, linked);
    }
    if !target.is_leaf() {
        return;
    }
    let Some(indicator) = links.get(&target.code).and_then(|id| catalogue.get(id)) else {
        return;
    };
    linked.insert(target.code.clone());
    target.indicator = Some(indicator.id.clone());
    target.condition = read_by_sense(target.condition.clone(), indicator.sense);
}

/// A bare figure is read by the sense of the indicator that a person linked, not by the compiler's guess.
pub(crate) fn read_by_sense(condition: Condition, sense: Sense) -> Condition {
    let Promise::Level(Bound::Exactly(_)) = condition.promise else { return condition };
    let reading = match sense {
        Sense::HigherIsBetter => Reading::AtLeast,
        Sense::LowerIsBetter => Reading::AtMost,
        Sense::InsideRange => Reading::AsWritten,
    };
    Condition { reading, ..condition }
}
