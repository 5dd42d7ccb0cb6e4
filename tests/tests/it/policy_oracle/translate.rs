//! Worlds in Cedar's language.

use cedar_policy::{Context, Entities, EntityUid, PolicySet, Request as Question};
use identity_core::Timestamp;
use identity_core::domain::{
    Grant, GrantScope, Holder, MandateAnswer, OrganizationState, Period, Rights, UserState,
};
use identity_core::ids::{ContractId, OrganizationId, ServiceId};
use identity_core::policy::{Permission, Request};
use identity_core::store::FactRecords;
use serde_json::{Value, json};
use std::fmt::Display;

pub(super) struct Cedar {
    pub(super) policies: PolicySet,
    pub(super) entities: Entities,
    /// The organisations that are not active.
    barred: Vec<Value>,
}

/// Permissions as the book's table has them: whether they can be exercised for single services, and whether they outlast a
/// suspension.
fn kind(permission: Permission) -> (bool, bool) {
    match permission.as_str() {
        "organization.view" => (true, true),
        "grant.manage" | "mandate.manage" => (true, false),
        "audit.view" | "organization.provision" | "member.manage" => (false, true),
        other => unreachable!("{other} is not asked about"),
    }
}

fn entity(of: &str, id: impl Display) -> Value {
    json!({ "__entity": { "type": of, "id": id.to_string() } })
}

fn holder(holder: Holder) -> (&'static str, String) {
    match holder {
        Holder::User(id) => ("User", id.to_string()),
        Holder::Client(id) => ("Client", id.to_string()),
        Holder::Organization(id) => ("Org", id.to_string()),
    }
}

fn record(of: &str, id: impl Display, attrs: &Value, parents: &[Value]) -> Value {
    json!({ "uid": { "type": of, "id": id.to_string() }, "attrs": attrs, "parents": parents })
}

/// A period as two numbers.
fn span(period: &Period) -> (i64, i64) {
    let micros = |at: Option<Timestamp>, open| at.map_or(open, Timestamp::unix_micros);
    (micros(period.starts_at, i64::MIN), micros(period.ends_at, i64::MAX))
}

impl Cedar {
    pub(super) fn of(records: &FactRecords) -> Self {
        let entities = Entities::from_json_value(Value::Array(entities(records)), None).unwrap();
        let text: String = records.grants.iter().filter_map(|grant| policy(records, grant)).collect();
        let barred = records.organizations.iter().filter(|place| place.state != OrganizationState::Active);
        Self {
            policies: text.parse().unwrap(),
            entities,
            barred: barred.map(|place| entity("Org", place.id)).collect(),
        }
    }

    pub(super) fn request(&self, request: &Request) -> Question {
        let Request { subject, permission, organization } = request;
        let (single, outlasts) = kind(*permission);
        let mut context = json!({
            "now": subject.at.unix_micros(), "barred": self.barred, "single": single, "outlasts": outlasts,
        });
        if let Some(scopes) = subject.scopes {
            context["scopes"] = scopes.iter().map(|permission| entity("Action", permission)).collect();
        }
        if let Some(place) = subject.acting_for {
            context["acting_for"] = entity("Org", place);
        }
        let (of, id) = holder(subject.holder);
        let uid = |of: &str, id: String| -> EntityUid { format!("{of}::\"{id}\"").parse().unwrap() };
        let context = Context::from_json_value(context, None).unwrap();
        let action = uid("Action", permission.to_string());
        Question::new(uid(of, id), action, uid("Org", organization.to_string()), context, None).unwrap()
    }
}

fn entities(records: &FactRecords) -> Vec<Value> {
    let mut entities = Vec::new();
    for place in &records.organizations {
        let above: Vec<_> = place.parent().map(|parent| entity("Org", parent)).into_iter().collect();
        entities.push(record("Org", place.id, &json!({}), &above));
    }
    // Whoever is not known is not active.
    for holder in super::world::holders() {
        match holder {
            Holder::User(id) => {
                let active =
                    records.users.iter().any(|user| user.id == id && user.state == UserState::Active);
                entities.push(record("User", id, &json!({ "active": active }), &[]));
            }
            Holder::Client(id) => {
                let active = records.clients.iter().any(|client| client.id == id && client.enabled);
                entities.push(record("Client", id, &json!({ "active": active }), &[]));
            }
            Holder::Organization(_) => {}
        }
    }
    for role in &records.roles {
        let permissions: Vec<_> = role.permissions.iter().map(|found| entity("Action", found)).collect();
        entities.push(record(
            "Role",
            role.id,
            &json!({ "enabled": role.enabled, "permissions": permissions }),
            &[],
        ));
    }
    for service in &records.services {
        let attrs = json!({ "enabled": service.enabled, "free": !service.needs_contract });
        entities.push(record("Service", service.id, &attrs, &[]));
    }
    for contract in &records.contracts {
        let services: Vec<_> = contract.services.iter().map(|id| entity("Service", id)).collect();
        let (from, until) = span(&contract.period);
        let organization = entity("Org", contract.organization);
        let attrs =
            json!({ "organization": organization, "services": services, "from": from, "until": until });
        entities.push(record("Contract", contract.id, &attrs, &[]));
    }
    entities.extend(records.grants.iter().map(|grant| grant_entity(grant)));
    entities
}

fn grant_entity(grant: &Grant) -> Value {
    let (from, until) = span(&grant.period);
    let onward = match &grant.mandate {
        Some(mandate) => i64::from(mandate.max_delegation_depth),
        None if grant.path.parent_grant().is_some() => 0,
        // A root grant can be given onward however often.
        None => 1_000,
    };
    let accepted = grant.mandate.as_ref().is_none_or(|mandate| mandate.answer == MandateAnswer::Accepted);
    let attrs = json!({
        "ended": grant.revoked_at.is_some(), "from": from, "until": until, "accepted": accepted, "onward": onward,
        "act": grant.rights != Rights::Grant, "grant": grant.rights != Rights::Act,
    });
    record("Grant", grant.id, &attrs, &[])
}

/// The grants from one that stands by itself down to this one, as its path names them; none if one is not there, or
/// stands elsewhere.
fn chain<'a>(records: &'a FactRecords, grant: &'a Grant) -> Option<Vec<&'a Grant>> {
    let steps = grant.path.steps();
    let find = |at: usize| {
        let found = records.grants.iter().map(|found| &found.record).find(|found| found.id == steps[at]);
        found.filter(|found| found.path.steps() == &steps[..=at])
    };
    (0..steps.len()).map(find).collect()
}

/// The policy that a grant is.
fn policy(records: &FactRecords, grant: &Grant) -> Option<String> {
    let chain = chain(records, grant)?;
    let (of, id) = holder(grant.holder);
    if of == "Org" {
        return None;
    }
    let mut conditions = vec!["principal.active".to_owned(), format!("Grant::\"{}\".act", grant.id)];
    if of == "Client" {
        conditions.push("(!(context has scopes) || context.scopes.contains(action))".to_owned());
    }
    conditions.push("(context.outlasts || !(resource in context.barred))".to_owned());
    if chain.len() > 1 {
        let reached = reaches("context.acting_for", grant);
        conditions.push(format!("(!(context has acting_for) || {reached})"));
    }
    conditions.extend(chain.iter().map(|link| by_itself(records, link)));
    conditions.extend(chain.windows(2).map(|pair| onward(pair[0], pair[1])));
    let when = conditions.join("\n  && ");
    Some(format!("permit(principal == {of}::\"{id}\", action, resource) when {{\n  {when}\n}};\n"))
}

fn reaches(what: &str, grant: &Grant) -> String {
    let relation = match grant.scope {
        GrantScope::Organization => "==",
        GrantScope::Subtree => "in",
    };
    format!("{what} {relation} Org::\"{}\"", grant.organization)
}

/// What each grant of a chain has to be by itself.
fn by_itself(records: &FactRecords, link: &Grant) -> String {
    let (grant, role) = (format!("Grant::\"{}\"", link.id), format!("Role::\"{}\"", link.role));
    let place = format!("Org::\"{}\"", link.organization);
    let mut conditions = vec![
        format!("{role}.enabled && {role}.permissions.contains(action)"),
        format!("!{grant}.ended && {grant}.accepted"),
        format!("context.now >= {grant}.from && context.now < {grant}.until"),
        reaches("resource", link),
        format!("(!context.outlasts || !({place} in context.barred))"),
    ];
    if link.services.is_some() || link.contracts.is_some() {
        conditions.push(format!("context.single && ({})", gate(records, link)));
    }
    conditions.join(" && ")
}

/// One of the services that a grant is limited to is usable where it was given; limited to contracts alone, one is in force.
fn gate(records: &FactRecords, link: &Grant) -> String {
    let all: Vec<ContractId> = records.contracts.iter().map(|contract| contract.id).collect();
    let is_meant = |id: &&ContractId| link.contracts.as_ref().is_none_or(|only| only.contains(*id));
    let in_force = |id: &ContractId| in_force(*id, link.organization);
    let contracts: Vec<&ContractId> = all.iter().filter(is_meant).collect();
    let ways: Vec<String> = match &link.services {
        None => contracts.into_iter().map(in_force).collect(),
        Some(services) => services.iter().map(|service| usable(*service, link, &contracts)).collect(),
    };
    if ways.is_empty() { "false".to_owned() } else { ways.join(" || ") }
}

fn in_force(contract: ContractId, place: OrganizationId) -> String {
    let contract = format!("Contract::\"{contract}\"");
    format!(
        "(Org::\"{place}\" in {contract}.organization && context.now >= {contract}.from && context.now < {contract}.until)"
    )
}

fn usable(service: ServiceId, link: &Grant, contracts: &[&ContractId]) -> String {
    let service = format!("Service::\"{service}\"");
    let covered = contracts.iter().map(|id| {
        format!("(Contract::\"{id}\".services.contains({service}) && {})", in_force(**id, link.organization))
    });
    let free = link.contracts.is_none().then(|| format!("{service}.free"));
    let ways: Vec<String> = covered.chain(free).collect();
    let ways = if ways.is_empty() { "false".to_owned() } else { ways.join(" || ") };
    format!("({service}.enabled && ({ways}))")
}

/// That the holder of `source` could give `grant` from it.
fn onward(source: &Grant, grant: &Grant) -> String {
    let (from, to) = (format!("Grant::\"{}\"", source.id), format!("Grant::\"{}\"", grant.id));
    let deep = if grant.mandate.is_some() {
        format!("{to}.onward < {from}.onward")
    } else {
        format!("{from}.onward > 0")
    };
    let active = match holder(source.holder) {
        ("Org", id) => format!("!(Org::\"{id}\" in context.barred)"),
        (of, id) => format!("{of}::\"{id}\".active"),
    };
    format!("{from}.grant && {deep} && {active}")
}
