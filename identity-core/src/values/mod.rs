//! Values that are parsed once and are right from then on.
