//! The answer to an application's request.

use super::answer::{Answer, AssertionContent, Refusal, RefusalReason};
use super::sign_on_error::SignOnError;
use crate::authority::{Act, DecisionContext, Identity, Proof, Trace};
use crate::domain::{Action, RelyingParty, SamlOrigin, SignOn};
use crate::ids::OrganizationId;
use crate::policy::{Access, DenyReason};
use crate::sessions::Current;
use crate::store::{StoreError, Versioned};
use std::collections::BTreeMap;

/// For how many organisations a person can use an application.
enum Places {
    None(DenyReason),
    One(OrganizationId, Access),
    Several(Vec<(OrganizationId, String)>),
}

impl Identity {
    pub(super) async fn answer_request(
        &self,
        sign_on: &Versioned<SignOn>,
        request: &SamlOrigin,
        current: &Current,
    ) -> Result<Answer, SignOnError> {
        let party = self.relying_party_by_id(request.relying_party).await?.ok_or(SignOnError::Over)?;
        let (known, places) = self.places_for(current, &party).await?;
        let act = Act::by_proof(Proof::SignOn, current.caller.actor()).by(&current.caller);
        match places {
            Places::None(missing) => {
                let reason = RefusalReason::NoAccess(known.named_deny(missing));
                self.refuse(sign_on, request, party.record, act, reason).await
            }
            Places::Several(several) => Ok(Answer::ChooseOrganization(several)),
            Places::One(organization, access) => {
                self.assert(sign_on, request, party.record, current, (organization, access), known, act).await
            }
        }
    }

    /// For which organisations the person can use the application.
    async fn places_for(
        &self,
        current: &Current,
        party: &RelyingParty,
    ) -> Result<(DecisionContext, Places), SignOnError> {
        let own = self.organizations_of(current.user.id).await?;
        let chosen = current.session.acting_for;
        let candidates = chosen.map_or(own, |chosen| vec![chosen]);
        let known = self.facts_of_user(current.user.id, &candidates).await?.ok_or(SignOnError::Over)?;
        let mut open: Vec<(OrganizationId, Access)> = Vec::new();
        let mut nearest = DenyReason::Grant;
        for organization in candidates {
            match known.access(organization, party.service) {
                Ok(found) => open.push((organization, found)),
                Err(missing) => nearest = nearest.max(missing),
            }
        }
        let places = match open.len() {
            0 => Places::None(nearest),
            1 => open.into_iter().next().map_or(Places::None(nearest), |(id, found)| Places::One(id, found)),
            _ => Places::Several(open.iter().map(|(id, _)| (*id, known.organization_name(*id))).collect()),
        };
        Ok((known, places))
    }

    #[allow(clippy::too_many_arguments, reason = "everything that one assertion is made of")]
    async fn assert(
        &self,
        sign_on: &Versioned<SignOn>,
        request: &SamlOrigin,
        party: RelyingParty,
        current: &Current,
        place: (OrganizationId, Access),
        known: DecisionContext,
        mut act: Act,
    ) -> Result<Answer, SignOnError> {
        let (organization, access) = place;
        access.because.iter().for_each(|because| act.require_evidence(because, &known));
        act.changes().require_read(&current.session);
        let name_id = self.name_for(&mut act, current, &party).await?;
        let session_index = self.take_part(&mut act, current, &party, &name_id).await?;
        let trace = Trace::of(party.id).at(organization).with("user", current.user.id);
        let roles: Vec<String> = access.roles.iter().map(ToString::to_string).collect();
        let trace = trace.with("roles", roles.join(" ")).with("request", &request.request_id);
        self.finish_with(sign_on, act, Action::AssertionIssued, trace).await?;
        let mandate = access.because.iter().find_map(|because| because.mandate(&known.facts));
        let user = &current.user;
        let single = |name: &str, value: String| (name.to_owned(), vec![value]);
        let attributes = BTreeMap::from([
            single("uid", name_id.clone()),
            single("given_name", user.given_name.to_string()),
            single("family_name", user.family_name.to_string()),
            single("email", user.email.to_string()),
            single("organization_id", organization.to_string()),
            single("organization_name", known.organization_name(organization)),
            ("roles".to_owned(), roles),
        ]);
        let mandate = mandate.map(|mandate| single("mandate", mandate.to_string()));
        let attributes = attributes.into_iter().chain(mandate).collect();
        Ok(Answer::Assertion(Box::new(AssertionContent {
            relying_party: party,
            request: request.clone(),
            name_id,
            session_index,
            authenticated_at: current.session.authenticated_at,
            methods: current.session.methods.clone(),
            session_expires_at: current.session.expires_at,
            attributes,
        })))
    }

    pub(super) async fn refuse(
        &self,
        sign_on: &Versioned<SignOn>,
        request: &SamlOrigin,
        party: RelyingParty,
        act: Act,
        reason: RefusalReason,
    ) -> Result<Answer, SignOnError> {
        let trace = Trace::of(party.id).with("reason", reason.code()).with("request", &request.request_id);
        self.finish_with(sign_on, act, Action::AssertionRefused, trace).await?;
        let refusal = Refusal { relying_party: party, request: request.clone(), reason };
        Ok(Answer::Refusal(Box::new(refusal)))
    }

    async fn finish_with(
        &self,
        sign_on: &Versioned<SignOn>,
        mut act: Act,
        action: Action,
        trace: Trace,
    ) -> Result<(), StoreError> {
        let finished = SignOn { finished_at: Some(self.now()), ..sign_on.record.clone() };
        act.changes().update(finished, sign_on.version);
        self.commit(act.finish(self, action, trace)).await
    }
}
