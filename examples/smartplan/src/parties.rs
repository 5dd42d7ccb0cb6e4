//! The applications behind single sign-on, from their metadata.

use crate::config::{Config, Party};
use crate::setup::SERVICE;
use anyhow::{Context as _, Result, bail};
use identity_core::domain::AssertionConsumerService;
use identity_core::setup::RelyingPartySetup;
use identity_core::{Identity, Timestamp};
use identity_web::saml::Binding;
use identity_web::saml::metadata::{ServiceProviderMetadata, read_service_provider};
use identity_web::saml::sp::SamlServiceProvider;

/// The largest metadata file that is read, in octets.
const LARGEST: u64 = 256 * 1024;

/// The SmartPlan Application and the configured ones.
pub(crate) async fn all(
    config: &Config,
    application: &SamlServiceProvider,
    identity: &Identity,
) -> Result<Vec<RelyingPartySetup>> {
    let now = identity.clock().now();
    let own = application.metadata().await?;
    let own = read_service_provider(own.as_bytes(), now)?;
    let mut parties = vec![registration(&own, "SmartPlan Application", SERVICE)?];
    for party in &config.relying_parties {
        parties.push(read(party, now).with_context(|| format!("relying party {}", party.name))?);
    }
    Ok(parties)
}

fn read(party: &Party, now: Timestamp) -> Result<RelyingPartySetup> {
    let file = &party.metadata;
    let size = std::fs::metadata(file).with_context(|| format!("reading {}", file.display()))?.len();
    if size > LARGEST {
        bail!("{} is larger than {LARGEST} octets", file.display());
    }
    let metadata = read_service_provider(&std::fs::read(file)?, now)
        .with_context(|| format!("the metadata in {}", file.display()))?;
    registration(&metadata, &party.name, &party.service)
}

fn registration(metadata: &ServiceProviderMetadata, name: &str, service: &str) -> Result<RelyingPartySetup> {
    let logout = metadata.logout_services.iter().find(|found| found.binding == Binding::Redirect);
    let consumers = metadata.consumer_services.iter().map(|consumer| AssertionConsumerService {
        url: consumer.location.as_str().to_owned(),
        index: consumer.index,
        is_default: consumer.is_default,
    });
    let mut party = RelyingPartySetup::new(metadata.entity_id.parse()?, name.parse()?, service.parse()?)
        .consumers(consumers)
        .certificates(metadata.certificates.iter().map(|found| found.der().to_vec()));
    party.logout_url = logout.map(|found| found.location.as_str().to_owned());
    // A party that can sign has to: its certificate is there for that.
    party.requests_signed = metadata.signs_requests;
    Ok(party)
}
