//! Tests of the public interface of this crate, in one program.

mod memory_store;
