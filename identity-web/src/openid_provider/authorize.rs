//! The authorization endpoint (RFC 6749, section 3.1; OpenID Connect Core, section 3.1.2).

use crate::language::PageText;
use crate::openid::authorize::answer::Answer;
use crate::openid::authorize::check::{check, client_id};
use crate::openid::authorize::error::{AuthorizeError, PageError, RedirectError, Refused};
use crate::openid::authorize::parameters;
use crate::openid::authorize::request::{AuthorizeRequest, Prompt};
use crate::openid::claims::scopes_of;
use crate::openid::endpoints;
use crate::openid_provider::answer::{carried, kept};
use crate::openid_provider::posted::as_get;
use crate::openid_provider::provider::OpenIdProvider;
use crate::openid_provider::push::{self, Pushed};
use crate::page::cookies::Cookie;
use crate::page::failure::PageFailure;
use crate::pages::sign_on::onward;
use crate::pages::sign_on::outcome::{self, needs_no_words};
use crate::rest::http::problem::Problem;
use crate::sso::{Carried, SsoProtocol as _};
use crate::state::WebState;
use crate::visit::browser::{see_other, with_cookie};
use crate::visit::visitor::Visit;
use axum::Extension;
use axum::extract::{Request, State};
use axum::response::Response;
use http::HeaderValue;
use identity_core::domain::{ApiClient, ApplicationRequest, CodeRequest, Factors, OpenIdRequest, Protocol};
use identity_core::ids::RelyingPartyId;
use identity_core::secrets::SecretToken;
use identity_core::sign_on::{Outcome, Progress, RefusedRequest, SignOnError};
use identity_core::values::Locale;

/// A request in the address.
pub(super) async fn ask(
    visit: Visit,
    Extension(provider): Extension<OpenIdProvider>,
) -> Result<Response, PageFailure> {
    if !visit.state.identity.may_ask_for_sign_on(&visit.device).await? {
        return Err(PageFailure::Unavailable(None));
    }
    let asked = match parameters::read(visit.query.as_bytes()) {
        Ok(asked) => asked,
        Err(error) => return refuse(&visit, None, error).await,
    };
    let client = match client_id(&asked) {
        Ok(id) => visit.state.identity.client(id).await?,
        Err(error) => return refuse(&visit, None, error).await,
    };
    let Some(client) = client else { return refuse(&visit, None, PageError::UnknownClient).await };
    let application = client.application();
    if let Some(application) = application {
        visit.is_for_application(application);
    }
    let pushed = push::open(&provider, &client, asked);
    let checked = check(&pushed.parameters, &client).and_then(|request| allowed(&client, &pushed, request));
    match (checked, application) {
        (Ok(request), Some(application)) => {
            begin(&visit, &provider, (&client, application), request, pushed.id).await
        }
        (Ok(_), None) => refuse(&visit, None, PageError::NoSignIn).await,
        (Err(Refused::Page(error)), application) => refuse(&visit, application, error).await,
        (Err(Refused::Redirect(error)), _) => {
            note(&visit, application, error.error.code()).await?;
            tell(&visit, Answer::refusal(&error, provider.issuer()), client.name.to_string()).await
        }
    }
}

/// A posted request.
pub(super) async fn ask_posted(State(state): State<WebState>, request: Request) -> Result<Response, Problem> {
    as_get(&state, request, endpoints::AUTHORIZE).await
}

/// Whether the client may send a request in this way.
fn allowed(
    client: &ApiClient,
    pushed: &Pushed,
    request: AuthorizeRequest,
) -> Result<AuthorizeRequest, Refused> {
    let only_pushed = client.openid.as_ref().is_some_and(|openid| openid.pushed_requests_only);
    if only_pushed && pushed.id.is_none() {
        return Err(Refused::Redirect(RedirectError { to: request.to, error: AuthorizeError::NotPushed }));
    }
    Ok(request)
}

async fn begin(
    visit: &Visit,
    provider: &OpenIdProvider,
    (client, application): (&ApiClient, RelyingPartyId),
    request: AuthorizeRequest,
    pushed: Option<String>,
) -> Result<Response, PageFailure> {
    let language = asked_language(visit, &request);
    let to = request.to.clone();
    let refused = |error| Answer::refusal(&RedirectError { to: to.clone(), error }, provider.issuer());
    let service = client.name.to_string();
    let subject = match &request.id_token_hint {
        Some(hint) => match provider.hinted_subject(hint, &client.client_id).await? {
            Some(subject) => Some(subject),
            None => return tell(visit, refused(AuthorizeError::LoginRequired), service).await,
        },
        None => request.required_subject.clone(),
    };
    let person = match subject {
        Some(subject) => match visit.state.identity.person_named(application, &subject).await? {
            Some(person) => Some(person),
            None => return tell(visit, refused(AuthorizeError::LoginRequired), service).await,
        },
        None => None,
    };
    let once = pushed.is_some();
    let openid = openid_request(client, &request, person);
    let prompts = [Prompt::Login, Prompt::SelectAccount];
    let asked = ApplicationRequest {
        relying_party: application,
        protocol: Protocol::OpenId,
        request_id: pushed
            .unwrap_or_else(|| SecretToken::generate(visit.state.identity.entropy()).expose().to_owned()),
        fresh: prompts.iter().any(|prompt| request.prompt.contains(prompt)),
        passive: request.is_passive(),
        factors: factors(visit, &request),
        methods: Vec::new(),
        name_format: None,
        openid: Some(Box::new(openid)),
        reply: kept(&request.to),
    };
    match visit.state.identity.sign_on_by_openid(&visit.visitor(), asked, once).await {
        Ok(Progress::Next(attempt, _)) => {
            Ok(with_cookie(visit.go(&format!("/flow/{}", attempt.id())), language))
        }
        Ok(Progress::Done(done)) => match &done.outcome {
            Outcome::Told(told) => at_once(visit, provider.told(told).await?).await,
            Outcome::Refused(refusal) if needs_no_words(refusal.reason) => {
                at_once(visit, provider.refused(refusal).await?).await
            }
            _ => onward::done(visit, *done).await,
        },
        Err(SignOnError::Replayed) => tell(visit, refused(AuthorizeError::RequestUri), service).await,
        Err(error) => Err(error.into()),
    }
}

/// The cookie of the language that the application asks for (`ui_locales`): the first one that is offered. An application that
/// asks for none takes back what another one asked for.
fn asked_language(visit: &Visit, request: &AuthorizeRequest) -> Option<HeaderValue> {
    let (cookies, languages) = (&visit.state.cookies, visit.state.pages.languages());
    let mut wished = request.ui_locales.iter().filter_map(|tag| Locale::parse(tag).ok());
    let offered = wished.find_map(|tag| languages.nearest(&tag).cloned());
    match offered {
        Some(language) => cookies.set(Cookie::AskedLanguage, language.as_str()),
        None => cookies.clear(Cookie::AskedLanguage),
    }
}

/// How many kinds of proof the request asks for. What it only wishes for (Core, section 5.5.1.1) is not asked for where it
/// cannot be had, or where nothing may be asked.
fn factors(visit: &Visit, request: &AuthorizeRequest) -> Factors {
    let has_second_factor = !visit.state.identity.settings().methods.is_empty();
    let can_be_had = has_second_factor && !request.is_passive();
    if request.wanted.is_essential || can_be_had { request.wanted.factors } else { Factors::One }
}

fn openid_request(
    client: &ApiClient,
    request: &AuthorizeRequest,
    person: Option<identity_core::ids::UserId>,
) -> OpenIdRequest {
    OpenIdRequest {
        client: client.id,
        scopes: request.scopes.clone(),
        claimed_scopes: scopes_of(request.claims.keys().map(String::as_str)),
        code: CodeRequest {
            redirect_uri: request.to.redirect_uri.clone(),
            challenge: request.code_challenge.clone(),
            nonce: request.nonce.clone(),
            key_thumbprint: request.dpop_jkt.clone(),
            resource: request.resource.clone(),
            classes: request.wanted.classes.iter().map(ToString::to_string).collect(),
            claims: request.claims.clone(),
        },
        algorithm: client.openid.as_ref().map(|openid| openid.id_token_algorithm).unwrap_or_default(),
        max_age: request.max_age.map(|age| u32::try_from(age.as_secs()).unwrap_or(u32::MAX)),
        asks_consent: request.prompt.contains(&Prompt::Consent),
        person,
        login_hint: request.login_hint.clone(),
    }
}

/// The browser came from the application by itself, so it is sent back without a page.
async fn at_once(visit: &Visit, message: Carried) -> Result<Response, PageFailure> {
    match message {
        Carried::Address(address) => Ok(see_other(&address)),
        Carried::Form(form) => Ok(outcome::leaving(&form, visit.page(&*form).await?)),
    }
}

async fn tell(visit: &Visit, answer: Answer, service: String) -> Result<Response, PageFailure> {
    at_once(visit, carried(answer, service)).await
}

/// A page that says what is wrong, since it is not known where the application is.
async fn refuse(
    visit: &Visit,
    application: Option<RelyingPartyId>,
    error: PageError,
) -> Result<Response, PageFailure> {
    note(visit, application, check_of(error)).await?;
    Err(PageFailure::Refused(PageText::new(match error {
        PageError::UnknownRedirectUri | PageError::NoRedirectUri => "openid-redirect-uri",
        PageError::TooLong => "openid-too-long",
        _ => "openid-client",
    })))
}

/// The stable name of the check that failed.
const fn check_of(error: PageError) -> &'static str {
    match error {
        PageError::TooLong => "request-too-long",
        PageError::NoClient => "no-client",
        PageError::UnknownClient => "unknown-client",
        PageError::DisabledClient => "disabled-client",
        PageError::NoSignIn => "no-sign-in",
        PageError::NoRedirectUri => "no-redirect-uri",
        PageError::UnknownRedirectUri => "unknown-redirect-uri",
    }
}

async fn note(visit: &Visit, application: Option<RelyingPartyId>, check: &str) -> Result<(), PageFailure> {
    let mut refused = RefusedRequest::by(check);
    refused.relying_party = application;
    refused.reference = Some(visit.reference.as_str());
    Ok(visit.state.identity.note_refused(refused).await?)
}
