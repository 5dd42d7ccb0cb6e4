//! The peers by themselves: what they ask for before any identity provider of ours answers.

use anyhow::Result;
use identity_tests::http::Visitor;
use identity_tests::peers::ServiceKey;
use identity_tests::peers::pysaml2::Pysaml2;
use identity_tests::peers::shibboleth::Shibboleth;

const IDP: &str = "http://idp.localhost/metadata";

/// Metadata of an identity provider, as simple as it gets.
fn idp_metadata() -> Result<String> {
    let certificate = openssl::base64::encode_block(&ServiceKey::generate("idp")?.certificate.to_der()?);
    Ok(format!(
        r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{IDP}">
        <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" WantAuthnRequestsSigned="true">
        <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
        <X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
        <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
            Location="http://idp.localhost/sso"/></IDPSSODescriptor></EntityDescriptor>"#
    ))
}

#[tokio::test]
async fn shibboleth_sends_a_visitor_to_the_identity_provider() -> Result<()> {
    let mut shibboleth = Shibboleth::start().await?;
    shibboleth.trust(IDP, &idp_metadata()?).await?;
    let answer = Visitor::new()?.get(&shibboleth.protected()).await?.expect(302)?;
    let location = answer.location().unwrap();
    assert!(location.as_str().starts_with("http://idp.localhost/sso?SAMLRequest="), "{location}");
    assert!(location.query_pairs().any(|(name, _)| name == "Signature"), "{location}");
    assert!(shibboleth.metadata().contains(&shibboleth.entity_id()));
    Ok(())
}

#[tokio::test]
async fn pysaml2_makes_a_signed_request() -> Result<()> {
    let provider = Pysaml2::new()?;
    provider.trust(&idp_metadata()?)?;
    let url: url::Url = provider.request("state-1")?.url.parse()?;
    assert!(url.as_str().starts_with("http://idp.localhost/sso?"), "{url}");
    let algorithm = url.query_pairs().find(|(name, _)| name == "SigAlg").map(|(_, value)| value.into_owned());
    assert_eq!(algorithm.as_deref(), Some("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"));
    assert!(provider.metadata().contains(provider.acs()));
    Ok(())
}
