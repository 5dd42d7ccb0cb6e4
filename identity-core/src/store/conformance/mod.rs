//! The suite that a store adapter runs against itself.
