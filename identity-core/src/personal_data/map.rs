//! The map of personal data: what each field of each record is for the person whom it is about.

use crate::domain::RecordKind;

/// What the fields of a kind of record are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PersonalData {
    /// About a person, who gets it.
    pub exported: &'static [&'static str],
    /// About a person, and nothing that may leave: by it others could act in their name. What can be told of it is told
    /// in other words, such as the method of a credential.
    pub withheld: &'static [&'static str],
    /// About a person for a short time, after which it is removed: what a sign-on or a sign-out needs on its way.
    pub passing: &'static [&'static str],
    /// About no person: about organisations, roles, applications, or the record itself.
    pub not_personal: &'static [&'static str],
}

const NOTHING: PersonalData = PersonalData { exported: &[], withheld: &[], passing: &[], not_personal: &[] };

/// What the fields of a kind of record are. The match names every kind, and a test compares the fields with those of the
/// records, so that none is forgotten.
pub const fn personal_data(kind: RecordKind) -> PersonalData {
    match kind {
        RecordKind::User
        | RecordKind::Membership
        | RecordKind::Grant
        | RecordKind::Invitation
        | RecordKind::ContactChange
        | RecordKind::AuditEvent
        | RecordKind::OutboxMessage => of_people(kind),
        RecordKind::Session
        | RecordKind::Credential
        | RecordKind::Recovery
        | RecordKind::RememberedBrowser
        | RecordKind::NameIdentifier
        | RecordKind::Participant => of_sessions(kind),
        RecordKind::SignOn
        | RecordKind::SentCode
        | RecordKind::Logout
        | RecordKind::LoginRequest
        | RecordKind::ConsumedAssertion
        | RecordKind::ServiceSession => passing(kind),
        RecordKind::Organization
        | RecordKind::Contract
        | RecordKind::Service
        | RecordKind::Role
        | RecordKind::SignInPolicy
        | RecordKind::RelyingParty
        | RecordKind::SigningKey
        | RecordKind::ApiClient
        | RecordKind::AccessToken => of_nobody(kind),
    }
}

const fn of_people(kind: RecordKind) -> PersonalData {
    match kind {
        RecordKind::User => PersonalData {
            exported: &[
                "id",
                "username",
                "email",
                "email_verified_at",
                "phone",
                "phone_verified_at",
                "given_name",
                "family_name",
                "locale",
                "attributes",
                "state",
                "created_at",
                "updated_at",
            ],
            ..NOTHING
        },
        RecordKind::Membership => PersonalData {
            exported: &["id", "organization", "state", "created_at"],
            // The person again, and their names in another spelling.
            not_personal: &["user", "name", "search"],
            ..NOTHING
        },
        RecordKind::Grant => PersonalData {
            exported: &[
                "id",
                "mandate",
                "role",
                "organization",
                "scope",
                "rights",
                "services",
                "contracts",
                "period",
                "created_at",
                "revoked_at",
            ],
            // Who gave it is data of somebody else.
            not_personal: &["path", "holder", "given_by"],
            ..NOTHING
        },
        RecordKind::Invitation => PersonalData {
            exported: &[
                "id",
                "organization",
                "email",
                "given_name",
                "family_name",
                "roles",
                "services",
                "mandate",
                "locale",
                "state",
                "created_at",
                "sent_at",
                "expires_at",
                "closed_at",
            ],
            withheld: &["token"],
            not_personal: &["invited_by", "first_administrator", "accepted_by"],
            ..NOTHING
        },
        RecordKind::ContactChange => PersonalData {
            exported: &["id", "before", "after", "created_at", "made_at", "expires_at"],
            withheld: &["token"],
            not_personal: &["user"],
            ..NOTHING
        },
        RecordKind::AuditEvent => PersonalData {
            exported: &[
                "id",
                "at",
                "acting_for",
                "mandate",
                "action",
                "target",
                "organization",
                "details",
                "reference",
            ],
            not_personal: &["actor"],
            ..NOTHING
        },
        RecordKind::OutboxMessage => PersonalData {
            exported: &["id", "channel", "recipient", "invitation", "state", "created_at", "closed_at"],
            // What a message says may be a link with a token.
            withheld: &["payload"],
            not_personal: &["attempts", "next_attempt_at", "last_error"],
            ..NOTHING
        },
        _ => NOTHING,
    }
}

const fn of_sessions(kind: RecordKind) -> PersonalData {
    match kind {
        RecordKind::Session => PersonalData {
            exported: &[
                "id",
                "methods",
                "authenticated_at",
                "acting_for",
                "device",
                "created_at",
                "last_seen_at",
                "expires_at",
                "ended_at",
            ],
            withheld: &["token"],
            not_personal: &["user"],
            ..NOTHING
        },
        RecordKind::Credential => PersonalData {
            exported: &["id", "label", "created_at", "changed_at", "confirmed_at", "last_used_at"],
            withheld: &["secret"],
            not_personal: &["user", "begun_in"],
            ..NOTHING
        },
        RecordKind::Recovery => PersonalData {
            exported: &["id", "email", "return_to", "created_at", "expires_at"],
            withheld: &["token"],
            not_personal: &["user"],
            ..NOTHING
        },
        RecordKind::RememberedBrowser => PersonalData {
            exported: &["id", "device", "created_at", "last_used_at", "expires_at"],
            withheld: &["browser"],
            not_personal: &["user"],
            ..NOTHING
        },
        RecordKind::NameIdentifier => PersonalData {
            exported: &["id", "relying_party", "value", "created_at"],
            not_personal: &["user"],
            ..NOTHING
        },
        RecordKind::Participant => PersonalData {
            exported: &["id", "session", "relying_party", "name_id", "created_at"],
            not_personal: &["name_format"],
            ..NOTHING
        },
        _ => NOTHING,
    }
}

const fn passing(kind: RecordKind) -> PersonalData {
    let fields: &[&str] = match kind {
        RecordKind::SignOn => &[
            "id",
            "browser",
            "origin",
            "proofs",
            "organization",
            "remember",
            "session",
            "answers",
            "created_at",
            "expires_at",
            "finished_at",
        ],
        RecordKind::SentCode => &["id", "purpose", "user", "target", "digest", "created_at", "expires_at"],
        RecordKind::Logout => {
            &["id", "session", "initiator", "parties", "browser", "return_to", "created_at", "expires_at"]
        }
        RecordKind::LoginRequest => &[
            "id",
            "request_id",
            "relay_state",
            "identity_provider",
            "browser",
            "return_to",
            "created_at",
            "expires_at",
        ],
        RecordKind::ConsumedAssertion => &["id", "issuer", "assertion_id", "expires_at"],
        RecordKind::ServiceSession => &[
            "id",
            "token",
            "identity_provider",
            "name_id",
            "session_index",
            "attributes",
            "authn_context",
            "authenticated_at",
            "created_at",
            "expires_at",
        ],
        _ => &[],
    };
    PersonalData { passing: fields, ..NOTHING }
}

const fn of_nobody(kind: RecordKind) -> PersonalData {
    let fields: &[&str] = match kind {
        RecordKind::Organization => &[
            "id",
            "path",
            "name",
            "class",
            "state",
            "external_id",
            "business_id",
            "domains",
            "attributes",
            "source_version",
            "created_at",
            "updated_at",
        ],
        RecordKind::Contract => &[
            "id",
            "external_id",
            "organization",
            "services",
            "period",
            "source_version",
            "ended_at",
            "created_at",
            "updated_at",
        ],
        RecordKind::Service => &["id", "key", "name", "needs_contract", "start_url", "enabled", "created_at"],
        RecordKind::Role => &[
            "id",
            "owner",
            "key",
            "name",
            "description",
            "permissions",
            "application_roles",
            "mandate_only",
            "enabled",
            "created_at",
            "updated_at",
        ],
        RecordKind::RelyingParty => &[
            "id",
            "entity_id",
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
            "enabled",
            "created_at",
            "updated_at",
        ],
        RecordKind::SignInPolicy => &["id", "subject", "rules", "created_at", "updated_at"],
        RecordKind::SigningKey => &["id", "key_use", "state", "certificate", "private_key", "created_at"],
        RecordKind::ApiClient => &["id", "client_id", "secret", "name", "scopes", "enabled", "created_at"],
        RecordKind::AccessToken => &["id", "client", "token", "scopes", "created_at", "expires_at"],
        _ => &[],
    };
    PersonalData { not_personal: fields, ..NOTHING }
}
