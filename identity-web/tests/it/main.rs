//! Tests of the public face of identity-web, in one binary so that it is linked once.
mod saml;
