//! Browsers that people have remembered, as a sign-on finds and makes them.

use super::attempt::Attempt;
use super::deciding::{SignOnStep, spares};
use super::facts::SignOnFacts;
use super::session_of::SessionOf;
use super::sign_on_error::SignOnError;
use super::visitor::Visitor;
use crate::authority::{Act, Identity, Trace};
use crate::domain::{Action, AuthenticationMethod, RememberedBrowser, RememberedBrowserKey, SignInRules};
use crate::ids::UserId;
use crate::secrets::TokenDigest;
use crate::store::{StoreError, Versioned};
use std::collections::BTreeSet;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

impl Identity {
    /// For how many days the browser can be remembered with the further proof that a sign-on asks for now; none if it cannot.
    pub async fn days_to_remember(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
    ) -> Result<Option<u64>, SignOnError> {
        if !spares(&attempt.sign_on) {
            return Ok(None);
        }
        let (step, facts) = self.look(attempt, visitor.current.cloned(), visitor).await?;
        let asks = matches!(step, SignOnStep::Challenge(_) | SignOnStep::Enrol(_));
        let days = self.remembering(&facts.rules).as_secs() / DAY.as_secs();
        Ok(Some(days).filter(|days| asks && *days > 0))
    }

    /// For how long a browser may be remembered.
    fn remembering(&self, rules: &SignInRules) -> Duration {
        let most = self.settings().remember_browsers;
        rules.remember_days.map_or(most, |days| most.min(DAY.saturating_mul(days.into())))
    }

    /// That the person had the browser remembered, as long as what is asked of them today allows it.
    pub(super) async fn remembered(
        &self,
        user: UserId,
        known_device: Option<&str>,
        rules: &SignInRules,
    ) -> Result<Option<Versioned<RememberedBrowser>>, StoreError> {
        let Some(browser) = self.browser_digest(known_device, user) else { return Ok(None) };
        let key = RememberedBrowserKey::Of(user, browser);
        let found = self.store.remembered_browsers().find(&key).await?;
        let (now, allowed) = (self.now(), self.remembering(rules));
        let counts = |found: &Versioned<RememberedBrowser>| {
            let by_what_counts = found.methods.iter().any(|method| rules.counts(method));
            by_what_counts && now < found.expires_at.min(found.created_at.plus(allowed))
        };
        Ok(found.filter(counts))
    }

    /// The keyed digest of the mark of a browser, if the person signed in with it before: the store knows no mark of a
    /// browser from which a cookie could be made.
    fn browser_digest(&self, known_device: Option<&str>, user: UserId) -> Option<TokenDigest> {
        let mark = self.known_device(known_device, user)?;
        Some(self.keyed_digest("remembered-browsers", &mark))
    }

    /// Has the browser remembered that its person asked for, with the session that opens, or writes down that one spared the
    /// second proof; gives the row for the audit trail.
    pub(super) async fn write_remembered(
        &self,
        act: &mut Act,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        facts: &SignOnFacts,
        opened: &SessionOf,
    ) -> Result<Option<(Action, Trace)>, StoreError> {
        if opened.token.is_none() {
            return Ok(None);
        }
        let (now, user) = (self.now(), opened.session.user);
        let device = visitor.device.clone();
        let allowed = self.remembering(&facts.rules);
        if !attempt.sign_on.remember || allowed.is_zero() || !spares(&attempt.sign_on) {
            let spared = facts.remembered.as_ref().filter(|_| spares(&attempt.sign_on));
            if let Some(found) = spared {
                let seen = RememberedBrowser { device, last_used_at: Some(now), ..found.record.clone() };
                act.changes().update(seen, found.version);
            }
            return Ok(None);
        }
        let known = Some(opened.known_device.as_str());
        let Some(browser) = self.browser_digest(known, user) else { return Ok(None) };
        let before = self.store.remembered_browsers().find(&RememberedBrowserKey::Of(user, browser)).await?;
        let remembered = RememberedBrowser {
            id: before.as_ref().map_or_else(|| self.new_id(), |before| before.id),
            user,
            browser,
            methods: further(&opened.session.methods),
            device,
            created_at: now,
            last_used_at: None,
            expires_at: now.plus(allowed),
        };
        let trace = Trace::of(remembered.id).with("user", user);
        match before {
            Some(before) => act.changes().update(remembered, before.version),
            None => act.changes().insert(remembered),
        };
        Ok(Some((Action::BrowserRemembered, trace)))
    }
}

/// The proofs of a session beyond its password.
fn further(methods: &BTreeSet<AuthenticationMethod>) -> BTreeSet<AuthenticationMethod> {
    methods.iter().filter(|method| **method != AuthenticationMethod::PASSWORD).cloned().collect()
}
