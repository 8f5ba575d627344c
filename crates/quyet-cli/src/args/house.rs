//! What founding and moving a house take.

use std::path::PathBuf;

/// What a new data directory is to be.
#[derive(Debug, clap::Args)]
pub(crate) struct Init {
    /// Thư mục dữ liệu
    #[arg(long)]
    pub(crate) data: PathBuf,
    /// Giữ sổ trong PostgreSQL này; bỏ trống thì giữ trong thư mục bằng SQLite
    #[arg(long, value_name = "postgres://…")]
    pub(crate) database: Option<String>,
    /// Nơi giữ tệp đính kèm: thư mục, hoặc s3://thùng/tiền-tố; bỏ trống thì giữ trong cơ sở dữ liệu
    #[arg(long, value_name = "NƠI")]
    pub(crate) attachments: Option<String>,
    /// Địa chỉ của kho S3
    #[arg(long, value_name = "URL", requires = "attachments")]
    pub(crate) s3_endpoint: Option<String>,
    /// Tên nhật ký công khai, ví dụ quyet.example/tinh-06; bỏ trống thì lấy ngẫu nhiên
    #[arg(long, value_name = "TÊN")]
    pub(crate) origin: Option<String>,
}

/// From where to where.
#[derive(Debug, clap::Args)]
pub(crate) struct Copy {
    /// Thư mục dữ liệu nguồn
    #[arg(long)]
    pub(crate) from: PathBuf,
    /// Thư mục dữ liệu đích: chưa có, trống, hoặc đang chép dở từ chính nguồn này
    #[arg(long)]
    pub(crate) to: PathBuf,
    /// Đích mới giữ sổ trong PostgreSQL này; bỏ trống thì SQLite
    #[arg(long, value_name = "postgres://…")]
    pub(crate) database: Option<String>,
    /// Báo đã chép đến đâu
    #[arg(long)]
    pub(crate) progress: bool,
}
