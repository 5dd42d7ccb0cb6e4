//! People: their accounts, where they belong, how they prove who they are.

use super::conditions::{all, expired, has_part, is, one_of, until_before};
use super::mapped::{Searched, mapped};
use crate::row::Cell as _;
use crate::row::words;
use identity_core::domain::{
    Approval, ApprovalAct, ApprovalFilter, ApprovalKey, ContactChange, ContactChangeFilter, ContactChangeKey,
    Credential, CredentialFilter, CredentialKey, Invitation, InvitationFilter, InvitationKey, Membership,
    MembershipFilter, MembershipKey, Recovery, RecoveryFilter, RecoveryKey, Session, SessionFilter,
    SessionKey, User, UserEmail, UserEmailFilter, UserEmailKey, UserFilter, UserKey,
};
use identity_core::store::{Entity as _, OrderBy};
use identity_core::values::{EmailAddress, Username};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};

mapped! {
    User in "identity_users" {
        username, email, email_verified_at, phone, phone_verified_at, given_name, family_name, locale, attributes, state,
        erase_at, created_at, updated_at,
    }
    derived {
        email_canonical: |user| user.email.as_ref().map(EmailAddress::canonical),
        username_canonical: |user| user.username.as_ref().map(Username::canonical),
    }
}

impl Searched for User {
    fn with_key(key: &UserKey) -> Condition {
        match key {
            UserKey::Email(email) => all().add(is("email_canonical", email)),
            UserKey::Username(name) => all().add(is("username_canonical", name)),
        }
    }

    fn passing(filter: &UserFilter) -> Condition {
        let UserFilter { ids, erase_before } = filter;
        all()
            .add_option(ids.as_ref().map(|ids| one_of("id", ids)))
            .add_option(erase_before.map(|limit| Expr::col("erase_at").lt(limit.to_raw())))
    }
}

mapped! {
    Membership in "identity_memberships" { user, organization, name, search, email, state, created_at }
}

impl Searched for Membership {
    fn with_key(key: &MembershipKey) -> Condition {
        match key {
            MembershipKey::Of(user, organization) => {
                all().add(is("user_id", user)).add(is("organization_id", organization))
            }
        }
    }

    fn passing(filter: &MembershipFilter) -> Condition {
        let MembershipFilter { user, users, organization, search, state } = filter;
        all()
            .add_option(user.map(|user| is("user_id", &user)))
            .add_option(users.as_ref().map(|users| one_of("user_id", users)))
            .add_option(organization.map(|organization| is("organization_id", &organization)))
            .add_option(search.as_ref().map(|part| has_part("search", part)))
            .add_option(state.map(|state| is("state", &state)))
    }

    fn order_column(by: OrderBy) -> Option<&'static str> {
        match by {
            OrderBy::Name => Some("name"),
            OrderBy::Email => Some("email"),
            OrderBy::Id | OrderBy::ExternalId => None,
        }
    }
}

mapped! {
    Invitation in "identity_invitations" {
        organization, email, given_name, family_name, roles, services, mandate, locale, token, state, invited_by,
        first_administrator, accepted_by, created_at, sent_at, expires_at, closed_at,
    }
    derived {
        email_canonical: |invitation| invitation.email.canonical(),
        email_key: |invitation| invitation.order_key(OrderBy::Email),
        search_text: Invitation::search_text,
    }
}

impl Searched for Invitation {
    fn with_key(key: &InvitationKey) -> Condition {
        match key {
            InvitationKey::Token(digest) => all().add(is("token", digest)),
        }
    }

    fn passing(filter: &InvitationFilter) -> Condition {
        let InvitationFilter { organization, state, email, search, expired } = filter;
        all()
            .add_option(organization.map(|organization| is("organization_id", &organization)))
            .add_option(state.map(|state| is("state", &state)))
            .add_option(email.as_ref().map(|email| is("email_canonical", email)))
            .add_option(search.as_ref().map(|part| has_part("search_text", part)))
            .add_option(expired.map(|(expired, now)| {
                let end = Expr::col("expires_at");
                if expired { end.lte(now.to_raw()) } else { end.gt(now.to_raw()) }
            }))
    }

    fn order_column(by: OrderBy) -> Option<&'static str> {
        (by == OrderBy::Email).then_some("email_key")
    }
}

mapped! {
    Session in "identity_sessions" {
        user, token, methods, authenticated_at, acting_for, device, created_at, last_seen_at, expires_at,
        ended_at, provider_session,
    }
}

impl Searched for Session {
    fn with_key(key: &SessionKey) -> Condition {
        match key {
            SessionKey::Token(digest) => all().add(is("token", digest)),
        }
    }

    fn passing(filter: &SessionFilter) -> Condition {
        let SessionFilter { user, unended, expired_before } = filter;
        all()
            .add_option(user.map(|user| is("user_id", &user)))
            .add_option(unended.then(|| Expr::col("ended_at").is_null()))
            .add_option(expired(*expired_before))
    }
}

mapped! {
    Recovery in "identity_recoveries" { user, token, email, kind, return_to, created_at, expires_at }
}

impl Searched for Recovery {
    fn with_key(key: &RecoveryKey) -> Condition {
        match key {
            RecoveryKey::Token(digest) => all().add(is("token", digest)),
        }
    }

    fn passing(filter: &RecoveryFilter) -> Condition {
        let RecoveryFilter { user, expired_before } = filter;
        all().add_option(user.map(|user| is("user_id", &user))).add_option(expired(*expired_before))
    }
}

mapped! {
    ContactChange in "identity_contact_changes" {
        user, before, after, is_first, token, stop, created_at, made_at, expires_at,
    }
}

impl Searched for ContactChange {
    fn with_key(key: &ContactChangeKey) -> Condition {
        match key {
            ContactChangeKey::Token(digest) => all().add(is("token", digest)),
            ContactChangeKey::Stop(digest) => all().add(is("stop", digest)),
        }
    }

    fn passing(filter: &ContactChangeFilter) -> Condition {
        let ContactChangeFilter { user, expired_before } = filter;
        all().add_option(user.map(|user| is("user_id", &user))).add_option(expired(*expired_before))
    }
}

mapped! {
    UserEmail in "identity_user_emails" { user, email, usage, verified_at, created_at, kept_until }
    derived {
        email_canonical: |address| address.email.canonical(),
    }
}

impl Searched for UserEmail {
    fn with_key(key: &UserEmailKey) -> Condition {
        match key {
            UserEmailKey::Email(email) => all().add(is("email_canonical", email)),
        }
    }

    fn passing(filter: &UserEmailFilter) -> Condition {
        let UserEmailFilter { user, expired_before } = filter;
        all()
            .add_option(user.map(|user| is("user_id", &user)))
            .add_option(until_before("kept_until", *expired_before))
    }
}

mapped! {
    Approval in "identity_approvals" { act, user, organization, asked_by, reason, created_at, expires_at }
}

words!(ApprovalAct);

impl Searched for Approval {
    fn with_key(key: &ApprovalKey) -> Condition {
        match key {
            ApprovalKey::Of(user, act) => all().add(is("user_id", user)).add(is("act", act)),
        }
    }

    fn passing(filter: &ApprovalFilter) -> Condition {
        let ApprovalFilter { user, expired_before } = filter;
        all().add_option(user.map(|user| is("user_id", &user))).add_option(expired(*expired_before))
    }
}

mapped! {
    Credential in "identity_credentials" {
        user, secret, label, begun_in, created_at, changed_at, confirmed_at, last_used_at,
    }
    derived {
        passkey_id: |credential| credential.passkey().map(|passkey| passkey.id.to_string()),
    }
}

impl Searched for Credential {
    fn with_key(key: &CredentialKey) -> Condition {
        match key {
            CredentialKey::Password(user) => {
                all().add(is("user_id", user)).add(Expr::col("secret_kind").eq("password"))
            }
            CredentialKey::RecoveryCodes(user) => {
                all().add(is("user_id", user)).add(Expr::col("secret_kind").eq("recovery_codes"))
            }
            CredentialKey::Passkey(id) => all().add(Expr::col("passkey_id").eq(id.as_str())),
        }
    }

    fn passing(filter: &CredentialFilter) -> Condition {
        let CredentialFilter { user } = filter;
        all().add_option(user.map(|user| is("user_id", &user)))
    }
}
