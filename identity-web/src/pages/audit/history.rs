//! The history of an organisation in plain words, whole or limited to a kind, a person and some days.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::names::address_or_name;
use crate::page::views::form::Choice;
use crate::pages::audit::limits::Limits;
use crate::pages::audit::rows::{erased, row};
use crate::pages::audit::views::{ChosenPerson, FoundPerson, History, HistoryLink};
use crate::pages::organizations::head::{head, parse};
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::audit::{EventKind, NamedEvent};
use identity_core::domain::Actor;
use identity_core::ids::{OrganizationId, UserId};
use identity_core::people::MemberSearch;
use identity_core::policy::Permission;
use identity_core::store::Page;
use identity_core::{AccessError, Caller};

/// How many people are offered where several have the name that was typed.
const OFFERED: u16 = 10;

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let identity = &visit.state.identity;
    let organization = identity.organization(&caller, id).await?;
    let permits = |permission| organization.permitted.contains(&permission);
    let (sees, finds_people) = (permits(Permission::AuditView), permits(Permission::MemberView));
    let mut limits = Limits::of(&visit, id)?;
    let looks = sees && finds_people && !limits.who.is_empty();
    let found = if looks { find(&visit, &caller, id, &mut limits).await? } else { Vec::new() };
    // Whoever may not see the history is refused by the search for it.
    let shows_rows = !sees || (!limits.form.has_errors() && limits.who.is_empty());
    let (events, next) = if shows_rows {
        identity.search_history(&caller, id, &limits.search, &visit.list_page()?).await?
    } else {
        (Vec::new(), None)
    };
    let person = match limits.search.person {
        None => None,
        Some(person) => Some(chosen(&visit, &caller, id, (person, finds_people), &limits, &events).await?),
    };
    let view = History {
        organization: head(&organization),
        action: limits.everything(),
        finds_people,
        kinds: kinds(&visit)?,
        is_limited: limits.is_limited(),
        person,
        found,
        shows_rows,
        rows: events.iter().map(|event| row(event, id, &limits)).collect(),
        next: next.map(|next| limits.next(&next.to_string())),
        form: limits.form,
    };
    visit.form_page(&view.form, &view).await
}

fn kinds(visit: &Visit) -> Result<Vec<Choice>, PageFailure> {
    let choice = |code: &str, label: PageText| Ok(Choice::new(code, visit.say(&label)?, ""));
    let kind = |kind: EventKind| choice(kind.as_str(), PageText::of_code("history-kind", kind.as_str()));
    let all = choice("", PageText::new("history-kind-all"));
    std::iter::once(all).chain(EventKind::ALL.map(kind)).collect()
}

/// The people of the organisation whose name or address has what was typed. If it is one, the history is theirs; if several,
/// one is to be chosen first.
async fn find(
    visit: &Visit,
    caller: &Caller,
    id: OrganizationId,
    limits: &mut Limits,
) -> Result<Vec<FoundPerson>, PageFailure> {
    let search = MemberSearch::new(limits.who.as_str(), None);
    let (found, more) =
        visit.state.identity.search_members(caller, id, &search, &Page::first(OFFERED)).await?;
    if let ([one], None) = (found.as_slice(), more) {
        limits.choose(one.user.id);
        return Ok(Vec::new());
    }
    let offered = found.iter().map(|member| FoundPerson {
        name: member.user.full_name(),
        email: address_or_name(&member.user),
        path: limits.about(Some(member.user.id)),
    });
    Ok(offered.collect())
}

/// The person whose history it is. They are named if they belong to the organisation or stand in the rows; of others nothing
/// tells whether there is such a person.
async fn chosen(
    visit: &Visit,
    caller: &Caller,
    id: OrganizationId,
    (person, finds_people): (UserId, bool),
    limits: &Limits,
    events: &[NamedEvent],
) -> Result<ChosenPerson, PageFailure> {
    let identity = &visit.state.identity;
    let member =
        if finds_people { identity.member(caller, id, person).await } else { Err(AccessError::NotFound) };
    let name = match member {
        Ok(member) => Some(member.user.full_name()),
        Err(AccessError::NotFound) => events.iter().find_map(|event| name_in(event, person)),
        Err(error) => return Err(error.into()),
    };
    let acted = events.iter().any(|named| named.event.actor == Actor::User(person));
    let name = match name {
        Some(name) => PageText::new("history-name").with("name", name),
        None if acted => erased(person),
        None => PageText::new("history-person-unknown"),
    };
    let others = identity.further_histories(caller, id, person).await?;
    let elsewhere = others
        .into_iter()
        .map(|(id, name)| HistoryLink { name: name.to_string(), path: limits.elsewhere(id) });
    let id = person.to_string();
    Ok(ChosenPerson { id, name, everybody: limits.about(None), elsewhere: elsewhere.collect() })
}

/// The name that an event has for a person.
fn name_in(named: &NamedEvent, person: UserId) -> Option<String> {
    let actor = (named.event.actor == Actor::User(person)).then(|| named.actor.clone());
    let about = || named.about.clone().filter(|_| named.event.about() == Some(person));
    actor.filter(|name| !name.is_empty()).or_else(about)
}
