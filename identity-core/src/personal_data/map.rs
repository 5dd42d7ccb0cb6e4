//! The map of personal data: what each field of each record is for the person whom it is about.

use super::applications::{ACCESS_TOKEN, API_CLIENT, AUTHORIZATION, CONSENT, RELYING_PARTY, SIGNING_KEY};
use super::fields::{Erasing, NOTHING, PersonalData, REMOVED};
use crate::domain::RecordKind;

const PASSING: PersonalData = PersonalData { erasing: Erasing::Passing, ..NOTHING };

const USER: PersonalData = PersonalData {
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
        "erase_at",
        "created_at",
        "updated_at",
    ],
    ..REMOVED
};

const MEMBERSHIP: PersonalData = PersonalData {
    exported: &["id", "organization", "state", "created_at"],
    // The person again, and their names and address in another spelling.
    not_personal: &["user", "name", "search", "email"],
    ..REMOVED
};

const GRANT: PersonalData = PersonalData {
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
    // Who gave it is data of somebody else, and what a client holds is no data of the person who answers for it.
    not_personal: &["path", "holder", "given_by", "owner"],
    erasing: Erasing::Ended,
    ..NOTHING
};

const INVITATION: PersonalData = PersonalData {
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
    ..REMOVED
};

const CONTACT_CHANGE: PersonalData = PersonalData {
    exported: &["id", "before", "after", "is_first", "created_at", "made_at", "expires_at"],
    withheld: &["token", "stop"],
    not_personal: &["user"],
    ..NOTHING
};

const USER_EMAIL: PersonalData = PersonalData {
    exported: &["id", "email", "usage", "verified_at", "created_at", "kept_until"],
    not_personal: &["user"],
    ..REMOVED
};

const APPROVAL: PersonalData = PersonalData {
    passing: &["id", "act", "user", "organization", "asked_by", "reason", "created_at", "expires_at"],
    ..PASSING
};

const AUDIT_EVENT: PersonalData = PersonalData {
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
    erasing: Erasing::Pseudonymous,
    ..NOTHING
};

const OUTBOX_MESSAGE: PersonalData = PersonalData {
    exported: &["id", "channel", "recipient", "invitation", "state", "created_at", "closed_at"],
    // What a message says may be a link with a token.
    withheld: &["payload"],
    not_personal: &["attempts", "next_attempt_at", "last_error"],
    ..REMOVED
};

const SESSION: PersonalData = PersonalData {
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
        "provider_session",
    ],
    withheld: &["token"],
    not_personal: &["user"],
    ..REMOVED
};

const CREDENTIAL: PersonalData = PersonalData {
    exported: &["id", "label", "created_at", "changed_at", "confirmed_at", "last_used_at"],
    withheld: &["secret"],
    not_personal: &["user", "begun_in"],
    ..REMOVED
};

const RECOVERY: PersonalData = PersonalData {
    exported: &["id", "kind", "email", "return_to", "created_at", "expires_at"],
    withheld: &["token"],
    not_personal: &["user"],
    ..REMOVED
};

const REMEMBERED_BROWSER: PersonalData = PersonalData {
    exported: &["id", "methods", "device", "created_at", "last_used_at", "expires_at"],
    withheld: &["browser"],
    not_personal: &["user"],
    ..REMOVED
};

const NAME_IDENTIFIER: PersonalData = PersonalData {
    exported: &["id", "relying_party", "value", "created_at"],
    not_personal: &["user"],
    ..REMOVED
};

const PARTICIPANT: PersonalData = PersonalData {
    exported: &["id", "session", "relying_party", "name_id", "created_at"],
    not_personal: &["name_format"],
    ..REMOVED
};

const SIGN_ON: PersonalData = PersonalData {
    passing: &[
        "id",
        "browser",
        "origin",
        "proofs",
        "organization",
        "remember",
        "requested",
        "provider_failure",
        "asserted",
        "provider_session",
        "session",
        "answers",
        "created_at",
        "expires_at",
        "finished_at",
    ],
    ..PASSING
};

const SENT_CODE: PersonalData = PersonalData {
    passing: &["id", "purpose", "user", "target", "digest", "created_at", "expires_at"],
    ..REMOVED
};

const LOGOUT: PersonalData = PersonalData {
    passing: &["id", "session", "initiator", "parties", "browser", "return_to", "created_at", "expires_at"],
    ..PASSING
};

const LOGIN_REQUEST: PersonalData = PersonalData {
    passing: &[
        "id",
        "request_id",
        "relay_state",
        "identity_provider",
        "browser",
        "return_to",
        "created_at",
        "expires_at",
    ],
    ..PASSING
};

const CONSUMED_ASSERTION: PersonalData =
    PersonalData { passing: &["id", "issuer", "assertion_id", "expires_at"], ..PASSING };

const SERVICE_SESSION: PersonalData = PersonalData {
    passing: &[
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
    ..PASSING
};

const LINKED_IDENTITY: PersonalData = PersonalData {
    exported: &[
        "id",
        "connection",
        "issuer",
        "subject",
        "label",
        "level",
        "attributes",
        "created_at",
        "asserted_at",
    ],
    not_personal: &["user"],
    ..REMOVED
};

const LINK_OFFER: PersonalData = PersonalData {
    exported: &["id", "connection", "ask_again_at", "answered_at"],
    not_personal: &["user"],
    ..REMOVED
};

/// Who may sign in with a password all the same is named by id alone.
const CONNECTION: PersonalData = PersonalData {
    not_personal: &[
        "id",
        "name",
        "organization",
        "provider",
        "state",
        "rules",
        "metadata",
        "tested_at",
        "created_at",
        "updated_at",
    ],
    ..NOTHING
};

const SIGN_IN_DOMAIN: PersonalData = PersonalData {
    not_personal: &["id", "domain", "connection", "proof", "challenge", "proved_at", "created_at"],
    ..NOTHING
};

const ORGANIZATION: PersonalData = PersonalData {
    not_personal: &[
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
    ..NOTHING
};

const CONTRACT: PersonalData = PersonalData {
    not_personal: &[
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
    ..NOTHING
};

const SERVICE: PersonalData = PersonalData {
    not_personal: &["id", "key", "name", "needs_contract", "start_url", "enabled", "created_at"],
    ..NOTHING
};

const ROLE: PersonalData = PersonalData {
    not_personal: &[
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
    ..NOTHING
};

const SIGN_IN_POLICY: PersonalData = PersonalData {
    not_personal: &["id", "subject", "rules", "four_eyes_until", "created_at", "updated_at"],
    ..NOTHING
};

/// An address for help is the one that an organisation tells everybody.
const BRAND: PersonalData =
    PersonalData { not_personal: &["id", "subject", "look", "draft", "created_at", "updated_at"], ..NOTHING };

const SMS_SETTINGS: PersonalData = PersonalData {
    not_personal: &["id", "gateway", "code_digits", "tested", "proposed", "created_at", "updated_at"],
    ..NOTHING
};

/// What the fields of a kind of record are. The match names every kind, and a test compares the fields with those of the
/// records, so that none is forgotten.
pub const fn personal_data(kind: RecordKind) -> PersonalData {
    match kind {
        RecordKind::User => USER,
        RecordKind::Membership => MEMBERSHIP,
        RecordKind::Grant => GRANT,
        RecordKind::Invitation => INVITATION,
        RecordKind::ContactChange => CONTACT_CHANGE,
        RecordKind::UserEmail => USER_EMAIL,
        RecordKind::AuditEvent => AUDIT_EVENT,
        RecordKind::OutboxMessage => OUTBOX_MESSAGE,
        RecordKind::Session => SESSION,
        RecordKind::Credential => CREDENTIAL,
        RecordKind::Recovery => RECOVERY,
        RecordKind::Approval => APPROVAL,
        RecordKind::RememberedBrowser => REMEMBERED_BROWSER,
        RecordKind::NameIdentifier => NAME_IDENTIFIER,
        RecordKind::Participant => PARTICIPANT,
        RecordKind::SignOn => SIGN_ON,
        RecordKind::SentCode => SENT_CODE,
        RecordKind::Logout => LOGOUT,
        RecordKind::LoginRequest => LOGIN_REQUEST,
        RecordKind::ConsumedAssertion => CONSUMED_ASSERTION,
        RecordKind::ServiceSession => SERVICE_SESSION,
        RecordKind::LinkedIdentity => LINKED_IDENTITY,
        RecordKind::LinkOffer => LINK_OFFER,
        RecordKind::Connection => CONNECTION,
        RecordKind::SignInDomain => SIGN_IN_DOMAIN,
        RecordKind::Organization => ORGANIZATION,
        RecordKind::Contract => CONTRACT,
        RecordKind::Service => SERVICE,
        RecordKind::Role => ROLE,
        RecordKind::SignInPolicy => SIGN_IN_POLICY,
        RecordKind::Brand => BRAND,
        RecordKind::SmsSettings => SMS_SETTINGS,
        RecordKind::RelyingParty => RELYING_PARTY,
        RecordKind::SigningKey => SIGNING_KEY,
        RecordKind::ApiClient => API_CLIENT,
        RecordKind::AccessToken => ACCESS_TOKEN,
        RecordKind::Authorization => AUTHORIZATION,
        RecordKind::Consent => CONSENT,
    }
}
