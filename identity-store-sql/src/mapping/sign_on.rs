//! Signing on: the attempts, and the parties that are told the outcome.

use super::conditions::{all, expired, is};
use super::mapped::{Searched, mapped};
use crate::row::words;
use identity_core::domain::{
    ExpiryFilter, Factors, KeyState, KeyUse, Logout, NameIdentifier, NameIdentifierFilter, NameIdentifierKey,
    NoKey, Participant, ParticipantFilter, ParticipantKey, RelyingParty, RelyingPartyFilter, RelyingPartyKey,
    RememberedBrowser, RememberedBrowserFilter, RememberedBrowserKey, SentCode, SentCodeKey, SignInPolicy,
    SignInPolicyFilter, SignInPolicyKey, SignInSubject, SignOn, SignOnKey, SigningKey, SigningKeyFilter,
    SigningKeyKey,
};
use identity_core::ids::RelyingPartyId;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};

mapped! {
    SignOn in "identity_sign_ons" {
        browser, origin, proofs, organization, remember, requested, provider_failure, asserted, provider_session, session, answers, created_at, expires_at, finished_at,
    }
    derived {
        relying_party_id: |sign_on| sign_on.application().map(|asked| asked.relying_party),
        request_id: |sign_on| sign_on.application().map(|asked| asked.request_id.clone()),
    }
}

impl Searched for SignOn {
    fn with_key(key: &SignOnKey) -> Condition {
        match key {
            SignOnKey::Request(party, request) => {
                all().add(is("relying_party_id", party)).add(is("request_id", request))
            }
        }
    }

    fn passing(filter: &ExpiryFilter) -> Condition {
        let ExpiryFilter { expired_before } = filter;
        all().add_option(expired(*expired_before))
    }
}

mapped! {
    SentCode in "identity_sent_codes" { purpose, user, target, digest, created_at, expires_at }
}

impl Searched for SentCode {
    fn with_key(key: &SentCodeKey) -> Condition {
        match key {
            SentCodeKey::For(purpose) => all()
                .add(Expr::col("purpose_kind").eq(purpose.kind()))
                .add(Expr::col("purpose_id").eq(purpose.id())),
        }
    }

    fn passing(filter: &ExpiryFilter) -> Condition {
        let ExpiryFilter { expired_before } = filter;
        all().add_option(expired(*expired_before))
    }
}

mapped! {
    RememberedBrowser in "identity_remembered_browsers" {
        user, browser, methods, device, created_at, last_used_at, expires_at,
    }
}

impl Searched for RememberedBrowser {
    fn with_key(key: &RememberedBrowserKey) -> Condition {
        match key {
            RememberedBrowserKey::Of(user, browser) => {
                all().add(is("user_id", user)).add(is("browser", browser))
            }
        }
    }

    fn passing(filter: &RememberedBrowserFilter) -> Condition {
        let RememberedBrowserFilter { user, expired_before } = filter;
        all().add_option(user.map(|user| is("user_id", &user))).add_option(expired(*expired_before))
    }
}

mapped! {
    SignInPolicy in "identity_sign_in_policies" { subject, rules, four_eyes_until, created_at, updated_at }
}

impl Searched for SignInPolicy {
    fn with_key(key: &SignInPolicyKey) -> Condition {
        match key {
            SignInPolicyKey::Of(subject) => of_subject(subject),
        }
    }

    fn passing(filter: &SignInPolicyFilter) -> Condition {
        let SignInPolicyFilter { subjects } = filter;
        let one_of = |subjects: &Vec<SignInSubject>| {
            subjects.iter().fold(Condition::any().add(Expr::val(false)), |any, one| any.add(of_subject(one)))
        };
        all().add_option(subjects.as_ref().map(one_of))
    }
}

fn of_subject(subject: &SignInSubject) -> Condition {
    all().add(Expr::col("subject_kind").eq(subject.kind())).add(Expr::col("subject_id").eq(subject.id()))
}

mapped! {
    RelyingParty in "identity_relying_parties" {
        entity_id, declared, name, service, consumers, logout_url, logout_services, name_formats, origins, factors,
        second_factors, remember_days, certificates, requests_signed, metadata, trial, saml, enabled, created_at, updated_at,
    }
}

impl Searched for RelyingParty {
    fn with_key(key: &RelyingPartyKey) -> Condition {
        match key {
            RelyingPartyKey::EntityId(id) => all().add(is("entity_id", id)),
        }
    }

    fn passing(filter: &RelyingPartyFilter) -> Condition {
        let RelyingPartyFilter { service } = filter;
        all().add_option(service.map(|service| is("service_id", &service)))
    }
}

mapped! {
    NameIdentifier in "identity_name_identifiers" { user, relying_party, value, created_at }
}

impl Searched for NameIdentifier {
    fn with_key(key: &NameIdentifierKey) -> Condition {
        match key {
            NameIdentifierKey::Of(user, party) => {
                all().add(is("user_id", user)).add(is("relying_party_id", party))
            }
            NameIdentifierKey::Value(party, value) => {
                all().add(is("relying_party_id", party)).add(is("value", value))
            }
        }
    }

    fn passing(filter: &NameIdentifierFilter) -> Condition {
        let NameIdentifierFilter { user } = filter;
        all().add_option(user.map(|user| is("user_id", &user)))
    }
}

mapped! {
    Participant in "identity_participants" { session, relying_party, name_id, name_format, created_at }
}

impl Searched for Participant {
    fn with_key(key: &ParticipantKey) -> Condition {
        match key {
            ParticipantKey::Of(session, party) => {
                all().add(is("session_id", session)).add(is("relying_party_id", party))
            }
        }
    }

    fn passing(filter: &ParticipantFilter) -> Condition {
        let ParticipantFilter { session, subject } = filter;
        let named = |(party, name): &(RelyingPartyId, String)| {
            all().add(is("relying_party_id", party)).add(is("name_id", name))
        };
        all()
            .add_option(session.map(|session| is("session_id", &session)))
            .add_option(subject.as_ref().map(named))
    }
}

mapped! {
    Logout in "identity_logouts" { session, initiator, parties, browser, return_to, created_at, expires_at }
}

impl Searched for Logout {
    fn with_key(key: &NoKey) -> Condition {
        match *key {}
    }

    fn passing(filter: &ExpiryFilter) -> Condition {
        let ExpiryFilter { expired_before } = filter;
        all().add_option(expired(*expired_before))
    }
}

words!(Factors, KeyState, KeyUse);

mapped! {
    SigningKey in "identity_signing_keys" { key_use, state, certificate, private_key, created_at, state_since, state_until }
}

impl Searched for SigningKey {
    fn with_key(key: &SigningKeyKey) -> Condition {
        match key {
            SigningKeyKey::Active(key_use) => {
                all().add(is("key_use", key_use)).add(Expr::col("state").eq("active"))
            }
            SigningKeyKey::Next(key_use) => {
                all().add(is("key_use", key_use)).add(Expr::col("state").eq("next"))
            }
        }
    }

    fn passing(filter: &SigningKeyFilter) -> Condition {
        let SigningKeyFilter { key_use } = filter;
        all().add_option(key_use.map(|key_use| is("key_use", &key_use)))
    }
}
