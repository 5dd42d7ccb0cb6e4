//! The deployments in which a sign-on is walked through.

use identity_core::authenticators::Factors;
use identity_core::domain::{ApplicationRequest, Origin, Protocol};
use std::collections::BTreeMap;
use uuid::Uuid;

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
    /// The identity provider elsewhere.
    pub(super) provider: Provider,
}

/// The identity provider elsewhere, and what becomes of those who come by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Provider {
    /// There is none.
    Missing,
    /// Strangers need an invitation.
    Refuses,
    /// Strangers sign in to the account that they have.
    Connects,
    /// Strangers are asked whether they have an account or want one.
    Asks,
    /// Strangers get an account without a question.
    Creates,
    /// Its identity is linked with the account of the first person.
    Linked,
    /// The same, and its verification level is too low.
    TooLow,
    /// Those who sign in here are offered to link their account.
    Offered,
    /// They have to.
    Required,
    /// They have to, and then sign in by it alone.
    OnlyWay,
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

/// What the person said about an identity that came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Came {
    Open,
    Connect,
    Confirmed,
}

/// Where a sign-on begins in a deployment.
pub(super) fn origin(deployment: Deployment) -> Origin {
    match deployment.origin {
        Kind::Page => Origin::Page { return_to: "/".to_owned() },
        Kind::Again => Origin::Again { return_to: "/".to_owned() },
        Kind::Invitation => {
            Origin::Invitation { invitation: Uuid::from_u128(1).into(), return_to: "/".to_owned() }
        }
        Kind::Recovery => Origin::Recovery { recovery: Uuid::from_u128(1).into(), return_to: "/".to_owned() },
        Kind::Application { fresh, passive } => Origin::Application(ApplicationRequest {
            relying_party: Uuid::from_u128(1).into(),
            protocol: Protocol::Saml,
            request_id: "_1".to_owned(),
            fresh,
            passive,
            factors: deployment.asked,
            methods: Vec::new(),
            name_format: None,
            openid: None,
            reply: BTreeMap::new(),
        }),
    }
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
                    provider: Provider::Missing,
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
    let coming: Vec<_> =
        all.iter().filter(|deployment| is_simple(deployment)).flat_map(with_providers).collect();
    all.extend(coming);
    all
}

/// Whether the walk by identity providers is taken here: with one proof or with two, and with nothing else to choose.
fn is_simple(deployment: &Deployment) -> bool {
    let by_application = matches!(deployment.origin, Kind::Application { .. });
    let has_code = matches!(deployment.code, CodeIs::Missing | CodeIs::Wanted);
    let one = deployment.factors == Factors::One && deployment.asked == Factors::One;
    let places = usize::from(by_application);
    one && has_code && deployment.places == places && !deployment.remembered && !deployment.consents
}

fn with_providers(deployment: &Deployment) -> impl Iterator<Item = Deployment> + use<> {
    let deployment = *deployment;
    let providers = [
        Provider::Refuses,
        Provider::Connects,
        Provider::Asks,
        Provider::Creates,
        Provider::Linked,
        Provider::TooLow,
        Provider::Offered,
        Provider::Required,
        Provider::OnlyWay,
    ];
    providers.into_iter().map(move |provider| Deployment { provider, ..deployment })
}
