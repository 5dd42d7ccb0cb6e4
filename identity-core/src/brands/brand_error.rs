use crate::authority::{AccessError, carries_store_errors};
use crate::domain::{BrandLook, Colour};
use crate::store::StoreError;

/// One of the two accent colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccentOf {
    /// That of light pages.
    Light,
    /// That of dark pages.
    Dark,
}

/// Why a look was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BrandError {
    /// The caller does not have the permission for it, or there is nothing to change.
    #[error(transparent)]
    Access(AccessError),
    /// The caller's last proof is too old for a change like this: they sign in again, and come back.
    #[error("sign in again before you change how pages look")]
    ProveAgain,
    /// Not everybody could read text in this colour.
    #[error("the contrast of {colour} is {contrast:.2} where text needs 4.5; {readable} would do")]
    LowContrast {
        /// Which of the two.
        of: AccentOf,
        /// The colour.
        colour: Colour,
        /// Its lowest contrast with what it meets on the pages.
        contrast: f64,
        /// The nearest colour that would do.
        readable: Colour,
    },
    /// The welcome text is in more languages than anybody needs.
    #[error("a welcome text is in {} languages at most", BrandLook::MOST_LANGUAGES)]
    TooManyLanguages,
    /// Mail programs could take the name for an address, or for something else than a name.
    #[error("the name of a sender has none of these characters: @ < > \" \\ , ; :")]
    SenderName,
    /// An organisation has a line of welcome, which no page would show: who signs in is of no organisation yet.
    #[error("a line of welcome is for the deployment and for applications")]
    NoWelcome,
    /// Nothing is being prepared that could be published.
    #[error("there is no draft")]
    NoDraft,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(BrandError);

impl From<AccessError> for BrandError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::Store(error) => Self::Store(error),
            other => Self::Access(other),
        }
    }
}
