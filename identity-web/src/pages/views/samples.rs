//! Every page with sample data: for checking a deployer's templates, and for looking at the pages.

use super::mandate_samples::{self, ability, switch};
use super::{
    AcceptInvitation, Account, Act, Application, Choice, ChooseOrganization, ClosedReason, Confirm,
    ContractRow, Delivery, DevInbox, DevMessage, DevRow, FormState, Frame, GrantForm, GrantRow, Home,
    InvitationClosed, InvitationForAccount, InvitationLink, InvitationRow, InvitationWords, Invitations,
    Invite, MembershipRow, NavItem, Onward, OrganizationDetails, OrganizationHead, OrganizationLink,
    OrganizationRow, Organizations, People, Person, PersonEdit, PersonRow, Problem, RoleWords,
    ServiceSignOut, SessionRow, SignIn, SignOut, SignedOut, SigningOut, SsoRefused, View,
};
use crate::pages::catalogue::Message;
use identity_core::Timestamp;
use minijinja::Value;
use minijinja::value::Serde;

/// A page to render.
pub(crate) struct Sample {
    /// Distinguishes several samples of one template.
    pub(crate) name: &'static str,
    pub(crate) template: &'static str,
    pub(crate) frame: Frame,
    pub(crate) view: Value,
}

/// Samples of every template; `word` stands in every text that people can enter.
pub(crate) fn all(word: &str) -> Vec<Sample> {
    [entry(word), own(word), organization(word), mandate_samples::samples(word), outcome(word), dev(word)]
        .into_iter()
        .flatten()
        .collect()
}

pub(super) fn sample<V: View>(name: &'static str, frame: &Frame, view: &V) -> Sample {
    Sample { name, template: V::TEMPLATE, frame: frame.clone(), view: Value::from(Serde(view)) }
}

pub(super) fn at(day: i64) -> Timestamp {
    Timestamp::from_unix_seconds(1_795_000_000 + day * 86_400)
}

pub(super) fn signed_in(word: &str) -> Frame {
    let nav = |label: Message, path: &str, current| NavItem { label, path: path.to_owned(), current };
    let nav = vec![
        nav(Message::new("nav.home"), "/", false),
        nav(Message::new("nav.organization").with("organization", word), "/organizations/1", true),
        nav(Message::new("nav.account"), "/account", false),
    ];
    Frame { person: Some(word.to_owned()), acting_for: Some(word.to_owned()), nav, ..Frame::default() }
}

pub(super) fn role(word: &str) -> RoleWords {
    RoleWords { name: word.to_owned(), explanation: format!("{word}: invites people and gives them roles.") }
}

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

fn entry(word: &str) -> Vec<Sample> {
    let frame = Frame::default();
    let plain =
        SignIn { action: "/login".to_owned(), service: None, return_to: None, form: FormState::new() };
    let failed = SignIn {
        action: "/flow/0190?x=1".to_owned(),
        service: Some(word.to_owned()),
        return_to: Some("/account?a=1&b=2".to_owned()),
        form: FormState::new()
            .value("identifier", word)
            .error("identifier", Message::new("sign_in.refused").with("minutes", "15")),
    };
    let invitation = AcceptInvitation {
        action: "/invitations/token".to_owned(),
        invitation: words(word),
        account_exists: false,
        shortest_password: 15,
        sign_in_path: "/login?return_to=%2Finvitations%2Ftoken".to_owned(),
        form: FormState::new()
            .value("given_name", word)
            .error("family_name", Message::new("error.family_name"))
            .error("password", Message::new("error.password_short").with("count", "15")),
    };
    let existing = AcceptInvitation { account_exists: true, form: FormState::new(), ..invitation.clone() };
    let mandate = InvitationWords {
        by_mandate: true,
        services: vec![word.to_owned()],
        until: Some(at(90)),
        reason: Some(word.to_owned()),
        ..words(word)
    };
    let for_mandate = AcceptInvitation { invitation: mandate, ..existing.clone() };
    let mut samples = vec![
        sample("sign_in", &frame, &plain),
        sample("sign_in_failed", &frame, &failed),
        sample("invitation", &frame, &invitation),
        sample("invitation_existing", &frame, &existing),
        sample("invitation_mandate", &frame, &for_mandate),
        sample("invitation_account", &signed_in(word), &for_account(word, true)),
        sample("invitation_other_account", &signed_in(word), &for_account(word, false)),
    ];
    let reasons = [
        ("invitation_unusable", ClosedReason::Unusable, None),
        ("invitation_expired", ClosedReason::Expired, Some("/invitations/token/ask".to_owned())),
        ("invitation_cancelled", ClosedReason::Cancelled, None),
        ("invitation_withdrawn", ClosedReason::Withdrawn, None),
    ];
    for (name, reason, ask_again_action) in reasons {
        let organization = (reason != ClosedReason::Unusable).then(|| word.to_owned());
        samples.push(sample(name, &frame, &InvitationClosed { reason, organization, ask_again_action }));
    }
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

fn for_account(word: &str, same_address: bool) -> InvitationForAccount {
    InvitationForAccount {
        action: "/invitations/token/join".to_owned(),
        invitation: words(word),
        signed_in_as: format!("{word}@other.example"),
        same_address,
        sign_out_action: "/invitations/token/sign-out".to_owned(),
    }
}

fn own(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let home = Home {
        given_name: word.to_owned(),
        applications: vec![Application {
            name: format!("{word} Application"),
            organizations: vec![word.to_owned()],
            url: "http://app.example.localhost:8081/".to_owned(),
        }],
        organizations: vec![OrganizationLink { name: word.to_owned(), path: "/organizations/1".to_owned() }],
        mandates: true,
        mandates_offered: 2,
    };
    let empty = Home {
        given_name: word.to_owned(),
        applications: vec![],
        organizations: vec![],
        mandates: false,
        mandates_offered: 0,
    };
    let joined = Frame { notice: Some(Message::new("notice.joined")), ..frame.clone() };
    vec![
        sample("home", &joined, &home),
        sample("home_empty", &frame, &empty),
        sample("account", &frame, &account(word)),
    ]
}

fn account(word: &str) -> Account {
    let session = |device: &str, current: bool| SessionRow {
        device: Message::new("device.named").with("name", device),
        address: Some("203.0.113.7".to_owned()),
        started_at: at(-3),
        last_used_at: at(0),
        current,
        sign_out_action: (!current).then(|| "/account/sessions/2/end".to_owned()),
    };
    Account {
        action: "/account".to_owned(),
        email: format!("{word}@example.com"),
        phone: Some("+358 40 123 4567".to_owned()),
        memberships: vec![MembershipRow {
            organization: word.to_owned(),
            path: Some("/organizations/1".to_owned()),
            roles: vec![word.to_owned(), "Reader".to_owned()],
        }],
        sessions: vec![session("Firefox on Linux", true), session(word, false)],
        sign_out_others_action: Some("/account/sessions/end-others".to_owned()),
        form: FormState::new().value("given_name", word).value("family_name", word).value("username", word),
    }
}

pub(super) fn head(word: &str) -> OrganizationHead {
    OrganizationHead {
        name: word.to_owned(),
        path: "/organizations/1".to_owned(),
        class: Message::new("organization.class.enterprise"),
        state: Some(Message::new("organization.state.suspended")),
        sees_people: true,
        sees_invitations: true,
        may_invite: true,
        sees_mandates: true,
        sees_grants: true,
    }
}

fn organization(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let people = People {
        organization: head(word),
        rows: vec![person_row(word, true), person_row(word, false)],
        next: Some("/organizations/1?next=abc".to_owned()),
    };
    let nobody = People { organization: head(word), rows: vec![], next: None };
    let invited = Frame { notice: Some(Message::new("notice.invited")), ..frame.clone() };
    let list = Organizations {
        query: word.to_owned(),
        rows: vec![OrganizationRow {
            name: word.to_owned(),
            path: "/organizations/1".to_owned(),
            class: Message::new("organization.class.sme"),
            external_id: Some(word.to_owned()),
            state: None,
        }],
        next: Some("/organizations?next=abc".to_owned()),
    };
    vec![
        sample("people", &frame, &people),
        sample("people_none", &frame, &nobody),
        sample("person", &frame, &person(word)),
        sample("person_not_managed", &frame, &not_managed(word)),
        sample("person_edit", &frame, &person_edit(word)),
        sample("invitations", &invited, &invitations(word)),
        sample("invite", &frame, &invite(word)),
        sample("organization_details", &frame, &details(word)),
        sample("organizations", &frame, &list),
    ]
}

fn person_row(word: &str, is_self: bool) -> PersonRow {
    PersonRow {
        name: word.to_owned(),
        email: format!("{word}@example.com"),
        path: "/organizations/1/people/2".to_owned(),
        roles: if is_self { vec![word.to_owned()] } else { vec![] },
        state: (!is_self).then(|| Message::new("user.state.disabled")),
        is_self,
    }
}

fn person(word: &str) -> Person {
    let grant = |revocable: bool| GrantRow {
        role: role(word),
        services: vec![word.to_owned()],
        inherited_from: (!revocable).then(|| word.to_owned()),
        ends_at: Some(at(30)),
        revoke_path: revocable.then(|| "/organizations/1/people/2/grants/3/revoke".to_owned()),
        kept_because: (!revocable).then(|| Message::new("person.last_administrator")),
        mandate_path: revocable.then(|| "/mandates/1".to_owned()),
        unanswered: revocable,
    };
    Person {
        organization: head(word),
        name: word.to_owned(),
        email: format!("{word}@example.com"),
        username: Some(word.to_owned()),
        state: None,
        acts: vec![Act {
            label: Message::new("manage.edit"),
            path: "/organizations/1/people/2/edit".to_owned(),
        }],
        no_acts_because: None,
        abilities: vec![ability(word), ability(word)],
        shows_abilities: true,
        mandate_path: Some("/organizations/1/mandates/new?colleague=2".to_owned()),
        grants: vec![grant(true), grant(false)],
        give: Some(GrantForm {
            action: "/organizations/1/people/2/grants".to_owned(),
            roles: vec![
                Choice::new("one", word, format!("{word}: sees consumption.")),
                Choice::new("two", word, ""),
            ],
            services: vec![Choice::new("app", word, "")],
        }),
        form: FormState::new().error("role", Message::new("error.role")),
    }
}

fn not_managed(word: &str) -> Person {
    Person {
        acts: vec![],
        no_acts_because: Some(Message::new("person.no_acts").with("why", word)),
        abilities: vec![],
        mandate_path: None,
        grants: vec![],
        give: None,
        form: FormState::new(),
        ..person(word)
    }
}

fn person_edit(word: &str) -> PersonEdit {
    PersonEdit {
        organization: head(word),
        name: word.to_owned(),
        action: "/organizations/1/people/2/edit".to_owned(),
        back_path: "/organizations/1/people/2".to_owned(),
        form: FormState::new().value("given_name", word).value("family_name", word),
    }
}

fn invitations(word: &str) -> Invitations {
    let deliveries = [
        Some(Delivery::Queued),
        Some(Delivery::Sent { at: at(0) }),
        Some(Delivery::Failed { reason: format!("550 {word}") }),
        None,
    ];
    let row = |(index, delivery): (usize, Option<Delivery>)| {
        let open = delivery.is_some();
        InvitationRow {
            id: index.to_string(),
            email: format!("{word}@example.com"),
            name: word.to_owned(),
            roles: vec![word.to_owned()],
            invited_by: word.to_owned(),
            expires_at: at(7),
            state: Message::new(if open { "invitation.state.open" } else { "invitation.state.accepted" }),
            delivery,
            resend_action: open.then(|| format!("/organizations/1/invitations/{index}/resend")),
            link: open.then(|| format!("http://my.example.localhost:8080/invitations/open/{index}")),
            cancel_path: open.then(|| format!("/organizations/1/invitations/{index}/cancel")),
        }
    };
    let rows = deliveries.into_iter().enumerate().map(row).collect();
    Invitations { organization: head(word), rows, next: None }
}

fn invite(word: &str) -> Invite {
    Invite {
        organization: head(word),
        action: "/organizations/1/invitations".to_owned(),
        roles: vec![Choice::new("one", word, format!("{word}: invites people and gives them roles."))],
        services: vec![Choice::new("app", word, word)],
        mandates: true,
        expiries: vec![Choice::new("7", "7 days", ""), Choice::new("30", "30 days", "")],
        form: FormState::new()
            .value("email", word)
            .value("given_name", word)
            .value("expires_in", "30")
            .chosen("roles", ["one".to_owned()])
            .error("email", Message::new("error.email")),
    }
}

fn details(word: &str) -> OrganizationDetails {
    OrganizationDetails {
        organization: head(word),
        business_id: Some(word.to_owned()),
        external_id: Some(word.to_owned()),
        domains: vec![word.to_owned()],
        sees_contracts: true,
        contracts: vec![ContractRow {
            external_id: word.to_owned(),
            services: vec![word.to_owned()],
            starts_at: Some(at(-100)),
            ends_at: None,
            state: Message::new("contract.state.in_force"),
        }],
    }
}

fn outcome(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let out = Frame::default();
    let services = vec![
        ServiceSignOut { name: word.to_owned(), closed: true },
        ServiceSignOut { name: word.to_owned(), closed: false },
    ];
    let onward = || Onward {
        service: word.to_owned(),
        url: "https://app.example/acs".to_owned(),
        fields: vec![("RelayState".to_owned(), word.to_owned())],
        at_once: true,
    };
    let choose = ChooseOrganization {
        action: "/flow/0190/organization".to_owned(),
        service: Some(word.to_owned()),
        organizations: vec![Choice::new("1", word, ""), Choice::new("2", word, "")],
        form: FormState::new().error("organization", Message::new("error.organization")),
    };
    let refused = SsoRefused {
        service: word.to_owned(),
        reason: Message::new("refused.reason").with("reason", word),
        contact: Message::new("refused.contact_administrator").with("service", word),
        back: Some(onward()),
        reference: "7Q2M-4K8D".to_owned(),
        details: vec![("entityID".to_owned(), word.to_owned())],
    };
    let problem = |title, text, advice| Problem {
        title: Message::new(title),
        text: Message::new(text),
        advice: Message::new(advice),
        reference: "7Q2M-4K8D".to_owned(),
        back_path: "/".to_owned(),
        back_label: Message::new("problem.back"),
        switch: None,
    };
    let forbidden = Problem {
        switch: Some(switch(word)),
        ..problem("problem.forbidden.title", "problem.forbidden.text", "problem.forbidden.act_for")
    };
    let not_found = problem("problem.not_found.title", "problem.not_found.text", "problem.not_found.advice");
    vec![
        sample(
            "sign_out",
            &frame,
            &SignOut { action: "/logout".to_owned(), services: vec![word.to_owned()] },
        ),
        sample("signed_out", &out, &SignedOut { services, sign_in_path: "/login".to_owned() }),
        sample(
            "signing_out",
            &out,
            &SigningOut { service: word.to_owned(), url: "https://app.example/slo".to_owned() },
        ),
        sample("choose_organization", &frame, &choose),
        sample("onward", &out, &onward()),
        sample("sso_refused", &frame, &refused),
        sample("confirm", &frame, &confirm(word)),
        sample("problem", &out, &not_found),
        sample("problem_switch", &frame, &forbidden),
    ]
}

fn confirm(word: &str) -> Confirm {
    Confirm {
        title: Message::new("revoke.title").with("role", word).with("name", word),
        effects: vec![
            Message::new("revoke.effect_now").with("name", word).with("organization", word),
            Message::new("revoke.effect_again"),
        ],
        action: "/organizations/1/people/2/grants/3/revoke".to_owned(),
        button: Message::new("revoke.button"),
        back_path: "/organizations/1/people/2".to_owned(),
    }
}

fn dev(word: &str) -> Vec<Sample> {
    let frame = Frame::default();
    let row = |subject: &str| DevRow {
        path: "/dev/messages/1".to_owned(),
        channel: "email".to_owned(),
        to: format!("{word}@example.com"),
        subject: subject.to_owned(),
        created_at: at(0),
    };
    let inbox = DevInbox { to: word.to_owned(), messages: vec![row(word), row("")] };
    let message = DevMessage {
        head: row(word),
        text: format!("Hello {word},\n\nopen http://my.example.localhost:8080/invitations/abc\n"),
        links: vec!["http://my.example.localhost:8080/invitations/abc".to_owned()],
        html_path: Some("/dev/messages/1/html".to_owned()),
    };
    vec![
        sample("dev_inbox", &frame, &inbox),
        sample("dev_inbox_none", &frame, &DevInbox { to: String::new(), messages: vec![] }),
        sample("dev_message", &frame, &message),
    ]
}
