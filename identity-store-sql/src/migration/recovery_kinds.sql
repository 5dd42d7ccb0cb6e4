-- Why a link for a password was made: asked for, started by an administrator, or for a first password.

ALTER TABLE identity_recoveries ADD COLUMN kind TEXT NOT NULL DEFAULT 'forgotten';
