//! What each refusal of a use case is to a call: the one place that maps the errors of core's use cases.

use crate::language::{PageText, clause_in_english, explanations, in_english};
use crate::rest::http::problem::{Problem, ProblemKind};
use identity_core::contracts::{EndContractError, ProvisionContractError};
use identity_core::domain::{Mandate, OrganizationPath};
use identity_core::invitations::{InviteError, ResendInvitationError, RevokeInvitationError};
use identity_core::mandates::{AnswerMandateError, GiveMandateError};
use identity_core::organizations::ProvisionOrganizationError;
use identity_core::people::{UpdateUserError, UserStateError};
use identity_core::roles::{
    DefineRoleError, GiveError, GiveRoleError, InvalidTerms, NamedDelegationDenied, RevokeGrantError,
};
use identity_core::sign_on::SignInPolicyError;
use identity_core::values::{InvalidAttributes, RoleKey};

impl From<ProvisionOrganizationError> for Problem {
    fn from(error: ProvisionOrganizationError) -> Self {
        match error {
            ProvisionOrganizationError::Access(error) => error.into(),
            ProvisionOrganizationError::UnknownParent(id) => {
                unknown_reference("parent", "parent organisation", id.as_str())
            }
            ProvisionOrganizationError::NoOperator => unknown_reference("parent", "operator", "root"),
            ProvisionOrganizationError::SameVersionOtherContent(version) => same_version(version),
            ProvisionOrganizationError::PreconditionFailed => precondition_failed(),
            ProvisionOrganizationError::Cycle => Self::field("parent", plain("rest-cycle")),
            ProvisionOrganizationError::TooDeep(_) => {
                let text = PageText::new("rest-too-deep").with("most", OrganizationPath::MAX_DEPTH);
                Self::field("parent", in_english(&text))
            }
            ProvisionOrganizationError::Attributes(error) => {
                Self::field("attributes", plain(attributes_key(error)))
            }
            unknown => Self::internal(unknown),
        }
    }
}

impl From<SignInPolicyError> for Problem {
    fn from(error: SignInPolicyError) -> Self {
        match error {
            SignInPolicyError::Access(error) => error.into(),
            SignInPolicyError::Store(error) => error.into(),
            SignInPolicyError::ProveAgain => {
                Self::said(ProblemKind::ProveAgain, &PageText::new("rest-prove-again"))
            }
            SignInPolicyError::NotOffered(method) => {
                let text = PageText::new("rest-method-not-offered").with("method", method.to_string());
                Self::field("methods", in_english(&text))
            }
            SignInPolicyError::NoMethod => Self::field("methods", plain("rest-no-method")),
            SignInPolicyError::TooLong { most } => {
                let text = PageText::new("rest-days-too-many").with("most", most.to_string());
                Self::field("remember_days", in_english(&text))
            }
            unknown => Self::internal(unknown),
        }
    }
}

impl From<ProvisionContractError> for Problem {
    fn from(error: ProvisionContractError) -> Self {
        match error {
            ProvisionContractError::Access(error) => error.into(),
            ProvisionContractError::UnknownOrganization(id) => {
                unknown_reference("organization", "organisation", id.as_str())
            }
            ProvisionContractError::UnknownService(key) => {
                unknown_reference("services", "service", key.as_str())
            }
            ProvisionContractError::SameVersionOtherContent(version) => same_version(version),
            ProvisionContractError::PreconditionFailed => precondition_failed(),
            ProvisionContractError::EmptyPeriod => Self::field("ends_at", plain("rest-empty-period")),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<EndContractError> for Problem {
    fn from(error: EndContractError) -> Self {
        match error {
            EndContractError::Access(error) => error.into(),
            EndContractError::PreconditionFailed => precondition_failed(),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<GiveError> for Problem {
    fn from(error: GiveError) -> Self {
        match error {
            GiveError::Access(error) => error.into(),
            GiveError::NoRole => Self::field("roles", plain("rest-no-role")),
            GiveError::UnknownRole(role) => {
                let text = PageText::new("rest-unknown-role").with("role", role.to_string());
                Self::of_field(ProblemKind::UnknownReference, "roles", in_english(&text))
            }
            GiveError::UnknownService(service) => {
                let text = PageText::new("rest-unknown-service").with("service", service.to_string());
                Self::of_field(ProblemKind::UnknownReference, "services", in_english(&text))
            }
            GiveError::DelegationDenied { role, why } => not_held(&role, &why),
            GiveError::Terms(terms) => Self::field(field_of(terms), in_english(&terms_words(terms))),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<InviteError> for Problem {
    fn from(error: InviteError) -> Self {
        let said = |kind, key| Self::said(kind, &PageText::new(key));
        match error {
            InviteError::Give(GiveError::Terms(terms)) => of_invitation(terms),
            InviteError::Give(error) => error.into(),
            InviteError::MixedRoles => Self::field("roles", plain("rest-roles-mixed")),
            InviteError::ServicesNeeded => Self::field("services", plain("rest-services-needed")),
            InviteError::InvalidExpiry => Self::field("expires_at", plain("rest-expires-at")),
            InviteError::AlreadyMember => said(ProblemKind::AlreadyExists, "rest-already-member"),
            InviteError::AlreadyInvited => said(ProblemKind::AlreadyExists, "rest-already-invited"),
            InviteError::NotAPerson => said(ProblemKind::PeopleOnly, "rest-not-a-person"),
            InviteError::TooMany => said(ProblemKind::TooMany, "rest-too-many"),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<ResendInvitationError> for Problem {
    fn from(error: ResendInvitationError) -> Self {
        let said = |kind, key| Self::said(kind, &PageText::new(key));
        match error {
            ResendInvitationError::Access(error) => error.into(),
            ResendInvitationError::DelegationDenied { role, why } => not_held(&role, &why),
            ResendInvitationError::ForeignContracts => of_invitation(InvalidTerms::Contracts),
            ResendInvitationError::NotAPerson => said(ProblemKind::PeopleOnly, "rest-not-a-person"),
            ResendInvitationError::AlreadyClosed => said(ProblemKind::AlreadyClosed, "rest-already-closed"),
            ResendInvitationError::TooMany => said(ProblemKind::TooMany, "rest-too-many"),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<RevokeInvitationError> for Problem {
    fn from(error: RevokeInvitationError) -> Self {
        match error {
            RevokeInvitationError::Access(error) => error.into(),
            RevokeInvitationError::AlreadyClosed => {
                Self::said(ProblemKind::AlreadyClosed, &PageText::new("rest-already-closed"))
            }
            unknown => Self::internal(unknown),
        }
    }
}

impl From<DefineRoleError> for Problem {
    fn from(error: DefineRoleError) -> Self {
        match error {
            DefineRoleError::Access(error) => error.into(),
            DefineRoleError::UnknownService(service) => GiveError::UnknownService(service).into(),
            DefineRoleError::DelegationDenied { role, why } => not_held(&role, &why),
            DefineRoleError::TooManyRoles => {
                let text =
                    PageText::new("rest-too-many-roles").with("most", i64::from(DefineRoleError::MOST_ROLES));
                Self::field("key", in_english(&text))
            }
            DefineRoleError::LastAdministrator => {
                Self::said(ProblemKind::LastAdministrator, &PageText::new("rest-no-administrator"))
            }
            unknown => Self::internal(unknown),
        }
    }
}

/// No program of the name gets tokens in its own name.
fn unknown_program(field: &str) -> Problem {
    Problem::of_field(ProblemKind::UnknownReference, field, plain("rest-program-unknown"))
}

/// No member is named who could answer for a program.
fn unknown_owner(field: &str) -> Problem {
    Problem::of_field(ProblemKind::UnknownReference, field, plain("rest-program-owner-unknown"))
}

impl From<GiveRoleError> for Problem {
    fn from(error: GiveRoleError) -> Self {
        match error {
            GiveRoleError::Give(error) => error.into(),
            GiveRoleError::NotAMember => {
                Self::of_field(ProblemKind::UnknownReference, "user", plain("rest-not-a-member"))
            }
            GiveRoleError::UnknownClient => unknown_program("client"),
            GiveRoleError::UnknownOwner => unknown_owner("owner"),
            GiveRoleError::AlreadyHeld => {
                Self::said(ProblemKind::AlreadyExists, &PageText::new("rest-already-held"))
            }
            GiveRoleError::EmptyPeriod => Self::field("ends_at", plain("rest-empty-grant")),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<RevokeGrantError> for Problem {
    fn from(error: RevokeGrantError) -> Self {
        match error {
            RevokeGrantError::Access(error) => error.into(),
            RevokeGrantError::DelegationDenied { role, why } => not_held(&role, &why),
            RevokeGrantError::LastAdministrator => last_administrator(),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<GiveMandateError> for Problem {
    fn from(error: GiveMandateError) -> Self {
        let said = |kind, key| Self::said(kind, &PageText::new(key));
        match error {
            GiveMandateError::Give(error) => error.into(),
            GiveMandateError::UnknownReceiver => {
                Self::of_field(ProblemKind::UnknownReference, "to", plain("rest-receiver-unknown"))
            }
            GiveMandateError::UnknownOwner => unknown_owner("to.owner"),
            GiveMandateError::ClientPassesOn => {
                Self::field("max_delegation_depth", plain("rest-program-passes-on"))
            }
            GiveMandateError::OwnReceiver => Self::field("to", plain("rest-mandate-to-oneself")),
            GiveMandateError::AlreadyHeld => said(ProblemKind::AlreadyExists, "rest-already-held"),
            GiveMandateError::AlreadyInvited => said(ProblemKind::AlreadyExists, "rest-already-invited"),
            GiveMandateError::ServicesNeeded => Self::field("services", plain("rest-services-needed")),
            GiveMandateError::OfNoUse => Self::field("max_delegation_depth", plain("rest-mandate-of-no-use")),
            GiveMandateError::InvalidExpiry => Self::field("expires_at", plain("rest-expires-at")),
            GiveMandateError::NotAPerson => said(ProblemKind::PeopleOnly, "rest-not-a-person"),
            GiveMandateError::TooMany => said(ProblemKind::TooMany, "rest-too-many"),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<AnswerMandateError> for Problem {
    fn from(error: AnswerMandateError) -> Self {
        match error {
            AnswerMandateError::Access(error) => error.into(),
            AnswerMandateError::AlreadyAnswered => {
                Self::said(ProblemKind::AlreadyClosed, &PageText::new("rest-mandate-answered"))
            }
            AnswerMandateError::NoLongerOffered(over) => {
                let why = clause_in_english(&explanations::offer_over(&over));
                Self::said(ProblemKind::AlreadyClosed, &PageText::new("rest-mandate-over").with("why", why))
            }
            unknown => Self::internal(unknown),
        }
    }
}

impl From<UpdateUserError> for Problem {
    fn from(error: UpdateUserError) -> Self {
        match error {
            UpdateUserError::Access(error) => error.into(),
            UpdateUserError::DelegationDenied { role, why } => not_held(&role, &why),
            UpdateUserError::UsernameTaken => {
                Self::of_field(ProblemKind::AlreadyExists, "username", plain("rest-username-taken"))
            }
            UpdateUserError::UsernameNeeded => Self::said_of_field("username", "rest-username-needed"),
            UpdateUserError::Attributes(error) => Self::field("attributes", plain(attributes_key(error))),
            UpdateUserError::AttributeNotWritable(name) => Self::field(
                "attributes",
                in_english(&PageText::new("rest-attribute-not-writable").with("name", name)),
            ),
            UpdateUserError::FieldNotWritable(field) => {
                Self::of_field(ProblemKind::Forbidden, field.as_str(), plain("rest-field-not-writable"))
            }
            UpdateUserError::ProofNeeded(field) => {
                Self::of_field(ProblemKind::Forbidden, field.as_str(), plain("rest-proof-needed"))
            }
            UpdateUserError::PreconditionFailed => precondition_failed(),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<UserStateError> for Problem {
    fn from(error: UserStateError) -> Self {
        match error {
            UserStateError::Access(error) => error.into(),
            UserStateError::DelegationDenied { role, why } => not_held(&role, &why),
            UserStateError::OwnState => Self::said(ProblemKind::Forbidden, &PageText::new("rest-own-state")),
            UserStateError::Closing => {
                Self::said(ProblemKind::AlreadyClosed, &PageText::new("rest-closed-by-person"))
            }
            UserStateError::ProveAgain => {
                Self::said(ProblemKind::ProveAgain, &PageText::new("rest-prove-again"))
            }
            UserStateError::ApprovalNeeded => approval_needed(),
            UserStateError::LastAdministrator => last_administrator(),
            unknown => Self::internal(unknown),
        }
    }
}

/// Something that a call names in a field and that is not known here.
fn unknown_reference(field: &str, kind: &'static str, id: &str) -> Problem {
    let text = PageText::new("rest-unknown").with("kind", kind).with("id", id);
    Problem::of_field(ProblemKind::UnknownReference, field, in_english(&text))
}

fn same_version(version: u64) -> Problem {
    let text = PageText::new("rest-source-version").with("version", version.to_string());
    Problem::said(ProblemKind::SourceVersionConflict, &text)
}

pub(crate) fn approval_needed() -> Problem {
    Problem::said(ProblemKind::ApprovalNeeded, &PageText::new("rest-approval-needed"))
}

pub(crate) fn precondition_failed() -> Problem {
    Problem::said(ProblemKind::PreconditionFailed, &PageText::new("rest-precondition-failed"))
}

/// What the caller does not hold.
pub(crate) fn not_held(role: &RoleKey, why: &NamedDelegationDenied) -> Problem {
    let text = PageText::new("rest-not-held").with("role", role.to_string());
    Problem::said(ProblemKind::NotHeld, &text.with("why", explanations::delegation_denied(why)))
}

fn last_administrator() -> Problem {
    Problem::said(ProblemKind::LastAdministrator, &PageText::new("rest-last-administrator"))
}

/// Terms that make no sense, of the mandate that an invitation offers.
fn of_invitation(terms: InvalidTerms) -> Problem {
    Problem::field(&format!("mandate.{}", field_of(terms)), in_english(&terms_words(terms)))
}

/// The field that says the part of a mandate's terms which makes no sense.
const fn field_of(terms: InvalidTerms) -> &'static str {
    match terms {
        InvalidTerms::EmptyPeriod => "ends_at",
        InvalidTerms::Depth => "max_delegation_depth",
        InvalidTerms::Reason => "reason",
        InvalidTerms::Contracts => "contracts",
        _ => "terms",
    }
}

fn terms_words(terms: InvalidTerms) -> PageText {
    match terms {
        InvalidTerms::EmptyPeriod => PageText::new("rest-empty-mandate"),
        InvalidTerms::Depth => {
            PageText::new("rest-depth").with("most", i64::from(InvalidTerms::MAX_DELEGATION_DEPTH))
        }
        InvalidTerms::Reason => PageText::new("rest-reason").with("most", Mandate::MAX_REASON),
        InvalidTerms::Contracts => PageText::new("rest-contracts"),
        _ => PageText::new("rest-terms"),
    }
}

const fn attributes_key(error: InvalidAttributes) -> &'static str {
    match error {
        InvalidAttributes::TooMany => "rest-attributes-too-many",
        InvalidAttributes::Key => "rest-attribute-key",
        InvalidAttributes::Value => "rest-attribute-value",
        InvalidAttributes::Repeated => "rest-attribute-repeated",
        _ => "rest-attributes",
    }
}

/// An English text without arguments.
pub(crate) fn plain(key: &'static str) -> String {
    in_english(&PageText::new(key))
}
