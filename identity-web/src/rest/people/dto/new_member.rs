//! The JSON of an account that an administrator makes.

use super::password_link::Delivery;
use crate::forms::Form;
use crate::forms::members::CREATE_MEMBER;
use crate::rest::http::body::Declared;
use identity_core::ids::OrganizationId;
use identity_core::people::NewMember;
use identity_core::values::{
    EmailAddress, FamilyName, Locale, PersonName, PhoneNumber, RoleKey, ServiceKey, Username,
};
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// An account to make for somebody, who becomes a member.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberCall {
    #[schema(value_type = String)]
    given_name: PersonName,
    /// Left out for a person who has one name only.
    #[schema(value_type = Option<String>)]
    family_name: Option<PersonName>,
    /// The e-mail address of the account. It can be left out for a person with a user name.
    #[schema(value_type = Option<String>, format = Email)]
    email: Option<EmailAddress>,
    /// The user name, for signing in instead of the e-mail address, or without one.
    #[schema(value_type = Option<String>)]
    username: Option<Username>,
    /// The telephone number, with `+` and the country code.
    #[schema(value_type = Option<String>, example = "+358401234567")]
    phone: Option<PhoneNumber>,
    /// The keys of the roles: at least one, and only roles that you can give. Roles of the kind `mandate_only` need an
    /// invitation.
    #[schema(value_type = Vec<String>)]
    roles: BTreeSet<RoleKey>,
    /// The services to limit the roles to; if left out, all services of the roles.
    #[schema(value_type = Option<Vec<String>>)]
    services: Option<BTreeSet<ServiceKey>>,
    /// The language of mails and pages.
    #[schema(value_type = Option<String>, example = "en")]
    locale: Option<Locale>,
    /// `mail`, the default where there is an e-mail address, mails the link for the first password. With `letter` nothing is sent:
    /// make the link with `POST /api/v1/users/{id}/password-link`.
    #[schema(value_type = Option<String>, example = "mail")]
    password_link: Option<Delivery>,
}

impl Declared for MemberCall {
    const FORM: &'static Form = &CREATE_MEMBER;
}

impl MemberCall {
    pub(crate) fn into_core(self, organization: OrganizationId) -> NewMember {
        let family_name = self.family_name.map(FamilyName::from).unwrap_or_default();
        let by_mail = Delivery::of(self.password_link, self.email.is_some()) == Delivery::Mail;
        NewMember::of_name(organization, self.given_name, self.roles)
            .email(self.email)
            .family_name(family_name)
            .username(self.username)
            .phone(self.phone)
            .locale(self.locale)
            .services(self.services)
            .mail_link(by_mail)
    }
}
