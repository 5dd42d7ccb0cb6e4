//! Relying parties, the names by which they know people, and the sessions that they take part in.

use super::draw::Draw;
use super::sample::{Sample, other_case, pair};
use crate::domain::{
    AssertionConsumerService, AttributeCondition, AttributeEntry, AttributeMap, AttributeNameFormat,
    AttributePreset, AttributeSource, AttributeValues, AuthenticationMethod, Factors, LogoutBinding,
    LogoutService, MetadataOrigin, NameFormat, NameIdentifier, NameIdentifierFilter, Participant,
    ParticipantFilter, RelyingParty, RelyingPartyFilter, RequestedAttribute, SamlOptions, SignInPolicy,
    SignInPolicyFilter, SignInRules, SignInSubject, SignedParts,
};
use crate::values::EntityId;
use std::collections::BTreeSet;

impl Sample for RelyingParty {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            entity_id: Some(draw.entity_id()),
            declared: draw.chance(50),
            name: draw.display_name(),
            service: draw.known(),
            consumers: draw.some(3, |draw| AssertionConsumerService {
                url: draw.text(),
                index: draw.one_of(&[0, 1, u16::MAX]),
                is_default: draw.chance(50),
            }),
            logout_url: draw.maybe(Draw::text),
            logout_services: draw.some(3, |draw| LogoutService {
                binding: draw.one_of(&LogoutBinding::ALL),
                url: draw.text(),
                response_url: draw.maybe(Draw::text),
            }),
            name_formats: draw.some(3, |draw| draw.one_of(&NameFormat::ALL)),
            origins: draw.some(2, Draw::text),
            factors: draw.one_of(&[Factors::One, Factors::Two]),
            second_factors: draw.maybe(second_factors),
            remember_days: draw.maybe(|draw| draw.one_of(&[0, 30, u16::MAX])),
            certificates: draw.some(3, Draw::octets),
            requests_signed: draw.chance(50),
            metadata: draw.maybe(|draw| MetadataOrigin {
                address: draw.maybe(Draw::text),
                valid_until: draw.maybe(Draw::time),
                read_at: draw.time(),
            }),
            trial: draw.chance(50),
            saml: saml_options(draw),
            enabled: draw.chance(50),
            created_at: draw.time(),
            updated_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        of.entity_id.iter().map(|id| Self { entity_id: Some(id.clone()), ..Self::sample(draw) }).collect()
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let of = of.entity_id.iter();
        let texts = of.flat_map(|id| [other_case(id.as_str()), format!("{id}/")]);
        let ids: Vec<_> = texts.filter_map(|text| EntityId::parse(&text).ok()).collect();
        let named = ids.into_iter().map(Some);
        // One that speaks no SAML has no such key.
        named.chain([None]).map(|entity_id| Self { entity_id, ..Self::sample(draw) }).collect()
    }

    fn filters(draw: &mut Draw, one: &Self, _other: &Self) -> Vec<RelyingPartyFilter> {
        [None, Some(one.service), Some(draw.id())].map(|service| RelyingPartyFilter { service }).to_vec()
    }
}

fn saml_options(draw: &mut Draw) -> SamlOptions {
    SamlOptions {
        attributes: draw.maybe(attribute_map),
        signed: draw.one_of(&SignedParts::ALL),
        wants_assertions_signed: draw.chance(50),
        encrypt_assertions: draw.chance(50),
        encryption_certificates: draw.some(2, Draw::octets),
        requested_attributes: draw.some(2, |draw| RequestedAttribute {
            name: draw.text(),
            name_format: draw.maybe(|draw| draw.one_of(&AttributeNameFormat::ALL)),
            friendly_name: draw.maybe(Draw::text),
            required: draw.chance(50),
        }),
    }
}

fn attribute_map(draw: &mut Draw) -> AttributeMap {
    let sources = [AttributeSource::Roles, AttributeSource::Person("desk".to_owned())];
    let conditions = [AttributeCondition::ByMandate, AttributeCondition::OwnRight];
    let entry = AttributeEntry {
        name_format: draw.one_of(&AttributeNameFormat::ALL),
        friendly_name: draw.maybe(Draw::text),
        values: draw.one_of(&AttributeValues::ALL),
        condition: draw.maybe(|draw| draw.one_of(&conditions)),
        ..AttributeEntry::new(draw.one_of(&sources), "urn:oid:2.5.4.11")
    };
    // A text that cannot be a name leaves a preset.
    AttributeMap::new(vec![entry]).unwrap_or_else(|_| draw.one_of(&AttributePreset::ALL).map())
}

fn second_factors(draw: &mut Draw) -> BTreeSet<AuthenticationMethod> {
    let methods = [AuthenticationMethod::TOTP, AuthenticationMethod::SMS, AuthenticationMethod::MAIL_CODE];
    draw.set(3, |draw| draw.one_of(&methods))
}

impl Sample for SignInPolicy {
    fn sample(draw: &mut Draw) -> Self {
        let rules = SignInRules {
            factors: draw.one_of(&[Factors::One, Factors::Two]),
            methods: draw.maybe(second_factors),
            remember_days: draw.maybe(|draw| draw.one_of(&[0, 30, u16::MAX])),
            four_eyes: draw.one_of(&[false, true]),
        };
        let (created_at, updated_at) = (draw.time(), draw.time());
        let four_eyes_until = draw.maybe(Draw::time);
        Self { id: draw.id(), subject: subject(draw), rules, four_eyes_until, created_at, updated_at }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { subject: of.subject, ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let other = match of.subject {
            SignInSubject::Organization(id) => SignInSubject::Role(id.as_uuid().into()),
            SignInSubject::Role(id) => SignInSubject::Organization(id.as_uuid().into()),
        };
        vec![Self { subject: other, ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<SignInPolicyFilter> {
        [
            None,
            Some(vec![]),
            Some(vec![one.subject]),
            Some(vec![one.subject, other.subject]),
            Some(vec![subject(draw)]),
        ]
        .map(|subjects| SignInPolicyFilter { subjects })
        .to_vec()
    }
}

fn subject(draw: &mut Draw) -> SignInSubject {
    if draw.chance(50) { SignInSubject::Organization(draw.id()) } else { SignInSubject::Role(draw.id()) }
}

impl Sample for NameIdentifier {
    fn sample(draw: &mut Draw) -> Self {
        let (user, relying_party) = pair(draw);
        Self { id: draw.id(), user, relying_party, value: draw.own_text(), created_at: draw.time() }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let person = Self { user: of.user, relying_party: of.relying_party, ..Self::sample(draw) };
        let name = Self {
            user: draw.id(),
            relying_party: of.relying_party,
            value: of.value.clone(),
            ..Self::sample(draw)
        };
        vec![person, name]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let elsewhere =
            Self { user: of.user, relying_party: draw.id(), value: of.value.clone(), ..Self::sample(draw) };
        let other_name = Self {
            user: draw.id(),
            relying_party: of.relying_party,
            value: other_case(&of.value),
            ..Self::sample(draw)
        };
        vec![elsewhere, other_name]
    }

    fn filters(draw: &mut Draw, one: &Self, _other: &Self) -> Vec<NameIdentifierFilter> {
        [None, Some(one.user), Some(draw.id())].map(|user| NameIdentifierFilter { user }).to_vec()
    }
}

impl Sample for Participant {
    fn sample(draw: &mut Draw) -> Self {
        let (session, relying_party) = pair(draw);
        Self {
            id: draw.id(),
            session,
            relying_party,
            name_id: draw.one_of(&["", "a3f1", "A3F1", "_%"]).to_owned(),
            name_format: draw.one_of(&NameFormat::ALL),
            created_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { session: of.session, relying_party: of.relying_party, ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let elsewhere = Self { session: of.session, relying_party: draw.id(), ..Self::sample(draw) };
        let another = Self { session: draw.id(), relying_party: of.relying_party, ..Self::sample(draw) };
        vec![elsewhere, another]
    }

    fn filters(draw: &mut Draw, one: &Self, _other: &Self) -> Vec<ParticipantFilter> {
        let subject = |name: &str| Some((one.relying_party, name.to_owned()));
        let elsewhere = Some((draw.id(), one.name_id.clone()));
        [
            (None, None),
            (Some(one.session), None),
            (Some(draw.id()), None),
            (None, subject(&one.name_id)),
            (None, subject(&other_case(&one.name_id))),
            (None, elsewhere),
            (Some(one.session), subject(&one.name_id)),
            (Some(draw.id()), subject(&one.name_id)),
        ]
        .map(|(session, subject)| ParticipantFilter { session, subject })
        .to_vec()
    }
}
