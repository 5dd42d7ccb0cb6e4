//! Roles and grants.

use super::draw::Draw;
use super::sample::{Sample, around};
use crate::Timestamp;
use crate::domain::{
    Actor, Grant, GrantFilter, GrantPath, GrantScope, Holder, Mandate, MandateAnswer, MandateNotice,
    MandateTerms, Period, Rights, Role, RoleFilter,
};
use crate::ids::{GrantId, RoleId};
use crate::policy::Permission;
use std::collections::{BTreeMap, BTreeSet};

impl Draw {
    pub(crate) fn actor(&mut self) -> Actor {
        let (user, client) = (self.known(), self.known());
        self.one_of(&[Actor::User(user), Actor::Client(client), Actor::System, Actor::Anonymous])
    }

    fn permissions(&mut self) -> BTreeSet<Permission> {
        let percent = self.one_of(&[0, 30, 100]);
        Permission::ALL.iter().copied().filter(|_| self.chance(percent)).collect()
    }

    fn scope(&mut self) -> GrantScope {
        self.one_of(&[GrantScope::Organization, GrantScope::Subtree])
    }

    fn rights(&mut self) -> Rights {
        self.one_of(&[Rights::Act, Rights::Grant, Rights::ActAndGrant])
    }

    /// What a grant depends on: nothing, or some of the known ids.
    fn grant_path(&mut self, id: GrantId) -> GrantPath {
        let above: Vec<GrantId> = self.some(3, Self::known);
        let steps = above.into_iter().chain([id]).map(|id| id.as_uuid().simple().to_string());
        let text = format!("/{}/", steps.collect::<Vec<_>>().join("/"));
        GrantPath::parse(&text).unwrap_or_else(|| GrantPath::root(id))
    }

    fn mandate(&mut self) -> Mandate {
        Mandate {
            max_delegation_depth: self.one_of(&[0, 1, 8, u8::MAX]),
            reason: self.maybe(Self::text),
            answer: self.one_of(&[MandateAnswer::Open, MandateAnswer::Accepted, MandateAnswer::Declined]),
            answered_at: self.maybe(Self::time),
            notices_sent: self.one_of(&[
                MandateNotice::Nothing,
                MandateNotice::EndsSoon,
                MandateNotice::Ended,
            ]),
        }
    }

    pub(crate) fn mandate_terms(&mut self) -> MandateTerms {
        MandateTerms {
            scope: self.scope(),
            rights: self.rights(),
            contracts: self.maybe(|draw| draw.set(3, Self::known)),
            period: self.period(),
            max_delegation_depth: self.one_of(&[0, 1, 8, u8::MAX]),
            reason: self.maybe(Self::text),
        }
    }

    pub(crate) fn role_rights(&mut self) -> BTreeMap<RoleId, Rights> {
        self.some(3, |draw| (draw.known(), draw.rights())).into_iter().collect()
    }

    /// One of the known ids, so that a user, an organisation and a client with one id come up too.
    pub(crate) fn holder(&mut self) -> Holder {
        let (user, organization, client) = (self.known(), self.known(), self.known());
        self.one_of(&[Holder::User(user), Holder::Organization(organization), Holder::Client(client)])
    }
}

impl Sample for Role {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            owner: draw.maybe(Draw::known),
            key: draw.role_key(),
            name: draw.display_name(),
            description: draw.text(),
            permissions: draw.permissions(),
            application_roles: draw
                .some(3, |draw| (draw.known(), draw.set(3, Draw::role_key)))
                .into_iter()
                .collect(),
            mandate_only: draw.chance(50),
            enabled: draw.chance(50),
            created_at: draw.time(),
            updated_at: draw.time(),
        }
    }

    /// The roles of the deployment, which have no owner, clash among themselves like any others.
    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { owner: of.owner, key: of.key.clone(), ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let mut owners = vec![Some(draw.id()), Some(draw.id())];
        owners.extend(of.owner.map(|_| None));
        owners.into_iter().map(|owner| Self { owner, key: of.key.clone(), ..Self::sample(draw) }).collect()
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<RoleFilter> {
        [
            (None, None),
            (Some(vec![one.id, draw.id(), other.id]), None),
            (Some(vec![draw.id()]), None),
            (None, Some(vec![None])),
            (None, Some(vec![one.owner])),
            (None, Some(vec![one.owner, Some(draw.id()), other.owner])),
            (None, Some(vec![None, one.owner, other.owner])),
            (None, Some(vec![Some(draw.id())])),
            (Some(vec![one.id, other.id]), Some(vec![one.owner])),
        ]
        .map(|(ids, owners)| RoleFilter { ids, owners })
        .to_vec()
    }

    fn empty_lists() -> Vec<RoleFilter> {
        vec![
            RoleFilter { ids: Some(Vec::new()), owners: None },
            RoleFilter { ids: Some(Vec::new()), owners: Some(vec![None]) },
            RoleFilter { ids: None, owners: Some(Vec::new()) },
        ]
    }
}

/// The conditions that a mandate with an end just misses and just meets.
fn ends_around(grant: &Grant) -> Option<[(MandateNotice, Timestamp); 2]> {
    let (mandate, end) = (grant.mandate.as_ref()?, grant.period.ends_at?);
    Some(around(end).map(|limit| (mandate.notices_sent, limit)))
}

impl Sample for Grant {
    fn sample(draw: &mut Draw) -> Self {
        let id = draw.id();
        Self {
            id,
            path: draw.grant_path(id),
            mandate: draw.mostly(Draw::mandate),
            holder: draw.holder(),
            role: draw.known(),
            organization: draw.known(),
            scope: draw.scope(),
            rights: draw.rights(),
            services: draw.maybe(|draw| draw.set(3, Draw::known)),
            contracts: draw.maybe(|draw| draw.set(3, Draw::known)),
            // Conditions are about the end of mandates, so most have one.
            period: Period { starts_at: draw.maybe(Draw::time), ends_at: draw.mostly(Draw::time) },
            given_by: draw.actor(),
            owner: draw.maybe(Draw::known),
            created_at: draw.time(),
            revoked_at: draw.maybe(Draw::time),
        }
    }

    fn clashing(_draw: &mut Draw, _of: &Self) -> Vec<Self> {
        Vec::new()
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<GrantFilter> {
        let all = GrantFilter::default();
        let stranger = Holder::User(draw.id());
        vec![
            all.clone(),
            GrantFilter { holders: Some(vec![one.holder]), ..all.clone() },
            GrantFilter { holders: Some(vec![one.holder, stranger, other.holder]), ..all.clone() },
            GrantFilter { holders: Some(vec![stranger]), ..all.clone() },
            GrantFilter { organizations: Some(vec![one.organization]), ..all.clone() },
            GrantFilter {
                organizations: Some(vec![one.organization, draw.id(), other.organization]),
                ..all.clone()
            },
            GrantFilter { role: Some(one.role), ..all.clone() },
            GrantFilter { role: Some(other.role), unrevoked: true, ..all.clone() },
            GrantFilter { except_roles: vec![one.role, draw.id()], ..all.clone() },
            GrantFilter { except_roles: vec![one.role, other.role], unrevoked: true, ..all.clone() },
            GrantFilter { within: Some(one.path.clone()), ..all.clone() },
            GrantFilter { within: one.path.steps().first().copied().map(GrantPath::root), ..all.clone() },
            GrantFilter { unrevoked: true, ..all.clone() },
            GrantFilter { clients: true, ..all.clone() },
            GrantFilter { organizations: Some(vec![one.organization]), clients: true, ..all.clone() },
            GrantFilter { mandates: true, ..all.clone() },
            GrantFilter { ending: ends_around(one).map(|[at, _]| at), ..all.clone() },
            GrantFilter { ending: ends_around(one).map(|[_, behind]| behind), ..all.clone() },
            GrantFilter { ending: ends_around(other).map(|[at, _]| at), ..all.clone() },
            GrantFilter { ending: ends_around(other).map(|[_, behind]| behind), ..all.clone() },
            GrantFilter { ending: Some((MandateNotice::Nothing, draw.time())), ..all.clone() },
            GrantFilter {
                ending: one.period.ends_at.map(|end| (MandateNotice::EndsSoon, end)),
                ..all.clone()
            },
            GrantFilter {
                holders: Some(vec![one.holder, other.holder]),
                organizations: Some(vec![other.organization]),
                role: None,
                except_roles: vec![one.role, other.role],
                within: Some(other.path.clone()),
                unrevoked: true,
                mandates: true,
                ending: other.period.ends_at.map(|end| (MandateNotice::Nothing, end)),
                ..all.clone()
            },
            GrantFilter { answer: Some(MandateAnswer::Open), ..all.clone() },
            GrantFilter {
                answer: Some(MandateAnswer::Accepted),
                ended: Some((false, draw.time())),
                ..all.clone()
            },
            GrantFilter { ended: one.period.ends_at.map(|end| (true, end)), ..all.clone() },
            GrantFilter { ended: one.period.ends_at.map(|end| (false, end)), ..all },
        ]
    }

    fn empty_lists() -> Vec<GrantFilter> {
        let all = GrantFilter::default();
        vec![
            GrantFilter { holders: Some(Vec::new()), ..all.clone() },
            GrantFilter { organizations: Some(Vec::new()), ..all },
        ]
    }
}
