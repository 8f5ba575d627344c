//! `quyet place` and `quyet indicator`: the registers a plan rests on.

use std::path::Path;

use quyet_app::define_indicators::{DefineIndicatorsError, define_indicators};
use quyet_app::register_places::{RegisterPlacesError, register_places};
use quyet_app::tables::{indicators, places};
use quyet_model::actor::Role;

use super::append_failure;
use crate::args::Writer;
use crate::house::{self, Window};
use crate::outcome::Failure;
use crate::print;

/// Puts a register of units into the house.
pub(crate) fn import(file: &Path, writer: &Writer) -> Result<(), Failure> {
    let units = places::read_places(&house::read_table(file)?).map_err(Failure::input)?;
    let count = units.len();
    house::wait(async {
        let window = Window::open(writer, Role::Planner).await?;
        let receipt =
            register_places(window.desk(), &window.command, units).await.map_err(|error| {
                match &error {
                    RegisterPlacesError::Append(append) => append_failure(append),
                    RegisterPlacesError::Store(_) => Failure::failed(error),
                    _ => Failure::input(error),
                }
            })?;
        print::line(&format!("đã nạp {count} đơn vị, mục {} của nhật ký", receipt.first))
    })
}

/// Puts a catalogue of indicators into the house.
pub(crate) fn import_indicators(file: &Path, writer: &Writer) -> Result<(), Failure> {
    let catalogue =
        indicators::read_indicators(&house::read_table(file)?).map_err(Failure::input)?;
    let count = catalogue.len();
    house::wait(async {
        let window = Window::open(writer, Role::Planner).await?;
        let receipt = define_indicators(window.desk(), &window.command, catalogue).await;
        let receipt = receipt.map_err(|error| match &error {
            DefineIndicatorsError::Append(append) => append_failure(append),
            DefineIndicatorsError::Store(_) => Failure::failed(error),
            _ => Failure::input(error),
        })?;
        print::line(&format!(
            "đã khai báo {count} chỉ tiêu thống kê, mục {} của nhật ký",
            receipt.first
        ))
    })
}
