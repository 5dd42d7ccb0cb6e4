//! Setting up a way to sign in.

use crate::forms::authenticators::{
    CONFIRM_AUTHENTICATOR, CONFIRM_PASSKEY, NEW_METHOD, NUMBER, PASSKEY, PASSKEY_STATE, PROOF,
};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, NoFields, page_forms};
use crate::page::qr_code::qr_code;
use crate::page::views::form::{Choice, FormState};
use crate::pages::authenticators::codes::recovery_codes;
use crate::pages::authenticators::failure::answer;
use crate::pages::authenticators::paths::SECURITY;
use crate::pages::authenticators::views::{AskPasskey, EnrolAuthenticator, Setup, TotpView};
use crate::pages::authenticators::words::{SentCode, method_words, not_sent};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::authenticators::{
    EnrolError, Enrolled, Enrolment, NewAuthenticator, PasskeyResponse, TotpSetup,
};
use identity_core::domain::AuthenticationMethod;
use identity_core::ids::CredentialId;
use identity_core::values::PhoneNumber;

page_forms! {
    /// The code that proves that somebody has what they set up.
    Confirm => CONFIRM_AUTHENTICATOR;
    /// What the authenticator answered that was asked for a new passkey.
    ConfirmPasskey => CONFIRM_PASSKEY;
}

/// The methods to choose from.
pub(crate) fn choices(visit: &Visit, methods: &[AuthenticationMethod]) -> Result<Vec<Choice>, PageFailure> {
    let choice = |method: &AuthenticationMethod| {
        let hint = match method.as_str() {
            "otp" => visit.say(&PageText::new("enrol-otp-hint"))?,
            "sms" => visit.say(&PageText::new("enrol-sms-hint"))?,
            "pop" => visit.say(&PageText::new("enrol-passkey-hint"))?,
            _ => String::new(),
        };
        Ok(Choice::new(method.as_str(), visit.say(&method_words(method))?, hint))
    };
    methods.iter().map(choice).collect()
}

/// What was chosen to be set up; `None` when something is wrong with it, which is then marked.
pub(crate) fn new_authenticator(visit: &Visit, form: &mut Filled) -> Option<NewAuthenticator> {
    match form.text(&NEW_METHOD).as_str() {
        "otp" => Some(NewAuthenticator::Totp),
        "pop" => Some(NewAuthenticator::Passkey),
        "sms" => {
            let country = visit.state.identity.settings().calling_code.as_ref();
            let number = form.read(&NUMBER, |text| PhoneNumber::parse_in(text, country));
            if number.is_none() {
                form.wrong(&NUMBER);
            }
            number.map(NewAuthenticator::Sms)
        }
        _ => {
            form.wrong(&NEW_METHOD);
            None
        }
    }
    .filter(|_| form.is_right())
}

/// What somebody has to do to set something up.
pub(crate) fn setup_view(visit: &Visit, enrolment: &Enrolment) -> Result<Setup, PageFailure> {
    let now = visit.state.identity.clock().now();
    Ok(Setup {
        method: enrolment.method.to_string(),
        totp: enrolment.totp.as_ref().map(|totp| totp_view(visit, totp)).transpose()?,
        sent: enrolment.sent.as_ref().map(|sent| SentCode::of(sent, now)),
        passkey: enrolment.passkey.clone().map(AskPasskey::of),
    })
}

fn totp_view(visit: &Visit, totp: &TotpSetup) -> Result<TotpView, PageFailure> {
    let failed = || PageFailure::Internal("the key of an app has no address".into());
    let uri = totp.uri(visit.state.pages.brand_name()).ok_or_else(failed)?;
    Ok(TotpView { image: qr_code(uri.expose())?, uri: uri.expose().to_owned(), key: totp.key_in_groups() })
}

fn id_of(text: &str) -> Result<CredentialId, PageFailure> {
    CredentialId::parse(text).map_err(|_| PageFailure::NotFound)
}

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(credential): Path<String>,
) -> Result<Response, PageFailure> {
    let id = id_of(&credential)?;
    match visit.state.identity.enrolment(&caller, id).await {
        Ok(enrolment) => page(&visit, &enrolment, form_of(&enrolment)).await,
        // Who confirmed it already comes back with the browser's own button.
        Err(EnrolError::Confirmed) => Ok(visit.go(SECURITY)),
        Err(error) => answer(&visit, error, &format!("{SECURITY}/enrol/{id}")),
    }
}

/// The empty form that ends setting something up.
fn form_of(enrolment: &Enrolment) -> FormState {
    FormState::of(if enrolment.passkey.is_some() { &CONFIRM_PASSKEY } else { &CONFIRM_AUTHENTICATOR })
}

async fn page(visit: &Visit, enrolment: &Enrolment, form: FormState) -> Result<Response, PageFailure> {
    let here = format!("{SECURITY}/enrol/{}", enrolment.id);
    let view = EnrolAuthenticator {
        send_action: enrolment.method.is_sent().then(|| format!("{here}/send")),
        action: if enrolment.passkey.is_some() { format!("{here}/passkey") } else { here },
        setup: setup_view(visit, enrolment)?,
        back_path: SECURITY.to_owned(),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

pub(crate) async fn confirm(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(credential): Path<String>,
    Posted(Confirm(mut form)): Posted<Confirm>,
) -> Result<Response, PageFailure> {
    let id = id_of(&credential)?;
    let identity = &visit.state.identity;
    let here = format!("{SECURITY}/enrol/{id}");
    if form.is_right() {
        match identity.confirm_enrolment(&caller, id, &form.secret(&PROOF)).await {
            Ok(enrolled) => return added(&visit, enrolled).await,
            Err(EnrolError::WrongCode) => form.wrong(&PROOF),
            Err(EnrolError::Confirmed) => return Ok(visit.go(SECURITY)),
            Err(error) => return answer(&visit, error, &here),
        }
    }
    match identity.enrolment(&caller, id).await {
        Ok(enrolment) => page(&visit, &enrolment, form.state()).await,
        // Another click was right.
        Err(EnrolError::Confirmed) => Ok(visit.go(SECURITY)),
        Err(error) => answer(&visit, error, &here),
    }
}

/// After something was set up: the recovery codes that came with it, or back to the list.
async fn added(visit: &Visit, enrolled: Enrolled) -> Result<Response, PageFailure> {
    if enrolled.recovery_codes.is_empty() {
        return Ok(visit.done(SECURITY, "authenticator-added"));
    }
    let added = Some(PageText::new("notice-authenticator-added"));
    visit.page(&recovery_codes(visit, added, enrolled.recovery_codes, SECURITY.to_owned())?).await
}

/// Takes what the authenticator answered.
pub(crate) async fn confirm_passkey(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(credential): Path<String>,
    Posted(ConfirmPasskey(form)): Posted<ConfirmPasskey>,
) -> Result<Response, PageFailure> {
    let id = id_of(&credential)?;
    let identity = &visit.state.identity;
    let here = format!("{SECURITY}/enrol/{id}");
    let wrong = match identity.confirm_passkey(&caller, id, &passkey_response(&form)).await {
        Ok(enrolled) => return added(&visit, enrolled).await,
        Err(EnrolError::RequestOver) => "error-passkey-over",
        Err(EnrolError::PasskeyRefused) => "error-passkey-new",
        Err(EnrolError::Confirmed) => return Ok(visit.go(SECURITY)),
        Err(error) => return answer(&visit, error, &here),
    };
    match identity.enrolment(&caller, id).await {
        Ok(enrolment) => {
            let form = FormState::of(&CONFIRM_PASSKEY).error(&PASSKEY, PageText::new(wrong));
            page(&visit, &enrolment, form).await
        }
        Err(EnrolError::Confirmed) => Ok(visit.go(SECURITY)),
        Err(error) => answer(&visit, error, &here),
    }
}

/// What a page posts for an authenticator.
pub(crate) fn passkey_response(form: &Filled) -> PasskeyResponse {
    PasskeyResponse { state: form.text(&PASSKEY_STATE), response: form.text(&PASSKEY) }
}

/// Sends the code once more.
pub(crate) async fn send(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(credential): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = id_of(&credential)?;
    let here = format!("{SECURITY}/enrol/{id}");
    match visit.state.identity.resend_enrolment_code(&caller, id).await {
        Ok(()) => Ok(visit.done(&here, "code-sent")),
        Err(EnrolError::Send(error)) => {
            let refused = FormState::of(&CONFIRM_AUTHENTICATOR).error(&PROOF, not_sent(&error));
            match visit.state.identity.enrolment(&caller, id).await {
                Ok(enrolment) => page(&visit, &enrolment, refused).await,
                Err(error) => answer(&visit, error, &here),
            }
        }
        Err(error) => answer(&visit, error, &here),
    }
}
