//! The JSON of what changes of an application.

use super::dto::{checked_keys, parsed_opening};
use super::saml::SamlPatchCall;
use crate::forms::Form;
use crate::forms::applications::CHANGE_APPLICATION;
use crate::rest::http::body::Declared;
use crate::rest::http::patch::{Removable, kept, removable};
use crate::rest::http::problem::Problem;
use identity_core::applications::{ApplicationPatch, SamlPatch};
use identity_core::domain::{ClientAuthentication, TokenAlgorithm};
use identity_core::values::{DisplayName, Scope, ServiceKey};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What changes of an application that administrators registered. What is left out stays as it is.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ApplicationPatchCall {
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<String>)]
    name: Option<DisplayName>,
    /// Whether people sign in to it and it gets tokens. Disabled, its tokens stop at once.
    #[serde(deserialize_with = "kept")]
    enabled: Option<bool>,
    /// Who may use it: `everybody` with a role for its service, `trial` for those who manage applications alone, or `disabled`.
    #[serde(deserialize_with = "kept")]
    opening: Option<String>,
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<String>)]
    service: Option<ServiceKey>,
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<String>)]
    authentication: Option<ClientAuthentication>,
    #[serde(deserialize_with = "removable")]
    #[schema(value_type = Option<Object>)]
    keys: Removable<Map<String, Value>>,
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<Vec<String>>)]
    scopes: Option<BTreeSet<Scope>>,
    #[serde(deserialize_with = "kept")]
    redirect_uris: Option<Vec<String>>,
    #[serde(deserialize_with = "kept")]
    post_logout_redirect_uris: Option<Vec<String>>,
    #[serde(deserialize_with = "removable")]
    #[schema(value_type = Option<String>)]
    back_channel_logout_uri: Removable<String>,
    #[serde(deserialize_with = "kept")]
    native: Option<bool>,
    #[serde(deserialize_with = "kept")]
    #[schema(value_type = Option<String>)]
    id_token_algorithm: Option<TokenAlgorithm>,
    #[serde(deserialize_with = "kept")]
    first_party: Option<bool>,
    #[serde(deserialize_with = "kept")]
    refresh_tokens: Option<bool>,
    #[serde(deserialize_with = "kept")]
    client_credentials: Option<bool>,
    #[serde(deserialize_with = "kept")]
    pushed_requests_only: Option<bool>,
    /// How an application that speaks SAML is told; given by itself.
    #[serde(deserialize_with = "kept")]
    saml: Option<SamlPatchCall>,
}

/// What a call changes: each is one commit.
pub(super) enum Changed {
    Registration(ApplicationPatch),
    Saml(SamlPatch),
}

impl Declared for ApplicationPatchCall {
    const FORM: &'static Form = &CHANGE_APPLICATION;
}

impl ApplicationPatchCall {
    pub(super) fn into_core(mut self) -> Result<Changed, Problem> {
        let saml = self.saml.take().map(SamlPatchCall::into_core).transpose()?;
        let registration = self.registration()?;
        match saml {
            None => Ok(Changed::Registration(registration)),
            Some(saml) if registration == ApplicationPatch::default() => Ok(Changed::Saml(saml)),
            Some(_) => Err(Problem::said_of_field("saml", "rest-saml-alone")),
        }
    }

    fn registration(self) -> Result<ApplicationPatch, Problem> {
        let keys = self.keys.map(|keys| keys.map(checked_keys).transpose()).transpose()?;
        let mut patch = ApplicationPatch::default();
        patch.name = self.name;
        patch.authentication = self.authentication;
        patch.keys = keys;
        patch.scopes = self.scopes;
        patch.opening = match (self.enabled, parsed_opening(self.opening)?) {
            (Some(_), Some(_)) => {
                return Err(Problem::said_of_field("opening", "rest-application-opening-one"));
            }
            (Some(enabled), None) => ApplicationPatch::enabled(enabled).opening,
            (None, opening) => opening,
        };
        patch.sign_on.service = self.service;
        patch.sign_on.redirect_uris = self.redirect_uris;
        patch.sign_on.post_logout_redirect_uris = self.post_logout_redirect_uris;
        patch.sign_on.back_channel_logout_uri = self.back_channel_logout_uri;
        patch.sign_on.native = self.native;
        patch.sign_on.id_token_algorithm = self.id_token_algorithm;
        patch.sign_on.first_party = self.first_party;
        patch.sign_on.refresh_tokens = self.refresh_tokens;
        patch.sign_on.client_credentials = self.client_credentials;
        patch.sign_on.pushed_requests_only = self.pushed_requests_only;
        Ok(patch)
    }
}
