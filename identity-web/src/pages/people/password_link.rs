//! The link with which a person chooses a password: mailed, or printed as a letter.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::qr_code::qr_code;
use crate::page::return_to::prove_again_then;
use crate::page::views::outcome::Confirm;
use crate::pages::approvals::ask::path as approval_path;
use crate::pages::organizations::head::parse_person;
use crate::pages::people::views::{Act, Letter, PasswordLine};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{ApprovalAct, RecoveryKind};
use identity_core::people::PasswordStatus;
use identity_core::policy::Permission;
use identity_core::{AccessError, Caller};

/// The links to help a person who can sign in to a password.
pub(crate) fn acts(status: PasswordStatus, here: &str) -> Vec<Act> {
    let mail = if status.is_set { "manage-recover-button" } else { "manage-link-button" };
    let mail = Act { label: PageText::new(mail), path: format!("{here}/password-link") };
    let letter = Act { label: PageText::new("manage-letter-button"), path: format!("{here}/letter") };
    if status.is_set { vec![mail] } else { vec![mail, letter] }
}

/// What the page says of somebody who has no password yet.
pub(crate) fn line(status: PasswordStatus) -> Option<PasswordLine> {
    let (text, until) = match status.waiting {
        _ if status.is_set => return None,
        None => ("person-no-link", None),
        Some((RecoveryKind::Letter, until)) => ("person-letter-waits", Some(until)),
        Some((_, until)) => ("person-link-waits", Some(until)),
    };
    Some(PasswordLine { text: PageText::new(text), until })
}

/// The person, whose account the caller may manage, and what is known of their password.
async fn managed(
    visit: &Visit,
    caller: &Caller,
    path: &(String, String),
) -> Result<(String, String, PasswordStatus), PageFailure> {
    let (id, user) = parse_person(path)?;
    let identity = &visit.state.identity;
    identity.check_permission(caller, Permission::MemberManage, id).await?;
    let name = identity.member(caller, id, user).await?.user.full_name();
    let status = match identity.password_status(caller, user).await {
        // Who manages people here, and not this one.
        Err(AccessError::NotFound) => return Err(PageFailure::Refused(PageText::new("manage-holds-more"))),
        status => status?,
    };
    Ok((name, format!("/organizations/{id}/people/{user}"), status))
}

/// Where somebody goes whose last proof is too old for this; they come back to `path`.
async fn proves_first(visit: &Visit, caller: &Caller, path: &str) -> Result<Option<Response>, PageFailure> {
    let proves = visit.state.identity.must_prove_again(caller).await?;
    Ok(proves.then(|| visit.go(&prove_again_then(&visit.state.base.path(path)))))
}

pub(crate) async fn ask_mail(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(path): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let (name, person, status) = managed(&visit, &caller, &path).await?;
    if let Some(way) = proves_first(&visit, &caller, &format!("{person}/password-link")).await? {
        return Ok(way);
    }
    let user = parse_person(&path)?.1;
    if status.is_set && visit.state.identity.needs_approval(&caller, user).await? {
        return Ok(visit.go(&approval_path(&person, ApprovalAct::StartRecovery)));
    }
    let [title, effect, button] = if status.is_set {
        ["manage-recover-title", "manage-recover-effect", "manage-recover-button"]
    } else {
        ["manage-link-title", "manage-link-effect", "manage-link-button"]
    };
    let about = |key| PageText::new(key).with("name", name.as_str());
    let view = Confirm {
        title: about(title),
        effects: vec![about(effect), PageText::new("manage-link-earlier"), about("manage-link-never")],
        action: format!("{person}/password-link"),
        button: PageText::new(button),
        back_path: person,
    };
    visit.page(&view).await
}

pub(crate) async fn mail(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(path): Path<(String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&path)?;
    let person = format!("/organizations/{id}/people/{user}");
    if let Some(way) = proves_first(&visit, &caller, &format!("{person}/password-link")).await? {
        return Ok(way);
    }
    visit.state.identity.send_password_link(&caller, user).await?;
    Ok(visit.done(&person, "link-sent"))
}

pub(crate) async fn ask_letter(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(path): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let (name, person, status) = managed(&visit, &caller, &path).await?;
    if status.is_set {
        return Err(PageFailure::Refused(PageText::new("manage-letter-has-password")));
    }
    if let Some(way) = proves_first(&visit, &caller, &format!("{person}/letter")).await? {
        return Ok(way);
    }
    let about = |key| PageText::new(key).with("name", name.as_str());
    let view = Confirm {
        title: about("manage-letter-title"),
        effects: vec![
            about("manage-letter-effect"),
            PageText::new("manage-letter-once"),
            PageText::new("manage-link-earlier"),
        ],
        action: format!("{person}/letter"),
        button: PageText::new("manage-letter-button"),
        back_path: person,
    };
    visit.page(&view).await
}

/// Shows the letter, once. Whoever loads the page again prints a new one, and the one before works no longer.
pub(crate) async fn letter(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(path): Path<(String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&path)?;
    let identity = &visit.state.identity;
    let person = format!("/organizations/{id}/people/{user}");
    if let Some(way) = proves_first(&visit, &caller, &format!("{person}/letter")).await? {
        return Ok(way);
    }
    let letter = identity.print_password_letter(&caller, user).await?;
    let organization = identity.organization(&caller, id).await?.organization;
    let view = Letter {
        organization: organization.name.to_string(),
        name: letter.name,
        sign_in_name: letter.username.map_or_else(|| letter.email.to_string(), |name| name.to_string()),
        image: qr_code(&letter.link)?,
        link: letter.link,
        expires_at: letter.expires_at,
        back_path: person,
    };
    visit.page(&view).await
}
