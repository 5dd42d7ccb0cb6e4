//! Metadata by file, text and address: what is read, what is left out, and what is refused.

use super::{ACS, ENTITY, described, registered, save, scott, send, site, wiki};
use crate::support::browser::Shown;
use crate::support::site::World;
use axum::Router;
use axum::routing::get;
use http::StatusCode;

const NEW: &str = "/applications/new/saml";

fn assert_says(shown: &Shown, words: &[&str]) {
    for word in words {
        assert!(shown.text().contains(word), "{word}: {}", shown.text());
    }
}

#[tokio::test]
async fn what_is_left_out_is_named_before_anything_is_saved() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let service = |binding: &str, location: &str| {
        format!(
            "<md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:{binding}\" \
             Location=\"{location}\" index=\"7\"/>"
        )
    };
    let within = "<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos</md:NameIDFormat>"
        .to_owned()
        + &service("HTTP-Artifact", "https://wiki.example.com/artifact")
        + &service("HTTP-POST", "http://wiki.example.com/plain");
    let other = "<md:IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>";
    let file = described(other, &within, "").replace("entityID", "validUntil=\"next spring\" entityID");
    let page = scott.open(NEW).await;
    let marked = format!("\u{FEFF}{file}");
    let preview = send(&mut scott, &page, NEW, marked.as_bytes(), &[]).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    let left_out = [
        "The address http://wiki.example.com/plain in AssertionConsumerService: it is not encrypted. Use https.",
        "with the binding HTTP-Artifact, which we do not speak",
        "The role IDPSSODescriptor, which we do not use.",
        "The format of names kerberos, which we do not have.",
        "The end next spring, which is no date.",
        "The metadata has no certificate",
    ];
    assert_says(&preview, &left_out);
    assert_says(&preview, &[ENTITY, ACS]);
    assert!(!scott.open("/applications").await.text().contains("Wiki"), "nothing is saved yet");
    // What was forgotten is asked for again, with the metadata still there.
    let again =
        save(&mut scott, &preview, &[("name", "Wiki"), ("service", ""), ("opening", "everybody")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&again, &["Choose a service", ENTITY]);
    let saved =
        save(&mut scott, &again, &[("name", "Wiki"), ("service", "intranet"), ("opening", "everybody")])
            .await;
    assert_says(&saved, &["The application is registered.", "Wiki"]);
}

#[tokio::test]
async fn of_several_in_a_file_one_is_chosen() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let other = wiki().replace(ENTITY, "https://other.example.com/saml");
    let both = format!(
        "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">{}{other}</md:EntitiesDescriptor>",
        wiki()
    );
    let page = scott.open(NEW).await;
    let asked = send(&mut scott, &page, NEW, both.as_bytes(), &[]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let ids = asked.find("select[name=entity_id] option", "value");
    assert_eq!(ids, [ENTITY, "https://other.example.com/saml"]);
    // The file was kept, so that it is not chosen twice.
    let kept = asked.words("#text");
    let fields = [("text", kept.as_str()), ("entity_id", "https://other.example.com/saml")];
    let preview = send(&mut scott, &asked, NEW, b"", &fields).await;
    assert_says(&preview, &["https://other.example.com/saml", "1 other application in the same file."]);
}

#[tokio::test]
async fn f_14_metadata_that_is_over_warns_and_can_be_saved() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let over = wiki().replace("entityID", "validUntil=\"2026-11-01\" entityID");
    let page = scott.open(NEW).await;
    let preview = send(&mut scott, &page, NEW, over.as_bytes(), &[]).await;
    assert_says(&preview, &["Look at this first", "The time of this metadata ended on"]);
    let saved =
        save(&mut scott, &preview, &[("name", "Wiki"), ("service", "intranet"), ("opening", "trial")]).await;
    assert_says(&saved, &["The time of its metadata is over."]);
}

#[tokio::test]
async fn what_is_no_metadata_is_refused_with_the_reason() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let page = scott.open(NEW).await;
    let idp = wiki().replace("SPSSODescriptor", "IDPSSODescriptor");
    let cases = [
        ("", "Give the metadata in exactly one way"),
        ("hello", "This is no XML document"),
        ("<a/>", "This is no SAML metadata"),
        (idp.as_str(), "It may be the metadata of an identity provider"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "which we do not read for safety"),
    ];
    for (text, words) in cases {
        let refused = send(&mut scott, &page, NEW, text.as_bytes(), &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert_says(&refused, &[words]);
    }
    let twice = send(&mut scott, &page, NEW, wiki().as_bytes(), &[("text", &wiki())]).await;
    assert_says(&twice, &["Give the metadata in exactly one way"]);
    let large = vec![b' '; 1100 * 1024];
    assert_says(&send(&mut scott, &page, NEW, &large, &[]).await, &["The file is larger than"]);
    let signs = wiki().replace("<md:SPSSODescriptor ", "<md:SPSSODescriptor AuthnRequestsSigned=\"true\" ");
    let preview = send(&mut scott, &page, NEW, signs.as_bytes(), &[]).await;
    let fields = [("name", "Wiki"), ("service", "intranet"), ("opening", "everybody")];
    let refused = save(&mut scott, &preview, &fields).await;
    assert_says(&refused, &["has no usable certificate to verify them with"]);
    // What was carried along is checked once more.
    let preview = send(&mut scott, &page, NEW, wiki().as_bytes(), &[]).await;
    let forged =
        preview.find("input[name=metadata]", "value").remove(0).replace("https://wiki", "http://wiki");
    let fields = [&fields[..], &[("metadata", forged.as_str())]].concat();
    let refused = scott.submit(&preview, &preview.action("/save"), &fields).await;
    assert_says(&refused, &["use https"]);
}

#[tokio::test]
async fn metadata_is_fetched_from_its_address_and_replaced_by_newer_of_the_same_application() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/metadata", listener.local_addr().unwrap());
    let newer = wiki().replace(ACS, "https://wiki.example.com/saml/newer");
    let served = Router::new().route("/metadata", get(async move || newer.clone()));
    tokio::spawn(async move { axum::serve(listener, served).await });
    let page = registered(&mut scott, "everybody").await;
    let path = format!("{}/metadata", page.path.split('?').next().unwrap());
    let give = scott.open(&path).await;
    let preview = send(&mut scott, &give, &path, b"", &[("address", &address)]).await;
    assert_says(&preview, &["https://wiki.example.com/saml/newer", &address]);
    let page = save(&mut scott, &preview, &[]).await;
    assert_says(
        &page,
        &["The newer metadata is used from now on.", "https://wiki.example.com/saml/newer", &address],
    );
    let other = wiki().replace(ENTITY, "https://other.example.com/saml");
    let preview = send(&mut scott, &give, &path, other.as_bytes(), &[]).await;
    let refused = save(&mut scott, &preview, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&refused, &["This is the metadata of https://other.example.com/saml"]);
    // Who has it already does not get it twice.
    let new = scott.open(NEW).await;
    let preview = send(&mut scott, &new, NEW, wiki().as_bytes(), &[]).await;
    let fields = [("name", "Wiki"), ("service", "intranet"), ("opening", "everybody")];
    assert_says(&save(&mut scott, &preview, &fields).await, &["is registered already"]);
}

#[tokio::test]
async fn what_was_read_is_shown_in_another_language_and_not_to_whoever_follows_a_link() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let page = scott.open(NEW).await;
    let preview = send(&mut scott, &page, NEW, wiki().as_bytes(), &[]).await;
    let again = save(&mut scott, &preview, &[("name", "Wiki"), ("language", "fi")]).await;
    assert_says(&again, &["Tämän me luimme", ENTITY]);
    assert_eq!(again.find("#name", "value"), ["Wiki"]);
    let given = send(&mut scott, &page, NEW, b"", &[("text", "typed"), ("language", "sv")]).await;
    assert_eq!(given.words("#text"), "typed");
    assert!(given.find("html", "lang").contains(&"sv".to_owned()));
    let metadata = preview.find("input[name=metadata]", "value").remove(0);
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("metadata", &metadata).finish();
    let followed = scott.open(&format!("{NEW}/save?{query}")).await;
    assert!(followed.path == NEW && !followed.text().contains(ENTITY), "{}", followed.text());
}
