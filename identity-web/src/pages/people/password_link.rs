//! The link with which a person chooses a password: mailed, or printed as a letter.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::qr_code::qr_code;
use crate::page::return_to::prove_again_then;
use crate::page::views::outcome::Confirm;
use crate::pages::approvals::ask::path as approval_path;
use crate::pages::approvals::list::{LIST, parse as parse_approval};
use crate::pages::organizations::head::parse_person;
use crate::pages::people::views::{Act, Letter, LetterScreen, PasswordLine};
use crate::pages::recovery::first_use::FIRST_USE_PATH;
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::approvals::ApprovalError;
use identity_core::domain::{ApprovalAct, RecoveryKind};
use identity_core::people::{PasswordLetter, PasswordStatus};
use identity_core::policy::Permission;
use identity_core::values::Locale;
use identity_core::{AccessError, Caller};

/// The links to help a person who can sign in to a password.
pub(crate) fn acts(status: PasswordStatus, here: &str) -> Vec<Act> {
    let mail = if status.is_set { "manage-recover-button" } else { "manage-link-button" };
    let mail = Act { label: PageText::new(mail), path: format!("{here}/password-link") };
    let letter = if status.is_set { "manage-letter-again-button" } else { "manage-letter-button" };
    let letter = Act { label: PageText::new(letter), path: format!("{here}/letter") };
    match (status.can_be_mailed, status.is_set) {
        (false, _) => vec![letter],
        (true, true) => vec![mail],
        (true, false) => vec![mail, letter],
    }
}

/// What the page says of somebody who has no password yet, or for whom a letter was printed.
pub(crate) fn line(status: PasswordStatus) -> Option<PasswordLine> {
    let (text, until) = match status.waiting {
        Some((RecoveryKind::StartedLetter, until)) => ("person-letter-again-waits", Some(until)),
        _ if status.is_set => return None,
        None if status.can_be_mailed => ("person-no-link", None),
        None => ("person-no-letter", None),
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
    if !status.can_be_mailed {
        return Err(PageFailure::Refused(PageText::new("manage-link-no-address")));
    }
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
    if status.is_set && status.can_be_mailed {
        return Err(PageFailure::Refused(PageText::new("manage-letter-has-password")));
    }
    if let Some(way) = proves_first(&visit, &caller, &format!("{person}/letter")).await? {
        return Ok(way);
    }
    let user = parse_person(&path)?.1;
    if status.is_set && visit.state.identity.needs_approval(&caller, user).await? {
        return Ok(visit.go(&approval_path(&person, ApprovalAct::StartRecovery)));
    }
    let [title, effect, button] = if status.is_set {
        ["manage-letter-again-title", "manage-letter-again-effect", "manage-letter-again-button"]
    } else {
        ["manage-letter-title", "manage-letter-effect", "manage-letter-button"]
    };
    let about = |key| PageText::new(key).with("name", name.as_str());
    let view = Confirm {
        title: about(title),
        effects: vec![
            about(effect),
            PageText::new("manage-letter-once"),
            PageText::new("manage-link-earlier"),
        ],
        action: format!("{person}/letter"),
        button: PageText::new(button),
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
    let mut letter = identity.print_password_letter(&caller, user).await?;
    letter.organization = identity.organization(&caller, id).await?.organization.name.to_string();
    letter_page(visit, letter, person).await
}

/// The page with a letter, in the language of its person; what stands beside it is in that of whoever prints it.
async fn letter_page(
    mut visit: Visit,
    letter: PasswordLetter,
    back_path: String,
) -> Result<Response, PageFailure> {
    let said = |key| visit.say(&PageText::new(key));
    let screen = LetterScreen {
        language: visit.language.to_string(),
        print: said("letter-print")?,
        done: said("letter-done")?,
        once: said("letter-once")?,
    };
    let languages = visit.state.pages.languages();
    let known = letter.locale.and_then(|locale| {
        let is_meant = |one: &&Locale| **one == locale || one.as_str() == locale.language();
        languages.all().find(is_meant).cloned()
    });
    visit.language = known.unwrap_or(visit.language);
    let view = Letter {
        organization: letter.organization,
        name: letter.name,
        sign_in_name: letter.sign_in_name,
        image: qr_code(&letter.link)?,
        link: letter.link,
        code: letter.code,
        code_address: visit.state.identity.settings().link(FIRST_USE_PATH),
        is_first: letter.is_first,
        expires_at: letter.expires_at,
        screen,
        back_path,
    };
    visit.page(&view).await
}

/// Approves what another administrator asked for. What is approved for somebody without an e-mail address is a letter.
pub(crate) async fn approve(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = parse_approval(&id)?;
    match visit.state.identity.approve(&caller, id).await {
        Ok(None) => Ok(visit.done(LIST, "approved")),
        Ok(Some(letter)) => letter_page(visit, letter, LIST.to_owned()).await,
        Err(ApprovalError::ProveAgain) => {
            Ok(visit.go(&prove_again_then(&visit.state.base.path(&format!("{LIST}/{id}/approve")))))
        }
        Err(error) => Err(error.into()),
    }
}
