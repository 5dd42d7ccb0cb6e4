-- People without an e-mail address, who sign in by user name. SQLite cannot take NOT NULL from a column, so the tables are made
-- anew.

CREATE TABLE identity_users_new (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    username TEXT,
    email TEXT,
    email_verified_at {int},
    phone TEXT,
    phone_verified_at {int},
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    locale TEXT,
    attributes TEXT NOT NULL,
    state TEXT NOT NULL,
    erase_at {int},
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    email_canonical TEXT,
    username_canonical TEXT
) {strict};
INSERT INTO identity_users_new (
    id, version, username, email, email_verified_at, phone, phone_verified_at, given_name, family_name, locale, attributes,
    state, erase_at, created_at, updated_at, email_canonical, username_canonical
) SELECT
    id, version, username, email, email_verified_at, phone, phone_verified_at, given_name, family_name, locale, attributes,
    state, erase_at, created_at, updated_at, email_canonical, username_canonical
FROM identity_users;
DROP TABLE identity_users;
ALTER TABLE identity_users_new RENAME TO identity_users;
CREATE UNIQUE INDEX identity_users_email ON identity_users (email_canonical);
CREATE UNIQUE INDEX identity_users_username ON identity_users (username_canonical);
CREATE INDEX identity_users_erase ON identity_users (erase_at) WHERE erase_at IS NOT NULL;

CREATE TABLE identity_recoveries_new (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    user_id {uuid} NOT NULL,
    token {bytes} NOT NULL,
    email TEXT,
    return_to TEXT NOT NULL,
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    kind TEXT NOT NULL DEFAULT 'forgotten'
) {strict};
INSERT INTO identity_recoveries_new (id, version, user_id, token, email, return_to, created_at, expires_at, kind)
    SELECT id, version, user_id, token, email, return_to, created_at, expires_at, kind FROM identity_recoveries;
DROP TABLE identity_recoveries;
ALTER TABLE identity_recoveries_new RENAME TO identity_recoveries;
CREATE UNIQUE INDEX identity_recoveries_token ON identity_recoveries (token);
CREATE INDEX identity_recoveries_user ON identity_recoveries (user_id, id);
CREATE INDEX identity_recoveries_expiry ON identity_recoveries (expires_at);

ALTER TABLE identity_contact_changes ADD COLUMN is_first {bool} NOT NULL DEFAULT {false};
