//! Turning the answer of a provider into a person: the one place that gives out a result, after every check.

use crate::openid::jws::{Claims, Unverified};
use crate::openid_client::answer::Answer;
use crate::openid_client::departure::Departure;
use crate::openid_client::discovery::Discovered;
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::http::{HttpFault, ProviderHttp};
use crate::openid_client::id_token::{self, Asked};
use crate::openid_client::known_keys::{KeysOf, KnownKeys};
use crate::openid_client::registration::Registration;
use crate::openid_client::token_answer::TokenAnswer;
use crate::openid_client::user_info;
use identity_core::Timestamp;
use identity_core::secrets::Secret;
use openidconnect::core::CoreErrorResponseType;
use openidconnect::{
    AuthorizationCode, OAuth2TokenResponse as _, PkceCodeVerifier, RequestTokenError, StandardErrorResponse,
};
use serde_json::Value;

/// A person who signed in at the provider. Its tokens are not kept: nothing is done there in the name of the person.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    /// The name of the provider.
    pub(crate) issuer: String,
    /// The name of the person there, which is given to nobody else.
    pub(crate) subject: String,
    /// All that was said of the person.
    pub(crate) claims: Claims,
    /// When they signed in there, if it was said.
    pub(crate) proved_at: Option<Timestamp>,
    /// The authentication context class, if it was said.
    pub(crate) acr: Option<String>,
    /// The name of the session there, by which its end is told.
    pub(crate) session: Option<String>,
}

/// What is needed to turn answers of one provider into people.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Redeeming<'a> {
    /// The connections to providers.
    pub(crate) http: &'a ProviderHttp,
    /// The keys of providers.
    pub(crate) keys: &'a KnownKeys,
    /// The name of the connection.
    pub(crate) connection: &'a str,
    /// The provider.
    pub(crate) provider: &'a Discovered,
    /// Our client there.
    pub(crate) registration: &'a Registration,
}

impl Redeeming<'_> {
    /// Takes the answer to a departure. Whoever calls has looked the departure up by the answer's `state` and by the browser,
    /// and has used it up.
    pub(crate) async fn redeem(
        self,
        answer: &Answer,
        departure: &Departure,
        now: Timestamp,
    ) -> Result<SignedIn, SignInFailure> {
        if answer.state.expose() != departure.state.expose() {
            return Err(SignInFailure::Callback);
        }
        let tokens = self.exchange(answer.code(self.provider)?, departure).await?;
        let id_token = tokens.raw_id_token().ok_or(SignInFailure::NoIdToken)?;
        let token = Unverified::read(id_token, id_token::expected(&self.provider.algorithms))?;
        let of = KeysOf { connection: self.connection, address: &self.provider.keys };
        let mut claims = self.keys.verify(self.http, of, &token, now).await?;
        let access_token = tokens.access_token().secret();
        let asked = Asked {
            registration: self.registration,
            departure,
            access_token,
            algorithm: token.algorithm(),
            now,
        };
        let proved_at = id_token::check(&claims, asked)?;
        if self.registration.asks_user_info
            && let Some(address) = &self.provider.user_info
        {
            user_info::add(self.http, address, access_token, &mut claims).await?;
        }
        let text = |name| claims.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
        Ok(SignedIn {
            issuer: text("iss").ok_or(SignInFailure::Issuer)?,
            subject: id_token::subject(&claims)?.to_owned(),
            proved_at,
            acr: text("acr"),
            session: text("sid"),
            claims,
        })
    }

    async fn exchange(self, code: &Secret, departure: &Departure) -> Result<TokenAnswer, SignInFailure> {
        let client = self.registration.wire_client(self.provider)?;
        let verifier = PkceCodeVerifier::new(departure.code_verifier.expose().to_owned());
        let request = client.exchange_code(AuthorizationCode::new(code.expose().to_owned()));
        let answer: TokenAnswer =
            request.set_pkce_verifier(verifier).request_async(self.http).await.map_err(|e| refused(&e))?;
        if answer.is_bearer() { Ok(answer) } else { Err(SignInFailure::TokenEndpoint) }
    }
}

fn refused(
    error: &RequestTokenError<HttpFault, StandardErrorResponse<CoreErrorResponseType>>,
) -> SignInFailure {
    match error {
        RequestTokenError::Request(fault) => (*fault).into(),
        RequestTokenError::ServerResponse(answer)
            if matches!(
                answer.error(),
                CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient
            ) =>
        {
            SignInFailure::ClientRefused
        }
        _ => SignInFailure::TokenEndpoint,
    }
}
