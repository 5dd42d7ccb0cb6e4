CREATE TRIGGER identity_organization_tree_insert AFTER INSERT ON identity_organizations BEGIN
    INSERT INTO identity_organization_tree (ancestor_id, depth, sort_key, organization_id, search_key)
        SELECT {step}, {depth}, NEW.name_key, NEW.id, NEW.search_text FROM {steps of NEW.path};
END;
CREATE TRIGGER identity_organization_tree_delete AFTER DELETE ON identity_organizations BEGIN
    DELETE FROM identity_organization_tree WHERE organization_id = OLD.id;
END;
CREATE TRIGGER identity_organization_tree_update AFTER UPDATE OF path, name_key, search_text ON identity_organizations
    WHEN (OLD.path, OLD.name_key, OLD.search_text) <> (NEW.path, NEW.name_key, NEW.search_text) BEGIN
    DELETE FROM identity_organization_tree WHERE organization_id = OLD.id;
    INSERT INTO identity_organization_tree (ancestor_id, depth, sort_key, organization_id, search_key)
        SELECT {step}, {depth}, NEW.name_key, NEW.id, NEW.search_text FROM {steps of NEW.path};
END;
