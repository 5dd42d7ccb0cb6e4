//! The JSON of a flow.

use identity_core::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! steps {
    ($($(#[$doc:meta])* $step:ident = $name:literal;)+) => {
        /// What a flow asks for now.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
        pub(crate) enum FlowStep { $($(#[$doc])* #[serde(rename = $name)] $step),+ }

        /// The names of all steps, for those who walk them.
        pub const STEPS: &[&str] = &[$($name),+];
    };
}

steps! {
    /// Name and password.
    SignIn = "sign_in";
    /// The code of a further proof.
    Challenge = "challenge";
    /// What to set up as a further proof.
    Enrol = "enrol";
    /// The code of what is being set up.
    ConfirmEnrolment = "confirm_enrolment";
    /// The organisation to act for.
    ChooseOrganization = "choose_organization";
    /// Whether to keep the account that was closed: the action `keep` does.
    KeepAccount = "keep_account";
    /// Whether the service may know and do what it asks for: the actions `consent` and `decline` do.
    Consent = "consent";
    /// Somebody signed in elsewhere and is asked for their account here: the action `connect` says that they have one, and the prompts,
    /// where there are any, are those of a new one.
    ConnectOrCreate = "connect_or_create";
    /// Whether the account here and the one elsewhere are both theirs: the actions `confirm_link` and `refuse_link` do.
    ConfirmLink = "confirm_link";
    /// As whom somebody goes on who came from elsewhere while somebody else is signed in: the actions `switch` and `stay` do.
    SwitchPerson = "switch_person";
    /// Whether the account is linked with one elsewhere: `way_on` leads to the page that does, and the actions `not_now` and
    /// `never`, where there are any, go on without.
    OfferLink = "offer_link";
    /// Somebody cannot go on in the way that they came. `messages` say why, and the action `other_way` leads to the others.
    OtherWay = "other_way";
    /// The account of an invited person.
    CreateAccount = "create_account";
    /// A new password, by the link that was mailed.
    SetPassword = "set_password";
    /// Nothing: the session is open, and the front end goes to `return_to`.
    Finished = "finished";
    /// Nothing: it does not go on here. `messages` say why, and `way_on` leads on.
    Help = "help";
}

/// A flow, as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Flow {
    pub(crate) id: Uuid,
    #[schema(inline)]
    pub(crate) step: FlowStep,
    /// The heading of the step.
    pub(crate) title: String,
    /// What to do, where there is more to say than the heading.
    pub(crate) text: Option<String>,
    /// The service that is opened; `null` when it is this one.
    pub(crate) service: Option<String>,
    /// What is asked, in the order in which it is shown.
    pub(crate) prompts: Vec<Prompt>,
    /// What can be done instead of answering.
    pub(crate) actions: Vec<FlowAction>,
    /// What is wrong with what was answered, or what was done.
    pub(crate) messages: Vec<FlowMessage>,
    /// The identity providers elsewhere by which the person can sign in, preferred ones first. Their buttons are on the page at
    /// `/flow/{id}`.
    pub(crate) connections: Vec<FlowConnection>,
    /// What an authenticator app has to be told.
    pub(crate) setup: Option<AppSetup>,
    /// The code that was sent.
    pub(crate) sent: Option<SentCode>,
    /// The request for a passkey, where one can be given or is set up. The answers are `passkey`, what the browser made of it
    /// as JSON in a text, and `state`.
    pub(crate) passkey: Option<PasskeyAsked>,
    /// The recovery codes that came with the second proof that was set up just now; else empty. They are in this answer alone,
    /// so show them before anything else, until the person says that they kept them.
    pub(crate) recovery_codes: Vec<String>,
    /// The local path to go to, once it is finished.
    pub(crate) return_to: Option<String>,
    /// The way on, where it does not go on here.
    pub(crate) way_on: Option<WayOn>,
    /// From when it has to begin anew.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) expires_at: Timestamp,
}

/// One thing that is asked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Prompt {
    /// The name of its answer.
    #[schema(example = "identifier")]
    pub(crate) name: &'static str,
    #[schema(inline)]
    pub(crate) kind: PromptKind,
    /// What it is called, in the reader's language.
    pub(crate) label: String,
    /// A sentence below the label.
    pub(crate) hint: Option<String>,
    pub(crate) required: bool,
    /// The `autocomplete` of HTML, for browsers and password managers; empty for none.
    pub(crate) autocomplete: &'static str,
    /// The most characters of an answer.
    pub(crate) max_length: u64,
    /// What was answered before, or what is proposed; never a password or a code.
    pub(crate) value: Option<String>,
    /// The answers to choose from, where `kind` is `choice`.
    pub(crate) options: Vec<PromptOption>,
}

/// How an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PromptKind {
    /// A line of text.
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// A password.
    Password,
    /// A code, of digits or of a recovery code.
    Code,
    /// One of `options`.
    Choice,
}

/// One of the answers to choose from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PromptOption {
    /// What is answered.
    pub(crate) value: String,
    /// What is read.
    pub(crate) label: String,
    /// What choosing it means.
    pub(crate) hint: Option<String>,
}

/// An identity provider elsewhere.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FlowConnection {
    /// Its name.
    #[schema(example = "City Group")]
    pub(crate) name: String,
    /// What signing in by it is good for, in the reader's language.
    pub(crate) benefit: Option<String>,
    /// Whether it stands before the prompts.
    pub(crate) preferred: bool,
}

/// Something that can be done instead of answering.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FlowAction {
    /// What is sent as `action`.
    #[schema(example = "send_code")]
    pub(crate) name: &'static str,
    /// The words of its button, in the reader's language.
    pub(crate) label: String,
    /// The prompts whose answers go with it.
    pub(crate) prompts: Vec<&'static str>,
}

/// Something that is said once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FlowMessage {
    /// The prompt that it is about; `null` when it is about the whole step.
    pub(crate) prompt: Option<&'static str>,
    /// The stable code: the key of the message in the catalogue.
    #[schema(example = "sign-in-refused")]
    pub(crate) code: String,
    /// The message, in the reader's language.
    pub(crate) text: String,
}

/// What an authenticator app has to be told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AppSetup {
    /// The key as people type it, in groups of four.
    pub(crate) key: String,
    /// The address that opens an app on the same device (`otpauth:`).
    pub(crate) uri: String,
    /// The address as a QR code: an SVG image.
    pub(crate) image: String,
}

/// A code that was sent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SentCode {
    /// Where to, masked.
    pub(crate) target: String,
    /// For how many minutes it is good.
    pub(crate) minutes: i64,
    /// In how many seconds it can be sent again; 0 for now.
    pub(crate) again_in: i64,
}

/// A request for a passkey.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PasskeyAsked {
    /// The options of `navigator.credentials.get` or, while one is set up, of `create`, as JSON in a text (`WebAuthn`, section 5.1).
    pub(crate) options: String,
    /// What is sent back as it is, as the answer `state`.
    pub(crate) state: String,
}

/// The way on, where a flow does not go on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WayOn {
    /// A local path to a page.
    pub(crate) path: String,
    /// The words of its link, in the reader's language.
    pub(crate) label: String,
}
