//! The JSON of what changes of a connection.

use super::dto::subject;
use super::rules::ConnectionRulesCall;
use crate::forms::Form;
use crate::forms::federation::connections::CHANGE_CONNECTION;
use crate::rest::http::body::Declared;
use crate::rest::http::patch::{Removable, kept, removable};
use crate::rest::http::problem::Problem;
use identity_core::domain::ConnectionState;
use identity_core::federation::ConnectionPatch;
use identity_core::secrets::Secret;
use identity_core::values::DisplayName;
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What changes of a connection. What is left out stays as it is.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ConnectionPatchCall {
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<String>)]
    name: Option<DisplayName>,
    /// `trial` for those who manage connections, `enabled`, or `disabled`. An OpenID Provider is enabled only if its discovery
    /// document can be read and names the issuer to the letter.
    #[serde(deserialize_with = "kept")]
    state: Option<String>,
    /// The attribute that has the name of a person, for SAML; `null` for the `NameID`.
    #[serde(deserialize_with = "removable")]
    #[schema(value_type = Option<String>)]
    subject_attribute: Removable<String>,
    #[serde(deserialize_with = "kept")]
    client_id: Option<String>,
    /// Another secret of the provider; `null` for none.
    #[serde(deserialize_with = "removable")]
    #[schema(value_type = Option<String>)]
    client_secret: Removable<String>,
    #[serde(deserialize_with = "kept")]
    scopes: Option<BTreeSet<String>>,
    #[serde(deserialize_with = "kept")]
    algorithms: Option<BTreeSet<String>>,
    #[serde(deserialize_with = "kept")]
    tenants: Option<BTreeSet<String>>,
    /// What changes of what becomes of those who come by it.
    #[serde(deserialize_with = "kept")]
    rules: Option<ConnectionRulesCall>,
}

impl Declared for ConnectionPatchCall {
    const FORM: &'static Form = &CHANGE_CONNECTION;
}

impl ConnectionPatchCall {
    pub(super) fn into_core(self) -> Result<ConnectionPatch, Problem> {
        let state = |name: String| {
            let found = ConnectionState::ALL.into_iter().find(|one| one.as_str() == name);
            found.ok_or_else(|| Problem::said_of_field("state", "rest-connection-state"))
        };
        let mut patch = ConnectionPatch::default();
        patch.name = self.name;
        patch.state = self.state.map(state).transpose()?;
        patch.subject = self.subject_attribute.map(subject);
        patch.openid.client_id = self.client_id;
        patch.openid.client_secret = self.client_secret.map(|secret| secret.map(Secret::from));
        patch.openid.scopes = self.scopes;
        patch.openid.algorithms = self.algorithms;
        patch.openid.tenants = self.tenants;
        patch.rules = self.rules.unwrap_or_default().into_core();
        Ok(patch)
    }
}
