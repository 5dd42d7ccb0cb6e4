//! What short-lived records single sign-on leaves at an identity provider and a service provider.

use super::clients::openid_request;
use super::draw::Draw;
use super::federation::{asserted_identity, provider_failure, provider_request, provider_session};
use super::sample::{Sample, around, other_case};
use crate::Timestamp;
use crate::domain::{
    ApplicationRequest, AuthenticationMethod, CodePurpose, ConsumedAssertion, Device, ExpiryFilter, Factors,
    LoginRequest, Logout, LogoutAnswer, LogoutInitiator, LogoutParty, NameFormat, Origin, Protocol, Proved,
    RememberedBrowser, RememberedBrowserFilter, SentCode, ServiceSession, ServiceSessionFilter, SignOn,
};
use crate::values::EntityId;

/// Filters on the end of short-lived records: at, just behind and far from that of `one`.
fn expiry_filters(draw: &mut Draw, one: Timestamp) -> Vec<ExpiryFilter> {
    let [at, behind] = around(one);
    [None, Some(at), Some(behind), Some(draw.time())]
        .map(|expired_before| ExpiryFilter { expired_before })
        .to_vec()
}

fn request(draw: &mut Draw) -> ApplicationRequest {
    let reply = draw.some(2, |draw| (draw.text(), draw.text()));
    ApplicationRequest {
        relying_party: draw.known(),
        protocol: Protocol::Saml,
        request_id: draw.own_text(),
        fresh: draw.chance(50),
        passive: draw.chance(50),
        factors: draw.one_of(&[Factors::One, Factors::Two]),
        methods: draw.some(2, |draw| draw.one_of(&[AuthenticationMethod::TOTP, AuthenticationMethod::SMS])),
        openid: draw.maybe(openid_request).map(Box::new),
        name_format: draw.maybe(|draw| draw.one_of(&NameFormat::ALL)),
        reply: reply.into_iter().collect(),
    }
}

fn origin(draw: &mut Draw) -> Origin {
    match draw.below(5) {
        0 => Origin::Page { return_to: draw.text() },
        3 => Origin::Again { return_to: draw.text() },
        1 => Origin::Invitation { invitation: draw.id(), return_to: draw.text() },
        2 => Origin::Recovery { recovery: draw.id(), return_to: draw.text() },
        _ => Origin::Application(request(draw)),
    }
}

fn proved(draw: &mut Draw) -> Proved {
    let methods = [AuthenticationMethod::PASSWORD, AuthenticationMethod::MAIL_LINK];
    Proved {
        method: draw.one_of(&methods),
        user: draw.known(),
        at: draw.time(),
        password_set_at: draw.maybe(Draw::time),
    }
}

fn logout_party(draw: &mut Draw) -> LogoutParty {
    LogoutParty {
        participant: draw.known(),
        relying_party: draw.known(),
        by_browser: draw.chance(50),
        message: draw.maybe(Draw::known),
        answer: draw.maybe(|draw| draw.one_of(&[LogoutAnswer::Done, LogoutAnswer::Partial])),
    }
}

impl Sample for SignOn {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            browser: draw.digest(),
            origin: origin(draw),
            proofs: draw.some(2, proved),
            organization: draw.maybe(Draw::known),
            remember: draw.chance(50),
            requested: draw.maybe(provider_request),
            provider_failure: draw.maybe(provider_failure),
            asserted: draw.maybe(asserted_identity).map(Box::new),
            provider_session: draw.maybe(provider_session),
            session: draw.maybe(Draw::known),
            answers: u32::try_from(draw.below(9)).unwrap_or_default(),
            created_at: draw.time(),
            expires_at: draw.time(),
            finished_at: draw.maybe(Draw::time),
        }
    }

    fn keyed(draw: &mut Draw) -> Self {
        Self { origin: Origin::Application(request(draw)), ..Self::sample(draw) }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let Some(asked) = of.application() else { return Vec::new() };
        let (relying_party, request_id) = (asked.relying_party, asked.request_id.clone());
        let origin = Origin::Application(ApplicationRequest { relying_party, request_id, ..request(draw) });
        vec![Self { origin, ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let Some(asked) = of.application() else { return Vec::new() };
        let elsewhere = ApplicationRequest { relying_party: draw.id(), ..asked.clone() };
        let other_id = ApplicationRequest { request_id: other_case(&asked.request_id), ..asked.clone() };
        let like = |asked| Self { origin: Origin::Application(asked), ..Self::sample(draw) };
        [elsewhere, other_id].map(like).into()
    }

    fn filters(draw: &mut Draw, one: &Self, _other: &Self) -> Vec<ExpiryFilter> {
        expiry_filters(draw, one.expires_at)
    }
}

impl Sample for LoginRequest {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            request_id: draw.own_text(),
            relay_state: draw.text(),
            identity_provider: draw.entity_id(),
            browser: draw.digest(),
            return_to: draw.text(),
            created_at: draw.time(),
            expires_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { request_id: of.request_id.clone(), ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let ids = [other_case(&of.request_id), format!("{} ", of.request_id)];
        ids.map(|request_id| Self { request_id, ..Self::sample(draw) }).into()
    }

    fn filters(draw: &mut Draw, one: &Self, _other: &Self) -> Vec<ExpiryFilter> {
        expiry_filters(draw, one.expires_at)
    }
}

impl Sample for SentCode {
    fn sample(draw: &mut Draw) -> Self {
        let purpose = match draw.below(3) {
            0 => CodePurpose::SignOn(draw.id()),
            1 => CodePurpose::Enrolment(draw.id()),
            _ => CodePurpose::ContactChange(draw.id()),
        };
        Self {
            id: draw.id(),
            purpose,
            user: draw.known(),
            target: draw.text(),
            digest: draw.digest(),
            created_at: draw.time(),
            expires_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { purpose: of.purpose, ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, _other: &Self) -> Vec<ExpiryFilter> {
        expiry_filters(draw, one.expires_at)
    }
}

impl Sample for RememberedBrowser {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            user: draw.known(),
            browser: draw.digest(),
            methods: draw
                .set(2, |draw| draw.one_of(&[AuthenticationMethod::TOTP, AuthenticationMethod::SMS])),
            device: Device { user_agent: draw.maybe(Draw::text), address: draw.maybe(Draw::text) },
            created_at: draw.time(),
            last_used_at: draw.maybe(Draw::time),
            expires_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { user: of.user, browser: of.browser, ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let other_person = Self { user: draw.id(), browser: of.browser, ..Self::sample(draw) };
        vec![other_person, Self { user: of.user, ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<RememberedBrowserFilter> {
        let [at, behind] = around(one.expires_at);
        [
            (None, None),
            (Some(one.user), None),
            (Some(draw.id()), None),
            (None, Some(at)),
            (None, Some(behind)),
            (Some(one.user), Some(other.expires_at)),
        ]
        .map(|(user, expired_before)| RememberedBrowserFilter { user, expired_before })
        .to_vec()
    }
}

impl Sample for ConsumedAssertion {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            issuer: draw.entity_id(),
            assertion_id: draw.own_text(),
            expires_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let assertion_id = of.assertion_id.clone();
        vec![Self { issuer: of.issuer.clone(), assertion_id, ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let other_issuer = Self { assertion_id: of.assertion_id.clone(), ..Self::sample(draw) };
        let other_id = Self {
            issuer: of.issuer.clone(),
            assertion_id: other_case(&of.assertion_id),
            ..Self::sample(draw)
        };
        vec![other_issuer, other_id]
    }

    fn filters(draw: &mut Draw, one: &Self, _other: &Self) -> Vec<ExpiryFilter> {
        expiry_filters(draw, one.expires_at)
    }
}

impl Sample for ServiceSession {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            token: draw.digest(),
            identity_provider: draw.parsed(|draw| format!("urn:Idp:{}", draw.below(2)), EntityId::parse),
            name_id: draw.one_of(&["", "jeremy", "JEREMY", "_%"]).to_owned(),
            session_index: draw.maybe(Draw::text),
            attributes: draw.some(3, |draw| (draw.text(), draw.some(3, Draw::text))).into_iter().collect(),
            authn_context: draw.maybe(Draw::text),
            authenticated_at: draw.time(),
            created_at: draw.time(),
            expires_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { token: of.token, ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<ServiceSessionFilter> {
        let subject = (one.identity_provider.clone(), one.name_id.clone());
        let [at, behind] = around(one.expires_at);
        let mixed = (one.identity_provider.clone(), other.name_id.clone());
        [
            (None, None),
            (Some(subject.clone()), None),
            (Some(mixed), None),
            (None, Some(at)),
            (None, Some(behind)),
            (Some(subject.clone()), Some(behind)),
            (Some(subject), Some(draw.time())),
        ]
        .map(|(subject, expired_before)| ServiceSessionFilter { subject, expired_before })
        .to_vec()
    }
}

impl Sample for Logout {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            session: draw.known(),
            initiator: draw.maybe(|draw| LogoutInitiator {
                relying_party: draw.known(),
                request_id: draw.text(),
                relay_state: draw.maybe(Draw::text),
                redirect_uri: draw.maybe(Draw::text),
            }),
            parties: draw.some(3, logout_party),
            browser: draw.maybe(Draw::digest),
            return_to: draw.maybe(Draw::text),
            created_at: draw.time(),
            expires_at: draw.time(),
        }
    }

    fn clashing(_draw: &mut Draw, _of: &Self) -> Vec<Self> {
        Vec::new()
    }

    fn filters(draw: &mut Draw, one: &Self, _other: &Self) -> Vec<ExpiryFilter> {
        expiry_filters(draw, one.expires_at)
    }
}
