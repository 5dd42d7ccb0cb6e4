//! The programs of an organisation, and giving a role to one.

use crate::forms::roles::{CLIENT_ID, GIVE_PROGRAM_ROLE, OWNER, ROLE, SERVICES};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::page_forms;
use crate::page::views::form::{Choice, FormState};
use crate::pages::organizations::head::{head, parse};
use crate::pages::programs::views::{ProgramGrantForm, ProgramRow, Programs};
use crate::pages::roles::choices::{limiting_services, role_choices};
use crate::pages::roles::refusals::said;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::ids::{OrganizationId, UserId};
use identity_core::organizations::OrganizationDetails;
use identity_core::policy::Permission;
use identity_core::programs::Program;
use identity_core::roles::{GiveRole, GiveRoleError, ToClient};
use identity_core::store::Page;
use identity_core::values::{ClientId, RoleKey, ServiceKey};
use std::collections::BTreeSet;

/// Members beyond these answer for a program by giving it the role themselves.
const OWNERS: u16 = 200;

page_forms! {
    /// What the form that gives a role to a program posts.
    GiveProgramRole => GIVE_PROGRAM_ROLE;
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    page(&signed_in, parse(&id)?, FormState::of(&GIVE_PROGRAM_ROLE)).await
}

pub(crate) async fn give(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(GiveProgramRole(mut form)): Posted<GiveProgramRole>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let client = form.read(&CLIENT_ID, ClientId::parse);
    let owner = form.read(&OWNER, UserId::parse);
    let role = form.read(&ROLE, RoleKey::parse);
    let services = form.read_all(&SERVICES, ServiceKey::parse);
    let (true, Some((client, role))) = (form.is_right(), client.zip(role)) else {
        return page(&signed_in, id, form.state()).await;
    };
    let client = owner.into_iter().fold(ToClient::new(client), ToClient::owner);
    let mut wanted = GiveRole::to_client(id, client, role);
    wanted.services = services.filter(|services| !services.is_empty());
    match signed_in.visit.state.identity.give_role(&signed_in.caller, &wanted).await {
        Ok(_) => Ok(signed_in.visit.done(&format!("/organizations/{id}/programs"), "program-granted")),
        Err(error) => {
            let at = match &error {
                GiveRoleError::UnknownClient | GiveRoleError::AlreadyHeld => &CLIENT_ID,
                GiveRoleError::UnknownOwner => &OWNER,
                _ => &ROLE,
            };
            let refused = form.state().error(at, said(error)?);
            page(&signed_in, id, refused).await
        }
    }
}

async fn page(
    signed_in: &SignedInVisit,
    id: OrganizationId,
    form: FormState,
) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = signed_in;
    let identity = &visit.state.identity;
    let organization = identity.organization(caller, id).await?;
    let programs = identity.programs(caller, id).await?;
    let gives_mandates = organization.permitted.contains(&Permission::MandateManage);
    let view = Programs {
        rows: programs.iter().map(|program| row(program, id)).collect(),
        give: give_form(signed_in, &organization, id).await?,
        mandate_path: gives_mandates.then(|| format!("/organizations/{id}/mandates/new")),
        organization: head(&organization),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

fn row(program: &Program, id: OrganizationId) -> ProgramRow {
    let roles: BTreeSet<_> = program.rights.iter().map(|right| right.held.role.name.to_string()).collect();
    let owners = program.rights.iter().filter_map(|right| right.owner.as_ref());
    let owners: BTreeSet<_> = owners.filter(|owner| owner.answers).map(|owner| owner.name.clone()).collect();
    ProgramRow {
        name: program.name.to_string(),
        client_id: program.client_id.to_string(),
        path: format!("/organizations/{id}/programs/{}", program.id),
        roles: roles.into_iter().collect(),
        owners: owners.into_iter().collect(),
        last_used_at: program.last_used_at,
        enabled: program.enabled,
    }
}

/// The form that gives a role, for those who can give one.
async fn give_form(
    signed_in: &SignedInVisit,
    organization: &OrganizationDetails,
    id: OrganizationId,
) -> Result<Option<ProgramGrantForm>, PageFailure> {
    let SignedInVisit { visit, caller, .. } = signed_in;
    if !organization.permitted.contains(&Permission::GrantManage) {
        return Ok(None);
    }
    let mut givable = visit.state.identity.givable_roles(caller, id).await?;
    givable.retain(|role| !role.mandate_only);
    let services = visit.state.identity.organization_services(caller, id).await?;
    let sees = organization.permitted.contains(&Permission::MemberView);
    let form = ProgramGrantForm {
        action: format!("/organizations/{id}/programs"),
        roles: role_choices(&givable),
        services: limiting_services(&services),
        owners: if sees { owner_choices(signed_in, id).await? } else { Vec::new() },
    };
    Ok((!givable.is_empty()).then_some(form))
}

/// The members who can answer for a program, behind the giver; none where there is nobody else.
pub(crate) async fn owner_choices(
    SignedInVisit { visit, caller, current }: &SignedInVisit,
    id: OrganizationId,
) -> Result<Vec<Choice>, PageFailure> {
    let (members, _) = visit.state.identity.members(caller, id, None, &Page::first(OWNERS)).await?;
    let others = members.iter().filter(|member| member.user.id != current.user.id);
    let mut choices: Vec<_> = others
        .map(|member| {
            let user = &member.user;
            let known_as = user.email.as_ref().map(ToString::to_string);
            let known_as = known_as.or_else(|| user.username.as_ref().map(ToString::to_string));
            let label = format!("{}, {}", user.full_name(), known_as.unwrap_or_default());
            Choice::new(member.user.id.to_string(), label, "")
        })
        .collect();
    if !choices.is_empty() {
        choices.insert(0, Choice::new("", visit.say(&PageText::new("program-owner-giver"))?, ""));
    }
    Ok(choices)
}
