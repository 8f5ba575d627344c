//! Attachments in a directory and in a bucket, from the outside.

mod beside;
mod bucket;
mod directory;
