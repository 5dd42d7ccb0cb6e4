//! Finding the organisation that is to get a mandate, by what people call it.

use super::find_receiver_error::FindReceiverError;
use super::give::mandate_for;
use crate::authority::{Caller, Identity};
use crate::domain::{Organization, OrganizationFilter, OrganizationState};
use crate::ids::OrganizationId;
use crate::policy::Permission;
use crate::store::{OrderBy, Page, Versioned};
use crate::values::FoldedText;

impl Identity {
    /// The active organisation whose whole name or business id is this, whatever its case and accents, as the receiver of a
    /// mandate to act for `from`.
    ///
    /// For those who may give one: `mandate.manage` there, or a mandate of theirs. Parts of names find nothing, and each
    /// question counts like an invitation, so that nobody lists the customers by asking.
    pub async fn find_receiver(
        &self,
        caller: &Caller,
        from: OrganizationId,
        text: &str,
    ) -> Result<OrganizationId, FindReceiverError> {
        let known = self.facts(caller, &[from]).await?;
        if !known.allows(Permission::MandateManage, from) && mandate_for(&known, from).is_none() {
            self.may_look_with(caller, Permission::MandateManage, from, &known).await?;
        }
        self.limit_invitations(caller).await?;
        let wanted = FoldedText::of(text);
        if wanted.is_empty() {
            return Err(FindReceiverError::Unknown);
        }
        let filter = OrganizationFilter { search: Some(wanted.clone()), ..OrganizationFilter::default() };
        let page = Page::first(Page::MAX_LIMIT).in_order(OrderBy::Name);
        let found = self.store.organizations().list(&filter, &page).await?;
        let is_meant = |found: &&Versioned<Organization>| {
            let business_id = found.business_id.as_ref().map(|id| FoldedText::of(id.as_str()));
            let matches =
                FoldedText::of(found.name.as_str()) == wanted || business_id.as_ref() == Some(&wanted);
            matches && found.state == OrganizationState::Active
        };
        let mut meant = found.items.iter().filter(is_meant).map(|found| found.id);
        match (meant.next(), meant.next()) {
            (None, _) => Err(FindReceiverError::Unknown),
            (Some(id), None) => Ok(id),
            (Some(_), Some(_)) => Err(FindReceiverError::Several),
        }
    }
}
