-- A sign-on holds what was proved in it. Those that are under way start again: they end within a day anyway.
DELETE FROM identity_sign_ons;
ALTER TABLE identity_sign_ons RENAME COLUMN saml_relying_party_id TO relying_party_id;
ALTER TABLE identity_sign_ons RENAME COLUMN saml_request_id TO request_id;
ALTER TABLE identity_sign_ons ADD COLUMN proofs TEXT NOT NULL DEFAULT '[]';
ALTER TABLE identity_sign_ons ADD COLUMN organization_id {uuid};
ALTER TABLE identity_sign_ons ADD COLUMN session_id {uuid};
ALTER TABLE identity_sign_ons ADD COLUMN answers {int} NOT NULL DEFAULT 0;
DROP INDEX identity_sign_ons_saml;
CREATE UNIQUE INDEX identity_sign_ons_request ON identity_sign_ons (relying_party_id, request_id);
CREATE INDEX identity_grants_role ON identity_grants (role_id, id);
