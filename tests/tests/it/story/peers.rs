//! The story's single sign-on with service providers that are not ours.

use super::{CITY_GROUP, JEREMY, PASSWORD, Story};
use anyhow::{Context as _, Result};
use identity_core::{Clock as _, SystemClock};
use identity_tests::http::{Visitor, client};
use identity_tests::page::Page;
use identity_tests::peers::node_saml::{NodeProvider, NodeVerdict};
use identity_tests::peers::pysaml2::{Pysaml2, Verdict};
use identity_tests::peers::shibboleth::Shibboleth;
use identity_tests::peers::tomcat::Tomcat;
use identity_tests::person::Eyes;
use identity_tests::server::{Settings, SmartPlan, demo};
use identity_web::saml::metadata::read_identity_provider;
use serde_json::Value;
use std::collections::BTreeMap;
use tempfile::TempDir;

/// A server to which the peer with this metadata is registered, and the metadata of its identity provider.
async fn serves(peer: &str) -> Result<(Story, TempDir, String)> {
    serves_with(peer, "").await
}

/// The same with further lines of the peer in the settings.
async fn serves_with(peer: &str, lines: &str) -> Result<(Story, TempDir, String)> {
    let folder = TempDir::new()?;
    let metadata = folder.path().join("peer.xml");
    std::fs::write(&metadata, peer)?;
    let configuration = format!(
        "[[relying_parties]]\nmetadata = {:?}\nname = \"Extranet\"\nservice = \"{}\"\n{lines}",
        metadata.display().to_string(),
        demo::SERVICE,
    );
    let server =
        SmartPlan::start_with(Settings { configuration: Some(configuration), ..Settings::default() }).await?;
    let address = server.my("/saml/idp/metadata");
    let published = Page::of(client()?.get(address).send().await?).await?.expect(200)?.body;
    let story = Story::begins(server, Eyes::Http).await?;
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    story.scott_invites_jeremy().await?;
    story.accepts(JEREMY).await?;
    Ok((story, folder, published))
}

fn entity_id(metadata: &str) -> Result<String> {
    Ok(read_identity_provider(metadata.as_bytes(), SystemClock::default().now())?.entity_id)
}

/// Signs in at the identity provider on the way to where `page` comes from.
async fn signs_in_on_the_way(visitor: &Visitor, page: Page, name: &str, password: &str) -> Result<Page> {
    let form = visitor.follow(page).await?.form_with_button("Sign in")?;
    visitor.arrive(visitor.send(&form.fill("identifier", name)?.fill("password", password)?).await?).await
}

#[tokio::test]
async fn jeremy_signs_in_at_shibboleth_and_out_from_both_sides() -> Result<()> {
    let mut shibboleth = Shibboleth::start().await?;
    let (story, _folder, metadata) = serves(shibboleth.metadata()).await?;
    shibboleth.trust(&entity_id(&metadata)?, &metadata).await?;

    let jeremy = Visitor::new()?;
    let asked = jeremy.get(&shibboleth.protected()).await?;
    let page = signs_in_on_the_way(&jeremy, asked, JEREMY, PASSWORD).await?.expect(200)?;
    assert_eq!(page.url.as_str(), shibboleth.protected());
    assert_eq!(page.text("#identity_provider")?, entity_id(&metadata)?);
    assert_eq!(page.text("#given_name")?, "Jeremy");
    assert_eq!(page.text("#family_name")?, "Mills");
    assert_eq!(page.text("#email")?, JEREMY);
    assert_eq!(page.text("#organization_name")?, CITY_GROUP);
    assert_eq!(page.text("#roles")?, "administrator;consumption-viewer");
    assert_ne!(page.text("#uid")?, "(none)");
    assert_ne!(page.text("#persistent_id")?, "(none)");

    // Signed in once, he is in at our own application too.
    let application = jeremy.arrive(jeremy.get(&story.server.app("/")).await?).await?.expect(200)?;
    application.must_say(CITY_GROUP)?;

    // He signs out at MySmartPlan; Shibboleth is told.
    let form = jeremy.open(&story.server.my("/logout")).await?.form_with_button("Sign out")?;
    jeremy.arrive(jeremy.send(&form).await?).await?.must_say("You are signed out")?;
    let again = jeremy.open(&shibboleth.protected()).await?;
    assert!(again.url.as_str().starts_with(&story.server.my("/")), "asked to sign in again: {}", again.url);

    // He signs in once more and out at Shibboleth; the identity provider's session is closed as well.
    let page = signs_in_on_the_way(&jeremy, again, JEREMY, PASSWORD).await?.expect(200)?;
    assert_eq!(page.url.as_str(), shibboleth.protected());
    let left = jeremy.get(&shibboleth.address("/Shibboleth.sso/Logout")).await?;
    jeremy.arrive(left).await?.expect(200)?;
    let account = jeremy.open(&story.server.my("/account")).await?;
    assert_eq!(account.url.path(), "/login", "{}", account.text("body")?);
    Ok(())
}

/// A12, A13: the Java application on Tomcat, which a SAML module stands before.
#[tokio::test]
async fn a_12_jeremy_opens_a_java_application_on_tomcat() -> Result<()> {
    let mut tomcat = Tomcat::prepare()?;
    let (story, _folder, _) = serves(tomcat.metadata()).await?;
    tomcat.start(&story.server.my("")).await?;

    let jeremy = Visitor::new()?;
    let asked = jeremy.get(&tomcat.address("/")).await?;
    let page = signs_in_on_the_way(&jeremy, asked, JEREMY, PASSWORD).await?.expect(200)?;
    assert_eq!(page.url.as_str(), tomcat.address("/"));
    assert_eq!(page.text("#person")?, "Jeremy Mills");
    assert_eq!(page.text("#organization")?, CITY_GROUP);
    assert_eq!(page.text("#roles")?, "administrator, consumption-viewer");
    assert_eq!(page.text("#consumption")?, "Electricity consumption");

    // Signed in once, he is in at MySmartPlan too; signed out there, he is out at the Java application.
    let form = jeremy.open(&story.server.my("/logout")).await?.form_with_button("Sign out")?;
    jeremy.arrive(jeremy.send(&form).await?).await?.must_say("You are signed out")?;
    let again = jeremy.open(&tomcat.address("/")).await?;
    assert!(again.url.as_str().starts_with(&story.server.my("/")), "asked to sign in again: {}", again.url);

    Ok(())
}

#[tokio::test]
async fn shibboleth_is_told_that_a_clerk_may_not_use_the_service() -> Result<()> {
    let mut shibboleth = Shibboleth::start().await?;
    let (_story, _folder, metadata) = serves(shibboleth.metadata()).await?;
    shibboleth.trust(&entity_id(&metadata)?, &metadata).await?;
    let olivia = Visitor::new()?;
    let asked = olivia.get(&shibboleth.protected()).await?;
    let page = signs_in_on_the_way(&olivia, asked, demo::OLIVIA.0, demo::OLIVIA.1).await?;
    page.must_say("You cannot open")?;
    let back = olivia.submit(&page.form_with_button("Back to Extranet")?).await?;
    assert_eq!(back.status, 500, "{}", back.text("body")?);
    back.must_say("urn:oasis:names:tc:SAML:2.0:status:")?;
    Ok(())
}

#[tokio::test]
async fn jeremy_signs_in_at_pysaml2() -> Result<()> {
    let provider = Pysaml2::new()?;
    let (_story, _folder, metadata) = serves(provider.metadata()).await?;
    provider.trust(&metadata)?;
    let asked = provider.request("state-1")?;
    let jeremy = Visitor::new()?;
    let form = jeremy.open(&asked.url).await?.form_with_button("Sign in")?;
    let page = jeremy.submit(&form.fill("identifier", JEREMY)?.fill("password", PASSWORD)?).await?;
    let answer = page.saml_form().with_context(|| format!("no answer on {}: {}", page.url, page.body))?;
    assert_eq!(answer.value("RelayState"), Some("state-1"));
    let verdict = provider.judge(&answer, &[&asked])?;
    let Verdict::SignedIn(person) = verdict else { anyhow::bail!("pysaml2 refused: {verdict:?}") };
    assert_eq!(person.issuer, entity_id(&metadata)?);
    assert_eq!(person.name_id_format, "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
    assert_eq!(person.attributes["email"], [JEREMY]);
    assert_eq!(person.attributes["organization_name"], [CITY_GROUP]);
    assert_eq!(person.attributes["roles"], ["administrator", "consumption-viewer"]);
    Ok(())
}

/// What a service provider made with a library of npm makes of Jeremy's sign-on.
async fn reaches(provider: &NodeProvider, lines: &str) -> Result<NodeVerdict> {
    let (_story, _folder, metadata) = serves_with(&provider.metadata()?, lines).await?;
    let jeremy = Visitor::new()?;
    let form = jeremy.open(&provider.request(&metadata)?).await?.form_with_button("Sign in")?;
    let page = jeremy.submit(&form.fill("identifier", JEREMY)?.fill("password", PASSWORD)?).await?;
    let answer = page.saml_form().with_context(|| format!("no answer on {}: {}", page.url, page.body))?;
    provider.judge(&metadata, &answer)
}

fn claims_of(verdict: NodeVerdict) -> Result<(String, BTreeMap<String, Value>)> {
    let NodeVerdict::SignedIn { name_id, attributes, .. } = verdict else {
        anyhow::bail!("refused: {verdict:?}")
    };
    Ok((name_id, attributes))
}

#[tokio::test]
async fn f_03_jeremy_signs_in_at_node_saml_as_it_is_by_itself() -> Result<()> {
    let (name, attributes) = claims_of(reaches(&NodeProvider::new("node-saml")?, "").await?)?;
    assert_eq!((name.as_str(), &attributes["email"]), (JEREMY, &Value::from(JEREMY)));
    assert_eq!(attributes["roles"], serde_json::json!(["administrator", "consumption-viewer"]));
    Ok(())
}

#[tokio::test]
async fn f_03_jeremy_signs_in_at_samlify_as_it_is_by_itself() -> Result<()> {
    let (name, attributes) = claims_of(reaches(&NodeProvider::new("samlify")?, "").await?)?;
    assert_eq!((name.as_str(), &attributes["email"]), (JEREMY, &Value::from(JEREMY)));
    Ok(())
}

#[tokio::test]
async fn f_40_node_saml_opens_an_encrypted_assertion_with_the_names_of_its_map() -> Result<()> {
    let provider = NodeProvider::new("node-saml")?.encrypted();
    let lines = "encrypt_assertions = true\nattribute_preset = \"claims\"\nsigned = \"both\"\n";
    let (_, attributes) = claims_of(reaches(&provider, lines).await?)?;
    let claim = |name: &str| format!("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/{name}");
    assert_eq!(attributes[&claim("givenname")], "Jeremy");
    assert_eq!(attributes[&claim("emailaddress")], JEREMY);
    assert!(!attributes.contains_key("organization_name"), "{attributes:?}");
    Ok(())
}

#[tokio::test]
async fn f_40_an_application_whose_map_has_no_address_gets_none_in_a_name_either() -> Result<()> {
    let provider = NodeProvider::new("node-saml")?;
    let lines = "attributes = [{ source = \"uid\", name = \"uid\" }]\n";
    let (_story, _folder, metadata) = serves_with(&provider.metadata()?, lines).await?;
    let page = Visitor::new()?.open(&provider.request(&metadata)?).await?;
    let answer = page.saml_form().context("no answer")?;
    let NodeVerdict::Refused { refused } = provider.judge(&metadata, &answer)? else {
        anyhow::bail!("an address was told")
    };
    assert!(refused.contains("The name format is not available"), "{refused}");
    assert!(refused.contains("nameid-format:persistent") && !refused.contains("emailAddress"), "{refused}");
    Ok(())
}
