//! Puts the parts together, listens, and ends in good order.

use crate::config::Config;
use crate::texts::languages;
use crate::{application, key_file, mail, openid, parties, providers, setup, welcome};
use anyhow::{Context as _, Result, bail, ensure};
use example_host::applying::apply;
use example_host::listening::{Servers, listen, told_to_end};
use example_host::log;
use identity_core::domain::AuthenticationMethod;
use identity_core::housekeeping::Housekeeper;
use identity_core::{Clock as _, Identity, Settings, SystemClock};
use identity_store_sql::SqlStore;
use identity_web::delivery::DevInbox;
use identity_web::page::{Brand, Pages};
use identity_web::saml::idp::SamlIdentityProvider;
use identity_web::saml::metadata::read_identity_provider;
use identity_web::saml::sp::{SamlServiceProvider, behind_proxies};
use identity_web::{BaseUrl, BreachedPasswordsApi, Federation, IdentityWeb, OpenIdProvider, WebAuthn};
use std::sync::Arc;
use std::time::Duration;

/// Runs until the program is told to end.
pub(crate) async fn serve(config: Config) -> Result<()> {
    log::start(&config.log, config.log_format)?;
    make_data_folder(&config)?;
    let sockets = async |offset| listen(&config.listen, config.port_base + offset).await;
    let (my, app) = (sockets(0).await?, sockets(1).await?);
    let clock = Arc::new(SystemClock::default());
    let store = store(&config).await?;
    let identity = identity(&config, store, Arc::clone(&clock))?;
    refuse_published_credentials(&config, &identity).await?;
    let brand = brand(&config);
    let (transports, inbox) = mail::transports(&config, &identity, &brand, &clock)?;
    let saml = SamlIdentityProvider::new(identity.clone(), BaseUrl::parse(&config.base_url())?).await?;
    let provider = OpenIdProvider::new(identity.clone(), BaseUrl::parse(&config.base_url())?).await?;
    let federation = Federation::new(identity.clone(), BaseUrl::parse(&config.base_url())?).await?;
    let protocols = (saml.clone(), provider.clone(), federation);
    let web = web(&config, identity.clone(), brand, protocols, inbox, &clock)?;
    let (application, of_application) = service_provider(&config, &saml, Arc::clone(&clock)).await?;
    let parties = parties::all(&config, &application, &identity).await?;
    let mut setup = setup::setup(&config.application_url(), parties.setups, config.demo)?;
    // Who was taken out of the settings is disabled, unless a file that cannot be read may be theirs.
    setup.only_these_relying_parties = parties.complete;
    setup.openid = openid::setups(&config.openid_applications)?;
    identity.apply(&setup).await?;

    let mut servers = Servers::default();
    let back_channel = provider.back_channel(Some(saml.back_channel()?))?;
    let housekeeper = Housekeeper::new(identity.clone(), transports).with_back_channel(back_channel);
    let until = servers.ended();
    let housekeeping = tokio::spawn(async move { housekeeper.run(until).await });
    // The application's database is one of its own, so it is kept in order by itself. It sends no messages.
    let until = servers.ended();
    let housekeeper = Housekeeper::without_messages(of_application);
    let housekeeping_of_application = tokio::spawn(async move { housekeeper.run(until).await });
    let url = BaseUrl::parse(&config.application_url())?;
    let pages = application::router(application, &config.base_url(), &url)?;
    servers.start(my, &web.standalone());
    servers.start(app, &behind_proxies(pages, config.trusted_proxies.iter().copied()));
    let mut connections = config.connections.clone();
    if config.demo {
        providers::start(&config, &clock, &mut servers).await?;
        connections.extend(providers::connections(&config));
    }
    apply(identity, connections, servers.ended()).await;
    println!("{}", welcome::text(&config));

    told_to_end().await?;
    web.not_ready();
    servers.stop().await;
    housekeeping.await?;
    housekeeping_of_application.await?;
    Ok(())
}

/// Data that was begun with the demo lets everybody in who has read its passwords, so without the demo it is not served.
pub(crate) async fn refuse_published_credentials(config: &Config, identity: &Identity) -> Result<()> {
    if config.demo {
        return Ok(());
    }
    let opened = identity.opened_by(&setup::demo()?).await?;
    ensure!(
        opened.is_empty(),
        "this data was begun with the demo, and the demo's passwords, which everybody can read, still open {}: set \
         `data_dir` or `database_url` to a place of its own for what is not a demo, or lock these accounts while the demo \
         runs",
        opened.join(", ")
    );
    Ok(())
}

/// Brings the tables up to date, or says what would be done.
pub(crate) async fn migrate(config: &Config, plan: bool) -> Result<()> {
    make_data_folder(config)?;
    let store = SqlStore::connect(&config.database_url()).await?;
    let steps = if plan { store.pending_migrations().await? } else { store.migrate().await? };
    match (steps.is_empty(), plan) {
        (true, _) => println!("The tables are up to date."),
        (false, true) => println!("To be done:\n  {}", steps.join("\n  ")),
        (false, false) => println!("Done:\n  {}", steps.join("\n  ")),
    }
    Ok(store.close().await?)
}

/// Renders every template of pages, mails and text messages with sample data, in every language.
pub(crate) fn check_templates(config: &Config) -> Result<()> {
    let folder = Some(config.templates.as_path()).filter(|folder| !folder.as_os_str().is_empty());
    let brand = brand(config);
    let languages = languages(config, &brand)?;
    let pages = Pages::with_languages(&BaseUrl::parse(&config.base_url())?, &brand, languages, folder)?;
    mail::message_templates(config, &brand)?;
    let failed = pages.check();
    for template in &failed {
        eprintln!("{template}");
    }
    if failed.is_empty() {
        return Ok(());
    }
    bail!("{} templates cannot be rendered", failed.len())
}

/// SmartPlan's look and languages.
pub(crate) fn brand(config: &Config) -> Brand {
    let mut brand = Brand::named("MySmartPlan");
    brand.languages.clone_from(&config.languages);
    if let Some(first) = config.languages.first() {
        brand.language.clone_from(first);
    }
    "SmartPlan Group".clone_into(&mut brand.operator);
    brand.help.email = Some("help@smartplan.example".to_owned());
    brand
}

/// The configured store, its tables up to date.
pub(crate) async fn store(config: &Config) -> Result<SqlStore> {
    let store = SqlStore::connect(&config.database_url()).await.context("the database cannot be used")?;
    store.migrate().await.context("the tables cannot be brought up to date")?;
    Ok(store)
}

pub(crate) fn identity(config: &Config, store: SqlStore, clock: Arc<SystemClock>) -> Result<Identity> {
    let mut settings = Settings::new(config.base_url().parse()?);
    settings.user_attributes = config.user_attributes()?;
    settings.profile = config.profile()?;
    settings.calling_code = config.calling_code()?;
    settings.factors = config.factors;
    settings.four_eyes = config.four_eyes;
    settings.remember_browsers = Duration::from_hours(24 * u64::from(config.remember_days));
    settings.methods = config.methods();
    let passkeys = passkeys(&settings);
    settings.code_digits = config.code_digits;
    let days = Some(config.token_key_days).filter(|days| *days > 0);
    settings.token_keys_renewed_after = days.map(|days| Duration::from_hours(24 * u64::from(days)));
    settings.editable_sms_gateway = true;
    settings.refused_numbers.clone_from(&config.refused_numbers);
    settings.application_session_lifetime =
        Duration::from_secs(60 * u64::from(config.application_session_minutes));
    // The brand is no password, whatever the settings add.
    let mut passwords = config.passwords.clone();
    passwords.forbidden_words.extend(["MySmartPlan", "SmartPlan"].map(ToOwned::to_owned));
    let mut builder = Identity::builder(store, settings, key_file::master_key(config)?).clock(clock);
    builder = builder.password_policy(passwords);
    if let Some(passkeys) = passkeys {
        builder = builder.passkeys(Arc::new(passkeys));
    }
    if let Some(asked) = &config.breached_passwords {
        builder = builder.breached_passwords(Arc::new(BreachedPasswordsApi::new(asked.clone())?));
    }
    Ok(builder.build()?)
}

/// Passkeys for this address, if the settings have them; an address without the name of a host goes without.
fn passkeys(settings: &Settings) -> Option<WebAuthn> {
    let wanted = settings.methods.contains(&AuthenticationMethod::PASSKEY);
    let made = wanted.then(|| WebAuthn::new(&settings.base_url, "MySmartPlan"))?;
    made.inspect_err(|error| tracing::warn!(%error, "passkeys are not offered")).ok()
}

fn web(
    config: &Config,
    identity: Identity,
    brand: Brand,
    (saml, openid, federation): (SamlIdentityProvider, OpenIdProvider, Federation),
    inbox: Option<DevInbox>,
    clock: &Arc<SystemClock>,
) -> Result<IdentityWeb> {
    let languages = languages(config, &brand)?;
    let mut builder = IdentityWeb::builder(identity).brand(brand).languages(languages).saml(saml);
    builder = builder.openid(openid).federation(federation);
    builder = builder.trusted_proxies(config.trusted_proxies.iter().copied());
    // The program runs it itself, to wait for the messages under way when it is told to end.
    builder = builder.without_housekeeper();
    if !config.templates.as_os_str().is_empty() {
        builder = builder.templates(&config.templates);
    }
    if let (true, Some(inbox)) = (config.demo, inbox) {
        builder = builder.development(inbox, Arc::clone(clock));
    }
    Ok(builder.build()?)
}

/// The SmartPlan Application's own service provider, with a database and keys of its own, which the identity is on.
async fn service_provider(
    config: &Config,
    idp: &SamlIdentityProvider,
    clock: Arc<SystemClock>,
) -> Result<(SamlServiceProvider, Identity)> {
    let store = SqlStore::connect(&config.application_database_url()).await?;
    store.migrate().await?;
    let url = config.application_url();
    let settings = Settings::new(url.parse()?);
    let metadata = read_identity_provider(idp.metadata().await?.as_bytes(), clock.now())?;
    let identity = Identity::builder(store, settings, key_file::master_key(config)?).clock(clock).build()?;
    Ok((SamlServiceProvider::new(identity.clone(), BaseUrl::parse(&url)?, metadata).await?, identity))
}

pub(crate) fn make_data_folder(config: &Config) -> Result<()> {
    std::fs::create_dir_all(&config.data_dir)
        .with_context(|| format!("the data folder {} cannot be made", config.data_dir.display()))
}
