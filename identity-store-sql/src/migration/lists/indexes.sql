CREATE INDEX identity_organizations_root ON identity_organizations (root_id, id);
CREATE INDEX identity_organizations_children ON identity_organizations (parent_id, name_key, id);

-- An organisation has a row for itself and for each one above it, so that everything below an organisation, however far
-- down, is read in the order of names. `depth` counts the organisations above the ancestor. Triggers keep the rows.
CREATE TABLE identity_organization_tree (
    ancestor_id {uuid} NOT NULL,
    depth {int} NOT NULL,
    sort_key {sorted} NOT NULL,
    organization_id {uuid} NOT NULL,
    search_key {sorted} NOT NULL,
    CONSTRAINT identity_organization_tree_name PRIMARY KEY (ancestor_id, depth, sort_key, organization_id)
) {clustered};
CREATE INDEX identity_organization_tree_organization ON identity_organization_tree (organization_id);
INSERT INTO identity_organization_tree (ancestor_id, depth, sort_key, organization_id, search_key)
    SELECT {step}, {depth}, name_key, identity_organizations.id, search_text
    FROM identity_organizations, {steps of identity_organizations.path};

-- With what is searched where an index entry may be that long, so that a search reads the rows that it finds and no others.
CREATE INDEX identity_memberships_name ON identity_memberships (organization_id, name, id{search});
