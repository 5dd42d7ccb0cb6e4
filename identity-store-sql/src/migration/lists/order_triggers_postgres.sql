CREATE OR REPLACE FUNCTION identity_organization_tree_keep() RETURNS trigger LANGUAGE plpgsql AS $keep$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM identity_organization_tree WHERE organization_id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO identity_organization_tree (ancestor_id, depth, sort_key, organization_id, search_key, tree_external_key)
            SELECT {step}, {depth}, NEW.name_key, NEW.id, NEW.search_text, NEW.external_key FROM {steps of NEW.path};
    END IF;
    RETURN NULL;
END;
$keep$;
DROP TRIGGER identity_organization_tree_update ON identity_organizations;
CREATE TRIGGER identity_organization_tree_update AFTER UPDATE ON identity_organizations FOR EACH ROW
    WHEN (
        (OLD.path, OLD.name_key, OLD.search_text, OLD.external_key)
        IS DISTINCT FROM (NEW.path, NEW.name_key, NEW.search_text, NEW.external_key)
    )
    EXECUTE FUNCTION identity_organization_tree_keep();
