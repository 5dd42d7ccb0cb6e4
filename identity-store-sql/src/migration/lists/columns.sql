-- Sort and search keys are filled by the program, which folds them; see `fill`. `{sorted}` compares octets.

ALTER TABLE identity_contracts RENAME COLUMN period_not_before TO period_starts_at;
ALTER TABLE identity_contracts RENAME COLUMN period_not_after TO period_ends_at;
ALTER TABLE identity_grants RENAME COLUMN period_not_before TO period_starts_at;
ALTER TABLE identity_grants RENAME COLUMN period_not_after TO period_ends_at;
ALTER TABLE identity_grants RENAME COLUMN mandate_onward TO mandate_max_delegation_depth;
ALTER TABLE identity_grants RENAME COLUMN mandate_told TO mandate_notices_sent;
ALTER TABLE identity_roles RENAME COLUMN by_mandate TO mandate_only;

DROP INDEX identity_organizations_root;
ALTER TABLE identity_organizations DROP COLUMN name_folded;
ALTER TABLE identity_organizations ADD COLUMN name_key {sorted} NOT NULL DEFAULT '';
ALTER TABLE identity_organizations ADD COLUMN search_text {sorted} NOT NULL DEFAULT '';

ALTER TABLE identity_memberships ADD COLUMN name {sorted} NOT NULL DEFAULT '';
ALTER TABLE identity_memberships ADD COLUMN search {sorted} NOT NULL DEFAULT '';
