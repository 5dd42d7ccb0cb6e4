-- What people prove who they are with beside a password, and the codes that were sent to them.

ALTER TABLE identity_credentials ADD COLUMN label TEXT;
ALTER TABLE identity_credentials ADD COLUMN begun_in_id {uuid};
ALTER TABLE identity_credentials ADD COLUMN confirmed_at {int};
ALTER TABLE identity_credentials ADD COLUMN last_used_at {int};
CREATE UNIQUE INDEX identity_credentials_recovery ON identity_credentials (user_id)
    WHERE secret_kind = 'recovery_codes';

ALTER TABLE identity_relying_parties ADD COLUMN factors TEXT NOT NULL DEFAULT 'one';

CREATE TABLE identity_sent_codes (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    purpose_kind TEXT NOT NULL,
    purpose_id {uuid} NOT NULL,
    user_id {uuid} NOT NULL,
    target TEXT NOT NULL,
    digest {bytes} NOT NULL,
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_sent_codes_purpose ON identity_sent_codes (purpose_kind, purpose_id);
CREATE INDEX identity_sent_codes_expiry ON identity_sent_codes (expires_at);
