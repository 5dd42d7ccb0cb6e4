//! How pages and mails look for an organisation, for an application, and in the whole deployment.

mod brand;
mod colour;
mod logo;
mod look;

pub use brand::{Brand, BrandFilter, BrandKey, BrandSubject};
pub use colour::{Colour, NotAColour};
pub use logo::{InvalidLogo, Logo};
pub use look::BrandLook;
