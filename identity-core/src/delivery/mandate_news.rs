//! Messages to the two sides of a mandate about what happened to it. Each is part of the change that it is about.

use super::message::MessageContent;
use super::message_parts::MandateNews;
use crate::authority::{Act, DecisionContext, Identity};
use crate::domain::{Grant, GrantFilter, Holder, Mandate, MandateNotice, Role, User, UserState};
use crate::ids::OrganizationId;
use crate::policy::{Permission, Subject, who_can};
use crate::store::{FactsQuery, StoreError, Versioned};
use std::collections::BTreeSet;

/// How many mandates that derive from an ended one are told of it in the same commit; more than that is no longer news, and
/// the rest shows on their pages.
const TOLD_AT_ONCE: usize = 200;

/// How many of an organisation's administrators are told.
const ADMINISTRATORS: usize = 5;

/// The names in a message about a mandate.
#[derive(Debug, Default)]
pub(crate) struct MandateNames {
    giver: String,
    receiver: String,
    role: String,
    organization: String,
    services: Vec<String>,
}

impl Identity {
    /// Tells the receiver of an offer; of a mandate that holds already there is nothing to answer.
    pub(crate) async fn send_offer_notice(
        &self,
        act: &mut Act,
        known: &DecisionContext,
        grant: &Grant,
        role: &Role,
    ) -> Result<(), StoreError> {
        if !grant.awaits_acceptance() {
            return Ok(());
        }
        let receivers = self.receiving_side(grant).await?;
        let news = MandateNames {
            giver: known.subject_name(),
            role: role.name.to_string(),
            ..MandateNames::default()
        };
        let offered = match grant.holder {
            Holder::Organization(_) => MandateNews::OfferedToOrganization,
            Holder::Client(_) => MandateNews::OfferedToClient,
            Holder::User(_) => MandateNews::Offered,
        };
        self.send(act, grant, offered, news, &receivers).await
    }

    /// Tells the giver that somebody accepted a mandate by accepting the invitation that offered it; their account may
    /// be part of the same act.
    pub(crate) async fn send_acceptance_notice(
        &self,
        act: &mut Act,
        grant: &Grant,
        receiver: String,
    ) -> Result<(), StoreError> {
        let givers = self.giving_side(grant).await?;
        self.send(
            act,
            grant,
            MandateNews::Accepted,
            MandateNames { receiver, ..MandateNames::default() },
            &givers,
        )
        .await
    }

    /// Tells the giver what the receiver said.
    pub(crate) async fn send_answer_notice(&self, act: &mut Act, grant: &Grant) -> Result<(), StoreError> {
        let accepted = grant.mandate.as_ref().is_some_and(|mandate| mandate.answered_at.is_some())
            && grant.revoked_at.is_none();
        let news = if accepted { MandateNews::Accepted } else { MandateNews::Declined };
        let givers = self.giving_side(grant).await?;
        self.send(act, grant, news, MandateNames::default(), &givers).await
    }

    /// Tells whoever is concerned that a grant ends before its time: the sides of the mandate that it is, and the
    /// receivers of those that derive from it.
    pub(crate) async fn send_end_notices(&self, act: &mut Act, grant: &Grant) -> Result<(), StoreError> {
        if grant.mandate.is_some() {
            let mut sides = self.receiving_side(grant).await?;
            sides.extend(self.giving_side(grant).await?);
            self.send(act, grant, MandateNews::Ended, MandateNames::default(), &sides).await?;
        }
        let derived = GrantFilter {
            within: Some(grant.path.clone()),
            unrevoked: true,
            mandates: true,
            ..GrantFilter::default()
        };
        let derived = self.all(self.store.grants(), &derived).await?;
        let now = self.now();
        let others = derived.into_iter().filter(|other| other.id != grant.id && !other.has_ended(now));
        for other in others.take(TOLD_AT_ONCE) {
            let receivers = self.receiving_side(&other).await?;
            self.send(act, &other, MandateNews::Ended, MandateNames::default(), &receivers).await?;
            let noticed = with_notice(&other, MandateNotice::Ended);
            act.changes().update(noticed, other.version);
        }
        Ok(())
    }

    /// The people to tell on the side that received a mandate: for a client the person who answers for it, or, once they are no
    /// member any more or cannot sign in, those who manage the mandates of the organisation.
    pub(crate) async fn receiving_side(&self, grant: &Grant) -> Result<Vec<Versioned<User>>, StoreError> {
        if grant.holder.client().is_none() {
            return self.contacts(grant.holder).await;
        }
        match self.answerable(grant).await? {
            Some(owner) => Ok(vec![owner]),
            None => self.contacts(Holder::Organization(grant.organization)).await,
        }
    }

    /// The person who answers for what a client holds, as long as they can: they are active, and have a place at the
    /// organisation or above it, or at the one that passed its mandate on to the client.
    pub(crate) async fn answerable(&self, grant: &Grant) -> Result<Option<Versioned<User>>, StoreError> {
        let Some(owner) = grant.owner else { return Ok(None) };
        let user = self.store.users().get(owner).await?;
        let Some(user) = user.filter(|user| user.state == UserState::Active) else { return Ok(None) };
        let passed_on_by = match grant.path.parent_grant() {
            Some(parent_grant) => self.store.grants().get(parent_grant).await?,
            None => None,
        };
        let passed_on_by = passed_on_by.and_then(|parent_grant| parent_grant.holder.organization());
        let Some((places, known)) = self.facts_at_places(owner, &[grant.organization]).await? else {
            return Ok(None);
        };
        let mut home = known.lineage(grant.organization).iter().copied().chain(passed_on_by);
        Ok(home.any(|place| places.contains(&place)).then_some(user))
    }

    /// The people to tell on the side that gave a mandate.
    pub(crate) async fn giving_side(&self, grant: &Grant) -> Result<Vec<Versioned<User>>, StoreError> {
        let Some(parent_grant) = grant.path.parent_grant() else { return Ok(Vec::new()) };
        match self.store.grants().get(parent_grant).await? {
            Some(parent_grant) => self.receiving_side(&parent_grant).await,
            None => Ok(Vec::new()),
        }
    }

    /// Who gave a mandate, with their name: the holder of what it derives from. Reads what is not known yet.
    pub(crate) async fn giver_of(
        &self,
        known: &DecisionContext,
        grant: &Grant,
    ) -> Result<(Holder, String), StoreError> {
        let parent_grant = match grant.path.parent_grant() {
            Some(parent_grant) => match known.grants.get(&parent_grant) {
                Some(parent_grant) => Some(parent_grant.clone()),
                None => self.store.grants().get(parent_grant).await?,
            },
            None => None,
        };
        let holder = parent_grant.map_or(grant.holder, |parent_grant| parent_grant.holder);
        let name = known.holder_name(holder);
        if !name.is_empty() {
            return Ok((holder, name));
        }
        let subject = Subject::holder(holder, self.now());
        Ok((holder, self.facts_with(subject, FactsQuery::default()).await?.subject_name()))
    }

    /// The people to tell of something that concerns a holder: the person, or who manages the organisation's mandates.
    pub(crate) async fn contacts(&self, holder: Holder) -> Result<Vec<Versioned<User>>, StoreError> {
        match holder {
            Holder::User(id) => {
                let user = self.store.users().get(id).await?;
                Ok(user.filter(|user| user.state == UserState::Active).into_iter().collect())
            }
            Holder::Organization(id) => {
                let managers = self.managers_of(Permission::MandateManage, id).await?;
                Ok(managers.into_iter().take(ADMINISTRATORS).collect())
            }
            Holder::Client(_) => Ok(Vec::new()),
        }
    }

    /// The people who have a permission at an organisation by a grant there.
    pub(crate) async fn managers_of(
        &self,
        permission: Permission,
        organization: OrganizationId,
    ) -> Result<Vec<Versioned<User>>, StoreError> {
        let Some(found) = self.store.organizations().get(organization).await? else { return Ok(Vec::new()) };
        let known = self.holders_of(permission, &found, &[organization]).await?;
        let able = who_can(permission, organization, self.now(), &known.facts);
        let user = |holder| match holder {
            Holder::User(id) => known.users.get(&id).cloned(),
            Holder::Organization(_) | Holder::Client(_) => None,
        };
        Ok(able.into_iter().filter_map(|(holder, _)| user(holder)).collect())
    }

    /// Puts one message for each of `people` into the act.
    pub(crate) async fn send(
        &self,
        act: &mut Act,
        grant: &Grant,
        news: MandateNews,
        said: MandateNames,
        people: &[Versioned<User>],
    ) -> Result<(), StoreError> {
        if people.is_empty() {
            return Ok(());
        }
        let said = self.names_of(grant, said).await?;
        let mut seen = BTreeSet::new();
        for user in people.iter().filter(|user| seen.insert(user.id)) {
            let content = MessageContent::Mandate {
                given_name: user.given_name.to_string(),
                news,
                giver: said.giver.clone(),
                receiver: said.receiver.clone(),
                role: said.role.clone(),
                organization: said.organization.clone(),
                services: said.services.clone(),
                until: grant.period.ends_at,
                reason: grant.mandate.as_ref().and_then(|mandate| mandate.reason.clone()),
                link: self.settings().link(&format!("/mandates/{}", grant.id)),
            };
            self.notify(act, user, content, Some(grant.organization)).await?;
        }
        Ok(())
    }

    /// The names that a message about a mandate uses, as far as they are not said already.
    async fn names_of(&self, grant: &Grant, said: MandateNames) -> Result<MandateNames, StoreError> {
        let subject = Subject::holder(grant.holder, self.now());
        let query = FactsQuery {
            organizations: vec![grant.organization],
            services: grant.services.iter().flatten().copied().collect(),
            ..FactsQuery::default()
        };
        let known = self.facts_with(subject, query).await?;
        let giver = if said.giver.is_empty() { self.giver_of(&known, grant).await?.1 } else { said.giver };
        let role = self.store.roles().get(grant.role).await?.map(|role| role.name.to_string());
        let services = grant.services.iter().flatten().filter_map(|id| known.services.get(id));
        Ok(MandateNames {
            giver,
            receiver: if said.receiver.is_empty() { known.subject_name() } else { said.receiver },
            role: role.unwrap_or(said.role),
            organization: known.organization_name(grant.organization),
            services: services.map(|service| service.name.to_string()).collect(),
        })
    }
}

/// The same grant; as a mandate, with its sides told this of its end.
pub(crate) fn with_notice(grant: &Grant, notice: MandateNotice) -> Grant {
    let mandate = grant.mandate.clone().map(|mandate| Mandate { notices_sent: notice, ..mandate });
    Grant { mandate, ..grant.clone() }
}
