-- When a closed account is erased. Few accounts are closed, so the index holds few.

ALTER TABLE identity_users ADD COLUMN erase_at {int};
CREATE INDEX identity_users_erase ON identity_users (erase_at) WHERE erase_at IS NOT NULL;

-- Whom and what an audit event is about, so that a person's history is found and their data in it can be erased.
ALTER TABLE identity_audit_events ADD COLUMN about_id {uuid};
UPDATE identity_audit_events SET about_id =
    coalesce({user of details}, CASE WHEN target_kind = 'user' THEN target_id END);
CREATE INDEX identity_audit_events_about ON identity_audit_events (about_id, id);
CREATE INDEX identity_audit_events_target ON identity_audit_events (target_id, id);
