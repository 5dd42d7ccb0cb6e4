//! Forms of mandates.

use crate::forms::invitations::EMAIL;
use crate::forms::people::{LOCALE, OTHERS_FAMILY_NAME, OTHERS_GIVEN_NAME};
use crate::forms::roles::{
    CLIENT_ID, CONTRACTS, MAX_DELEGATION_DEPTH, OWNER, REASON, RIGHTS, ROLE, SCOPE, SERVICES, UNTIL,
};
use crate::forms::{Field, Form, Kind};
use identity_core::values::DisplayName;

/// The receiver, as a member of the organisation that gives.
pub(crate) const COLLEAGUE: Field = Field::new("colleague", Kind::Id)
    .alternative()
    .in_rest_as("to.user")
    .select()
    .label("mandate-colleague")
    .error("error-receiver");

/// The receiver, as whoever has this address.
pub(crate) const RECEIVERS_EMAIL: Field =
    EMAIL.alternative().in_rest_as("to.email").label("mandate-email").hint("mandate-email-hint");

/// The organisation that gets it: its whole name, its business id, or its id.
pub(crate) const ORGANIZATION: Field = Field::new("organization", Kind::Text)
    .page_only()
    .alternative()
    .longest(DisplayName::MAX_CHARACTERS)
    .autocomplete("off")
    .label("mandate-organization-name")
    .hint("mandate-organization-hint")
    .error("error-organization-unknown");

/// The same in REST, where programs have the id.
const TO_ORGANIZATION: Field =
    Field::new("organization", Kind::Id).rest_only().alternative().in_rest_as("to.organization");

/// The receiver, as the program that is registered under this client id.
pub(crate) const PROGRAM: Field =
    CLIENT_ID.alternative().in_rest_as("to.client").label("mandate-program").hint("mandate-program-hint");

/// The first day of a mandate.
pub(crate) const FROM: Field = Field::new("from", Kind::Date)
    .optional()
    .in_rest_as("starts_at")
    .label("mandate-from-optional")
    .hint("mandate-from-hint")
    .error("error-date");

/// Gives a mandate, or passes one on. The receiver is named in exactly one of four ways.
pub(crate) const GIVE_MANDATE: Form = Form::new(
    "give-mandate",
    &[
        COLLEAGUE,
        RECEIVERS_EMAIL,
        OTHERS_GIVEN_NAME.in_rest_as("to.given_name"),
        OTHERS_FAMILY_NAME.in_rest_as("to.family_name"),
        ORGANIZATION,
        TO_ORGANIZATION,
        PROGRAM,
        OWNER.in_rest_as("to.owner"),
        ROLE.label("mandate-role").hint("invite-roles-hint"),
        SERVICES.label("mandate-services").hint("mandate-services-hint"),
        FROM,
        UNTIL,
        MAX_DELEGATION_DEPTH,
        REASON,
        Field::new("organization", Kind::Id).rest_only(),
        LOCALE.in_rest_as("to.locale"),
        CONTRACTS,
        SCOPE,
        RIGHTS,
        Field::new("parent_grant", Kind::Id).rest_only().optional(),
        Field::new("giver", Kind::Id).rest_only().optional(),
    ],
);
