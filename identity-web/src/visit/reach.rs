//! What pages say of applications that somebody has open, when something is taken from them here. Every such sentence is
//! made here, from what core knows of the ways to tell applications.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::visit::visitor::Visit;
use identity_core::ids::UserId;
use std::time::Duration;

impl Visit {
    /// What becomes of the applications that a person has open when all their sessions end; nothing if there are none.
    pub(crate) async fn applications_after_sign_out(
        &self,
        user: UserId,
        name: &str,
    ) -> Result<Option<PageText>, PageFailure> {
        let reach = self.state.identity.reach_of_sign_out(user).await?;
        let key = match (reach.told, reach.untold) {
            (false, false) => return Ok(None),
            (true, false) => "applications-told",
            (false, true) => "applications-untold",
            (true, true) => "applications-some-told",
        };
        Ok(Some(PageText::new(key).with("name", name).with("minutes", minutes(reach.within))))
    }

    /// What becomes of applications that are open when rights are taken away: each asks again after a while.
    pub(crate) fn applications_after_change(&self) -> PageText {
        let within = self.state.identity.settings().application_session_lifetime;
        PageText::new("applications-rights").with("minutes", minutes(within))
    }
}

fn minutes(span: Duration) -> String {
    span.as_secs().div_ceil(60).to_string()
}
