//! The JSON of applications.

use super::metadata_dto::{MetadataCall, MetadataFinding, MetadataState, findings};
use super::registration_dto::RegistrationState;
use super::saml::SamlState;
use crate::forms::Form;
use crate::forms::applications::REGISTER_APPLICATION;
use crate::openid::keys::key_set::KeySet;
use crate::rest::http::body::Declared;
use crate::rest::http::problem::Problem;
use crate::saml::web::metadata_source::Taken;
use identity_core::Timestamp;
use identity_core::applications::{
    ApplicationDetails, ApplicationKind, Opening, Registered, Registration, SignOnAttempt, SignOnRegistration,
};
use identity_core::domain::{ClientAuthentication, TokenAlgorithm};
use identity_core::ids::ApplicationId;
use identity_core::values::{DisplayName, Scope, ServiceKey};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt;
use utoipa::ToSchema;
use uuid::Uuid;

/// An application to register. With a `service` people sign in to it by OpenID Connect; without one it is a program that gets
/// tokens in its own name only. With `kind: "saml"` people sign in to it by SAML 2.0, and its metadata says how.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplicationCall {
    /// What people call it.
    #[schema(value_type = String)]
    name: DisplayName,
    /// `openid`, `program` or `saml`; if left out, `openid` with a `service` and `program` without one.
    kind: Option<String>,
    /// `everybody` with a role for its service (if left out), `trial` for those who manage applications alone, or `disabled`.
    opening: Option<String>,
    /// Its SAML metadata, XML, for `kind: "saml"`.
    metadata: Option<String>,
    /// The address that its SAML metadata is fetched from, instead.
    metadata_address: Option<String>,
    /// Which entity is meant, where the metadata describes several.
    entity_id: Option<String>,
    /// The key of the service that it is the door to: whoever has a role for the service may sign in.
    #[schema(value_type = Option<String>)]
    service: Option<ServiceKey>,
    /// How it proves who it is: `client_secret` (if left out), `client_secret_basic`, `client_secret_post`, `private_key_jwt`
    /// or `none`.
    #[schema(value_type = Option<String>)]
    authentication: Option<ClientAuthentication>,
    /// Its public keys, a JWK set, for `private_key_jwt`.
    #[schema(value_type = Option<Object>)]
    keys: Option<Map<String, Value>>,
    /// The scopes that it may ask for, besides those of OpenID Connect.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    scopes: BTreeSet<Scope>,
    /// Where answers may go, octet for octet: `https`, `http` on the same device, or a scheme after a domain for an app.
    #[serde(default)]
    redirect_uris: Vec<String>,
    /// Where the browser may go after a sign-out that the application asked for.
    #[serde(default)]
    post_logout_redirect_uris: Vec<String>,
    /// Where it is told of sign-outs from server to server.
    back_channel_logout_uri: Option<String>,
    /// Whether it runs on people's own devices.
    native: Option<bool>,
    /// `RS256` (if left out) or `ES256`.
    #[schema(value_type = Option<String>)]
    id_token_algorithm: Option<TokenAlgorithm>,
    /// Whether it belongs to the deployment itself, so that nobody is asked whether it may know them.
    first_party: Option<bool>,
    /// Whether it gets refresh tokens; yes if left out.
    refresh_tokens: Option<bool>,
    /// Whether it also gets tokens in its own name.
    client_credentials: Option<bool>,
    /// Whether its requests have to be pushed.
    pushed_requests_only: Option<bool>,
}

impl Declared for ApplicationCall {
    const FORM: &'static Form = &REGISTER_APPLICATION;
}

/// An application to register, as core takes it.
pub(super) enum Wanted {
    /// One by OpenID Connect, or a program.
    Client(Registration),
    /// One by SAML, whose metadata is still to be read.
    Saml { name: DisplayName, service: ServiceKey, opening: Opening, metadata: MetadataCall },
}

impl ApplicationCall {
    pub(super) fn into_core(mut self) -> Result<Wanted, Problem> {
        let kind = self.kind.take();
        let opening = parsed_opening(self.opening.take())?.unwrap_or_default();
        let metadata = MetadataCall {
            metadata: self.metadata.take(),
            metadata_address: self.metadata_address.take(),
            entity_id: self.entity_id.take(),
        };
        match kind.as_deref() {
            Some("saml") => self.saml(opening, metadata),
            _ if !metadata.is_empty() => {
                Err(Problem::said_of_field("kind", "rest-application-metadata-kind"))
            }
            Some("program") if self.service.is_some() => {
                Err(Problem::said_of_field("service", "rest-application-program"))
            }
            Some("openid") if self.service.is_none() => {
                Err(Problem::said_of_field("service", "rest-application-service"))
            }
            None | Some("openid" | "program") => Ok(Wanted::Client(self.client()?.opening(opening))),
            Some(_) => Err(Problem::said_of_field("kind", "rest-application-kind")),
        }
    }

    fn saml(self, opening: Opening, metadata: MetadataCall) -> Result<Wanted, Problem> {
        let of_client = self.is_about_sign_on()
            || self.authentication.is_some()
            || self.keys.is_some()
            || !self.scopes.is_empty();
        if of_client {
            return Err(Problem::said_of_field("kind", "rest-application-of-saml"));
        }
        let missing = || Problem::said_of_field("service", "rest-application-service");
        Ok(Wanted::Saml { name: self.name, service: self.service.ok_or_else(missing)?, opening, metadata })
    }

    fn client(self) -> Result<Registration, Problem> {
        let sign_on = match &self.service {
            Some(service) => Some(self.sign_on(service.clone())),
            None if self.is_about_sign_on() => {
                return Err(Problem::said_of_field("service", "rest-application-service"));
            }
            None => None,
        };
        let mut registration = match sign_on {
            Some(sign_on) => Registration::openid(self.name, sign_on),
            None => Registration::program(self.name),
        };
        registration =
            registration.authentication(self.authentication.unwrap_or_default()).scopes(self.scopes);
        registration.keys = self.keys.map(checked_keys).transpose()?;
        Ok(registration)
    }

    fn is_about_sign_on(&self) -> bool {
        let flags = [self.native, self.first_party, self.refresh_tokens, self.client_credentials];
        !self.redirect_uris.is_empty()
            || !self.post_logout_redirect_uris.is_empty()
            || self.back_channel_logout_uri.is_some()
            || self.id_token_algorithm.is_some()
            || self.pushed_requests_only.is_some()
            || flags.iter().any(Option::is_some)
    }

    fn sign_on(&self, service: ServiceKey) -> SignOnRegistration {
        let mut sign_on = SignOnRegistration::new(service, self.redirect_uris.iter().cloned());
        sign_on.post_logout_redirect_uris.clone_from(&self.post_logout_redirect_uris);
        sign_on.back_channel_logout_uri.clone_from(&self.back_channel_logout_uri);
        sign_on.native = self.native.unwrap_or_default();
        sign_on.id_token_algorithm = self.id_token_algorithm.unwrap_or_default();
        sign_on.first_party = self.first_party.unwrap_or_default();
        sign_on.refresh_tokens = self.refresh_tokens.unwrap_or(true);
        sign_on.client_credentials = self.client_credentials.unwrap_or_default();
        sign_on.pushed_requests_only = self.pushed_requests_only.unwrap_or_default();
        sign_on
    }
}

/// Who may use an application, by its name.
pub(super) fn parsed_opening(name: Option<String>) -> Result<Option<Opening>, Problem> {
    let parse = |name: String| Opening::parse(&name).ok_or_else(wrong_opening);
    name.map(parse).transpose()
}

fn wrong_opening() -> Problem {
    Problem::said_of_field("opening", "rest-application-opening")
}

/// The text of a JWK set that verifies the assertions of a client.
pub(super) fn checked_keys(keys: Map<String, Value>) -> Result<String, Problem> {
    let text = Value::Object(keys).to_string();
    match KeySet::parse(&text) {
        Ok(_) => Ok(text),
        Err(problem) => Err(Problem::field("keys", problem.to_string())),
    }
}

/// An application.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Application {
    id: Uuid,
    /// `openid`, `saml`, or `program` for one that nobody signs in to.
    kind: &'static str,
    /// What people call it.
    name: String,
    /// Its `client_id`; `null` for one that speaks SAML.
    client_id: Option<String>,
    /// Its SAML entity id.
    entity_id: Option<String>,
    /// The key of the service that it is the door to.
    service: Option<String>,
    /// Whether the configuration of the deployment declares it, so that it is changed there.
    declared: bool,
    /// Whether people sign in to it and it gets tokens.
    enabled: bool,
    /// Who may use it: `everybody` with a role for its service, `trial` for those who manage applications, `disabled` for nobody.
    opening: &'static str,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// What is registered of it; `null` for one that speaks SAML.
    registration: Option<RegistrationState>,
    /// What is registered of its SAML metadata; `null` for one that speaks no SAML.
    metadata: Option<MetadataState>,
    /// How it is told by SAML; `null` for one that does not speak it.
    saml: Option<SamlState>,
}

impl From<ApplicationDetails> for Application {
    fn from(found: ApplicationDetails) -> Self {
        Self {
            id: found.id.into(),
            kind: ApplicationKind::as_str(found.kind),
            name: found.name.to_string(),
            client_id: found.client_id.map(|id| id.to_string()),
            entity_id: found.entity_id.map(|id| id.to_string()),
            service: found.service.map(|key| key.to_string()),
            declared: found.declared,
            enabled: found.enabled,
            opening: found.opening.as_str(),
            created_at: found.created_at,
            registration: found.registration.map(RegistrationState::from),
            metadata: found.metadata.map(MetadataState::from),
            saml: found.saml.map(SamlState::from),
        }
    }
}

/// An application that was registered.
#[derive(Serialize, ToSchema)]
pub(crate) struct RegisteredApplication {
    id: Uuid,
    /// What the application sends as `client_id`; `null` for one that speaks SAML.
    client_id: Option<String>,
    /// What it sends as `client_secret`. It is shown this once; `null` for one that has none.
    client_secret: Option<String>,
    /// What of its SAML metadata is not used.
    left_out: Vec<MetadataFinding>,
    /// What of its SAML metadata somebody should look at.
    warnings: Vec<MetadataFinding>,
}

impl fmt::Debug for RegisteredApplication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegisteredApplication").field("id", &self.id).finish_non_exhaustive()
    }
}

impl fmt::Debug for ApplicationSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApplicationSecret").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

impl RegisteredApplication {
    /// One that speaks SAML.
    pub(super) fn of_saml(id: ApplicationId, taken: &Taken) -> Self {
        let [left_out, warnings] = findings(taken);
        Self { id: id.into(), client_id: None, client_secret: None, left_out, warnings }
    }
}

impl From<Registered> for RegisteredApplication {
    fn from(made: Registered) -> Self {
        Self {
            id: made.id.into(),
            client_id: Some(made.client_id.to_string()),
            client_secret: made.secret.map(|secret| secret.expose().to_owned()),
            left_out: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

/// A new secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApplicationSecret {
    pub(super) client_id: String,
    /// It is shown this once. The one before it works no longer.
    pub(super) client_secret: String,
}

/// A sign-on to an application, or a request of it that was refused.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApplicationAttempt {
    id: Uuid,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Whether the application was told who the person is.
    succeeded: bool,
    /// The check that failed, or the code of why the person may not use the application.
    failed: Option<String>,
    /// The reference that the answer and the log show.
    reference: Option<String>,
}

impl From<SignOnAttempt> for ApplicationAttempt {
    fn from(attempt: SignOnAttempt) -> Self {
        let SignOnAttempt { id, at, succeeded, failed, reference, .. } = attempt;
        Self { id: id.into(), at, succeeded, failed, reference }
    }
}
