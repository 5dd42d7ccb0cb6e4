//! Identity providers elsewhere, as a settings file declares them in `[[connections]]`.

use crate::provider_metadata::provider;
use anyhow::{Context as _, Result, bail};
use identity_core::domain::{
    AssertedNames, ConnectionRules, ConnectionState, LinkPolicy, SubjectSource, UnknownPerson,
};
use identity_core::federation::{ConnectionSetup, OpenIdProviderSetup, ProviderSetup};
use identity_core::{Identity, Timestamp};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// An identity provider elsewhere that signs people in here.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredConnection {
    /// What people call it.
    pub name: String,
    /// The organisation whose people it signs in, by its id in the CRM. Left out = everybody's.
    #[serde(default)]
    organization: Option<String>,
    /// Whether people can sign in by it.
    #[serde(default = "yes")]
    enabled: bool,
    /// SAML: its metadata, a file or the address where it publishes it.
    #[serde(default)]
    metadata: Option<String>,
    /// SAML: the attribute that has the name by which people are known. Left out = the `NameID`.
    #[serde(default)]
    subject_attribute: Option<String>,
    /// OpenID Connect: its issuer.
    #[serde(default)]
    issuer: Option<String>,
    /// OpenID Connect: the name by which it knows this deployment.
    #[serde(default)]
    client_id: Option<String>,
    /// OpenID Connect: the secret that it gave.
    #[serde(default)]
    client_secret: Option<String>,
    /// OpenID Connect: what is asked for beside `openid`. Left out = `email` and `profile`.
    #[serde(default)]
    scopes: Option<BTreeSet<String>>,
    /// OpenID Connect: the tenants whose people are let in. Left out = no limit.
    #[serde(default)]
    tenants: BTreeSet<String>,
    /// The mail domains whose people it signs in.
    #[serde(default)]
    domains: BTreeSet<String>,
    /// What becomes of those who come by it.
    #[serde(default)]
    pub rules: DeclaredRules,
}

/// What becomes of those who come by a connection.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeclaredRules {
    /// Those without a linked account: `refuse`, `connect`, `connect_or_create` or `create`.
    pub unknown: UnknownPerson,
    /// Those who sign in with their account here: `off`, `allowed`, `offered` or `required`.
    pub linking: LinkPolicy,
    /// After how many days somebody who said "not now" is asked again.
    pub ask_again_days: u16,
    /// Whether it stands before the password on the sign-in page.
    pub preferred: bool,
    /// From when its people sign in by it alone, as RFC 3339 writes times.
    pub only_from: Option<String>,
    /// The addresses of those who may sign in with a password all the same.
    pub break_glass: Vec<String>,
    /// The contexts that count as two kinds of proof.
    pub two_factor_contexts: BTreeSet<String>,
    /// Its verification levels, the lowest first.
    pub levels: Vec<String>,
    /// The lowest that does.
    pub least_level: Option<String>,
    /// Whether an address that it says is proved counts as proved here.
    pub vouches_for_email: bool,
    /// By which names it sends what is known of a person.
    pub names: AssertedNames,
    /// What the sign-in page says of it, by language.
    pub benefits: BTreeMap<String, String>,
}

const fn yes() -> bool {
    true
}

impl fmt::Debug for DeclaredConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeclaredConnection").field("name", &self.name).finish_non_exhaustive()
    }
}

impl DeclaredConnection {
    /// An OpenID Provider for everybody, with the usual rules.
    pub fn openid(name: &str, issuer: &str, client: (&str, &str)) -> Self {
        Self {
            issuer: Some(issuer.to_owned()),
            client_id: Some(client.0.to_owned()),
            client_secret: Some(client.1.to_owned()),
            ..Self::named(name)
        }
    }

    /// A SAML identity provider for everybody, with the usual rules.
    pub fn saml(name: &str, metadata: String) -> Self {
        Self { metadata: Some(metadata), ..Self::named(name) }
    }

    /// Makes it one for the people of an organisation, by its id in the CRM, with a mail domain that leads to it.
    #[must_use]
    pub fn for_people_of(self, organization: &str, domain: &str) -> Self {
        Self { organization: Some(organization.to_owned()), domains: [domain.to_owned()].into(), ..self }
    }

    /// Sets what becomes of those who come by it.
    #[must_use]
    pub fn rules(self, rules: DeclaredRules) -> Self {
        Self { rules, ..self }
    }

    fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            organization: None,
            enabled: true,
            metadata: None,
            subject_attribute: None,
            issuer: None,
            client_id: None,
            client_secret: None,
            scopes: None,
            tenants: BTreeSet::new(),
            domains: BTreeSet::new(),
            rules: DeclaredRules::default(),
        }
    }

    /// Whether it can be used, as far as that shows without asking anybody.
    pub fn check(&self) -> Result<()> {
        self.is_by_saml()?;
        self.settled_rules()?;
        self.with(ProviderSetup::OpenId(OpenIdProviderSetup::new("https://a.example", "a"))).map(drop)
    }

    /// For the library. Reads the metadata, which may lie elsewhere.
    pub(crate) async fn setup(&self, identity: &Identity) -> Result<ConnectionSetup> {
        if self.is_by_saml()? {
            let metadata = self.metadata.as_deref().unwrap_or_default();
            let mut provider = provider(identity, metadata).await?;
            if let Some(name) = &self.subject_attribute {
                provider.subject = SubjectSource::Attribute(name.clone());
            }
            return self.with(ProviderSetup::Saml(provider));
        }
        let (issuer, client) = (self.issuer.clone(), self.client_id.clone());
        let mut provider = OpenIdProviderSetup::new(issuer.unwrap_or_default(), client.unwrap_or_default());
        provider.client_secret = self.client_secret.clone().map(Into::into);
        provider.tenants.clone_from(&self.tenants);
        if let Some(scopes) = &self.scopes {
            provider.scopes.clone_from(scopes);
        }
        self.with(ProviderSetup::OpenId(provider))
    }

    fn is_by_saml(&self) -> Result<bool> {
        match (&self.metadata, &self.issuer, &self.client_id) {
            (Some(_), None, None) => Ok(true),
            (None, Some(_), Some(_)) => Ok(false),
            _ => bail!("write metadata for SAML, or issuer and client_id for OpenID Connect"),
        }
    }

    fn with(&self, provider: ProviderSetup) -> Result<ConnectionSetup> {
        let mut setup = ConnectionSetup::new(self.name.parse()?, provider).rules(self.settled_rules()?);
        setup.organization = self.organization.as_deref().map(str::parse).transpose()?;
        setup.state = if self.enabled { ConnectionState::Enabled } else { ConnectionState::Disabled };
        setup.domains = self.domains.iter().map(|domain| domain.parse()).collect::<Result<_, _>>()?;
        setup.break_glass =
            self.rules.break_glass.iter().map(|email| email.parse()).collect::<Result<_, _>>()?;
        Ok(setup)
    }

    fn settled_rules(&self) -> Result<ConnectionRules> {
        let rules = self.rules.clone();
        let only_from = rules.only_from.as_deref().map(Timestamp::parse_rfc3339).transpose();
        Ok(ConnectionRules {
            unknown: rules.unknown,
            linking: rules.linking,
            ask_again_days: rules.ask_again_days,
            preferred: rules.preferred,
            only_from: only_from.context("only_from: write it like 2027-01-31T00:00:00Z")?,
            break_glass: BTreeSet::new(),
            two_factor_contexts: rules.two_factor_contexts,
            levels: rules.levels,
            least_level: rules.least_level,
            vouches_for_email: rules.vouches_for_email,
            names: rules.names,
            benefits: rules.benefits,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(json: &str) -> DeclaredConnection {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_the_reason() {
        let refusal = |json: &str| format!("{:#}", declared(json).check().unwrap_err());
        for neither in [
            r#"{"name": "A"}"#,
            r#"{"name": "A", "issuer": "https://a.example"}"#,
            r#"{"name": "A", "metadata": "a.xml", "issuer": "https://a.example", "client_id": "a"}"#,
        ] {
            assert!(refusal(neither).contains("metadata for SAML"), "{neither}");
        }
        let date = r#"{"name": "A", "metadata": "a.xml", "rules": {"only_from": "next year"}}"#;
        assert!(refusal(date).contains("only_from"));
        let domain = r#"{"name": "A", "metadata": "a.xml", "domains": ["https://a.example"]}"#;
        assert!(refusal(domain).contains("domain name"));
    }

    #[test]
    fn a_rule_that_there_is_not_is_refused() {
        let typo = r#"{"name": "A", "metadata": "a.xml", "rules": {"only_form": "2027-01-31T00:00:00Z"}}"#;
        assert!(serde_json::from_str::<DeclaredConnection>(typo).is_err());
    }

    #[test]
    fn a_secret_is_not_printed() {
        let connection = DeclaredConnection::openid("A", "https://a.example", ("a", "very-secret"));
        assert!(!format!("{connection:?}").contains("very-secret"));
    }
}
