//! Metadata of a SAML identity provider: what is read, left out and refused.

use super::{MY, path, provider, scott, site};
use crate::pages::applications::send;
use crate::support::browser::{Browser, Shown};
use crate::support::site::World;
use http::StatusCode;

const NEW: &str = "/connections/new/saml";

/// Saves what a page shows of metadata.
async fn save(browser: &mut Browser, preview: &Shown, fields: &[(&str, &str)]) -> Shown {
    let metadata = preview.find("input[name=metadata]", "value").pop().expect("it was read");
    let fields = [fields, &[("metadata", metadata.as_str())]].concat();
    browser.submit(preview, &preview.action("/save"), &fields).await
}

fn assert_says(shown: &Shown, words: &[&str]) {
    for word in words {
        assert!(shown.text().contains(word), "{word}: {}", shown.text());
    }
}

#[tokio::test]
async fn what_was_read_is_shown_before_it_is_saved_and_newer_metadata_takes_its_place() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let file = provider(&mut scott).await;
    let page = scott.open(NEW).await;
    assert_says(&page, &[&format!("{MY}/saml/sp/acs"), &format!("{MY}/saml/sp/metadata")]);
    let preview = send(&mut scott, &page, NEW, file.as_bytes(), &[]).await;
    assert_says(&preview, &[&format!("{MY}/saml/idp/metadata"), &format!("{MY}/saml/idp/sso")]);
    assert!(!scott.open("/connections").await.text().contains("City Group"), "nothing is saved yet");
    let shown = save(&mut scott, &preview, &[("name", "City Group")]).await;
    assert_says(&shown, &["City Group", "on trial", "SAML 2.0", &format!("{MY}/saml/idp/sso")]);
    let metadata = format!("{}/metadata", path(&shown));
    let page = scott.open(&metadata).await;
    let ending = file.replace("<md:EntityDescriptor ", "<md:EntityDescriptor validUntil=\"2026-12-01\" ");
    assert_ne!(ending, file);
    let preview = send(&mut scott, &page, &metadata, ending.as_bytes(), &[]).await;
    assert_says(&preview, &["This metadata ends on"]);
    let shown = save(&mut scott, &preview, &[]).await;
    assert_says(&shown, &["The newer metadata is used from now on.", "This metadata ends on"]);
    let other = file.replace("/saml/idp/metadata\"", "/saml/idp/other\"");
    let page = scott.open(&metadata).await;
    let preview = send(&mut scott, &page, &metadata, other.as_bytes(), &[]).await;
    assert_says(&save(&mut scott, &preview, &[]).await, &["This is the metadata of"]);
}

#[tokio::test]
async fn expired_metadata_is_warned_of_and_keeps_what_is_known() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let file = provider(&mut scott).await;
    let over = file.replace("<md:EntityDescriptor ", "<md:EntityDescriptor validUntil=\"2020-01-01\" ");
    let page = scott.open(NEW).await;
    let preview = send(&mut scott, &page, NEW, over.as_bytes(), &[]).await;
    assert_says(&preview, &["The time of this metadata ended"]);
    let shown = save(&mut scott, &preview, &[("name", "City Group")]).await;
    assert_says(&shown, &["City Group", "The time of this metadata ended", "/saml/idp/sso"]);
}

#[tokio::test]
async fn a_file_without_a_provider_or_without_a_certificate_is_refused_with_the_reason() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let file = provider(&mut scott).await;
    let application = file.replace("IDPSSODescriptor", "SPSSODescriptor");
    let (start, end) = (file.find("<md:KeyDescriptor").unwrap(), file.rfind("</md:KeyDescriptor>").unwrap());
    let keyless = format!("{}{}", &file[..start], &file[end + "</md:KeyDescriptor>".len()..]);
    for (document, words) in [
        (application.as_str(), "describes no identity provider"),
        (keyless.as_str(), "has no certificate that we can use"),
        ("<a/>", "This is no SAML metadata"),
    ] {
        let page = scott.open(NEW).await;
        let refused = send(&mut scott, &page, NEW, document.as_bytes(), &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert_says(&refused, &[words]);
    }
}

#[tokio::test]
async fn of_a_file_with_several_providers_one_is_chosen() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let one = provider(&mut scott).await;
    let one = &one[one.find("<md:EntityDescriptor").unwrap()..];
    let other = one.replace("/saml/idp/metadata\"", "/saml/idp/other\"");
    let both = format!(
        "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">{one}{other}</md:EntitiesDescriptor>"
    );
    let page = scott.open(NEW).await;
    let several = send(&mut scott, &page, NEW, both.as_bytes(), &[]).await;
    assert_says(&several, &["describes several identity providers"]);
    let wanted = format!("{MY}/saml/idp/other");
    let fields = [("text", both.as_str()), ("entity_id", wanted.as_str())];
    let preview = send(&mut scott, &several, NEW, b"", &fields).await;
    assert_says(&preview, &[&wanted, "1 other application in the same file"]);
}
