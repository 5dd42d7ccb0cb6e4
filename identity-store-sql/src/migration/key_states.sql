-- Since when a signing key is in its state, and until when. A key of the release before signs since it was made.

ALTER TABLE identity_signing_keys ADD COLUMN state_since {int} NOT NULL DEFAULT 0;
ALTER TABLE identity_signing_keys ADD COLUMN state_until {int};
UPDATE identity_signing_keys SET state_since = created_at;
CREATE UNIQUE INDEX identity_signing_keys_next ON identity_signing_keys (key_use) WHERE state = 'next';
