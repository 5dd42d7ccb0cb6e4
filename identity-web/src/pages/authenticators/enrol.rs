//! Setting up a way to sign in.

use crate::forms::authenticators::{CONFIRM_AUTHENTICATOR, NEW_METHOD, NUMBER, PROOF};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, NoFields, page_forms};
use crate::page::qr_code::qr_code;
use crate::page::views::form::{Choice, FormState};
use crate::pages::authenticators::failure::answer;
use crate::pages::authenticators::paths::SECURITY;
use crate::pages::authenticators::views::{EnrolAuthenticator, RecoveryCodes, Setup, TotpView};
use crate::pages::authenticators::words::{SentCode, method_words, not_sent};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::authenticators::{EnrolError, Enrolment, NewAuthenticator, TotpSetup};
use identity_core::domain::AuthenticationMethod;
use identity_core::ids::CredentialId;
use identity_core::values::PhoneNumber;

page_forms! {
    /// The code that proves that somebody has what they set up.
    Confirm => CONFIRM_AUTHENTICATOR;
}

/// The methods to choose from.
pub(crate) fn choices(visit: &Visit, methods: &[AuthenticationMethod]) -> Result<Vec<Choice>, PageFailure> {
    let choice = |method: &AuthenticationMethod| {
        let hint = match method.as_str() {
            "otp" => visit.say(&PageText::new("enrol-otp-hint"))?,
            "sms" => visit.say(&PageText::new("enrol-sms-hint"))?,
            _ => String::new(),
        };
        Ok(Choice::new(method.as_str(), visit.say(&method_words(method))?, hint))
    };
    methods.iter().map(choice).collect()
}

/// What was chosen to be set up; `None` when something is wrong with it, which is then marked.
pub(crate) fn new_authenticator(form: &mut Filled) -> Option<NewAuthenticator> {
    match form.text(&NEW_METHOD).as_str() {
        "otp" => Some(NewAuthenticator::Totp),
        "sms" => {
            let number = form.read(&NUMBER, PhoneNumber::parse);
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
        Ok(enrolment) => page(&visit, &enrolment, FormState::of(&CONFIRM_AUTHENTICATOR)).await,
        // Who confirmed it already comes back with the browser's own button.
        Err(EnrolError::Confirmed) => Ok(visit.go(SECURITY)),
        Err(error) => answer(&visit, error, &format!("{SECURITY}/enrol/{id}")),
    }
}

async fn page(visit: &Visit, enrolment: &Enrolment, form: FormState) -> Result<Response, PageFailure> {
    let action = format!("{SECURITY}/enrol/{}", enrolment.id);
    let view = EnrolAuthenticator {
        send_action: enrolment.method.is_sent().then(|| format!("{action}/send")),
        action,
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
            Ok(enrolled) if enrolled.recovery_codes.is_empty() => {
                return Ok(visit.done(SECURITY, "authenticator-added"));
            }
            Ok(enrolled) => {
                let added = Some(PageText::new("notice-authenticator-added"));
                let view =
                    RecoveryCodes { added, codes: enrolled.recovery_codes, back_path: SECURITY.to_owned() };
                return visit.page(&view).await;
            }
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
