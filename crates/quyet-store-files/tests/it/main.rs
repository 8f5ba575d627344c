//! Attachments in a directory and in a bucket, from the outside.

mod bucket;
mod directory;
