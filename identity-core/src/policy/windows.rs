use crate::Timestamp;
use crate::domain::Period;

/// When something holds: spans of microseconds with inclusive start and exclusive end. Nearly always it is one span,
/// which is kept in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Windows {
    first: Span,
    more: Option<Box<Self>>,
}

/// One span. Half the size of the [`Period`] that it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    from: i64,
    until: i64,
}

impl Span {
    const NEVER: Self = Self { from: 0, until: 0 };

    const fn is_empty(self) -> bool {
        self.from >= self.until
    }

    /// When it begins, if it has not always been.
    pub(super) fn starts_at(self) -> Option<Timestamp> {
        (self.from != i64::MIN).then(|| Timestamp::from_unix_micros(self.from))
    }

    /// When it ends, if it does.
    pub(super) fn ends_at(self) -> Option<Timestamp> {
        (self.until != i64::MAX).then(|| Timestamp::from_unix_micros(self.until))
    }

    const fn contains(self, micros: i64) -> bool {
        self.from <= micros && micros < self.until
    }

    fn and(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), until: self.until.min(other.until) }
    }
}

impl From<Period> for Span {
    fn from(period: Period) -> Self {
        Self {
            from: period.starts_at.map_or(i64::MIN, Timestamp::unix_micros),
            until: period.ends_at.map_or(i64::MAX, Timestamp::unix_micros),
        }
    }
}

impl Windows {
    /// The union of some periods.
    pub(super) fn any_of(periods: impl IntoIterator<Item = Period>) -> Self {
        Self::of(periods.into_iter().map(Span::from))
    }

    fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans = spans.filter(|span| !span.is_empty());
        let first = spans.next().unwrap_or(Span::NEVER);
        let mut rest: Vec<_> = spans.collect();
        if rest.is_empty() {
            return Self { first, more: None };
        }
        rest.push(first);
        Self::joined(rest)
    }

    /// Spans that overlap or meet become one, so that the windows of a long chain stay as few as its spans.
    fn joined(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable_by_key(|span| span.from);
        let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match apart.last_mut() {
                Some(last) if span.from <= last.until => last.until = last.until.max(span.until),
                _ => apart.push(span),
            }
        }
        let one_more = |more: Option<Self>, first| Some(Self { first, more: more.map(Box::new) });
        apart.into_iter().rev().fold(None, one_more).unwrap_or(Self { first: Span::NEVER, more: None })
    }

    /// When both hold.
    pub(super) fn and(&self, other: &Self) -> Self {
        Self::of(self.spans().flat_map(|span| other.spans().map(move |with| span.and(with))))
    }

    pub(super) fn contains(&self, at: Timestamp) -> bool {
        let micros = at.unix_micros();
        self.first.contains(micros) || self.spans().skip(1).any(|span| span.contains(micros))
    }

    fn spans(&self) -> impl Iterator<Item = Span> {
        std::iter::successors(Some(self), |windows| windows.more.as_deref()).map(|windows| windows.first)
    }
}
