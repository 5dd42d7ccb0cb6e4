//! The way back from the provider: the answer, the code, and what is said of the person.

use super::provider::{ACCESS_TOKEN, Provider, STATE, at, tokens};
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::user_info::flag;
use identity_core::secrets::Secret;
use serde_json::json;

const GOOD: &str = "code=the-code&state=the-state-of-this-sign-in";

#[tokio::test]
async fn a_code_is_redeemed_with_its_verifier() {
    let mut provider = Provider::start().await;
    let token = provider.id_token(&json!({"acr": "urn:two", "sid": "s-1", "email": "a@b.example"}));
    let signed_in = provider.redeemed(&token).await.unwrap();
    assert_eq!((signed_in.issuer.as_str(), signed_in.subject.as_str()), (&*provider.issuer, "subject-1"));
    assert_eq!(signed_in.acr.as_deref(), Some("urn:two"));
    assert_eq!(signed_in.session.as_deref(), Some("s-1"));
    assert_eq!(signed_in.claims["email"], "a@b.example");
    let (headers, form) = provider.said().token_requests.remove(0);
    // "we:our+secret", each part encoded as in a form.
    assert_eq!(headers["authorization"], "Basic d2U6b3VyK3NlY3JldA==");
    assert!(!form.contains("secret"));
    for part in [
        "grant_type=authorization_code",
        "code=the-code",
        "code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        "redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Ffederation%2Foidc%2Fcallback",
    ] {
        assert!(form.contains(part), "{form}");
    }
    let only_in_form = json!({"token_endpoint_auth_methods_supported": ["client_secret_post", "none"]});
    provider.said().metadata = provider.metadata(&only_in_form);
    provider.redeemed(&token).await.unwrap();
    let (headers, form) = provider.said().token_requests.remove(0);
    assert!(!headers.contains_key("authorization") && form.contains("client_secret=our+secret"), "{form}");
    provider.registration.secret = None;
    provider.redeemed(&token).await.unwrap();
    let (_, form) = provider.said().token_requests.remove(0);
    assert!(form.contains("client_id=we") && !form.contains("client_secret"), "{form}");
}

#[tokio::test]
async fn an_answer_is_read_to_the_letter() {
    let provider = Provider::start().await;
    provider.said().token = (200, tokens(&provider.id_token(&json!({}))));
    assert!(provider.returned(GOOD, at(0)).await.is_ok());
    for query in [
        "",
        "code=the-code",
        "state=the-state-of-this-sign-in",
        "code=&state=the-state-of-this-sign-in",
        "code=the-code&state=",
        "code=the-code&state=another",
        "code=the-code&code=another&state=the-state-of-this-sign-in",
        "code=the-code&state=the-state-of-this-sign-in&state=the-state-of-this-sign-in",
        "code=the-code&error=access_denied&state=the-state-of-this-sign-in",
        &format!("{GOOD}&x={}", "x".repeat(16 * 1024)),
    ] {
        let failed = provider.returned(query, at(0)).await.err();
        assert_eq!(failed, Some(SignInFailure::Callback), "{query:.80}");
    }
    assert_eq!(provider.said().token_requests.len(), 1);
}

#[tokio::test]
async fn what_the_provider_answers_instead_of_a_code_is_told_apart() {
    let provider = Provider::start().await;
    for (error, failure) in [
        ("access_denied", SignInFailure::Cancelled),
        ("login_required", SignInFailure::LoginRequired),
        ("interaction_required", SignInFailure::LoginRequired),
        ("temporarily_unavailable", SignInFailure::Unavailable),
        ("server_error", SignInFailure::Unavailable),
        ("invalid_request", SignInFailure::ProviderError),
        ("%3Cscript%3E", SignInFailure::ProviderError),
    ] {
        let query = format!("error={error}&error_description=Words&state={STATE}");
        assert_eq!(provider.returned(&query, at(0)).await.err(), Some(failure), "{error}");
    }
    assert!(provider.said().token_requests.is_empty());
}

/// The answer of an honest provider is sent to us as if it came from the attacker's, which would then be given its code.
#[tokio::test]
async fn r_1_the_answer_of_another_provider_is_refused_before_its_code_is_shown() {
    let provider = Provider::start().await;
    provider.said().token = (200, tokens(&provider.id_token(&json!({}))));
    let own: String = form_urlencoded::byte_serialize(provider.issuer.as_bytes()).collect();
    assert!(provider.returned(&format!("{GOOD}&iss={own}"), at(0)).await.is_ok());
    let error = "error=access_denied&state=the-state-of-this-sign-in";
    for other in ["https%3A%2F%2Fhonest.example", &format!("{own}%2F"), ""] {
        for query in [GOOD, error] {
            let failed = provider.returned(&format!("{query}&iss={other}"), at(0)).await.err();
            assert_eq!(failed, Some(SignInFailure::Issuer), "{other}");
        }
    }
    let names_itself = json!({"authorization_response_iss_parameter_supported": true});
    provider.said().metadata = provider.metadata(&names_itself);
    for query in [GOOD, error] {
        assert_eq!(provider.returned(query, at(0)).await.err(), Some(SignInFailure::Issuer), "{query}");
    }
    assert!(provider.returned(&format!("{GOOD}&iss={own}"), at(0)).await.is_ok());
    assert_eq!(provider.said().token_requests.len(), 2);
}

#[tokio::test]
async fn what_the_token_endpoint_answers_is_told_apart() {
    let provider = Provider::start().await;
    let good = tokens(&provider.id_token(&json!({})));
    let mut without_id_token = good.clone();
    without_id_token["id_token"] = json!(null);
    let mut of_another_type = good.clone();
    of_another_type["token_type"] = json!("mac");
    let mut without_access_token = good.clone();
    without_access_token.as_object_mut().unwrap().remove("access_token");
    for (status, answer, failure) in [
        (400, json!({"error": "invalid_grant"}), SignInFailure::TokenEndpoint),
        (401, json!({"error": "invalid_client"}), SignInFailure::ClientRefused),
        (400, json!({"error": "unauthorized_client"}), SignInFailure::ClientRefused),
        (500, json!("no"), SignInFailure::TokenEndpoint),
        (302, good.clone(), SignInFailure::TokenEndpoint),
        (200, json!({}), SignInFailure::TokenEndpoint),
        (200, without_access_token, SignInFailure::TokenEndpoint),
        (200, of_another_type, SignInFailure::TokenEndpoint),
        (200, without_id_token, SignInFailure::NoIdToken),
    ] {
        provider.said().token = (status, answer.clone());
        assert_eq!(provider.returned(GOOD, at(0)).await.err(), Some(failure), "{status} {answer}");
    }
}

#[tokio::test]
async fn r_5_what_is_said_beside_the_id_token_is_about_the_same_person() {
    let mut provider = Provider::start().await;
    provider.registration.asks_user_info = true;
    let token = provider.id_token(&json!({"email": "signed@a.example"}));
    provider.said().user_info = json!({
        "sub": "subject-1", "email": "other@a.example", "given_name": "Annie", "email_verified": "false",
        "acr": "urn:two", "sid": "s-2", "azp": "other", "auth_time": 1, "amr": ["otp"], "iss": "https://evil.example",
    });
    let signed_in = provider.redeemed(&token).await.unwrap();
    assert_eq!(signed_in.claims["email"], "signed@a.example");
    assert_eq!(signed_in.claims["given_name"], "Annie");
    assert_eq!(flag(&signed_in.claims, "email_verified"), Some(false));
    assert!(signed_in.acr.is_none() && signed_in.session.is_none());
    assert_eq!(signed_in.issuer, provider.issuer);
    assert_eq!(provider.said().bearer.take().unwrap(), format!("Bearer {ACCESS_TOKEN}"));
    for (said, failure) in [
        (json!({"sub": "subject-2"}), SignInFailure::Subject),
        (json!({"sub": "Subject-1"}), SignInFailure::Subject),
        (json!({"email": "a@b.example"}), SignInFailure::Subject),
        (json!([]), SignInFailure::UserInfo),
    ] {
        provider.said().user_info = said.clone();
        assert_eq!(provider.redeemed(&token).await.err(), Some(failure), "{said}");
    }
}

#[tokio::test]
async fn an_answer_to_another_departure_is_not_redeemed() {
    let mut provider = Provider::start().await;
    provider.said().token = (200, tokens(&provider.id_token(&json!({}))));
    provider.departure.state = Secret::new("another");
    assert_eq!(provider.returned(GOOD, at(0)).await.err(), Some(SignInFailure::Callback));
    assert!(provider.said().token_requests.is_empty());
}

#[tokio::test]
async fn nothing_that_is_secret_is_printed() {
    let provider = Provider::start().await;
    let token = provider.id_token(&json!({}));
    let signed_in = provider.redeemed(&token).await.unwrap();
    let printed = format!("{:?} {:?} {signed_in:?}", provider.registration, provider.departure);
    for secret in ["our secret", STATE, "dBjftJeZ4CVP", ACCESS_TOKEN, &token] {
        assert!(!printed.contains(secret), "{secret}");
    }
}
