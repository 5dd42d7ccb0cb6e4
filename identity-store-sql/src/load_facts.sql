-- The lists of ids that a question leads to, each a step behind the one before it. What the databases say differently
-- stands in braces, see `for_backend`.
WITH shown (id, acting_for) AS MATERIALIZED (
    SELECT user_id, acting_for_id FROM identity_sessions WHERE token = {7}
), wanted (kind, id) AS MATERIALIZED (
    SELECT 'user', {1} UNION SELECT 'client', {2} UNION SELECT 'organization', {3} UNION SELECT 'user', id FROM shown
), held AS MATERIALIZED (
    SELECT id, path FROM identity_grants
    WHERE holder_id {any}(SELECT id FROM wanted){end} AND revoked_at IS NULL
        AND (holder_kind, holder_id) IN (SELECT kind, id FROM wanted)
), granted AS MATERIALIZED (
    SELECT * FROM identity_grants
    WHERE id {any}(SELECT id FROM held UNION SELECT {step} FROM held, {steps of held}){end}
), holders (kind, id) AS MATERIALIZED (
    SELECT kind, id FROM wanted UNION SELECT holder_kind, holder_id FROM granted
), joined AS MATERIALIZED (
    SELECT * FROM identity_memberships 
    WHERE user_id {any}(SELECT {5} UNION SELECT id FROM shown){end}
), named AS MATERIALIZED (
    SELECT id, path FROM identity_organizations
    WHERE id {any}(
        SELECT {4} UNION SELECT id FROM holders WHERE kind = 'organization'
        UNION SELECT organization_id FROM granted UNION SELECT organization_id FROM joined
        UNION SELECT acting_for FROM shown WHERE acting_for IS NOT NULL
    ){end}
), places AS MATERIALIZED (
    SELECT * FROM identity_organizations
    WHERE id {any}(SELECT id FROM named UNION SELECT {step} FROM named, {steps of named}){end}
), given AS MATERIALIZED (
    SELECT * FROM identity_roles WHERE id {any}(SELECT role_id FROM granted){end}
), agreed AS MATERIALIZED (
    SELECT * FROM identity_contracts WHERE organization_id {any}(SELECT id FROM places){end}
), used (id) AS MATERIALIZED (
    SELECT {6} UNION SELECT {service} FROM granted, {services of granted}
    UNION SELECT {service} FROM agreed, {services of agreed} UNION SELECT {service key} FROM given, {services of given}
)
