//! How people are reached: their addresses, and changes of addresses and numbers.

use super::draw::Draw;
use super::sample::{Sample, around, other_case};
use crate::domain::{ContactChange, ContactChangeFilter, EmailUse, UserEmail, UserEmailFilter};
use crate::values::{Contact, EmailAddress};

fn contact(draw: &mut Draw) -> Contact {
    if draw.chance(50) { Contact::Email(draw.email()) } else { Contact::Phone(draw.phone()) }
}

impl Sample for ContactChange {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            user: draw.known(),
            before: draw.maybe(contact),
            after: draw.maybe(contact),
            is_first: draw.chance(50),
            token: draw.digest(),
            stop: draw.maybe(Draw::digest),
            created_at: draw.time(),
            made_at: draw.maybe(Draw::time),
            expires_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let stop = of.stop.map(|stop| Self { stop: Some(stop), ..Self::sample(draw) });
        std::iter::once(Self { token: of.token, ..Self::sample(draw) }).chain(stop).collect()
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<ContactChangeFilter> {
        let [at, behind] = around(one.expires_at);
        [
            (None, None),
            (Some(one.user), None),
            (Some(draw.id()), None),
            (None, Some(at)),
            (None, Some(behind)),
            (Some(one.user), Some(behind)),
            (Some(one.user), Some(other.expires_at)),
        ]
        .map(|(user, expired_before)| ContactChangeFilter { user, expired_before })
        .to_vec()
    }
}

impl Sample for UserEmail {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            user: draw.known(),
            email: draw.email(),
            usage: draw.one_of(&EmailUse::ALL),
            verified_at: draw.maybe(Draw::time),
            created_at: draw.time(),
            kept_until: draw.maybe(Draw::time),
        }
    }

    /// Addresses clash in every spelling that has the same canonical form, whoever has them, and whether they are kept.
    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let respelt = EmailAddress::parse(&other_case(of.email.as_str())).ok();
        let emails = std::iter::once(of.email.clone()).chain(respelt);
        let emails = emails.filter(|email| email.canonical() == of.email.canonical());
        emails.map(|email| Self { email, ..Self::sample(draw) }).collect()
    }

    /// An address that only begins or ends like the other one.
    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let texts = [format!("x{}", of.email), format!("{}.example", of.email)];
        let emails = texts.iter().filter_map(|text| EmailAddress::parse(text).ok());
        emails.map(|email| Self { email, ..Self::sample(draw) }).collect()
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<UserEmailFilter> {
        let [at, behind] = around(one.kept_until.unwrap_or(one.created_at));
        let other = other.kept_until.unwrap_or(other.created_at);
        [
            (None, None),
            (Some(one.user), None),
            (Some(draw.id()), None),
            (None, Some(at)),
            (None, Some(behind)),
            (Some(one.user), Some(behind)),
            (Some(one.user), Some(other)),
        ]
        .map(|(user, expired_before)| UserEmailFilter { user, expired_before })
        .to_vec()
    }
}
