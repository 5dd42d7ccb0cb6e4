//! Logos: PNG images that are small, and hold an image and nothing else.

use crate::domain::octets;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// A logo as a PNG image (ISO/IEC 15948), without text, metadata, animation or anything behind its end.
///
/// Whether the image data can be drawn is left to the browser: they are at most [`MAX_OCTETS`](Self::MAX_OCTETS), and the
/// size of the drawn image is bounded.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Logo(#[serde(with = "octets")] Vec<u8>);

/// Octets that are no logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidLogo {
    /// More octets than [`Logo::MAX_OCTETS`].
    #[error("a logo has at most {} octets", Logo::MAX_OCTETS)]
    TooLarge,
    /// Another format, or one that is cut off.
    #[error("a logo is a PNG image")]
    NotPng,
    /// Too small or too large to be shown.
    #[error("a logo is {} to {} pixels wide and high", Logo::FEWEST_PIXELS, Logo::MOST_PIXELS)]
    Size,
}

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What an image needs to be drawn; everything else is left out, such as where and when it was made.
const KEPT: [&[u8; 4]; 7] = [b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND"];

impl Logo {
    /// The most octets.
    pub const MAX_OCTETS: usize = 32 * 1024;

    /// The fewest pixels in each direction.
    pub const FEWEST_PIXELS: u32 = 16;

    /// The most pixels in each direction.
    pub const MOST_PIXELS: u32 = 1024;

    /// Reads a PNG image, and leaves out what is not needed to draw it. Bounds are checked before anything is read.
    pub fn parse(octets: &[u8]) -> Result<Self, InvalidLogo> {
        if octets.len() > Self::MAX_OCTETS {
            return Err(InvalidLogo::TooLarge);
        }
        let mut rest = octets.strip_prefix(SIGNATURE).ok_or(InvalidLogo::NotPng)?;
        let (mut kept, mut has_image, mut is_first) = (SIGNATURE.to_vec(), false, true);
        loop {
            let (chunk, behind) = chunk(rest).ok_or(InvalidLogo::NotPng)?;
            if is_first {
                check_size(chunk)?;
            } else if chunk.kind == b"IHDR" {
                // The size of the first one was looked at, and a browser may go by another.
                return Err(InvalidLogo::NotPng);
            }
            has_image |= chunk.kind == b"IDAT";
            if KEPT.iter().any(|kind| *kind == chunk.kind) {
                kept.extend_from_slice(chunk.whole);
            }
            if chunk.kind == b"IEND" {
                return if has_image { Ok(Self(kept)) } else { Err(InvalidLogo::NotPng) };
            }
            (rest, is_first) = (behind, false);
        }
    }

    /// The image.
    pub fn octets(&self) -> &[u8] {
        &self.0
    }

    /// What its address ends with: another image has another one.
    pub fn digest(&self) -> String {
        let digest = Sha256::digest(&self.0);
        digest.iter().take(12).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    }
}

/// A part of the image.
#[derive(Clone, Copy)]
struct Chunk<'a> {
    kind: &'a [u8],
    data: &'a [u8],
    /// With length and check sum.
    whole: &'a [u8],
}

/// The first part, and what is behind it; `None` if it is cut off or its check sum is another one.
fn chunk(octets: &[u8]) -> Option<(Chunk<'_>, &[u8])> {
    let length = usize::try_from(u32::from_be_bytes(*octets.first_chunk()?)).ok()?;
    let (whole, behind) = octets.split_at_checked(length.checked_add(12)?)?;
    let (summed, sum) = whole.get(4..)?.split_last_chunk::<4>()?;
    let (kind, data) = summed.split_first_chunk::<4>()?;
    (crc(summed) == u32::from_be_bytes(*sum)).then_some((Chunk { kind, data, whole }, behind))
}

/// The header comes first and says the size.
fn check_size(header: Chunk<'_>) -> Result<(), InvalidLogo> {
    if header.kind != b"IHDR" || header.data.len() != 13 {
        return Err(InvalidLogo::NotPng);
    }
    let bounds = Logo::FEWEST_PIXELS..=Logo::MOST_PIXELS;
    let sides = header.data.chunks_exact(4).take(2).filter_map(|side| side.first_chunk::<4>());
    let fits = sides.map(|side| u32::from_be_bytes(*side)).all(|side| bounds.contains(&side));
    if fits { Ok(()) } else { Err(InvalidLogo::Size) }
}

/// The check sum of a part (ISO/IEC 15948, annex D).
fn crc(octets: &[u8]) -> u32 {
    let of_byte = |sum: u32, byte: &u8| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 },
        )
    };
    !octets.iter().fold(u32::MAX, of_byte)
}

/// An image is no text for a log.
impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Logo({} octets)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
        let summed = [kind.as_slice(), data].concat();
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [length.as_slice(), &summed, &crc(&summed).to_be_bytes()].concat()
    }

    fn header(width: u32, height: u32) -> Vec<u8> {
        let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
        part(*b"IHDR", &[sides.as_slice(), &[8, 0, 0, 0, 0]].concat())
    }

    fn image(parts: &[Vec<u8>]) -> Vec<u8> {
        [SIGNATURE, &parts.concat()].concat()
    }

    #[test]
    fn w_06_an_image_keeps_nothing_but_the_image() {
        let (data, end) = (part(*b"IDAT", b"pixels"), part(*b"IEND", b""));
        let script = part(*b"tEXt", b"Comment\0<script>alert(1)</script>");
        let place = part(*b"eXIf", b"60.17 N 24.94 E");
        let bare = image(&[header(32, 32), data.clone(), end.clone()]);
        let mut full = image(&[header(32, 32), script, place, part(*b"acTL", &[0; 8]), data, end]);
        full.extend(b"<html><script>alert(1)</script>");
        let logo = Logo::parse(&full).unwrap();
        assert_eq!(logo.octets(), bare);
        assert_eq!(logo, Logo::parse(&bare).unwrap());
        assert_eq!(logo.digest().len(), 24);
    }

    #[test]
    fn what_is_no_small_png_is_refused() {
        let (data, end) = (part(*b"IDAT", b"pixels"), part(*b"IEND", b""));
        let whole = image(&[header(16, 1024), data.clone(), end.clone()]);
        assert!(Logo::parse(&whole).is_ok());
        for length in 0..whole.len() {
            assert_eq!(Logo::parse(&whole[..length]), Err(InvalidLogo::NotPng), "{length}");
        }
        for (width, height) in [(15, 32), (32, 0), (1025, 32), (32, u32::MAX)] {
            let sized = image(&[header(width, height), data.clone(), end.clone()]);
            assert_eq!(Logo::parse(&sized), Err(InvalidLogo::Size));
        }
        for other in [
            b"<svg onload=alert(1)>".to_vec(),
            b"GIF89a".to_vec(),
            image(&[data.clone(), header(32, 32), end.clone()]),
            image(&[header(32, 32), end.clone()]),
            image(&[header(32, 32), header(9000, 9000), data.clone(), end.clone()]),
            image(&[header(32, 32), [u32::MAX.to_be_bytes().to_vec(), data.clone()].concat(), end]),
        ] {
            assert_eq!(Logo::parse(&other), Err(InvalidLogo::NotPng));
        }
        let mut wrong_sum = whole;
        let last = wrong_sum.len() - 1;
        wrong_sum[last] ^= 1;
        assert_eq!(Logo::parse(&wrong_sum), Err(InvalidLogo::NotPng));
        assert_eq!(Logo::parse(&vec![0; Logo::MAX_OCTETS + 1]), Err(InvalidLogo::TooLarge));
    }
}
