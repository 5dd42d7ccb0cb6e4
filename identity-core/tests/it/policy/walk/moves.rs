//! What can happen next in a small world: every act that the use cases let somebody do, asked of the engine in the same way
//! as they ask, and what happens from outside.

use super::state::{
    Chain, Ground, Link, PERMISSIONS, ROLES, State, Who, holder, later, place_id, service_id,
};
use crate::policy::records::{NOW, id};
use identity_core::domain::{GrantScope, Period};
use identity_core::ids::ServiceId;
use identity_core::policy::{
    DelegationBasis, DelegationRequest, Facts, Permission, Request, Subject, can_delegate, decide,
    grant_status,
};
use std::collections::BTreeSet;

/// Something that happens, and the state that it leads to.
#[derive(Debug)]
pub(crate) struct Move {
    pub(crate) to: State,
    pub(crate) act: Act,
}

#[derive(Debug)]
pub(crate) enum Act {
    /// Somebody gave a grant, from these of their own.
    Gave {
        giver: Who,
        chain: Chain,
    },
    Accepted,
    Ended,
    /// An organisation or a person was barred, or let in again.
    Outside,
}

/// A state with what the engine knows of it.
pub(crate) struct Board<'a> {
    pub(crate) ground: &'a Ground,
    pub(crate) state: &'a State,
    pub(crate) facts: Facts,
    chains: Vec<&'a Chain>,
    /// Whether gifts can be limited to the service, and reach the organisation alone.
    narrow: bool,
    services: BTreeSet<ServiceId>,
}

/// A gift, as far as the question does not depend on who gets it.
#[derive(Clone, Copy)]
struct Wish {
    giver: Who,
    role: u8,
    place: u8,
    subtree: bool,
    limited: bool,
    max_delegation_depth: Option<u8>,
}

impl<'a> Board<'a> {
    pub(crate) fn new(ground: &'a Ground, state: &'a State, narrow: bool) -> Self {
        let chains = state.grants.iter().collect();
        let services = [service_id()].into();
        Self { ground, state, facts: ground.facts(state), chains, narrow, services }
    }

    fn subject(who: Who) -> Subject {
        Subject { holder: holder(who), scopes: None, acting_for: None, at: NOW }
    }

    pub(crate) fn may(&self, who: Who, permission: Permission, place: u8) -> bool {
        let request = Request { subject: Self::subject(who), permission, organization: place_id(place) };
        decide(&request, &self.facts).is_allowed()
    }

    /// Every move, of these persons' own acts and of what happens from outside.
    pub(crate) fn moves(&self, actors: &[Who]) -> Vec<Move> {
        let mut moves = Vec::new();
        for actor in actors.iter().copied().filter(|actor| self.state.is_active(*actor, self.ground)) {
            self.give_roles(actor, &mut moves);
            self.give_mandates(actor, &mut moves);
            self.accept(actor, &mut moves);
            self.end(actor, &mut moves);
        }
        self.outside(&mut moves);
        moves
    }

    fn ask(&self, wish: Wish) -> Option<DelegationBasis> {
        let gift = DelegationRequest {
            role: self.ground.role(wish.role),
            organization: place_id(wish.place),
            scope: if wish.subtree { GrantScope::Subtree } else { GrantScope::Organization },
            services: wish.limited.then_some(&self.services),
            contracts: None,
            period: Period::ALWAYS,
            max_delegation_depth: wish.max_delegation_depth,
            parent_grant: None,
        };
        can_delegate(&Self::subject(wish.giver), &gift, &self.facts).ok()
    }

    /// Puts the grant together as `grant_of` does, and adds it unless the receiver has the same already.
    fn give(
        &self,
        wish: Wish,
        to: Who,
        rights: (bool, bool),
        giving: &DelegationBasis,
        moves: &mut Vec<Move>,
    ) {
        let parent_grant = giving.parent_grant.as_ref();
        let above = parent_grant.and_then(|parent_grant| {
            (100..)
                .zip(&self.chains)
                .find(|(number, _)| id::<identity_core::ids::GrantId>(*number) == parent_grant.grant)
        });
        let mut chain: Chain = above.map_or_else(Vec::new, |(_, chain)| (*chain).clone());
        let (act, grant) = match (to, wish.max_delegation_depth) {
            // Whoever gives, and whatever they ask for.
            (Who::Program, _) => (true, false),
            (_, Some(_)) => rights,
            (_, None) => (true, parent_grant.is_none()),
        };
        let link = Link {
            holder: to,
            role: wish.role,
            place: wish.place,
            subtree: wish.subtree,
            act,
            grant,
            limited: wish.limited || parent_grant.is_some_and(|parent_grant| parent_grant.services.is_some()),
            ends: parent_grant.is_some_and(|parent_grant| parent_grant.until == Some(later())),
            // The giver answers for the program, and so accepts by giving.
            mandate: wish.max_delegation_depth.map(|depth| (depth, to == Who::Program)),
        };
        let same = |held: &&&Chain| {
            held.len() == chain.len() + 1 && held[..chain.len()] == chain[..] && {
                let last = held[chain.len()];
                (last.holder, last.role, last.place, last.limited)
                    == (link.holder, link.role, link.place, link.limited)
            }
        };
        if self.chains.iter().any(|held| same(&held)) {
            return;
        }
        chain.push(link);
        let mut to = self.state.clone();
        to.grants.insert(chain.clone());
        moves.push(Move { to, act: Act::Gave { giver: wish.giver, chain } });
    }

    fn wishes(&self, giver: Who, max_delegation_depth: Option<u8>) -> impl Iterator<Item = Wish> + use<> {
        let narrow: &[bool] = if self.narrow { &[false, true] } else { &[false] };
        let places = self.ground.places();
        places.flat_map(move |place| {
            (0..2).flat_map(move |role| {
                narrow.iter().flat_map(move |limited| {
                    narrow.iter().map(move |alone| Wish {
                        giver,
                        role,
                        place,
                        subtree: !alone,
                        limited: *limited,
                        max_delegation_depth,
                    })
                })
            })
        })
    }

    fn give_roles(&self, actor: Who, moves: &mut Vec<Move>) {
        for wish in self.wishes(actor, None).filter(|wish| wish.subtree) {
            if !self.may(actor, Permission::GrantManage, wish.place) {
                continue;
            }
            let Some(giving) = self.ask(wish) else { continue };
            for person in 0..self.ground.persons {
                self.give(wish, Who::Person(person), (true, true), &giving, moves);
            }
            if self.ground.has_program {
                self.give(wish, Who::Program, (true, true), &giving, moves);
            }
        }
    }

    /// As themselves, and for each organisation whose mandates they manage.
    fn give_mandates(&self, actor: Who, moves: &mut Vec<Move>) {
        let for_which =
            self.ground.places().filter(|place| self.may(actor, Permission::MandateManage, *place));
        let givers = [actor].into_iter().chain(for_which.map(Who::Organization));
        for giver in givers {
            for wish in [0, 1]
                .into_iter()
                .flat_map(|max_delegation_depth| self.wishes(giver, Some(max_delegation_depth)))
            {
                self.give_mandate(actor, wish, moves);
            }
        }
    }

    fn give_mandate(&self, actor: Who, wish: Wish, moves: &mut Vec<Move>) {
        let manages = self.may(actor, Permission::MandateManage, wish.place);
        let has_one = self.holds_mandate_for(wish.giver, wish.place);
        let begins = if wish.giver == actor { has_one || manages } else { has_one };
        let Some(giving) = self.ask(wish).filter(|_| begins) else { return };
        let from_mandate = giving.parent_grant.as_ref().is_some_and(|parent_grant| parent_grant.is_mandate);
        if !from_mandate && !self.may(wish.giver, Permission::MandateManage, wish.place) {
            return;
        }
        let persons = (0..self.ground.persons).map(Who::Person);
        let active = |who: &Who| self.state.is_active(*who, self.ground);
        let others = self.ground.places().filter(|place| *place != wish.place).map(Who::Organization);
        for to in persons.chain(others.filter(|to| *to != wish.giver)).filter(active) {
            for rights in [(true, true), (false, true), (true, false)] {
                self.give(wish, to, rights, &giving, moves);
            }
        }
        if self.ground.has_program && wish.max_delegation_depth == Some(0) {
            self.give(wish, Who::Program, (true, true), &giving, moves);
        }
    }

    fn holds_mandate_for(&self, who: Who, place: u8) -> bool {
        let line = self.ground.line(place);
        (100..).zip(&self.chains).any(|(number, chain)| {
            let last = chain[chain.len() - 1];
            let counts = chain.len() > 1 && last.holder == who && line.contains(&last.place);
            counts && grant_status(id(number), NOW, &self.facts).is_ok()
        })
    }

    fn accept(&self, actor: Who, moves: &mut Vec<Move>) {
        for chain in &self.chains {
            let (last, above) = chain.split_last().unwrap();
            let Some((max_delegation_depth, false)) = last.mandate else { continue };
            let for_themselves = last.holder == actor;
            let for_organization = matches!(last.holder, Who::Organization(place)
                if self.may(actor, Permission::MandateManage, place));
            let parent_grant = (100..).zip(&self.chains).find(|(_, found)| found[..] == *above).unwrap().0;
            if (for_themselves || for_organization)
                && grant_status(id(parent_grant), NOW, &self.facts).is_ok()
            {
                let mut to = self.state.clone();
                to.grants.remove(*chain);
                let accepted = Link { mandate: Some((max_delegation_depth, true)), ..*last };
                to.grants.insert(above.iter().copied().chain([accepted]).collect());
                moves.push(Move { to, act: Act::Accepted });
            }
        }
    }

    /// Takes grants back, and ends mandates as one through whose hands they came, or as one who manages them.
    fn end(&self, actor: Who, moves: &mut Vec<Move>) {
        for chain in &self.chains {
            let last = chain[chain.len() - 1];
            let manages = |place| self.may(actor, Permission::MandateManage, place);
            let through_hands = chain.iter().any(|link| match link.holder {
                Who::Organization(place) => manages(place),
                who @ (Who::Person(_) | Who::Program) => who == actor,
            });
            let as_mandate = last.mandate.is_some() && (through_hands || manages(last.place));
            if as_mandate || self.may_revoke(actor, &last, chain) {
                let mut to = self.state.clone();
                to.grants.retain(|other| !other.starts_with(chain));
                moves.push(Move { to, act: Act::Ended });
            }
        }
    }

    fn may_revoke(&self, actor: Who, last: &Link, chain: &Chain) -> bool {
        let wish = Wish {
            giver: actor,
            role: last.role,
            place: last.place,
            subtree: last.subtree,
            limited: last.limited,
            max_delegation_depth: None,
        };
        // The use case asks with the end of the grant; a wish has none, which asks for no less.
        self.may(actor, Permission::GrantManage, last.place)
            && self.ask(wish).is_some()
            && self.keeps_an_administrator(last.place, |other| other == chain)
    }

    /// Whether after a change somebody is left who administers an organisation, if somebody does now.
    fn keeps_an_administrator(&self, place: u8, goes: impl Fn(&Chain) -> bool) -> bool {
        let at_place = self.chains.iter().filter(|chain| administers(chain, place));
        let (going, staying): (Vec<_>, Vec<_>) = at_place.partition(|chain| goes(chain));
        let stays = |chain: &&&Chain| !chain[0].ends && self.state.is_active(chain[0].holder, self.ground);
        going.is_empty() || staying.iter().any(|chain| stays(&chain))
    }

    fn outside(&self, moves: &mut Vec<Move>) {
        for place in self.ground.places() {
            let mut to = self.state.clone();
            if !to.suspended.remove(&place) {
                to.suspended.insert(place);
            }
            moves.push(Move { to, act: Act::Outside });
        }
        for person in 0..self.ground.persons {
            let own = |chain: &Chain| chain[0].holder == Who::Person(person);
            let mut to = self.state.clone();
            if !to.locked.remove(&person) {
                if !self.ground.places().all(|place| self.keeps_an_administrator(place, own)) {
                    continue;
                }
                to.locked.insert(person);
            }
            moves.push(Move { to, act: Act::Outside });
        }
    }
}

/// Whether a grant makes a person an administrator of an organisation in their own right.
pub(crate) fn administers(chain: &[Link], place: u8) -> bool {
    let [root] = chain else { return false };
    let manages = ROLES[usize::from(root.role)].contains(&PERMISSIONS[0]);
    manages && root.act && root.place == place && matches!(root.holder, Who::Person(_))
}
