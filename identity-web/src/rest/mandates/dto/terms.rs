//! The JSON of the terms of a mandate.

use crate::rest::http::names::Names;
use identity_core::Timestamp;
use identity_core::domain::{GrantScope, MandateTerms, Period, Rights};
use identity_core::ids::ContractId;
use identity_core::values::ExternalId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// The terms on which the roles of an invitation are given by mandate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermsCall {
    /// `organization` or `subtree`; left out, `subtree`.
    #[schema(value_type = Option<String>, example = "subtree")]
    pub(crate) scope: Option<GrantScope>,
    /// `act`, `grant` or `act_and_grant`; left out, `act_and_grant`.
    #[schema(value_type = Option<String>, example = "act_and_grant")]
    pub(crate) rights: Option<Rights>,
    /// Only by these contracts, by the CRM's ids; left out, by any.
    #[schema(value_type = Option<Vec<String>>)]
    pub(crate) contracts: Option<BTreeSet<ExternalId>>,
    /// From when; left out, from acceptance.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) starts_at: Option<Timestamp>,
    /// Until when; left out, for as long as you hold what you give.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) ends_at: Option<Timestamp>,
    /// Through how many more hands it may pass; left out, none.
    pub(crate) max_delegation_depth: Option<u8>,
    /// Why, in your words.
    pub(crate) reason: Option<String>,
}

impl TermsCall {
    pub(crate) fn into_core(self, contracts: Option<BTreeSet<ContractId>>) -> MandateTerms {
        let usual = MandateTerms::default();
        MandateTerms {
            scope: self.scope.unwrap_or(usual.scope),
            rights: self.rights.unwrap_or(usual.rights),
            contracts,
            period: Period { starts_at: self.starts_at, ends_at: self.ends_at },
            max_delegation_depth: self.max_delegation_depth.unwrap_or(usual.max_delegation_depth),
            reason: self.reason,
        }
    }
}

/// The terms on which something is held by mandate.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Terms {
    #[schema(value_type = String, example = "subtree")]
    scope: GrantScope,
    #[schema(value_type = String, example = "act_and_grant")]
    rights: Rights,
    #[schema(value_type = Option<Vec<String>>)]
    contracts: Option<Vec<ExternalId>>,
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Timestamp>,
    /// Through how many more hands it may pass.
    max_delegation_depth: u8,
    reason: Option<String>,
}

impl Terms {
    pub(crate) fn new(terms: &MandateTerms, names: &Names) -> Self {
        Self {
            scope: terms.scope,
            rights: terms.rights,
            contracts: terms.contracts.as_ref().map(|ids| names.contracts(ids)),
            starts_at: terms.period.starts_at,
            ends_at: terms.period.ends_at,
            max_delegation_depth: terms.max_delegation_depth,
            reason: terms.reason.clone(),
        }
    }
}
