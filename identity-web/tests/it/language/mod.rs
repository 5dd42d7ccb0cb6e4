//! The languages of a deployment, and the proof that no text stands in the code: everything is shown in a pseudo-language.

mod built_in;
mod choice;
mod driven;
mod host;
mod plain;
mod pseudo;
mod shown;
mod switch;
mod visible;
