-- What clients do for organisations: who answers for what they hold, and the mandate behind a token.

ALTER TABLE identity_grants ADD COLUMN owner_id {uuid};
ALTER TABLE identity_access_tokens ADD COLUMN mandate_id {uuid};
