use super::explanations::Missing;
use crate::ids::OrganizationId;
use crate::store::StoreError;

/// Why a call was refused.
///
/// ```
/// use identity_core::AccessError;
///
/// /// The status of an answer.
/// fn status(error: &AccessError) -> u16 {
///     match error {
///         AccessError::NotFound => 404,
///         AccessError::Forbidden(_) => 403,
///         _ => 503,
///     }
/// }
/// assert_eq!(status(&AccessError::NotFound), 404);
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AccessError {
    /// It is not there, or the caller may not know that it is: the answer is the same.
    #[error("there is nothing here that you have access to")]
    NotFound,
    /// The caller may see it, but not do this; says what is missing.
    #[error("the caller lacks: {}", .0.missing.code())]
    Forbidden(Box<Refused>),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AccessError {
    /// A refusal that names what is missing and nobody who could give it.
    pub(crate) fn for_want_of(missing: Missing) -> Self {
        Self::Forbidden(Box::new(Refused { missing, ask: Vec::new(), act_for: None }))
    }
}

/// What a caller is told who may see something, but not do this to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The nearest missing link.
    pub missing: Missing,
    /// The names of people who could give what is missing.
    pub ask: Vec<String>,
    /// The organisation that the caller would have to act for, if that is all that is missing.
    pub act_for: Option<OrganizationId>,
}
