//! A text as a picture that cameras read (ISO/IEC 18004).

use crate::page::failure::PageFailure;
use qrcode::QrCode;
use qrcode::render::svg;

/// The picture as SVG, dark on light in any colour scheme, with the quiet zone that readers need.
pub(crate) fn qr_code(text: &str) -> Result<String, PageFailure> {
    let failed = |_| PageFailure::Internal("a text is too long for a QR code".into());
    let code = QrCode::new(text.as_bytes()).map_err(failed)?;
    let image = code.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    Ok(image.split_once("?>").map_or(image.clone(), |(_, image)| image.trim().to_owned()))
}
