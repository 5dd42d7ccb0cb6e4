//! Sign-in from elsewhere: connections, and the identities that belong to accounts.

use super::draw::Draw;
use super::sample::{Sample, other_case};
use crate::domain::{
    AssertedIdentity, AssertedNames, Connection, ConnectionFilter, ConnectionRules, ConnectionState,
    DomainProof, Factors, IdentityProvider, LinkChoice, LinkOffer, LinkOfferFilter, LinkPolicy,
    LinkedIdentity, LinkedIdentityFilter, MetadataOrigin, OpenIdProvider, ProviderFailure, ProviderRequest,
    ProviderSession, ProviderSubject, SamlProvider, SignInDomain, SignInDomainFilter, SubjectSource,
    UnknownPerson,
};
use crate::values::{DomainName, FamilyName, PersonName};

fn subject(draw: &mut Draw) -> ProviderSubject {
    ProviderSubject {
        value: draw.own_text(),
        format: draw.maybe(Draw::text),
        name_qualifier: draw.maybe(Draw::text),
        sp_name_qualifier: draw.maybe(Draw::text),
    }
}

pub(super) fn provider_session(draw: &mut Draw) -> ProviderSession {
    ProviderSession { connection: draw.known(), subject: subject(draw), name: draw.maybe(Draw::text) }
}

pub(super) fn provider_failure(draw: &mut Draw) -> ProviderFailure {
    ProviderFailure { connection: draw.known(), check: draw.text(), at: draw.time() }
}

pub(super) fn provider_request(draw: &mut Draw) -> ProviderRequest {
    ProviderRequest {
        connection: draw.known(),
        request: draw.digest(),
        secrets: draw.maybe(Draw::sealed),
        fresh: draw.chance(50),
        links: draw.chance(50),
        sent_at: draw.time(),
    }
}

pub(super) fn asserted_identity(draw: &mut Draw) -> AssertedIdentity {
    AssertedIdentity {
        connection: draw.known(),
        issuer: draw.text(),
        subject: subject(draw),
        label: draw.maybe(Draw::text),
        email: None,
        email_verified: draw.chance(50),
        given_name: draw.maybe(|draw| draw.parsed(|_| "Jeremy".to_owned(), PersonName::parse)),
        family_name: draw.maybe(|draw| draw.parsed(|_| "Mills".to_owned(), FamilyName::parse)),
        level: draw.maybe(Draw::text),
        factors: draw.one_of(&[Factors::One, Factors::Two]),
        authenticated_at: draw.time(),
        session_not_after: draw.maybe(Draw::time),
        attributes: draw.some(3, |draw| (draw.text(), draw.some(3, Draw::text))).into_iter().collect(),
        session_name: draw.maybe(Draw::text),
        asked_anew: draw.chance(50),
        at: draw.time(),
        choice: draw.one_of(&[LinkChoice::Open, LinkChoice::Connect, LinkChoice::Confirmed]),
    }
}

fn provider(draw: &mut Draw) -> IdentityProvider {
    if draw.chance(50) {
        return IdentityProvider::Saml(SamlProvider {
            entity_id: draw.entity_id(),
            sign_on_url: draw.text(),
            logout_url: draw.maybe(Draw::text),
            certificates: draw.some(2, Draw::octets),
            subject: draw.one_of(&[SubjectSource::NameId, SubjectSource::Attribute("uid".to_owned())]),
        });
    }
    IdentityProvider::OpenId(OpenIdProvider {
        issuer: draw.text(),
        client_id: draw.text(),
        client_secret: draw.maybe(Draw::sealed),
        scopes: draw.set(2, Draw::text),
        algorithms: draw.set(2, Draw::text),
        tenants: draw.set(2, Draw::text),
    })
}

fn rules(draw: &mut Draw) -> ConnectionRules {
    ConnectionRules {
        unknown: draw.one_of(&UnknownPerson::ALL),
        linking: draw.one_of(&LinkPolicy::ALL),
        ask_again_days: u16::try_from(draw.below(400)).unwrap_or_default(),
        preferred: draw.chance(50),
        only_from: draw.maybe(Draw::time),
        break_glass: draw.set(2, Draw::known),
        two_factor_contexts: draw.set(2, Draw::text),
        levels: draw.some(2, Draw::text),
        least_level: draw.maybe(Draw::text),
        vouches_for_email: draw.chance(50),
        names: AssertedNames { email: draw.maybe(Draw::text), ..AssertedNames::default() },
        benefits: draw.some(2, |draw| (draw.text(), draw.text())).into_iter().collect(),
    }
}

impl Sample for Connection {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            name: draw.display_name(),
            organization: draw.maybe(Draw::known),
            provider: provider(draw),
            state: draw.one_of(&ConnectionState::ALL),
            rules: rules(draw),
            metadata: draw.maybe(|draw| MetadataOrigin {
                address: draw.maybe(Draw::text),
                valid_until: draw.maybe(Draw::time),
                read_at: draw.time(),
            }),
            tested_at: draw.maybe(Draw::time),
            created_at: draw.time(),
            updated_at: draw.time(),
        }
    }

    fn clashing(_draw: &mut Draw, _of: &Self) -> Vec<Self> {
        Vec::new()
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<ConnectionFilter> {
        let all = [None, Some(one.organization), Some(other.organization), Some(None), Some(Some(draw.id()))];
        all.map(|organization| ConnectionFilter { organization }).to_vec()
    }
}

impl Sample for LinkedIdentity {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            user: draw.id(),
            connection: draw.known(),
            issuer: draw.text(),
            subject: subject(draw),
            label: draw.maybe(Draw::text),
            level: draw.maybe(Draw::text),
            attributes: draw.some(3, |draw| (draw.text(), draw.some(3, Draw::text))).into_iter().collect(),
            created_at: draw.time(),
            asserted_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let (connection, issuer, subject) = (of.connection, of.issuer.clone(), of.subject.clone());
        let same_subject = Self { connection, issuer, subject, ..Self::sample(draw) };
        vec![same_subject, Self { user: of.user, connection, ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let (issuer, subject) = (of.issuer.clone(), of.subject.clone());
        let value = other_case(&subject.value);
        let other_spelling = ProviderSubject { value, ..subject.clone() };
        let format = Some(format!("{}x", subject.format.as_deref().unwrap_or_default()));
        let other_format = ProviderSubject { format, ..subject.clone() };
        let other_issuer = format!("{issuer}/");
        let like = |draw: &mut Draw, connection, issuer, subject| Self {
            connection,
            issuer,
            subject,
            ..Self::sample(draw)
        };
        vec![
            like(draw, of.connection, issuer.clone(), other_spelling),
            like(draw, of.connection, issuer.clone(), other_format),
            like(draw, of.connection, other_issuer, subject.clone()),
            Self { connection: draw.id(), issuer, subject, user: of.user, ..Self::sample(draw) },
        ]
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<LinkedIdentityFilter> {
        [
            (None, None),
            (Some(one.user), None),
            (None, Some(one.connection)),
            (Some(one.user), Some(other.connection)),
            (Some(draw.id()), None),
            (None, Some(draw.id())),
        ]
        .map(|(user, connection)| LinkedIdentityFilter { user, connection })
        .to_vec()
    }
}

impl Sample for LinkOffer {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            user: draw.id(),
            connection: draw.known(),
            ask_again_at: draw.maybe(Draw::time),
            answered_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { user: of.user, connection: of.connection, ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let elsewhere = Self { user: of.user, connection: draw.id(), ..Self::sample(draw) };
        vec![elsewhere, Self { connection: of.connection, ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, _other: &Self) -> Vec<LinkOfferFilter> {
        [None, Some(one.user), Some(draw.id())].map(|user| LinkOfferFilter { user }).to_vec()
    }
}

impl Sample for SignInDomain {
    fn sample(draw: &mut Draw) -> Self {
        let own = draw.fresh_number();
        Self {
            id: draw.id(),
            domain: draw.parsed(|_| format!("d{own}.example"), DomainName::parse),
            connection: draw.known(),
            proof: draw.maybe(|draw| {
                draw.one_of(&[
                    DomainProof::Registry,
                    DomainProof::Configuration,
                    DomainProof::Dns,
                    DomainProof::Mail,
                ])
            }),
            challenge: draw.maybe(Draw::text),
            proved_at: draw.maybe(Draw::time),
            created_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { domain: of.domain.clone(), connection: of.connection, ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let elsewhere = Self { domain: of.domain.clone(), connection: draw.id(), ..Self::sample(draw) };
        vec![elsewhere, Self { connection: of.connection, ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<SignInDomainFilter> {
        [
            (None, None),
            (Some(one.domain.clone()), None),
            (None, Some(one.connection)),
            (Some(one.domain.clone()), Some(other.connection)),
            (None, Some(draw.id())),
        ]
        .map(|(domain, connection)| SignInDomainFilter { domain, connection })
        .to_vec()
    }
}
