//! Views of the pages about how somebody signs in.

use crate::language::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::view::views;
use crate::pages::approvals::views::ApprovalRow;
use crate::pages::authenticators::words::SentCode;
use identity_core::Timestamp;
use identity_core::authenticators::PasskeyRequest;
use serde::Serialize;

/// How somebody signs in.
#[derive(Debug, Clone, Serialize)]
pub struct Security {
    /// Where the form posts that begins to set something up.
    pub action: String,
    /// When the password was changed last; absent without one.
    pub password_changed_at: Option<Timestamp>,
    /// What two administrators are about to do to the account.
    pub approvals: Vec<ApprovalRow>,
    /// What was set up beside the password.
    pub rows: Vec<AuthenticatorRow>,
    /// How many recovery codes are left; absent when there never were any.
    pub recovery_codes: Option<PageText>,
    /// Whether so few are left that new ones should be made.
    pub recovery_codes_low: bool,
    /// Where the form posts that makes new recovery codes; absent while nothing is set up.
    pub recovery_action: Option<String>,
    /// The methods that can be set up, by their `amr` values; empty if there are none here.
    pub methods: Vec<Choice>,
    /// `method` and `number`.
    pub form: FormState,
}

/// One of the ways to sign in.
#[derive(Debug, Clone, Serialize)]
pub struct AuthenticatorRow {
    /// The method.
    pub method: PageText,
    /// What its owner calls it.
    pub label: Option<String>,
    /// The end of its number, if it is a telephone.
    pub number: Option<String>,
    /// Whether it is a passkey that other devices of its owner have too.
    pub is_backed_up: bool,
    /// When it was set up.
    pub added_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
    /// Where it is named.
    pub label_path: String,
    /// Where it is removed.
    pub remove_path: String,
}

/// What is set up.
#[derive(Debug, Clone, Serialize)]
pub struct Setup {
    /// The method, by its `amr` value.
    pub method: String,
    /// What an app needs, if it is one.
    pub totp: Option<TotpView>,
    /// The code that was sent, if it is a telephone and one was.
    pub sent: Option<SentCode>,
    /// What the browser is asked, if it is a passkey.
    pub passkey: Option<AskPasskey>,
}

/// What the browser is asked to have a passkey do.
#[derive(Debug, Clone, Serialize)]
pub struct AskPasskey {
    /// The options of `navigator.credentials`, as JSON.
    pub options: String,
    /// What is posted with the answer.
    pub state: String,
}

impl AskPasskey {
    pub(crate) fn of(request: PasskeyRequest) -> Self {
        Self { options: request.options, state: request.state }
    }
}

/// What an app has to be told.
#[derive(Debug, Clone, Serialize)]
pub struct TotpView {
    /// The QR code as SVG.
    pub image: String,
    /// The address that opens an app on the same device.
    pub uri: String,
    /// The key as people type it, in groups of four.
    pub key: String,
}

/// Shows somebody how to set up a way to sign in.
#[derive(Debug, Clone, Serialize)]
pub struct EnrolAuthenticator {
    /// Where the form with the code, or the passkey, posts.
    pub action: String,
    /// Where the form posts that sends a code once more; absent for all but telephones.
    pub send_action: Option<String>,
    /// What is set up.
    pub setup: Setup,
    /// The way back.
    pub back_path: String,
    /// `code`, or `passkey`.
    pub form: FormState,
}

/// Names a way to sign in.
#[derive(Debug, Clone, Serialize)]
pub struct LabelAuthenticator {
    /// The method.
    pub method: PageText,
    /// Where the form posts.
    pub action: String,
    /// The way back.
    pub back_path: String,
    /// `label`.
    pub form: FormState,
}

/// New recovery codes, shown once.
#[derive(Debug, Clone, Serialize)]
pub struct RecoveryCodes {
    /// What was set up just now, if something was.
    pub added: Option<PageText>,
    /// The codes; none when they were shown before, as after a reload.
    pub codes: Vec<String>,
    /// The codes as a text file, which is in the link itself (`data:`), so that it needs no script, and nobody is asked for it.
    pub file: String,
    /// Where to go on.
    pub back_path: String,
}

views! {
    EnrolAuthenticator => "authenticator_enrol.html",
    LabelAuthenticator => "authenticator_label.html",
    RecoveryCodes => "recovery_codes.html",
    Security => "security.html",
}
