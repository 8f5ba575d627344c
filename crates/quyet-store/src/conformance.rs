//! What every ledger must do, as a suite that each backend runs.
//!
//! **Takes** an empty ledger per case. **Gives** nothing, or a panic that names what is wrong.
//! **Never** knows which backend it is looking at.
//!
//! ```
//! # use quyet_store::{conformance, memory::MemoryLedger};
//! # let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
//! # runtime.block_on(async {
//! for case in conformance::CASES {
//!     (case.run)(&MemoryLedger::new()).await;
//! }
//! # });
//! ```

mod appending;
mod attaching;
mod checking;
mod checkpoints;
mod drawer;
mod reading;
pub mod samples;

pub use attaching::check_attachments;
pub use checkpoints::check_checkpoints;
pub use drawer::check_drafts;

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use jiff::Timestamp;
use quyet_model::figure::FigureId;

use crate::ledger::{FigureQuery, Ledger};

/// A running case.
pub type Running<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// One requirement.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The requirement as a sentence.
    pub name: &'static str,
    /// Checks it on an empty ledger; panics when it does not hold.
    pub run: for<'a> fn(&'a dyn Ledger) -> Running<'a>,
}

macro_rules! cases {
    ($($module:ident::$name:ident),+ $(,)?) => {
        /// Every requirement.
        pub const CASES: &[Case] =
            &[$(Case { name: stringify!($name), run: |ledger| Box::pin($module::$name(ledger)) }),+];
    };
}

cases! {
    reading::an_empty_ledger_answers_with_nothing,
    appending::an_append_is_read_back_with_its_time_in_whole_microseconds,
    appending::the_head_is_the_root_over_the_seals,
    appending::a_stale_head_conflicts_and_writes_nothing,
    appending::a_repeated_command_is_answered_and_not_written,
    appending::a_command_used_for_another_act_is_refused,
    appending::a_clock_that_does_not_advance_is_refused,
    appending::a_faulty_batch_is_refused_whole,
    appending::a_correction_is_held_against_what_it_corrects,
    appending::a_batch_may_correct_what_it_reports,
    appending::blobs_are_stored_once_and_must_be_there,
    reading::plans_are_read_as_of,
    reading::definitions_are_read_as_of,
    reading::figures_are_read_as_of_with_their_corrections,
    reading::figures_are_selected_by_indicator_place_and_year,
    reading::documents_and_reports_are_found,
    reading::entries_come_page_by_page,
    reading::an_earlier_moment_never_changes,
    checking::rebuilding_changes_no_answer,
    checking::a_sound_ledger_is_clean,
}

/// Everything that a ledger answers about a moment, as text: two ledgers agree when their texts do.
///
/// # Panics
/// When a read fails.
pub async fn view(ledger: &dyn Ledger, at: Timestamp) -> String {
    let plans = sure(ledger.plans(at).await);
    let figures = sure(ledger.figures(&FigureQuery::default(), at).await);
    let mut singles = Vec::new();
    for plan in &plans {
        singles.push(format!("{:?}", sure(ledger.plan(&plan.adopted.id, at).await)));
        singles.push(format!("{:?}", sure(ledger.document(&plan.adopted.document).await)));
        singles.push(format!("{:?}", sure(ledger.reports(&plan.adopted.id, at).await)));
    }
    for figure in &figures {
        singles.push(format!("{:?}", sure(ledger.figure(figure.id, at).await)));
    }
    let nothing = ledger.figure(FigureId { entry: u64::MAX, row: 0 }, at).await;
    let (indicators, places) = (ledger.indicators(at).await, ledger.places(at).await);
    format!(
        "{plans:#?}\n{figures:#?}\n{singles:#?}\n{nothing:?}\n{:#?}\n{:#?}",
        sure(indicators),
        sure(places)
    )
}

/// The value of a call that a sound ledger answers.
fn sure<T, E: Debug>(answer: Result<T, E>) -> T {
    answer.expect("a sound ledger answers this")
}
