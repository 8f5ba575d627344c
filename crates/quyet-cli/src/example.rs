//! The example province, carried inside the binary.

use jiff::civil::date;
use quyet_app::load_example::Example;

/// Said on every page of the demonstration.
pub(crate) const NOTICE: &str = "Bản trình diễn. Nghị quyết do dự án viết lại từ dữ kiện của nghị quyết thật; \
    số liệu là số thật có ghi nguồn; thời điểm ghi sổ được dựng lại theo ngày nguồn công bố.";

/// Bắc Kạn, plan of 2024.
pub(crate) fn bac_kan_2024() -> Example<'static> {
    Example {
        plan: "tinh-2024",
        place: "06",
        adopted: date(2023, 12, 8),
        title: "Nghị quyết về Kế hoạch phát triển kinh tế - xã hội tỉnh Bắc Kạn năm 2024 (viết lại từ dữ kiện)",
        resolution: include_str!("../../../examples/bac-kan-2024/nghi-quyet.txt"),
        units: include_str!("../../../examples/bac-kan-2024/units.csv"),
        indicators: include_str!("../../../examples/bac-kan-2024/indicators.csv"),
        links: include_str!("../../../examples/bac-kan-2024/links.csv"),
        figures: include_str!("../../../examples/bac-kan-2024/figures.csv"),
    }
}
