//! `quyet plan diff`: how one plan differs from another.

use std::path::Path;

use quyet_app::Ledger;
use quyet_app::compare_plans::{Comparison, TargetChange, TaskChange, compare_plans};
use quyet_app::compile_resolution::compile_resolution;
use quyet_app::review::drafted::drafted_of;
use quyet_app::review::start::is_plan_id;
use quyet_model::plan::{Plan, PlanId};
use quyet_model::target::Target;
use quyet_model::task::Task;
use quyet_store::AdoptedPlan;
use quyet_wire::notation;

use super::{import, review};
use crate::args::Reader;
use crate::outcome::Failure;
use crate::{house, print};

/// Compares `id` with another plan, draft or file; without one, the compiler's own reading with `id`.
pub(super) fn diff(id: &str, with: Option<&str>, reader: &Reader) -> Result<(), Failure> {
    house::wait(async {
        let shelf = Shelf { ledger: &*house::open(&reader.data).await?, reader };
        let named = PlanId(id.to_owned());
        let (old, new) = match with {
            Some(with) => (shelf.plan(&named).await?, shelf.plan_or_file(with).await?),
            None => shelf.drafted(&named).await?,
        };
        let comparison = compare_plans(&old, &new);
        if !comparison.differs() {
            print::note("không có khác biệt");
        }
        tell(&comparison)
    })
}

/// Where plans are looked for.
struct Shelf<'a> {
    ledger: &'a dyn Ledger,
    reader: &'a Reader,
}

impl Shelf<'_> {
    async fn adopted(&self, id: &PlanId) -> Result<Option<AdoptedPlan>, Failure> {
        let moment = self.reader.moment()?;
        self.ledger.plan(id, moment.at.recorded).await.map_err(Failure::failed)
    }

    async fn review(&self, id: &PlanId) -> Result<quyet_app::review::Review, Failure> {
        let drafts = house::drafts(&self.reader.data).await?;
        review::opened(&*drafts, id).await
    }

    /// The adopted plan; where there is none, the draft as it stands.
    async fn plan(&self, id: &PlanId) -> Result<Plan, Failure> {
        match self.adopted(id).await? {
            Some(adopted) => Ok(adopted.adopted.plan),
            None => Ok(self.review(id).await?.reviewed.present()),
        }
    }

    /// A plan by its identity, else a file as the compiler reads it.
    async fn plan_or_file(&self, words: &str) -> Result<Plan, Failure> {
        let path = Path::new(words);
        if is_plan_id(words) && !path.is_file() {
            return self.plan(&PlanId(words.to_owned())).await;
        }
        let bytes = house::read(path)?;
        let received =
            import::receive(&bytes).map_err(|error| Failure::input(format!("{words}: {error}")))?;
        Ok(compile_resolution(received).draft.plan)
    }

    /// What the compiler read, and what people made of it.
    async fn drafted(&self, id: &PlanId) -> Result<(Plan, Plan), Failure> {
        let Some(adopted) = self.adopted(id).await? else {
            let review = self.review(id).await?;
            return Ok((review.drafted.clone(), review.reviewed.present()));
        };
        let drafted = drafted_of(self.ledger, &adopted).await.map_err(Failure::failed)?;
        let drafted = drafted.ok_or_else(|| {
            Failure::missing(format!(
                "kế hoạch {id} được phê duyệt thẳng, không qua rà soát, nên không có bản máy đọc để so; hãy so với tệp gốc: “quyet plan diff {id} TỆP”"
            ))
        })?;
        Ok((drafted.draft.plan, adopted.adopted.plan))
    }
}

/// One line per difference: what happened, to what, its number, its name, and how.
fn tell(comparison: &Comparison<'_>) -> Result<(), Failure> {
    for change in &comparison.head {
        line("sửa", "văn bản", "", "", &change.words())?;
    }
    for change in &comparison.targets {
        target(change)?;
    }
    for change in &comparison.tasks {
        task(change)?;
    }
    if comparison.likeness_skipped {
        print::note("hai bản quá khác nhau: mục đổi tên được kể là bỏ và thêm");
    }
    Ok(())
}

fn target(change: &TargetChange<'_>) -> Result<(), Failure> {
    let single = |what: &str, target: &Target| {
        line(what, "chỉ tiêu", &target.code.0, &target.name, &notation::write(&target.condition))
    };
    match change {
        TargetChange::Added(target) => single("thêm", target),
        TargetChange::Removed(target) => single("bỏ", target),
        TargetChange::Kept(kept) => {
            unsure(&kept.new.code.0, &kept.ties);
            for words in kept.words() {
                line("sửa", "chỉ tiêu", &kept.new.code.0, &kept.new.name, &words)?;
            }
            Ok(())
        }
    }
}

fn task(change: &TaskChange<'_>) -> Result<(), Failure> {
    let single = |what: &str, task: &Task| line(what, "nhiệm vụ", &task.code, &task.text, "");
    match change {
        TaskChange::Added(task) => single("thêm", task),
        TaskChange::Removed(task) => single("bỏ", task),
        TaskChange::Kept(kept) => {
            unsure(&kept.new.code, &kept.ties);
            for words in kept.words() {
                line("sửa", "nhiệm vụ", &kept.new.code, &kept.new.text, &words)?;
            }
            Ok(())
        }
    }
}

/// A pair that could as well have been another is told to the person.
fn unsure(code: &str, ties: &[String]) {
    if !ties.is_empty() {
        print::note(&format!("({code}) cũng giống như vậy: {}; hãy xem lại", ties.join(", ")));
    }
}

fn line(what: &str, of: &str, code: &str, name: &str, words: &str) -> Result<(), Failure> {
    let plain = |cell: &str| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    print::line([what, of, code, name, words].map(plain).join("\t").trim_end())
}
