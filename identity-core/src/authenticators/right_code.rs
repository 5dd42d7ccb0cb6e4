//! Codes that were found right, each of which is used up by that.

use super::for_person::ForPerson;
use crate::authority::{Act, Identity, Proof, Trace};
use crate::domain::{Action, Actor, Credential, CredentialSecret, Passkey, SentCode};
use crate::secrets::TokenDigest;
use crate::store::{StoreError, Versioned};

/// A code that was typed, checked and found right.
pub(super) struct RightCode {
    uses: Uses,
}

/// What a code uses up.
enum Uses {
    /// A time step of an app.
    Step(Versioned<Credential>, u64),
    /// The code that was sent, and the credential that says where to.
    Sent(Versioned<SentCode>, Option<Versioned<Credential>>),
    /// One of the recovery codes.
    Recovery(Versioned<Credential>, TokenDigest),
    /// A request for a passkey, and how the passkey is afterwards.
    Passkey(Versioned<Credential>, Box<Passkey>),
}

impl RightCode {
    pub(super) const fn of_step(credential: Versioned<Credential>, step: u64) -> Self {
        Self { uses: Uses::Step(credential, step) }
    }

    pub(super) const fn sent(code: Versioned<SentCode>, credential: Option<Versioned<Credential>>) -> Self {
        Self { uses: Uses::Sent(code, credential) }
    }

    pub(super) const fn recovery(credential: Versioned<Credential>, digest: TokenDigest) -> Self {
        Self { uses: Uses::Recovery(credential, digest) }
    }

    pub(super) fn passkey(credential: Versioned<Credential>, afterwards: Passkey) -> Self {
        Self { uses: Uses::Passkey(credential, Box::new(afterwards)) }
    }

    /// The credential, if there is one.
    fn credential(&self) -> Option<&Versioned<Credential>> {
        match &self.uses {
            Uses::Step(credential, _) | Uses::Recovery(credential, _) | Uses::Passkey(credential, _) => {
                Some(credential)
            }
            Uses::Sent(_, credential) => credential.as_ref(),
        }
    }
}

impl Proof for RightCode {
    fn actor(&self) -> Actor {
        match &self.uses {
            Uses::Step(credential, _) | Uses::Recovery(credential, _) | Uses::Passkey(credential, _) => {
                Actor::User(credential.user)
            }
            Uses::Sent(code, _) => Actor::User(code.user),
        }
    }
}

impl Identity {
    /// Uses a right code up. Of two who type the same one at once, one is right; `false` for the other.
    pub(super) async fn use_up(&self, code: RightCode, reference: Option<&str>) -> Result<bool, StoreError> {
        let act = Act::by_proof::<RightCode>(&code).referring(reference);
        self.commit_use(act, code).await
    }

    /// Uses up the right code of what somebody sets up, which counts from then on. In a sign-on the recovery codes that come
    /// with the first second proof are made in the same commit; they are given as they are shown, once.
    pub(super) async fn use_up_to_enrol<P: Proof>(
        &self,
        code: RightCode,
        who: &ForPerson<'_, P>,
    ) -> Result<Option<Vec<String>>, StoreError> {
        let user = who.user.id;
        let mut act = Act::by_proof::<RightCode>(&code).referring(who.reference);
        let mut codes = Vec::new();
        // Those from before the first second proof are worth nothing.
        if who.sign_on.is_some()
            && (self.has_no_further_proof(user).await? || !self.has_recovery_codes(user).await?)
        {
            codes = self.new_recovery_codes(act.changes(), user, who.sign_on).await?;
            act.note(self, Action::RecoveryCodesMade, Trace::of(user));
        }
        Ok(self.commit_use(act, code).await?.then_some(codes))
    }

    async fn commit_use(&self, mut act: Act, code: RightCode) -> Result<bool, StoreError> {
        let now = self.now();
        let mut trace = Trace::default();
        if let Some(credential) = code.credential() {
            trace = Trace::of(credential.id).with("method", credential.method());
            let used = Credential {
                confirmed_at: credential.confirmed_at.or(Some(now)),
                last_used_at: Some(now),
                ..credential.record.clone()
            };
            let secret = match (&code.uses, &credential.secret) {
                (Uses::Step(_, step), CredentialSecret::Totp { key, .. }) => {
                    CredentialSecret::Totp { key: key.clone(), last_step: Some(*step) }
                }
                (Uses::Recovery(_, digest), CredentialSecret::RecoveryCodes(codes)) => {
                    let left: Vec<_> = codes.iter().filter(|code| *code != digest).copied().collect();
                    // Few are ever used, and who helps wants to know of it.
                    trace.organization = self.only_organization(credential.user).await?;
                    trace = trace.with("left", left.len());
                    CredentialSecret::RecoveryCodes(left)
                }
                (Uses::Passkey(_, passkey), _) => {
                    trace = trace.with("backed_up", passkey.is_backed_up);
                    CredentialSecret::Passkey(Some(passkey.clone()))
                }
                (_, secret) => secret.clone(),
            };
            act.changes().update(Credential { secret, ..used }, credential.version);
        }
        if let Uses::Sent(sent, credential) = &code.uses {
            act.changes().remove(sent.id, sent.version);
            if credential.is_none() {
                trace = Trace::of(sent.user).with("method", "mail_code");
            }
        }
        match self.commit(act.finish(self, Action::CodeUsed, trace)).await {
            Ok(()) => Ok(true),
            Err(StoreError::Conflict { .. } | StoreError::AlreadyExists { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
