//! What a refusal to change a look is to a call.

use crate::language::{PageText, in_english};
use crate::page::brand_files::low_contrast;
use crate::rest::http::problem::{Problem, ProblemKind};
use identity_core::AccessError;
use identity_core::brands::{AccentOf, BrandError};

impl From<BrandError> for Problem {
    fn from(error: BrandError) -> Self {
        match error {
            BrandError::Access(error) => error.into(),
            BrandError::Store(error) => error.into(),
            BrandError::ProveAgain => Self::said(ProblemKind::ProveAgain, &PageText::new("rest-prove-again")),
            BrandError::LowContrast { of, contrast, readable, .. } => {
                let field = if of == AccentOf::Light { "accent" } else { "accent_dark" };
                Self::field(field, in_english(&low_contrast(contrast, readable)))
            }
            BrandError::SenderName => {
                Self::field("sender_name", in_english(&PageText::new("error-sender-name")))
            }
            BrandError::NoWelcome => Self::field("welcome", in_english(&PageText::new("rest-no-welcome"))),
            // A draft is for the pages; no call publishes one.
            BrandError::TooManyLanguages => Self::said_of_field("welcome", "rest-too-many-languages"),
            BrandError::NoDraft => AccessError::NotFound.into(),
            unknown => Self::internal(unknown),
        }
    }
}
