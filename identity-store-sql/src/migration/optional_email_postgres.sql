-- People without an e-mail address, who sign in by user name.

ALTER TABLE identity_users ALTER COLUMN email DROP NOT NULL;
ALTER TABLE identity_users ALTER COLUMN email_canonical DROP NOT NULL;
ALTER TABLE identity_recoveries ALTER COLUMN email DROP NOT NULL;
ALTER TABLE identity_contact_changes ADD COLUMN is_first {bool} NOT NULL DEFAULT {false};
