-- Applications by SAML that administrators register: where their metadata came from, and who may try them first.
ALTER TABLE identity_relying_parties ADD COLUMN metadata TEXT;
ALTER TABLE identity_relying_parties ADD COLUMN trial {bool} NOT NULL DEFAULT {false};
