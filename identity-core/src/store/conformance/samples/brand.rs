//! Made-up looks.

use super::draw::Draw;
use super::sample::Sample;
use crate::domain::{Brand, BrandFilter, BrandLook, BrandSubject, Colour};
use serde_json::Value;

impl Sample for Brand {
    fn sample(draw: &mut Draw) -> Self {
        let (look, draft) = (look(draw), draw.maybe(look));
        let (created_at, updated_at) = (draw.time(), draw.time());
        Self { id: draw.id(), subject: subject(draw), look, draft, created_at, updated_at }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { subject: of.subject, ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let other = match of.subject {
            BrandSubject::Organization(id) => BrandSubject::Application(id.as_uuid().into()),
            BrandSubject::Application(id) => BrandSubject::Organization(id.as_uuid().into()),
            BrandSubject::Deployment => BrandSubject::Organization(draw.id()),
        };
        vec![Self { subject: other, ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<BrandFilter> {
        [
            None,
            Some(vec![]),
            Some(vec![one.subject]),
            Some(vec![one.subject, other.subject]),
            Some(vec![BrandSubject::Deployment, subject(draw)]),
        ]
        .map(|subjects| BrandFilter { subjects })
        .to_vec()
    }
}

fn subject(draw: &mut Draw) -> BrandSubject {
    if draw.chance(50) { BrandSubject::Organization(draw.id()) } else { BrandSubject::Application(draw.id()) }
}

fn look(draw: &mut Draw) -> BrandLook {
    let accents = ["#0b6e5f", "#62cdb6"].map(|text| Colour::parse(text).ok());
    let logo = draw.octets();
    BrandLook {
        name: draw.maybe(Draw::display_name),
        welcome: draw.some(2, |draw| (draw.locale(), draw.display_name())).into_iter().collect(),
        accent: draw.one_of(&accents),
        accent_dark: draw.one_of(&accents),
        logo: serde_json::from_value(Value::String(base64(&logo))).ok(),
        sender_name: draw.maybe(Draw::display_name),
        help_email: draw.maybe(Draw::email),
        help_phone: draw.maybe(Draw::display_name),
        help_hours: draw.maybe(Draw::display_name),
    }
}

fn base64(octets: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(octets)
}
