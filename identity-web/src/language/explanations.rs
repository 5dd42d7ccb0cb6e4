//! Decisions, refusals and limits of core as texts. The key of a message is made of the stable code of what it explains.

use super::built_in::in_english;
use super::text::PageText;
use identity_core::domain::GrantPath;
use identity_core::mandates::{MandateEnd, OfferOver};
use identity_core::policy::{DelegationDenied, DelegationGap, Part, Permission};
use identity_core::roles::{NamedAllow, NamedContract, NamedDelegationDenied, NamedLink};
use identity_core::sign_on::{Refusal, RefusalReason};
use identity_core::{Missing, NamedDeny};

/// What somebody with a permission can do, as a part of a sentence: "invite people".
pub(crate) fn act(permission: Permission) -> PageText {
    PageText::of_code("act", &permission.as_str().replace(['.', '_'], "-"))
}

/// What somebody with a permission can do, in English.
// Public for the tables of the documentation; hosts show permissions on pages of their own in their own words.
#[doc(hidden)]
pub fn act_in_english(permission: Permission) -> String {
    in_english(&act(permission))
}

/// A permission as a line of a list: "Invite people".
pub(crate) fn permission_words(permission: Permission) -> PageText {
    PageText::of_code("permission", &permission.as_str().replace(['.', '_'], "-"))
}

/// What a refused caller lacks, in a sentence.
pub(crate) fn missing(missing: &Missing) -> PageText {
    match missing {
        Missing::Denied(denied) => deny(denied),
        Missing::WiderScope => PageText::of_code("deny", missing.code()),
    }
}

/// The reason of a deny, in a sentence.
pub(crate) fn deny(denied: &NamedDeny) -> PageText {
    let reason = denied.reason;
    let mut text = match (reason.grant(), &denied.role) {
        (Some(grant), None) => return PageText::new("deny-unnamed-grant").with("id", grant.to_string()),
        _ => PageText::of_code("deny", reason.code()),
    };
    if let Some(permission) = reason.permission() {
        text = text.with("permission", permission.as_str());
    }
    if let Some(role) = &denied.role {
        text = text.with("role", role.as_str());
    }
    if let Some(organization) = &denied.organization {
        text = text.with("organization", organization.as_str());
    }
    if let Some(service) = &denied.service {
        text = text.with("service", service.as_str());
    }
    match reason.at() {
        Some(at) => text.with("at", at),
        None => text,
    }
}

/// Why a role cannot be given; it follows the words "You cannot give the role Planner:".
pub(crate) fn delegation_denied(denied: &NamedDelegationDenied) -> PageText {
    let text = PageText::of_code("delegation", denied.reason.code());
    let (part, gap) = match &denied.reason {
        DelegationDenied::Part(part, gap) => (part, gap),
        DelegationDenied::TooManyHands => return text.with("most", GrantPath::MAX_DEPTH),
        _ => return text,
    };
    let text = match part {
        Part::Permission(permission) => text.with("act", act(*permission)),
        Part::ApplicationRole(_, role) => {
            text.with("role", role.to_string()).with("service", denied.service.clone().unwrap_or_default())
        }
    };
    match gap {
        DelegationGap::Until(at) => text.with("at", *at),
        _ => text,
    }
}

/// Why a mandate that was offered cannot be accepted any more.
pub(crate) fn offer_over(over: &OfferOver) -> PageText {
    match over {
        OfferOver::Denied(denied) => deny(denied),
        _ => PageText::of_code("offer", over.code()),
    }
}

/// Why a mandate is over.
pub(crate) fn mandate_end(end: &MandateEnd) -> PageText {
    match end {
        MandateEnd::Declined => PageText::new("mandate-end-declined"),
        MandateEnd::Revoked(at) => PageText::new("mandate-end-revoked").with("at", *at),
        MandateEnd::Expired(at) => PageText::new("mandate-end-expired").with("at", *at),
        MandateEnd::Denied(denied) => deny(denied),
    }
}

/// Why an application is told nothing of a person.
pub(crate) fn refusal(refusal: &Refusal) -> PageText {
    match (&refusal.denied, refusal.reason) {
        (Some(denied), _) => deny(denied),
        (None, RefusalReason::Host(refusal)) => PageText::new("deny-host").with("code", refusal.code()),
        (None, reason) => PageText::of_code("deny", reason.code()),
    }
}

/// What stands behind an allow, one line for each part.
pub(crate) fn allow(because: &NamedAllow) -> Vec<PageText> {
    let mut lines: Vec<_> = because.chain.iter().map(link).collect();
    if let (Some(organization), Some(first)) = (&because.inherited_by, because.chain.first()) {
        let below = PageText::new("allow-inherited").with("organization", organization.as_str());
        lines.push(below.with("above", first.organization_name.as_str()));
    }
    lines.extend(because.contract.as_ref().map(contract));
    lines
}

/// The stable code of a link of a delegation chain.
pub(crate) const fn link_code(link: &NamedLink) -> &'static str {
    match (link.mandate, link.own) {
        (true, true) => "own-mandate",
        (true, false) => "mandate",
        (false, true) => "own-grant",
        (false, false) => "grant",
    }
}

fn link(link: &NamedLink) -> PageText {
    let text = PageText::of_code("allow", link_code(link))
        .with("id", link.grant.to_string())
        .with("role", link.role.as_str());
    let text = text.with("organization", link.organization_name.as_str());
    if link.own { text } else { text.with("holder", link.holder_name.as_str()) }
}

fn contract(contract: &NamedContract) -> PageText {
    PageText::new("allow-contract")
        .with("id", contract.external_id.as_str())
        .with("organization", contract.organization.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::english;
    use identity_core::Timestamp;
    use identity_core::ids::{GrantId, OrganizationId, ServiceId};
    use identity_core::policy::DenyReason;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    const NAME: &str = "①";

    /// A reason of every kind.
    fn reasons() -> Vec<DenyReason> {
        let (grant, at) = (GrantId::from(Uuid::nil()), Timestamp::from_unix_seconds(1_800_000_000));
        let (organization, service) = (OrganizationId::from(Uuid::nil()), ServiceId::from(Uuid::nil()));
        vec![
            DenyReason::ActiveSubject,
            DenyReason::Scope(Permission::AuditView),
            DenyReason::Grant,
            DenyReason::WholeOrganization(grant),
            DenyReason::ParentGrant(grant),
            DenyReason::ParentGrantReach(grant),
            DenyReason::RightToGrant(grant),
            DenyReason::RightToAct(grant),
            DenyReason::EnabledRole(grant),
            DenyReason::ActiveGiver(grant),
            DenyReason::GrantEnded(grant, at),
            DenyReason::GrantNotBegun(grant, at),
            DenyReason::Acceptance(grant),
            DenyReason::ActingFor(organization),
            DenyReason::ActiveOrganization(organization),
            DenyReason::EnabledService(service),
            DenyReason::ContractOfGrant(grant),
            DenyReason::ContractEnded(service, at),
            DenyReason::Contract(service),
        ]
    }

    /// A reason of every kind why a role cannot be given.
    fn denials() -> Vec<DelegationDenied> {
        let at = Timestamp::from_unix_seconds(1_800_000_000);
        let parts = [
            Part::Permission(Permission::InvitationManage),
            Part::ApplicationRole(ServiceId::from(Uuid::nil()), "viewer".parse().unwrap()),
        ];
        let gaps = [
            DelegationGap::Held,
            DelegationGap::RightToGrant,
            DelegationGap::Scope,
            DelegationGap::Limits,
            DelegationGap::Depth,
            DelegationGap::Until(at),
        ];
        let parts = parts.iter().flat_map(|part| gaps.map(|gap| DelegationDenied::Part(part.clone(), gap)));
        let others = [
            DelegationDenied::InactiveGiver,
            DelegationDenied::DisabledRole,
            DelegationDenied::ForeignRole,
            DelegationDenied::InactiveOrganization,
            DelegationDenied::NotByOneGrant,
            DelegationDenied::Outlasting,
            DelegationDenied::TooManyHands,
        ];
        parts.chain(others).collect()
    }

    /// The built-in messages whose keys begin so.
    fn keys(prefix: &str) -> BTreeSet<String> {
        let files = crate::language::Languages::english_files().iter();
        let lines = files.flat_map(|(_, source)| source.lines());
        lines.filter_map(|line| Some(line.strip_prefix(prefix)?.split(" =").next()?.to_owned())).collect()
    }

    #[test]
    fn every_reason_of_the_policy_has_a_sentence_with_all_its_names() {
        for reason in reasons() {
            let has = |there: bool| there.then(|| NAME.to_owned());
            let (of_grant, of_organization) = (reason.grant().is_some(), reason.organization().is_some());
            let denied = NamedDeny {
                reason,
                role: has(of_grant),
                organization: has(of_grant || of_organization),
                service: has(reason.service().is_some()),
            };
            let said = english().say(&deny(&denied)).unwrap();
            assert_eq!(
                said.contains(NAME),
                denied.organization.is_some() || denied.service.is_some(),
                "{said}"
            );
            assert!(said.ends_with('.') && !said.starts_with(char::is_lowercase), "{said}");
            let unnamed = NamedDeny { role: None, organization: has(of_organization), ..denied };
            assert!(english().say(&deny(&unnamed)).is_ok(), "{reason:?}");
        }
        let mut known: BTreeSet<_> = reasons().iter().map(|reason| reason.code().to_owned()).collect();
        known.extend(
            [
                "wider-scope",
                "not-passive",
                "interaction-needed",
                "consent-needed",
                "another-person",
                "consent-declined",
                "on-trial",
                "no-further-proof",
                "email-not-proved",
                "host",
                "unnamed-grant",
            ]
            .map(str::to_owned),
        );
        assert_eq!(keys("deny-"), known);
    }

    #[test]
    fn every_reason_why_a_role_cannot_be_given_follows_the_words_that_name_the_role() {
        for reason in denials() {
            let code = reason.code();
            let denied = NamedDelegationDenied { reason, service: Some(NAME.to_owned()) };
            let text = PageText::new("error-role-not-held").with("role", NAME);
            let said = english().say(&text.with("why", delegation_denied(&denied))).unwrap();
            assert!(
                said.starts_with("You cannot give the role ①: ") && !said.ends_with('.'),
                "{code}: {said}"
            );
        }
        assert_eq!(keys("delegation-"), denials().iter().map(|denied| denied.code().to_owned()).collect());
    }

    #[test]
    fn every_permission_is_told_in_a_line_and_in_a_part_of_a_sentence() {
        for permission in Permission::ALL {
            assert!(english().say(&permission_words(*permission)).is_ok(), "{permission}");
            assert!(english().say(&act(*permission)).is_ok(), "{permission}");
        }
        assert_eq!(
            (keys("permission-").len(), keys("act-").len()),
            (Permission::ALL.len(), Permission::ALL.len())
        );
    }
}
