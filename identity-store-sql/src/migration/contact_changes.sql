-- Changes of e-mail addresses and telephone numbers, and which telephone numbers were proved.

ALTER TABLE identity_users ADD COLUMN phone_verified_at {int};

CREATE TABLE identity_contact_changes (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    user_id {uuid} NOT NULL,
    before TEXT,
    after TEXT,
    token {bytes} NOT NULL,
    created_at {int} NOT NULL,
    made_at {int},
    expires_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_contact_changes_token ON identity_contact_changes (token);
CREATE INDEX identity_contact_changes_user ON identity_contact_changes (user_id, id);
CREATE INDEX identity_contact_changes_expiry ON identity_contact_changes (expires_at);
