//! Whether a code is right.

use super::code::{digits, recovery};
use super::right_code::RightCode;
use super::totp::matching_step;
use crate::authority::Identity;
use crate::domain::{
    AuthenticationMethod, CodePurpose, Credential, CredentialSecret, SentCode, SentCodeKey, User,
};
use crate::ids::UserId;
use crate::secrets::{Secret, TokenDigest};
use crate::store::{StoreError, Versioned};
use ring::hmac;
use subtle::ConstantTimeEq;

impl Identity {
    /// Whether a code is right for the person, for this purpose and by this method. It is used up with that.
    pub(crate) async fn verify_code(
        &self,
        user: &User,
        purpose: CodePurpose,
        method: &AuthenticationMethod,
        typed: &Secret,
        reference: Option<&str>,
    ) -> Result<bool, StoreError> {
        if let Some(port) = self.authenticators().iter().find(|port| port.method() == *method) {
            return port.verify(user.id, typed).await;
        }
        let mut credentials = self.confirmed_credentials(user.id).await?;
        credentials.retain(|credential| credential.method() == *method);
        let right = if method.is_sent() {
            self.right_sent(purpose, user, method, &credentials, typed).await?
        } else {
            credentials.into_iter().find_map(|credential| self.right_kept(credential, typed))
        };
        match right {
            Some(right) => self.use_up(right, reference).await,
            None => Ok(false),
        }
    }

    /// The proof, if the code is right for a credential that is being set up.
    pub(super) async fn right_for_enrolment(
        &self,
        credential: Versioned<Credential>,
        typed: &Secret,
    ) -> Result<Option<RightCode>, StoreError> {
        if !credential.method().is_sent() {
            return Ok(self.right_kept(credential, typed));
        }
        let purpose = CodePurpose::Enrolment(credential.id);
        let sent = self.sent_code(purpose).await?;
        let sent = sent.filter(|sent| sent.user == credential.user && self.is_right(sent, typed));
        Ok(sent.map(|sent| RightCode::sent(sent, Some(credential))))
    }

    /// The code that was sent last for a purpose, as long as it is good.
    pub(super) async fn sent_code(
        &self,
        purpose: CodePurpose,
    ) -> Result<Option<Versioned<SentCode>>, StoreError> {
        let found = self.store.sent_codes().find(&SentCodeKey::For(purpose)).await?;
        Ok(found.filter(|found| self.now() < found.expires_at))
    }

    async fn right_sent(
        &self,
        purpose: CodePurpose,
        user: &User,
        method: &AuthenticationMethod,
        credentials: &[Versioned<Credential>],
        typed: &Secret,
    ) -> Result<Option<RightCode>, StoreError> {
        let Some(sent) = self.sent_code(purpose).await? else { return Ok(None) };
        let goes_to = |credential: &&Versioned<Credential>| matches!(&credential.secret, CredentialSecret::Sms(number) if number.as_str() == sent.target);
        let credential = credentials.iter().find(goes_to).cloned();
        // A number or address that is the person's no longer proves nothing, and a code in a mail no telephone.
        let by_mail = *method == AuthenticationMethod::MAIL_CODE;
        let is_own = || user.email.as_ref().is_some_and(|email| sent.target == email.as_str());
        let stays = if by_mail { is_own() } else { credential.is_some() };
        let right = stays && sent.user == user.id && self.is_right(&sent, typed);
        Ok(right.then(|| RightCode::sent(sent, credential)))
    }

    /// The code that was sent to this number or address for a purpose, if it was typed right by whom it was sent to.
    pub(crate) async fn right_code_to(
        &self,
        user: UserId,
        purpose: CodePurpose,
        target: &str,
        typed: &Secret,
    ) -> Result<Option<Versioned<SentCode>>, StoreError> {
        let sent = self.sent_code(purpose).await?;
        Ok(sent.filter(|sent| sent.user == user && sent.target == target && self.is_right(sent, typed)))
    }

    fn right_kept(&self, credential: Versioned<Credential>, typed: &Secret) -> Option<RightCode> {
        match &credential.secret {
            CredentialSecret::Totp { key, last_step } => {
                let key = self.totp_key(&credential, key)?;
                let step = matching_step(&key, &digits(typed)?, self.now(), *last_step)?;
                Some(RightCode::of_step(credential, step))
            }
            CredentialSecret::RecoveryCodes(codes) => {
                let digest = self.recovery_digest(credential.user, &recovery(typed)?);
                let found = codes.iter().fold(subtle::Choice::from(0), |found, code| {
                    found | code.as_bytes().ct_eq(digest.as_bytes())
                });
                bool::from(found).then(|| RightCode::recovery(credential, digest))
            }
            CredentialSecret::Password(_) | CredentialSecret::Sms(_) | CredentialSecret::Passkey(_) => None,
        }
    }

    fn is_right(&self, sent: &SentCode, typed: &Secret) -> bool {
        let Some(code) = digits(typed) else { return false };
        let digest = self.code_digest(sent.purpose, &sent.target, &code);
        bool::from(digest.as_bytes().ct_eq(sent.digest.as_bytes()))
    }

    /// The digest of a code for one purpose and target. It needs the master key, since a program tries all codes in no time.
    pub(super) fn code_digest(&self, purpose: CodePurpose, target: &str, code: &Secret) -> TokenDigest {
        let what = format!("{} {} {target} {}", purpose.kind(), purpose.id(), code.expose());
        self.keyed_digest("sent-codes", &what)
    }

    pub(crate) fn keyed_digest(&self, key: &str, text: &str) -> TokenDigest {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive_key(key));
        let mut octets = [0; 32];
        let tag = hmac::sign(&key, text.as_bytes());
        octets.iter_mut().zip(tag.as_ref()).for_each(|(to, from)| *to = *from);
        TokenDigest::from_bytes(octets)
    }
}
