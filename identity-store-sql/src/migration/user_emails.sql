-- The e-mail addresses of people, each once. The main ones are those that people have already; such a row has the id of its
-- person, which is free in this table.

CREATE TABLE identity_user_emails (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    user_id {uuid} NOT NULL,
    email TEXT NOT NULL,
    usage TEXT NOT NULL,
    verified_at {int},
    created_at {int} NOT NULL,
    kept_until {int},
    email_canonical TEXT NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_user_emails_email ON identity_user_emails (email_canonical);
CREATE INDEX identity_user_emails_user ON identity_user_emails (user_id, id);
CREATE INDEX identity_user_emails_kept ON identity_user_emails (kept_until);

INSERT INTO identity_user_emails (id, version, user_id, email, usage, created_at, email_canonical)
    SELECT id, 1, id, email, 'main', created_at, email_canonical FROM identity_users;

ALTER TABLE identity_contact_changes ADD COLUMN stop {bytes};
CREATE UNIQUE INDEX identity_contact_changes_stop ON identity_contact_changes (stop);
