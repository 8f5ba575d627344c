//! The window where a document is handed in.

use askama::Template;
use axum::extract::Multipart;
use axum::response::Response;
use jiff::civil::Date;
use quyet_app::attachments::AttachmentRule;
use quyet_app::paths;
use quyet_app::porch::INPUT_BYTES_MAX;
use quyet_app::review::form::{FieldError, PlaceChoice, choose_place, place_label, read_day};
use quyet_app::review::start::{StartReview, StartReviewError, start_review};
use quyet_model::place::{Place, PlaceLevel};
use quyet_model::plan::PlanId;

use super::see;
use super::upload::{Uploaded, take};
use crate::at_desk::AtDesk;
use crate::readings::Readings;
use crate::refuse::Refused;
use crate::work::{Errors, Work};

/// Most places that are offered in the list; any other can be typed.
const OFFERED: usize = 150;

/// The limit in words.
const LIMIT_MIB: usize = INPUT_BYTES_MAX >> 20;

#[derive(Template)]
#[template(path = "draft/hand_in.html")]
struct Page {
    shell: Work,
    form: Typed,
    offered: Vec<String>,
    /// Whether the register holds no place at all.
    bare: bool,
    limit: usize,
    /// A file was sent and has to be chosen again.
    again: bool,
    /// The draft or plan that stands in the way of the identity: words and address.
    way: Option<(&'static str, String)>,
}

/// The fields as typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    id: String,
    place: String,
    number: String,
    adopted: String,
    origin: String,
}

async fn places(at: &AtDesk) -> Result<Vec<Place>, Refused> {
    let places = at.hall.ledger.places(at.hall.clock.now()).await;
    places.map_err(|error| Refused::Failed(error.to_string()))
}

/// Labels of the places that are offered: provinces, and all when they are few.
fn offered(places: &[Place], today: Date) -> Vec<String> {
    let few = places.len() <= OFFERED;
    let near =
        |place: &&Place| few || (place.level == PlaceLevel::Province && place.stands_on(today));
    places.iter().filter(near).take(OFFERED).map(place_label).collect()
}

fn page(at: &AtDesk, places: &[Place], form: Typed, errors: Vec<FieldError>) -> Page {
    let mut shell = Work::new(at, "Nạp văn bản");
    shell.errors = Errors(errors);
    Page {
        shell,
        form,
        offered: offered(places, at.today()),
        bare: places.is_empty(),
        limit: LIMIT_MIB,
        again: false,
        way: None,
    }
}

/// Answers the empty form.
pub(crate) async fn get(at: AtDesk) -> Result<Response, Refused> {
    let places = places(&at).await?;
    let page = page(&at, &places, Typed::default(), vec![]);
    page.shell.answer(&page)
}

/// Keeps the document and starts to read it.
pub(crate) async fn post(at: AtDesk, form: Multipart) -> Result<Response, Refused> {
    let uploaded = take(form).await?;
    if uploaded.too_long {
        return Err(Refused::TooLong(format!(
            "tệp lớn hơn giới hạn {LIMIT_MIB} MiB nên không được giữ lại. Hãy tách riêng phần văn bản nghị quyết rồi nạp lại"
        )));
    }
    let places = places(&at).await?;
    let typed = typed(&uploaded);
    let chosen = !uploaded.bytes.is_empty();
    let mut shown = match started(&at, &places, &typed, uploaded) {
        Err(errors) => page(&at, &places, typed, errors),
        Ok(start) => {
            let id = start.id.clone();
            match start_review(at.desk(), &*at.planning.drafts, start).await {
                Ok(()) => {
                    Readings::start(&at.hall, &at.planning, &id);
                    return Ok(see(&paths::draft(&id)));
                }
                Err(error) => refused(&at, &places, typed, &error)?,
            }
        }
    };
    shown.again = chosen;
    shown.shell.answer(&shown)
}

fn typed(uploaded: &Uploaded) -> Typed {
    let fields = &uploaded.fields;
    Typed {
        id: fields.at("ma"),
        place: fields.at("noi"),
        number: fields.at("so-ky-hieu"),
        adopted: fields.at("ngay"),
        origin: fields.at("nguon"),
    }
}

fn started(
    at: &AtDesk,
    places: &[Place],
    typed: &Typed,
    uploaded: Uploaded,
) -> Result<StartReview, Vec<FieldError>> {
    let mut errors = Vec::new();
    if uploaded.bytes.is_empty() {
        let message =
            "chưa chọn tệp, hoặc tệp rỗng; hãy chọn tệp PDF, Word hoặc văn bản của nghị quyết";
        errors.push(FieldError::new("tep", message));
    }
    if typed.id.trim().is_empty() {
        errors.push(FieldError::new("ma", "hãy đặt mã kế hoạch, ví dụ tinh-2027"));
    }
    let day = said(&typed.adopted).map(|words| read_day(&words)).transpose();
    let day = day.map_err(|message| errors.push(FieldError::new("ngay", message))).ok().flatten();
    let place = place(places, &typed.place, day.unwrap_or_else(|| at.today()));
    let place = place.map_err(|error| errors.push(error)).ok();
    match place {
        Some(place) if errors.is_empty() => Ok(StartReview {
            id: PlanId(typed.id.trim().to_lowercase()),
            place,
            bytes: uploaded.bytes,
            title: if uploaded.name.is_empty() {
                "Văn bản không tên".to_owned()
            } else {
                uploaded.name
            },
            origin: said(&typed.origin),
            number: said(&typed.number),
            adopted: day,
            rule: AttachmentRule::default(),
        }),
        _ => Err(errors),
    }
}

fn said(words: &str) -> Option<String> {
    let words = words.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

fn place(
    places: &[Place],
    words: &str,
    day: Date,
) -> Result<quyet_model::place::PlaceId, FieldError> {
    let short: String = words.trim().chars().take(60).collect();
    match choose_place(places, words, day) {
        PlaceChoice::One(id) => Ok(id),
        PlaceChoice::Several(labels) => {
            let message = format!(
                "có nhiều đơn vị tên “{short}”; hãy ghi rõ một trong: {}",
                labels.join("; ")
            );
            Err(FieldError::new("noi", message))
        }
        PlaceChoice::Unknown if short.is_empty() => {
            Err(FieldError::new("noi", "hãy chọn nơi thực hiện kế hoạch"))
        }
        PlaceChoice::Unknown => Err(FieldError::new(
            "noi",
            format!(
                "không có đơn vị “{short}” trong danh mục; hãy chọn trong danh sách gợi ý, ghi tên đầy đủ hoặc mã"
            ),
        )),
    }
}

fn refused(
    at: &AtDesk,
    places: &[Place],
    typed: Typed,
    error: &StartReviewError,
) -> Result<Page, Refused> {
    let said = error.to_string();
    let (field, way) = match error {
        StartReviewError::Forbidden(_) => return Err(Refused::Forbidden(said)),
        StartReviewError::Store(_) => return Err(Refused::Failed(said)),
        StartReviewError::IdForm(_) => ("ma", None),
        StartReviewError::NoFile | StartReviewError::Attachment(_) => ("tep", None),
        StartReviewError::UnknownPlace(_) => ("noi", None),
        StartReviewError::AlreadyAdopted(id) => ("ma", Some(("Xem kế hoạch đó", paths::plan(id)))),
        StartReviewError::AlreadyStarted(id) => {
            ("ma", Some(("Tiếp tục bản rà soát đó", paths::draft(id))))
        }
    };
    let mut page = page(at, places, typed, vec![FieldError::new(field, said)]);
    page.way = way;
    Ok(page)
}
