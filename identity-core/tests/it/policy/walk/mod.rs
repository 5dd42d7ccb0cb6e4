//! Every small world of a stated size, and every sequence of acts of a stated length in it: invariants 2, 3, 5 and 7.
//!
//! Each act asks the engine what the use case asks it. Two ways to the same state are walked once. The worlds are these:
//!
//! - `alone`: a tree of two organisations, two persons, one grant of any kind;
//! - `together`: the same with any two grants (by default, every seventh such pair);
//! - `mandated`: the same with a mandate of any kind, whose receiver and a second person act and whose giver does not;
//! - `programs`: a tree of two organisations, two persons and a program, one grant of any kind; all three act;
//! - with `POLICY_WALK=large`, trees of three organisations and three persons too, longer sequences, and gifts limited to
//!   the service or to one organisation.

mod moves;
mod state;

use identity_core::policy::Permission;
use moves::{Act, Board, Move, administers};
use state::{Chain, Ground, Link, PERMISSIONS, State, Thing, Who};
use std::collections::{BTreeSet, HashSet};

/// How much was walked.
#[derive(Debug, Default)]
struct Walked {
    worlds: usize,
    states: usize,
    transitions: usize,
    gifts: usize,
}

/// One walk: who acts from which state on, how far, and what must stay true.
struct Walk<'a> {
    ground: &'a Ground,
    actors: &'a [Who],
    length: usize,
    narrow: bool,
    start: State,
}

fn is_large() -> bool {
    std::env::var("POLICY_WALK").is_ok_and(|size| size == "large")
}

/// What the actors, with the organisations for which they may act, hold in a state: all of it, and what they could give.
type Held = [BTreeSet<(Thing, u8)>; 2];

impl Walk<'_> {
    fn held(&self, state: &State, at_end: bool) -> Held {
        let mut held = Held::default();
        for chain in &state.grants {
            let last = chain[chain.len() - 1];
            if self.actors.contains(&last.holder) || matches!(last.holder, Who::Organization(_)) {
                let carried = state.carried(chain, at_end, self.ground);
                if last.grant {
                    held[1].extend(&carried);
                }
                held[0].extend(carried);
            }
        }
        held
    }

    fn walk(&self, walked: &mut Walked) {
        let bounds = [false, true].map(|at_end| self.held(&self.start, at_end));
        let administered: Vec<u8> = self
            .ground
            .places()
            .filter(|place| has_administrator(&self.start, *place, self.ground))
            .collect();
        let mut seen = HashSet::from([self.start.clone()]);
        let mut frontier = vec![self.start.clone()];
        walked.worlds += 1;
        for step in 0..=self.length {
            let mut next = Vec::new();
            for state in &frontier {
                let board = Board::new(self.ground, state, self.narrow);
                self.check(&board, &bounds, &administered);
                if step == self.length {
                    continue;
                }
                for Move { to, act } in board.moves(self.actors) {
                    walked.transitions += 1;
                    if let Act::Gave { giver, chain } = &act {
                        walked.gifts += 1;
                        self.check_gift(state, *giver, chain);
                    }
                    if seen.insert(to.clone()) {
                        next.push(to);
                    }
                }
            }
            frontier = next;
        }
        walked.states += seen.len();
    }

    /// Invariant 2: once accepted, the gift carries nothing that its giver could not give.
    fn check_gift(&self, before: &State, giver: Who, chain: &Chain) {
        for at_end in [false, true] {
            let own = before.grants.iter().filter(|chain| {
                let last = chain[chain.len() - 1];
                last.holder == giver && last.grant
            });
            let could: BTreeSet<_> =
                own.flat_map(|chain| before.carried(chain, at_end, self.ground)).collect();
            let mut accepted = chain.clone();
            for link in &mut accepted {
                link.mandate = link.mandate.map(|(max_delegation_depth, _)| (max_delegation_depth, true));
            }
            let got = before.carried(&accepted, at_end, self.ground);
            assert!(got.is_subset(&could), "{giver:?} gave {chain:?} in {before:?}");
        }
    }

    fn check(&self, board: &Board<'_>, bounds: &[Held; 2], administered: &[u8]) {
        let state = board.state;
        for (at_end, bound) in [false, true].into_iter().zip(bounds) {
            let held = self.held(state, at_end);
            // Invariant 5.
            let within = held[0].is_subset(&bound[0]) && held[1].is_subset(&bound[1]);
            assert!(within, "{held:?} is more than {bound:?} in {state:?} from {:?}", self.start);
        }
        // Invariant 3, and that the engine sees each state as the rules do.
        for chain in &state.grants {
            let above = &chain[..chain.len() - 1];
            let (own, parent_grant) =
                (state.carried(chain, false, self.ground), state.carried(above, false, self.ground));
            assert!(above.is_empty() || own.is_subset(&parent_grant), "{chain:?} is wider than its source");
            assert!(above.is_empty() || state.grants.contains(above), "{chain:?} outlived its source");
            assert!(above.iter().all(|link| link.holder != Who::Program), "a program passed on {chain:?}");
        }
        self.check_engine(board);
        // Invariant 7.
        for place in administered {
            assert!(has_administrator(state, *place, self.ground), "nobody administers {place} in {state:?}");
        }
    }

    /// The engine allows each person what a chain of theirs carries, and nothing else.
    fn check_engine(&self, board: &Board<'_>) {
        let state = board.state;
        let program = self.ground.has_program.then_some(Who::Program);
        for who in (0..self.ground.persons).map(Who::Person).chain(program) {
            let own = state.grants.iter().filter(|chain| {
                let last = chain[chain.len() - 1];
                last.holder == who && last.act
            });
            let own: Vec<_> = own.map(|chain| (chain, state.carried(chain, false, self.ground))).collect();
            for place in self.ground.places() {
                for permission in PERMISSIONS {
                    let stands = |chain: &Chain| match permission {
                        // People are managed while their organisation is suspended, by what was given above it.
                        Permission::MemberManage => {
                            chain.iter().all(|link| state.stands(link.place, self.ground))
                        }
                        _ => state.stands(place, self.ground),
                    };
                    let carries = own.iter().any(|(chain, carried)| {
                        carried.contains(&(Thing::Permission(permission), place)) && stands(chain)
                    });
                    let expected = carries && state.is_active(who, self.ground);
                    let found = board.may(who, permission, place);
                    assert_eq!(found, expected, "{who:?}: {permission} at {place} in {state:?}");
                }
            }
        }
    }
}

fn has_administrator(state: &State, place: u8, ground: &Ground) -> bool {
    let stays = |chain: &&Chain| !chain[0].ends && state.is_active(chain[0].holder, ground);
    state.grants.iter().filter(|chain| administers(chain, place)).any(|chain| stays(&chain))
}

const RIGHTS: [(bool, bool); 3] = [(true, true), (true, false), (false, true)];

/// Every grant that can be a root grant.
fn roots(ground: &Ground) -> Vec<Link> {
    let mut roots = Vec::new();
    for person in 0..ground.persons {
        for place in ground.places() {
            for role in [0, 1] {
                for (subtree, ends) in [(true, false), (true, true), (false, false)] {
                    for (act, grant) in RIGHTS {
                        let holder = Who::Person(person);
                        roots.push(Link {
                            holder,
                            role,
                            place,
                            subtree,
                            act,
                            grant,
                            limited: false,
                            ends,
                            mandate: None,
                        });
                    }
                }
            }
        }
    }
    roots
}

fn starting_with(chains: impl IntoIterator<Item = Chain>) -> State {
    State { grants: chains.into_iter().collect(), ..State::default() }
}

fn walk_all(ground: &Ground, actors: &[Who], length: usize, narrow: bool, starts: Vec<State>) -> Walked {
    let mut walked = Walked::default();
    for start in starts {
        Walk { ground, actors, length, narrow, start }.walk(&mut walked);
    }
    walked
}

fn persons(ground: &Ground) -> Vec<Who> {
    (0..ground.persons).map(Who::Person).collect()
}

fn report(name: &str, ground: &Ground, length: usize, walked: &Walked) {
    println!("{name}: tree {:?}, {} persons, length {length}: {walked:?}", ground.parents, ground.persons);
    assert!(walked.gifts > walked.worlds, "almost nothing was given: {walked:?}");
}

#[test]
fn walk_of_every_world_with_one_grant() {
    let sizes: &[(&[u8], u8, usize, bool)] = if is_large() {
        &[(&[0, 0], 2, 4, false), (&[0, 0], 2, 3, true), (&[0, 0, 1], 3, 3, false), (&[0, 0, 0], 3, 3, false)]
    } else {
        &[(&[0, 0], 2, 2, false), (&[0, 0, 1], 3, 1, true)]
    };
    for (parents, count, length, narrow) in sizes {
        let ground = Ground::new(parents, *count);
        let starts = roots(&ground).into_iter().map(|root| starting_with([vec![root]])).collect();
        let walked = walk_all(&ground, &persons(&ground), *length, *narrow, starts);
        report("alone", &ground, *length, &walked);
    }
}

#[test]
fn walk_of_every_world_with_two_grants() {
    let ground = Ground::new(&[0, 0], 2);
    let length = if is_large() { 2 } else { 1 };
    let roots = roots(&ground);
    let pair = |one: usize, other: usize| starting_with([vec![roots[one]], vec![roots[other]]]);
    let starts = (0..roots.len()).flat_map(|one| (one + 1..roots.len()).map(move |other| (one, other)));
    // Every seventh of them, if not all.
    let nth = if is_large() { 1 } else { 7 };
    let starts = starts.step_by(nth).map(|(one, other)| pair(one, other)).collect();
    let walked = walk_all(&ground, &persons(&ground), length, false, starts);
    report("together", &ground, length, &walked);
}

/// The receivers of a mandate, person or organisation, never get out of it more than it gives, whatever they do.
#[test]
fn walk_of_every_world_with_a_mandate() {
    let ground = Ground::new(&[0, 0], 3);
    let length = if is_large() { 2 } else { 1 };
    let [giver, receiver, other] = [0, 1, 2].map(Who::Person);
    let mut starts = Vec::new();
    for root in roots(&ground).into_iter().filter(|root| root.holder == giver && root.grant && root.role == 0)
    {
        let for_itself =
            Link { holder: receiver, role: 0, place: 1, subtree: true, act: true, grant: true, ..root };
        for (holder, max_delegation_depth) in
            [receiver, Who::Organization(1)].into_iter().flat_map(|to| [(to, 0), (to, 1), (to, 2)])
        {
            for (act, grant) in RIGHTS {
                for limited in [false, true] {
                    let mandate = Some((max_delegation_depth, true));
                    let link = Link { holder, act, grant, limited, mandate, ..root };
                    let mut chains = vec![vec![root], vec![root, link]];
                    if matches!(holder, Who::Organization(_)) {
                        // Somebody has to manage what the organisation holds.
                        chains.push(vec![Link { ends: false, ..for_itself }]);
                    }
                    starts.push(starting_with(chains));
                }
            }
        }
    }
    let walked = walk_all(&ground, &[receiver, other], length, false, starts);
    report("mandated", &ground, length, &walked);
}

/// A program gets no more than its giver could give, passes nothing on, and helps nobody to more.
#[test]
fn walk_of_every_world_with_a_program() {
    let ground = Ground::new(&[0, 0], 2).with_program();
    let length = if is_large() { 3 } else { 2 };
    let starts = roots(&ground).into_iter().map(|root| starting_with([vec![root]])).collect();
    let actors: Vec<_> = persons(&ground).into_iter().chain([Who::Program]).collect();
    let walked = walk_all(&ground, &actors, length, false, starts);
    report("programs", &ground, length, &walked);
}
