//! Refusals to give somebody their data, as pages.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use identity_core::personal_data::ExportError;

impl From<ExportError> for PageFailure {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::NotFound => Self::NotFound,
            // The page takes this up.
            ExportError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            ExportError::Store(error) => error.into(),
            unknown => Self::Internal(unknown.into()),
        }
    }
}
