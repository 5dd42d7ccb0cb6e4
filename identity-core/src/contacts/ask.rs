//! Asking for another address or number.

use super::begin_error::BeginContactError;
use super::own_contact_error::OwnContactError;
use super::waiting::present;
use crate::authenticators::Target;
use crate::authority::{Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, AuthenticationMethod, CodePurpose, ContactChange, User};
use crate::ids::UserId;
use crate::secrets::SecretToken;
use crate::store::{StoreError, Versioned};
use crate::values::{AttributeWriter, Contact, ContactKind, EmailAddress, ProfileField};

/// The detail of a person that a contact is.
const fn field(kind: ContactKind) -> ProfileField {
    match kind {
        ContactKind::Email => ProfileField::Email,
        ContactKind::Phone => ProfileField::Phone,
    }
}

/// What somebody wants to be reached by.
struct Wanted {
    new: Contact,
    /// Whether it stands beside what they have, and takes the place of nothing.
    adds: bool,
}

impl Identity {
    /// Begins to change the caller's e-mail address or telephone number: sends a code to the new one, and to a mailbox a link
    /// as well. The present one stays until that is proved. The caller must have
    /// [proved](crate::Settings::sensitive_after) who they are a short time ago. The mailbox of the account is told, with a
    /// link that [stops](super::ContactLink::Stop) the change.
    ///
    /// A change of the same kind that was begun before and not proved is replaced. An address of another account gets the same
    /// answer; its owner is told by mail, and nothing proves it.
    pub async fn begin_contact_change(&self, caller: &Caller, new: Contact) -> Result<(), BeginContactError> {
        self.begin_change(caller, Wanted { new, adds: false }).await
    }

    /// Begins to add a further e-mail address to those of the caller, as
    /// [`begin_contact_change`](Self::begin_contact_change) changes the main one. It counts once it is proved.
    pub async fn begin_adding_email(
        &self,
        caller: &Caller,
        new: EmailAddress,
    ) -> Result<(), BeginContactError> {
        self.begin_change(caller, Wanted { new: Contact::Email(new), adds: true }).await
    }

    async fn begin_change(&self, caller: &Caller, wanted: Wanted) -> Result<(), BeginContactError> {
        on_fresh_facts!(self.try_begin_change(caller, &wanted))
    }

    async fn try_begin_change(&self, caller: &Caller, wanted: &Wanted) -> Result<(), BeginContactError> {
        let recent = self.recently_proved(caller).await?;
        let who = recent.own();
        let kind = wanted.new.kind();
        self.require_own_contact(caller, kind).await?;
        if !self.can_prove_contact(kind) {
            return Err(BeginContactError::NotOffered);
        }
        self.require_change(who.user, wanted).await?;
        // Looked up in any case, and told by mail alone.
        let owner = self.other_owner(who.user.id, &wanted.new).await?;
        let waiting = self.waiting_change(who.user.id, kind).await?;
        let before = if wanted.adds { None } else { present(who.user, kind) };
        // Whatever somebody without an address asks for, the first one that they get is the main one.
        let is_first = kind == ContactKind::Email && who.user.email.is_none();
        let after = Some(wanted.new.clone());
        // Sent once more, it is the same change, of which the mailbox of the account knows.
        let same = waiting.as_ref().filter(|waiting| waiting.after == after && waiting.before == before);
        let known = same.and_then(|waiting| waiting.stop);
        let (token, stop) = (SecretToken::generate(self.entropy()), SecretToken::generate(self.entropy()));
        let now = self.now();
        let change = ContactChange {
            id: waiting.as_ref().map_or_else(|| self.new_id(), |waiting| waiting.id),
            user: who.user.id,
            before,
            after,
            is_first,
            token: token.digest(),
            stop: known.or_else(|| Some(stop.digest())),
            created_at: now,
            made_at: None,
            expires_at: now.plus(self.settings().contact_change_lifetime),
        };
        let mut act = who.act();
        let purpose = CodePurpose::ContactChange(change.id);
        let code = self.put_code(&mut act, &who, purpose, &Target::of(&wanted.new)).await?;
        self.queue_contact_proof(&mut act, who.user, owner.as_ref(), &change, &token, &code).await?;
        if known.is_none() {
            self.queue_contact_asked(&mut act, who.user, &change, kind, &stop).await?;
        }
        match waiting {
            Some(waiting) => act.changes().update(change, waiting.version),
            None => act.changes().insert(change),
        };
        let trace = Trace::of(who.user.id).with("what", kind.as_str()).with("to", wanted.new.masked());
        match self.commit(act.finish(self, Action::ContactChangeAsked, trace)).await {
            Err(StoreError::Conflict { record }) if record == recent.session().into() => {
                Err(StoreError::Conflict { record }.into())
            }
            // Another request of the same person has begun one just now, which its page shows.
            Err(StoreError::Conflict { .. } | StoreError::AlreadyExists { .. }) => Ok(()),
            written => Ok(written?),
        }
    }

    /// Refuses what would change nothing, and one address too many.
    async fn require_change(&self, user: &User, wanted: &Wanted) -> Result<(), BeginContactError> {
        let is_proved = match wanted.new {
            Contact::Email(_) => user.email_verified_at.is_some() || wanted.adds,
            Contact::Phone(_) => user.phone_verified_at.is_some(),
        };
        let present = present(user, wanted.new.kind());
        let is_there = is_proved && present.is_some_and(|present| present.is_same(&wanted.new));
        let (is_further, has_room) = match &wanted.new {
            Contact::Email(email) if wanted.adds => {
                let own = self.addresses_of(user).await?;
                (own.have(user.id, email), own.have_room())
            }
            _ => (false, true),
        };
        if is_there || is_further {
            return Err(BeginContactError::Unchanged);
        }
        if has_room { Ok(()) } else { Err(BeginContactError::TooMany) }
    }

    /// Sends what proves the change that waits once more, with a new link.
    pub async fn resend_contact_code(
        &self,
        caller: &Caller,
        kind: ContactKind,
    ) -> Result<(), BeginContactError> {
        let user = caller.user().ok_or(BeginContactError::NotFound)?;
        let waiting = self.waiting_change(user, kind).await?.ok_or(BeginContactError::NotFound)?;
        let adds = waiting.adds_email();
        let new = waiting.record.after.ok_or(BeginContactError::NotFound)?;
        self.begin_change(caller, Wanted { new, adds }).await
    }

    /// Whether codes can be sent to a contact of this kind.
    pub fn can_prove_contact(&self, kind: ContactKind) -> bool {
        kind == ContactKind::Email || self.settings().methods.contains(&AuthenticationMethod::SMS)
    }

    /// Refuses people who do not own this detail of theirs.
    pub(crate) async fn require_own_contact(
        &self,
        caller: &Caller,
        kind: ContactKind,
    ) -> Result<(), OwnContactError> {
        if self.settings().profile.may_write(field(kind), AttributeWriter::Person) {
            return Ok(());
        }
        let trace = Trace::default().with("reason", "field-not-writable").with("what", kind.as_str());
        self.note_refusal(caller, trace).await?;
        Err(OwnContactError::NotYours)
    }

    /// Somebody else whose address it is, or for whom it is reserved.
    pub(super) async fn other_owner(
        &self,
        user: UserId,
        contact: &Contact,
    ) -> Result<Option<Versioned<User>>, StoreError> {
        let Contact::Email(email) = contact else { return Ok(None) };
        match self.holder_of(email).await?.filter(|holder| *holder != user) {
            Some(holder) => self.store.users().get(holder).await,
            None => Ok(None),
        }
    }
}
