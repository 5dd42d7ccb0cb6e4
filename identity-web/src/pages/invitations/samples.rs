//! Sample data of the pages of invitations.

use crate::forms::invitations::{ACCEPT_INVITATION, EMAIL, EXPIRES_IN, INVITE, NEW_PASSWORD, ROLES};
use crate::forms::people::{FAMILY_NAME, GIVEN_NAME, OTHERS_GIVEN_NAME};
use crate::language::PageText;
use crate::page::samples::{Sample, at, list_links, sample, signed_in};
use crate::page::views::form::{Choice, FormState};
use crate::page::views::frame::Frame;
use crate::pages::invitations::views::{
    AcceptInvitation, ClosedReason, InvitationClosed, InvitationForAccount, InvitationLink, InvitationRow,
    InvitationWords, Invitations, Invite, MailProgress,
};
use crate::pages::organizations::samples::head;
use crate::pages::roles::samples::role;
use crate::pages::sign_on::linking::views::ConnectionButton;

fn words(word: &str) -> InvitationWords {
    InvitationWords {
        organization: word.to_owned(),
        inviter: word.to_owned(),
        roles: vec![role(word)],
        by_mandate: false,
        services: vec![],
        until: None,
        reason: None,
        email: format!("{word}@example.com"),
        expires_at: at(7),
    }
}

fn invitation_buttons(word: &str) -> Vec<ConnectionButton> {
    vec![ConnectionButton {
        action: "/invitations/open/1/connections/1".to_owned(),
        connection: None,
        name: word.to_owned(),
        benefit: None,
        preferred: false,
    }]
}

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = Frame::default();
    let invitation = AcceptInvitation {
        action: "/invitations/open/1/accept".to_owned(),
        invitation: words(word),
        account_exists: false,
        shortest_password: 15,
        sign_in_path: "/login?return_to=%2Finvitations%2Ftoken".to_owned(),
        connections: invitation_buttons(word),
        form: FormState::of(&ACCEPT_INVITATION)
            .value(&GIVEN_NAME, word)
            .error(&FAMILY_NAME, PageText::new("error-name-unusable"))
            .error(&NEW_PASSWORD, PageText::new("error-password-short").with("count", "15")),
    };
    let existing = AcceptInvitation {
        account_exists: true,
        form: FormState::of(&ACCEPT_INVITATION),
        ..invitation.clone()
    };
    let mandate = InvitationWords {
        by_mandate: true,
        services: vec![word.to_owned()],
        until: Some(at(90)),
        reason: Some(word.to_owned()),
        ..words(word)
    };
    let for_mandate = AcceptInvitation { invitation: mandate, ..existing.clone() };
    let notice = PageText::new("notice-invited");
    let invited = Frame { notice: Some(notice), ..signed_in(word) };
    let mut samples = vec![
        sample("invitations", &invited, &invitations(word)),
        sample("invite", &signed_in(word), &invite(word)),
        sample("invitation", &frame, &invitation),
        sample("invitation_existing", &frame, &existing),
        sample("invitation_mandate", &frame, &for_mandate),
        sample("invitation_account", &signed_in(word), &for_account(word, true)),
        sample("invitation_other_account", &signed_in(word), &for_account(word, false)),
    ];
    samples.extend(closed(word));
    for (name, sent) in [("invitation_link", false), ("invitation_link_sent", true)] {
        let masked_email = format!("j•••@{word}");
        let action = "/invitations/open/1".to_owned();
        samples.push(sample(
            name,
            &frame,
            &InvitationLink { action, organization: word.to_owned(), masked_email, sent },
        ));
    }
    samples
}

/// Each way in which an invitation leads nowhere.
fn closed(word: &str) -> Vec<Sample> {
    let reasons = [
        ("invitation_unusable", ClosedReason::Unusable, None),
        ("invitation_used", ClosedReason::Used, None),
        ("invitation_replaced", ClosedReason::Replaced, None),
        ("invitation_expired", ClosedReason::Expired, Some("/invitations/ask".to_owned())),
        ("invitation_cancelled", ClosedReason::Cancelled, None),
        ("invitation_withdrawn", ClosedReason::Withdrawn, None),
        ("invitation_reserved", ClosedReason::Reserved, None),
    ];
    let mut samples = Vec::new();
    for (name, reason, ask_again_action) in reasons {
        let organization = (reason != ClosedReason::Unusable).then(|| word.to_owned());
        let frame = if reason == ClosedReason::Used { signed_in(word) } else { Frame::default() };
        let replaced = reason == ClosedReason::Replaced;
        let view = InvitationClosed {
            reason,
            organization,
            ask_again_action,
            asked: reason == ClosedReason::Cancelled,
            mail_again_action: replaced.then(|| "/invitations/open/1".to_owned()),
        };
        samples.push(sample(name, &frame, &view));
    }
    samples
}

fn for_account(word: &str, same_address: bool) -> InvitationForAccount {
    InvitationForAccount {
        action: "/invitations/open/1/join".to_owned(),
        invitation: words(word),
        signed_in_as: format!("{word}@other.example"),
        same_address,
        add_action: (!same_address).then(|| "/invitations/open/1/add-address".to_owned()),
        sign_out_action: "/invitations/open/1/sign-out".to_owned(),
    }
}

pub(crate) fn invitations(word: &str) -> Invitations {
    let failed = PageText::new("delivery-reason").with("reason", format!("550 {word}"));
    let open = ("invitation-state-open", "warn");
    let states = [
        (open, Some(MailProgress::Queued)),
        (open, Some(MailProgress::Sent { at: at(0) })),
        (open, Some(MailProgress::Failed { reason: failed })),
        (("invitation-state-accepted", "good"), None),
        (("invitation-state-expired", ""), None),
        (("invitation-state-cancelled", ""), None),
    ];
    let row = |(index, ((state, tone), delivery)): (usize, (_, Option<MailProgress>))| {
        let open = delivery.is_some();
        InvitationRow {
            id: index.to_string(),
            email: format!("{word}@example.com"),
            name: word.to_owned(),
            roles: vec![word.to_owned()],
            invited_by: word.to_owned(),
            invited_at: at(-1),
            expires_at: at(7),
            state: PageText::new(state),
            tone,
            withdrawn: index == 1,
            delivery,
            resend_action: open.then(|| format!("/organizations/1/invitations/{index}/resend")),
            link: open.then(|| format!("http://my.example.localhost:8080/invitations/open/{index}")),
            cancel_path: open.then(|| format!("/organizations/1/invitations/{index}/cancel")),
        }
    };
    let rows = states.into_iter().enumerate().map(row).collect();
    Invitations { organization: head(word), rows, query: word.to_owned(), list: list_links(true) }
}

pub(crate) fn invite(word: &str) -> Invite {
    Invite {
        organization: head(word),
        action: "/organizations/1/invite".to_owned(),
        roles: vec![Choice::new("one", word, format!("{word}: invites people and gives them roles."))],
        services: vec![Choice::new("app", word, word)],
        mandates: true,
        expiries: vec![Choice::new("7", "7 days", ""), Choice::new("30", "30 days", "")],
        languages: vec![Choice::new("en", word, ""), Choice::new("fi", word, "")],
        form: FormState::of(&INVITE)
            .value(&EMAIL, word)
            .value(&OTHERS_GIVEN_NAME, word)
            .value(&EXPIRES_IN, "30")
            .chosen(&ROLES, ["one".to_owned()])
            .error(&EMAIL, PageText::new("error-email")),
    }
}
