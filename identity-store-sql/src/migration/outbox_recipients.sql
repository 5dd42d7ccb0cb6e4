-- What waits for one person is found, so that a further notice is written into it. An index of PostgreSQL takes no long text;
-- 254 characters are all of an address.

CREATE INDEX identity_outbox_messages_recipient ON identity_outbox_messages ((substr(recipient, 1, 254)), id);
