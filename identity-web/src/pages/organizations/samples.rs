//! Sample data of the pages of organisations.

use crate::forms::organizations::{REASON, SUSPEND_ORGANIZATION};
use crate::language::PageText;
use crate::page::samples::{Sample, at, list_links, sample, signed_in};
use crate::page::views::form::FormState;
use crate::pages::organizations::views::{
    ContractRow, OrganizationDetails, OrganizationHead, OrganizationRow, OrganizationSuspend, Organizations,
    StateAct,
};

pub(crate) fn head(word: &str) -> OrganizationHead {
    OrganizationHead {
        name: word.to_owned(),
        path: "/organizations/1".to_owned(),
        class: PageText::new("organization-class-enterprise"),
        state: Some(PageText::new("organization-state-suspended")),
        sees_people: true,
        sees_invitations: true,
        may_invite: true,
        sees_mandates: true,
        sees_grants: true,
        sets_sign_in: true,
        sets_connections: true,
        sees_history: true,
    }
}

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let list = Organizations {
        query: word.to_owned(),
        rows: vec![OrganizationRow {
            name: word.to_owned(),
            path: "/organizations/1".to_owned(),
            class: PageText::new("organization-class-sme"),
            external_id: Some(word.to_owned()),
            state: None,
        }],
        list: list_links(true),
    };
    vec![
        sample("organization_details", &frame, &details(word)),
        sample("organization_suspend", &frame, &suspend(word)),
        sample("organizations", &frame, &list),
    ]
}

fn details(word: &str) -> OrganizationDetails {
    let contract = |(state, tone): (&'static str, &'static str)| ContractRow {
        external_id: word.to_owned(),
        services: vec![word.to_owned()],
        starts_at: Some(at(-100)),
        ends_at: tone.is_empty().then(|| at(-1)),
        state: PageText::new(state),
        tone,
    };
    let states = [
        ("contract-state-in-force", "good"),
        ("contract-state-upcoming", "warn"),
        ("contract-state-ended", ""),
    ];
    OrganizationDetails {
        organization: head(word),
        business_id: Some(word.to_owned()),
        external_id: Some(word.to_owned()),
        domains: vec![word.to_owned()],
        sees_contracts: true,
        contracts: states.map(contract).to_vec(),
        state_act: Some(StateAct {
            text: PageText::new("suspend-what").with("organization", word),
            label: PageText::new("suspend-link").with("organization", word),
            path: "/organizations/1/suspend".to_owned(),
        }),
    }
}

fn suspend(word: &str) -> OrganizationSuspend {
    OrganizationSuspend {
        organization: head(word),
        effects: vec![PageText::new("suspend-effect-accounts").with("organization", word)],
        action: "/organizations/1/suspend".to_owned(),
        back_path: "/organizations/1/details".to_owned(),
        form: FormState::of(&SUSPEND_ORGANIZATION).error(&REASON, PageText::new("error-reason")),
    }
}
