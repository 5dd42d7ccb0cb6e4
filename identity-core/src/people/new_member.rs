//! The account that an administrator makes for somebody.

use crate::ids::OrganizationId;
use crate::values::{
    EmailAddress, FamilyName, Locale, PersonName, PhoneNumber, RoleKey, ServiceKey, Username,
};
use std::collections::BTreeSet;

/// Somebody who gets an account and roles at an organisation, without being invited.
///
/// ```
/// use identity_core::people::NewMember;
/// use identity_core::testing::{CONTACT_PERSON, CUSTOMER, TestIdentity};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let test = TestIdentity::start().await?;
/// let (jeremy, customer) = (test.sign_in(CONTACT_PERSON).await?, test.organization(CUSTOMER).await?);
///
/// let susan = NewMember::new(customer, "susan@citygroup.example".parse()?, "Susan".parse()?, ["viewer".parse()?])
///     .mail_link(false);
/// let susan = test.identity().create_member(&jeremy.caller, &susan).await?;
///
/// // She has no password yet. The link for it is on paper.
/// let letter = test.identity().print_password_letter(&jeremy.caller, susan.id).await?;
/// assert!(letter.link.starts_with("https://"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NewMember {
    /// Where the person belongs.
    pub organization: OrganizationId,
    /// The address of the account; none for somebody who signs in by user name alone. It counts as proved once a link that was
    /// mailed to it is used.
    pub email: Option<EmailAddress>,
    /// First name.
    pub given_name: PersonName,
    /// Last name; empty for somebody who has one name only.
    pub family_name: FamilyName,
    /// A name for signing in, beside the address or in its place.
    pub username: Option<Username>,
    /// The telephone number.
    pub phone: Option<PhoneNumber>,
    /// The language of mails and pages.
    pub locale: Option<Locale>,
    /// The roles at the organisation; at least one.
    pub roles: BTreeSet<RoleKey>,
    /// Only for these services; `None` = all that the roles name.
    pub services: Option<BTreeSet<ServiceKey>>,
    /// Whether the link for the first password is mailed at once.
    pub mail_link: bool,
}

impl NewMember {
    /// A person of one name who gets roles for all services, and a mail with the link for their first password.
    pub fn new(
        organization: OrganizationId,
        email: EmailAddress,
        given_name: PersonName,
        roles: impl IntoIterator<Item = RoleKey>,
    ) -> Self {
        Self { email: Some(email), mail_link: true, ..Self::of_name(organization, given_name, roles) }
    }

    /// A person of one name without an e-mail address, who signs in by user name. Nothing is mailed: print the letter with
    /// [`print_password_letter`](crate::Identity::print_password_letter).
    pub fn without_email(
        organization: OrganizationId,
        username: Username,
        given_name: PersonName,
        roles: impl IntoIterator<Item = RoleKey>,
    ) -> Self {
        Self { username: Some(username), ..Self::of_name(organization, given_name, roles) }
    }

    /// A person of one name, who still needs an [e-mail address](Self::email) or a [user name](Self::username). Nothing is mailed.
    pub fn of_name(
        organization: OrganizationId,
        given_name: PersonName,
        roles: impl IntoIterator<Item = RoleKey>,
    ) -> Self {
        Self {
            organization,
            email: None,
            given_name,
            family_name: FamilyName::default(),
            username: None,
            phone: None,
            locale: None,
            roles: roles.into_iter().collect(),
            services: None,
            mail_link: false,
        }
    }

    /// Sets the e-mail address, or takes it away.
    #[must_use]
    pub fn email(self, email: Option<EmailAddress>) -> Self {
        Self { email, ..self }
    }

    /// Sets the last name.
    #[must_use]
    pub fn family_name(self, name: impl Into<FamilyName>) -> Self {
        Self { family_name: name.into(), ..self }
    }

    /// Sets the name for signing in.
    #[must_use]
    pub fn username(self, username: Option<Username>) -> Self {
        Self { username, ..self }
    }

    /// Sets the telephone number.
    #[must_use]
    pub fn phone(self, phone: Option<PhoneNumber>) -> Self {
        Self { phone, ..self }
    }

    /// Sets the language.
    #[must_use]
    pub fn locale(self, locale: Option<Locale>) -> Self {
        Self { locale, ..self }
    }

    /// Limits the roles to these services.
    #[must_use]
    pub fn services(self, services: Option<BTreeSet<ServiceKey>>) -> Self {
        Self { services, ..self }
    }

    /// Says whether the link for the first password is mailed at once. If not, print it with
    /// [`print_password_letter`](crate::Identity::print_password_letter).
    #[must_use]
    pub fn mail_link(self, mailed: bool) -> Self {
        Self { mail_link: mailed, ..self }
    }
}
