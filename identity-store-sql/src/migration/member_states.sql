-- Whether each member can sign in, beside the person's name, so that the people of an organisation are listed by it.

ALTER TABLE identity_memberships ADD COLUMN state TEXT NOT NULL DEFAULT 'active';
UPDATE identity_memberships SET state =
    (SELECT identity_users.state FROM identity_users WHERE identity_users.id = identity_memberships.user_id)
    WHERE EXISTS (SELECT 1 FROM identity_users WHERE identity_users.id = identity_memberships.user_id);
