//! Asking for a second administrator.

use crate::forms::people::{ASK_APPROVAL, REASON};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::page_forms;
use crate::page::return_to::prove_again_then;
use crate::page::views::form::FormState;
use crate::pages::approvals::views::AskApproval;
use crate::pages::approvals::words::{act_words, effects};
use crate::pages::organizations::head::{head, parse};
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::approvals::{ApprovalError, AskApproval as Wanted};
use identity_core::domain::ApprovalAct;
use identity_core::ids::{OrganizationId, UserId};
use identity_core::policy::Permission;
use identity_core::values::Reason;

page_forms! {
    /// Why a second administrator is asked.
    Ask => ASK_APPROVAL;
}

type Parts = (OrganizationId, UserId, ApprovalAct);

fn parts((organization, user, act): &(String, String, String)) -> Result<Parts, PageFailure> {
    let user = UserId::parse(user).map_err(|_| PageFailure::NotFound)?;
    Ok((parse(organization)?, user, ApprovalAct::parse(act).ok_or(PageFailure::NotFound)?))
}

/// Where it is asked for, below the person's page.
pub(crate) fn path(person: &str, act: ApprovalAct) -> String {
    format!("{person}/approval/{}", act.as_str())
}

pub(crate) async fn show(
    signed_in: SignedInVisit,
    Path(asked): Path<(String, String, String)>,
) -> Result<Response, PageFailure> {
    page(&signed_in, parts(&asked)?, FormState::of(&ASK_APPROVAL)).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(asked): Path<(String, String, String)>,
    Posted(Ask(mut form)): Posted<Ask>,
) -> Result<Response, PageFailure> {
    let (id, user, act) = parts(&asked)?;
    let reason = form.read(&REASON, Reason::parse);
    let Some(reason) = reason.filter(|_| form.is_right()) else {
        return page(&signed_in, (id, user, act), form.state()).await;
    };
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let person = format!("/organizations/{id}/people/{user}");
    match visit.state.identity.ask_approval(caller, &Wanted::new(act, user, reason)).await {
        Ok(_) => Ok(visit.done(&person, "approval-asked")),
        Err(ApprovalError::ProveAgain) => {
            Ok(visit.go(&prove_again_then(&visit.state.base.path(&path(&person, act)))))
        }
        Err(ApprovalError::ReasonNamesPerson) => {
            form.refuse(&REASON, PageText::new("error-reason-names-person"));
            page(&signed_in, (id, user, act), form.state()).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    (id, user, act): Parts,
    form: FormState,
) -> Result<Response, PageFailure> {
    let identity = &visit.state.identity;
    let organization = identity.organization(caller, id).await?;
    identity.check_permission(caller, Permission::MemberManage, id).await?;
    let name = identity.member(caller, id, user).await?.user.full_name();
    if act == ApprovalAct::Erase {
        identity.person_to_erase(caller, user).await?;
    }
    let person = format!("/organizations/{id}/people/{user}");
    if identity.must_prove_again(caller).await? {
        return Ok(visit.go(&prove_again_then(&visit.state.base.path(&path(&person, act)))));
    }
    let view = AskApproval {
        organization: head(&organization),
        title: act_words(act, &name),
        effects: asked_effects(act, &name),
        action: path(&person, act),
        back_path: person,
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

/// What asking does, and what the act does that nothing takes back.
fn asked_effects(act: ApprovalAct, name: &str) -> Vec<PageText> {
    let told = PageText::new("approval-effect-told").with("name", name);
    let asked = vec![PageText::new("approval-effect-second"), told];
    if act != ApprovalAct::Erase {
        return asked;
    }
    let reason = PageText::new("approval-erase-reason");
    effects(act, name).into_iter().chain(asked).chain([reason]).collect()
}
