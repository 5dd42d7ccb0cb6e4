//! The JSON of sign-in policies.

use crate::forms::Form;
use crate::forms::sign_on::SIGN_IN_POLICY;
use crate::rest::http::body::Declared;
use identity_core::domain::{AuthenticationMethod, Factors, SignInRules};
use identity_core::ids::OrganizationId;
use identity_core::sign_on::SetSignInPolicy;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What an organisation, or one of its roles, asks of those who sign in. What is left out asks for nothing, but `four_eyes`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInPolicyCall {
    /// How many kinds of proof are needed: `one` or `two`.
    #[schema(value_type = String)]
    factors: Factors,
    /// The methods that count as the second proof, by their `amr` values; all of the deployment when left out.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    methods: BTreeSet<AuthenticationMethod>,
    /// For how many days a browser may be remembered at most; 0 for never.
    #[serde(default)]
    remember_days: Option<u16>,
    /// Whether removing somebody's second proofs, starting a recovery for them and erasing their account need a second
    /// administrator; left out, as before. That they no longer do takes effect after a day.
    #[serde(default)]
    four_eyes: Option<bool>,
}

impl Declared for SignInPolicyCall {
    const FORM: &'static Form = &SIGN_IN_POLICY;
}

impl SignInPolicyCall {
    pub(super) fn into_core(self, organization: OrganizationId) -> SetSignInPolicy {
        let Self { factors, methods, remember_days, four_eyes } = self;
        let methods = Some(methods).filter(|methods| !methods.is_empty());
        let rules = SignInRules { factors, methods, remember_days, four_eyes: four_eyes.unwrap_or_default() };
        let wanted = SetSignInPolicy::new(organization, rules);
        if four_eyes.is_none() { wanted.keep_four_eyes() } else { wanted }
    }
}

/// What an organisation, or one of its roles, asks of those who sign in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SignInPolicy {
    /// How many kinds of proof are needed: `one` or `two`.
    #[schema(value_type = String)]
    factors: Factors,
    /// The methods that count as the second proof, by their `amr` values; empty for all of the deployment.
    #[schema(value_type = Vec<String>)]
    methods: BTreeSet<AuthenticationMethod>,
    /// For how many days a browser may be remembered at most; `null` for as long as the deployment lets it.
    remember_days: Option<u16>,
    /// Whether removing somebody's second proofs, starting a recovery for them and erasing their account need a second
    /// administrator.
    four_eyes: bool,
}

impl From<SignInRules> for SignInPolicy {
    fn from(rules: SignInRules) -> Self {
        let SignInRules { factors, methods, remember_days, four_eyes } = rules;
        Self { factors, methods: methods.unwrap_or_default(), remember_days, four_eyes }
    }
}
