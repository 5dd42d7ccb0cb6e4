-- What an application is told by SAML, and how that is signed and encrypted.

ALTER TABLE identity_relying_parties ADD COLUMN saml TEXT NOT NULL DEFAULT '{}';
