//! The kinds of messages, and what is shown of a message in logs.

use super::message::MessageContent;
use std::fmt;

impl MessageContent {
    /// The stable name of its kind, as its templates have it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Invitation { .. } => "invitation",
            Self::InvitationRequested { .. } => "invitation_requested",
            Self::PasswordChanged { .. } => "password_changed",
            Self::Code { .. } => "code",
            Self::SmsTest => "sms_test",
            Self::AuthenticatorChanged { .. } => "authenticator_changed",
            Self::AuthenticatorsReset { .. } => "authenticators_reset",
            Self::IdentityLinked { .. } => "identity_linked",
            Self::AccountClosed { .. } => "account_closed",
            Self::ApprovalAsked { .. } => "approval_asked",
            Self::PasskeyCopied { .. } => "passkey_copied",
            Self::Recovery { .. } => "recovery",
            Self::FirstPassword { .. } => "first_password",
            Self::RecoveryStarted { .. } => "recovery_started",
            Self::LetterPrinted { .. } => "letter_printed",
            Self::RecoveryRefused { .. } => "recovery_refused",
            Self::ContactProof { .. } => "contact_proof",
            Self::ContactTaken { .. } => "contact_taken",
            Self::DomainProof { .. } => "domain_proof",
            Self::ContactAsked { .. } => "contact_asked",
            Self::EmailRemoved { .. } => "email_removed",
            Self::ContactChanged { .. } => "contact_changed",
            Self::Mandate { .. } => "mandate",
            Self::OrganizationState { .. } => "organization_state",
            Self::SignedOut { .. } => "signed_out",
            Self::RolesChanged { .. } => "roles_changed",
        }
    }

    /// Whether it tells somebody of a change to how their account is reached or signed in to, so that somebody without an e-mail
    /// address gets it as a text message.
    pub(crate) const fn is_security_notice(&self) -> bool {
        matches!(
            self,
            Self::PasswordChanged { .. }
                | Self::AuthenticatorChanged { .. }
                | Self::AuthenticatorsReset { .. }
                | Self::IdentityLinked { .. }
                | Self::AccountClosed { .. }
                | Self::ApprovalAsked { .. }
                | Self::PasskeyCopied { .. }
                | Self::LetterPrinted { .. }
                | Self::ContactAsked { .. }
                | Self::ContactChanged { .. }
        )
    }
}

impl fmt::Debug for MessageContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(self.kind()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_a_message_has_neither_links_nor_codes() {
        let (link, code) = ("https://id.example/recover/secret", "s3cr3t-code");
        let expires_at = crate::Timestamp::from_unix_seconds(0);
        let contents = [
            MessageContent::Recovery { given_name: "Ada".to_owned(), link: link.to_owned(), expires_at },
            MessageContent::Code { code: code.to_owned(), minutes: 10, host: "id.example".to_owned() },
            MessageContent::ContactProof {
                given_name: "Ada".to_owned(),
                code: code.to_owned(),
                minutes: 10,
                link: link.to_owned(),
                expires_at,
            },
        ];
        for content in contents {
            let kind = serde_json::to_value(&content).unwrap()["kind"].clone();
            let shown = format!("{:?}", super::super::Message::new("ada@example.com", content.clone()));
            assert!(!shown.contains("secret") && !shown.contains(code), "{shown}");
            assert!(shown.contains(content.kind()), "{shown}");
            assert_eq!(kind, content.kind());
        }
    }
}
