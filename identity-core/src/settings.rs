use crate::domain::{AuthenticationMethod, Factors};
use crate::values::{CallingCode, PREMIUM_RATE, ProfileFields, UserAttributes};
use std::time::Duration;
use url::Url;

/// What a deployment can set. Start from [`Settings::new`] and change what you need.
///
/// ```
/// use identity_core::Settings;
/// use std::time::Duration;
///
/// let mut settings = Settings::new("https://my.example.com/identity".parse()?);
/// settings.session_idle = Duration::from_secs(15 * 60);
/// assert_eq!(settings.link("/login"), "https://my.example.com/identity/login");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Settings {
    /// Where people reach the pages, without a path of its own or with the mount point; every link in a
    /// mail begins with it, whatever a request's headers say.
    pub base_url: Url,
    /// How long an invitation can be accepted. Default 7 days.
    pub invitation_lifetime: Duration,
    /// How long the link and the code of a letter can be used with which somebody chooses a password. Default 14 days; NIST SP
    /// 800-63B-4 takes 21 days at most for codes that are sent by post.
    pub letter_lifetime: Duration,
    /// How long a session lives without being used. Default 1 hour.
    pub session_idle: Duration,
    /// How long a session lives at all. Default 12 hours.
    pub session_lifetime: Duration,
    /// How long an application goes on by itself before it asks here again whether the person may still use it
    /// (`SessionNotOnOrAfter`, SAML 2.0 core, section 2.7.2). Default 1 hour. What is taken from somebody who is signed in
    /// at an application that cannot be told of it, takes effect there after this time at the latest.
    pub application_session_lifetime: Duration,
    /// How long a sign-on that was begun can be finished. Default 24 hours, so that nobody is stranded
    /// who has to look for a mail first.
    pub sign_on_lifetime: Duration,
    /// How many kinds of proof a sign-on needs. Default one. The second comes from an
    /// [authenticator](crate::IdentityBuilder::authenticator).
    pub factors: Factors,
    /// Whether removing somebody's second proofs and starting a recovery for them need a second administrator, whoever the
    /// person is. Default false; organisations and roles may ask for it for their own people.
    pub four_eyes: bool,
    /// The further proofs that people may set up and use, the preferred one first: [`PASSKEY`](AuthenticationMethod::PASSKEY),
    /// [`TOTP`](AuthenticationMethod::TOTP), [`SMS`](AuthenticationMethod::SMS) and
    /// [`MAIL_CODE`](AuthenticationMethod::MAIL_CODE). Default TOTP alone, since passkeys need their
    /// [port](crate::IdentityBuilder::passkeys), a text message needs a gateway, and a mailbox is no second factor of much
    /// worth (NIST SP 800-63B-4, section 3.1.3.1).
    pub methods: Vec<AuthenticationMethod>,
    /// For how long at most a browser is remembered in which a second proof was given, so that it is not asked for there each
    /// time. Default 30 days; zero for never. Organisations, roles and applications may shorten it.
    pub remember_browsers: Duration,
    /// How many digits a code has that is sent, 6 to 8. Default 6.
    pub code_digits: u8,
    /// Whether administrators of the operator can set another SMS gateway, and the digits of codes, while the program runs.
    /// Default false, since it takes a transport that asks for the gateway with
    /// [`sms_gateway`](crate::Identity::sms_gateway); `identity-web` has one.
    pub editable_sms_gateway: bool,
    /// How long a code is good for that was sent. Default 10 minutes.
    pub code_lifetime: Duration,
    /// How long somebody waits before a code is sent again. Default 30 seconds.
    pub code_resend_after: Duration,
    /// Codes that one person can have sent within [`code_resend_after`](Self::code_resend_after), whatever they are for and
    /// wherever they go; one network ten times as many. Default 3.
    pub codes_at_once: u64,
    /// The beginnings of numbers (ITU-T E.164, with `+`) to which no codes are sent, since whoever owns such a number earns
    /// by each message. Default [`PREMIUM_RATE`](crate::values::PREMIUM_RATE).
    pub refused_numbers: Vec<String>,
    /// Codes that are sent to one number or address, or asked for by one person, within a day. Default 20.
    pub codes_per_person: u64,
    /// Codes that one network can ask for within an hour. Default 100.
    pub codes_per_network: u64,
    /// Text messages with codes and notices that are sent within a day at the most, which bounds what they cost. Default 5,000.
    pub text_messages_per_day: u64,
    /// For how long after a proof somebody may change the ways in without a new proof. Default 15 minutes.
    pub sensitive_after: Duration,
    /// How long an access token of a client is good for. Default 15 minutes.
    pub access_token_lifetime: Duration,
    /// For how long a key signs tokens before the next one is published, which then signs a week later. Default 90 days; none
    /// for keys that are only [rotated by hand](crate::applications::KeyChange).
    pub token_keys_renewed_after: Option<Duration>,
    /// How long an application may go on getting tokens while the person is away (`offline_access` of `OpenID` Connect).
    /// Default 90 days.
    pub offline_access_lifetime: Duration,
    /// Wrong passwords for one account, from one network, before sign-in to it pauses there. Default 10. From all networks
    /// together there are five times as many. A browser that the person signed in with before has as many of its own, so
    /// that whoever guesses does not keep them out.
    pub sign_in_tries: u64,
    /// Wrong passwords from one network, for all accounts together, before it has to wait. Default 100. Browsers that were
    /// signed in with before do not count.
    pub sign_in_tries_per_network: u64,
    /// Requests for a sign-on that applications send from one network within a minute; each sign-on is stored. Default 600.
    pub sign_ons_per_network: u64,
    /// The span in which they are counted, and so how long the pause is at most. Default 15 minutes.
    pub sign_in_window: Duration,
    /// Links for a new password that are asked for from one network within an hour. Default 30.
    pub recoveries_per_network: u64,
    /// Who may change which detail of a person. Default: people change their own, and their e-mail address they alone.
    pub profile: ProfileFields,
    /// The country whose telephone numbers are read as they are dialled there, by its calling code. Default none: numbers are
    /// international.
    pub calling_code: Option<CallingCode>,
    /// How long a new e-mail address or telephone number can be proved. Default 24 hours.
    pub contact_change_lifetime: Duration,
    /// How long the change of an e-mail address or telephone number can be undone by the link in the notice about it.
    /// Default 7 days.
    pub contact_undo_lifetime: Duration,
    /// How many days after somebody closed their account it is erased. Default 14; at least 1 and at most 90 count.
    pub closing_days: u64,
    /// The attributes of people, and who may write each. Default none.
    pub user_attributes: UserAttributes,
    /// Invitations and reminders that one person may send within an hour. Default 200.
    pub invitations_per_hour: u64,
}

impl Settings {
    /// The defaults, for a deployment that people reach at `base_url`.
    pub fn new(base_url: Url) -> Self {
        const MINUTE: u64 = 60;
        const HOUR: u64 = 60 * MINUTE;
        Self {
            base_url,
            invitation_lifetime: Duration::from_secs(7 * 24 * HOUR),
            letter_lifetime: Duration::from_secs(14 * 24 * HOUR),
            session_idle: Duration::from_secs(HOUR),
            session_lifetime: Duration::from_secs(12 * HOUR),
            application_session_lifetime: Duration::from_secs(HOUR),
            sign_on_lifetime: Duration::from_secs(24 * HOUR),
            factors: Factors::One,
            four_eyes: false,
            methods: vec![AuthenticationMethod::TOTP],
            remember_browsers: Duration::from_secs(30 * 24 * HOUR),
            code_digits: 6,
            editable_sms_gateway: false,
            code_lifetime: Duration::from_secs(10 * MINUTE),
            code_resend_after: Duration::from_secs(30),
            codes_at_once: 3,
            refused_numbers: PREMIUM_RATE.map(ToOwned::to_owned).into(),
            codes_per_person: 20,
            codes_per_network: 100,
            text_messages_per_day: 5000,
            sensitive_after: Duration::from_secs(15 * MINUTE),
            access_token_lifetime: Duration::from_secs(15 * MINUTE),
            token_keys_renewed_after: Some(Duration::from_secs(90 * 24 * HOUR)),
            offline_access_lifetime: Duration::from_secs(90 * 24 * HOUR),
            sign_in_tries: 10,
            sign_in_tries_per_network: 100,
            sign_ons_per_network: 600,
            sign_in_window: Duration::from_secs(15 * MINUTE),
            recoveries_per_network: 30,
            profile: ProfileFields::default(),
            calling_code: None,
            contact_change_lifetime: Duration::from_secs(24 * HOUR),
            contact_undo_lifetime: Duration::from_secs(7 * 24 * HOUR),
            closing_days: 14,
            user_attributes: UserAttributes::new(),
            invitations_per_hour: 200,
        }
    }

    /// The whole address of a path below the base URL; `path` begins with `/`.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.as_str().trim_end_matches('/'))
    }

    /// The local path of the start page.
    pub(crate) fn start_path(&self) -> String {
        format!("{}/", self.base_url.path().trim_end_matches('/'))
    }
}
