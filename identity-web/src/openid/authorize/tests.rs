//! Whole requests.

use super::check::{check, client_id};
use super::error::{AuthorizeError, PageError, RedirectError, Refused};
use super::parameters::read;
use super::request::{AuthorizeRequest, Prompt, ReplyTo, ResponseMode};
use super::samples::{REDIRECT_URI, client, openid_client};
use identity_core::domain::{ApiClient, Factors, OpenIdClient};
use std::time::Duration;

const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const MFA: &str = "https://refeds.org/profile/mfa";
const SFA: &str = "https://refeds.org/profile/sfa";

/// A request that is good, with some parameters set to something else; an empty value takes one out.
fn with(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let good = [
        ("client_id", "app"),
        ("redirect_uri", REDIRECT_URI),
        ("response_type", "code"),
        ("scope", "openid"),
        ("state", "s"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let kept = good.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let given = kept.chain(changes.iter().copied()).filter(|(_, value)| !value.is_empty());
    given.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn good(changes: &[(&str, &str)]) -> AuthorizeRequest {
    check(&with(changes), &client()).unwrap()
}

fn redirected(changes: &[(&str, &str)]) -> RedirectError {
    match check(&with(changes), &client()) {
        Err(Refused::Redirect(error)) => error,
        other => panic!("{changes:?}: {other:?}"),
    }
}

fn error(changes: &[(&str, &str)]) -> AuthorizeError {
    redirected(changes).error
}

#[test]
fn a_plain_request_is_understood() {
    let request = good(&[("nonce", "n"), ("extra", "foobar"), ("display", "popup")]);
    let to = ReplyTo {
        redirect_uri: REDIRECT_URI.to_owned(),
        response_mode: ResponseMode::Query,
        state: Some("s".to_owned()),
    };
    assert_eq!((&request.to, request.nonce.as_deref()), (&to, Some("n")));
    assert_eq!(request.code_challenge, CHALLENGE);
    assert!(!request.is_passive());
    assert_eq!(good(&[("response_mode", "form_post")]).to.response_mode, ResponseMode::FormPost);
}

#[test]
fn o_2_nothing_is_sent_to_an_address_that_is_not_the_clients() {
    let page = |parameters: &[(String, String)], client: &ApiClient| match check(parameters, client) {
        Err(Refused::Page(error)) => error,
        other => panic!("{other:?}"),
    };
    let changed = |changes: &[(&str, &str)]| page(&with(changes), &client());
    assert_eq!(changed(&[("client_id", "")]), PageError::NoClient);
    assert_eq!(changed(&[("client_id", "app"), ("client_id", "other")]), PageError::NoClient);
    assert_eq!(changed(&[("client_id", "other")]), PageError::UnknownClient);
    assert_eq!(changed(&[("redirect_uri", "")]), PageError::NoRedirectUri);
    assert_eq!(changed(&[("redirect_uri", "https://evil.example")]), PageError::UnknownRedirectUri);
    let twice = [("redirect_uri", REDIRECT_URI), ("redirect_uri", "https://evil.example")];
    assert_eq!(changed(&twice), PageError::NoRedirectUri);
    // Whatever else is wrong with the request.
    assert_eq!(
        changed(&[("redirect_uri", "https://evil.example"), ("scope", ""), ("response_type", "token")]),
        PageError::UnknownRedirectUri
    );
    let disabled = ApiClient { enabled: false, ..client() };
    assert_eq!(page(&with(&[]), &disabled), PageError::DisabledClient);
    assert_eq!(page(&with(&[]), &ApiClient { openid: None, ..client() }), PageError::NoSignIn);
    assert_eq!(client_id(&with(&[])), Ok("app"));
    assert_eq!(client_id(&with(&[("client_id", "")])), Err(PageError::NoClient));
}

#[test]
fn o_14_o_33_the_code_is_the_only_answer() {
    for response_type in ["token", "id_token", "code id_token", "code token", "none", "CODE", "code "] {
        assert_eq!(
            error(&[("response_type", response_type)]),
            AuthorizeError::ResponseType,
            "{response_type}"
        );
    }
    assert_eq!(error(&[("response_type", "")]), AuthorizeError::NoResponseType);
    assert_eq!(AuthorizeError::ResponseType.code(), "unsupported_response_type");
    for mode in ["fragment", "jwt", "query "] {
        let refused = redirected(&[("response_mode", mode)]);
        assert_eq!(refused.error, AuthorizeError::ResponseMode);
        assert_eq!(refused.to.response_mode, ResponseMode::Query);
    }
    // What is wrong is told in the way that was asked for.
    let refused = redirected(&[("response_mode", "form_post"), ("scope", "")]);
    assert_eq!((refused.to.response_mode, refused.to.state.as_deref()), (ResponseMode::FormPost, Some("s")));
}

#[test]
fn o_8_a_repeated_parameter_is_refused() {
    for name in ["scope", "nonce", "code_challenge", "code_challenge_method", "response_type", "unknown"] {
        assert_eq!(error(&[(name, "openid"), (name, "openid")]), AuthorizeError::Repeated, "{name}");
    }
    let states = redirected(&[("state", "a"), ("state", "b")]);
    assert_eq!((states.error, states.to.state), (AuthorizeError::Repeated, None));
    let modes = redirected(&[("response_mode", "form_post"), ("response_mode", "query")]);
    assert_eq!((modes.error, modes.to.response_mode), (AuthorizeError::Repeated, ResponseMode::Query));
}

#[test]
fn o_21_requests_inside_of_requests_are_refused_and_not_ignored() {
    assert_eq!(error(&[("request", "e30.e30.")]).code(), "request_not_supported");
    assert_eq!(error(&[("request_uri", "https://app.example.com/r")]).code(), "request_uri_not_supported");
    assert_eq!(error(&[("registration", "{}")]).code(), "registration_not_supported");
}

#[test]
fn o_3_o_17_every_client_shows_a_challenge_by_s256() {
    assert_eq!(error(&[("code_challenge", "")]), AuthorizeError::NoChallenge);
    assert_eq!(error(&[("code_challenge_method", "")]), AuthorizeError::ChallengeMethod);
    assert_eq!(error(&[("code_challenge_method", "plain")]), AuthorizeError::ChallengeMethod);
    assert_eq!(error(&[("code_challenge_method", "s256")]), AuthorizeError::ChallengeMethod);
    assert_eq!(error(&[("code_challenge", "short")]), AuthorizeError::Challenge);
    assert_eq!(error(&[("code_challenge", &format!("{CHALLENGE}="))]), AuthorizeError::Challenge);
}

#[test]
fn a_client_gets_the_scopes_that_it_may_have() {
    let scopes =
        |scope| -> Vec<String> { good(&[("scope", scope)]).scopes.iter().map(ToString::to_string).collect() };
    assert_eq!(scopes("email  openid member.view unknown orders"), ["email", "openid", "orders"]);
    assert_eq!(scopes("offline_access openid"), ["offline_access", "openid"]);
    assert_eq!(good(&[("scope", "orders")]).scopes.len(), 1);
    for scope in ["", "unknown", "openid \"", "openid\temail"] {
        assert_eq!(error(&[("scope", scope)]), AuthorizeError::Scope, "{scope}");
    }
    let openid = OpenIdClient { refresh_tokens: false, ..openid_client() };
    let client = ApiClient { openid: Some(openid), ..client() };
    let request = check(&with(&[("scope", "openid offline_access")]), &client).unwrap();
    assert_eq!(request.scopes.len(), 1);
}

#[test]
fn prompts_and_ages_are_read() {
    assert!(good(&[("prompt", "none")]).is_passive());
    assert_eq!(good(&[("prompt", "consent login")]).prompt, [Prompt::Login, Prompt::Consent].into());
    for prompt in ["none login", "create", "LOGIN"] {
        assert_eq!(error(&[("prompt", prompt)]), AuthorizeError::Prompt, "{prompt}");
    }
    assert_eq!(good(&[("max_age", "0")]).max_age, Some(Duration::ZERO));
    assert_eq!(good(&[("max_age", "10000")]).max_age, Some(Duration::from_secs(10_000)));
    for age in ["-1", "+1", "1.5", "one", "99999999999999999999"] {
        assert_eq!(error(&[("max_age", age)]), AuthorizeError::MaxAge, "{age}");
    }
}

#[test]
fn classes_are_wishes_unless_they_are_essential() {
    assert_eq!(good(&[("acr_values", MFA)]).wanted.factors, Factors::Two);
    assert_eq!(good(&[("acr_values", "urn:unknown")]).wanted.factors, Factors::One);
    let claims = |class: &str| format!(r#"{{"id_token":{{"acr":{{"essential":true,"value":"{class}"}}}}}}"#);
    let essential = good(&[("claims", &claims(MFA)), ("acr_values", SFA)]).wanted;
    assert_eq!((essential.factors, essential.is_essential), (Factors::Two, true));
    let unmet = error(&[("claims", &claims("urn:unknown"))]);
    assert_eq!(unmet.code(), "unmet_authentication_requirements");
}

#[test]
fn hints_that_make_no_sense_are_left_out() {
    let request = good(&[
        ("login_hint", "jeremy@acme.example"),
        ("ui_locales", "fi-FI <script> en x"),
        ("id_token_hint", "e30.e30.e30"),
    ]);
    assert_eq!(request.login_hint.as_deref(), Some("jeremy@acme.example"));
    assert_eq!(request.ui_locales, ["fi-FI", "en"]);
    assert_eq!(request.id_token_hint.as_deref(), Some("e30.e30.e30"));
    assert_eq!(good(&[("login_hint", &"a".repeat(321))]).login_hint, None);
    assert_eq!(good(&[("login_hint", "a\nb")]).login_hint, None);
}

#[test]
fn a_token_is_for_one_resource_and_one_key() {
    assert_eq!(
        good(&[("resource", "https://api.example.com/")]).resource.unwrap(),
        "https://api.example.com/"
    );
    assert!(good(&[("resource", "urn:example:api")]).resource.is_some());
    for resource in
        ["/relative", "https://api.example.com/#", "https://", &format!("urn:{}", "a".repeat(1024))]
    {
        assert_eq!(error(&[("resource", resource)]).code(), "invalid_target", "{resource}");
    }
    let two = [("resource", "urn:example:a"), ("resource", "urn:example:b")];
    assert_eq!(error(&two), AuthorizeError::Resource);
    assert!(good(&[("dpop_jkt", CHALLENGE)]).dpop_jkt.is_some());
    assert_eq!(error(&[("dpop_jkt", "short")]), AuthorizeError::Thumbprint);
}

#[test]
fn long_values_are_refused_and_not_sent_back() {
    let long = "a".repeat(4097);
    let refused = redirected(&[("state", &long)]);
    assert_eq!((refused.error, refused.to.state), (AuthorizeError::TooLong, None));
    assert_eq!(error(&[("unknown", &long)]), AuthorizeError::TooLong);
    assert_eq!(good(&[("state", &long[1..])]).to.state.unwrap().len(), 4096);
    assert_eq!(error(&[("nonce", &long[..1025])]), AuthorizeError::Nonce);
    assert_eq!(good(&[("nonce", &long[..1024])]).nonce.unwrap().len(), 1024);
}

/// What a request says is in no description of what is wrong with it, which has the characters of RFC 6749 only.
#[test]
fn o_24_descriptions_have_the_characters_of_rfc_6749() {
    for changes in [("scope", "\""), ("prompt", "<x>"), ("claims", "<x>"), ("resource", "<x>")] {
        let text = error(&[changes]).description();
        let known = |byte: u8| matches!(byte, 0x20..=0x21 | 0x23..=0x5B | 0x5D..=0x7E);
        assert!(text.bytes().all(known) && !text.contains("<x>"), "{text}");
    }
}

proptest::proptest! {
    /// Whatever is sent, the answer goes to the registered address or nowhere.
    #[test]
    fn every_answer_goes_to_the_registered_address(raw in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200), start in 0_usize..2) {
        let mut text = if start == 0 { Vec::new() } else { b"client_id=app&redirect_uri=https://app.example.com/cb%3fx=1&".to_vec() };
        text.extend(raw);
        let parameters = read(&text).unwrap();
        match check(&parameters, &client()) {
            Ok(request) => assert_eq!(request.to.redirect_uri, REDIRECT_URI),
            Err(Refused::Redirect(refused)) => assert_eq!(refused.to.redirect_uri, REDIRECT_URI),
            Err(Refused::Page(_)) => {}
        }
    }
}
