-- A logout says who has to hear of it, and which browser goes on with it. Those under way are over within ten minutes.
DELETE FROM identity_logouts;
ALTER TABLE identity_logouts ADD COLUMN parties TEXT NOT NULL DEFAULT '[]';
ALTER TABLE identity_logouts ADD COLUMN browser {bytes};
ALTER TABLE identity_logouts ADD COLUMN return_to TEXT;
ALTER TABLE identity_relying_parties ADD COLUMN logout_services TEXT NOT NULL DEFAULT '[]';
ALTER TABLE identity_relying_parties ADD COLUMN name_formats TEXT NOT NULL DEFAULT '[]';
ALTER TABLE identity_relying_parties ADD COLUMN origins TEXT NOT NULL DEFAULT '[]';
ALTER TABLE identity_participants ADD COLUMN name_format TEXT NOT NULL DEFAULT 'persistent';
CREATE INDEX identity_participants_subject ON identity_participants (relying_party_id, name_id);
