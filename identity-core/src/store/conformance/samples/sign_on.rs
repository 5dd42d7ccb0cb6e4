//! What short-lived records single sign-on leaves at an identity provider and a service provider.

use super::draw::Draw;
use super::sample::{Sample, around, other_case};
use crate::Timestamp;
use crate::domain::{
    ConsumedAssertion, ExpiryFilter, LoginRequest, Logout, LogoutInitiator, Origin, SamlOrigin,
    ServiceSession, ServiceSessionFilter, SignOn,
};
use crate::values::EntityId;

/// Filters on the end of short-lived records: at, just behind and far from that of `one`.
fn expiry_filters(draw: &mut Draw, one: Timestamp) -> Vec<ExpiryFilter> {
    let [at, behind] = around(one);
    [None, Some(at), Some(behind), Some(draw.time())]
        .map(|expired_before| ExpiryFilter { expired_before })
        .to_vec()
}

fn saml_origin(draw: &mut Draw) -> SamlOrigin {
    SamlOrigin {
        relying_party: draw.known(),
        request_id: draw.own_text(),
        consumer_url: draw.text(),
        relay_state: draw.maybe(Draw::text),
        force_authn: draw.chance(50),
        is_passive: draw.chance(50),
    }
}

impl Sample for SignOn {
    fn sample(draw: &mut Draw) -> Self {
        let origin = if draw.chance(50) {
            Origin::Page { return_to: draw.text() }
        } else {
            Origin::Saml(saml_origin(draw))
        };
        Self {
            id: draw.id(),
            browser: draw.digest(),
            origin,
            created_at: draw.time(),
            expires_at: draw.time(),
            finished_at: draw.maybe(Draw::time),
        }
    }

    fn keyed(draw: &mut Draw) -> Self {
        Self { origin: Origin::Saml(saml_origin(draw)), ..Self::sample(draw) }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let Origin::Saml(saml) = &of.origin else { return Vec::new() };
        let (relying_party, request_id) = (saml.relying_party, saml.request_id.clone());
        let origin = Origin::Saml(SamlOrigin { relying_party, request_id, ..saml_origin(draw) });
        vec![Self { origin, ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let Origin::Saml(saml) = &of.origin else { return Vec::new() };
        let elsewhere = SamlOrigin { relying_party: draw.id(), ..saml.clone() };
        let other_id = SamlOrigin { request_id: other_case(&saml.request_id), ..saml.clone() };
        [elsewhere, other_id].map(|saml| Self { origin: Origin::Saml(saml), ..Self::sample(draw) }).into()
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
            }),
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
