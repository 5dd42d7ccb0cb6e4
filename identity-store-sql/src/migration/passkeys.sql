-- Passkeys are found by the id that their authenticator gave them.

ALTER TABLE identity_credentials ADD COLUMN passkey_id TEXT;
CREATE UNIQUE INDEX identity_credentials_passkey ON identity_credentials (passkey_id);
