//! How many sign-ons of applications one network can begin, each of which the store keeps.

use crate::authority::Identity;
use crate::domain::Device;
use crate::store::StoreError;
use std::time::Duration;

const MINUTE: Duration = Duration::from_mins(1);

impl Identity {
    /// Counts a request for a sign-on that comes from an application, and says whether its network may send one more. To be
    /// asked before the request is read.
    #[doc(hidden)]
    pub async fn may_ask_for_sign_on(&self, device: &Device) -> Result<bool, StoreError> {
        let Some(network) = device.network() else { return Ok(true) };
        self.count_up_to(self.settings().sign_ons_per_network, &format!("sign-ons:{network}"), MINUTE).await
    }
}
