-- Derived grants: `path` has the ids from the root grant down to the grant itself, so that what derives from one is a
-- range. A grant is a mandate if `mandate_onward` is set. `mandate` of an invitation holds JSON.

ALTER TABLE identity_grants ADD COLUMN path {path} NOT NULL DEFAULT '';
ALTER TABLE identity_grants ADD COLUMN mandate_onward {int};
ALTER TABLE identity_grants ADD COLUMN mandate_reason TEXT;
ALTER TABLE identity_grants ADD COLUMN mandate_answer TEXT;
ALTER TABLE identity_grants ADD COLUMN mandate_answered_at {int};
ALTER TABLE identity_grants ADD COLUMN mandate_told TEXT;
UPDATE identity_grants SET path = '/' || {hex id} || '/';
CREATE INDEX identity_grants_path ON identity_grants (path);
CREATE INDEX identity_grants_ending ON identity_grants (mandate_told, period_not_after) WHERE mandate_told IS NOT NULL;

ALTER TABLE identity_roles ADD COLUMN by_mandate {bool} NOT NULL DEFAULT {false};

ALTER TABLE identity_invitations ADD COLUMN mandate TEXT;
