//! Attachments under their digests, in a directory or an S3-compatible store.
