//! The settings file that `quyet init` writes.

/// What the new file is to say.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    /// The log's name; `None` when there is no log to sign.
    pub(crate) origin: Option<String>,
    /// Address of PostgreSQL; `None` for SQLite.
    pub(crate) database: Option<String>,
    /// The attachments as asked for: a directory, or `s3://bucket/prefix` at an endpoint; `None` for the database.
    pub(crate) attachments: Option<AttachmentsWish>,
}

/// Where the attachments of a new house shall lie.
#[derive(Clone, Debug)]
pub(crate) enum AttachmentsWish {
    /// In a directory.
    Directory(String),
    /// In a bucket.
    S3 {
        /// Address of the store.
        endpoint: String,
        /// Bucket.
        bucket: String,
        /// What names begin with.
        prefix: String,
    },
}

/// The text of the file, with what may be added as comments.
pub(crate) fn template(wish: &Wish) -> String {
    let mut text =
        "# Cài đặt của thư mục dữ liệu Quyết. Sửa xong, chạy lại “quyet serve”.\n\n".to_owned();
    let database = match &wish.database {
        Some(url) => format!("[database]\nurl = {}\n", quoted(url)),
        None => "# Không có mục [database]: sổ nằm trong tệp quyet.db của thư mục này (SQLite).\n"
            .to_owned(),
    };
    text.push_str(&database);
    text.push_str(
        "# hosts = [\"postgres://máy-thứ-hai/quyet\"]   máy thử tiếp khi máy đầu ngừng\n\
         # standby = \"postgres://máy-dự-phòng/quyet\"  trang có thể đọc từ đây, có ghi độ trễ\n\n",
    );
    let attachments = match &wish.attachments {
        Some(AttachmentsWish::Directory(dir)) => format!("[attachments]\ndir = {}\n", quoted(dir)),
        Some(AttachmentsWish::S3 { endpoint, bucket, prefix }) => format!(
            "[attachments]\ns3 = {{ endpoint = {}, bucket = {}, prefix = {} }}\n",
            quoted(endpoint),
            quoted(bucket),
            quoted(prefix)
        ),
        None => "# Không có mục [attachments]: tệp đính kèm nằm trong cơ sở dữ liệu.\n".to_owned(),
    };
    text.push_str(&attachments);
    text.push_str("\n[log]\n");
    if let Some(origin) = &wish.origin {
        text.extend(["origin = ", quoted(origin).as_str(), "\n"]);
    }
    text.push_str(
        "# witnesses = [{ url = \"https://nhân-chứng\", key = \"tên+mã+khóa\" }]\n\
         # timestamp = { url = \"http://dịch-vụ-cấp-dấu-thời-gian\" }\n\n\
         # [backup]\n# dir = \"/srv/sao-luu\"\n# recipient = \"age1…\"\n",
    );
    text
}

/// A basic string of TOML.
fn quoted(words: &str) -> String {
    let mut text = String::from("\"");
    for c in words.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            c if c.is_control() => {
                let number = format!("{:04X}", u32::from(c));
                text.extend(["\\u", number.as_str()]);
            }
            c => text.push(c),
        }
    }
    text.push('"');
    text
}
