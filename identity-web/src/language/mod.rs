//! The words of pages and mails: messages in Fluent's syntax for each language, and which language an answer is in.
//!
//! English is built in, one file of messages for each capability and some for what all share. A host adds languages, and replaces single messages, with files
//! of its own: see [`Languages`].

mod accepted;
mod built_in;
mod bundle;
mod catalogue;
pub(crate) mod choice;
mod error;
pub(crate) mod explanations;
mod folder;
pub(crate) mod functions;
mod languages;
mod opening;
mod text;

#[cfg(test)]
pub(crate) use built_in::english;
pub(crate) use built_in::{clause_in_english, in_english};
pub(crate) use bundle::right_to_left;
pub(crate) use catalogue::Catalogue;
pub use catalogue::TextError;
pub use error::LanguageError;
#[doc(hidden)]
pub use explanations::act_in_english;
pub use languages::Languages;
pub(crate) use opening::opening;
pub use text::{Argument, ListStyle, PageText};
