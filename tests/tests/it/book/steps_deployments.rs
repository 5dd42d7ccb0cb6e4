//! The deployments in which a sign-on is walked through.

use identity_core::authenticators::Factors;

/// What does not change while a sign-on goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Deployment {
    pub(super) origin: Kind,
    pub(super) factors: Factors,
    pub(super) asked: Factors,
    pub(super) code: CodeIs,
    pub(super) places: usize,
    /// Whether the person had the browser remembered.
    pub(super) remembered: bool,
    /// Whether the application asks for something that the person agrees to first.
    pub(super) consents: bool,
}

/// What the person has of the one further proof there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CodeIs {
    /// Nothing, and no way to get it.
    Missing,
    /// Nothing, and it can be set up.
    ToEnrol,
    /// Set up by the deployment.
    SetUp,
    /// Set up by the person, to be asked for it wherever they sign in.
    Wanted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Page,
    Again,
    Invitation,
    Recovery,
    Application { fresh: bool, passive: bool },
}

/// Every deployment that differs in what a sign-on asks for.
pub(super) fn deployments() -> Vec<Deployment> {
    let application = |bits: u8| Kind::Application { fresh: bits & 1 != 0, passive: bits & 2 != 0 };
    let kinds = [Kind::Page, Kind::Again, Kind::Invitation, Kind::Recovery]
        .into_iter()
        .chain((0..4).map(application));
    let mut all = Vec::new();
    for origin in kinds {
        let by_application = matches!(origin, Kind::Application { .. });
        let (one, two) = (Factors::One, Factors::Two);
        for (factors, asked) in [(one, one), (two, one), (one, two)] {
            for code in [CodeIs::Missing, CodeIs::ToEnrol, CodeIs::SetUp, CodeIs::Wanted] {
                let places = if by_application { 0..=2 } else { 0..=0 };
                let deployment = |places| Deployment {
                    origin,
                    factors,
                    asked,
                    code,
                    places,
                    remembered: false,
                    consents: false,
                };
                all.extend(places.map(deployment));
            }
        }
    }
    let remembering = |deployment: &Deployment| Deployment { remembered: true, ..*deployment };
    let remembered: Vec<_> = all.iter().map(remembering).collect();
    all.extend(remembered);
    let asking = |deployment: &Deployment| Deployment { consents: true, ..*deployment };
    let is_plain = |deployment: &&Deployment| {
        let by_application = matches!(deployment.origin, Kind::Application { .. });
        by_application && !deployment.remembered && deployment.asked == Factors::One
    };
    let consenting: Vec<_> = all.iter().filter(is_plain).map(asking).collect();
    all.extend(consenting);
    all
}
