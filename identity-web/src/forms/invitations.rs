//! Forms of invitations.

use crate::forms::people::{FAMILY_NAME, GIVEN_NAME, OTHERS_FAMILY_NAME, OTHERS_GIVEN_NAME, USERNAME};
use crate::forms::roles::{
    CONTRACTS, MAX_DELEGATION_DEPTH, REASON, RIGHTS, SCOPE, SERVICES, STARTS_AT, UNTIL,
};
use crate::forms::{Field, Form, Kind};
use identity_core::secrets::MAX_PASSWORD_OCTETS;
use identity_core::values::{EmailAddress, RoleKey};

/// The address that the invitation goes to.
pub(crate) const EMAIL: Field = Field::new("email", Kind::Email)
    .longest(EmailAddress::MAX_OCTETS)
    .autocomplete("off")
    .label("field-email")
    .hint("invite-email-hint")
    .error("error-email");

/// The roles that acceptance gives.
pub(crate) const ROLES: Field = Field::new("roles", Kind::Key)
    .multiple()
    .longest(RoleKey::MAX_CHARACTERS)
    .label("invite-roles")
    .hint("invite-roles-hint")
    .error("error-roles");

/// For how many days the invitation can be accepted.
pub(crate) const EXPIRES_IN: Field = Field::new("expires_in", Kind::Number)
    .page_only()
    .select()
    .at_most(366)
    .label("invite-expires")
    .hint("invite-expires-hint")
    .error("error-expires-in");

/// The language of the invitation, and of the account at first.
pub(crate) const LANGUAGE: Field = Field::new("locale", Kind::Key)
    .select()
    .optional()
    .longest(5)
    .label("field-language")
    .hint("invite-language-hint")
    .error("error-language");

/// The password of a new account.
pub(crate) const NEW_PASSWORD: Field = Field::new("password", Kind::Password)
    .page_only()
    .longest(MAX_PASSWORD_OCTETS)
    .autocomplete("new-password")
    .label("invitation-password")
    .hint("invitation-password-hint")
    .error("error-password-choose");

/// Invites a person.
pub(crate) const INVITE: Form = Form::new(
    "invite",
    &[
        EMAIL,
        OTHERS_GIVEN_NAME,
        OTHERS_FAMILY_NAME,
        ROLES,
        SERVICES,
        UNTIL.in_rest_as("mandate.ends_at").hint("invite-until-hint"),
        REASON.in_rest_as("mandate.reason").hint("invite-reason-hint"),
        EXPIRES_IN,
        LANGUAGE,
        Field::new("expires_at", Kind::Date).rest_only().optional(),
        SCOPE.in_rest_as("mandate.scope"),
        RIGHTS.in_rest_as("mandate.rights"),
        CONTRACTS.in_rest_as("mandate.contracts"),
        STARTS_AT.in_rest_as("mandate.starts_at"),
        MAX_DELEGATION_DEPTH.in_rest_as("mandate.max_delegation_depth").rest_only(),
    ],
);

/// Accepts an invitation with a new account.
pub(crate) const ACCEPT_INVITATION: Form = Form::new(
    "accept-invitation",
    &[
        GIVEN_NAME.autocomplete("given-name"),
        FAMILY_NAME.autocomplete("family-name"),
        // Password managers keep the address, which stands before the password.
        USERNAME.autocomplete("off").hint("invitation-username-hint"),
        NEW_PASSWORD,
    ],
);
