//! People: users, memberships, credentials, sessions, invitations.

use super::draw::Draw;
use super::federation::provider_session;
use super::sample::{Sample, around, other_case, pair};
use crate::domain::{
    AnsweredRequest, Approval, ApprovalAct, ApprovalFilter, AuthenticationMethod, Credential,
    CredentialFilter, CredentialSecret, Device, Invitation, InvitationFilter, InvitationState, Membership,
    MembershipFilter, Passkey, PasskeyId, Recovery, RecoveryFilter, RecoveryKind, Session, SessionFilter,
    User, UserFilter, UserState,
};
use crate::values::{EmailAddress, Username};

impl Sample for User {
    /// Everybody has an address or a user name.
    fn sample(draw: &mut Draw) -> Self {
        let username = draw.maybe(Draw::username);
        let email = if username.is_some() { draw.maybe(Draw::email) } else { Some(draw.email()) };
        Self {
            id: draw.id(),
            username,
            email,
            email_verified_at: draw.maybe(Draw::time),
            phone: draw.maybe(Draw::phone),
            phone_verified_at: draw.maybe(Draw::time),
            given_name: draw.person_name(),
            family_name: draw.maybe(Draw::person_name).map(Into::into).unwrap_or_default(),
            locale: draw.maybe(Draw::locale),
            attributes: draw.attributes(),
            state: draw.one_of(&UserState::ALL),
            erase_at: draw.maybe(Draw::time),
            created_at: draw.time(),
            updated_at: draw.time(),
        }
    }

    /// Addresses and names clash in every spelling that has the same canonical form.
    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let respelt =
            of.email.iter().filter_map(|email| EmailAddress::parse(&other_case(email.as_str())).ok());
        let emails: Vec<_> = of.email.iter().cloned().chain(respelt).collect();
        let emails = emails.into_iter().filter(|email| of.has_main_email(email));
        let mut clashes: Vec<_> =
            emails.map(|email| Self { email: Some(email), ..Self::sample(draw) }).collect();
        let name = of.username.as_ref().map(Username::as_str).unwrap_or_default();
        let names = [name.to_owned(), other_case(name)];
        let names = names.iter().filter_map(|name| Username::parse(name).ok());
        clashes.extend(names.map(|name| Self { username: Some(name), ..Self::sample(draw) }));
        clashes
    }

    /// An address that only begins or ends like the other one.
    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let texts = of.email.iter().flat_map(|email| [format!("x{email}"), format!("{email}.example")]);
        let emails = texts.filter_map(|text| EmailAddress::parse(&text).ok());
        let mut alike: Vec<_> =
            emails.map(|email| Self { email: Some(email), ..Self::sample(draw) }).collect();
        // Of those who have no address, there are many.
        alike.extend([0, 1].map(|_| Self { email: None, username: None, ..Self::sample(draw) }));
        alike
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<UserFilter> {
        let many = (0..300).map(|_| draw.id()).chain([one.id, other.id, one.id]).collect();
        [None, Some(vec![one.id]), Some(vec![other.id, one.id, draw.id()]), Some(vec![draw.id()]), Some(many)]
            .map(|ids| UserFilter { ids, ..UserFilter::default() })
            .into_iter()
            .chain(
                [one.erase_at, Some(draw.time())].map(|erase_before| UserFilter { erase_before, ids: None }),
            )
            .collect()
    }

    fn empty_lists() -> Vec<UserFilter> {
        vec![UserFilter { ids: Some(Vec::new()), ..UserFilter::default() }]
    }
}

impl Sample for Membership {
    fn sample(draw: &mut Draw) -> Self {
        let (user, organization) = pair(draw);
        let (name, search, email) = (draw.folded_name(), draw.folded_lines(), draw.folded_name());
        let state = *draw.among(&UserState::ALL).unwrap_or(&UserState::Active);
        Self { id: draw.id(), user, organization, name, search, email, state, created_at: draw.time() }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { user: of.user, organization: of.organization, ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let elsewhere = Self { user: of.user, organization: draw.id(), ..Self::sample(draw) };
        let another = Self { user: draw.id(), organization: of.organization, ..Self::sample(draw) };
        let swapped = Self {
            user: of.organization.as_uuid().into(),
            organization: of.user.as_uuid().into(),
            ..Self::sample(draw)
        };
        vec![elsewhere, another, swapped]
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<MembershipFilter> {
        let (part, lines) = (draw.part_of(&one.search), Some(other.search.clone()));
        [
            (None, None, None),
            (Some(one.user), None, None),
            (None, Some(one.organization), None),
            (Some(one.user), Some(one.organization), None),
            (Some(one.user), Some(other.organization), None),
            (Some(draw.id()), None, None),
            (None, None, Some(part.clone())),
            (None, Some(one.organization), Some(part)),
            (None, None, lines),
            (None, None, Some(draw.folded_name())),
        ]
        .map(|(user, organization, search)| MembershipFilter {
            user,
            organization,
            search,
            ..MembershipFilter::default()
        })
        .into_iter()
        .chain([
            MembershipFilter { state: Some(one.state), ..MembershipFilter::default() },
            MembershipFilter { users: Some(Vec::new()), ..MembershipFilter::default() },
            MembershipFilter { users: Some(vec![one.user, other.user]), ..MembershipFilter::default() },
            MembershipFilter {
                users: Some(vec![draw.id(), other.user]),
                organization: Some(one.organization),
                ..MembershipFilter::default()
            },
            MembershipFilter {
                organization: Some(one.organization),
                state: Some(other.state),
                ..MembershipFilter::default()
            },
        ])
        .collect()
    }
}

fn passkey(draw: &mut Draw) -> CredentialSecret {
    let id = PasskeyId::parse(&draw.digest().hex()).ok();
    CredentialSecret::Passkey(id.map(|id| {
        Box::new(Passkey {
            id,
            data: draw.text(),
            sign_count: u32::try_from(draw.below(1 << 31)).unwrap_or(0),
            is_backed_up: draw.chance(50),
            answered: draw
                .some(2, |draw| AnsweredRequest { request: draw.digest(), expires_at: draw.time() }),
        })
    }))
}

fn secret(draw: &mut Draw) -> CredentialSecret {
    match draw.below(6) {
        0 => CredentialSecret::Password(draw.password_hash()),
        1 => CredentialSecret::Totp { key: draw.sealed(), last_step: draw.maybe(|draw| draw.number() >> 12) },
        2 => CredentialSecret::Sms(draw.phone()),
        3 => CredentialSecret::RecoveryCodes(draw.some(3, Draw::digest)),
        4 => CredentialSecret::Passkey(None),
        _ => passkey(draw),
    }
}

impl Sample for Credential {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            user: draw.id(),
            secret: secret(draw),
            label: draw.maybe(Draw::display_name),
            begun_in: draw.maybe(Draw::id),
            created_at: draw.time(),
            changed_at: draw.time(),
            confirmed_at: draw.maybe(Draw::time),
            last_used_at: draw.maybe(Draw::time),
        }
    }

    fn keyed(draw: &mut Draw) -> Self {
        let secret = match draw.below(3) {
            0 => CredentialSecret::Password(draw.password_hash()),
            1 => CredentialSecret::RecoveryCodes(draw.some(3, Draw::digest)),
            _ => passkey(draw),
        };
        Self { secret, ..Self::sample(draw) }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let secret = match &of.secret {
            CredentialSecret::Password(_) => CredentialSecret::Password(draw.password_hash()),
            CredentialSecret::RecoveryCodes(_) => CredentialSecret::RecoveryCodes(draw.some(3, Draw::digest)),
            // Whoever else sets up the same one.
            CredentialSecret::Passkey(Some(_)) => {
                return vec![Self { secret: of.secret.clone(), ..Self::sample(draw) }];
            }
            // A person may have several of these.
            CredentialSecret::Totp { .. } | CredentialSecret::Sms(_) | CredentialSecret::Passkey(None) => {
                return Vec::new();
            }
        };
        vec![Self { user: of.user, secret, ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, _other: &Self) -> Vec<CredentialFilter> {
        [None, Some(one.user), Some(draw.id())].map(|user| CredentialFilter { user }).to_vec()
    }
}

impl Sample for Session {
    fn sample(draw: &mut Draw) -> Self {
        let methods = [AuthenticationMethod::PASSWORD, AuthenticationMethod::MAIL_LINK];
        Self {
            id: draw.id(),
            user: draw.known(),
            token: draw.digest(),
            methods: draw.set(2, |draw| draw.one_of(&methods)),
            authenticated_at: draw.time(),
            acting_for: draw.maybe(Draw::known),
            device: Device { user_agent: draw.maybe(Draw::text), address: draw.maybe(Draw::text) },
            created_at: draw.time(),
            last_seen_at: draw.time(),
            expires_at: draw.time(),
            ended_at: draw.maybe(Draw::time),
            provider_session: draw.maybe(provider_session),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { token: of.token, ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<SessionFilter> {
        let all = SessionFilter::default();
        let [at, behind] = around(one.expires_at);
        vec![
            all.clone(),
            SessionFilter { user: Some(one.user), ..all.clone() },
            SessionFilter { user: Some(draw.id()), ..all.clone() },
            SessionFilter { unended: true, ..all.clone() },
            SessionFilter { expired_before: Some(at), ..all.clone() },
            SessionFilter { expired_before: Some(behind), ..all.clone() },
            SessionFilter { user: Some(one.user), unended: true, expired_before: Some(other.expires_at) },
        ]
    }
}

impl Sample for Recovery {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            user: draw.known(),
            token: draw.digest(),
            email: draw.maybe(Draw::email),
            kind: draw.one_of(&RecoveryKind::ALL),
            return_to: draw.text(),
            created_at: draw.time(),
            expires_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { token: of.token, ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<RecoveryFilter> {
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
        .map(|(user, expired_before)| RecoveryFilter { user, expired_before })
        .to_vec()
    }
}

impl Sample for Approval {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            act: draw.one_of(&ApprovalAct::ALL),
            // Of the few known ones, two would have the same key.
            user: draw.id(),
            organization: draw.known(),
            asked_by: draw.known(),
            reason: draw.reason(),
            created_at: draw.time(),
            expires_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { user: of.user, act: of.act, ..Self::sample(draw) }]
    }

    /// Another act for the same person, and the same act for another one.
    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let others = ApprovalAct::ALL.into_iter().filter(|act| *act != of.act);
        let mut alike: Vec<_> = others.map(|act| Self { user: of.user, act, ..Self::sample(draw) }).collect();
        alike.push(Self { user: draw.id(), act: of.act, ..Self::sample(draw) });
        alike
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<ApprovalFilter> {
        let [at, behind] = around(one.expires_at);
        [
            (None, None),
            (Some(one.user), None),
            (Some(draw.id()), None),
            (None, Some(at)),
            (None, Some(behind)),
            (Some(one.user), Some(other.expires_at)),
        ]
        .map(|(user, expired_before)| ApprovalFilter { user, expired_before })
        .to_vec()
    }
}

impl Sample for Invitation {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            organization: draw.known(),
            email: draw.email(),
            given_name: draw.maybe(Draw::person_name),
            family_name: draw.maybe(Draw::person_name),
            roles: draw.set(4, Draw::known),
            services: draw.maybe(|draw| draw.set(4, Draw::known)),
            mandate: draw.maybe(Draw::mandate_terms),
            locale: draw.maybe(Draw::locale),
            token: draw.digest(),
            state: draw.one_of(&[
                InvitationState::Pending,
                InvitationState::Accepted,
                InvitationState::Revoked,
            ]),
            invited_by: draw.known(),
            first_administrator: draw.maybe(Draw::role_rights),
            accepted_by: draw.maybe(Draw::known),
            created_at: draw.time(),
            sent_at: draw.time(),
            expires_at: draw.time(),
            closed_at: draw.maybe(Draw::time),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { token: of.token, ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<InvitationFilter> {
        let all = InvitationFilter::default();
        vec![
            all.clone(),
            InvitationFilter { organization: Some(one.organization), ..all.clone() },
            InvitationFilter { organization: Some(draw.id()), ..all.clone() },
            InvitationFilter { state: Some(one.state), ..all.clone() },
            InvitationFilter { email: Some(one.email.canonical()), ..all.clone() },
            InvitationFilter { email: Some(one.email.as_str().to_owned()), ..all.clone() },
            InvitationFilter {
                organization: Some(one.organization),
                state: Some(other.state),
                email: Some(one.email.canonical()),
                ..all.clone()
            },
            InvitationFilter { search: Some(one.search_text()), ..all.clone() },
            InvitationFilter { search: Some(draw.folded_name()), ..all.clone() },
            InvitationFilter { expired: Some((true, one.expires_at)), ..all.clone() },
            InvitationFilter { expired: Some((false, one.expires_at)), ..all.clone() },
            InvitationFilter { expired: Some((true, other.expires_at)), state: Some(one.state), ..all },
        ]
    }
}
