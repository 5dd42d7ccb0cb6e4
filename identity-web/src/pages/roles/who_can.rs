//! Who can do a given thing at an organisation, and what a person can do: each with the chain behind it.

use crate::forms::roles::{PERMISSION, WHO_CAN};
use crate::language::PageText;
use crate::language::explanations::permission_words;
use crate::page::failure::PageFailure;
use crate::page::views::form::{Choice, FormState};
use crate::pages::organizations::head::{head, parse};
use crate::pages::roles::views::{AbilityRow, AbleRow, WhoCan};
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::ids::OrganizationId;
use identity_core::policy::Permission;
use identity_core::roles::{Ability, AbleHolder, NamedLink, UsableService};

/// A chain in words: the own grant first, then the hands it came through.
pub(crate) fn chain_words(chain: &[NamedLink]) -> Vec<PageText> {
    let words = |(hand, link): (usize, &NamedLink)| {
        let key = match (hand, link.mandate) {
            (0, false) => "chain-own-role",
            (0, true) => "chain-own-mandate",
            (_, false) => "chain-role",
            (_, true) => "chain-mandate",
        };
        PageText::new(key)
            .with("role", link.role.as_str())
            .with("organization", link.organization_name.as_str())
            .with("name", link.holder_name.as_str())
    };
    chain.iter().enumerate().map(words).collect()
}

/// What a person can do and the services that they can use, grouped by the chain of grants that gives it.
pub(crate) fn ability_rows(abilities: &[Ability], usable: &[UsableService]) -> Vec<AbilityRow> {
    let mut rows: Vec<AbilityRow> = Vec::new();
    let services = usable.iter().map(|usable| {
        (PageText::new("ability-service").with("service", usable.service.as_str()), &usable.because.chain)
    });
    let acts = abilities.iter().map(|ability| (permission_words(ability.permission), &ability.because.chain));
    for (act, chain) in acts.chain(services) {
        let chain = chain_words(chain);
        match rows.iter_mut().find(|row| row.chain == chain) {
            Some(row) => row.acts.push(act),
            None => rows.push(AbilityRow { acts: vec![act], chain }),
        }
    }
    rows
}

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let identity = &visit.state.identity;
    let organization = identity.organization(&caller, id).await?;
    identity.check_permission(&caller, Permission::GrantView, id).await?;
    let asked = visit.query(PERMISSION.name()).and_then(|text| Permission::parse(&text));
    let able = match asked {
        Some(permission) => identity.who_can(&caller, id, permission).await?,
        None => Vec::new(),
    };
    let choice = |permission: &Permission| {
        let label = visit.say(&permission_words(*permission))?;
        Ok(Choice::new(permission.as_str(), label, ""))
    };
    let view = WhoCan {
        organization: head(&organization),
        action: format!("/organizations/{id}/who-can"),
        permissions: Permission::ALL.iter().map(choice).collect::<Result<_, PageFailure>>()?,
        asked: asked.map(permission_words),
        rows: able.iter().map(|holder| able_row(holder, id)).collect(),
        form: FormState::of(&WHO_CAN).value(&PERMISSION, asked.map_or("", Permission::as_str)),
    };
    visit.page(&view).await
}

fn able_row(holder: &AbleHolder, organization: OrganizationId) -> AbleRow {
    let above = holder.because.chain.last().filter(|link| link.organization != organization);
    let by_mandate = holder.because.chain.first().is_some_and(|link| link.mandate);
    let mark = match above {
        Some(link) => {
            Some(PageText::new("who-can-above").with("organization", link.organization_name.as_str()))
        }
        None => by_mandate.then(|| PageText::new("who-can-by-mandate")),
    };
    AbleRow { name: holder.name.clone(), mark, chain: chain_words(&holder.because.chain) }
}
