//! The world in Casbin: role-based access with domains.
//!
//! Casbin tries every line of policy at each request, and knows neither times nor chains. So the lines are few, one
//! for each permission of each kind of role; who has a role where is its graph of roles in domains; only grants that
//! are in force when it is loaded are in there; and whoever asks goes up the tree themselves, one request a step.

use crate::ours::Records;
use crate::world::{Query, ROLES, WITHIN_SERVICE, Who, World};
use casbin::{CoreApi, DefaultModel, Enforcer, MemoryAdapter, MgmtApi};
use tokio::runtime::Runtime;

const MODEL: &str = "
[request_definition]
r = sub, dom, act, here, state
[policy_definition]
p = sub, act, reach, kind
[role_definition]
g = _, _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && (p.reach == \"below\" || r.here == \"here\") && (r.state == \"active\" || p.kind == \"looks\") && g(r.sub, p.sub, r.dom)
";

pub struct Casbin(Enforcer);

/// One request: the person, the permission, the state of the organisation, and the line of the organisation upwards.
pub struct Asked {
    person: String,
    permission: &'static str,
    state: &'static str,
    line: Vec<String>,
}

impl Casbin {
    pub fn new(world: &World, records: &Records) -> Self {
        Runtime::new().unwrap().block_on(async {
            let model = DefaultModel::from_str(MODEL).await.unwrap();
            let mut enforcer = Enforcer::new(model, MemoryAdapter::default()).await.unwrap();
            enforcer.add_policies(lines()).await.unwrap();
            enforcer.add_grouping_policies(roles_held(world, records)).await.unwrap();
            Self(enforcer)
        })
    }

    pub fn request(world: &World, records: &Records, query: &Query) -> Asked {
        Asked {
            person: records.person(query.person),
            permission: query.permission.as_str(),
            state: if world.active[query.organization] { "active" } else { "off" },
            line: world.line(query.organization).map(|at| records.place(at)).collect(),
        }
    }

    pub fn is_allowed(&self, asked: &Asked) -> bool {
        asked.line.iter().enumerate().any(|(steps, place)| {
            let here = if steps == 0 { "here" } else { "above" };
            let request = (asked.person.as_str(), place.as_str(), asked.permission, here, asked.state);
            self.0.enforce(request).unwrap()
        })
    }
}

fn name(role: usize, subtree: bool, limited: bool) -> String {
    let (reach, limit) = (if subtree { "below" } else { "only" }, if limited { "/service" } else { "" });
    format!("{}/{reach}{limit}", ROLES[role].key)
}

/// What each kind of role allows.
fn lines() -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    for (at, role) in ROLES.iter().enumerate().filter(|(_, role)| role.enabled) {
        for (subtree, limited) in [(false, false), (true, false), (true, true)] {
            let fits = |permission: &&_| !limited || WITHIN_SERVICE.contains(permission);
            for permission in role.permissions.iter().filter(fits) {
                let reach = if subtree { "below" } else { "only" };
                let kind = if permission.only_looks() { "looks" } else { "changes" };
                let line = [&name(at, subtree, limited), permission.as_str(), reach, kind];
                lines.push(line.map(ToOwned::to_owned).into());
            }
        }
    }
    lines
}

/// Who has which role where, of what is in force.
fn roles_held(world: &World, records: &Records) -> Vec<Vec<String>> {
    let mut held = Vec::new();
    for (at, given) in world.grants.iter().enumerate() {
        if let Who::Person(person) = given.holder
            && world.in_force(at)
        {
            let role = name(given.role, given.subtree, given.contract.is_some());
            held.push(vec![records.person(person), role, records.place(given.organization)]);
        }
    }
    held.sort_unstable();
    held.dedup();
    held
}
