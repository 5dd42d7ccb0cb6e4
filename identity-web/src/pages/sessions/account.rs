//! The own account: data, roles, sessions.

use crate::forms::people::OWN_DATA;
use crate::page::device_words::device_words;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::views::form::FormState;
use crate::pages::people::list::role_names;
use crate::pages::people::person_form::{self, OwnData, data_of};
use crate::pages::sessions::views::{self, BrowserRow, MembershipRow, SessionRow};
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{RememberedBrowser, Session};
use identity_core::ids::{RememberedBrowserId, SessionId};
use identity_core::people::Account;
use identity_core::store::Versioned;

pub(crate) async fn show(signed_in: SignedInVisit) -> Result<Response, PageFailure> {
    let form = data_of(&signed_in.current.user, &OWN_DATA);
    page(signed_in, form).await
}

pub(crate) async fn save(
    signed_in: SignedInVisit,
    Posted(OwnData(form)): Posted<OwnData>,
) -> Result<Response, PageFailure> {
    let user = signed_in.current.user.id;
    match person_form::save(form, &signed_in, user).await? {
        Ok(()) => Ok(signed_in.visit.done("/account", "saved")),
        Err(refused) => page(signed_in, refused).await,
    }
}

pub(crate) async fn end_session(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(session): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let session = SessionId::parse(&session).map_err(|_| PageFailure::NotFound)?;
    visit.state.identity.end_session(&caller, session).await?;
    Ok(visit.done("/account", "session-ended"))
}

pub(crate) async fn end_other_sessions(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    visit.state.identity.end_other_sessions(&caller).await?;
    Ok(visit.done("/account", "sessions-ended"))
}

pub(crate) async fn page(signed_in: SignedInVisit, form: FormState) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, current, caller } = signed_in;
    let account = visit.state.identity.account(&caller).await?;
    let sessions = visit.state.identity.own_sessions(&caller).await?;
    let rows: Vec<_> =
        sessions.iter().rev().map(|session| session_row(session, current.session.id)).collect();
    let browsers = visit.state.identity.remembered_browsers(&caller).await?;
    let others = rows.iter().any(|row| !row.current);
    let chosen = account.user.locale.as_ref().and_then(|own| visit.state.pages.languages().nearest(own));
    let view = views::Account {
        action: "/account".to_owned(),
        email: account.user.email.to_string(),
        phone: account.user.phone.as_ref().map(ToString::to_string),
        language: chosen.map(ToString::to_string),
        memberships: memberships(&account),
        sign_out_others_action: others.then(|| "/account/sessions/end-others".to_owned()),
        sessions: rows,
        browsers: browsers.iter().rev().map(browser_row).collect(),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

pub(crate) async fn forget_browser(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(browser): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let browser = RememberedBrowserId::parse(&browser).map_err(|_| PageFailure::NotFound)?;
    visit.state.identity.forget_browser(&caller, browser).await?;
    Ok(visit.done("/account", "browser-forgotten"))
}

fn browser_row(browser: &Versioned<RememberedBrowser>) -> BrowserRow {
    BrowserRow {
        device: device_words(browser.device.user_agent.as_deref()),
        since: browser.created_at,
        last_used_at: browser.last_used_at,
        until: browser.expires_at,
        forget_action: format!("/account/browsers/{}/forget", browser.id),
    }
}

fn memberships(account: &Account) -> Vec<MembershipRow> {
    let row = |(place, held): &(identity_core::domain::Organization, Vec<identity_core::roles::HeldRole>)| {
        let sees_people = account.administers.contains(&place.id);
        MembershipRow {
            organization: place.name.to_string(),
            path: sees_people.then(|| format!("/organizations/{}", place.id)),
            roles: role_names(held, true),
            idle_roles: role_names(held, false),
        }
    };
    account.places.iter().map(row).collect()
}

fn session_row(session: &Versioned<Session>, present: SessionId) -> SessionRow {
    let current = session.id == present;
    SessionRow {
        device: device_words(session.device.user_agent.as_deref()),
        address: session.device.address.clone(),
        started_at: session.created_at,
        last_used_at: session.last_seen_at,
        current,
        sign_out_action: (!current).then(|| format!("/account/sessions/{}/end", session.id)),
    }
}
