//! The keys that MySmartPlan signs with: looked at, and rotated.

use crate::config::Config;
use crate::serve;
use anyhow::{Result, ensure};
use clap::ValueEnum;
use example_host::log;
use identity_core::applications::{KeyChange, PublishedKey};
use identity_core::domain::{KeyState, KeyUse};
use identity_core::{Identity, SystemClock, Timestamp};
use identity_store_sql::SqlStore;
use identity_web::saml::idp::SamlIdentityProvider;
use identity_web::saml::keys::Certificate;
use identity_web::{BaseUrl, OpenIdProvider};
use std::sync::Arc;
use std::time::Duration;

/// What keys are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Signs {
    /// Messages of the SAML identity provider.
    Saml,
    /// Tokens of the OpenID Provider.
    Openid,
}

impl Signs {
    const fn uses(self) -> &'static [KeyUse] {
        match self {
            Self::Saml => &[KeyUse::SamlIdentityProvider],
            Self::Openid => &[KeyUse::OpenIdRs256, KeyUse::OpenIdEs256],
        }
    }
}

/// Prints the keys that are published.
pub(crate) async fn list(config: &Config) -> Result<()> {
    let (store, identity) = open(config).await?;
    for signs in [Signs::Saml, Signs::Openid] {
        print(&identity, signs).await?;
    }
    Ok(store.close().await?)
}

/// Rotates the keys of one use, and prints those that are published then.
pub(crate) async fn rotate(config: &Config, signs: Signs, change: &KeyChange) -> Result<()> {
    // Loading the keys of SAML tries a forged signature, of which libxmlsec prints a line.
    log::quiet()?;
    let (store, identity) = open(config).await?;
    let base = BaseUrl::parse(&config.base_url())?;
    match signs {
        Signs::Saml => SamlIdentityProvider::new(identity.clone(), base).await?.rotate_key(change).await?,
        Signs::Openid => OpenIdProvider::new(identity.clone(), base).await?.rotate_keys(change).await?,
    }
    print(&identity, signs).await?;
    println!("A server that runs uses them within a minute.");
    Ok(store.close().await?)
}

/// How keys are rotated that sign from a number of days on.
pub(crate) const fn announced(days: u32) -> KeyChange {
    KeyChange::Announced(Duration::from_hours(24).saturating_mul(days))
}

async fn open(config: &Config) -> Result<(SqlStore, Identity)> {
    let is_new = config.database_file().is_some_and(|file| !file.exists());
    ensure!(!is_new, "there is no database yet; the first start of the server makes it, with the first keys");
    let store = serve::store(config).await?;
    let identity = serve::identity(config, store.clone(), Arc::new(SystemClock::default()))?;
    Ok((store, identity))
}

async fn print(identity: &Identity, signs: Signs) -> Result<()> {
    for key_use in signs.uses() {
        for key in identity.published_keys(*key_use).await? {
            println!("{}", line(&key)?);
        }
    }
    Ok(())
}

fn line(key: &PublishedKey) -> Result<String> {
    let name = match key.key_use {
        KeyUse::SamlIdentityProvider => "SAML",
        KeyUse::SamlServiceProvider => "SAML, as a service provider",
        KeyUse::OpenIdRs256 => "tokens, RS256",
        KeyUse::OpenIdEs256 => "tokens, ES256",
    };
    let until = key.until.map(Timestamp::to_rfc3339).unwrap_or_default();
    let state = match key.state {
        KeyState::Active => format!("signs since {}", key.since.to_rfc3339()),
        KeyState::Next => format!("is published, signs from {until}"),
        KeyState::Retired => format!("no longer signs, is published until {until}"),
    };
    let fingerprint = Certificate::from_der(&key.certificate)?.fingerprint();
    Ok(format!("{name:<14} {}  {state}", fingerprint.get(..16).unwrap_or(&fingerprint)))
}
