//! The JSON of the reasons of decisions: a stable code, the names and ids, and the sentence.

use crate::language::{clause_in_english, explanations, in_english};
use crate::rest::http::names::Party;
use crate::rest::http::problem::could_give;
use identity_core::NamedDeny;
use identity_core::roles::{NamedAllow, NamedContract, NamedGiver, NamedLink};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One part of why something is allowed: a grant of the delegation chain, the organisation that it is inherited from, or
/// the contract behind it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Because {
    /// `own-grant`, `own-mandate`, `grant`, `mandate`, `inherited` or `contract`.
    #[schema(example = "own-mandate")]
    code: &'static str,
    /// The same in a sentence.
    text: String,
    /// The grant.
    #[serde(skip_serializing_if = "Option::is_none")]
    grant: Option<Uuid>,
    /// Who holds the grant.
    #[serde(skip_serializing_if = "Option::is_none")]
    holder: Option<NamedParty>,
    /// The name of its role.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// The organisation at which the grant was given, or whose contract it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<Named>,
    /// The contract, by its id in the CRM.
    #[serde(skip_serializing_if = "Option::is_none")]
    contract: Option<String>,
}

impl Because {
    /// The code and the sentence.
    pub(crate) fn said(&self) -> (&'static str, String) {
        (self.code, self.text.clone())
    }

    /// The parts of an allow, the grant that gives it first.
    pub(crate) fn all(because: &NamedAllow) -> Vec<Self> {
        // The sentences stand in the order of the parts.
        let mut texts = explanations::allow(because).into_iter().map(|text| in_english(&text));
        let mut next = || texts.next().unwrap_or_default();
        let mut parts: Vec<_> = because.chain.iter().map(|link| Self::of_link(link, next())).collect();
        if because.inherited_by.is_some()
            && let Some(first) = because.chain.first()
        {
            parts.push(Self { organization: Some(place(first)), ..Self::of("inherited", next()) });
        }
        parts.extend(because.contract.as_ref().map(|contract| Self::of_contract(contract, next())));
        parts
    }

    const fn of(code: &'static str, text: String) -> Self {
        Self { code, text, grant: None, holder: None, role: None, organization: None, contract: None }
    }

    fn of_link(link: &NamedLink, text: String) -> Self {
        Self {
            grant: Some(link.grant.into()),
            holder: Some(NamedParty { party: link.holder.into(), name: link.holder_name.clone() }),
            role: Some(link.role.clone()),
            organization: Some(place(link)),
            ..Self::of(explanations::link_code(link), text)
        }
    }

    fn of_contract(contract: &NamedContract, text: String) -> Self {
        Self {
            organization: Some(Named {
                id: Some(contract.organization_id.into()),
                name: contract.organization.clone(),
            }),
            contract: Some(contract.external_id.clone()),
            ..Self::of("contract", text)
        }
    }
}

fn place(link: &NamedLink) -> Named {
    Named { id: Some(link.organization.into()), name: link.organization_name.clone() }
}

/// What is missing, where something is denied.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MissingLink {
    /// The stable code of what is missing, such as `grant`, `acting-for`, `contract-ended`.
    #[schema(example = "contract-ended")]
    code: &'static str,
    /// The same in a sentence.
    text: String,
    /// The grant that falls short.
    #[serde(skip_serializing_if = "Option::is_none")]
    grant: Option<Uuid>,
    /// The name of its role.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// The organisation that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<Named>,
    /// The service that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    service: Option<Named>,
    /// When it ended, or begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
}

impl MissingLink {
    /// The code and the sentence.
    pub(crate) fn said(&self) -> (&'static str, String) {
        (self.code, self.text.clone())
    }
}

impl From<&NamedDeny> for MissingLink {
    fn from(denied: &NamedDeny) -> Self {
        let reason = denied.reason;
        let organization = denied.organization.clone();
        let service = denied.service.clone();
        Self {
            code: reason.code(),
            text: clause_in_english(&explanations::deny(denied)),
            grant: reason.grant().map(Into::into),
            role: denied.role.clone(),
            organization: organization.map(|name| Named { id: reason.organization().map(Into::into), name }),
            service: service.map(|name| Named { id: reason.service().map(Into::into), name }),
            at: reason.at().map(identity_core::Timestamp::to_rfc3339),
        }
    }
}

/// A person who could give what is missing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Giver {
    /// Always `could-give`.
    code: &'static str,
    /// The same in a sentence.
    text: String,
    /// The person.
    #[serde(flatten)]
    person: Named,
}

impl From<NamedGiver> for Giver {
    fn from(giver: NamedGiver) -> Self {
        let text = could_give(std::slice::from_ref(&giver.name)).unwrap_or_default();
        Self { code: "could-give", text, person: Named { id: Some(giver.user.into()), name: giver.name } }
    }
}

/// The name of something with its id, where it has one here.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Named {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Uuid>,
    name: String,
}

/// The name of a person, organisation or client with its id.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NamedParty {
    #[serde(flatten)]
    party: Party,
    name: String,
}
