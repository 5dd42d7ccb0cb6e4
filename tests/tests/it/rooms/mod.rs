//! The rooms of the crates: no circle between modules, no arrow from a lower floor to a higher one, no folder and no
//! file that grew too large, and no sentence in core and in REST.
//!
//! An import is a path in a `use`, in code, or among the tokens of a macro, followed through re-exports and `mod` lines
//! to the file that defines the name. A re-export itself is none, and neither is what only tests see. Methods are not
//! followed: `identity.invite(...)` is no import of the file that has `impl Identity`.

mod circles;
mod floors;
mod graph;
mod mentions;
mod modules;
mod resolve;
mod sentences;
mod sizes;
mod sources;
mod teeth;
mod workspace;
