-- What waits for one person is found, so that a further notice is written into it.

CREATE INDEX identity_outbox_messages_recipient ON identity_outbox_messages (recipient, id);
