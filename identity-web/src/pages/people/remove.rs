//! Removing a person from an organisation.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::views::outcome::Confirm;
use crate::pages::organizations::head::parse_person;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::policy::Permission;

pub(crate) async fn ask(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(path): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&path)?;
    let identity = &visit.state.identity;
    let organization = identity.organization(&caller, id).await?;
    identity.check_permission(&caller, Permission::MemberManage, id).await?;
    let member = identity.member(&caller, id, user).await?;
    let (name, place) = (member.user.full_name(), organization.organization.name.to_string());
    let about = |key| PageText::new(key).with("name", name.as_str()).with("organization", place.as_str());
    let here = format!("/organizations/{id}/people/{user}");
    let view = Confirm {
        title: about("remove-title"),
        effects: vec![
            about("remove-effect-now"),
            about("remove-effect-account"),
            about("remove-effect-again"),
        ],
        action: format!("{here}/remove"),
        button: PageText::new("remove-button"),
        back_path: here,
    };
    visit.page(&view).await
}

pub(crate) async fn remove(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(path): Path<(String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&path)?;
    visit.state.identity.remove_member(&caller, id, user).await?;
    Ok(visit.done(&format!("/organizations/{id}"), "removed"))
}
