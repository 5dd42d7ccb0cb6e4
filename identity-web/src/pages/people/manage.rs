//! Managing a member of the organisation: their details, and the state of their account.

use crate::forms::people::EDIT_PERSON;
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::return_to::prove_again_then;
use crate::page::views::form::FormState;
use crate::page::views::outcome::Confirm;
use crate::pages::approvals::ask::path as approval_path;
use crate::pages::organizations::head::{head, parse_person};
use crate::pages::people::password_link;
use crate::pages::people::person_form::{PersonData, data_of, save};
use crate::pages::people::views::{Act, PersonEdit};
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{ApprovalAct, UserState};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::people::{Member, PasswordStatus, UserStateError};
use identity_core::policy::Permission;

/// The links to change an account in this state, for a person who may manage it.
pub(crate) fn acts(state: UserState, password: PasswordStatus, here: &str, erases: bool) -> Vec<Act> {
    let to = |label, state: UserState| Act {
        label: PageText::new(label),
        path: format!("{here}/state/{}", state.as_str()),
    };
    let mut acts = vec![Act { label: PageText::new("manage-edit"), path: format!("{here}/edit") }];
    match state {
        UserState::Active => {
            acts.extend(password_link::acts(password, here));
            acts.extend([
                to("manage-locked-button", UserState::Locked),
                to("manage-disabled-button", UserState::Disabled),
            ]);
        }
        UserState::Locked => {
            acts.extend([
                to("manage-unlock-button", UserState::Active),
                to("manage-disabled-button", UserState::Disabled),
            ]);
        }
        UserState::Disabled => acts.push(to("manage-active-button", UserState::Active)),
        // Its person alone takes it back, unless it is locked meanwhile.
        UserState::Closing => {
            acts.extend([
                to("manage-locked-button", UserState::Locked),
                to("manage-disabled-button", UserState::Disabled),
            ]);
        }
    }
    if !matches!(state, UserState::Disabled | UserState::Closing) {
        acts.push(Act { label: PageText::new("manage-reset-button"), path: reset_path(here) });
    }
    if erases {
        acts.push(Act { label: PageText::new("erase-link"), path: format!("{here}/erase") });
    }
    acts
}

pub(crate) async fn show_edit(
    signed_in: SignedInVisit,
    Path(person): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&person)?;
    let member = signed_in.visit.state.identity.member(&signed_in.caller, id, user).await?;
    edit_page(&signed_in, id, user, data_of(&member.user, &EDIT_PERSON)).await
}

pub(crate) async fn edit(
    signed_in: SignedInVisit,
    Path(person): Path<(String, String)>,
    Posted(PersonData(form)): Posted<PersonData>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&person)?;
    match save(form, &signed_in, user).await? {
        Ok(()) => Ok(signed_in.visit.done(&format!("/organizations/{id}/people/{user}"), "changed")),
        Err(refused) => edit_page(&signed_in, id, user, refused).await,
    }
}

async fn edit_page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    id: OrganizationId,
    user: UserId,
    form: FormState,
) -> Result<Response, PageFailure> {
    let organization = visit.state.identity.organization(caller, id).await?;
    visit.state.identity.check_permission(caller, Permission::MemberManage, id).await?;
    let member = visit.state.identity.member(caller, id, user).await?;
    let person = format!("/organizations/{id}/people/{user}");
    let view = PersonEdit {
        organization: head(&organization),
        name: member.user.full_name(),
        action: format!("{person}/edit"),
        back_path: person,
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

pub(crate) async fn ask_state(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path((id, user, state)): Path<(String, String, String)>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&(id, user))?;
    let state = state_of(&state)?;
    visit.state.identity.check_permission(&caller, Permission::MemberManage, id).await?;
    let member = visit.state.identity.member(&caller, id, user).await?;
    let applications = match state {
        UserState::Active => None,
        _ => visit.applications_after_sign_out(user, &member.user.full_name()).await?,
    };
    let mut view = question(&member, state, format!("/organizations/{id}/people/{user}"));
    if let Some(applications) = applications {
        view.effects.insert(1, applications);
    }
    visit.page(&view).await
}

pub(crate) async fn set_state(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path((id, user, state)): Path<(String, String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&(id, user))?;
    visit.state.identity.set_user_state(&caller, user, state_of(&state)?).await?;
    Ok(visit.done(&format!("/organizations/{id}/people/{user}"), "changed"))
}

pub(crate) async fn ask_reset(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(person): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&person)?;
    visit.state.identity.check_permission(&caller, Permission::MemberManage, id).await?;
    let name = visit.state.identity.member(&caller, id, user).await?.user.full_name();
    let person = format!("/organizations/{id}/people/{user}");
    if visit.state.identity.must_prove_again(&caller).await? {
        return Ok(visit.go(&prove_again_then(&visit.state.base.path(&reset_path(&person)))));
    }
    if visit.state.identity.needs_approval(&caller, user).await? {
        return Ok(visit.go(&approval_path(&person, ApprovalAct::ResetAuthenticators)));
    }
    let view = Confirm {
        title: PageText::new("manage-reset-title").with("name", name.as_str()),
        effects: vec![
            PageText::new("manage-reset-effect").with("name", name.as_str()),
            PageText::new("manage-reset-again"),
        ],
        action: reset_path(&person),
        button: PageText::new("manage-reset-button"),
        back_path: person,
    };
    visit.page(&view).await
}

pub(crate) async fn reset(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(person): Path<(String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&person)?;
    let person = format!("/organizations/{id}/people/{user}");
    match visit.state.identity.reset_authenticators(&caller, user).await {
        Ok(()) => Ok(visit.done(&person, "changed")),
        Err(UserStateError::ProveAgain) => {
            Ok(visit.go(&prove_again_then(&visit.state.base.path(&reset_path(&person)))))
        }
        Err(error) => Err(error.into()),
    }
}

/// Where the second proofs of a person are removed.
fn reset_path(person: &str) -> String {
    format!("{person}/reset-authenticators")
}

fn question(member: &Member, state: UserState, person: String) -> Confirm {
    let [title, effect, again, button] = match state {
        UserState::Locked => {
            ["manage-locked-title", "manage-locked-effect", "manage-locked-again", "manage-locked-button"]
        }
        UserState::Disabled => [
            "manage-disabled-title",
            "manage-disabled-effect",
            "manage-disabled-again",
            "manage-disabled-button",
        ],
        UserState::Active if member.user.state == UserState::Locked => {
            ["manage-unlock-title", "manage-unlock-effect", "manage-unlock-again", "manage-unlock-button"]
        }
        UserState::Active | UserState::Closing => {
            ["manage-active-title", "manage-active-effect", "manage-active-again", "manage-active-button"]
        }
    };
    let name = member.user.full_name();
    Confirm {
        title: PageText::new(title).with("name", name.as_str()),
        effects: vec![PageText::new(effect).with("name", name), PageText::new(again)],
        action: format!("{person}/state/{}", state.as_str()),
        button: PageText::new(button),
        back_path: person,
    }
}

fn state_of(text: &str) -> Result<UserState, PageFailure> {
    let mut settable = UserState::ALL.into_iter().filter(|state| *state != UserState::Closing);
    settable.find(|state| state.as_str() == text).ok_or(PageFailure::NotFound)
}
