//! What people will see: the sign-in page, light and dark, and a mail.

use crate::delivery::{Letterhead, MessageTemplates};
use crate::forms::sign_on::SIGN_IN;
use crate::page::failure::PageFailure;
use crate::page::headers::{Framed, Sandboxed, in_language};
use crate::page::names::address_or_name;
use crate::page::views::form::FormState;
use crate::page::views::frame::Frame;
use crate::pages::sign_on::views::SignIn;
use crate::visit::look::frame_look;
use crate::visit::visitor::SignedInVisit;
use axum::Extension;
use axum::response::{Html, IntoResponse, Response};
use identity_core::brands::{BrandDetails, BrandOf, ShownBrand};
use identity_core::delivery::{Message, MessageContent};
use std::time::Duration;

/// The page of the query: `show=mail`, or the sign-in page in a `scheme`.
pub(super) async fn show(signed_in: &SignedInVisit, of: BrandOf) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = signed_in;
    let found = visit.state.identity.brand(caller, of).await?;
    let shown = visit.state.identity.previewed_brand(found.subject).await?;
    if visit.query("show").as_deref() == Some("mail") {
        return mail(signed_in, shown).await;
    }
    let scheme = if visit.query("scheme").as_deref() == Some("dark") { "dark" } else { "light" };
    let mut look = frame_look(&shown, &visit.language);
    look.scheme = Some(scheme);
    if let Some(path) = &mut look.colours {
        path.push_str("?scheme=");
        path.push_str(scheme);
    }
    let frame = Frame { look, language: Some(visit.language.clone()), ..Frame::default() };
    let html = visit.state.pages.render(&frame, &sign_in(&found))?;
    Ok(in_language(&visit.language, (Extension(Framed), Html(html)).into_response()))
}

fn sign_in(found: &BrandDetails) -> SignIn {
    SignIn {
        action: "/login".to_owned(),
        service: found.application.clone(),
        again: false,
        return_to: None,
        recover_path: "/recover".to_owned(),
        passkey: None,
        connections: Vec::new(),
        failure: None,
        form: FormState::of(&SIGN_IN),
    }
}

/// A code, as it is mailed to whoever signs in.
async fn mail(
    SignedInVisit { visit, .. }: &SignedInVisit,
    shown: ShownBrand,
) -> Result<Response, PageFailure> {
    let settings = visit.state.identity.settings();
    let failed = |error: &dyn std::error::Error| PageFailure::Internal(error.to_string().into());
    let letterhead = Letterhead::of_brand(visit.state.pages.brand(), settings.base_url.clone());
    let letterhead = letterhead.languages(visit.state.pages.languages().clone());
    let templates = MessageTemplates::new(letterhead, visit.state.pages.message_templates().as_deref());
    let templates = templates.map_err(|error| failed(&error))?;
    let digits = usize::from(visit.state.identity.code_digits().await?);
    let content = MessageContent::Code {
        code: "1234567890".chars().take(digits).collect(),
        minutes: Duration::from_mins(10).as_secs() / 60,
        host: settings.base_url.host_str().unwrap_or_default().to_owned(),
    };
    let recipient = visit.current.as_ref().map(|current| address_or_name(&current.user)).unwrap_or_default();
    let mut message = Message::new(recipient, content);
    message.locale = Some(visit.language.clone());
    message.brand = shown;
    let letter = templates.letter(&message).map_err(|error| failed(&error))?;
    Ok((Extension(Sandboxed), Html(letter.html)).into_response())
}
