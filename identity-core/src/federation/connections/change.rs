//! Changing a connection: its name, its rules, how the provider knows this deployment, and whether people can sign in by it.

use super::error::ConnectionError;
use super::opening::check_opening;
use super::patch::{ConnectionPatch, OpenIdPatch};
use super::register::trace_of;
use super::valid::{
    check_algorithms, check_client_id, check_rules, check_scopes, check_secret, check_subject, check_tenants,
};
use crate::authority::{Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Connection, ConnectionRules, IdentityProvider, OpenIdProvider};
use crate::ids::ConnectionId;

impl Identity {
    /// Changes a connection; it holds from the next sign-in on. Disabled, nobody signs in by it. Needs what
    /// [registering](Self::register_connection) needs.
    pub async fn change_connection(
        &self,
        caller: &Caller,
        id: ConnectionId,
        patch: &ConnectionPatch,
    ) -> Result<(), ConnectionError> {
        on_fresh_facts!(async {
            let (found, place) = self.managed_connection(caller, id).await?;
            let mut act = self.begin_connection_act(caller, place).await?;
            if patch.expected.is_some_and(|expected| !expected.holds(&found)) {
                return Err(ConnectionError::PreconditionFailed);
            }
            let mut changed = found.record.clone();
            self.apply_connection_patch(patch, &mut changed)?;
            check_rules(&changed.rules).map_err(ConnectionError::Rule)?;
            check_opening(&found, &changed, patch.discovered_issuer.as_deref())?;
            if changed.provider != found.provider {
                changed.tested_at = None;
            }
            self.keep_a_way_in(Some(&found), &changed, place).await?;
            if changed == found.record {
                return Ok(());
            }
            changed.updated_at = self.instant(caller);
            let trace = changes(trace_of(&changed, place), &found, &changed);
            act.changes().update(changed, found.version);
            self.commit(act.finish(self, Action::ConnectionChanged, trace)).await?;
            Ok(())
        })
    }

    fn apply_connection_patch(
        &self,
        patch: &ConnectionPatch,
        to: &mut Connection,
    ) -> Result<(), ConnectionError> {
        if let Some(name) = &patch.name {
            to.name.clone_from(name);
        }
        if let Some(state) = patch.state {
            to.state = state;
        }
        to.rules = patch.rules.apply(&to.rules);
        match &mut to.provider {
            IdentityProvider::Saml(_) if !patch.openid.is_empty() => Err(ConnectionError::OtherProtocol),
            IdentityProvider::Saml(saml) => {
                if let Some(subject) = &patch.subject {
                    check_subject(subject)?;
                    saml.subject.clone_from(subject);
                }
                Ok(())
            }
            IdentityProvider::OpenId(_) if patch.subject.is_some() => Err(ConnectionError::OtherProtocol),
            IdentityProvider::OpenId(openid) => self.apply_openid_patch(&patch.openid, openid),
        }
    }

    fn apply_openid_patch(
        &self,
        patch: &OpenIdPatch,
        to: &mut OpenIdProvider,
    ) -> Result<(), ConnectionError> {
        if let Some(client_id) = &patch.client_id {
            check_client_id(client_id)?;
            to.client_id.clone_from(client_id);
        }
        if let Some(secret) = &patch.client_secret {
            if let Some(secret) = secret {
                check_secret(secret.expose())?;
            }
            let sealed = secret.as_ref().map(|secret| self.sealed_provider_secret(&to.issuer, secret));
            to.client_secret = sealed;
        }
        if let Some(scopes) = &patch.scopes {
            check_scopes(scopes)?;
            to.scopes.clone_from(scopes);
        }
        if let Some(algorithms) = &patch.algorithms {
            check_algorithms(algorithms)?;
            to.algorithms.clone_from(algorithms);
        }
        if let Some(tenants) = &patch.tenants {
            check_tenants(tenants)?;
            to.tenants.clone_from(tenants);
        }
        Ok(())
    }
}

/// Adds each detail that changed, as it is now. Of a secret it is told that there is another one.
fn changes(mut trace: Trace, before: &Connection, after: &Connection) -> Trace {
    let told = details(after).into_iter().zip(details(before));
    for ((name, is), (_, was)) in told {
        if was != is {
            trace = trace.with(name, is);
        }
    }
    if before.provider == after.provider { trace } else { trace.with("provider", "changed") }
}

fn details(connection: &Connection) -> Vec<(&'static str, String)> {
    let ConnectionRules {
        unknown,
        linking,
        ask_again_days,
        preferred,
        only_from,
        break_glass,
        two_factor_contexts,
        levels,
        least_level,
        vouches_for_email,
        names,
        benefits,
    } = &connection.rules;
    let people: Vec<_> = break_glass.iter().map(ToString::to_string).collect();
    let contexts: Vec<_> = two_factor_contexts.iter().map(String::as_str).collect();
    let only_from = only_from.map(|from| from.to_string()).unwrap_or_default();
    vec![
        ("state", connection.state.as_str().to_owned()),
        ("unknown", unknown.as_str().to_owned()),
        ("linking", linking.as_str().to_owned()),
        ("ask_again_days", ask_again_days.to_string()),
        ("preferred", preferred.to_string()),
        ("only_from", only_from),
        ("break_glass", people.join(" ")),
        ("two_factor_contexts", contexts.join(" ")),
        ("levels", levels.join(" ")),
        ("least_level", least_level.clone().unwrap_or_default()),
        ("vouches_for_email", vouches_for_email.to_string()),
        ("names", format!("{names:?}")),
        ("benefits", benefits.keys().cloned().collect::<Vec<_>>().join(" ")),
    ]
}
