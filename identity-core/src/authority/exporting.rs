//! Taking a whole list out of the system.

use super::access_error::AccessError;
use super::caller::Caller;
use super::identity::Identity;
use super::retry::on_fresh_facts;
use super::writing::Trace;
use crate::domain::Action;
use crate::ids::OrganizationId;
use crate::policy::Permission;

/// A list that is exported, as the audit trail tells of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct ExportedList {
    /// Its code.
    pub(crate) list: &'static str,
    /// The state to which it was limited.
    pub(crate) state: Option<&'static str>,
    /// The role to which it was limited.
    pub(crate) role: Option<String>,
    /// Whether a text was searched for. The text may be about a person, so it is not kept.
    pub(crate) searched: bool,
}

impl ExportedList {
    fn trace(&self, organization: OrganizationId) -> Trace {
        let trace = Trace::of(organization).at(organization).with("list", self.list);
        let state = self.state.map(|state| ("state", state.to_owned()));
        let role = self.role.clone().map(|role| ("role", role));
        let searched = self.searched.then(|| ("searched", "true".to_owned()));
        let limits = [state, role, searched].into_iter().flatten();
        limits.fold(trace, |trace, (name, value)| trace.with(name, value))
    }
}

impl Identity {
    /// Writes down that the caller exports a list of an organisation, if they may see it. What is exported is then read like
    /// any other page of the list, by the same right.
    pub(crate) async fn begin_export(
        &self,
        caller: &Caller,
        permission: Permission,
        organization: OrganizationId,
        list: &ExportedList,
    ) -> Result<(), AccessError> {
        on_fresh_facts!(self.try_begin_export(caller, permission, organization, list))
    }

    async fn try_begin_export(
        &self,
        caller: &Caller,
        permission: Permission,
        organization: OrganizationId,
        list: &ExportedList,
    ) -> Result<(), AccessError> {
        let (act, _) = self.authorize(caller, permission, organization).await?;
        let trace = list.trace(organization);
        Ok(self.commit(act.finish(self, Action::ListExported, trace)).await?)
    }
}
