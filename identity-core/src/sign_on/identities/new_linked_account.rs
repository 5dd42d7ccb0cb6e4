use crate::secrets::SecretToken;
use crate::values::{EmailAddress, FamilyName, PersonName};

/// The account of somebody who signed in elsewhere and has none here.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct NewLinkedAccount {
    /// First name.
    pub given_name: PersonName,
    /// Last name; empty for somebody who has one name only.
    pub family_name: FamilyName,
    /// The address. One that the provider vouches for counts as proved; to any other a mail is sent that proves it.
    pub email: Option<EmailAddress>,
    /// The token in the link of the invitation that the sign-on began at.
    pub invitation: Option<SecretToken>,
}

impl NewLinkedAccount {
    /// An account for a person of this name.
    pub fn new(given_name: PersonName, family_name: impl Into<FamilyName>) -> Self {
        Self { given_name, family_name: family_name.into(), email: None, invitation: None }
    }

    /// Sets the address.
    #[must_use]
    pub fn email(self, email: Option<EmailAddress>) -> Self {
        Self { email, ..self }
    }

    /// Says by which invitation the person came, by the token in its link.
    #[must_use]
    pub fn invitation(self, token: SecretToken) -> Self {
        Self { invitation: Some(token), ..self }
    }
}
