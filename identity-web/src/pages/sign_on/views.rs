//! Views of the pages of sign-on and sign-out.

use crate::language::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::outcome::Onward;
use crate::page::views::view::views;
use crate::pages::authenticators::views::{AskPasskey, Setup};
use crate::pages::authenticators::words::SentCode;
use crate::pages::organizations::views::OrganizationHead;
use crate::pages::sign_on::linking::views::ConnectionButton;
use identity_core::Timestamp;
use serde::Serialize;

/// The sign-in page.
#[derive(Debug, Clone, Serialize)]
pub struct SignIn {
    /// Where the form posts, below the mount point.
    pub action: String,
    /// The service where the person is heading; absent when it is this one.
    pub service: Option<String>,
    /// Whether somebody who is signed in proves once more who they are.
    pub again: bool,
    /// Where to go afterwards on this server, already checked to be local.
    pub return_to: Option<String>,
    /// Where somebody goes who forgot the password.
    pub recover_path: String,
    /// What the browser is asked for in the place of name and password; absent where no passkeys are offered.
    pub passkey: Option<AskPasskey>,
    /// The identity providers elsewhere, preferred ones first.
    pub connections: Vec<ConnectionButton>,
    /// Why the last request to one of them came to nothing.
    pub failure: Option<PageText>,
    /// `identifier` and `password`.
    pub form: FormState,
}

/// Asks for the code of a further proof.
#[derive(Debug, Clone, Serialize)]
pub struct Challenge {
    /// Where the form posts.
    pub action: String,
    /// The service that is opened; absent when it is this one.
    pub service: Option<String>,
    /// The method, by its `amr` value.
    pub method: String,
    /// What to do for it.
    pub how: PageText,
    /// Whether its codes are sent, and so can be asked for.
    pub is_sent: bool,
    /// The code that was sent; absent when none was.
    pub sent: Option<SentCode>,
    /// For how many days the browser can be remembered; absent if it cannot.
    pub remember_days: Option<u64>,
    /// What the browser is asked, if it is a passkey.
    pub passkey: Option<AskPasskey>,
    /// The other methods.
    pub others: Vec<OtherWay>,
    /// `method` and `code`, or `password`, or `passkey`.
    pub form: FormState,
}

/// Another method, a link away.
#[derive(Debug, Clone, Serialize)]
pub struct OtherWay {
    /// The method, by its `amr` value.
    pub method: String,
    /// The method.
    pub label: PageText,
    /// Where it is asked for.
    pub path: String,
}

/// Asks somebody who needs a further proof what to set up.
#[derive(Debug, Clone, Serialize)]
pub struct EnrolChoice {
    /// Where the form posts.
    pub action: String,
    /// The service that is opened; absent when it is this one.
    pub service: Option<String>,
    /// The methods to choose from, by their `amr` values.
    pub methods: Vec<Choice>,
    /// `method` and `number`.
    pub form: FormState,
}

/// Shows somebody who needs a further proof how to set it up.
#[derive(Debug, Clone, Serialize)]
pub struct EnrolInFlow {
    /// Where the form posts.
    pub action: String,
    /// The service that is opened; absent when it is this one.
    pub service: Option<String>,
    /// What is set up.
    pub setup: Setup,
    /// Where something else, or another number, is chosen.
    pub choose_path: Option<String>,
    /// `method` and `code`, or `passkey`.
    pub form: FormState,
}

/// Asks what an organisation asks of its people when they sign in.
#[derive(Debug, Clone, Serialize)]
pub struct SignInPolicy {
    /// Where the form posts.
    pub action: String,
    /// The organisation.
    pub organization: OrganizationHead,
    /// How many kinds of proof.
    pub factors: Vec<Choice>,
    /// The methods of this deployment that can count as the second proof.
    pub methods: Vec<Choice>,
    /// For how long browsers are remembered.
    pub days: Vec<Choice>,
    /// Whether the deployment asks for a second administrator everywhere, so that there is nothing to choose.
    pub four_eyes_everywhere: bool,
    /// The page of how text messages are sent, at the operator's own organisation.
    pub sms_path: Option<String>,
    /// `factors`, `methods` and `remember_days`.
    pub form: FormState,
}

/// Tells somebody whose sign-on is over that they are signed in, and leads on to the service.
#[derive(Debug, Clone, Serialize)]
pub struct AlreadySignedIn {
    /// The service.
    pub service: String,
    /// What became of the sign-on.
    pub text: PageText,
    /// Where the service begins; absent when that is not known here.
    pub path: Option<String>,
}

/// Asks before signing out.
#[derive(Debug, Clone, Serialize)]
pub struct SignOut {
    /// Where the form posts.
    pub action: String,
    /// The services that will be closed too.
    pub services: Vec<String>,
}

/// The page that tells the services of a sign-out, each in a frame of its own.
#[derive(Debug, Clone, Serialize)]
pub struct SigningOut {
    /// The services.
    pub services: Vec<ServiceSignOut>,
    /// Where the page goes on when all have answered, or after a while.
    pub onward_path: String,
}

/// Asks for which organisation the person acts.
#[derive(Debug, Clone, Serialize)]
pub struct ChooseOrganization {
    /// Where the form posts.
    pub action: String,
    /// The service that is opened; absent when the choice is made for itself.
    pub service: Option<String>,
    /// The organisations to choose from.
    pub organizations: Vec<Choice>,
    /// `organization`.
    pub form: FormState,
}

/// Asks somebody who closed their account whether to keep it.
#[derive(Debug, Clone, Serialize)]
pub struct KeepAccount {
    /// Where the form posts.
    pub action: String,
    /// When it is erased.
    pub erase_at: Timestamp,
    /// Nothing but the step.
    pub form: FormState,
}

/// Asks whether an application may know and do what it asks for.
#[derive(Debug, Clone, Serialize)]
pub struct Consent {
    /// Where the forms post.
    pub action: String,
    /// The application.
    pub service: String,
    /// What it asks for, each in a few words.
    pub asked: Vec<PageText>,
    /// Nothing but the step.
    pub form: FormState,
    /// Nothing but the step, for who does not agree.
    pub decline: FormState,
}

/// Says what was signed out.
#[derive(Debug, Clone, Serialize)]
pub struct SignedOut {
    /// The services that took part.
    pub services: Vec<ServiceSignOut>,
    /// Where to go on: the service that asked for the sign-out, or where the person was heading.
    pub onward: Option<OnwardLink>,
    /// Where to sign in again.
    pub sign_in_path: String,
}

/// A link that leads on.
#[derive(Debug, Clone, Serialize)]
pub struct OnwardLink {
    /// Where to.
    pub path: String,
    /// The words of the link.
    pub label: PageText,
}

/// How signing out of one service went.
#[derive(Debug, Clone, Serialize)]
pub struct ServiceSignOut {
    /// The service.
    pub name: String,
    /// How it went, in a word.
    pub word: PageText,
    /// Whether the service has confirmed it.
    pub closed: bool,
    /// What that means for the person; absent when nothing is to be done.
    pub hint: Option<PageText>,
    /// Where to sign out there by oneself.
    pub link: Option<String>,
    /// The address of the frame that tells the service; absent when it is told otherwise, or was told.
    pub frame: Option<String>,
}

/// Leads on to a service that waits.
#[derive(Debug, Clone, Serialize)]
pub struct Leaving {
    /// The service.
    pub service: String,
    /// The address that carries the answer.
    pub path: String,
}

/// Says why a service cannot be opened.
#[derive(Debug, Clone, Serialize)]
pub struct SsoRefused {
    /// The service.
    pub service: String,
    /// What the reason is.
    pub reason: PageText,
    /// The person to ask.
    pub contact: PageText,
    /// The way back, carrying the refusal to the service; absent when there is nowhere safe to go.
    pub back: Option<Onward>,
    /// The way back as an address, where that carries the refusal.
    pub back_path: Option<String>,
    /// The id that is in the log.
    pub reference: String,
    /// Facts for support, as name and value.
    pub details: Vec<(PageText, String)>,
}

views! {
    AlreadySignedIn => "already_signed_in.html",
    Challenge => "challenge.html",
    ChooseOrganization => "choose_organization.html",
    Consent => "consent.html",
    EnrolChoice => "flow_enrol_choice.html",
    EnrolInFlow => "flow_enrol.html",
    KeepAccount => "keep_account.html",
    Leaving => "leaving.html",
    SignIn => "sign_in.html",
    SignInPolicy => "sign_in_policy.html",
    SignOut => "sign_out.html",
    SignedOut => "signed_out.html",
    SigningOut => "signing_out.html",
    SsoRefused => "sso_refused.html",
}
