//! An application whose address for answers leads on to another origin, as brokers do, in Chromium: browsers hold the
//! redirects after a post to the policy of the page that posted.

use super::{CITY_GROUP, JEREMY, Story};
use anyhow::Result;
use axum::Router;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use identity_core::{Clock as _, OsEntropy, SystemClock};
use identity_tests::person::Eyes;
use identity_tests::server::{Settings, SmartPlan, demo};
use identity_web::saml::xml::codec::{deflate, encode_base64};
use identity_web::saml::xml::text::new_id;
use tokio::net::TcpListener;

/// Serves on a port of its own.
async fn serve(router: Router) -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(port)
}

#[tokio::test]
async fn f_02_a_person_arrives_where_the_application_leads_on_to() -> Result<()> {
    let landed = get(async || Html("<!DOCTYPE html><title>Product</title><h1>You have arrived</h1>"));
    let product = serve(Router::new().route("/landed", landed)).await?;
    let product = format!("http://product.localhost:{product}");
    let onward = format!("{product}/landed");
    let broker = serve(Router::new().route("/acs", post(async move || Redirect::to(&onward)))).await?;
    let broker = format!("http://broker.localhost:{broker}");

    let folder = tempfile::tempdir()?;
    let metadata = folder.path().join("broker.xml");
    let document = format!(
        "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{broker}/metadata\">\
         <md:SPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\
         <md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" \
         Location=\"{broker}/acs\" index=\"0\"/></md:SPSSODescriptor></md:EntityDescriptor>"
    );
    std::fs::write(&metadata, document)?;
    let configuration = format!(
        "[[relying_parties]]\nmetadata = {:?}\nname = \"Broker\"\nservice = \"{}\"\norigins = [{product:?}]\n",
        metadata.display().to_string(),
        demo::SERVICE
    );
    let server =
        SmartPlan::start_with(Settings { configuration: Some(configuration), ..Settings::default() }).await?;
    let story = Story::begins(server, Eyes::Chromium).await?;
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    story.scott_invites_jeremy().await?;
    let mut jeremy = story.accepts(JEREMY).await?;

    let request = format!(
        "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
         xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"{}\" IssueInstant=\"{}\" Version=\"2.0\">\
         <saml:Issuer>{broker}/metadata</saml:Issuer></samlp:AuthnRequest>",
        new_id(&OsEntropy),
        SystemClock::default().now().to_rfc3339()
    );
    let message = encode_base64(&deflate(request.as_bytes())?);
    let query =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("SAMLRequest", &message).finish();
    jeremy.open(&story.server.my(&format!("/saml/idp/sso?{query}"))).await?;
    jeremy.reads("You have arrived").await?;
    Ok(())
}
