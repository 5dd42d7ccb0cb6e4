DROP TRIGGER identity_organization_tree_insert;
DROP TRIGGER identity_organization_tree_update;
CREATE TRIGGER identity_organization_tree_insert AFTER INSERT ON identity_organizations BEGIN
    INSERT INTO identity_organization_tree (ancestor_id, depth, sort_key, organization_id, search_key, tree_external_key)
        SELECT {step}, {depth}, NEW.name_key, NEW.id, NEW.search_text, NEW.external_key FROM {steps of NEW.path};
END;
CREATE TRIGGER identity_organization_tree_update AFTER UPDATE OF path, name_key, search_text, external_key ON identity_organizations
    WHEN (OLD.path, OLD.name_key, OLD.search_text, OLD.external_key)
        <> (NEW.path, NEW.name_key, NEW.search_text, NEW.external_key) BEGIN
    DELETE FROM identity_organization_tree WHERE organization_id = OLD.id;
    INSERT INTO identity_organization_tree (ancestor_id, depth, sort_key, organization_id, search_key, tree_external_key)
        SELECT {step}, {depth}, NEW.name_key, NEW.id, NEW.search_text, NEW.external_key FROM {steps of NEW.path};
END;
