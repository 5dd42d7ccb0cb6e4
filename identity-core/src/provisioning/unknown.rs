//! Answers to calls that name something unknown.

use crate::authority::{AccessError, Caller, Identity};
use crate::policy::Permission;

impl Identity {
    /// Refuses to say that something named in a call is not known, but to those who may provision everywhere: to others
    /// the answer would tell which names are taken.
    pub(crate) async fn may_hear_of_unknown(
        &self,
        caller: &Caller,
        permission: Permission,
    ) -> Result<(), AccessError> {
        if let Some(operator) = self.operator().await? {
            // Read as for one that is there, also by a client whose own facts have the operator.
            let known = self.facts(caller, &[operator.id, self.new_id()]).await?;
            self.authorize_with(caller, permission, operator.id, &known).await?;
        }
        Ok(())
    }
}
