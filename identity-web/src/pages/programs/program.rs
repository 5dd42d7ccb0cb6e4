//! One program at an organisation: what it can do there, and why.

use crate::language::{PageText, explanations};
use crate::page::failure::PageFailure;
use crate::pages::organizations::head::{head, parse};
use crate::pages::programs::views::{ProgramPage, ProgramRightRow};
use crate::pages::roles::views::RoleWords;
use crate::pages::roles::who_can::{ability_rows, chain_words};
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::ids::{ApiClientId, OrganizationId};
use identity_core::policy::Permission;
use identity_core::programs::ProgramRight;

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(path): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let (id, client) = parse_program(&path)?;
    let identity = &visit.state.identity;
    let organization = identity.organization(&caller, id).await?;
    let found = identity.program(&caller, id, client).await?;
    let manages_mandates = organization.permitted.contains(&Permission::MandateManage);
    let view = ProgramPage {
        organization: head(&organization),
        name: found.program.name.to_string(),
        client_id: found.program.client_id.to_string(),
        enabled: found.program.enabled,
        last_used_at: found.program.last_used_at,
        rights: found.program.rights.iter().map(|right| right_row(right, manages_mandates)).collect(),
        abilities: ability_rows(&found.abilities, &found.usable),
        stop_path: found.can_stop.then(|| format!("/organizations/{id}/programs/{client}/stop")),
        stopped_elsewhere: (!found.can_stop).then(|| {
            let key = if found.can_be_stopped { "program-stop-ask" } else { "program-stop-above" };
            PageText::new(key)
        }),
    };
    visit.page(&view).await
}

/// The ids of an organisation and of a client, as an address has them.
pub(super) fn parse_program(
    (organization, client): &(String, String),
) -> Result<(OrganizationId, ApiClientId), PageFailure> {
    Ok((parse(organization)?, ApiClientId::parse(client).map_err(|_| PageFailure::NotFound)?))
}

fn right_row(right: &ProgramRight, manages_mandates: bool) -> ProgramRightRow {
    let grant = &right.held.grant;
    let unanswered = grant.awaits_acceptance();
    let above = right.chain.first().filter(|_| !right.here).map(|link| link.organization_name.clone());
    ProgramRightRow {
        role: RoleWords {
            name: right.held.role.name.to_string(),
            explanation: right.held.role.description.clone(),
        },
        given_by: Some(right.given_by.clone()).filter(|name| !name.is_empty()),
        given_at: grant.created_at,
        owner: owner(right),
        chain: chain_words(&right.chain).into_iter().skip(1).collect(),
        services: right.services.clone(),
        until: grant.period.ends_at,
        unanswered,
        obstacle: right.held.obstacle.as_ref().filter(|_| !unanswered).map(explanations::deny),
        above,
        mandate_path: (manages_mandates && right.here && grant.mandate.is_some())
            .then(|| format!("/mandates/{}", grant.id)),
    }
}

/// Who answers for it.
fn owner(right: &ProgramRight) -> PageText {
    match &right.owner {
        Some(owner) if owner.answers => PageText::new("program-owner").with("name", owner.name.as_str()),
        Some(owner) => PageText::new("program-owner-left").with("name", owner.name.as_str()),
        None => PageText::new("program-owner-none"),
    }
}
