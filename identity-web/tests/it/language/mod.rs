//! The languages of a deployment, and the proof that no text stands in the code: everything is shown in a pseudo-language.

mod choice;
mod driven;
mod host;
mod pseudo;
mod shown;
mod visible;
