//! How many sign-ons one network can begin that the store keeps before anybody proved who they are.

use crate::authority::{Identity, counter_of_network};
use crate::domain::Device;
use crate::store::StoreError;
use std::time::Duration;

const MINUTE: Duration = Duration::from_mins(1);

impl Identity {
    /// Counts a sign-on that is stored at once, such as one from an application, and says whether its network may begin one
    /// more. To be asked before the request is read. Where no address of a sender is known, all of them together may begin
    /// twenty times as many.
    #[doc(hidden)]
    pub async fn may_ask_for_sign_on(&self, device: &Device) -> Result<bool, StoreError> {
        let limit = self.settings().sign_ons_per_network;
        let (counter, limit) = counter_of_network("sign-ons", device, limit);
        self.count_up_to(limit, &counter, MINUTE).await
    }
}
