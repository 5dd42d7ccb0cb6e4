//! Requests as real applications send them: names, states, encodings, second clicks; and what is said of refused ones.

use super::parties::{Party, attribute, follow};
use super::site::{APP, Browser, MY, PASSWORD, Site};
use super::world::cut;
use identity_core::domain::LogoutBinding::Redirect;
use identity_core::domain::NameFormat;
use identity_web::saml::messages::name_id::NameIdFormat;
use identity_web::saml::xml::codec::{decode_base64, deflate, encode_base64};

fn two() -> Party {
    Party::new("two.example", "Two").told_by(Redirect)
}

#[tokio::test]
async fn f_01_a_relay_state_comes_back_octet_for_octet_by_either_way() {
    let site = Site::with_pages().await;
    let party = two();
    party.register(&site).await;
    let browser = Browser::default();
    let printable: String = (b' '..=b'~').map(char::from).collect();
    let states = [
        "x".repeat(81),
        "a/ é☃".repeat(40),
        "y".repeat(1100),
        printable,
        "z".repeat(4096),
        "\u{1}".repeat(4096),
    ];
    for state in &states {
        let answer = party.reaches(&site, &browser, "scott", &party.asks(|_| {}, Some(state))).await;
        assert_eq!(Party::reads(&answer).relay_state.as_ref(), Some(state));
        let posted = party.asks_by_post();
        let fields = [("SAMLRequest", posted.as_str()), ("RelayState", state)];
        let begun = browser.post(&site, &format!("{MY}/saml/idp/sso"), &fields).await;
        let flow = follow(&browser, &site, &begun).await;
        let answer = follow(&browser, &site, &flow).await;
        assert_eq!(Party::reads(&answer).relay_state.as_ref(), Some(state));
    }
    let long = "x".repeat(4097);
    let refused = browser.get(&site, &party.asks(|_| {}, Some(&long))).await;
    assert_eq!((refused.status, site.check_on(&refused).await.0.as_str()), (400, "relay_state_too_long"));
    let posted = party.asks_by_post();
    let fields = [("SAMLRequest", posted.as_str()), ("RelayState", long.as_str())];
    let refused = browser.post(&site, &format!("{MY}/saml/idp/sso"), &fields).await;
    assert_eq!((refused.status, site.check_on(&refused).await.0.as_str()), (400, "relay_state_too_long"));
}

#[tokio::test]
async fn f_02_an_application_that_leads_on_to_another_origin_says_which() {
    let site = Site::with_pages().await;
    let mut party = two();
    party.origins = vec!["https://www.product.example".to_owned()];
    party.register(&site).await;
    let answer = party.reaches(&site, &Browser::default(), "scott", &party.asks(|_| {}, None)).await;
    let policy = answer.header("content-security-policy").unwrap();
    assert!(
        policy.contains("form-action 'self' https://two.example https://www.product.example;"),
        "{policy}"
    );
}

#[tokio::test]
async fn f_03_every_format_of_names_is_there_and_an_application_can_be_held_to_some() {
    let site = Site::with_pages().await;
    let party = two();
    party.register(&site).await;
    let browser = Browser::default();
    let ask = async |format| {
        let address = party.asks(|content| content.name_id_format = format, None);
        Party::reads(&party.reaches(&site, &browser, "scott", &address).await)
    };
    let default = ask(None).await;
    assert_eq!(default.name_id.known_format(), Some(NameIdFormat::Persistent));
    assert_eq!(ask(Some(NameIdFormat::Unspecified)).await.name_id, default.name_id);
    let email = ask(Some(NameIdFormat::EmailAddress)).await;
    assert_eq!(email.name_id.value, "scott@smartplan.example");
    assert_eq!(
        email.name_id.format.as_deref(),
        Some("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress")
    );
    let transient = ask(Some(NameIdFormat::Transient)).await;
    assert_ne!(transient.name_id.value, default.name_id.value);
    assert_eq!(
        ask(Some(NameIdFormat::Transient)).await.name_id,
        transient.name_id,
        "one name for one session"
    );
    let elsewhere = Browser::default();
    let address = party.asks(|content| content.name_id_format = Some(NameIdFormat::Transient), None);
    let other = Party::reads(&party.reaches(&site, &elsewhere, "scott", &address).await);
    assert_ne!(other.name_id.value, transient.name_id.value, "another in another session");
    // By the name that it was told, the application signs the person out.
    let left = party.logs_out(&site, &elsewhere, &other.name_id, &[]).await;
    assert_eq!(left.status, 303);
    assert_ne!(elsewhere.get(&site, &format!("{MY}/account")).await.status, 200);

    let mut held = party.clone();
    held.name_formats = vec![NameFormat::Email];
    held.register(&site).await;
    assert_eq!(ask(None).await.name_id.value, "scott@smartplan.example");
    let address = party.asks(|content| content.name_id_format = Some(NameIdFormat::Persistent), None);
    let refused = browser.get(&site, &address).await.saml_form().unwrap();
    let refused = decode_base64(refused.value("SAMLResponse").unwrap()).unwrap();
    let refused = String::from_utf8(refused).unwrap();
    assert!(refused.contains("InvalidNameIDPolicy"), "{refused}");
    assert!(refused.contains("1.1:nameid-format:emailAddress"), "the refusal says what would do: {refused}");
}

#[tokio::test]
async fn f_06_refusals_have_names_of_their_own_and_name_the_claimed_issuer() {
    let site = Site::with_pages().await;
    let party = two();
    party.register(&site).await;
    let browser = Browser::default();
    let genuine = party.asks(|_| {}, None);
    let signed_inside = {
        let xml = String::from_utf8(decode_base64(&party.asks_by_post()).unwrap()).unwrap();
        let message = encode_base64(&deflate(xml.as_bytes()).unwrap());
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("SAMLRequest", &message)
            .finish();
        format!("{MY}/saml/idp/sso?{query}")
    };
    for (address, check) in [
        (genuine.replace("rsa-sha256", "rsa-sha1"), "weak_algorithm"),
        (signed_inside, "signature_in_redirect"),
        (genuine.split("&Signature").next().unwrap().to_owned(), "half_signed"),
    ] {
        let refused = browser.get(&site, &address).await;
        let (found, details) = site.check_on(&refused).await;
        assert_eq!((refused.status, found.as_str()), (400, check));
        assert_eq!(details["claimed_issuer"], party.entity_id());
        assert!(refused.link("Go to the service").is_ok(), "a way on: {}", refused.body);
    }
}

#[tokio::test]
async fn f_09_an_address_that_is_not_registered_stands_beside_those_that_are() {
    let site = Site::with_pages().await;
    let party = two();
    party.register(&site).await;
    for other in ["https://two.example:443/acs", "https://two.example/ACS", "https://two.example/acs/"] {
        let address = party.asks_for_answer_at(other);
        let refused = Browser::default().get(&site, &address).await;
        let (check, details) = site.check_on(&refused).await;
        assert_eq!((refused.status, check.as_str()), (400, "unregistered_consumer"));
        assert_eq!(
            (details["asked"].as_str(), details["registered"].as_str()),
            (other, "https://two.example/acs")
        );
    }
}

#[tokio::test]
async fn f_13_f_20_the_same_request_once_more_goes_on_or_leads_back() {
    let site = Site::with_pages().await;
    let party = two();
    party.register(&site).await;
    let browser = Browser::default();
    let asks = party.asks(|_| {}, Some("state"));
    // Reload while the form stands, in two tabs.
    let first = browser.get(&site, &asks).await;
    let second = browser.get(&site, &asks).await;
    assert_eq!(first.location(), second.location());
    let stranger = Browser::default().get(&site, &asks).await;
    assert_eq!(stranger.status, 400, "another browser does not go on with it");
    let page = follow(&browser, &site, &first).await;
    let form = page.form_with_button("Sign in").unwrap().fill("identifier", "scott").unwrap();
    let form = form.fill("password", PASSWORD).unwrap();
    let signed_in = browser.submit(&site, &form).await;
    let answer = follow(&browser, &site, &signed_in).await;
    assert_eq!(Party::reads(&answer).relay_state.as_deref(), Some("state"));
    // The double click's second post, and the other tab, lead to the answer too.
    let again = browser.submit(&site, &form).await;
    let again = follow(&browser, &site, &again).await;
    assert!(again.saml_form().is_some(), "{}", again.body);
    // Back to it later: signed in, and the way on. The request itself was used.
    site.clock.advance(std::time::Duration::from_mins(6));
    let later = follow(&browser, &site, &first).await;
    assert!(later.status == 200 && later.says("You are signed in"), "{}", later.body);
    assert_eq!(later.link("Go to Two").unwrap().as_str(), format!("{APP}/"));
    let used = browser.get(&site, &asks).await;
    assert_eq!((used.status, site.check_on(&used).await.0.as_str()), (400, "request_replayed"));
    assert_eq!(used.link("Go to the service").unwrap().as_str(), format!("{APP}/"));
}

#[tokio::test]
async fn f_53_an_application_that_is_taken_out_of_the_configuration_gets_nothing_more() {
    let site = Site::with_pages().await;
    let (party, other) = (two(), Party::new("three.example", "Three"));
    party.register(&site).await;
    other.register(&site).await;
    let browser = Browser::default();
    assert!(party.signs_on(&site, &browser, "scott").await.xml.contains("<saml:Assertion"));
    let mut disabled = party.clone();
    disabled.enabled = false;
    disabled.register(&site).await;
    let refused = browser.get(&site, &party.asks(|_| {}, None)).await;
    assert!(refused.status == 400 && refused.says("This service is not registered here"), "{}", refused.body);
    party.register(&site).await;
    assert_eq!(browser.get(&site, &party.asks(|_| {}, None)).await.status, 303);
    let only = identity_core::setup::Setup::default().relying_parties([other.setup()]);
    site.identity.apply(&only.only_these_relying_parties()).await.unwrap();
    assert_eq!(browser.get(&site, &party.asks(|_| {}, None)).await.status, 400);
    assert_eq!(browser.get(&site, &other.asks(|_| {}, None)).await.status, 303);
}

#[tokio::test]
async fn f_55_who_has_to_sign_and_cannot_is_not_registered() {
    let site = Site::new().await;
    let setup = two().setup().certificates(Vec::new());
    let refused = site.identity.apply(&identity_core::setup::Setup::default().relying_parties([setup])).await;
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("https://two.example/metadata") && refused.contains("certificate"), "{refused}");
}

#[tokio::test]
async fn u_1_an_application_asks_again_after_the_time_that_pages_speak_of() {
    let site = Site::with_pages().await;
    let party = two();
    party.register(&site).await;
    let known = party.signs_on(&site, &Browser::default(), "scott").await;
    let until = attribute(&known.xml, "SessionNotOnOrAfter");
    let until = identity_core::Timestamp::parse_rfc3339(&until).unwrap();
    let lifetime = site.identity.settings().application_session_lifetime;
    assert_eq!(until.since(super::world::now()), lifetime);
    assert!(cut(&known.xml, "<saml:AuthnStatement", ">").contains("SessionIndex"));
}

/// Another site acts for nobody at the application, and every answer of it has the headers.
#[tokio::test]
async fn w_01_w_02_w_08_the_service_provider_refuses_other_sites_and_protects_every_answer() {
    let site = Site::new().await;
    let browser = Browser::default();
    browser.reach_application(&site).await;
    let out = format!("{APP}/saml/sp/logout");
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "http://sub.app.smartplan.localhost:8081"),
        ("origin", "null"),
    ] {
        let refused = browser.post_with(&site, &out, &[(name, value)]).await;
        assert_eq!(refused.status, 403, "{name}: {value}");
        assert!(browser.at_application(&site).await.is_some());
    }
    for (url, status) in [
        (format!("{APP}/saml/sp/metadata"), 200),
        (format!("{APP}/saml/sp/slo"), 400),
        (format!("{APP}/saml/sp/acs"), 405),
    ] {
        let answer = browser.get(&site, &url).await;
        assert_eq!(answer.status, status, "{url}");
        for header in
            ["content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy"]
        {
            assert!(answer.header(header).is_some(), "{url} lacks {header}");
        }
    }
    let own = browser.post_with(&site, &out, &[("sec-fetch-site", "same-origin")]).await;
    assert_eq!(own.status, 303);
    assert!(browser.at_application(&site).await.is_none());
}

#[tokio::test]
async fn u_01_sessions_of_the_service_provider_are_in_the_audit_trail() {
    let site = Site::new().await;
    let browser = Browser::default();
    browser.reach_application(&site).await;
    assert_eq!(site.rows_about_service_sessions().await, ["session.started"]);
    browser.post(&site, &format!("{APP}/saml/sp/logout"), &[]).await;
    assert_eq!(site.rows_about_service_sessions().await, ["session.ended", "session.started"]);
}
