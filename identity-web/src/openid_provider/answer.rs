//! The answer to a request, once the sign-on is finished.

use crate::openid::authorize::answer::{Answer, AnswerForm};
use crate::openid::authorize::error::{AuthorizeError, RedirectError};
use crate::openid::authorize::request::{ReplyTo, ResponseMode};
use crate::openid::endpoints;
use crate::openid_provider::provider::OpenIdProvider;
use crate::page::failure::PageFailure;
use crate::page::views::outcome::Onward;
use crate::sso::{Carried, OwnValue, SsoProtocol};
use async_trait::async_trait;
use identity_core::domain::{ApplicationRequest, Protocol, RelyingParty};
use identity_core::ids::LogoutId;
use identity_core::sessions::{LogoutView, ToNotify};
use identity_core::sign_on::{Refusal, RefusalReason, Told};
use std::collections::BTreeMap;
use url::Url;

const STATE: &str = "state";
const RESPONSE_MODE: &str = "response_mode";

/// What the answer needs, as a sign-on keeps it.
pub(super) fn kept(to: &ReplyTo) -> BTreeMap<String, String> {
    let mode = (RESPONSE_MODE.to_owned(), to.response_mode.as_str().to_owned());
    let state = to.state.clone().map(|state| (STATE.to_owned(), state));
    [mode].into_iter().chain(state).collect()
}

/// Where the answer goes.
fn reply_to(request: &ApplicationRequest) -> Result<ReplyTo, PageFailure> {
    let openid = request.openid.as_deref().ok_or(PageFailure::SignOnOver)?;
    let mode = request.reply.get(RESPONSE_MODE).and_then(|mode| ResponseMode::parse(mode));
    Ok(ReplyTo {
        redirect_uri: openid.code.redirect_uri.clone(),
        response_mode: mode.unwrap_or_default(),
        state: request.reply.get(STATE).cloned(),
    })
}

/// An answer as a page carries it.
pub(super) fn carried(answer: Answer, service: String) -> Carried {
    let AnswerForm { action, fields } = match answer {
        Answer::Redirect(address) => return Carried::Address(address),
        Answer::Form(form) => form,
    };
    let origin = Url::parse(&action).ok().map(|url| url.origin().ascii_serialization());
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
    let (fields, origins) = (fields.collect(), origin.into_iter().collect());
    Carried::Form(Box::new(Onward { service, url: action, fields, at_once: true, origins }))
}

/// What a client is told of a refusal (OpenID Connect Core, section 3.1.2.6).
const fn error_of(reason: RefusalReason) -> AuthorizeError {
    match reason {
        RefusalReason::NotPassive | RefusalReason::AnotherPerson => AuthorizeError::LoginRequired,
        RefusalReason::ConsentNeeded => AuthorizeError::ConsentRequired,
        RefusalReason::InteractionNeeded => AuthorizeError::InteractionRequired,
        RefusalReason::NoFurtherProof => AuthorizeError::UnmetRequirements,
        _ => AuthorizeError::AccessDenied,
    }
}

#[async_trait]
impl SsoProtocol for OpenIdProvider {
    fn protocol(&self) -> Protocol {
        Protocol::OpenId
    }

    async fn own_values(&self) -> Result<Vec<OwnValue>, PageFailure> {
        let at = |label, path| OwnValue::new(label, format!("{}{path}", self.issuer()));
        Ok(vec![
            OwnValue::new("own-openid-issuer", self.issuer()),
            at("own-openid-discovery", "/.well-known/openid-configuration"),
            at("own-openid-authorize", endpoints::AUTHORIZE),
            at("own-openid-token", endpoints::TOKEN),
            at("own-openid-userinfo", endpoints::USERINFO),
            at("own-openid-jwks", endpoints::JWKS),
            at("own-openid-logout", endpoints::LOGOUT),
        ])
    }

    async fn told(&self, told: &Told) -> Result<Carried, PageFailure> {
        let code = told.code.as_ref().ok_or(PageFailure::SignOnOver)?;
        let answer = Answer::code(&reply_to(&told.request)?, self.issuer(), code.expose());
        Ok(carried(answer, told.application.name.to_string()))
    }

    async fn refused(&self, refusal: &Refusal) -> Result<Carried, PageFailure> {
        let refused = RedirectError { to: reply_to(&refusal.request)?, error: error_of(refusal.reason) };
        let answer = Answer::refusal(&refused, self.issuer());
        Ok(carried(answer, refusal.application.name.to_string()))
    }

    /// Applications are told of sign-outs from server to server.
    async fn logout_notice(
        &self,
        _: LogoutId,
        _: &ToNotify,
        _: bool,
    ) -> Result<Option<Carried>, PageFailure> {
        Ok(None)
    }

    async fn logout_answer(&self, logout: &LogoutView) -> Result<Option<Carried>, PageFailure> {
        let initiator = logout.logout.initiator.as_ref();
        let address = initiator.and_then(|initiator| {
            let uri = initiator.redirect_uri.as_deref()?;
            Some(Self::signed_out_address(uri, initiator.relay_state.as_deref()))
        });
        Ok(address.map(Carried::Address))
    }

    fn origins(&self, _: &RelyingParty) -> Vec<String> {
        Vec::new()
    }
}
