//! What a gateway answered, in plain words.

use super::views::SmsTestLine;
use crate::delivery::sms_request::{ANSWERED, NO_ANSWER, NOT_REACHED};
use crate::language::PageText;
use identity_core::delivery::SmsTestStatus;
use identity_core::domain::MessageState;

/// What became of a test message.
pub(super) fn test_line(status: &SmsTestStatus) -> SmsTestLine {
    let reason = status.delivery.last_error.as_deref().unwrap_or_default();
    let (state, tone, text, said) = match status.delivery.state {
        MessageState::Queued => ("delivery-queued", "", PageText::new("sms-test-waits"), None),
        MessageState::Sent => ("delivery-sent", "good", PageText::new("sms-test-sent"), None),
        MessageState::Dead => {
            let (text, said) = failure(reason);
            ("delivery-failed", "bad", text, said)
        }
    };
    SmsTestLine { to: status.to.clone(), at: status.at, state: PageText::new(state), tone, text, said }
}

/// Why a test message did not go out, and what the gateway said itself.
fn failure(reason: &str) -> (PageText, Option<String>) {
    if let Some(answer) = reason.strip_prefix(ANSWERED) {
        let (status, said) = answer.split_once(": ").unwrap_or((answer, ""));
        let code = status.split(' ').next().and_then(|code| code.parse().ok()).unwrap_or_default();
        let said = Some(said.trim()).filter(|said| !said.is_empty()).map(ToOwned::to_owned);
        return (PageText::new(meaning(code)).with("status", code.to_string()), said);
    }
    if let Some(cause) = reason.strip_prefix(NOT_REACHED) {
        return (PageText::new("sms-test-unreached"), Some(cause.to_owned()));
    }
    match reason {
        NO_ANSWER | "no-answer" => (PageText::new("delivery-no-answer"), None),
        "no-transport" => (PageText::new("delivery-no-transport"), None),
        other => (PageText::new("sms-test-failed"), Some(other.to_owned())),
    }
}

/// What a status of HTTP means to somebody who set up a gateway.
const fn meaning(status: u16) -> &'static str {
    match status {
        300..=399 => "sms-test-moved",
        401 | 403 => "sms-test-key",
        404 | 405 | 410 => "sms-test-address",
        429 => "sms-test-many",
        400..=499 => "sms-test-values",
        _ => "sms-test-broken",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a reason has these words, and the quote beside them.
    fn told(reason: &str) -> (String, Option<String>) {
        let (text, said) = failure(reason);
        (text.key.to_string(), said)
    }

    #[test]
    fn each_answer_has_its_words() {
        let said = |text: &str| Some(text.to_owned());
        let answered = |rest: &str| told(&format!("{ANSWERED}{rest}"));
        assert_eq!(
            answered("401 Unauthorized: who are you"),
            ("sms-test-key".to_owned(), said("who are you"))
        );
        assert_eq!(answered("404 Not Found: "), ("sms-test-address".to_owned(), None));
        assert_eq!(
            answered("400 Bad Request: to: missing"),
            ("sms-test-values".to_owned(), said("to: missing"))
        );
        assert_eq!(answered("307 Temporary Redirect: "), ("sms-test-moved".to_owned(), None));
        assert_eq!(answered("503 Service Unavailable: later"), ("sms-test-broken".to_owned(), said("later")));
        assert_eq!(told(NO_ANSWER), ("delivery-no-answer".to_owned(), None));
        assert_eq!(
            told(&format!("{NOT_REACHED}refused")),
            ("sms-test-unreached".to_owned(), said("refused"))
        );
        assert_eq!(told("something else"), ("sms-test-failed".to_owned(), said("something else")));
    }
}
