//! What a provider says when somebody signs out there.

use super::provider::{NOW, Provider, at};
use crate::openid::jws;
use crate::openid_client::failure::SignInFailure;
use serde_json::{Value, json};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

fn logout_token(provider: &Provider, typ: &str, changes: &Value) -> String {
    let mut claims = provider.claims(&json!({
        "nonce": null, "jti": "j-1", "sid": "s-1", "events": { EVENT: {} },
    }));
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    jws::write(&provider.ec, typ, &claims).unwrap()
}

#[tokio::test]
async fn r_11_a_logout_names_a_person_or_a_session() {
    let provider = Provider::start().await;
    for typ in ["logout+jwt", "JWT"] {
        let said = provider.logged_out(&logout_token(&provider, typ, &json!({}))).await.unwrap();
        assert_eq!((said.subject.as_deref(), said.session.as_deref()), (Some("subject-1"), Some("s-1")));
        assert_eq!((said.jti.as_str(), said.remember_until), ("j-1", at(360)));
        assert_eq!(said.issuer, provider.issuer);
    }
    let of_person = logout_token(&provider, "logout+jwt", &json!({"sid": null}));
    assert_eq!(provider.logged_out(&of_person).await.unwrap().session, None);
    let of_session = logout_token(&provider, "logout+jwt", &json!({"sub": null}));
    assert_eq!(provider.logged_out(&of_session).await.unwrap().subject, None);
}

#[tokio::test]
async fn r_11_what_is_no_logout_ends_nothing() {
    use SignInFailure::{Audience, Expired, Issuer, LogoutToken, NotYet, Subject};
    let provider = Provider::start().await;
    for (changes, failure) in [
        (json!({"nonce": "n"}), LogoutToken),
        (json!({"nonce": ""}), LogoutToken),
        (json!({"events": null}), LogoutToken),
        (json!({"events": {}}), LogoutToken),
        (json!({"events": {EVENT: true}}), LogoutToken),
        (json!({"events": [EVENT]}), LogoutToken),
        (json!({"events": {"https://other.example": {}}}), LogoutToken),
        (json!({"sub": null, "sid": null}), LogoutToken),
        (json!({"sid": 1}), LogoutToken),
        (json!({"sub": 1}), Subject),
        (json!({"jti": null}), LogoutToken),
        (json!({"jti": ""}), LogoutToken),
        (json!({"iss": "https://evil.example"}), Issuer),
        (json!({"aud": "another"}), Audience),
        (json!({"aud": ["we", "another"]}), Audience),
        (json!({"iat": null}), Expired),
        (json!({"iat": NOW + 61}), NotYet),
        (json!({"exp": null}), Expired),
        (json!({"exp": NOW - 60}), Expired),
    ] {
        let token = logout_token(&provider, "logout+jwt", &changes);
        assert_eq!(provider.logged_out(&token).await, Err(failure), "{changes}");
    }
    let id_token = provider.id_token(&json!({"sid": "s-1", "jti": "j-1"}));
    assert_eq!(provider.logged_out(&id_token).await, Err(LogoutToken));
    for typ in ["at+jwt", "secevent+jwt"] {
        let token = logout_token(&provider, typ, &json!({}));
        assert_eq!(provider.logged_out(&token).await, Err(SignInFailure::TokenType), "{typ}");
    }
    let unsigned = provider.token_with(&json!({"alg": "none"}), &json!({"nonce": null}));
    assert_eq!(provider.logged_out(&unsigned).await, Err(SignInFailure::Algorithm));
    let foreign = Provider::start().await;
    let token = logout_token(&foreign, "logout+jwt", &json!({"iss": provider.issuer}));
    assert_eq!(provider.logged_out(&token).await, Err(SignInFailure::UnknownKey));
}
