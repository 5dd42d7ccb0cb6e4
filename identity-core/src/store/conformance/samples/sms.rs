//! Made-up settings of text messages.

use super::draw::Draw;
use super::sample::Sample;
use crate::domain::{SmsFormat, SmsGateway, SmsProposal, SmsSettings, SmsSettingsFilter};

impl Sample for SmsSettings {
    fn sample(draw: &mut Draw) -> Self {
        let (gateway, code_digits) = (draw.maybe(gateway), draw.maybe(|draw| draw.one_of(&[6, 8, u8::MAX])));
        let (tested, created_at, updated_at) = (draw.maybe(Draw::id), draw.time(), draw.time());
        let proposed = draw.maybe(proposal);
        Self { id: draw.id(), gateway, code_digits, tested, proposed, created_at, updated_at }
    }

    fn clashing(_draw: &mut Draw, _of: &Self) -> Vec<Self> {
        Vec::new()
    }

    fn filters(_draw: &mut Draw, _one: &Self, _other: &Self) -> Vec<SmsSettingsFilter> {
        vec![SmsSettingsFilter]
    }
}

fn proposal(draw: &mut Draw) -> SmsProposal {
    SmsProposal {
        gateway: draw.maybe(gateway),
        code_digits: draw.maybe(|draw| draw.one_of(&[6, 8])),
        proposed_by: draw.known(),
        proposed_at: draw.time(),
        expires_at: draw.time(),
    }
}

fn gateway(draw: &mut Draw) -> SmsGateway {
    let field = |draw: &mut Draw| (draw.display_name().to_string(), draw.display_name().to_string());
    SmsGateway {
        format: draw.one_of(&SmsFormat::ALL),
        address: draw.display_name().to_string(),
        fields: draw.some(3, field).into_iter().collect(),
        secret: draw.maybe(Draw::sealed),
    }
}
