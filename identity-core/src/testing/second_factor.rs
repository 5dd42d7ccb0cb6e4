//! Signing in with a second factor.

use super::app_code::app_code;
use super::error::{Step, TestError};
use super::test_identity::{TestIdentity, TestSession};
use crate::domain::{AuthenticationMethod, Device, Origin};
use crate::entropy::OsEntropy;
use crate::secrets::{Secret, SecretToken};
use crate::sign_on::{Answer, Progress, Visitor};

impl TestIdentity {
    /// Signs in a person who is asked for the code of an authenticator app after the password. `key` is what the app was
    /// told, in base 32, with or without blanks. A code is good once: let half a minute [pass](Self::advance) before the next.
    ///
    /// ```
    /// use identity_core::authenticators::NewAuthenticator;
    /// use identity_core::secrets::Secret;
    /// use identity_core::testing::{CONTACT_PERSON, PASSWORD, TestIdentity, app_code};
    /// use std::time::Duration;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let test = TestIdentity::start().await?;
    /// let jeremy = test.sign_in(CONTACT_PERSON).await?;
    /// let begun = test.identity().begin_enrolment(&jeremy.caller, NewAuthenticator::Totp).await?;
    /// let setup = test.identity().enrolment(&jeremy.caller, begun).await?.totp.ok_or("no app")?;
    /// let key = setup.key_in_groups();
    /// let code = app_code(&key, test.identity().clock().now()).ok_or("no key")?;
    /// test.identity().confirm_enrolment(&jeremy.caller, begun, &Secret::new(code)).await?;
    ///
    /// test.advance(Duration::from_secs(30));
    /// assert!(test.sign_in(CONTACT_PERSON).await.is_err(), "the password alone signs in no more");
    /// test.sign_in_with_app(CONTACT_PERSON, &Secret::new(PASSWORD), &key).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn sign_in_with_app(
        &self,
        identifier: &str,
        password: &Secret,
        key: &str,
    ) -> Result<TestSession, TestError> {
        let step = || format!("signing in {identifier} with an app");
        let (browser, device) = (SecretToken::generate(&OsEntropy), Device::default());
        let visitor = Visitor::new(&browser, &device);
        let identity = self.identity();
        let origin = Origin::Page { return_to: "/".to_owned() };
        let attempt = identity.begin_sign_on(&visitor, origin).await.step(step)?;
        let password = Answer::Password { identifier: identifier.to_owned(), password: password.clone() };
        let mut progress = identity.answer(&attempt, &visitor, password).await.step(step)?;
        if let Progress::Next(attempt, _) = &progress {
            let code = Secret::new(app_code(key, identity.clock().now()).step(step)?);
            let code = Answer::Code { method: AuthenticationMethod::TOTP, code };
            identity.answer(attempt, &visitor, code).await.step(step)?;
            let attempt = identity.sign_on(attempt.id(), &visitor).await.step(step)?;
            progress = identity.advance(&attempt, &visitor).await.step(step)?;
        }
        let signed_in = match progress {
            Progress::Done(done) => done.signed_in,
            Progress::Next(..) => None,
        };
        self.test_session(signed_in.step(step)?).await
    }
}
