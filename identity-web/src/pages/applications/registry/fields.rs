//! Between the form of an application and what is registered of it.

use super::options;
use crate::forms::Form;
use crate::forms::applications::{
    AUTHENTICATION, BACK_CHANNEL_LOGOUT_URI, ID_TOKEN_ALGORITHM, KEYS, NAME, OPENING, OPTIONS,
    POST_LOGOUT_REDIRECT_URIS, REDIRECT_URIS, SCOPES, SERVICE,
};
use crate::openid::keys::key_set::KeySet;
use crate::page::forms::Filled;
use crate::page::views::form::FormState;
use identity_core::applications::{Opening, Registration, SignOnRegistration};
use identity_core::domain::{ClientAuthentication, TokenAlgorithm};
use identity_core::values::{DisplayName, Scope, ServiceKey};
use std::collections::BTreeSet;

/// The form of a new application: what most choose is chosen.
pub(super) fn empty(form: &'static Form) -> FormState {
    FormState::of(form)
        .value(&AUTHENTICATION, "client_secret")
        .value(&ID_TOKEN_ALGORITHM, TokenAlgorithm::default().as_str())
        .chosen(&OPTIONS, ["refresh_tokens".to_owned()])
        .chosen(&OPENING, [Opening::Everybody.as_str().to_owned()])
}

/// The form with what is registered.
pub(super) fn shown(form: &'static Form, registration: &Registration) -> FormState {
    let Registration { name, authentication, keys, scopes, sign_on, opening, .. } = registration;
    let way = options::AUTHENTICATION.iter().find(|(_, way)| way == authentication);
    let scopes: Vec<&str> = scopes.iter().map(Scope::as_str).collect();
    let state = FormState::of(form)
        .value(&NAME, name.as_str())
        .value(&AUTHENTICATION, way.map_or("", |(name, _)| *name))
        .value(&KEYS, keys.clone().unwrap_or_default())
        .value(&SCOPES, scopes.join(" "))
        .chosen(&OPENING, [opening.as_str().to_owned()]);
    let Some(sign_on) = sign_on else { return state };
    state
        .value(&SERVICE, sign_on.service.as_str())
        .value(&REDIRECT_URIS, sign_on.redirect_uris.join("\n"))
        .value(&POST_LOGOUT_REDIRECT_URIS, sign_on.post_logout_redirect_uris.join("\n"))
        .value(&BACK_CHANNEL_LOGOUT_URI, sign_on.back_channel_logout_uri.clone().unwrap_or_default())
        .value(&ID_TOKEN_ALGORITHM, sign_on.id_token_algorithm.as_str())
        .chosen(&OPTIONS, chosen(sign_on).into_iter().map(ToOwned::to_owned))
}

fn chosen(sign_on: &SignOnRegistration) -> Vec<&'static str> {
    let flags = [
        sign_on.native,
        sign_on.first_party,
        sign_on.refresh_tokens,
        sign_on.client_credentials,
        sign_on.pushed_requests_only,
    ];
    options::OPTIONS.into_iter().zip(flags).filter(|(_, is)| *is).map(|(name, _)| name).collect()
}

/// What was filled in for an application by OpenID Connect, or for a program.
pub(super) fn read(form: &mut Filled, signs_in: bool) -> Option<Registration> {
    let name = form.read(&NAME, DisplayName::parse);
    let sign_on = if signs_in { sign_on(form) } else { None };
    let authentication = form.read(&AUTHENTICATION, authentication);
    let keys = form.read(&KEYS, |text| KeySet::parse(text).map(|_| text.to_owned()));
    let scopes = form
        .read(&SCOPES, |text| text.split_whitespace().map(Scope::parse).collect::<Result<BTreeSet<_>, _>>());
    let opening = opening(form);
    if !form.is_right() {
        return None;
    }
    let mut registration = match sign_on {
        Some(sign_on) => Registration::openid(name?, sign_on),
        None if signs_in => return None,
        None => Registration::program(name?),
    };
    registration = registration.authentication(authentication?).scopes(scopes.unwrap_or_default());
    registration.keys = keys;
    Some(registration.opening(opening?))
}

/// Who may use an application, as it was chosen.
pub(super) fn opening(form: &mut Filled) -> Option<Opening> {
    form.read(&OPENING, |text| Opening::parse(text).ok_or(()))
}

fn authentication(text: &str) -> Result<ClientAuthentication, ()> {
    let found = options::AUTHENTICATION.iter().find(|(name, _)| *name == text);
    found.map(|(_, way)| *way).ok_or(())
}

fn sign_on(form: &mut Filled) -> Option<SignOnRegistration> {
    let service = form.read(&SERVICE, ServiceKey::parse);
    let algorithm = form.read(&ID_TOKEN_ALGORITHM, |text| {
        TokenAlgorithm::ALL.into_iter().find(|one| one.as_str() == text).ok_or(())
    });
    let options: BTreeSet<String> = form.list(&OPTIONS).into_iter().collect();
    if options.iter().any(|one| !options::OPTIONS.contains(&one.as_str())) {
        form.wrong(&OPTIONS);
    }
    let has = |name: &str| options.contains(name);
    let mut sign_on = SignOnRegistration::new(service?, lines(&form.text(&REDIRECT_URIS)));
    sign_on.post_logout_redirect_uris = lines(&form.text(&POST_LOGOUT_REDIRECT_URIS));
    let back_channel = form.text(&BACK_CHANNEL_LOGOUT_URI);
    sign_on.back_channel_logout_uri = Some(back_channel).filter(|uri| !uri.is_empty());
    sign_on.id_token_algorithm = algorithm?;
    sign_on.native = has("native");
    sign_on.first_party = has("first_party");
    sign_on.refresh_tokens = has("refresh_tokens");
    sign_on.client_credentials = has("client_credentials");
    sign_on.pushed_requests_only = has("pushed_requests_only");
    Some(sign_on)
}

/// One address on each line, blanks around it left aside.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect()
}
