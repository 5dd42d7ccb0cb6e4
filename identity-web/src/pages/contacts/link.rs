//! The links in the mails about an address or number. Opening one (`GET`) never uses it up, since mail scanners open links too.
//!
//! As with a [link for a new password](crate::pages::recovery::reset), it redirects at once to an address without the token,
//! which a cookie holds from then on.

use crate::language::PageText;
use crate::page::cookies::Cookie;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::headers::SecretAddress;
use crate::page::return_to::CONTACT_LINK_PATH;
use crate::pages::contacts::change::{ADDED, CHANGED};
use crate::pages::contacts::closed::{Closed, closed};
use crate::pages::contacts::own::{EMAILS, PROFILE};
use crate::pages::contacts::views::UseContactLink;
use crate::visit::browser::with_cookie;
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use identity_core::contacts::{ContactLink, OpenContactLink};
use identity_core::secrets::SecretToken;
use identity_core::values::ContactKind;

/// The link of a mail.
pub(crate) async fn follow(visit: Visit, Path(text): Path<String>) -> Result<Response, PageFailure> {
    let Ok(token) = SecretToken::parse(&text) else { return closed(&visit, Closed::Unknown).await };
    match visit.state.identity.open_contact_link(&token).await {
        Ok(_) => {
            let kept = visit.state.cookies.set(Cookie::Contact, token.expose());
            Ok((Extension(SecretAddress), with_cookie(visit.go(CONTACT_LINK_PATH), kept)).into_response())
        }
        Err(error) => closed(&visit, error).await,
    }
}

pub(crate) async fn show(visit: Visit) -> Result<Response, PageFailure> {
    let Some(token) = &visit.contact_token else { return closed(&visit, Closed::Unknown).await };
    match visit.state.identity.open_contact_link(token).await {
        Ok(opened) => {
            let page = visit.page(&view(&opened)).await?;
            Ok((Extension(SecretAddress), page).into_response())
        }
        Err(error) => closed(&visit, error).await,
    }
}

fn view(opened: &OpenContactLink) -> UseContactLink {
    let before = opened.before.clone().unwrap_or_default();
    let after = opened.after.clone().unwrap_or_default();
    let text = |key| PageText::new(key).with("before", before.clone()).with("after", after.clone());
    let (title, effects, button) = match (opened.link, opened.kind, opened.before.is_some()) {
        (ContactLink::Proof, _, true) => (
            "contact-link-proof-title",
            vec![text("contact-link-proof-effect"), text("contact-link-proof-told")],
            "contact-link-proof-button",
        ),
        (ContactLink::Proof, _, false) => (
            "contact-link-proof-title",
            vec![text("contact-link-add-effect"), text("contact-link-add-told")],
            "contact-link-proof-button",
        ),
        (ContactLink::Stop, ..) => (
            "contact-link-stop-title",
            vec![
                text("contact-link-stop-effect"),
                text("contact-link-undo-sessions"),
                text("contact-link-undo-password"),
            ],
            "contact-link-stop-button",
        ),
        (_, kind, had_one) => {
            let effect = match (kind, had_one) {
                (ContactKind::Email, true) => "contact-link-undo-email",
                (ContactKind::Email, false) => "contact-link-undo-further",
                (ContactKind::Phone, true) => "contact-link-undo-phone",
                (ContactKind::Phone, false) => "contact-link-undo-no-phone",
            };
            let effects =
                vec![text(effect), text("contact-link-undo-sessions"), text("contact-link-undo-password")];
            ("contact-link-undo-title", effects, "contact-link-undo-button")
        }
    };
    UseContactLink {
        title: PageText::new(title),
        effects,
        button: PageText::new(button),
        action: CONTACT_LINK_PATH.to_owned(),
        expires_at: opened.expires_at,
    }
}

pub(crate) async fn submit(visit: Visit, _: Posted<NoFields>) -> Result<Response, PageFailure> {
    let Some(token) = visit.contact_token.clone() else { return closed(&visit, Closed::Unknown).await };
    let identity = &visit.state.identity;
    let adds = match identity.open_contact_link(&token).await {
        Ok(opened) => opened.link == ContactLink::Proof && opened.before.is_none(),
        Err(error) => return closed(&visit, error).await,
    };
    let (page, notice) = if adds { (EMAILS, ADDED) } else { (PROFILE, CHANGED) };
    let done = match identity.use_contact_link(&token, Some(visit.reference.as_str())).await {
        Ok(ContactLink::Proof) if visit.current.is_some() => visit.done(page, notice),
        Ok(ContactLink::Proof) => visit.done("/login", notice),
        Ok(ContactLink::Stop) => visit.done("/login", "contact-stopped"),
        Ok(_) => visit.done("/login", "contact-undone"),
        Err(error) => return closed(&visit, error).await,
    };
    Ok(with_cookie(done, visit.state.cookies.clear(Cookie::Contact)))
}
