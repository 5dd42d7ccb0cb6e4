//! Sample messages, for checking templates.

use super::letterhead::Letterhead;
use identity_core::Timestamp;
use identity_core::delivery::{MandateNews, Message, MessageContent, NoRecovery, OfferedTerms, RoleChange};

/// One message of every kind, and of every news of a mandate.
pub(super) fn samples(letterhead: &Letterhead) -> Vec<Message> {
    let (at, link) = (Timestamp::from_unix_seconds(1_800_000_000), letterhead.link("/sample"));
    let (organization, by) = ("City Group, Inc.".to_owned(), "Scott Long".to_owned());
    let invitation = |mandate| MessageContent::Invitation {
        given_name: None,
        inviter: by.clone(),
        organization: organization.clone(),
        roles: vec!["Contact person".to_owned()],
        mandate,
        link: link.clone(),
        expires_at: at,
    };
    let mut terms = OfferedTerms::default();
    terms.services = vec!["SmartPlan Application".to_owned()];
    terms.until = Some(at);
    terms.reason = Some("parental leave".to_owned());
    let invitations = [invitation(None), invitation(Some(terms)), invitation(Some(OfferedTerms::default()))];
    let password = MessageContent::PasswordChanged { given_name: "Jeremy".to_owned(), at };
    let (given_name, role) = ("Jeremy".to_owned(), "Contact person".to_owned());
    let mandate = |news, detailed: bool| MessageContent::Mandate {
        given_name: given_name.clone(),
        news,
        giver: by.clone(),
        receiver: "Maya Chen".to_owned(),
        role: "Representative".to_owned(),
        organization: organization.clone(),
        services: if detailed { vec!["SmartPlan Application".to_owned()] } else { Vec::new() },
        until: (detailed || news == MandateNews::EndsSoon).then_some(at),
        reason: detailed.then(|| "parental leave".to_owned()),
        link: link.clone(),
    };
    let all = [
        MandateNews::Offered,
        MandateNews::OfferedToOrganization,
        MandateNews::OfferedToClient,
        MandateNews::Accepted,
        MandateNews::Declined,
        MandateNews::EndsSoon,
        MandateNews::Ended,
    ];
    let mut contents: Vec<_> =
        all.into_iter().flat_map(|news| [mandate(news, true), mandate(news, false)]).collect();
    contents.extend(invitations.into_iter().chain([password]));
    for person in ["Maya Chen", ""] {
        contents.push(MessageContent::InvitationRequested {
            given_name: given_name.clone(),
            person: person.to_owned(),
            email: "maya.chen@citygroup.example".to_owned(),
            organization: organization.clone(),
            link: link.clone(),
        });
    }
    contents.extend(ways_in(letterhead));
    let further = vec![RoleChange::new(organization.as_str(), role.as_str(), false, by.as_str())];
    contents.extend(contacts(&given_name, &link, at));
    contents.extend(recoveries(&given_name, &link, at));
    contents.extend(by_administrators(&given_name, &link, at));
    let given = true;
    contents.push(MessageContent::RolesChanged { given_name, organization, role, given, by, link, further });
    let message = |content| Message::new("jeremy@citygroup.example", content);
    contents.into_iter().map(message).collect()
}

/// A new address or number, and one that is another account's.
fn contacts(given_name: &str, link: &str, at: Timestamp) -> Vec<MessageContent> {
    let changed = |what: &str, to: Option<&str>| MessageContent::ContactChanged {
        given_name: given_name.to_owned(),
        what: what.to_owned(),
        to: to.map(ToOwned::to_owned),
        at,
        link: link.to_owned(),
        expires_at: at,
        by_text: to.is_none(),
    };
    let asked = |what: &str, to: &str| MessageContent::ContactAsked {
        given_name: given_name.to_owned(),
        what: what.to_owned(),
        to: to.to_owned(),
        at,
        link: link.to_owned(),
        expires_at: at,
    };
    vec![
        MessageContent::ContactProof {
            given_name: given_name.to_owned(),
            code: "123456".to_owned(),
            minutes: 10,
            link: link.to_owned(),
            expires_at: at,
        },
        MessageContent::ContactTaken { given_name: given_name.to_owned(), link: link.to_owned() },
        MessageContent::DomainProof {
            domain: "citygroup.example".to_owned(),
            organization: "City Group, Inc.".to_owned(),
            connection: "City Group".to_owned(),
            link: link.to_owned(),
            expires_at: at,
        },
        asked("email", "j•••@citygroup.example"),
        asked("further_email", "j•••@citygroup.example"),
        asked("phone", "•••67"),
        MessageContent::EmailRemoved { given_name: given_name.to_owned(), at, link: link.to_owned() },
        changed("email", Some("j•••@citygroup.example")),
        changed("further_email", Some("j•••@citygroup.example")),
        changed("phone", Some("•••67")),
        changed("phone", None),
        MessageContent::LetterPrinted { given_name: given_name.to_owned(), by: "Scott Long".to_owned(), at },
    ]
}

/// A forgotten password, and those that cannot be set anew.
fn recoveries(given_name: &str, link: &str, expires_at: Timestamp) -> Vec<MessageContent> {
    let refused = |why| MessageContent::RecoveryRefused { given_name: given_name.to_owned(), why };
    let (given_name, link) = (given_name.to_owned(), link.to_owned());
    vec![
        MessageContent::Recovery { given_name, link, expires_at },
        refused(NoRecovery::NoPassword),
        refused(NoRecovery::Closed),
    ]
}

/// Links for a password that an administrator sends: for the first one, and for a new one.
fn by_administrators(given_name: &str, link: &str, expires_at: Timestamp) -> Vec<MessageContent> {
    let by = || "Scott Long".to_owned();
    let first = |username: Option<&str>| MessageContent::FirstPassword {
        given_name: given_name.to_owned(),
        by: by(),
        organization: "City Group, Inc.".to_owned(),
        username: username.map(str::to_owned),
        link: link.to_owned(),
        expires_at,
    };
    let started = MessageContent::RecoveryStarted {
        given_name: given_name.to_owned(),
        by: by(),
        link: link.to_owned(),
        expires_at,
    };
    vec![first(None), first(Some("jeremy.mills")), started]
}

/// One message of every kind about codes and the ways to sign in.
fn ways_in(letterhead: &Letterhead) -> Vec<MessageContent> {
    let (at, link) = (Timestamp::from_unix_seconds(1_800_000_000), letterhead.link("/sample"));
    let given_name = "Jeremy".to_owned();
    let changed = |method: &str, added| MessageContent::AuthenticatorChanged {
        given_name: given_name.clone(),
        method: method.to_owned(),
        added,
        at,
        link: link.clone(),
    };
    let linked = |label: Option<&str>, added| MessageContent::IdentityLinked {
        given_name: given_name.clone(),
        connection: "City Group".to_owned(),
        label: label.map(ToOwned::to_owned),
        added,
        at,
        link: link.clone(),
    };
    let closed = |reminds| MessageContent::AccountClosed {
        given_name: given_name.clone(),
        erase_at: at,
        link: link.clone(),
        reminds,
    };
    let host = "my.example.com".to_owned();
    vec![
        MessageContent::Code { code: "123456".to_owned(), minutes: 10, host },
        MessageContent::SmsTest,
        changed("otp", true),
        changed("sms", false),
        changed("token", true),
        linked(Some("jeremy@citygroup.example"), true),
        linked(None, false),
        closed(false),
        closed(true),
        MessageContent::AuthenticatorsReset { given_name: given_name.clone(), at, link: link.clone() },
        MessageContent::PasskeyCopied { given_name: given_name.clone(), at, link: link.clone() },
        approval_asked("reset_authenticators", at, &link),
        approval_asked("start_recovery", at, &link),
        approval_asked("erase", at, &link),
        organization_state(None, link.clone()),
        organization_state(Some("The bills of May and June are unpaid."), link),
    ]
}

/// An organisation that was suspended for a reason, or resumed.
fn organization_state(reason: Option<&str>, link: String) -> MessageContent {
    MessageContent::OrganizationState {
        given_name: "Jeremy".to_owned(),
        organization: "City Group, Inc.".to_owned(),
        suspended: reason.is_some(),
        reason: reason.map(ToOwned::to_owned),
        at: Timestamp::from_unix_seconds(1_800_000_000),
        link,
    }
}

/// What waits for a second administrator, for the person concerned.
fn approval_asked(act: &str, expires_at: Timestamp, link: &str) -> MessageContent {
    MessageContent::ApprovalAsked {
        given_name: "Jeremy".to_owned(),
        act: act.to_owned(),
        by: "Scott Long".to_owned(),
        reason: "The telephone is lost.".to_owned(),
        expires_at,
        link: link.to_owned(),
    }
}
