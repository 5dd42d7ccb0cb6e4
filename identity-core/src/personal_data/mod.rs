//! What is kept about a person, and giving it to them (GDPR, articles 15 and 20).

mod applications;
mod export;
mod export_error;
mod fields;
mod map;

pub use export::OwnData;
pub use export_error::ExportError;
pub use fields::{Erasing, PersonalData};
pub use map::personal_data;
