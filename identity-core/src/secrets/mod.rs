//! Secrets: tokens, their digests, sealed data, password hashes.
