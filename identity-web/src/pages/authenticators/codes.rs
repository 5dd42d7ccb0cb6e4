//! Recovery codes as a page shows them, once.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::pages::authenticators::views::RecoveryCodes;
use crate::visit::visitor::Visit;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The page of new recovery codes, which is the answer to what was posted, since nothing keeps them. Without codes it says how
/// to make new ones.
pub(crate) fn recovery_codes(
    visit: &Visit,
    added: Option<PageText>,
    codes: Vec<String>,
    back_path: String,
) -> Result<RecoveryCodes, PageFailure> {
    let brand = visit.state.pages.brand_name();
    let mut lines =
        vec![visit.say(&PageText::new("recovery-codes-file").with("brand", brand))?, String::new()];
    lines.extend(codes.iter().cloned());
    Ok(RecoveryCodes { added, file: file(&lines), codes, back_path })
}

/// A text file within an address. Its lines end as every system reads them.
pub(super) fn file(lines: &[String]) -> String {
    let text = lines.join("\r\n") + "\r\n";
    format!("data:text/plain;charset=utf-8,{}", utf8_percent_encode(&text, NON_ALPHANUMERIC))
}
