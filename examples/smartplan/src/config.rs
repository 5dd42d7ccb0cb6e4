//! The settings of the server: defaults, `smartplan.toml` where the program stands, `SMARTPLAN_...`, options.

use crate::openid::OpenIdApplication;
use crate::party::Party;
use anyhow::{Context as _, Result, bail};
use clap::Args;
use example_host::declared::DeclaredConnection;
use example_host::log::LogFormat;
use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use identity_core::domain::{AuthenticationMethod, Factors};
use identity_core::secrets::PasswordPolicy;
use identity_core::values::{
    AttributeWriter, CallingCode, PREMIUM_RATE, ProfileField, ProfileFields, UserAttributes,
};
use identity_web::BreachedPasswordsConfig;
use identity_web::delivery::{EmailConfig, SmsConfig};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

/// How the settings name passkeys.
const PASSKEY: AuthenticationMethod = AuthenticationMethod::new("passkey");

/// Refuses what is no second proof.
fn check_methods<'a>(named: impl IntoIterator<Item = &'a AuthenticationMethod>) -> Result<()> {
    let offered =
        [PASSKEY, AuthenticationMethod::TOTP, AuthenticationMethod::SMS, AuthenticationMethod::MAIL_CODE];
    match named.into_iter().find(|method| !offered.contains(method)) {
        Some(unknown) => bail!("methods: {unknown} is not known; there are passkey, otp, sms and mail_code"),
        None => Ok(()),
    }
}

/// A second proof as core names it: a passkey by its value of `amr`.
pub(crate) fn as_core_names_it(method: &AuthenticationMethod) -> AuthenticationMethod {
    if *method == PASSKEY { AuthenticationMethod::PASSKEY } else { method.clone() }
}

/// Options of `smartplan serve`; each can stand in `smartplan.toml` and in the environment too.
#[derive(Debug, Clone, Default, Args, Serialize)]
pub(crate) struct Options {
    /// Folder for the database and the master key.
    #[arg(long, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,
    /// Port of MySmartPlan; the SmartPlan Application takes the next one.
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_base: Option<u16>,
    /// `sqlite://FILE?mode=rwc` or `postgres://USER@HOST/NAME`; SQLite in the data folder if left out.
    #[arg(long, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
    /// How the program tells what it does; `auto` is for people on a terminal and JSON elsewhere.
    #[arg(long, value_enum, value_name = "FORMAT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_format: Option<LogFormat>,
}

/// The settings in force.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// Folder for the database and the master key.
    pub data_dir: PathBuf,
    /// Port of MySmartPlan; the SmartPlan Application takes the next one.
    pub port_base: u16,
    /// Where the database is; empty = SQLite in the data folder.
    pub database_url: String,
    /// The addresses to listen on.
    pub listen: Vec<IpAddr>,
    /// The proxies in front whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether the demo people and programs are there, and `/dev`. Loopback addresses only.
    pub demo: bool,
    /// Where people reach MySmartPlan; empty = `http://my.smartplan.localhost:PORT`.
    pub base_url: String,
    /// 64 hexadecimal digits that everything secret is sealed with; empty = `master.key` in the data folder.
    pub master_key: String,
    /// Folder whose files take the place of built-in page templates of the same name; empty = none.
    pub templates: PathBuf,
    /// The languages of pages and mails. The first one is for those who ask for none of them.
    pub languages: Vec<String>,
    /// What goes into the log, as `tracing` filters are written.
    pub log: String,
    /// How the log is written.
    pub log_format: LogFormat,
    /// How mail goes out; left out, mail stays in the development inbox.
    pub mail: Option<EmailConfig>,
    /// How text messages go out; left out, they stay in the development inbox.
    pub sms: Option<SmsConfig>,
    /// The rules for new passwords.
    pub passwords: PasswordPolicy,
    /// Whom to ask whether a new password was found in a breach; left out, nobody is asked.
    pub breached_passwords: Option<BreachedPasswordsConfig>,
    /// What is kept of people beside their names and addresses, and who may write each.
    pub user_attributes: BTreeMap<String, Vec<Writer>>,
    /// Who may change which detail of a person, for those that are not as usual.
    pub profile: BTreeMap<String, Vec<Writer>>,
    /// The calling code of the country whose telephone numbers are read as they are dialled there; empty for none.
    pub calling_code: String,
    /// How many kinds of proof everybody needs who signs in: `one` or `two`.
    pub factors: Factors,
    /// How many kinds of proof whoever opens the SmartPlan Application needs: `one` or `two`.
    pub application_factors: Factors,
    /// Whether removing somebody's second proofs and starting a recovery for them need a second administrator everywhere.
    pub four_eyes: bool,
    /// The second proofs that people may set up: `passkey`, `otp` (an authenticator app), `sms`, `mail_code`. The first one
    /// is preferred.
    pub methods: Vec<AuthenticationMethod>,
    /// For how many days a browser is remembered in which a second proof was given: 0 for never.
    pub remember_days: u16,
    /// How many digits a code has that is sent: 6 to 8.
    pub code_digits: u8,
    /// The beginnings of telephone numbers, with `+` and the country code, to which no codes are sent.
    pub refused_numbers: Vec<String>,
    /// After how many minutes an application asks again whether the person may still use it (`SessionNotOnOrAfter`).
    pub application_session_minutes: u32,
    /// For how many days a key signs tokens before the next one is published, which signs a week later; 0 for keys that are
    /// only rotated by hand.
    pub token_key_days: u16,
    /// Applications behind single sign-on, beside the SmartPlan Application.
    pub relying_parties: Vec<Party>,
    /// Applications that people sign in to by OpenID Connect.
    pub openid_applications: Vec<OpenIdApplication>,
    /// Identity providers elsewhere by which people sign in here.
    pub connections: Vec<DeclaredConnection>,
}

impl Default for Config {
    fn default() -> Self {
        Self::standard()
    }
}

/// Who writes an attribute of a person.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Writer {
    /// The person.
    Person,
    /// Those who manage the person.
    Administrator,
    /// Programs such as the CRM.
    Client,
}

impl From<Writer> for AttributeWriter {
    fn from(writer: Writer) -> Self {
        match writer {
            Writer::Person => Self::Person,
            Writer::Administrator => Self::Administrator,
            Writer::Client => Self::Client,
        }
    }
}

fn standard_attributes() -> BTreeMap<String, Vec<Writer>> {
    use Writer::{Administrator, Client, Person};
    let attributes = [
        ("title", vec![Person, Administrator, Client]),
        ("desk", vec![Person, Administrator, Client]),
        ("department", vec![Administrator, Client]),
        ("cost_centre", vec![Administrator, Client]),
        ("crm_contact", vec![Client]),
    ];
    attributes.map(|(name, writers)| (name.to_owned(), writers)).into()
}

impl Config {
    /// Reads the settings.
    pub(crate) fn read(options: &Options) -> Result<Self> {
        let figment = Figment::from(Toml::file("smartplan.toml"))
            .merge(Env::prefixed("SMARTPLAN_"))
            .merge(Serialized::defaults(options));
        let config: Self = figment.extract().context("the settings cannot be read")?;
        config.check()?;
        Ok(config)
    }

    fn standard() -> Self {
        let home = std::env::var_os("XDG_DATA_HOME")
            .map(PathBuf::from)
            .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share")));
        Self {
            data_dir: home.unwrap_or_else(|| PathBuf::from(".")).join("smartplan"),
            port_base: 8080,
            database_url: String::new(),
            listen: vec![IpAddr::from([127, 0, 0, 1]), IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1])],
            trusted_proxies: Vec::new(),
            demo: true,
            base_url: String::new(),
            master_key: String::new(),
            templates: PathBuf::new(),
            languages: ["en", "fi", "sv"].map(str::to_owned).into(),
            log: "info".to_owned(),
            log_format: LogFormat::Auto,
            mail: None,
            sms: None,
            passwords: PasswordPolicy::default(),
            breached_passwords: None,
            user_attributes: standard_attributes(),
            profile: BTreeMap::new(),
            calling_code: "358".to_owned(),
            factors: Factors::One,
            application_factors: Factors::One,
            four_eyes: false,
            remember_days: 30,
            methods: vec![PASSKEY, AuthenticationMethod::TOTP, AuthenticationMethod::SMS],
            code_digits: 6,
            refused_numbers: PREMIUM_RATE.map(str::to_owned).into(),
            application_session_minutes: 60,
            token_key_days: 90,
            relying_parties: Vec::new(),
            openid_applications: Vec::new(),
            connections: Vec::new(),
        }
    }

    /// The attributes of people for the library.
    pub(crate) fn user_attributes(&self) -> Result<UserAttributes> {
        let mut attributes = UserAttributes::new();
        for (name, writers) in &self.user_attributes {
            let writers = writers.iter().map(|writer| AttributeWriter::from(*writer));
            attributes =
                attributes.declare(name, writers).with_context(|| format!("user_attributes: {name:?}"))?;
        }
        Ok(attributes)
    }

    /// Who may change which detail of a person, for the library.
    pub(crate) fn profile(&self) -> Result<ProfileFields> {
        let mut fields = ProfileFields::default();
        for (name, writers) in &self.profile {
            let field = ProfileField::ALL.into_iter().find(|field| field.as_str() == name);
            let field = field.with_context(|| format!("profile: there is no {name:?}"))?;
            fields = fields.owned_by(field, writers.iter().map(|writer| AttributeWriter::from(*writer)));
        }
        Ok(fields)
    }

    /// The country whose telephone numbers need no calling code.
    pub(crate) fn calling_code(&self) -> Result<Option<CallingCode>> {
        let code = Some(self.calling_code.as_str()).filter(|code| !code.is_empty());
        code.map(CallingCode::parse).transpose().context("calling_code")
    }

    fn check(&self) -> Result<()> {
        self.profile()?;
        self.calling_code()?;
        if self.demo && !self.listen.iter().all(IpAddr::is_loopback) {
            bail!(
                "the demo people have passwords that everybody knows, so `listen` may name loopback addresses only; \
                 set demo = false to listen elsewhere"
            );
        }
        if !self.demo && self.base_url.is_empty() {
            bail!(
                "without the demo, base_url has to say where people reach this server, such as https://my.example.com"
            );
        }
        if !self.demo && self.mail.is_none() {
            bail!("without the demo, [mail] has to say how mail goes out");
        }
        if !(6..=8).contains(&self.code_digits) {
            bail!("code_digits must be 6, 7 or 8");
        }
        let is_prefix = |text: &String| {
            let digits = text.strip_prefix('+').unwrap_or_default();
            !digits.is_empty() && digits.bytes().all(|octet| octet.is_ascii_digit())
        };
        if let Some(wrong) = self.refused_numbers.iter().find(|text| !is_prefix(text)) {
            bail!("refused_numbers: {wrong:?} is no beginning of a number; write it like +358600");
        }
        check_methods(&self.methods)?;
        for party in &self.relying_parties {
            check_methods(party.methods.iter().flatten())
                .with_context(|| format!("relying_parties: {}", party.name))?;
        }
        for application in &self.openid_applications {
            check_methods(application.methods.iter().flatten())
                .with_context(|| format!("openid_applications: {}", application.name))?;
        }
        for connection in &self.connections {
            connection.check().with_context(|| format!("connections: {}", connection.name))?;
        }
        if self.factors.max(self.application_factors) == Factors::Two && self.methods.is_empty() {
            bail!("factors = \"two\" needs at least one of methods");
        }
        if self.remember_days > 365 {
            bail!("remember_days must be 365 at most");
        }
        if self.application_session_minutes == 0 {
            bail!("application_session_minutes must be 1 or more");
        }
        if self.port_base > u16::MAX - 8 {
            bail!("port_base must leave room for the ports behind it: {} at most", u16::MAX - 8);
        }
        Ok(())
    }

    /// The further proofs as core names them: a passkey by its value of `amr`.
    pub(crate) fn methods(&self) -> Vec<AuthenticationMethod> {
        self.methods.iter().map(as_core_names_it).collect()
    }

    /// The settings as text, secrets left out.
    pub(crate) fn dump(&self) -> String {
        let secret = |text: &str| if text.is_empty() { "" } else { "[secret]" };
        let database =
            if self.database_url().contains('@') { "[secret]".to_owned() } else { self.database_url() };
        let lines = [
            ("data_dir", self.data_dir.display().to_string()),
            ("port_base", self.port_base.to_string()),
            ("database_url", database),
            ("listen", format!("{:?}", self.listen)),
            ("trusted_proxies", format!("{:?}", self.trusted_proxies)),
            ("demo", self.demo.to_string()),
            ("base_url", self.base_url()),
            ("master_key", secret(&self.master_key).to_owned()),
            ("templates", self.templates.display().to_string()),
            ("languages", self.languages.join(", ")),
            ("log", self.log.clone()),
            ("log_format", format!("{:?}", self.log_format).to_lowercase()),
            ("mail", self.mail.as_ref().map_or("stays in /dev".to_owned(), |mail| mail.host.clone())),
            ("sms", self.sms.as_ref().map_or("stays in /dev".to_owned(), |sms| sms.url.to_string())),
            ("calling_code", self.calling_code.clone()),
            ("factors", self.factors.as_str().to_owned()),
            ("application_factors", self.application_factors.as_str().to_owned()),
            ("four_eyes", self.four_eyes.to_string()),
            ("methods", format!("{:?}", self.methods.iter().map(ToString::to_string).collect::<Vec<_>>())),
            ("remember_days", self.remember_days.to_string()),
            ("code_digits", self.code_digits.to_string()),
            ("refused_numbers", self.refused_numbers.len().to_string()),
            ("passwords.min_length", self.passwords.min_length.to_string()),
            (
                "breached_passwords",
                self.breached_passwords.as_ref().map_or("off".to_owned(), |asked| asked.url.to_string()),
            ),
            ("application_session_minutes", self.application_session_minutes.to_string()),
            ("token_key_days", self.token_key_days.to_string()),
            ("relying_parties", self.relying_parties.len().to_string()),
            ("openid_applications", self.openid_applications.len().to_string()),
            ("connections", self.connections.len().to_string()),
        ];
        let lines: Vec<_> = lines.iter().map(|(name, value)| format!("{name:<28} {value}")).collect();
        lines.join("\n")
    }
}
