//! Who may do what where, as a table that a reviewer can read: `matrix.txt`. `UPDATE_BOOK=1` writes it anew.

use super::records::{self, NOW, grant, id, key, mandate, versioned};
use identity_core::domain::{
    Contract, Grant, GrantScope, Holder, Organization, OrganizationPath, OrganizationState, Period, Rights,
};
use identity_core::ids::{OrganizationId, RoleId, ServiceId};
use identity_core::policy::{DelegationRequest, Facts, Permission, Subject, access, can_delegate, decide};
use identity_core::store::FactRecords;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use Permission as P;

/// The places, by how they stand to City Group, to which everybody but staff belongs.
const PLACES: [(&str, u128); 5] = [("own", 2), ("child", 3), ("parent", 1), ("sibling", 4), ("unrelated", 5)];

const LOOKING: [Permission; 5] =
    [P::OrganizationView, P::ContractView, P::MemberView, P::GrantView, P::AuditView];
const MANAGING: [Permission; 4] = [P::MemberManage, P::InvitationManage, P::GrantManage, P::MandateManage];

/// The roles of the table: number, key, permissions, and roles in the application.
fn roles() -> Vec<(u128, &'static str, Vec<Permission>, Vec<&'static str>)> {
    let staff = [&LOOKING[..], &MANAGING, &[P::OutboxView]].concat();
    let feed = vec![P::OrganizationView, P::OrganizationProvision, P::ContractView, P::ContractProvision];
    let contact = [&LOOKING[..], &MANAGING, &[P::RoleDefine]].concat();
    let representative = vec![
        P::OrganizationView,
        P::MemberView,
        P::InvitationManage,
        P::GrantView,
        P::GrantManage,
        P::MandateManage,
    ];
    vec![
        (31, "account-manager", staff, vec![]),
        (32, "back-office", [&LOOKING[..], &[P::OutboxView]].concat(), vec![]),
        (33, "crm-feed", feed, vec![]),
        (34, "contact-person", contact, vec!["administrator", "viewer"]),
        (35, "viewer", vec![P::OrganizationView], vec!["viewer"]),
        (36, "representative", representative, vec!["administrator", "viewer"]),
    ]
}

/// Somebody in the table.
struct Actor {
    title: &'static str,
    subject: Subject,
}

fn actors() -> Vec<Actor> {
    let person = |title, number| Actor { title, subject: Subject::user(id(number), NOW) };
    let feed = Subject::client(id(70), Permission::ALL.iter().copied().collect(), NOW);
    vec![
        person("Account manager: staff of the operator, for everybody, and to give contact persons", 61),
        person("Back office: staff of the operator, looks only", 62),
        Actor { title: "CRM feed: a program of the operator", subject: feed },
        person("Contact person of City Group", 63),
        person("Viewer at City Group", 64),
        person(
            "Representative of City Group for the service, by the contact person's mandate, once onward",
            65,
        ),
        person("Second representative, by the first one's mandate, not onward", 66),
        person("Representative whose contract for the service has ended", 67),
        person("Representative who has only the right to grant", 68),
        person("Representative who has not accepted", 69),
    ]
}

fn service() -> ServiceId {
    id(11)
}

fn grants() -> Vec<Grant> {
    let person = |number| Holder::User(id(number));
    let staff = |number, holder, role, rights| Grant { rights, ..grant(id(number), holder, id(role), id(1)) };
    let contact = grant(id(44), person(63), id(34), id(2));
    let limited = |number, holder| Grant {
        services: Some([service()].into()),
        ..grant(id(number), person(holder), id(36), id(2))
    };
    let first = mandate(limited(46, 65), &contact, 1);
    let by_contract = Grant { contracts: Some([id(22)].into()), ..limited(48, 67) };
    let unanswered = identity_core::domain::Mandate::offered(1, None);
    vec![
        staff(41, person(61), 31, Rights::Act),
        staff(51, person(61), 34, Rights::Grant),
        staff(42, person(62), 32, Rights::Act),
        staff(43, Holder::Client(id(70)), 33, Rights::Act),
        grant(id(45), person(64), id(35), id(2)),
        mandate(limited(47, 66), &first, 0),
        mandate(by_contract, &contact, 1),
        Grant { rights: Rights::Grant, ..mandate(limited(49, 68), &contact, 1) },
        Grant { mandate: Some(unanswered), ..mandate(limited(50, 69), &contact, 1) },
        first,
        contact,
    ]
}

fn world(city_group: OrganizationState) -> FactRecords {
    let root = OrganizationPath::root(id(1));
    let [own, other] = [2, 4].map(|number| root.child(id(number)).unwrap());
    let paths = [root, own.clone(), own.child(id(3)).unwrap(), other.clone(), other.child(id(5)).unwrap()];
    let mut organizations: Vec<_> = paths.map(|path| versioned(records::organization(path))).into();
    organizations[1].record = Organization { state: city_group, ..organizations[1].record.clone() };
    let contract = |number, place| records::contract(id(number), id(place), [service()].into());
    let over = Period { starts_at: None, ends_at: Some(NOW) };
    FactRecords {
        organizations,
        users: (61..=69).map(|number| versioned(records::user(number))).collect(),
        clients: vec![versioned(records::client(70))],
        services: vec![versioned(records::service(service()))],
        contracts: vec![
            versioned(contract(21, 2)),
            versioned(Contract { period: over, ..contract(22, 2) }),
            versioned(contract(23, 3)),
            versioned(contract(24, 4)),
        ],
        roles: roles()
            .into_iter()
            .map(|(number, name, permissions, used)| {
                let used: BTreeSet<_> = used.into_iter().map(key).collect();
                let used = if used.is_empty() { BTreeMap::new() } else { [(service(), used)].into() };
                let role = records::role(id(number), permissions, used);
                versioned(identity_core::domain::Role { key: key(name), ..role })
            })
            .collect(),
        grants: grants().into_iter().map(versioned).collect(),
        ..FactRecords::default()
    }
}

/// What can be asked of somebody at a place: a permission, the application, or giving a role in a way.
type Question<'a> = (String, Box<dyn Fn(&Subject, OrganizationId) -> bool + 'a>);

fn questions<'a>(world: &'a FactRecords, facts: &'a Facts) -> Vec<Question<'a>> {
    let mut questions: Vec<Question<'a>> = Vec::new();
    for permission in Permission::ALL.iter().copied() {
        let may = move |subject: &Subject, organization| {
            let request = identity_core::policy::Request { subject: *subject, permission, organization };
            decide(&request, facts).is_allowed()
        };
        questions.push((permission.to_string(), Box::new(may)));
    }
    let uses = move |subject: &Subject, place| access(subject, place, service(), facts).is_ok();
    questions.push(("use the application".to_owned(), Box::new(uses)));
    for (max_delegation_depth, limited, in_words) in [
        (None, false, "give"),
        (Some(0), false, "mandate, not onward:"),
        (Some(1), true, "mandate for the service, once onward:"),
    ] {
        for role in world.roles.iter().filter(|role| [34, 35, 36].map(id::<RoleId>).contains(&role.id)) {
            let may = move |subject: &Subject, organization| {
                let services = BTreeSet::from([service()]);
                let gift = DelegationRequest {
                    role,
                    organization,
                    scope: GrantScope::Subtree,
                    services: limited.then_some(&services),
                    contracts: None,
                    period: Period::ALWAYS,
                    max_delegation_depth,
                    parent_grant: None,
                };
                can_delegate(subject, &gift, facts).is_ok()
            };
            questions.push((format!("{in_words} {}", role.key), Box::new(may)));
        }
    }
    questions
}

fn matrix() -> String {
    let mut text = String::from(
        "Who may do what where, in a tree: the operator (parent), City Group below it (own) with a department (child),\n\
         another customer (sibling) with a department of its own (unrelated). Written by UPDATE_BOOK=1 cargo test -p\n\
         identity-core policy::matrix. To give is to hold what is given with the right to grant; the use cases ask for\n\
         grant.manage or mandate.manage besides.\n",
    );
    for (state, in_words) in
        [(OrganizationState::Active, ""), (OrganizationState::Suspended, ", while City Group is suspended")]
    {
        let world = world(state);
        let facts = world.facts();
        let questions = questions(&world, &facts);
        for Actor { title, subject } in actors() {
            let names = PLACES.map(|(name, _)| format!("{name:>10}")).concat();
            writeln!(text, "\n## {title}{in_words}\n{:54}{names}", "").unwrap();
            for (question, may) in &questions {
                let cells = PLACES.map(|(_, place)| if may(&subject, id(place)) { "yes" } else { "-" });
                let cells = cells.map(|cell| format!("{cell:>10}")).concat();
                writeln!(text, "{question:54}{cells}").unwrap();
            }
        }
    }
    text
}

#[test]
fn the_matrix_is_the_one_that_was_reviewed() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/policy/matrix.txt");
    let found = matrix();
    if std::env::var_os("UPDATE_BOOK").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (found, reviewed)) in (1..).zip(found.lines().zip(reviewed.lines())) {
        assert_eq!(found, reviewed, "line {number} of matrix.txt; UPDATE_BOOK=1 writes it anew, for review");
    }
    assert_eq!(found.lines().count(), reviewed.lines().count());
}
