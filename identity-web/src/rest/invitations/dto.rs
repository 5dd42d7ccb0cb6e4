//! The JSON of invitations.

use crate::forms::Form;
use crate::forms::invitations::INVITE;
use crate::rest::http::body::Declared;
use crate::rest::http::names::Names;
use crate::rest::mandates::dto::{Terms, TermsCall};
use identity_core::Timestamp;
use identity_core::domain::{self, InvitationState, MessageState};
use identity_core::ids::OrganizationId;
use identity_core::invitations::{InvitationDetails, Invite};
use identity_core::values::{EmailAddress, Locale, PersonName, RoleKey, ServiceKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// An invitation to send.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationCall {
    /// The e-mail address that gets the link.
    #[schema(value_type = String, format = Email)]
    email: EmailAddress,
    #[schema(value_type = Option<String>)]
    given_name: Option<PersonName>,
    #[schema(value_type = Option<String>)]
    family_name: Option<PersonName>,
    /// The keys of the roles that the person gets on acceptance: at least one, and only roles that you can give.
    #[schema(value_type = Vec<String>)]
    roles: BTreeSet<RoleKey>,
    /// The services to limit the roles to; if left out, all services of the roles. Roles of the kind `mandate_only` need
    /// them, or `mandate`.
    #[schema(value_type = Option<Vec<String>>)]
    services: Option<BTreeSet<ServiceKey>>,
    /// The terms of a mandate. If left out, only roles of the kind `mandate_only` are given by mandate.
    pub(crate) mandate: Option<TermsCall>,
    /// The language of the mail.
    #[schema(value_type = Option<String>, example = "en")]
    locale: Option<Locale>,
    /// The end of the time to accept; if left out, the deployment's default.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
}

impl Declared for InvitationCall {
    const FORM: &'static Form = &INVITE;
}

impl InvitationCall {
    pub(crate) fn into_core(self, organization: OrganizationId) -> Invite {
        let mut wanted = Invite::new(organization, self.email, self.roles);
        wanted.given_name = self.given_name;
        wanted.family_name = self.family_name;
        wanted.services = self.services;
        if let Some((terms, contracts)) = self.mandate.map(TermsCall::into_core) {
            wanted.mandate = Some(terms);
            wanted.contracts = contracts;
        }
        wanted.locale = self.locale;
        wanted.expires_at = self.expires_at;
        wanted
    }
}

/// An invitation, without its link, which is in the mail only.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Invitation {
    id: Uuid,
    organization_id: Uuid,
    #[schema(value_type = String)]
    email: EmailAddress,
    #[schema(value_type = Option<String>)]
    given_name: Option<PersonName>,
    #[schema(value_type = Option<String>)]
    family_name: Option<PersonName>,
    #[schema(value_type = Vec<String>)]
    roles: Vec<RoleKey>,
    #[schema(value_type = Option<Vec<String>>)]
    services: Option<Vec<ServiceKey>>,
    /// The terms of the mandate, if the roles are given by mandate. The mandate has the same id as the invitation.
    mandate: Option<Terms>,
    #[schema(value_type = Option<String>)]
    locale: Option<Locale>,
    /// `pending`, `accepted` or `revoked`.
    #[schema(value_type = String, example = "pending")]
    state: InvitationState,
    /// The user who sent the invitation; null when the deployment invited its first administrator.
    invited_by: Option<Uuid>,
    /// The user who accepted it.
    accepted_by: Option<Uuid>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it was last sent.
    #[schema(value_type = String, format = DateTime)]
    sent_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
}

impl Invitation {
    pub(crate) fn new(record: &domain::Invitation, names: &Names) -> Self {
        Self {
            id: record.id.into(),
            organization_id: record.organization.into(),
            email: record.email.clone(),
            given_name: record.given_name.clone(),
            family_name: record.family_name.clone(),
            roles: names.roles(&record.roles),
            services: record.services.as_ref().map(|ids| names.services(ids)),
            mandate: record.mandate.as_ref().map(|terms| Terms::new(terms, names)),
            locale: record.locale.clone(),
            state: record.state,
            invited_by: record.inviter().map(Uuid::from),
            accepted_by: record.accepted_by.map(Uuid::from),
            created_at: record.created_at,
            sent_at: record.sent_at,
            expires_at: record.expires_at,
            closed_at: record.closed_at,
        }
    }
}

/// An invitation with the delivery state of its latest mail.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListedInvitation {
    #[serde(flatten)]
    invitation: Invitation,
    delivery: Option<Delivery>,
}

/// The delivery state of a mail.
#[derive(Debug, Serialize, ToSchema)]
struct Delivery {
    /// `queued`, `sent` or `dead`.
    #[schema(value_type = String, example = "sent")]
    state: MessageState,
    attempts: u32,
    /// The time when it was sent or given up.
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
}

impl ListedInvitation {
    pub(crate) fn new(details: &InvitationDetails, names: &Names) -> Self {
        // Why a mail server refused is for the operator; it may tell of the network here.
        let delivery = details.delivery.as_ref().map(|delivery| Delivery {
            state: delivery.state,
            attempts: delivery.attempts,
            closed_at: delivery.closed_at,
        });
        Self { invitation: Invitation::new(&details.invitation, names), delivery }
    }
}
