use crate::secrets::SecretToken;
use crate::values::{FamilyName, PersonName};

/// The account of somebody who signed in elsewhere and has none here. It has the address that the provider says, if it vouches for
/// that; no other one, which nobody has proved.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct NewLinkedAccount {
    /// First name.
    pub given_name: PersonName,
    /// Last name; empty for somebody who has one name only.
    pub family_name: FamilyName,
    /// The token in the link of the invitation that the sign-on began at.
    pub invitation: Option<SecretToken>,
}

impl NewLinkedAccount {
    /// An account for a person of this name.
    pub fn new(given_name: PersonName, family_name: impl Into<FamilyName>) -> Self {
        Self { given_name, family_name: family_name.into(), invitation: None }
    }

    /// Says by which invitation the person came, by the token in its link.
    #[must_use]
    pub fn invitation(self, token: SecretToken) -> Self {
        Self { invitation: Some(token), ..self }
    }
}
