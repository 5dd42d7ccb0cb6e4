//! Roles of a person: given and revoked.

use crate::forms::roles::{GIVE_ROLE, ROLE, SERVICES};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{NoFields, page_forms};
use crate::page::views::outcome::Confirm;
use crate::pages::organizations::head::parse_person;
use crate::pages::people::person::person_page;
use crate::pages::roles::refusals::said;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::ids::GrantId;
use identity_core::policy::Permission;
use identity_core::roles::GiveRole;
use identity_core::values::{RoleKey, ServiceKey};

page_forms! {
    /// What the form that gives a role posts.
    GiveForm => GIVE_ROLE;
}

pub(crate) async fn give(
    signed_in: SignedInVisit,
    Path(path): Path<(String, String)>,
    Posted(GiveForm(mut form)): Posted<GiveForm>,
) -> Result<Response, PageFailure> {
    let (organization, user) = parse_person(&path)?;
    let role = form.read(&ROLE, RoleKey::parse);
    let services = form.read_all(&SERVICES, ServiceKey::parse);
    let (true, Some(role)) = (form.is_right(), role) else {
        return person_page(&signed_in, (organization, user), form.state()).await;
    };
    let mut wanted = GiveRole::new(organization, user, role);
    wanted.services = services.filter(|services| !services.is_empty());
    match signed_in.visit.state.identity.give_role(&signed_in.caller, &wanted).await {
        Ok(_) => {
            let path = format!("/organizations/{organization}/people/{user}");
            Ok(signed_in.visit.done(&path, "granted"))
        }
        Err(error) => {
            let refused = form.state().error(&ROLE, said(error)?);
            person_page(&signed_in, (organization, user), refused).await
        }
    }
}

pub(crate) async fn ask_revoke(
    SignedInVisit { visit, caller, current }: SignedInVisit,
    Path((id, user, grant)): Path<(String, String, String)>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&(id, user))?;
    let grant = GrantId::parse(&grant).map_err(|_| PageFailure::NotFound)?;
    let organization = visit.state.identity.organization(&caller, id).await?;
    let member = visit.state.identity.member(&caller, id, user).await?;
    let held = member.roles.iter().find(|held| held.grant.id == grant).ok_or(PageFailure::NotFound)?;
    visit.state.identity.check_permission(&caller, Permission::GrantManage, id).await?;
    let person = format!("/organizations/{id}/people/{user}");
    let name = member.user.full_name();
    let view = Confirm {
        title: PageText::new("revoke-title")
            .with("role", held.role.name.as_str())
            .with("name", name.as_str()),
        effects: vec![
            PageText::new("revoke-effect-now")
                .with("name", name)
                .with("organization", organization.organization.name.as_str()),
            visit.applications_after_change(),
            PageText::new(if user == current.user.id { "revoke-effect-own" } else { "revoke-effect-again" }),
        ],
        action: format!("{person}/grants/{grant}/revoke"),
        button: PageText::new("revoke-button"),
        back_path: person,
    };
    visit.page(&view).await
}

pub(crate) async fn revoke(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path((id, user, grant)): Path<(String, String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let (id, user) = parse_person(&(id, user))?;
    let grant = GrantId::parse(&grant).map_err(|_| PageFailure::NotFound)?;
    visit.state.identity.revoke_grant(&caller, grant).await?;
    Ok(visit.done(&format!("/organizations/{id}/people/{user}"), "revoked"))
}
