//! The frame of every page: the signed-in person, the organisation they act for, and the menu.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::views::frame::{Banner, Frame, NavItem};
use crate::page::views::outcome::Switch;
use crate::visit::visitor::Visit;
use identity_core::AccessError;
use identity_core::domain::{Organization, OrganizationPath, OrganizationState};
use identity_core::ids::{GrantId, OrganizationId};
use identity_core::people::Account;
use identity_core::roles::HeldRole;
use identity_core::sessions::Current;

/// More organisations than this are reached from the start page instead of the menu.
const MOST_ORGANIZATIONS_IN_MENU: usize = 3;

impl Visit {
    pub(crate) async fn frame(&self) -> Result<Frame, PageFailure> {
        let mut frame = Frame {
            notice: self.query("done").filter(|done| self.has_just_done(done)).and_then(|done| notice(&done)),
            language: Some(self.language.clone()),
            address: self.address.clone(),
            draft: self.draft.clone(),
            tokens: self.tokens(),
            ..Frame::default()
        };
        let mut place = None;
        if let Some(current) = &self.current {
            let account = self.state.identity.account(&current.caller).await?;
            frame.session_ends_in = Some(self.session_ends_in(current));
            frame.person = Some(account.user.full_name());
            frame.acting_for = acting_for(current, &account);
            frame.only_place = only_place(current, &account).map(|place| place.name.to_string());
            frame.may_switch = account.places.len() > 1;
            let of_operator = self.of_operator(current, &account).await?;
            frame.nav = self.navigation(&account, of_operator);
            frame.banner = self.banner(current, &account).await?;
            place =
                current.session.acting_for.or_else(|| only_place(current, &account).map(|place| place.id));
        }
        frame.look = self.look(place).await?;
        Ok(frame)
    }

    /// The items of the menu for what is managed at the operator's organisation. Asked of those alone who have something there.
    async fn of_operator(
        &self,
        current: &Current,
        account: &Account,
    ) -> Result<Vec<(&'static str, &'static str)>, PageFailure> {
        if !account.places.iter().any(|(place, _)| place.parent().is_none()) {
            return Ok(Vec::new());
        }
        let (identity, caller) = (&self.state.identity, &current.caller);
        let items = [
            (identity.manages_applications(caller).await, ("nav-applications", "/applications")),
            (identity.manages_connections(caller, None).await, ("nav-connections", "/connections")),
        ];
        let mut shown = Vec::new();
        for (manages, item) in items {
            match manages {
                Ok(true) => shown.push(item),
                Err(AccessError::Store(error)) => return Err(error.into()),
                Ok(false) | Err(_) => {}
            }
        }
        Ok(shown)
    }

    /// In how many seconds the session ends, by idling or by its limit.
    fn session_ends_in(&self, current: &Current) -> u64 {
        let identity = &self.state.identity;
        let now = identity.clock().now();
        let idle = now.plus(identity.settings().session_idle);
        idle.min(current.session.expires_at).since(now).as_secs()
    }

    /// The banner while the person acts for an organisation by mandate, and on the pages of an organisation that they
    /// can use by mandate or as staff of the operator only.
    async fn banner(&self, current: &Current, account: &Account) -> Result<Option<Banner>, PageFailure> {
        let place_of = |id| account.places.iter().find(|(place, _)| place.id == id);
        let chosen = current.session.acting_for.and_then(place_of);
        if let Some((place, _)) = chosen.filter(|(place, _)| place.state == OrganizationState::Suspended) {
            let text = PageText::new("banner-suspended").with("organization", place.name.as_str());
            let stop_action = Some("/acting-for/stop".to_owned());
            return Ok(Some(Banner { text, stop_action, stop_path: "/".to_owned(), switch: None }));
        }
        if let Some((mandate, (place, _))) = chosen.and_then(|found| Some((mandate_only(found)?, found))) {
            let text = self.by_mandate_of(current, mandate, place.name.as_str(), "banner-mandate").await?;
            let stop_action = Some("/acting-for/stop".to_owned());
            let stop_path = "/mandates".to_owned();
            return Ok(text.map(|text| Banner { text, stop_action, stop_path, switch: None }));
        }
        let Some(id) = self.organization_of_page() else { return Ok(None) };
        if place_of(id).is_some_and(|found| mandate_only(found).is_none()) {
            return Ok(None);
        }
        let found = match self.state.identity.organization(&current.caller, id).await {
            Ok(found) => found.organization,
            Err(AccessError::Store(error)) => return Err(error.into()),
            Err(_) => return Ok(None),
        };
        let leave =
            |text, path: &str| Banner { text, stop_action: None, stop_path: path.to_owned(), switch: None };
        Ok(match nearest(account, &found.path) {
            Some(place) => match mandate_only(place) {
                Some(mandate) => {
                    // Only a choice changes whom somebody acts for, so this page offers it.
                    let name = found.name.as_str();
                    let text = self.by_mandate_of(current, mandate, name, "banner-mandate-open").await?;
                    let switch = Some(switch(&place.0, Some(self.state.base.path(&self.path))));
                    text.map(|text| Banner { switch, ..leave(text, "/mandates") })
                }
                None if place.0.parent().is_none() => {
                    let text = PageText::new("banner-staff").with("organization", found.name.as_str());
                    Some(leave(text.with("operator", place.0.name.as_str()), "/organizations"))
                }
                None => None,
            },
            None => None,
        })
    }

    async fn by_mandate_of(
        &self,
        current: &Current,
        mandate: GrantId,
        organization: &str,
        key: &'static str,
    ) -> Result<Option<PageText>, PageFailure> {
        match self.state.identity.mandate(&current.caller, mandate).await {
            Ok(found) => {
                let text = PageText::new(key).with("organization", organization);
                Ok(Some(text.with("giver", found.giver_name)))
            }
            Err(AccessError::Store(error)) => Err(error.into()),
            Err(_) => Ok(None),
        }
    }

    /// The organisation whose page this is.
    fn organization_of_page(&self) -> Option<OrganizationId> {
        let rest = self.path.strip_prefix("/organizations/")?;
        OrganizationId::parse(rest.split('/').next()?).ok()
    }

    /// The button that acts for one of the person's organisations and comes back to `return_to`.
    pub(crate) async fn switch_to(
        &self,
        organization: OrganizationId,
        return_to: Option<String>,
    ) -> Result<Option<Switch>, PageFailure> {
        let Some(current) = &self.current else { return Ok(None) };
        let own = self.state.identity.own_organizations(&current.caller).await?;
        let found = own.iter().find(|found| found.id == organization);
        Ok(found.map(|found| switch(found, return_to)))
    }

    fn navigation(&self, account: &Account, of_operator: Vec<(&'static str, &'static str)>) -> Vec<NavItem> {
        let administered = account.places.iter().filter(|(place, _)| account.administers.contains(&place.id));
        let own: Vec<_> = administered
            .take(MOST_ORGANIZATIONS_IN_MENU)
            .map(|(place, _)| {
                let label = PageText::new("nav-organization").with("organization", place.name.as_str());
                self.nav_item(label, format!("/organizations/{}", place.id))
            })
            .collect();
        let mut nav = vec![self.nav_item(PageText::new("nav-home"), "/".to_owned())];
        if account.oversees {
            let all = self.nav_item(PageText::new("nav-organizations"), "/organizations".to_owned());
            nav.push(NavItem { current: all.current && !own.iter().any(|item| item.current), ..all });
        }
        nav.extend(own);
        if account.concerned_with_mandates {
            let label = match account.mandates_offered {
                0 => PageText::new("nav-mandates"),
                count => PageText::new("nav-mandates-offered").with("count", count),
            };
            nav.push(self.nav_item(label, "/mandates".to_owned()));
        }
        nav.extend(
            of_operator.into_iter().map(|(label, path)| self.nav_item(PageText::new(label), path.to_owned())),
        );
        nav.push(self.nav_item(PageText::new("nav-account"), "/account".to_owned()));
        nav
    }

    /// An item is the current one on its page and on those below it.
    fn nav_item(&self, label: PageText, path: String) -> NavItem {
        let rest = self.path.strip_prefix(&path);
        let below = path != "/" && rest.is_some_and(|rest| rest.starts_with('/'));
        NavItem { label, current: below || rest == Some(""), path }
    }
}

type Place = (Organization, Vec<HeldRole>);

fn switch(organization: &Organization, return_to: Option<String>) -> Switch {
    Switch {
        action: "/acting-for/switch".to_owned(),
        organization: organization.id.to_string(),
        name: organization.name.to_string(),
        return_to,
    }
}

/// The mandate of a person at an organisation, if mandates are all that they have there.
pub(crate) fn mandate_only((_, held): &Place) -> Option<GrantId> {
    let mut effective = held.iter().filter(|held| held.obstacle.is_none()).peekable();
    let first = effective.peek()?.grant.id;
    effective.all(|held| held.grant.mandate.is_some()).then_some(first)
}

/// The person's own organisation that lies nearest above another, or is it.
fn nearest<'a>(account: &'a Account, path: &OrganizationPath) -> Option<&'a Place> {
    let own = |id: &OrganizationId| account.places.iter().find(|(place, _)| place.id == *id);
    path.steps().iter().rev().find_map(own)
}

/// The organisation chosen for the session.
fn acting_for(current: &Current, account: &Account) -> Option<String> {
    let chosen = current.session.acting_for?;
    let place = account.places.iter().find(|(place, _)| place.id == chosen);
    place.map(|(place, _)| place.name.to_string())
}

/// The only organisation there is, where there was nothing to choose.
fn only_place<'a>(current: &Current, account: &'a Account) -> Option<&'a Organization> {
    match account.places.as_slice() {
        [(place, _)] if current.session.acting_for.is_none() => Some(place),
        _ => None,
    }
}

/// The notice for a code in the query, which counts only with the cookie that the act set; a free text is never shown.
fn notice(done: &str) -> Option<PageText> {
    let known = match done {
        "authenticator-added" => "notice-authenticator-added",
        "authenticator-removed" => "notice-authenticator-removed",
        "changed" => "notice-changed",
        "code-sent" => "notice-code-sent",
        "approval-asked" => "notice-approval-asked",
        "approval-declined" => "notice-approval-declined",
        "approval-stopped" => "notice-approval-stopped",
        "approved" => "notice-approved",
        "browser-forgotten" => "notice-browser-forgotten",
        "cancelled" => "notice-invitation-cancelled",
        "contact-changed" => "notice-contact-changed",
        "contact-undone" => "notice-contact-undone",
        "contact-stopped" => "notice-contact-stopped",
        "email-added" => "notice-email-added",
        "email-main" => "notice-email-main",
        "email-removed" => "notice-email-removed",
        "given-back" => "notice-given-back",
        "account-unlinked" => "notice-account-unlinked",
        "account-created" => "notice-account-created",
        "granted" => "notice-granted",
        "link-sent" => "notice-link-sent",
        "invited" => "notice-invited",
        "joined" => "notice-joined",
        "erased" => "notice-erased",
        "left" => "notice-left",
        "mandate-accepted" => "notice-mandate-accepted",
        "mandate-declined" => "notice-mandate-declined",
        "mandate-ended" => "notice-mandate-ended",
        "mandate-given-to-program" => "notice-mandate-given-to-program",
        "mandate-offered" => "notice-mandate-offered",
        "password-changed" => "notice-password-changed",
        "program-granted" => "notice-program-granted",
        "program-stopped" => "notice-program-stopped",
        "removed" => "notice-removed",
        "resent" => "notice-invitation-resent",
        "revoked" => "notice-revoked",
        "saved" => "notice-saved",
        "resumed" => "notice-resumed",
        "suspended" => "notice-suspended",
        "stopped" => "notice-stopped",
        "switched" => "notice-switched",
        "session-ended" => "notice-session-ended",
        "sessions-ended" => "notice-sessions-ended",
        other => notice_of_settings(other)?,
    };
    Some(PageText::new(known))
}

/// The notice for a change of what administrators set up for everybody.
fn notice_of_settings(done: &str) -> Option<&'static str> {
    Some(match done {
        "application-changed" => "notice-application-changed",
        "application-deleted" => "notice-application-deleted",
        "application-metadata-replaced" => "notice-application-metadata-replaced",
        "application-registered" => "notice-application-registered",
        "application-withdrawn" => "notice-application-withdrawn",
        "connection-changed" => "notice-connection-changed",
        "connection-metadata-replaced" => "notice-connection-metadata-replaced",
        "connection-registered" => "notice-connection-registered",
        "connection-removed" => "notice-connection-removed",
        "domain-added" => "notice-domain-added",
        "domain-asked" => "notice-domain-asked",
        "domain-removed" => "notice-domain-removed",
        "brand-drafted" => "notice-brand-drafted",
        "saml-changed" => "notice-saml-changed",
        "sms-changed" => "notice-sms-changed",
        "sms-proposed" => "notice-sms-proposed",
        "sms-tested" => "notice-sms-tested",
        "brand-published" => "notice-brand-published",
        "brand-discarded" => "notice-brand-discarded",
        _ => return None,
    })
}
