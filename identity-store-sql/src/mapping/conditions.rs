//! The conditions that filters are made of.

use crate::row::Cell;
use identity_core::Timestamp;
use identity_core::values::FoldedText;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, LikeExpr};
use uuid::Uuid;

/// The column holds the value.
pub(super) fn is<T: Cell>(column: &'static str, value: &T) -> Expr {
    Expr::col(column).eq(value.to_raw())
}

/// The column holds one of the ids; with none given, no row passes.
pub(super) fn one_of<I: Copy + Into<Uuid>>(column: &'static str, ids: &[I]) -> Expr {
    Expr::col(column).is_in(ids.iter().map(|id| -> Uuid { (*id).into() }))
}

/// The path begins with this one. A path ends in `/`, and the character behind `/` is `0`, so that what
/// begins with it is a range of the index on the column, in binary order.
pub(super) fn below(path: &str) -> Expr {
    let behind = format!("{}0", path.trim_end_matches('/'));
    Expr::col("path").gte(path).and(Expr::col("path").lt(behind))
}

/// The longest text that is searched for. No line of a search text is that long, and SQLite takes patterns of up to
/// 50,000 octets.
const MAX_PART: usize = 20_000;

/// The folded text in the column has the part in it.
pub(super) fn has_part(column: &'static str, part: &FoldedText) -> Expr {
    // No name has U+0000.
    if part.as_str().len() > MAX_PART || part.as_str().contains('\0') {
        return none();
    }
    let mut pattern = String::from("%");
    for character in part.to_raw().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    Expr::col(column).like(LikeExpr::new(pattern).escape('\\'))
}

/// Holds always, until conditions are added.
pub(super) fn all() -> Condition {
    Condition::all()
}

/// Holds never.
pub(super) fn none() -> Expr {
    Expr::val(1).eq(2)
}

/// The filter that short-lived records have in common.
pub(super) fn expired(before: Option<Timestamp>) -> Option<Expr> {
    until_before("expires_at", before)
}

/// Holds for the rows whose time in a column is before the given one, and not for those that have none.
pub(super) fn until_before(column: &'static str, before: Option<Timestamp>) -> Option<Expr> {
    before.map(|limit| Expr::col(column).lt(limit.to_raw()))
}
