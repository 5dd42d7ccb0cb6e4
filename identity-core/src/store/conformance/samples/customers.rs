//! Organisations, contracts, services.

use super::draw::Draw;
use super::sample::{Sample, other_case};
use crate::domain::{
    Contract, ContractFilter, Organization, OrganizationClass, OrganizationFilter, OrganizationPath,
    OrganizationState, Period, Region, Service, ServiceFilter,
};
use crate::ids::OrganizationId;
use crate::values::{ExternalId, FoldedText};

impl Draw {
    pub(crate) fn period(&mut self) -> Period {
        Period { starts_at: self.maybe(Self::time), ends_at: self.maybe(Self::time) }
    }
}

/// A path of its own, one below an organisation that was drawn before, or one below ids that no organisation has; the
/// deepest there may be now and then.
fn path(draw: &mut Draw, id: OrganizationId) -> OrganizationPath {
    let path = match draw.below(10) {
        0 | 1 => OrganizationPath::root(id),
        2..=5 => {
            let above = draw.drawn_organization().and_then(|above| above.child(id).ok());
            above.unwrap_or_else(|| OrganizationPath::root(id))
        }
        _ => path_below_unknown(draw, id),
    };
    draw.remember_organization(path.clone());
    path
}

fn path_below_unknown(draw: &mut Draw, id: OrganizationId) -> OrganizationPath {
    let mut path = OrganizationPath::root(draw.known());
    let between = if draw.chance(10) { OrganizationPath::MAX_DEPTH - 2 } else { draw.below(4) };
    for _ in 0..between {
        path = path.child(draw.known()).unwrap_or(path);
    }
    path.child(id).unwrap_or(path)
}

impl Sample for Organization {
    fn sample(draw: &mut Draw) -> Self {
        let id = draw.id();
        Self {
            id,
            path: path(draw, id),
            name: draw.display_name(),
            class: draw.one_of(&[
                OrganizationClass::Operator,
                OrganizationClass::Enterprise,
                OrganizationClass::Sme,
            ]),
            state: draw.one_of(&[
                OrganizationState::Active,
                OrganizationState::Suspended,
                OrganizationState::Closed,
            ]),
            external_id: draw.maybe(Draw::external_id),
            business_id: draw.maybe(Draw::business_id),
            domains: draw.some(3, Draw::domain),
            attributes: draw.attributes(),
            source_version: draw.maybe(Draw::count),
            created_at: draw.time(),
            updated_at: draw.time(),
        }
    }

    fn keyed(draw: &mut Draw) -> Self {
        Self { external_id: Some(draw.external_id()), ..Self::sample(draw) }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let clash = |id: &ExternalId| Self { external_id: Some(id.clone()), ..Self::sample(draw) };
        of.external_id.iter().map(clash).collect()
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let ids = of.external_id.iter().filter_map(|id| ExternalId::parse(&other_case(id.as_str())).ok());
        let near = ids.map(|id| Self { external_id: Some(id), ..Self::sample(draw) });
        near.filter(|near| near.external_id != of.external_id).collect()
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<OrganizationFilter> {
        let all = OrganizationFilter::default();
        let below = |region: fn(OrganizationPath) -> Region, places: &[&Self]| {
            let regions = places.iter().map(|place| region(place.path.clone())).collect();
            OrganizationFilter { within: Some(regions), ..OrganizationFilter::default() }
        };
        let above = one.path.steps().first().copied().map(OrganizationPath::root);
        let part = draw.part_of(&one.search_text());
        let whole = FoldedText::of(one.name.as_str());
        vec![
            below(Region::Only, &[one]),
            below(Region::Only, &[one, other]),
            below(Region::Subtree, &[one, other]),
            OrganizationFilter {
                within: above.clone().map(|root| vec![Region::Subtree(root)]),
                ..all.clone()
            },
            OrganizationFilter { within: above.clone().map(|root| vec![Region::Only(root)]), ..all.clone() },
            OrganizationFilter {
                within: above.map(|root| vec![Region::Subtree(root), Region::Only(other.path.clone())]),
                parent: one.parent(),
                ..all.clone()
            },
            OrganizationFilter { parent: one.parent(), ..all.clone() },
            OrganizationFilter { parent: Some(draw.id()), ..all.clone() },
            OrganizationFilter { search: Some(part), ..all.clone() },
            OrganizationFilter { search: Some(whole), parent: other.parent(), ..all.clone() },
            OrganizationFilter { search: Some(other.search_text()), ..all.clone() },
            OrganizationFilter { search: Some(FoldedText::of(&draw.text())), ..all.clone() },
            OrganizationFilter { state: Some(one.state), ..all.clone() },
            OrganizationFilter {
                within: Some(vec![Region::Subtree(one.path.clone())]),
                state: Some(other.state),
                ..all.clone()
            },
            all,
        ]
    }

    fn empty_lists() -> Vec<OrganizationFilter> {
        vec![OrganizationFilter { within: Some(Vec::new()), ..OrganizationFilter::default() }]
    }
}

impl Sample for Contract {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            external_id: draw.external_id(),
            organization: draw.known(),
            services: draw.set(4, Draw::known),
            period: draw.period(),
            source_version: draw.maybe(Draw::count),
            ended_at: draw.maybe(Draw::time),
            created_at: draw.time(),
            updated_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { external_id: of.external_id.clone(), ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let id = ExternalId::parse(&other_case(of.external_id.as_str())).ok();
        id.map(|external_id| Self { external_id, ..Self::sample(draw) })
            .filter(|near| near.external_id != of.external_id)
            .into_iter()
            .collect()
    }

    fn filters(draw: &mut Draw, one: &Self, _other: &Self) -> Vec<ContractFilter> {
        [None, Some(one.organization), Some(draw.id())]
            .map(|organization| ContractFilter { organization })
            .to_vec()
    }
}

impl Sample for Service {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            key: draw.service_key(),
            name: draw.display_name(),
            needs_contract: draw.chance(50),
            start_url: draw.maybe(Draw::text),
            enabled: draw.chance(50),
            created_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { key: of.key.clone(), ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<ServiceFilter> {
        [
            (None, None),
            (Some(vec![one.id, draw.id(), other.id]), None),
            (Some(vec![draw.id()]), None),
            (None, Some(true)),
            (None, Some(false)),
            (Some(vec![one.id, other.id]), Some(one.needs_contract)),
        ]
        .map(|(ids, needs_contract)| ServiceFilter { ids, needs_contract })
        .to_vec()
    }

    fn empty_lists() -> Vec<ServiceFilter> {
        vec![ServiceFilter { ids: Some(Vec::new()), needs_contract: None }]
    }
}
