//! `quyet eval`: judge and explain.

use quyet_app::assess_plan::{AssessPlanError, JudgedPlan, assess_plan};
use quyet_app::views::plan::plan_page;
use quyet_app::views::target::target_page;
use quyet_model::plan::PlanId;
use quyet_model::target::TargetCode;

use crate::args::{EvalCommand, Reader};
use crate::outcome::Failure;
use crate::{house, print};

/// Runs a command of judging.
pub(crate) fn run(command: EvalCommand) -> Result<(), Failure> {
    match command {
        EvalCommand::Run { plan, reader } => judge(&plan, &reader, |judged| {
            let page = plan_page(judged);
            for row in &page.rows {
                let figure = row.figure.as_ref().map_or("–", |figure| figure.value.as_str());
                let cells = [row.code.as_str(), row.status.word, &row.promise, figure, &row.name];
                print::line(&cells.join("\t"))?;
            }
            print::note(&page.summary);
            Ok(())
        }),
        EvalCommand::Explain { plan, code, reader } => judge(&plan, &reader, |judged| {
            let missing =
                || Failure::missing(format!("kế hoạch {plan} không có chỉ tiêu ({code})"));
            let page = target_page(judged, &TargetCode(code.clone())).ok_or_else(missing)?;
            print::line(&format!(
                "({}) {}: {}",
                page.row.code, page.row.name, page.row.status.word
            ))?;
            print::line(&format!("{} “{}”", page.quoted.breadcrumb, page.quoted.text))?;
            print::line(&format!("{} {}", page.rule, page.formula))?;
            print::line(&page.row.because)?;
            for input in &page.inputs {
                print::line(&format!("  {}: {}", input.label, input.value))?;
            }
            for words in page.reading.into_iter().chain(page.caveats.iter().map(String::as_str)) {
                print::line(&format!("  lưu ý: {words}"))?;
            }
            Ok(())
        }),
    }
}

fn judge(
    plan: &str,
    reader: &Reader,
    show: impl FnOnce(&JudgedPlan) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let moment = reader.moment()?;
    house::wait(async {
        let ledger = house::open(&reader.data).await?;
        let judged = assess_plan(&*ledger, &PlanId(plan.to_owned()), &moment).await;
        show(&judged.map_err(assess_failure)?)
    })
}

/// Why a plan could not be judged, with its exit code.
pub(crate) fn assess_failure(error: AssessPlanError) -> Failure {
    match error {
        AssessPlanError::UnknownPlan(_) => Failure::missing(error),
        AssessPlanError::Store(_) => Failure::failed(error),
    }
}
