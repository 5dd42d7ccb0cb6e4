//! The JSON of what becomes of those who come by a connection.

use crate::rest::http::patch::{Removable, kept, removable};
use identity_core::Timestamp;
use identity_core::domain::{AssertedNames, ConnectionRules, LinkPolicy, UnknownPerson};
use identity_core::federation::RulesPatch;
use identity_core::ids::UserId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;
use uuid::Uuid;

/// What becomes of those who come by a connection. What is left out stays as it is.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ConnectionRulesCall {
    /// What becomes of somebody without a linked account: `refuse`, `connect` to an account that they have, `connect_or_create`,
    /// or `create` an account without rights.
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<String>)]
    unknown: Option<UnknownPerson>,
    /// Whether those with an account here link it: `off`, `allowed` on their account page, `offered` after they signed in, or
    /// `required`.
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<String>)]
    linking: Option<LinkPolicy>,
    /// After how many days somebody who said "not now" is asked again; 0 for 30.
    #[serde(deserialize_with = "kept")]
    ask_again_days: Option<u16>,
    /// Whether it stands before the password on the sign-in page.
    #[serde(deserialize_with = "kept")]
    preferred: Option<bool>,
    /// From when its people sign in by it alone; `null` for never.
    #[serde(deserialize_with = "removable")]
    #[schema(value_type = Option<String>, format = DateTime)]
    only_from: Removable<Timestamp>,
    /// Who may sign in with a password all the same: people who manage connections there and have one.
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<Vec<Uuid>>)]
    break_glass: Option<BTreeSet<UserId>>,
    /// The values of `AuthnContextClassRef` or `acr` that count as two kinds of proof.
    #[serde(deserialize_with = "kept")]
    two_factor_contexts: Option<BTreeSet<String>>,
    /// Its verification levels, the lowest first.
    #[serde(deserialize_with = "kept")]
    levels: Option<Vec<String>>,
    /// The lowest level that does; `null` for any.
    #[serde(deserialize_with = "removable")]
    #[schema(value_type = Option<String>)]
    least_level: Removable<String>,
    /// Whether an e-mail address that it says is proved counts as proved here.
    #[serde(deserialize_with = "kept")]
    vouches_for_email: Option<bool>,
    /// By which names it sends what is known of a person: `email`, `given_name`, `family_name`, `level`.
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<Object>)]
    names: Option<AssertedNames>,
    /// What the sign-in page says of it, by language; `en` at least, if there is any.
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<Object>)]
    benefits: Option<BTreeMap<String, String>>,
}

impl ConnectionRulesCall {
    pub(super) fn into_core(self) -> RulesPatch {
        let mut rules = RulesPatch::default();
        rules.unknown = self.unknown;
        rules.linking = self.linking;
        rules.ask_again_days = self.ask_again_days;
        rules.preferred = self.preferred;
        rules.only_from = self.only_from;
        rules.break_glass = self.break_glass;
        rules.two_factor_contexts = self.two_factor_contexts;
        rules.levels = self.levels;
        rules.least_level = self.least_level;
        rules.vouches_for_email = self.vouches_for_email;
        rules.names = self.names;
        rules.benefits = self.benefits;
        rules
    }
}

/// What becomes of those who come by a connection.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConnectionRulesState {
    #[schema(value_type = String)]
    unknown: UnknownPerson,
    #[schema(value_type = String)]
    linking: LinkPolicy,
    ask_again_days: u16,
    preferred: bool,
    #[schema(value_type = Option<String>, format = DateTime)]
    only_from: Option<Timestamp>,
    break_glass: Vec<Uuid>,
    two_factor_contexts: BTreeSet<String>,
    levels: Vec<String>,
    least_level: Option<String>,
    vouches_for_email: bool,
    #[schema(value_type = Object)]
    names: AssertedNames,
    #[schema(value_type = Object)]
    benefits: BTreeMap<String, String>,
}

impl From<ConnectionRules> for ConnectionRulesState {
    fn from(rules: ConnectionRules) -> Self {
        Self {
            unknown: rules.unknown,
            linking: rules.linking,
            ask_again_days: rules.ask_again_days,
            preferred: rules.preferred,
            only_from: rules.only_from,
            break_glass: rules.break_glass.into_iter().map(Uuid::from).collect(),
            two_factor_contexts: rules.two_factor_contexts,
            levels: rules.levels,
            least_level: rules.least_level,
            vouches_for_email: rules.vouches_for_email,
            names: rules.names,
            benefits: rules.benefits,
        }
    }
}
