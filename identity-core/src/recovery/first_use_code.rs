//! The code of a letter, for those who type it in place of the long address.

use super::first_use_error::FirstUseError;
use super::open_error::OpenRecoveryError;
use crate::authority::{Identity, Trace, counter_of_network};
use crate::domain::{Action, Device};
use crate::entropy::Entropy;
use crate::secrets::{Secret, SecretToken, draw_symbols, read_symbols};
use sha2::{Digest, Sha256};
use std::time::Duration;

/// How many symbols of five bits it has: 80 bits, of which nobody guesses any, and nobody finds one from its digest.
const SYMBOLS: usize = 16;

/// How many of them stand together.
const GROUP: usize = 4;

const HOUR: Duration = Duration::from_hours(1);

/// A code that stands in a letter beside the link. Both are the same: the token of the link is made from it.
pub(super) struct FirstUseCode(Secret);

impl FirstUseCode {
    /// Draws one.
    pub(super) fn draw(entropy: &dyn Entropy) -> Self {
        Self(draw_symbols::<SYMBOLS>(entropy))
    }

    /// Reads one as it was typed: in groups or not, in capitals or not, and with letters that look like digits.
    fn read(typed: &Secret) -> Option<Self> {
        read_symbols::<SYMBOLS>(typed).map(Self)
    }

    /// As it is printed: capitals in groups of four.
    pub(super) fn shown(&self) -> String {
        let capitals: Vec<char> = self.0.expose().to_ascii_uppercase().chars().collect();
        let groups: Vec<String> = capitals.chunks(GROUP).map(|group| group.iter().collect()).collect();
        groups.join("-")
    }

    /// The token of the link that it stands for.
    pub(super) fn token(&self) -> SecretToken {
        let digest = Sha256::new().chain_update(b"first-use code ").chain_update(self.0.expose().as_bytes());
        SecretToken::of_octets(digest.finalize().into())
    }
}

impl Identity {
    /// The token of the link of a letter, for the code that stands beside it: with it, the person goes on as with the link.
    ///
    /// A code that never was, one that was used, and one in whose place a new letter came get the same answer. After
    /// [`recoveries_per_network`](crate::Settings::recoveries_per_network) wrong codes within an hour, nobody of the same network
    /// gets any further.
    pub async fn first_use_link(
        &self,
        code: &Secret,
        device: &Device,
        reference: Option<&str>,
    ) -> Result<SecretToken, FirstUseError> {
        let limit = self.settings().recoveries_per_network;
        let (counter, limit) = counter_of_network("first-use-from", device, limit);
        let (counters, window) = (self.store.counters(), self.window(HOUR));
        if counters.count(&counter, window).await? >= limit {
            return Err(FirstUseError::TooMany);
        }
        let token = FirstUseCode::read(code).map(|code| code.token());
        let opened = match &token {
            Some(token) => self.usable_recovery(token).await.map(|_| token.clone()),
            None => Err(OpenRecoveryError::Unknown),
        };
        match opened {
            Ok(token) => Ok(token),
            Err(OpenRecoveryError::Expired) => Err(FirstUseError::Expired),
            Err(OpenRecoveryError::Store(error)) => Err(error.into()),
            Err(OpenRecoveryError::Unknown) => {
                counters.hit(&counter, window).await?;
                let trace = Trace::default().with("reason", "first-use");
                self.note_some_tries(Action::RecoveryRefused, trace, reference, device.network()).await?;
                Err(FirstUseError::WrongCode)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededEntropy;

    #[test]
    fn a_code_is_read_as_people_copy_it_and_leads_to_one_token() {
        let code = FirstUseCode::draw(&SeededEntropy::new(3));
        let shown = code.shown();
        assert_eq!(shown.len(), SYMBOLS + SYMBOLS / GROUP - 1);
        for typed in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', ""),
            shown.replace('-', " "),
            format!("  {} ", shown.replace('0', "O").replace('1', "l")),
        ] {
            let read = FirstUseCode::read(&Secret::new(typed)).unwrap();
            assert_eq!(read.token(), code.token());
        }
        let shorter = &shown[..shown.len() - 1];
        for wrong in
            ["", "-", shorter, &format!("{shown}0"), &shown.replace('-', "!"), &"0".repeat(1_000_000)]
        {
            assert!(FirstUseCode::read(&Secret::new(wrong)).is_none());
        }
        let other = FirstUseCode::draw(&SeededEntropy::new(4));
        assert_ne!(other.token(), code.token());
    }
}
