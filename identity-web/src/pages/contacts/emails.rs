//! The page of the own e-mail addresses: which there are, which is the main one, and removing one.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::return_to::prove_again_then;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::outcome::Confirm;
use crate::pages::contacts::own::{EMAILS, FURTHER, MAIN, PROFILE};
use crate::pages::contacts::views::{EmailRow, OwnEmails};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::contacts::{FurtherEmail, FurtherEmailError};
use identity_core::ids::UserEmailId;

/// The page, with what stands in the way of changes, if something does.
pub(super) async fn emails_page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    refused: Option<PageText>,
    form: FormState,
) -> Result<Response, PageFailure> {
    let own = visit.state.identity.own_emails(caller).await?;
    let main = own.main.as_ref().map(ToString::to_string);
    let further = |found: &FurtherEmail| EmailRow {
        email: found.email.to_string(),
        is_main: false,
        is_proved: true,
        main_action: refused.is_none().then(|| format!("{EMAILS}/{}/main", found.id)),
        remove_path: refused.is_none().then(|| format!("{EMAILS}/{}/remove", found.id)),
    };
    let first = main.clone().map(|email| EmailRow {
        email,
        is_main: true,
        is_proved: own.main_verified_at.is_some(),
        main_action: None,
        remove_path: None,
    });
    let view = OwnEmails {
        rows: first.into_iter().chain(own.further.iter().map(further)).collect(),
        refused,
        action: EMAILS.to_owned(),
        back_path: PROFILE.to_owned(),
        uses: uses(visit, main.as_deref())?,
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

/// What another address can be for. The first one of somebody is the main one.
fn uses(visit: &Visit, main: Option<&str>) -> Result<Vec<Choice>, PageFailure> {
    let said = |key| visit.say(&PageText::new(key).with("email", main.unwrap_or_default()));
    if main.is_none() {
        let first = Choice::new(MAIN, said("contact-email-first")?, said("contact-email-first-hint")?);
        return Ok(vec![first]);
    }
    Ok(vec![
        Choice::new(MAIN, said("contact-email-instead")?, said("contact-email-instead-hint")?),
        Choice::new(FURTHER, said("contact-email-further")?, said("contact-email-further-hint")?),
    ])
}

pub(crate) async fn choose_main(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    match visit.state.identity.choose_main_email(&caller, parsed(&id)?).await {
        Ok(()) => Ok(visit.done(EMAILS, "email-main")),
        Err(FurtherEmailError::ProveAgain) => Ok(again(&visit, EMAILS)),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn ask_remove(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let id = parsed(&id)?;
    let found = visit.state.identity.own_email(&caller, id).await?;
    let view = Confirm {
        title: PageText::new("contact-email-remove-title").with("email", found.email.as_str()),
        effects: vec![
            PageText::new("contact-email-remove-effect"),
            PageText::new("contact-email-remove-told"),
        ],
        action: format!("{EMAILS}/{id}/remove"),
        button: PageText::new("contact-email-remove-button"),
        back_path: EMAILS.to_owned(),
    };
    visit.page(&view).await
}

pub(crate) async fn remove(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = parsed(&id)?;
    match visit.state.identity.remove_own_email(&caller, id).await {
        Ok(()) => Ok(visit.done(EMAILS, "email-removed")),
        Err(FurtherEmailError::ProveAgain) => Ok(again(&visit, &format!("{EMAILS}/{id}/remove"))),
        Err(error) => Err(error.into()),
    }
}

fn again(visit: &Visit, path: &str) -> Response {
    visit.go(&prove_again_then(&visit.state.base.path(path)))
}

fn parsed(id: &str) -> Result<UserEmailId, PageFailure> {
    UserEmailId::parse(id).map_err(|_| PageFailure::NotFound)
}
