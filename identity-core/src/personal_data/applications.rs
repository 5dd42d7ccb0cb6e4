//! The map of personal data: applications, what they were given, and the keys that messages to them are signed with.

use super::fields::{NOTHING, PersonalData, REMOVED};

pub(super) const RELYING_PARTY: PersonalData = PersonalData {
    not_personal: &[
        "id",
        "entity_id",
        "declared",
        "name",
        "service",
        "consumers",
        "logout_url",
        "logout_services",
        "name_formats",
        "origins",
        "factors",
        "second_factors",
        "remember_days",
        "certificates",
        "requests_signed",
        "metadata",
        "trial",
        "saml",
        "enabled",
        "created_at",
        "updated_at",
    ],
    ..NOTHING
};

pub(super) const SIGNING_KEY: PersonalData = PersonalData {
    not_personal: &[
        "id",
        "key_use",
        "state",
        "certificate",
        "private_key",
        "created_at",
        "state_since",
        "state_until",
    ],
    ..NOTHING
};

pub(super) const API_CLIENT: PersonalData = PersonalData {
    not_personal: &[
        "id",
        "client_id",
        "declared",
        "secret",
        "authentication",
        "keys",
        "name",
        "scopes",
        "openid",
        "resource",
        "access_tokens",
        "enabled",
        "created_at",
    ],
    ..NOTHING
};

pub(super) const ACCESS_TOKEN: PersonalData = PersonalData {
    not_personal: &[
        "id",
        "client",
        "token",
        "authorization",
        "mandate",
        "scopes",
        "resource",
        "key_thumbprint",
        "created_at",
        "expires_at",
    ],
    ..NOTHING
};

pub(super) const AUTHORIZATION: PersonalData = PersonalData {
    exported: &[
        "id",
        "client",
        "participant",
        "subject",
        "organization",
        "scopes",
        "methods",
        "factors",
        "authenticated_at",
        "created_at",
        "redeemed_at",
        "expires_at",
        "ended_at",
    ],
    withheld: &["code", "request"],
    not_personal: &["user", "algorithm", "refresh", "code_expires_at"],
    ..REMOVED
};

pub(super) const CONSENT: PersonalData = PersonalData {
    exported: &["id", "client", "scopes", "created_at", "updated_at"],
    not_personal: &["user"],
    ..REMOVED
};
