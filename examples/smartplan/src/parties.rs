//! The applications behind single sign-on, from their metadata.

use crate::config::{Config, as_core_names_it};
use crate::party::Party;
use crate::setup::SERVICE;
use anyhow::{Context as _, Result, bail, ensure};
use example_host::reason::reason;
use identity_core::applications::written_map;
use identity_core::domain::{LogoutBinding, NameFormat, SamlOptions, SignInRules};
use identity_core::setup::RelyingPartySetup;
use identity_core::values::is_web_origin;
use identity_core::{Identity, Timestamp};
use identity_web::saml::metadata::{
    KeyLeftOut, MetadataError, ServiceProviderMetadata, read_service_provider, read_service_provider_named,
};
use identity_web::saml::sp::SamlServiceProvider;
use std::time::Duration;
use url::Url;

/// The largest metadata file that is read, in octets.
const LARGEST: u64 = 256 * 1024;

/// How long before metadata ends the log begins to warn.
const WARN_BEFORE: Duration = Duration::from_hours(14 * 24);

/// What is made of an application's file.
pub(crate) struct Registered {
    pub(crate) setup: RelyingPartySetup,
    /// What whoever runs the server has to know, in sentences.
    pub(crate) notes: Vec<String>,
}

/// All applications, and whether the file of each of them could be used.
pub(crate) struct All {
    pub(crate) setups: Vec<RelyingPartySetup>,
    pub(crate) complete: bool,
}

/// The SmartPlan Application and the configured ones. One that cannot be used is left out, and the log says why: the others
/// are served all the same.
pub(crate) async fn all(
    config: &Config,
    application: &SamlServiceProvider,
    identity: &Identity,
) -> Result<All> {
    let now = identity.clock().now();
    let own = application.metadata().await?;
    let own = read_service_provider(own.as_bytes(), now)?;
    let own = registration(&own, "SmartPlan Application", SERVICE)?.factors(config.application_factors);
    let mut all = All { setups: vec![own], complete: true };
    for party in &config.relying_parties {
        match look(party, now, Some(identity)).await {
            Ok(Registered { setup, notes }) => {
                for note in notes {
                    tracing::warn!(application = party.name, file = %party.metadata.display(), "{note}");
                }
                all.setups.push(setup);
            }
            Err(error) => {
                all.complete = false;
                let file = party.metadata.display();
                tracing::error!(application = party.name, %file, "not registered: {}", reason(&error));
            }
        }
    }
    Ok(all)
}

/// What is made of the file of an application. Metadata that has expired is taken only for an application that is
/// registered already; `identity` knows those.
pub(crate) async fn look(party: &Party, now: Timestamp, identity: Option<&Identity>) -> Result<Registered> {
    let file = &party.metadata;
    let size = std::fs::metadata(file).with_context(|| format!("reading {}", file.display()))?.len();
    ensure!(size <= LARGEST, "{} is larger than {LARGEST} octets", file.display());
    let document = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let read = |at| read_service_provider_named(&document, party.entity_id.as_deref(), at);
    let mut notes = Vec::new();
    let metadata = match read(now) {
        Err(MetadataError::Expired) => {
            let earlier = read(Timestamp::from_unix_seconds(i64::from(i32::MIN)))
                .map_err(|_| MetadataError::Expired)
                .context("the metadata")?;
            let known = match identity {
                Some(identity) => identity.relying_party(&earlier.entity_id.parse()?).await?.is_some(),
                None => false,
            };
            ensure!(
                known,
                "the metadata has expired; fetch a newer copy{}",
                match identity {
                    Some(_) => "",
                    None =>
                        " (an application that is registered already goes on with it: `smartplan doctor` looks)",
                }
            );
            notes.push("its metadata has expired, and is used until a newer copy is there".to_owned());
            earlier
        }
        outcome => outcome.context("the metadata")?,
    };
    notes.extend(findings(&metadata, now));
    let mut setup = registration(&metadata, &party.name, &party.service)?;
    if let Some(origin) = party.origins.iter().find(|origin| !is_web_origin(origin)) {
        bail!("origins: {origin:?} is no origin; write it like https://www.example.com, without a path");
    }
    setup.enabled = party.enabled;
    setup.origins.clone_from(&party.origins);
    setup.requests_signed = party.requests_signed.unwrap_or(setup.requests_signed);
    told(&mut setup, party)?;
    notes.extend(
        setup.saml.unmet_attributes().into_iter().map(|wanted| {
            format!("its metadata requires the attribute {}, which it is not told", wanted.name)
        }),
    );
    ensure!(
        !setup.requests_signed || !setup.certificates.is_empty(),
        "its metadata says that it signs its requests, and has no usable certificate to verify them with"
    );
    setup.sign_in = SignInRules {
        factors: party.factors,
        methods: party.methods.as_ref().map(|methods| methods.iter().map(as_core_names_it).collect()),
        remember_days: party.remember_days,
        // An application asks nothing of administrators.
        four_eyes: false,
    };
    Ok(Registered { setup, notes })
}

/// What the application is told, and how that is signed and encrypted.
fn told(setup: &mut RelyingPartySetup, party: &Party) -> Result<()> {
    setup.saml.attributes =
        written_map(party.attribute_preset, party.attributes.clone()).context("attributes")?;
    ensure!(
        !setup.saml.wants_assertions_signed || party.signed.has_assertion(),
        "signed: its metadata wants each assertion signed; write \"both\" or \"assertion\""
    );
    setup.saml.signed = party.signed;
    ensure!(
        !party.encrypt_assertions || !setup.saml.encryption_certificates.is_empty(),
        "encrypt_assertions: its metadata has no RSA key for encryption; ask for metadata with one"
    );
    setup.saml.encrypt_assertions = party.encrypt_assertions;
    if !party.name_formats.is_empty() {
        setup.name_formats.clone_from(&party.name_formats);
    } else if !setup.saml.releases_email() {
        // What the metadata names is a wish; an address is told where somebody here decided so.
        setup.name_formats.retain(|format| *format != NameFormat::Email);
    }
    Ok(())
}

/// What is worth knowing of metadata that can be used.
fn findings(metadata: &ServiceProviderMetadata, now: Timestamp) -> Vec<String> {
    let soon = metadata.valid_until.filter(|until| *until > now && *until <= now.plus(WARN_BEFORE));
    let soon = soon.map(|until| format!("its metadata ends at {}; fetch a newer copy", until.to_rfc3339()));
    let keys = metadata.keys.iter().filter(|key| {
        let is_unused = key.left_out.is_some_and(|why| why != KeyLeftOut::Encryption);
        is_unused || key.expired
    });
    let keys = keys.map(ToString::to_string);
    let left_out = metadata.left_out.iter().map(|what| format!("left out: {what}"));
    soon.into_iter().chain(keys).chain(left_out).collect()
}

fn registration(metadata: &ServiceProviderMetadata, name: &str, service: &str) -> Result<RelyingPartySetup> {
    // Who configures the server knows what is beside it: addresses on this machine are taken.
    let (metadata, _) = metadata.registered(&Url::parse("http://localhost")?)?;
    let by_redirect = metadata.logout_services.iter().find(|found| found.binding == LogoutBinding::Redirect);
    let logout_url = by_redirect.map(|found| found.url.clone());
    let mut party = RelyingPartySetup::new(metadata.entity_id, name.parse()?, service.parse()?)
        .consumers(metadata.consumers)
        .logout_services(metadata.logout_services)
        .name_formats(metadata.name_formats)
        .certificates(metadata.certificates);
    party.logout_url = logout_url;
    party.saml = SamlOptions {
        wants_assertions_signed: metadata.wants_assertions_signed,
        encryption_certificates: metadata.encryption_certificates,
        requested_attributes: metadata.requested_attributes,
        ..SamlOptions::default()
    };
    // A party that can sign has to: its certificate is there for that.
    party.requests_signed = metadata.requests_signed;
    Ok(party)
}

/// One line for each application that is configured, and whether all of them can be used.
pub(crate) async fn report(config: &Config, identity: Option<&Identity>, now: Timestamp) -> bool {
    let mut all = true;
    for party in &config.relying_parties {
        let file = party.metadata.display();
        match look(party, now, identity).await {
            Ok(Registered { setup, notes }) => {
                let state = if setup.enabled { "ok    " } else { "off   " };
                println!("{state} {} ({file}): {}", party.name, setup.entity_id);
                for note in notes {
                    println!("       {note}");
                }
            }
            Err(error) => {
                all = false;
                println!("WRONG  {} ({file}): {}", party.name, reason(&error));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use identity_core::applications::WrittenAttribute;
    use identity_core::domain::{AttributePreset, SignedParts};
    use identity_core::secrets::MasterKey;
    use identity_core::setup::{ServiceSetup, Setup};
    use identity_core::store::MemoryStore;
    use identity_core::{OsEntropy, Settings};
    use std::path::PathBuf;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

    fn metadata(attributes: &str, role: &str) -> String {
        format!(
            "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"https://a.example/m\" \
             {attributes}><md:SPSSODescriptor {role} \
             protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"><md:AssertionConsumerService \
             Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"https://a.example/acs\" \
             index=\"0\"/></md:SPSSODescriptor></md:EntityDescriptor>"
        )
    }

    struct File(PathBuf);

    impl File {
        fn new(name: &str, text: &str) -> Self {
            let path = std::env::temp_dir().join(format!("parties-{}-{name}.xml", std::process::id()));
            std::fs::write(&path, text).unwrap();
            Self(path)
        }

        fn party(&self) -> Party {
            Party {
                metadata: self.0.clone(),
                entity_id: None,
                enabled: true,
                factors: identity_core::domain::Factors::One,
                methods: None,
                remember_days: None,
                name_formats: Vec::new(),
                attribute_preset: None,
                attributes: None,
                signed: SignedParts::Both,
                encrypt_assertions: false,
                requests_signed: None,
                origins: Vec::new(),
                name: "A".to_owned(),
                service: "a".to_owned(),
            }
        }
    }

    impl Drop for File {
        fn drop(&mut self) {
            std::fs::remove_file(&self.0).ok();
        }
    }

    async fn refusal(party: &Party, now: Timestamp, identity: Option<&Identity>) -> String {
        let refused = look(party, now, identity).await;
        format!("{:#}", refused.err().expect("it is refused"))
    }

    #[tokio::test]
    async fn f_14_metadata_that_has_expired_is_used_on_and_not_taken_at_first() {
        let settings = Settings::new("https://my.example.com".parse().unwrap());
        let key = MasterKey::generate(&OsEntropy);
        let identity = Identity::builder(MemoryStore::new(), settings, key).build().unwrap();
        let text = metadata("validUntil=\"2027-01-15T08:10:00Z\"", "");
        let file = File::new("ten-minutes", &text);
        let first = look(&file.party(), NOW, Some(&identity)).await.unwrap();
        assert!(first.notes[0].contains("ends at 2027-01-15T08:10:00Z"), "{:?}", first.notes);
        let later = NOW.plus(Duration::from_hours(1));
        assert!(refusal(&file.party(), later, Some(&identity)).await.contains("expired"));
        let service = ServiceSetup::new("a".parse().unwrap(), "A".parse().unwrap());
        let setup = Setup::default().services([service]).relying_parties([first.setup]);
        identity.apply(&setup).await.unwrap();
        let kept = look(&file.party(), later, Some(&identity)).await.unwrap();
        assert!(kept.notes[0].contains("has expired"), "{:?}", kept.notes);
        let ancient = File::new("year-one", &metadata("validUntil=\"0001-01-01T00:00:00Z\"", ""));
        assert!(!refusal(&ancient.party(), NOW, None).await.is_empty());
    }

    #[tokio::test]
    async fn f_55_a_party_that_signs_without_a_usable_key_is_refused_with_the_reason() {
        let file = File::new("no-key", &metadata("", "AuthnRequestsSigned=\"true\""));
        assert!(refusal(&file.party(), NOW, None).await.contains("no usable certificate"));
    }

    fn with_extras(of: &str) -> File {
        let service = "<md:AttributeConsumingService index=\"0\"><md:RequestedAttribute Name=\"mail\" isRequired=\"true\"/>\
             </md:AttributeConsumingService></md:SPSSODescriptor>";
        let text = metadata("", "WantAssertionsSigned=\"true\"").replace("</md:SPSSODescriptor>", service);
        // Each test has a file of its own: they run at once.
        File::new(&format!("extras-{of}"), &text)
    }

    #[tokio::test]
    async fn an_attribute_that_is_required_and_not_told_is_said_at_start_and_told_by_the_map() {
        let file = with_extras("map");
        let found = look(&file.party(), NOW, None).await.unwrap();
        assert!(
            found.notes.iter().any(|note| note.contains("requires the attribute mail")),
            "{:?}",
            found.notes
        );
        let mail: Vec<WrittenAttribute> =
            serde_json::from_str(r#"[{"source": "email", "name": "mail"}]"#).unwrap();
        let party = Party { attributes: Some(mail), ..file.party() };
        let found = look(&party, NOW, None).await.unwrap();
        assert_eq!(found.notes, Vec::<String>::new());
        let both = Party { attribute_preset: Some(AttributePreset::Oids), ..party };
        assert!(refusal(&both, NOW, None).await.contains("either"));
    }

    #[tokio::test]
    async fn no_address_is_told_as_a_name_where_it_is_not_told_otherwise() {
        let file = with_extras("preset");
        let party = Party { attributes: Some(Vec::new()), ..file.party() };
        let setup = look(&party, NOW, None).await.unwrap().setup;
        assert_eq!(setup.name_formats, NameFormat::OPAQUE);
        let chosen = Party { name_formats: vec![NameFormat::Email], ..party };
        assert_eq!(look(&chosen, NOW, None).await.unwrap().setup.name_formats, [NameFormat::Email]);
        assert_eq!(look(&file.party(), NOW, None).await.unwrap().setup.name_formats, NameFormat::ALL);
    }

    #[tokio::test]
    async fn what_the_metadata_cannot_do_is_refused_with_what_to_do() {
        let file = with_extras("refused");
        let less = Party { signed: SignedParts::Response, ..file.party() };
        assert!(refusal(&less, NOW, None).await.contains("wants each assertion signed"));
        let encrypted = Party { encrypt_assertions: true, ..file.party() };
        assert!(refusal(&encrypted, NOW, None).await.contains("no RSA key for encryption"));
        let signed = Party { requests_signed: Some(true), ..file.party() };
        assert!(refusal(&signed, NOW, None).await.contains("no usable certificate"));
    }
}
