//! Colours, and whether text in them can be read.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A colour of sRGB, written `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour([u8; 3]);

/// A text that is not a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a colour has the form #rrggbb")]
pub struct NotAColour;

impl Colour {
    /// The least contrast of text (WCAG 2.2, success criterion 1.4.3, level AA).
    pub const LEAST_CONTRAST: f64 = 4.5;

    /// The backgrounds and foregrounds that the accent colour of light pages meets: the ground of the page, and the white
    /// text of buttons.
    pub const ON_LIGHT: [Self; 2] = [Self([0xF6, 0xF4, 0xEF]), Self([0xFF, 0xFF, 0xFF])];

    /// The same of dark pages: the surface of cards, the ground of the page, and the dark text of buttons.
    pub const ON_DARK: [Self; 3] =
        [Self([0x1B, 0x21, 0x20]), Self([0x12, 0x17, 0x16]), Self([0x06, 0x23, 0x1D])];

    /// Reads `#rrggbb`, in any case.
    pub fn parse(text: &str) -> Result<Self, NotAColour> {
        let digits = |hex: &&str| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        let hex = text.strip_prefix('#').filter(digits).ok_or(NotAColour)?;
        let [_, red, green, blue] = u32::from_str_radix(hex, 16).map_err(|_| NotAColour)?.to_be_bytes();
        Ok(Self([red, green, blue]))
    }

    /// The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The lowest contrast with any of these.
    pub fn least_contrast(self, others: &[Self]) -> f64 {
        others.iter().fold(21.0, |least, other| self.contrast(*other).min(least))
    }

    /// Whether text can be read where this colour meets any of these.
    pub fn is_readable(self, others: &[Self]) -> bool {
        self.least_contrast(others) >= Self::LEAST_CONTRAST
    }

    /// The nearest colour on the way to black, or else to white, that can be read where it meets these.
    #[must_use]
    pub fn readable(self, others: &[Self]) -> Self {
        let on_the_way = |end: u8| {
            let mut mixed = (0..=u8::MAX).map(|share| self.mixed(end, share));
            mixed.find(|colour| colour.is_readable(others))
        };
        on_the_way(0).or_else(|| on_the_way(u8::MAX)).unwrap_or(self)
    }

    /// So much of black (0) or white (255) mixed in, of 255 parts.
    fn mixed(self, end: u8, share: u8) -> Self {
        let mix = |channel: u8| {
            let sum = u32::from(channel) * u32::from(u8::MAX - share) + u32::from(end) * u32::from(share);
            u8::try_from(sum / u32::from(u8::MAX)).unwrap_or(end)
        };
        Self(self.0.map(mix))
    }

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(self) -> f64 {
        let linear = self.0.map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        linear.iter().zip([0.2126, 0.7152, 0.0722]).map(|(value, weight)| value * weight).sum()
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([red, green, blue]) = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl TryFrom<String> for Colour {
    type Error = NotAColour;

    fn try_from(text: String) -> Result<Self, NotAColour> {
        Self::parse(&text)
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_six_digits_are_a_colour() {
        assert_eq!(Colour::parse("#0B6e5F").unwrap().to_string(), "#0b6e5f");
        for text in ["teal", "#0b6", "#0b6e5f;}", "#+b6e5f", "0b6e5f", "", "#éé"] {
            assert_eq!(Colour::parse(text), Err(NotAColour), "{text:?}");
        }
    }

    #[test]
    fn the_contrast_is_that_of_wcag() {
        let of = |text| Colour::parse(text).unwrap();
        assert!((of("#000000").contrast(of("#ffffff")) - 21.0).abs() < 0.001);
        // The grey on white that is quoted as just enough, and the one that is just not.
        assert!(of("#767676").contrast(of("#ffffff")) >= 4.5);
        assert!(of("#777777").contrast(of("#ffffff")) < 4.5);
    }

    proptest! {
        #[test]
        fn what_would_pass_passes(rgb: [u8; 3]) {
            for surfaces in [Colour::ON_LIGHT.as_slice(), &Colour::ON_DARK] {
                let found = Colour(rgb).readable(surfaces);
                prop_assert!(found.is_readable(surfaces), "{found}");
                prop_assert_eq!(found.readable(surfaces), found);
            }
        }
    }
}
