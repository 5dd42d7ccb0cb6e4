//! Connections by OpenID Connect.

use crate::elsewhere::ProviderFault;
use crate::federation::asserted::{Attributes, fill};
use crate::federation::connections::Federation;
use crate::openid::claims::PROTOCOL;
use crate::openid::jws::{Claims, NamedAlgorithm as _};
use crate::openid_client::algorithm::ProviderAlgorithm;
use crate::openid_client::answer::Answer;
use crate::openid_client::departure::{Departure, Hints, authorization_url};
use crate::openid_client::discovery::Discovered;
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::logout_token::LoggedOut;
use crate::openid_client::redeem::{Redeeming, SignedIn};
use crate::openid_client::registration::Registration;
use crate::openid_client::user_info::flag;
use identity_core::Timestamp;
use identity_core::domain::{AssertedNames, OpenIdProvider, ProviderSubject};
use identity_core::federation::ProviderAnswer;
use identity_core::ids::ConnectionId;
use identity_core::secrets::Secret;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// How long ago somebody proved who they are of whom the provider does not say when: too long for what needs a fresh proof.
const LONG_AGO: Duration = Duration::from_hours(24);

/// A connection by OpenID Connect, with its secret opened.
#[derive(Debug, Clone)]
pub(super) struct OpenIdConnection<'a> {
    /// Its id.
    pub(super) id: ConnectionId,
    /// The provider.
    pub(super) provider: &'a OpenIdProvider,
    /// What proves that it is us.
    pub(super) secret: Option<Secret>,
    /// By which names it sends what is known of a person.
    pub(super) names: &'a AssertedNames,
    /// Where it sends people back to.
    pub(super) callback: String,
}

impl Federation {
    /// The address that the browser is sent to.
    pub(super) async fn openid_url(
        &self,
        connection: &OpenIdConnection<'_>,
        departure: &Departure,
        hints: &Hints,
    ) -> Result<String, ProviderFault> {
        let registration = registration(connection);
        let provider = self.discovered(&registration).await?;
        Ok(authorization_url(&provider, &registration, departure, hints)?.into())
    }

    /// What the provider says of the person, after every check.
    pub(super) async fn openid_answer(
        &self,
        connection: &OpenIdConnection<'_>,
        departure: &Departure,
        query: &str,
    ) -> Result<ProviderAnswer, ProviderFault> {
        let answer = Answer::read(query)?;
        let registration = registration(connection);
        let provider = self.discovered(&registration).await?;
        let now = self.0.identity.clock().now();
        let name = connection.id.to_string();
        let redeeming = self.redeeming(&name, &provider, &registration);
        let signed_in = redeeming.redeem(&answer, departure, now).await?;
        translate(signed_in, connection, now)
    }

    /// Whose sessions a logout token of the provider ends.
    pub(super) async fn openid_logged_out(
        &self,
        connection: &OpenIdConnection<'_>,
        token: &str,
    ) -> Result<LoggedOut, SignInFailure> {
        let registration = registration(connection);
        let provider = self.discovered(&registration).await?;
        let name = connection.id.to_string();
        let redeeming = self.redeeming(&name, &provider, &registration);
        redeeming.logged_out(token, self.0.identity.clock().now()).await
    }

    fn redeeming<'a>(
        &'a self,
        connection: &'a str,
        provider: &'a Discovered,
        registration: &'a Registration,
    ) -> Redeeming<'a> {
        let (http, keys) = (&self.0.http, &self.0.known_keys);
        Redeeming { http, keys, connection, provider, registration }
    }

    async fn discovered(&self, registration: &Registration) -> Result<Arc<Discovered>, SignInFailure> {
        let now = self.0.identity.clock().now();
        let known = &self.0.known_providers;
        known.get(&self.0.http, &registration.issuer, &registration.algorithms, now).await
    }
}

/// How this deployment is known at a provider.
fn registration(connection: &OpenIdConnection<'_>) -> Registration {
    let provider = connection.provider;
    Registration {
        issuer: provider.issuer.clone(),
        client_id: provider.client_id.clone(),
        secret: connection.secret.clone(),
        redirect_uri: connection.callback.clone(),
        scopes: provider.scopes.iter().cloned().collect(),
        algorithms: algorithms(provider),
        tenants: provider.tenants.clone(),
        asks_user_info: provider.scopes.iter().any(|scope| scope != "openid"),
    }
}

/// The allowed algorithms. A name that is none of ours allows nothing.
fn algorithms(provider: &OpenIdProvider) -> Vec<ProviderAlgorithm> {
    if provider.algorithms.is_empty() {
        return vec![ProviderAlgorithm::Rs256, ProviderAlgorithm::Es256];
    }
    let is_allowed = |one: &ProviderAlgorithm| provider.algorithms.contains(one.name());
    ProviderAlgorithm::ALL.into_iter().filter(is_allowed).collect()
}

fn translate(
    signed_in: SignedIn,
    connection: &OpenIdConnection<'_>,
    now: Timestamp,
) -> Result<ProviderAnswer, ProviderFault> {
    // The issuer of one of several tenants, which the connection does not name, belongs to the name of the person.
    let tenant = Some(signed_in.issuer.as_str()).filter(|issuer| *issuer != connection.provider.issuer);
    let subject = ProviderSubject::name_id(&signed_in.subject, None, tenant, None);
    let subject = subject.map_err(|_| SignInFailure::Subject)?;
    let authenticated_at = signed_in.proved_at.map_or_else(|| now.minus(LONG_AGO), |at| at.min(now));
    let mut answer = ProviderAnswer::new(subject, authenticated_at);
    // It is said of the claim `email` and of no other that an address may be taken from.
    let is_that_claim = connection.names.email.as_deref().is_none_or(|name| name == "email")
        && signed_in.claims.get("email").is_some_and(Value::is_string);
    answer.email_verified = is_that_claim && flag(&signed_in.claims, "email_verified") == Some(true);
    answer.context = signed_in.acr;
    answer.session_name = signed_in.session;
    fill(&mut answer, attributes(&signed_in.claims), connection.names);
    Ok(answer)
}

/// The claims about the person, as texts. What is an object has no one value.
fn attributes(claims: &Claims) -> Attributes {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    };
    let values = |value: &Value| match value {
        Value::Array(all) => all.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect::<Vec<_>>(),
    };
    let is_about_the_person = |name: &str| !PROTOCOL.contains(&name) && name != "azp" && name != "nbf";
    let said = claims.iter().filter(|(name, _)| is_about_the_person(name));
    said.map(|(name, value)| (name.clone(), values(value))).filter(|(_, values)| !values.is_empty()).collect()
}
