//! The form that chooses an organisation.

use crate::page::forms::{FormData, PageForm};

/// The organisation chosen for the session.
#[derive(Debug)]
pub(crate) struct Chosen {
    pub(crate) organization: String,
}

impl PageForm for Chosen {
    const FIELDS: &'static [&'static str] = &["organization"];

    fn read(data: &FormData) -> Self {
        Self { organization: data.text("organization") }
    }
}
