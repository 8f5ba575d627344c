//! The words of `quyet backup` and `quyet restore`.

use std::path::PathBuf;

use clap::Subcommand;

pub(crate) const EXAMPLES: &str = "Ví dụ:
  quyet backup create --data DIR --to /srv/sao-luu
  quyet backup list --data DIR                      nơi lưu lấy từ [backup] dir trong quyet.toml
  quyet backup verify --data DIR                    phục hồi thử vào thư mục tạm rồi kiểm tra
  quyet restore /srv/sao-luu --into DIR-MOI         phục hồi trạng thái mới nhất";

#[derive(Debug, Subcommand)]
pub(crate) enum BackupCommand {
    /// Tạo một bản sao lưu đầy đủ; không cần dừng máy chủ
    Create {
        #[command(flatten)]
        place: BackupPlace,
        /// Mã hóa cho người nhận này (khóa công khai của age); bỏ trống thì theo quyet.toml
        #[arg(long, value_name = "age1…")]
        recipient: Option<String>,
        /// Sau khi tạo xong, bỏ các bản cũ theo lịch giữ (14 ngày, 8 tuần, 24 tháng, mỗi năm một bản mãi mãi)
        #[arg(long)]
        prune: bool,
    },
    /// Liệt kê các bản sao lưu, lần phục hồi thử gần nhất, và những bản sẽ bỏ theo lịch giữ
    List {
        #[command(flatten)]
        place: BackupPlace,
    },
    /// Phục hồi thử vào thư mục tạm, kiểm tra toàn bộ, ghi kết quả cạnh bản sao lưu
    Verify {
        #[command(flatten)]
        place: BackupPlace,
        /// Tên bản sao lưu; bỏ trống là trạng thái mới nhất
        name: Option<String>,
        /// Tệp khóa giải mã của age
        #[arg(long, value_name = "TỆP")]
        identity: Option<PathBuf>,
        /// Nơi đặt thư mục tạm; bỏ trống là thư mục tạm của hệ thống
        #[arg(long, value_name = "THƯ MỤC")]
        scratch: Option<PathBuf>,
    },
    /// Chuyển tiếp phần nhật ký mới từ lần trước; “quyet serve” tự làm mỗi phút khi quyet.toml có phần backup
    Ship {
        #[command(flatten)]
        place: BackupPlace,
        /// Mã hóa cho người nhận này (khóa công khai của age); bỏ trống thì theo quyet.toml
        #[arg(long, value_name = "age1…")]
        recipient: Option<String>,
    },
}

/// What is backed up, and where.
#[derive(Debug, clap::Args)]
pub(crate) struct BackupPlace {
    /// Thư mục dữ liệu
    #[arg(long)]
    pub(crate) data: PathBuf,
    /// Nơi lưu bản sao; bỏ trống thì theo phần backup của quyet.toml
    #[arg(long, value_name = "THƯ MỤC")]
    pub(crate) to: Option<PathBuf>,
}

/// What is restored, and into what.
#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    /// Nơi lưu (trạng thái mới nhất), hoặc thư mục của một bản sao lưu
    pub(crate) backup: PathBuf,
    /// Thư mục dữ liệu mới; phải chưa có hoặc trống
    #[arg(long)]
    pub(crate) into: PathBuf,
    /// Thay thư mục đang có: gõ đúng tên của nó; thư mục cũ được chuyển sang bên, không xóa
    #[arg(long, value_name = "TÊN")]
    pub(crate) replace: Option<String>,
    /// Khóa kiểm tra của nhật ký (tên+mã+khóa); nêu nhiều lần sau khi đổi khóa. Bỏ trống thì tin khóa ghi trong bản sao lưu
    #[arg(long, value_name = "KHÓA")]
    pub(crate) key: Vec<String>,
    /// Tệp khóa giải mã của age
    #[arg(long, value_name = "TỆP")]
    pub(crate) identity: Option<PathBuf>,
    /// Phục hồi sổ vào PostgreSQL trống này; bỏ trống thì SQLite
    #[arg(long, value_name = "postgres://…")]
    pub(crate) database: Option<String>,
}
