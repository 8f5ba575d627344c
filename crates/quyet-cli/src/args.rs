//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Quyết: từ nghị quyết đến kết quả.
#[derive(Debug, Parser)]
#[command(name = "quyet", version, about, propagate_version = true, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "Ví dụ:
  quyet demo                                        chạy thử với tỉnh mẫu
  quyet compile nghi-quyet.txt --format text        đọc một nghị quyết
  quyet eval run tinh-2024 --data DIR --as-of 2024-07-31";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Đọc văn bản nghị quyết và in kế hoạch đọc được (mã thoát 3 khi văn bản có lỗi)
    Compile {
        /// Tệp Word (.docx), PDF, HTML hoặc văn bản thuần; “-” là đầu vào chuẩn
        file: PathBuf,
        /// Dạng in ra
        #[arg(long, value_enum, default_value_t = CompileFormat::Text)]
        format: CompileFormat,
    },
    /// Đọc một tệp PDF từ đầu vào chuẩn trong tiến trình có giới hạn; chỉ chính chương trình này gọi
    #[command(name = "__read-pdf", hide = true)]
    ReadPdf,
    /// In lược đồ JSON của một dạng dữ liệu
    Schema {
        #[arg(value_enum)]
        of: SchemaOf,
    },
    /// Chạy thử: tạo thư mục dữ liệu với tỉnh mẫu và mở trang trên máy này
    Demo {
        /// Thư mục dữ liệu; giữ nguyên nếu đã có
        #[arg(long, default_value = "data/demo")]
        data: PathBuf,
        /// Địa chỉ lắng nghe
        #[arg(long, default_value = "127.0.0.1:8024")]
        listen: SocketAddr,
    },
    /// Mở trang của một thư mục dữ liệu
    Serve {
        #[arg(long)]
        data: PathBuf,
        /// Địa chỉ lắng nghe
        #[arg(long, default_value = "127.0.0.1:8024")]
        listen: SocketAddr,
        /// Mở phần soạn thảo cho người này; chỉ khi lắng nghe trên chính máy này, vì chưa có đăng nhập
        #[arg(long, value_name = "HỌ TÊN")]
        planner: Option<String>,
        /// Cơ quan của người lập kế hoạch
        #[arg(long, value_name = "CƠ QUAN", requires = "planner", default_value = "")]
        planner_body: String,
    },
    /// Tạo thư mục dữ liệu mới, chưa có gì
    Init {
        #[arg(long)]
        data: PathBuf,
    },
    /// Đơn vị hành chính
    #[command(subcommand)]
    Place(PlaceCommand),
    /// Danh mục chỉ tiêu thống kê
    #[command(subcommand)]
    Indicator(IndicatorCommand),
    /// Kế hoạch
    #[command(subcommand)]
    Plan(PlanCommand),
    /// Số liệu
    #[command(subcommand)]
    Data(DataCommand),
    /// Đánh giá
    #[command(subcommand)]
    Eval(EvalCommand),
    /// Báo cáo
    #[command(subcommand)]
    Report(ReportCommand),
    /// Dựng lại mọi bảng suy ra từ nhật ký
    Rebuild {
        #[arg(long)]
        data: PathBuf,
    },
    /// Kiểm tra toàn bộ nhật ký; mã thoát 1 khi có sai lệch
    Fsck {
        #[arg(long)]
        data: PathBuf,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum CompileFormat {
    /// JSON theo “quyet schema plan”
    Json,
    /// Bản đọc nhanh cho người
    Text,
    /// Chỉ các chỗ cần xem
    Diagnostics,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SchemaOf {
    Plan,
}

/// Who writes, and where.
#[derive(Debug, clap::Args)]
pub(crate) struct Writer {
    /// Thư mục dữ liệu
    #[arg(long)]
    pub(crate) data: PathBuf,
    /// Tên người thực hiện, ghi vào nhật ký
    #[arg(long, value_name = "NGƯỜI")]
    pub(crate) actor: String,
    /// Cơ quan của người thực hiện
    #[arg(long, value_name = "CƠ QUAN")]
    pub(crate) body: String,
    /// Mã lệnh: gửi lại cùng mã thì không ghi lần hai
    #[arg(long, value_name = "MÃ")]
    pub(crate) command_id: Option<String>,
}

/// Where to read, and as of when.
#[derive(Debug, clap::Args)]
pub(crate) struct Reader {
    /// Thư mục dữ liệu
    #[arg(long)]
    pub(crate) data: PathBuf,
    /// Thời điểm: ngày (2024-07-31) hoặc ngày giờ; bỏ trống là bây giờ
    #[arg(long, value_name = "THỜI ĐIỂM")]
    pub(crate) as_of: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlaceCommand {
    /// Nạp danh mục đơn vị từ tệp CSV
    Import {
        file: PathBuf,
        #[command(flatten)]
        writer: Writer,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum IndicatorCommand {
    /// Nạp danh mục chỉ tiêu thống kê từ tệp CSV
    Import {
        file: PathBuf,
        #[command(flatten)]
        writer: Writer,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// Đọc nghị quyết và phê duyệt thành kế hoạch
    Import {
        /// Văn bản nghị quyết: tệp Word (.docx), PDF, HTML hoặc văn bản thuần
        file: PathBuf,
        /// Mã kế hoạch, ví dụ tinh-2024
        #[arg(long)]
        id: String,
        /// Mã đơn vị hành chính, ví dụ 06
        #[arg(long)]
        place: String,
        /// Tên văn bản; bỏ trống thì lấy tên tệp
        #[arg(long)]
        title: Option<String>,
        /// Bảng CSV nối chỉ tiêu với chỉ tiêu thống kê (code,indicator)
        #[arg(long)]
        links: Option<PathBuf>,
        /// Đã xem các chỗ cần xem và nhận cách đọc này
        #[arg(long)]
        confirmed: bool,
        #[command(flatten)]
        writer: Writer,
    },
    /// Liệt kê các kế hoạch
    List {
        #[command(flatten)]
        reader: Reader,
    },
    /// In một kế hoạch đã phê duyệt (JSON)
    Show {
        id: String,
        #[command(flatten)]
        reader: Reader,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum DataCommand {
    /// Báo cáo số liệu từ tệp CSV
    Import {
        file: PathBuf,
        #[command(flatten)]
        writer: Writer,
    },
    /// Đính chính một số liệu
    Correct {
        /// Mã số liệu, ví dụ 18.3
        figure: String,
        /// Giá trị mới, dấu chấm thập phân
        #[arg(long, allow_hyphen_values = true)]
        value: String,
        /// Lý do
        #[arg(long)]
        reason: String,
        /// Trạng thái mới (official, preliminary, estimate …); bỏ trống thì giữ
        #[arg(long)]
        basis: Option<String>,
        /// Văn bản nêu số mới; bỏ trống thì nguồn là chính cơ quan đính chính
        #[arg(long)]
        source: Option<String>,
        /// Nguyên văn giá trị khi lời nói nhiều hơn con số
        #[arg(long)]
        words: Option<String>,
        #[command(flatten)]
        writer: Writer,
    },
    /// Liệt kê số liệu của một chỉ tiêu thống kê, cả số đã đính chính
    List {
        /// Mã chỉ tiêu thống kê; bỏ trống là tất cả
        indicator: Option<String>,
        #[command(flatten)]
        reader: Reader,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum EvalCommand {
    /// Đánh giá mọi chỉ tiêu của kế hoạch
    Run {
        plan: String,
        #[command(flatten)]
        reader: Reader,
    },
    /// Giải thích một kết luận: quy tắc, phép so, số đã dùng
    Explain {
        plan: String,
        code: String,
        #[command(flatten)]
        reader: Reader,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ReportFormat {
    Html,
    Xlsx,
    Docx,
    Csv,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReportCommand {
    /// Lập biểu kết quả năm thành tệp
    Build {
        plan: String,
        #[arg(long, value_enum, default_value_t = ReportFormat::Xlsx)]
        format: ReportFormat,
        /// Tệp ra; “-” là đầu ra chuẩn
        #[arg(long, short)]
        output: PathBuf,
        #[command(flatten)]
        reader: Reader,
    },
    /// Công bố biểu kết quả năm: đóng băng tệp và ghi vào nhật ký
    Publish {
        plan: String,
        /// Thời điểm; bỏ trống là bây giờ
        #[arg(long)]
        as_of: Option<String>,
        #[command(flatten)]
        writer: Writer,
    },
    /// Liệt kê các báo cáo đã công bố
    List {
        plan: String,
        #[command(flatten)]
        reader: Reader,
    },
}
