//! Forms of roles, grants and decisions.

use crate::forms::{Field, Form, Kind};
use identity_core::domain::Mandate;
use identity_core::roles::InvalidTerms;
use identity_core::values::{ClientId, DisplayName, ExternalId, Reason, RoleKey, ServiceKey};

/// The role to give.
pub(crate) const ROLE: Field = Field::new("role", Kind::Key)
    .radio()
    .longest(RoleKey::MAX_CHARACTERS)
    .label("person-give-role")
    .hint("person-give-hint")
    .error("error-role");

/// The services that a role is limited to.
pub(crate) const SERVICES: Field = Field::new("services", Kind::Key)
    .multiple()
    .optional()
    .longest(ServiceKey::MAX_CHARACTERS)
    .label("services-legend")
    .hint("services-hint")
    .error("error-service");

/// The beginning of what is given.
pub(crate) const STARTS_AT: Field = Field::new("starts_at", Kind::Date).rest_only().optional();

/// The end of what is given.
pub(crate) const ENDS_AT: Field = Field::new("ends_at", Kind::Date).rest_only().optional();

/// The last day of a mandate.
pub(crate) const UNTIL: Field = Field::new("until", Kind::Date)
    .optional()
    .in_rest_as("ends_at")
    .label("mandate-until-optional")
    .hint("mandate-until-hint")
    .error("error-date");

/// The reason for a mandate.
pub(crate) const REASON: Field = Field::new("reason", Kind::Text)
    .optional()
    .characters(0, Mandate::MAX_REASON)
    .autocomplete("off")
    .label("mandate-reason-optional")
    .hint("mandate-reason-hint")
    .error("error-reason");

/// How many times a mandate can be passed on.
pub(crate) const MAX_DELEGATION_DEPTH: Field = Field::new("max_delegation_depth", Kind::Number)
    .required_on_page()
    .select()
    .at_most(InvalidTerms::MAX_DELEGATION_DEPTH as u64)
    .label("mandate-may-pass-on")
    .hint("mandate-may-pass-on-hint")
    .error("error-depth");

/// How far down a mandate reaches.
pub(crate) const SCOPE: Field = Field::new("scope", Kind::Key).rest_only().optional().longest(20);

/// What a mandate gives the right to.
pub(crate) const RIGHTS: Field = Field::new("rights", Kind::Key).rest_only().optional().longest(20);

/// The contracts that a mandate is limited to.
pub(crate) const CONTRACTS: Field =
    Field::new("contracts", Kind::Key).multiple().rest_only().optional().longest(ExternalId::MAX_CHARACTERS);

/// The `client_id` of a program that is to hold something.
pub(crate) const CLIENT_ID: Field = Field::new("client", Kind::Key)
    .longest(ClientId::MAX_CHARACTERS)
    .autocomplete("off")
    .label("program-client-id")
    .hint("program-client-id-hint")
    .error("error-program");

/// The member who answers for a program.
pub(crate) const OWNER: Field = Field::new("owner", Kind::Id)
    .optional()
    .select()
    .label("program-owner-optional")
    .hint("program-owner-hint")
    .error("error-program-owner");

/// Gives a role to a member; in JSON also to a program.
pub(crate) const GIVE_ROLE: Form = Form::new(
    "give-role",
    &[
        Field::new("user", Kind::Id).rest_only().alternative(),
        CLIENT_ID.rest_only().alternative(),
        OWNER.rest_only(),
        ROLE,
        SERVICES,
        STARTS_AT,
        ENDS_AT,
    ],
);

/// Gives a role to a program. JSON gives it in the call that gives roles to people.
pub(crate) const GIVE_PROGRAM_ROLE: Form = Form::new(
    "give-program-role",
    &[CLIENT_ID.page_only(), OWNER.page_only(), ROLE.page_only(), SERVICES.page_only()],
);

/// Why a program is stopped.
pub(crate) const STOP_REASON: Field = Field::new("reason", Kind::Text)
    .characters(1, Reason::MAX_CHARACTERS)
    .autocomplete("off")
    .label("program-stop-reason")
    .hint("program-stop-reason-hint")
    .error("error-reason");

/// Stops a program at an organisation.
pub(crate) const STOP_PROGRAM: Form = Form::new("stop-program", &[STOP_REASON]);

/// Defines a role of an organisation.
pub(crate) const DEFINE_ROLE: Form = Form::new(
    "define-role",
    &[
        Field::new("name", Kind::Text).rest_only().longest(DisplayName::MAX_CHARACTERS),
        Field::new("description", Kind::Text).rest_only().optional().characters(0, 1000),
        Field::new("permissions", Kind::Key).multiple().rest_only().optional().longest(PERMISSION_NAME),
        Field::new("application_roles", Kind::Map).rest_only().optional(),
        Field::new("mandate_only", Kind::Flag).rest_only().optional(),
    ],
);

/// The permission that is asked about.
pub(crate) const PERMISSION: Field =
    Field::new("permission", Kind::Key).select().longest(PERMISSION_NAME).label("who-can-question");

/// Asks who can do something.
pub(crate) const WHO_CAN: Form = Form::new("who-can", &[PERMISSION]);

/// Asks for a decision.
pub(crate) const DECIDE: Form = Form::new(
    "decide",
    &[
        Field::new("actor", Kind::Key).rest_only().longest(NAMED_ID),
        PERMISSION,
        Field::new("resource", Kind::Key).rest_only().longest(NAMED_ID),
        Field::new("acting_for", Kind::Key).rest_only().optional().longest(NAMED_ID),
    ],
);

/// The longest name of a permission, with room for those of a host.
const PERMISSION_NAME: usize = 64;

/// The longest spelling of a kind of record and a UUID.
const NAMED_ID: usize = 64;
