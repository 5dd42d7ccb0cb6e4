//! The own account: data, roles, sessions.

use crate::page::device_words::device_words;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::pages::people::list::role_names;
use crate::pages::sessions::views::{self, BrowserRow, MembershipRow, SessionRow};
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{RememberedBrowser, Session};
use identity_core::ids::{RememberedBrowserId, SessionId};
use identity_core::people::Account;
use identity_core::store::Versioned;

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

pub(crate) async fn show(
    SignedInVisit { visit, current, caller }: SignedInVisit,
) -> Result<Response, PageFailure> {
    let account = visit.state.identity.account(&caller).await?;
    let sessions = visit.state.identity.own_sessions(&caller).await?;
    let rows: Vec<_> =
        sessions.iter().rev().map(|session| session_row(session, current.session.id)).collect();
    let browsers = visit.state.identity.remembered_browsers(&caller).await?;
    let others = rows.iter().any(|row| !row.current);
    let view = views::Account {
        name: account.user.full_name(),
        email: account.user.email.as_ref().map(ToString::to_string),
        username: account.user.username.as_ref().map(ToString::to_string),
        phone: account.user.phone.as_ref().map(ToString::to_string),
        memberships: memberships(&account),
        sign_out_others_action: others.then(|| "/account/sessions/end-others".to_owned()),
        sessions: rows,
        browsers: browsers.iter().rev().map(browser_row).collect(),
    };
    visit.page(&view).await
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
        let here = format!("/account/organizations/{}", place.id);
        let sees_people = account.administers.contains(&place.id);
        MembershipRow {
            organization: place.name.to_string(),
            path: sees_people.then(|| format!("/organizations/{}", place.id)),
            roles: role_names(held, true),
            idle_roles: role_names(held, false),
            give_back: held
                .iter()
                .filter(|held| held.grant.mandate.is_none() && held.grant.organization == place.id)
                .map(|held| {
                    let path = format!("{here}/roles/{}/give-back", held.grant.id);
                    (held.role.name.to_string(), path)
                })
                .collect(),
            leave_path: account.belongs_to.contains(&place.id).then(|| format!("{here}/leave")),
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
