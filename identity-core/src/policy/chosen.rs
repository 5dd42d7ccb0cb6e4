use super::facts::Facts;
use super::link::Link;
use super::request::Subject;

/// The organisation that a person chose to act for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Chosen {
    /// None: every mandate counts.
    Open,
    /// This one, if it is known.
    Place(Option<u32>),
}

impl Chosen {
    pub(super) fn of(subject: &Subject, facts: &Facts) -> Self {
        subject.acting_for.map_or(Self::Open, |organization| Self::Place(facts.place(organization)))
    }

    /// Whether the person, who acts for the chosen organisation, may use a grant: what they hold by themselves always, and
    /// what was delegated where it reaches that organisation.
    pub(super) fn allows(self, link: &Link) -> bool {
        match self {
            Self::Open => true,
            Self::Place(place) => {
                !link.is_derived() || place.is_some_and(|place| link.own_reach.covers(place))
            }
        }
    }
}
