//! The JSON of mandates.

use crate::forms::Form;
use crate::forms::mandates::GIVE_MANDATE;
use crate::language::{clause_in_english, explanations};
use crate::rest::http::body::Declared;
use crate::rest::http::names::{Names, Party};
use crate::rest::http::patch::end;
use crate::rest::http::problem::Problem;
use crate::rest::mandates::dto::TermsCall;
use crate::rest::roles::dto::to_client;
use identity_core::Timestamp;
use identity_core::domain::{GrantScope, Invitation, Rights, Role};
use identity_core::ids::{GrantId, OrganizationId};
use identity_core::mandates::{FoundMandate, GiveMandate, MandateDetails, MandateState, Receiver};
use identity_core::values::{ClientId, EmailAddress, ExternalId, Locale, PersonName, RoleKey, ServiceKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// A mandate to give.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MandateCall {
    /// The id of the organisation that the receiver will act for.
    organization: Uuid,
    /// The key of the role.
    #[schema(value_type = String, example = "representative")]
    role: RoleKey,
    /// The receiver.
    to: ReceiverCall,
    /// The services to limit the mandate to; if left out, all services of the role that you can give.
    #[schema(value_type = Option<Vec<String>>)]
    services: Option<BTreeSet<ServiceKey>>,
    /// The contracts to limit it to, by their ids in the CRM; if left out, any contract.
    #[schema(value_type = Option<Vec<String>>)]
    pub(crate) contracts: Option<BTreeSet<ExternalId>>,
    /// `organization` or `subtree`; if left out, `subtree`.
    #[schema(value_type = Option<String>, example = "subtree")]
    scope: Option<GrantScope>,
    /// `act`, `grant` or `act_and_grant`; if left out, `act_and_grant`.
    #[schema(value_type = Option<String>, example = "act_and_grant")]
    rights: Option<Rights>,
    /// The start; if left out, the time of acceptance.
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Timestamp>,
    /// The end (exclusive); if left out, it ends when your own right ends.
    #[serde(default, deserialize_with = "end")]
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Timestamp>,
    /// How many times the mandate can be passed on; if left out, 0. An organisation that gets it needs 1 at least.
    max_delegation_depth: Option<u8>,
    /// The reason, as free text.
    reason: Option<String>,
    /// The id of the grant or mandate to give it from; if left out, one of yours that covers it.
    parent_grant: Option<Uuid>,
    /// The id of the organisation that passes on its own mandate; if left out, you are the giver.
    giver: Option<Uuid>,
}

/// The receiver of a mandate: exactly one of `user`, `organization`, `client` and `email`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct ReceiverCall {
    /// The id of a member of the giving organisation.
    user: Option<Uuid>,
    /// The id of another organisation, which passes the mandate on to its own people.
    organization: Option<Uuid>,
    /// The `client_id` of a program, which acts by the mandate and passes nothing on.
    #[schema(value_type = Option<String>)]
    client: Option<ClientId>,
    /// The id of the member who answers for the program; if left out, you do, and the mandate holds at once. With `client` only.
    owner: Option<Uuid>,
    /// The e-mail address of any person, with or without an account: they are invited.
    #[schema(value_type = Option<String>, format = Email)]
    email: Option<EmailAddress>,
    /// With `email` only.
    #[schema(value_type = Option<String>)]
    given_name: Option<PersonName>,
    /// With `email` only.
    #[schema(value_type = Option<String>)]
    family_name: Option<PersonName>,
    /// The language of the mail; with `email` only.
    #[schema(value_type = Option<String>, example = "en")]
    locale: Option<Locale>,
}

impl ReceiverCall {
    fn into_core(self) -> Result<Receiver, Problem> {
        let Self { user, organization, client, owner, email, given_name, family_name, locale } = self;
        let named = given_name.is_some() || family_name.is_some() || locale.is_some();
        match (user, organization, client, email) {
            (Some(id), None, None, None) if !named && owner.is_none() => Ok(Receiver::User(id.into())),
            (None, Some(id), None, None) if !named && owner.is_none() => {
                Ok(Receiver::Organization(id.into()))
            }
            (None, None, Some(client), None) if !named => Ok(Receiver::Client(to_client(client, owner))),
            (None, None, None, Some(email)) if owner.is_none() => {
                Ok(Receiver::Email { email, given_name, family_name, locale })
            }
            _ => Err(Problem::said_of_field("to", "rest-one-receiver")),
        }
    }
}

impl Declared for MandateCall {
    const FORM: &'static Form = &GIVE_MANDATE;
}

impl MandateCall {
    pub(crate) fn into_core(self) -> Result<GiveMandate, Problem> {
        let to = self.to.into_core()?;
        if matches!(to, Receiver::Email { .. }) && (self.parent_grant.is_some() || self.giver.is_some()) {
            let field = if self.parent_grant.is_some() { "parent_grant" } else { "giver" };
            return Err(Problem::said_of_field(field, "rest-invitation-source"));
        }
        let terms = TermsCall {
            scope: self.scope,
            rights: self.rights,
            contracts: self.contracts,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            max_delegation_depth: self.max_delegation_depth,
            reason: self.reason,
        };
        let organization = OrganizationId::from(self.organization);
        let (terms, contracts) = terms.into_core();
        let mut wanted = GiveMandate::new(organization, to, self.role).terms(terms);
        wanted.contracts = contracts;
        wanted.services = self.services;
        wanted.parent_grant = self.parent_grant.map(GrantId::from);
        wanted.giver = self.giver.map(OrganizationId::from);
        Ok(wanted)
    }
}

/// A mandate, or the offer of one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Mandate {
    id: Uuid,
    /// `invited`, `offered`, `active`, `paused` or `ended`.
    #[schema(example = "active")]
    state: &'static str,
    /// Why it is paused or ended.
    why: Option<String>,
    giver: MandateParty,
    receiver: MandateParty,
    /// The id of the person who answers for it, where the receiver is a program.
    owner: Option<Uuid>,
    /// The organisation that the receiver acts for.
    organization_id: Uuid,
    /// The key of the role.
    #[schema(value_type = Option<String>)]
    role: Option<RoleKey>,
    /// The services that it is limited to.
    #[schema(value_type = Option<Vec<String>>)]
    services: Option<Vec<ServiceKey>>,
    /// The contracts that it is limited to, by their ids in the CRM.
    #[schema(value_type = Option<Vec<String>>)]
    contracts: Option<Vec<ExternalId>>,
    #[schema(value_type = String, example = "subtree")]
    scope: GrantScope,
    #[schema(value_type = String, example = "act_and_grant")]
    rights: Rights,
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Timestamp>,
    /// How many times the mandate can be passed on.
    max_delegation_depth: u8,
    reason: Option<String>,
    /// The id of the parent grant; the mandate ends when that ends.
    parent_grant: Option<Uuid>,
    /// Whether you can accept or decline it.
    can_answer: bool,
    /// Whether you can pass it on.
    can_pass_on: bool,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// One side of a mandate.
#[derive(Debug, Serialize, ToSchema)]
struct MandateParty {
    #[serde(flatten)]
    party: Party,
    /// The name; for an invited person, the e-mail address.
    name: Option<String>,
}

impl Mandate {
    pub(crate) fn new(found: &MandateDetails, names: &Names) -> Self {
        let (grant, mandate) = (&found.grant.record, found.grant.mandate.as_ref());
        let party = |holder, name: &str| MandateParty {
            party: Party::from(holder),
            name: Some(name.to_owned()).filter(|name| !name.is_empty()),
        };
        let (state, why) = match &found.state {
            MandateState::Offered => ("offered", None),
            MandateState::Active => ("active", None),
            MandateState::Paused(why) => ("paused", Some(clause_in_english(&explanations::deny(why)))),
            MandateState::Ended(end) => ("ended", Some(clause_in_english(&explanations::mandate_end(end)))),
        };
        Self {
            id: grant.id.into(),
            state,
            why,
            giver: party(found.giver, &found.giver_name),
            receiver: party(grant.holder, &found.receiver_name),
            owner: grant.owner.map(Uuid::from),
            organization_id: grant.organization.into(),
            role: Some(found.role.key.clone()),
            services: grant.services.as_ref().map(|ids| names.services(ids)),
            contracts: grant.contracts.as_ref().map(|ids| names.contracts(ids)),
            scope: grant.scope,
            rights: grant.rights,
            starts_at: grant.period.starts_at,
            ends_at: grant.period.ends_at,
            max_delegation_depth: mandate.map_or(0, |mandate| mandate.max_delegation_depth),
            reason: mandate.and_then(|mandate| mandate.reason.clone()),
            parent_grant: grant.path.parent_grant().map(Uuid::from),
            can_answer: found.can_answer,
            can_pass_on: found.can_pass_on,
            created_at: grant.created_at,
        }
    }

    /// One that waits in an invitation.
    pub(crate) fn invited(invitation: &Invitation, roles: &[Role], names: &Names) -> Self {
        let terms = invitation.mandate.clone().unwrap_or_default();
        let inviter = Party { kind: "user", id: Some(invitation.invited_by.into()) };
        Self {
            id: invitation.id.into(),
            state: "invited",
            why: None,
            giver: MandateParty { party: inviter, name: None },
            receiver: MandateParty {
                party: Party { kind: "invited", id: None },
                name: Some(invitation.email.to_string()),
            },
            owner: None,
            organization_id: invitation.organization.into(),
            role: roles.first().map(|role| role.key.clone()),
            services: invitation.services.as_ref().map(|ids| names.services(ids)),
            contracts: terms.contracts.as_ref().map(|ids| names.contracts(ids)),
            scope: terms.scope,
            rights: terms.rights,
            starts_at: terms.period.starts_at,
            ends_at: terms.period.ends_at,
            max_delegation_depth: terms.max_delegation_depth,
            reason: terms.reason,
            parent_grant: None,
            can_answer: false,
            can_pass_on: false,
            created_at: invitation.created_at,
        }
    }

    pub(crate) fn found(found: &FoundMandate, names: &Names) -> Self {
        match found {
            FoundMandate::Given(details) => Self::new(details, names),
            FoundMandate::Invited(invitation, roles) => Self::invited(invitation, roles, names),
        }
    }
}
