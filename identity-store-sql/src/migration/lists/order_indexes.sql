CREATE INDEX identity_memberships_email ON identity_memberships (organization_id, email, id{search});
CREATE INDEX identity_invitations_order ON identity_invitations (organization_id, email_key, id);

-- The tree has the CRM id beside the name, so that everything below an organisation is read in the order of either.
ALTER TABLE identity_organization_tree ADD COLUMN tree_external_key {sorted} NOT NULL DEFAULT '';
UPDATE identity_organization_tree SET tree_external_key = (
    SELECT external_key FROM identity_organizations WHERE id = organization_id
);
CREATE INDEX identity_organization_tree_external
    ON identity_organization_tree (ancestor_id, depth, tree_external_key, organization_id)
    -- Each row is in it. SQLite takes it only where this is asked for, and not for lists by name, which it would sort.
    WHERE depth >= 0;
