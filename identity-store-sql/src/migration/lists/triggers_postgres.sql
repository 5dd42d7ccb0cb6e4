CREATE FUNCTION identity_organization_tree_keep() RETURNS trigger LANGUAGE plpgsql AS $keep$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM identity_organization_tree WHERE organization_id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO identity_organization_tree (ancestor_id, depth, sort_key, organization_id, search_key)
            SELECT {step}, {depth}, NEW.name_key, NEW.id, NEW.search_text FROM {steps of NEW.path};
    END IF;
    RETURN NULL;
END;
$keep$;
CREATE TRIGGER identity_organization_tree_keep AFTER INSERT OR DELETE ON identity_organizations
    FOR EACH ROW EXECUTE FUNCTION identity_organization_tree_keep();
CREATE TRIGGER identity_organization_tree_update AFTER UPDATE ON identity_organizations FOR EACH ROW
    WHEN ((OLD.path, OLD.name_key, OLD.search_text) IS DISTINCT FROM (NEW.path, NEW.name_key, NEW.search_text))
    EXECUTE FUNCTION identity_organization_tree_keep();
