//! Having somebody's account erased.

use crate::forms::people::{ERASE_USER, ERASED_NAME, ERASURE_REASON};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::page_forms;
use crate::page::return_to::prove_again_then;
use crate::page::views::form::FormState;
use crate::pages::approvals::ask::path as approval_path;
use crate::pages::closing::views::EraseUser;
use crate::pages::organizations::head::{head, parse_person};
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::closing::{EraseUserError, ErasureOrder};
use identity_core::domain::{ApprovalAct, User};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::values::DisplayName;

page_forms! {
    /// The name of the person, typed to be sure, and the reason.
    EraseForm => ERASE_USER;
}

/// The person, whose account the caller may have erased.
async fn erasable(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    (id, user): (OrganizationId, UserId),
) -> Result<User, PageFailure> {
    visit.state.identity.member(caller, id, user).await?;
    Ok(visit.state.identity.person_to_erase(caller, user).await?.record)
}

pub(crate) async fn ask(
    signed_in: SignedInVisit,
    Path(path): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&path)?;
    let person = erasable(&signed_in, (id, user)).await?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    if visit.state.identity.must_prove_again(caller).await? {
        return Ok(visit.go(&prove_again_then(&visit.state.base.path(&action(id, user)))));
    }
    if visit.state.identity.needs_approval(caller, user).await? {
        let person = format!("/organizations/{id}/people/{user}");
        return Ok(visit.go(&approval_path(&person, ApprovalAct::Erase)));
    }
    page(&signed_in, (id, user), &person, FormState::of(&ERASE_USER)).await
}

pub(crate) async fn erase(
    signed_in: SignedInVisit,
    Path(path): Path<(String, String)>,
    Posted(EraseForm(mut form)): Posted<EraseForm>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&path)?;
    let person = erasable(&signed_in, (id, user)).await?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let reason = form.read(&ERASURE_REASON, DisplayName::parse);
    if form.text(&ERASED_NAME).trim() != person.full_name() {
        form.refuse(&ERASED_NAME, PageText::new("error-erase-name").with("name", person.full_name()));
    }
    let (true, Some(reason)) = (form.is_right(), reason) else {
        return page(&signed_in, (id, user), &person, form.state()).await;
    };
    match visit.state.identity.erase_user(caller, user, &ErasureOrder::default().reason(reason)).await {
        Ok(()) => Ok(visit.done(&format!("/organizations/{id}"), "erased")),
        Err(EraseUserError::ProveAgain) => {
            Ok(visit.go(&prove_again_then(&visit.state.base.path(&action(id, user)))))
        }
        Err(EraseUserError::ReasonNamesPerson) => {
            form.refuse(&ERASURE_REASON, PageText::new("error-reason-names-person"));
            page(&signed_in, (id, user), &person, form.state()).await
        }
        Err(error) => Err(error.into()),
    }
}

fn action(id: OrganizationId, user: UserId) -> String {
    format!("/organizations/{id}/people/{user}/erase")
}

async fn page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    (id, user): (OrganizationId, UserId),
    person: &User,
    form: FormState,
) -> Result<Response, PageFailure> {
    let organization = visit.state.identity.organization(caller, id).await?;
    let view = EraseUser {
        organization: head(&organization),
        name: person.full_name(),
        action: action(id, user),
        back_path: format!("/organizations/{id}/people/{user}"),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}
