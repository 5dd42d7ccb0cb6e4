//! The look of a page or a mail.

use crate::authority::Identity;
use crate::domain::{Brand, BrandFilter, BrandKey, BrandLook, BrandSubject, Logo};
use crate::ids::{BrandId, OrganizationId, RelyingPartyId};
use crate::store::StoreError;

/// The look of a page or a mail, put together: the application's before the organisation's, and that before the deployment's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShownBrand {
    /// How it looks; what nobody decided is left out, and is as the settings of the deployment say.
    pub look: BrandLook,
    /// The brand that has the logo.
    pub logo_of: Option<BrandId>,
    /// Whether the name of the sender is that of an organisation or an application, and not the deployment's own.
    pub sends_for_another: bool,
    /// Whether the name is that of an organisation or an application, and not the deployment's own.
    pub is_named_for_another: bool,
}

impl Identity {
    /// The look of a page while somebody signs in to an application or acts for an organisation. One query.
    pub async fn shown_brand(
        &self,
        application: Option<RelyingPartyId>,
        organization: Option<OrganizationId>,
    ) -> Result<ShownBrand, StoreError> {
        let subjects = [
            application.map(BrandSubject::Application),
            organization.map(BrandSubject::Organization),
            Some(BrandSubject::Deployment),
        ];
        let subjects: Vec<_> = subjects.into_iter().flatten().collect();
        let filter = BrandFilter { subjects: Some(subjects.clone()) };
        let found = self.all(self.store.brands(), &filter).await?;
        let in_order =
            subjects.iter().filter_map(|subject| found.iter().find(|brand| brand.subject == *subject));
        Ok(in_order.fold(ShownBrand::default(), |shown, brand| shown.over(brand)))
    }

    /// The id of the brand of a subject, if it has one.
    #[doc(hidden)]
    pub async fn brand_id(&self, of: BrandSubject) -> Result<Option<BrandId>, StoreError> {
        Ok(self.store.brands().find(&BrandKey::Of(of)).await?.map(|found| found.id))
    }

    /// The logo of this digest, published or in a draft.
    #[doc(hidden)]
    pub async fn logo(&self, brand: BrandId, digest: &str) -> Result<Option<Logo>, StoreError> {
        let Some(stored) = self.store.brands().get(brand).await? else { return Ok(None) };
        let Brand { look, draft, .. } = stored.record;
        let logos = [look.logo, draft.and_then(|draft| draft.logo)];
        Ok(logos.into_iter().flatten().find(|logo| logo.digest() == digest))
    }

    /// The draft of a brand over what is shown around it, for a preview.
    #[doc(hidden)]
    pub async fn previewed_brand(&self, of: BrandSubject) -> Result<ShownBrand, StoreError> {
        let subjects = vec![of, BrandSubject::Deployment];
        let found = self.all(self.store.brands(), &BrandFilter { subjects: Some(subjects) }).await?;
        let own = found.iter().find(|brand| brand.subject == of);
        let wider =
            found.iter().find(|brand| brand.subject == BrandSubject::Deployment && brand.subject != of);
        let drafted = own.map(|own| {
            let brand = own.record.clone();
            Brand { look: brand.draft.clone().unwrap_or(brand.look), ..brand }
        });
        let shown = drafted.iter().fold(ShownBrand::default(), ShownBrand::over);
        Ok(wider.into_iter().fold(shown, |shown, brand| shown.over(brand)))
    }
}

impl ShownBrand {
    fn over(self, wider: &Brand) -> Self {
        let logo_of = self.logo_of.or_else(|| wider.look.logo.as_ref().map(|_| wider.id));
        let own = wider.subject == BrandSubject::Deployment;
        let sends = !own && self.look.sender_name.is_none() && wider.look.sender_name.is_some();
        let names = !own && self.look.name.is_none() && wider.look.name.is_some();
        Self {
            logo_of,
            sends_for_another: self.sends_for_another || sends,
            is_named_for_another: self.is_named_for_another || names,
            look: self.look.over(wider.look.clone()),
        }
    }
}
