//! How somebody signs in, on one page.

use crate::forms::authenticators::{ADD_AUTHENTICATOR, NEW_METHOD, NUMBER};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{NoFields, page_forms};
use crate::page::views::form::FormState;
use crate::pages::approvals::words::row as row_of;
use crate::pages::authenticators::codes::recovery_codes as shown_once;
use crate::pages::authenticators::enrol::{choices, new_authenticator};
use crate::pages::authenticators::failure::answer;
use crate::pages::authenticators::paths::SECURITY;
use crate::pages::authenticators::views::{AuthenticatorRow, Security};
use crate::pages::authenticators::words::{method_words, not_sent};
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::response::Response;
use identity_core::authenticators::{EnrolError, OwnAuthenticator};

page_forms! {
    /// What is to be set up.
    Add => ADD_AUTHENTICATOR;
}

pub(crate) async fn show(signed_in: SignedInVisit) -> Result<Response, PageFailure> {
    page(&signed_in, FormState::of(&ADD_AUTHENTICATOR)).await
}

async fn page(signed_in: &SignedInVisit, form: FormState) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = signed_in;
    let own = visit.state.identity.own_authenticators(caller).await?;
    let approvals = visit.state.identity.own_approvals(caller).await?;
    let form = match (form.text(&NEW_METHOD), own.offered.first()) {
        (None, Some(first)) => form.chosen(&NEW_METHOD, [first.to_string()]),
        _ => form,
    };
    let view = Security {
        action: SECURITY.to_owned(),
        password_changed_at: own.password_changed_at,
        approvals: approvals.iter().map(|one| row_of(one, &format!("{SECURITY}/approvals"))).collect(),
        rows: own.further.iter().map(row).collect(),
        recovery_codes: own
            .recovery_codes
            .map(|left| PageText::new("recovery-codes-left").with("count", left)),
        recovery_codes_low: own.recovery_codes.is_some_and(|left| left <= FEW),
        recovery_action: (!own.further.is_empty()).then(|| format!("{SECURITY}/recovery-codes")),
        methods: choices(visit, &own.offered)?,
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

/// So few recovery codes are left that somebody should make new ones.
const FEW: usize = 2;

fn row(own: &OwnAuthenticator) -> AuthenticatorRow {
    AuthenticatorRow {
        method: method_words(&own.method),
        label: own.label.as_ref().map(ToString::to_string),
        number: own.number.clone(),
        is_backed_up: own.is_backed_up,
        added_at: own.added_at,
        last_used_at: own.last_used_at,
        label_path: format!("{SECURITY}/{}/label", own.id),
        remove_path: format!("{SECURITY}/{}/remove", own.id),
    }
}

pub(crate) async fn add(
    signed_in: SignedInVisit,
    Posted(Add(mut form)): Posted<Add>,
) -> Result<Response, PageFailure> {
    let Some(new) = new_authenticator(&signed_in.visit, &mut form) else {
        return page(&signed_in, form.state()).await;
    };
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.begin_enrolment(caller, new).await {
        Ok(id) => Ok(visit.go(&format!("{SECURITY}/enrol/{id}"))),
        Err(EnrolError::NotOffered) => {
            form.wrong(&NEW_METHOD);
            page(&signed_in, form.state()).await
        }
        Err(EnrolError::Send(error)) => {
            form.refuse(&NUMBER, not_sent(&error));
            page(&signed_in, form.state()).await
        }
        Err(error) => answer(visit, error, SECURITY),
    }
}

/// New recovery codes are shown in the answer itself, since nothing keeps them.
pub(crate) async fn recovery_codes(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    match visit.state.identity.make_recovery_codes(&caller).await {
        Ok(codes) => visit.page(&shown_once(&visit, None, codes, SECURITY.to_owned())?).await,
        Err(error) => answer(&visit, error, SECURITY),
    }
}
