//! An application of a site as a SAML service provider, from the metadata that it publishes.

use crate::neighbour;
use crate::reason::reason;
use crate::site::{SiteApplication, SitePlan, service_key};
use anyhow::Result;
use identity_core::Identity;
use identity_core::domain::{
    AssertionConsumerService, AttributeEntry, AttributeMap, AttributeSource, NameFormat,
};
use identity_core::setup::{RelyingPartySetup, Setup};
use identity_web::saml::metadata::read_service_provider;
use std::pin::pin;
use std::time::Duration;

/// Before the next try, while the application does not run yet.
const TRY_AGAIN: Duration = Duration::from_millis(500);

/// Registers the application with the keys in its metadata; tries again beside everything else until it runs, or `ended` is there.
pub async fn register(
    identity: Identity,
    plan: &SitePlan,
    application: &SiteApplication<'_>,
    ended: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let (party, url) = (relying_party(plan, application)?, application.url.to_owned());
    let Err(error) = try_once(&identity, party.clone(), &url).await else { return Ok(()) };
    tracing::info!("{url} is no application of {} yet: {}", plan.name, reason(&error));
    tokio::spawn(async move {
        let mut ended = pin!(ended);
        while try_once(&identity, party.clone(), &url).await.is_err() {
            tokio::select! {
                () = tokio::time::sleep(TRY_AGAIN) => {}
                () = &mut ended => return,
            }
        }
    });
    Ok(())
}

async fn try_once(identity: &Identity, party: RelyingPartySetup, url: &str) -> Result<()> {
    let document = neighbour::read(&format!("{url}/saml/sp/metadata")).await?;
    let read = read_service_provider(document.as_bytes(), identity.clock().now())?;
    let certificates = read.certificates.iter().map(|certificate| certificate.der().to_vec());
    let mut party = party.certificates(certificates);
    party.requests_signed = true;
    Ok(identity.apply(&Setup::default().relying_parties([party])).await?)
}

/// The application without its keys: it gets a name that no other application gets.
fn relying_party(plan: &SitePlan, application: &SiteApplication<'_>) -> Result<RelyingPartySetup> {
    let of_application = |path: &str| format!("{}{path}", application.url);
    let consumer =
        AssertionConsumerService { url: of_application("/saml/sp/acs"), index: 0, is_default: true };
    let entity_id = of_application("/saml/sp/metadata").parse()?;
    let mut party = RelyingPartySetup::new(entity_id, application.name.parse()?, service_key(application)?)
        .consumers(vec![consumer])
        .name_formats(vec![NameFormat::Persistent]);
    let usual = [
        (AttributeSource::GivenName, "given_name"),
        (AttributeSource::FamilyName, "family_name"),
        (AttributeSource::Email, "email"),
    ];
    let usual = usual.map(|(source, name)| AttributeEntry::new(source, name));
    let more = plan.attributes.iter();
    let more = more.map(|name| AttributeEntry::new(AttributeSource::Person((*name).to_owned()), *name));
    party.saml.attributes = Some(AttributeMap::new(usual.into_iter().chain(more).collect())?);
    Ok(party)
}
