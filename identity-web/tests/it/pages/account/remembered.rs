//! Browsers that are remembered with a passkey.

use super::passkeys::{asked, enrol, give_password, world};
use crate::support::site::{JEREMY, PASSWORD};
use crate::support::soft_key::SoftKey;
use identity_core::domain::Factors;

#[tokio::test]
async fn a_browser_in_which_a_passkey_was_the_second_proof_is_remembered_on_demand() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    let mut key = SoftKey::new("one");
    enrol(&mut jeremy, &mut key).await;
    for (remembers, asked_again) in [(false, true), (true, false)] {
        let (mut browser, page) = give_password(&world).await;
        assert!(page.path.starts_with("/flow/"), "{}", page.path);
        assert_eq!(page.find("form.passkey input[name=remember]", "value"), ["yes"]);
        let (action, (options, state)) = (page.path.clone(), asked(&page));
        key.count += 1;
        let response = key.get(&options);
        let mut form = vec![("step", "passkey"), ("state", state.as_str()), ("passkey", response.as_str())];
        form.extend(remembers.then_some(("remember", "yes")));
        let account = browser.submit(&page, &action, &form).await;
        assert_eq!(account.path, "/account", "{}", account.text());
        // The same browser, some time later.
        let question = browser.open("/logout").await;
        browser.submit(&question, "/logout", &[]).await;
        let page = browser.open("/login?return_to=%2Faccount").await;
        let fields = [("identifier", JEREMY), ("password", PASSWORD), ("return_to", "/account")];
        let next = browser.submit(&page, "/login", &fields).await;
        assert_eq!(next.path.starts_with("/flow/"), asked_again, "{} {}", next.path, next.text());
    }
}
