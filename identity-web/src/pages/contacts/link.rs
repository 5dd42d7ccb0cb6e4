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
use crate::pages::contacts::change::CHANGED;
use crate::pages::contacts::closed::{Closed, closed};
use crate::pages::contacts::own::PROFILE;
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
    let (title, effects, button) = match (opened.link, opened.kind) {
        (ContactLink::Proof, _) => (
            "contact-link-proof-title",
            vec![
                PageText::new("contact-link-proof-effect").with("after", after).with("before", before),
                PageText::new("contact-link-proof-told"),
            ],
            "contact-link-proof-button",
        ),
        (_, kind) => {
            let effect = match (kind, opened.before.is_some()) {
                (ContactKind::Email, _) => "contact-link-undo-email",
                (ContactKind::Phone, true) => "contact-link-undo-phone",
                (ContactKind::Phone, false) => "contact-link-undo-no-phone",
            };
            let effects = vec![
                PageText::new(effect).with("before", before).with("after", after),
                PageText::new("contact-link-undo-sessions"),
                PageText::new("contact-link-undo-password"),
            ];
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
    let done = match visit.state.identity.use_contact_link(&token, Some(visit.reference.as_str())).await {
        Ok(ContactLink::Proof) if visit.current.is_some() => visit.done(PROFILE, CHANGED),
        Ok(ContactLink::Proof) => visit.done("/login", CHANGED),
        Ok(_) => visit.done("/login", "contact-undone"),
        Err(error) => return closed(&visit, error).await,
    };
    Ok(with_cookie(done, visit.state.cookies.clear(Cookie::Contact)))
}
