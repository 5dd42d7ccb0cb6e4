use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why a change that waits was not made by its code.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfirmContactError {
    /// The caller is no person, or no change waits to be proved.
    #[error("there is no change of this kind that waits to be proved")]
    NotFound,
    /// The code is wrong, used or too old, or there were too many tries.
    #[error("the code is not right")]
    WrongCode,
    /// The address is that of another account by now. Only who proved that they have the mailbox learns it.
    #[error("this address belongs to another account now")]
    Taken,
    /// The person got as many further addresses as anybody may have meanwhile.
    #[error("you have as many addresses as anybody may have; remove one first")]
    TooMany,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(ConfirmContactError);
