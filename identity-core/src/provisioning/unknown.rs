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
        let known = self.facts_where_found(caller, &[]).await?;
        match known.operator() {
            Some(operator) => self.authorize_with(caller, permission, operator, &known).await.map(drop),
            None => Err(self.not_found_refusal_with(caller, permission, &known).await?),
        }
    }
}
