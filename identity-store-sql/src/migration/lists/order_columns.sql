-- The keys of further orders, filled by the program, which folds them; see `fill_orders`. `{sorted}` compares octets.

ALTER TABLE identity_organizations ADD COLUMN external_key {sorted} NOT NULL DEFAULT '';
ALTER TABLE identity_memberships ADD COLUMN email {sorted} NOT NULL DEFAULT '';
ALTER TABLE identity_invitations ADD COLUMN email_key {sorted} NOT NULL DEFAULT '';
ALTER TABLE identity_invitations ADD COLUMN search_text {sorted} NOT NULL DEFAULT '';
