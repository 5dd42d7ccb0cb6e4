-- The invitation that a deployment makes for its first administrator says with which rights each role is given.
ALTER TABLE identity_invitations ADD COLUMN first_administrator TEXT;
