//! The command line.

mod archive;
mod house;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use quyet_model::diagnostic::Language;

pub(crate) use archive::{BackupCommand, BackupPlace, Restore};
pub(crate) use house::{Copy, Init};

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
  quyet explain QY0209                              giải thích một mã cảnh báo
  quyet eval run tinh-2024 --data DIR --as-of 2024-07-31";

const PLAN_EXAMPLES: &str = "Ví dụ:
  quyet plan import nghi-quyet.pdf --id tinh-2027 --place 06 --data DIR --actor AN --body STC
  quyet plan show tinh-2027 --text --data DIR > tinh-2027.txt    rồi sửa tệp
  quyet plan import --edited tinh-2027.txt --data DIR --actor AN --body STC
  quyet plan adopt tinh-2027 --data DIR --actor AN --body STC";

const PROOF_EXAMPLES: &str = "Ví dụ:
  quyet proof show 18.3 --data DIR -o so-lieu.tlog-proof      chứng minh cho một số liệu công khai
  quyet proof verify so-lieu.tlog-proof --key TÊN+MÃ+KHOÁ     kiểm tra, không cần mạng
  quyet proof consistency 40 96 --data DIR                    điểm chốt 96 mục nối tiếp nhật ký ở 40 mục
  quyet proof open 18.3 --data DIR -o mo.tlog-proof           mở cho kiểm toán, kể cả phần không công khai";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Đọc văn bản nghị quyết và in kế hoạch đọc được (mã thoát 3 khi văn bản có lỗi)
    Compile {
        /// Tệp Word, PDF, ảnh quét, HTML hoặc văn bản thuần; “-” là đầu vào chuẩn
        file: PathBuf,
        /// Dạng in ra
        #[arg(long, short, value_enum, default_value_t = CompileFormat::Text)]
        format: CompileFormat,
        /// Ngôn ngữ của các chỗ cần xem
        #[arg(long, value_enum, default_value_t = Lang::Vi)]
        lang: Lang,
    },
    /// Giải thích một mã cảnh báo; bỏ trống mã thì liệt kê mọi mã
    Explain {
        /// Mã, ví dụ QY0209
        code: Option<String>,
        /// Ngôn ngữ
        #[arg(long, value_enum, default_value_t = Lang::Vi)]
        lang: Lang,
    },
    /// So hai văn bản theo từng chỉ tiêu, nhiệm vụ: trước → nay
    Diff {
        /// Văn bản trước: tệp Word (.docx), PDF, HTML hoặc văn bản thuần; “-” là đầu vào chuẩn
        old: PathBuf,
        /// Văn bản nay
        new: PathBuf,
        /// Dạng in ra
        #[arg(long, short, value_enum, default_value_t = DiffFormat::Text)]
        format: DiffFormat,
        /// In cả những nội dung không thay đổi
        #[arg(long)]
        all: bool,
        /// Kết thúc với mã thoát 3 khi có khác biệt, 0 khi không; mã 1 và 2 vẫn là lỗi
        #[arg(long)]
        exit_code: bool,
    },
    /// Đọc một tệp từ đầu vào chuẩn trong tiến trình có giới hạn; chỉ chính chương trình này gọi
    #[command(name = "__read", hide = true)]
    Read,
    /// Nhận giới hạn rồi chạy một chương trình đã cài; chỉ chính chương trình này gọi
    #[command(name = "__limited", hide = true)]
    Limited {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        program: Vec<OsString>,
    },
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
    /// Tạo thư mục dữ liệu mới: cài đặt, khóa ký nhật ký và sổ chưa có số liệu
    Init(Init),
    /// Chuyển cơ sở dữ liệu của bản cũ sang bố cục của chương trình này
    Migrate {
        #[arg(long)]
        data: PathBuf,
        /// Chỉ liệt kê các bước, không thay đổi gì
        #[arg(long)]
        plan: bool,
    },
    /// Chép trọn sổ sang cơ sở dữ liệu khác, giữa SQLite và PostgreSQL; đang chép dở thì chép tiếp
    Copy(Copy),
    /// Sao lưu: tạo, liệt kê, phục hồi thử, chuyển tiếp phần mới
    #[command(subcommand, after_help = archive::EXAMPLES)]
    Backup(BackupCommand),
    /// Phục hồi từ bản sao lưu vào một thư mục dữ liệu mới
    Restore(Restore),
    /// Đơn vị hành chính
    #[command(subcommand)]
    Place(PlaceCommand),
    /// Danh mục chỉ tiêu thống kê
    #[command(subcommand)]
    Indicator(IndicatorCommand),
    /// Kế hoạch
    #[command(subcommand, after_help = PLAN_EXAMPLES)]
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
    /// Chứng minh trên nhật ký công khai: lấy tệp chứng minh, kiểm tra tệp
    #[command(subcommand, after_help = PROOF_EXAMPLES)]
    Proof(ProofCommand),
    /// Khóa ký và điểm chốt của nhật ký
    #[command(subcommand)]
    Key(KeyCommand),
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
    /// XML theo chuẩn Akoma Ntoso 3.0 của OASIS
    Akn,
    /// Chữ đã đọc từ tệp, chưa biên dịch: để đối chiếu với bản gốc
    Words,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// Bản đọc nhanh cho người
    Text,
    /// JSON, mỗi thay đổi một mục
    Json,
}

/// The language of diagnostics and their pages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Lang {
    /// Tiếng Việt
    Vi,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vietnamese,
            Lang::En => Self::English,
        }
    }
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
    /// Đọc nghị quyết thành bản rà soát; hoặc nạp lại tệp rà soát đã sửa (--edited)
    Import(Box<PlanImport>),
    /// Xác nhận từng mục của bản rà soát là đúng
    Confirm(ReviewItems),
    /// Bỏ từng mục của bản rà soát: không phải chỉ tiêu, nhiệm vụ
    Reject(ReviewItems),
    /// Phê duyệt bản rà soát thành kế hoạch; mọi mục phải được xác nhận hoặc bỏ trước
    Adopt {
        id: String,
        #[command(flatten)]
        reviewer: Reviewer,
    },
    /// Liệt kê các bản rà soát chưa phê duyệt
    Drafts {
        /// Thư mục dữ liệu
        #[arg(long)]
        data: PathBuf,
    },
    /// Bỏ một bản rà soát cùng tệp gốc của nó
    Discard {
        id: String,
        /// Đồng ý bỏ hẳn
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        reviewer: Reviewer,
    },
    /// Liệt kê các kế hoạch
    List {
        #[command(flatten)]
        reader: Reader,
    },
    /// In một kế hoạch đã phê duyệt (JSON), hoặc một bản rà soát (tệp sửa được)
    Show {
        id: String,
        /// Dạng văn bản: kế hoạch để đọc nhanh, bản rà soát để sửa rồi nạp lại
        #[arg(long, conflicts_with = "json")]
        text: bool,
        /// JSON theo “quyet schema plan”
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        reader: Reader,
    },
    /// So sánh: kế hoạch hoặc bản rà soát này thay đổi thế nào để thành kế hoạch, bản rà soát hoặc tệp kia
    Diff {
        /// Mã kế hoạch hoặc bản rà soát
        id: String,
        /// Mã kế hoạch, mã bản rà soát hoặc tệp văn bản để so sang
        #[arg(required_unless_present = "drafted", conflicts_with = "drafted")]
        with: Option<String>,
        /// So từ bản máy đọc sang bản người đã rà soát
        #[arg(long)]
        drafted: bool,
        #[command(flatten)]
        reader: Reader,
    },
}

/// What comes in: a resolution, or an edited file of a draft.
#[derive(Debug, clap::Args)]
pub(crate) struct PlanImport {
    /// Văn bản nghị quyết: tệp Word (.docx), PDF, HTML hoặc văn bản thuần
    #[arg(required_unless_present = "edited")]
    pub(crate) file: Option<PathBuf>,
    /// Tệp rà soát đã sửa, lấy bằng “quyet plan show MÃ --text”; “-” là đầu vào chuẩn
    #[arg(long, value_name = "TỆP", conflicts_with_all = ["file", "id", "place", "title", "number", "date", "links", "confirmed"])]
    pub(crate) edited: Option<PathBuf>,
    /// Với --edited: chỉ kiểm tra tệp, không ghi
    #[arg(long, requires = "edited")]
    pub(crate) dry_run: bool,
    /// Mã kế hoạch, ví dụ tinh-2024
    #[arg(long, required_unless_present = "edited")]
    pub(crate) id: Option<String>,
    /// Mã đơn vị hành chính, ví dụ 06
    #[arg(long, required_unless_present = "edited")]
    pub(crate) place: Option<String>,
    /// Tên văn bản; bỏ trống thì lấy tên tệp
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Số, ký hiệu, khi văn bản không ghi
    #[arg(long, conflicts_with = "confirmed")]
    pub(crate) number: Option<String>,
    /// Ngày thông qua, khi văn bản không ghi, ví dụ 2026-12-08
    #[arg(long, conflicts_with = "confirmed")]
    pub(crate) date: Option<jiff::civil::Date>,
    /// Bảng CSV nối chỉ tiêu với chỉ tiêu thống kê (code,indicator)
    #[arg(long)]
    pub(crate) links: Option<PathBuf>,
    /// Phê duyệt ngay, không qua rà soát: đã xem các chỗ cần xem và nhận cách đọc này
    #[arg(long)]
    pub(crate) confirmed: bool,
    #[command(flatten)]
    pub(crate) writer: Writer,
}

/// Some items of a draft.
#[derive(Debug, clap::Args)]
pub(crate) struct ReviewItems {
    /// Mã bản rà soát
    pub(crate) id: String,
    /// Số mục, như trong “quyet plan show MÃ --text”
    #[arg(required = true, value_name = "MỤC")]
    pub(crate) items: Vec<u32>,
    #[command(flatten)]
    pub(crate) reviewer: Reviewer,
}

/// Who reviews, and where. A draft has versions of its own, so no identity of a command is needed.
#[derive(Debug, clap::Args)]
pub(crate) struct Reviewer {
    /// Thư mục dữ liệu
    #[arg(long)]
    pub(crate) data: PathBuf,
    /// Tên người thực hiện, ghi vào nhật ký khi phê duyệt
    #[arg(long, value_name = "NGƯỜI")]
    pub(crate) actor: String,
    /// Cơ quan của người thực hiện
    #[arg(long, value_name = "CƠ QUAN")]
    pub(crate) body: String,
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

#[derive(Debug, Subcommand)]
pub(crate) enum ProofCommand {
    /// Lấy tệp chứng minh công khai cho một số liệu, một văn bản hoặc một mục
    Show {
        /// Mã số liệu (18.3), mã băm văn bản (64 ký tự) hoặc số mục (18)
        what: String,
        /// Thư mục dữ liệu
        #[arg(long)]
        data: PathBuf,
        /// Tệp ra; “-” là đầu ra chuẩn
        #[arg(long, short, default_value = "-")]
        output: PathBuf,
    },
    /// Kiểm tra một tệp chứng minh, không cần mạng; mã thoát 3 khi không đúng
    Verify {
        /// Tệp chứng minh (.tlog-proof)
        file: PathBuf,
        /// Khoá công khai của nhật ký hoặc của bên chứng kiến, lấy từ nguồn đáng tin; dùng được nhiều lần
        #[arg(long, value_name = "KHOÁ")]
        key: Vec<String>,
        /// Tệp khoá công khai, mỗi dòng một khoá
        #[arg(long, value_name = "TỆP")]
        key_file: Option<PathBuf>,
        /// Tên nhật ký; bỏ trống thì là tên của khoá đầu tiên
        #[arg(long, value_name = "TÊN")]
        origin: Option<String>,
    },
    /// Chứng minh điểm chốt sau nối tiếp nhật ký ở số mục trước
    Consistency {
        /// Số mục trước
        from: u64,
        /// Số mục của điểm chốt sau
        to: u64,
        /// Thư mục dữ liệu
        #[arg(long)]
        data: PathBuf,
        /// Tệp ra; “-” là đầu ra chuẩn
        #[arg(long, short, default_value = "-")]
        output: PathBuf,
    },
    /// Ghi nhật ký công khai ra thư mục (điểm chốt và các ô C2SP tlog-tiles), để đặt trên bất kỳ máy chủ tĩnh nào
    Tiles {
        /// Thư mục dữ liệu
        #[arg(long)]
        data: PathBuf,
        /// Thư mục ra; tệp đã có được ghi lại
        #[arg(long, short)]
        output: PathBuf,
    },
    /// Mở một mục hoặc một dòng cho kiểm toán, kể cả phần không công khai và tên người thực hiện
    Open {
        /// Số mục (18) hoặc số mục và dòng (18.3)
        what: String,
        /// Thư mục dữ liệu
        #[arg(long)]
        data: PathBuf,
        /// Tệp ra; “-” là đầu ra chuẩn
        #[arg(long, short, default_value = "-")]
        output: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// In khoá công khai, lịch sử khoá và điểm chốt mới nhất
    Show {
        /// Thư mục dữ liệu
        #[arg(long)]
        data: PathBuf,
    },
    /// Ký điểm chốt cho toàn bộ nhật ký hiện có
    Sign {
        /// Thư mục dữ liệu
        #[arg(long)]
        data: PathBuf,
    },
    /// Thay khoá ký: khoá mới được ghi vào nhật ký, điểm chốt kế tiếp mang cả hai chữ ký
    Rotate {
        /// Lý do, ghi vào nhật ký
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        writer: Writer,
    },
    /// Ký điểm chốt rồi xin chữ ký chứng kiến và dấu thời gian từ các nơi ghi trong quyet.toml
    Witness {
        /// Thư mục dữ liệu
        #[arg(long)]
        data: PathBuf,
    },
}
