//! Somebody whom a deployment declares.

use crate::domain::Rights;
use crate::secrets::Secret;
use crate::values::{Attributes, EmailAddress, PersonName, RoleKey, Username};

/// Somebody of the operator.
#[derive(Debug)]
#[non_exhaustive]
pub struct PersonSetup {
    /// Address.
    pub email: EmailAddress,
    /// Name for signing in.
    pub username: Option<Username>,
    /// First name.
    pub given_name: PersonName,
    /// Last name.
    pub family_name: PersonName,
    /// First password.
    pub password: Secret,
    /// What else is known of them; only at the first time, as the password is.
    pub attributes: Attributes,
    /// The roles at the operator and everything below it.
    pub roles: Vec<(RoleKey, Rights)>,
}

impl PersonSetup {
    /// Somebody without a role and without a user name; they sign in with the address.
    pub fn new(
        email: EmailAddress,
        given_name: PersonName,
        family_name: PersonName,
        password: impl Into<Secret>,
    ) -> Self {
        Self {
            email,
            username: None,
            given_name,
            family_name,
            password: password.into(),
            attributes: Attributes::default(),
            roles: Vec::new(),
        }
    }

    /// Sets the name for signing in.
    #[must_use]
    pub fn username(self, username: Username) -> Self {
        Self { username: Some(username), ..self }
    }

    /// Sets what else is known of them.
    #[must_use]
    pub fn attributes(self, attributes: Attributes) -> Self {
        Self { attributes, ..self }
    }

    /// Sets the roles at the operator and everything below it.
    #[must_use]
    pub fn roles(self, roles: impl IntoIterator<Item = (RoleKey, Rights)>) -> Self {
        Self { roles: roles.into_iter().collect(), ..self }
    }
}
