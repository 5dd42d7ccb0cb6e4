//! The JSON of the terms of a mandate.

use crate::rest::http::names::Names;
use crate::rest::http::patch::end;
use identity_core::Timestamp;
use identity_core::domain::{GrantScope, MandateTerms, Period, Rights};
use identity_core::values::ExternalId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// The terms of the mandate that an invitation gives.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermsCall {
    /// `organization` or `subtree`; if left out, `subtree`.
    #[schema(value_type = Option<String>, example = "subtree")]
    pub(crate) scope: Option<GrantScope>,
    /// `act`, `grant` or `act_and_grant`; if left out, `act_and_grant`.
    #[schema(value_type = Option<String>, example = "act_and_grant")]
    pub(crate) rights: Option<Rights>,
    /// The contracts to limit it to, by their ids in the CRM; if left out, any contract.
    #[schema(value_type = Option<Vec<String>>)]
    pub(crate) contracts: Option<BTreeSet<ExternalId>>,
    /// The start; if left out, the time of acceptance.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) starts_at: Option<Timestamp>,
    /// The end (exclusive); if left out, it ends when your own right ends.
    #[serde(default, deserialize_with = "end")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) ends_at: Option<Timestamp>,
    /// How many times the mandate can be passed on; if left out, 0.
    pub(crate) max_delegation_depth: Option<u8>,
    /// The reason, as free text.
    pub(crate) reason: Option<String>,
}

impl TermsCall {
    /// The terms, and the contracts by their names, which the use case looks up.
    pub(crate) fn into_core(self) -> (MandateTerms, Option<BTreeSet<ExternalId>>) {
        let usual = MandateTerms::default();
        let terms = MandateTerms {
            scope: self.scope.unwrap_or(usual.scope),
            rights: self.rights.unwrap_or(usual.rights),
            contracts: None,
            period: Period { starts_at: self.starts_at, ends_at: self.ends_at },
            max_delegation_depth: self.max_delegation_depth.unwrap_or(usual.max_delegation_depth),
            reason: self.reason,
        };
        (terms, self.contracts)
    }
}

/// The terms of a mandate.
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
    /// How many times the mandate can be passed on.
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
